// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/numbers.h"
#include "core/gguf/blocks.h"
#include "core/gguf/half.h"
#include <cstring>

namespace lapidary::gguf {
namespace {

template <class Narrow> std::string narrowed(std::span<const float> numbers, Narrow narrow) {
    std::string out(2 * numbers.size(), '\0');
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::uint16_t bits = narrow(numbers[i]);
        std::memcpy(out.data() + 2 * i, &bits, 2);
    }
    return out;
}

} // namespace

std::string bytesAs(std::string_view format, std::span<const float> numbers) {
    if (format == "F32") return {reinterpret_cast<const char *>(numbers.data()), 4 * numbers.size()};
    if (format == "F16") return narrowed(numbers, halfOfFloat);
    if (format == "BF16") return narrowed(numbers, bfloatOfFloat);
    if (format != "Q8_0") return {};
    std::string out(sizeAs(format, numbers.size()), '\0');
    writeQ8(numbers, std::as_writable_bytes(std::span(out)));
    return out;
}

std::uint64_t sizeAs(std::string_view format, std::uint64_t numbers) {
    const BlockKind *kind = blockKind(format);
    return kind ? numbers / static_cast<std::uint64_t>(kind->numbers) * kind->bytes : 0;
}

} // namespace lapidary::gguf
