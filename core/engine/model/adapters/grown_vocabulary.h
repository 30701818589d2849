// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include "core/engine/tensor/weights.h"

namespace lapidary {

struct Vocabulary {
    at::Tensor embedding_VD, head_VD;
};

/// Where tokens were added before an adapter was trained, and it brings the embedding and the head as a whole, the
/// model grows to its rows, as PEFT and Unsloth have a person do it by hand. The new rows of the model are those of the
/// adapter, so that nothing is drawn; a notice says so. Gives what the model had before; nothing where no tokens were
/// added. Error: adapter.grown_vocabulary where rows of the new tokens are in no file.
Result<std::optional<Vocabulary>> growVocabulary(Decoder &model, const AdapterConfig &config,
                                                 const WeightFiles &weights, const fs::path &folder);

} // namespace lapidary
