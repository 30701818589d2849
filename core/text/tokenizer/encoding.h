// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lapidary {

struct Encoding {
    std::vector<std::int32_t> ids;
    std::vector<std::string> tokens;
    std::vector<std::pair<std::size_t, std::size_t>> offsets; ///< [begin, end) in bytes of the input
    /// What the vocabulary cannot express, ascending, in bytes of the input: characters that are left out, or that an
    /// unknown token stands for. Blanks and marks that a normaliser or a pre-tokeniser takes away by design are not
    /// among them.
    std::vector<std::pair<std::size_t, std::size_t>> lost{};
};

} // namespace lapidary
