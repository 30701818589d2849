// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/rope_config.h"
#include <ATen/core/Tensor.h>

// Legend: P places in a table, H rotated dimensions / 2, B rows, T tokens.
namespace lapidary {

/// Tables of one rope for one forward pass, and which line of them each token takes.
struct Rotation {
    at::Tensor cos_PH, sin_PH;
    at::Tensor positions_BT{}; ///< int64; undefined: 0 … T-1 in every row
};

/// Tokens begin … begin+count-1 of a row: they stand at positions `first` and on of a sequence of `length` tokens.
struct Stretch {
    std::int64_t row = 0, begin = 0, count = 0, first = 0, length = 0;
};

/// Inverse frequencies in the reference's order of f32 operations, for a sequence of this length. [H]
at::Tensor ropeFrequencies(const RopeConfig &rope, std::int64_t length);

/// Makes and keeps the tables of one rope. Not for several threads at a time.
class Rope {
public:
    Rope(RopeConfig config, std::int64_t headDim, c10::Device device);
    /// For positions below `end`, whatever the lengths of the sequences.
    Rotation fixed(const at::Tensor &positions_BT, std::int64_t end) const;
    /// For a rope that depends on the length.
    Rotation stretched(const std::vector<Stretch> &stretches, std::int64_t rows, std::int64_t tokens) const;
    const RopeConfig &config() const { return config_; }

private:
    std::pair<at::Tensor, at::Tensor> tables(std::int64_t first, std::int64_t count, std::int64_t length) const;
    RopeConfig config_;
    c10::Device device_;
    mutable at::Tensor cos_PH, sin_PH; // as far as they were needed
};

} // namespace lapidary
