// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"

namespace lapidary {

/// What a field of a message holds: a text, or a list of blocks, some of which may be thoughts.
struct RemoteContent {
    std::string text{}, thoughts{};
    std::string leftOut{}; ///< a kind of block that is neither (an image, a citation); empty where there is none
};

/// `thought`: all of it is thinking, whatever its blocks say. Nothing and null hold nothing. Errors: remote.bad_answer.
Result<RemoteContent> contentOf(const Json &message, const char *field, bool thought);

} // namespace lapidary
