// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/safetensors.h"
#include "tests/fuzz/targets.h"
#include <algorithm>

namespace lapidary::fuzz {

/// What is believed lies inside the file and covers it without a hole or an overlap.
void safetensors(std::string_view bytes) {
    const auto header = parseSafetensors({reinterpret_cast<const std::byte *>(bytes.data()), bytes.size()}, "x");
    if (!header) return promise(!header.error().code.empty() && !describe(header.error()).empty());
    std::uint64_t covered = 0;
    for (const auto &tensor : header->tensors) {
        promise(tensor.begin <= tensor.end && tensor.end <= bytes.size() && bitsOf(tensor.dtype) > 0);
        covered += tensor.end - tensor.begin;
    }
    promise(covered <= bytes.size() - 8);
}

} // namespace lapidary::fuzz
