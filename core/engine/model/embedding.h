// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/linear.h"

namespace lapidary {

/// y = W[ids]. With adapters it is the linear layer of one-hot vectors: a term's A is [r, V] and its B [D, r], and PEFT
/// drops no inputs here. A head that is tied to the weights does not see the terms, as in PEFT.
struct Embedding {
    std::string path; ///< Hugging Face module path
    at::Tensor weight_VD{};
    std::vector<LoraTerm> lora{};

    at::Tensor operator()(const at::Tensor &ids_BT) const;
};

} // namespace lapidary
