// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/tensor/named_tensor.h"
#include <memory>

namespace lapidary {

/// One adapter loaded onto a model; all its terms look here, so that switching it off is one write.
struct AdapterSwitch {
    std::string name;
    double weight = 1.0; ///< in a mix; 0 = off
    double dropout = 0.0;
    bool training = false;
};

/// The low-rank term of LoRA (Hu et al. 2021): y += weight * scaling * B A x.
struct LoraTerm {
    at::Tensor a_RI; ///< [r, in]
    at::Tensor b_OR; ///< [out, r]
    double scaling = 1.0;
    std::shared_ptr<const AdapterSwitch> adapter;
};

/// y = W x + b + Σ adapters. `path` is the Hugging Face module path without ".weight".
struct Linear {
    std::string path;
    at::Tensor weight_OI;
    at::Tensor bias_O{}; ///< undefined where there is none
    std::vector<LoraTerm> lora{};

    at::Tensor operator()(const at::Tensor &x) const;
};

} // namespace lapidary
