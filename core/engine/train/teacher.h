// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"

namespace lapidary {

inline constexpr const char *kTeacher = "teacher"; ///< the port of a network that is learnt from

/// Whether the policy can be compared with the network of a port token by token: by the sizes of both, and by the
/// tokens themselves where the folders of both have a tokenizer. One that lacks it is said.
/// Errors: model.other_vocabulary, and those of reading the tokenizer.
Status mustShareVocabulary(const TrainContext &context, const std::string &port);

} // namespace lapidary
