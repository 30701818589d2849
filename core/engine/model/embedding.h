// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/kernels/segment.h"
#include "core/engine/model/linear.h"
#include <vector>

namespace lapidary {

/// y = W[ids]. With adapters it is the linear layer of one-hot vectors: a term's A is [r, V] and its B [D, r], and PEFT
/// drops no inputs here. A head that is tied to the weights does not see the terms, as in PEFT.
struct Embedding {
    std::string path; ///< Hugging Face module path
    at::Tensor weight_VD{};
    std::int64_t padding = -1; ///< a token that gives W no gradient, as padding_idx of torch's Embedding; -1: none
    std::vector<LoraTerm> lora{};

    at::Tensor operator()(const at::Tensor &ids_BT) const;
};

/// NEFTune (Jain et al. 2023): uniform noise within alpha / sqrt(L D) on the embeddings of a sequence of L tokens, from
/// the global stream. Sequences are rows of x, or `segments` of them.
at::Tensor withNoise(const at::Tensor &x_BTD, const std::vector<Segment> &segments, double alpha);

} // namespace lapidary
