// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/tensor/named_tensor.h"
#include <memory>

namespace lapidary {

struct Nf4Weight;
struct Int8Weight;

/// One adapter loaded onto a model; all its terms look here, so that switching it off is one write.
struct AdapterSwitch {
    std::string name{};
    double weight = 1.0; ///< in a mix; 0 = off
    double dropout = 0.0;
    bool training = false;
};

/// The low-rank term of LoRA (Hu et al. 2021): y += weight * scaling * B A x; with a magnitude that of DoRA (Liu et al.
/// 2024).
struct LoraTerm {
    at::Tensor a_RI; ///< [r, in]
    at::Tensor b_OR; ///< [out, r]
    double scaling = 1.0;
    std::shared_ptr<const AdapterSwitch> adapter;
    at::Tensor bias_O{};         ///< PEFT's lora_bias: scaled as the product is
    at::Tensor magnitude_O{};    ///< DoRA; undefined for LoRA
    mutable at::Tensor norm_O{}; ///< of W + scaling B A, kept where nothing of it is trained
};

/// y = W x + b + Σ adapters. `path` is the Hugging Face module path without ".weight".
struct Linear {
    std::string path;
    at::Tensor weight_OI; ///< undefined where the weight is held in four or eight bits alone
    at::Tensor bias_O{};  ///< undefined where there is none
    std::vector<LoraTerm> lora{};
    std::shared_ptr<const Nf4Weight> nf4{};
    std::shared_ptr<const Int8Weight> int8{}; ///< of a head beside its weight_OI

    at::Tensor operator()(const at::Tensor &x) const;
    at::Tensor weight() const; ///< [out, in], of the few bits where they are what is held
    std::int64_t outputs() const;
    std::int64_t inputs() const;
};

/// Of the wanted shape, its weights not yet written; the bias is 0.
Linear makeLinear(std::string path, std::int64_t out, std::int64_t in, bool bias, const at::TensorOptions &options);

/// ‖W + scaling B A‖ of every row, without a gradient (DoRA, section 4.3). [out]
at::Tensor doraNorm(const at::Tensor &weight_OI, const at::Tensor &a_RI, const at::Tensor &b_OR, double scaling);

} // namespace lapidary
