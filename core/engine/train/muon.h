// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/adamw.h"

namespace lapidary {

/// Muon (Jordan et al. 2024), as torch.optim.Muon computes it: the momentum of every matrix is brought near to an
/// orthogonal one by five Newton-Schulz steps in bfloat16. Its steps are scaled by 0.2 √max(rows, columns) ("match_rms_
/// adamw", Liu et al. 2025), so that one learning rate serves the matrices and what AdamW moves: vectors, embedding and
/// head.
class Muon final : public Optimizer {
public:
    Muon(const NamedTensors &parameters, const std::set<std::string> &norms, const std::set<std::string> &others,
         const TrainOptions &options);
    void step(double learningRate, double factor) override;
    NamedTensors parameters() const override;
    NamedTensors state() const override; ///< "momentum_buffer.<name>", and AdamW's

private:
    struct Matrix {
        std::string name;
        at::Tensor parameter, momentum;
    };
    std::vector<Matrix> matrices_;
    double weightDecay_;
    AdamW others_;
};

/// As near to U Vᵀ of a matrix U S Vᵀ as five quintic Newton-Schulz steps come: singular values of about 0.7 to 1.2. In
/// bfloat16.
at::Tensor orthogonalised(const at::Tensor &matrix);

} // namespace lapidary
