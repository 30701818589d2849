// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

// The same rules stand in peers/fixed.py: whoever is measured beside us reads and writes the same tokens.
namespace lapidary::bench {

/// Ids of 3 to 63, which every vocabulary has and which end no turn.
inline std::vector<std::int64_t> fixedIds(std::int64_t row, std::int64_t count) {
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < count; ++i) ids.push_back(3 + (row * 17 + i * 37) % 61);
    return ids;
}

/// Of ragged prompts: 24 to 71 tokens.
inline std::int64_t raggedPrompt(std::int64_t row) {
    return 24 + row * 29 % 48;
}

/// And of their answers: 16 to 256, most of them short, 97 in the mean of 64 rows.
inline std::int64_t raggedAnswer(std::int64_t row) {
    const std::int64_t place = row * 37 % 64;
    return 16 + place * place * 240 / (63 * 63);
}

} // namespace lapidary::bench
