// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/gguf/family.h"
#include <vector>

namespace lapidary::gguf {

/// Whether rows can be read for themselves.
inline bool isRowwise(Change change) {
    return change == Change::None || change == Change::MinusOne;
}

/// A tensor of `rows` times `columns` numbers as a checkpoint of transformers has it, from what a GGUF file has, or
/// the other way round. `heads`: of this tensor. What does not divide is left alone: its shape is told where it is
/// read.
std::vector<float> toThere(Change change, std::vector<float> here, std::int64_t rows, std::int64_t columns,
                           std::int64_t heads);
std::vector<float> toHere(Change change, std::vector<float> there, std::int64_t rows, std::int64_t columns,
                          std::int64_t heads);

} // namespace lapidary::gguf
