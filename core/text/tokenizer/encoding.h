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
};

} // namespace lapidary
