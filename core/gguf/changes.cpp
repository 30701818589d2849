// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/changes.h"
#include <algorithm>
#include <numeric>

namespace lapidary::gguf {
namespace {

/// For each row there the row here that it is.
std::vector<std::int64_t> rowsHere(Change change, std::int64_t rows, std::int64_t heads) {
    std::vector<std::int64_t> out(static_cast<std::size_t>(rows));
    std::iota(out.begin(), out.end(), 0);
    const std::int64_t parts = change == Change::Halves ? 2 : 3;
    if (heads < 1 || rows % (heads * parts) != 0) return out;
    const std::int64_t size = rows / heads / parts; // half a head, or one of q, k and v
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::int64_t head = row / (size * parts), part = row / size % parts, at = row % size;
        out[static_cast<std::size_t>(row)] =
            change == Change::Halves ? (head * size + at) * 2 + part : (part * heads + head) * size + at;
    }
    return out;
}

std::vector<float> transposed(const std::vector<float> &from, std::int64_t rows, std::int64_t columns) {
    std::vector<float> out(from.size());
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c)
            out[static_cast<std::size_t>(c * rows + r)] = from[static_cast<std::size_t>(r * columns + c)];
    return out;
}

std::vector<float> reordered(Change change, std::vector<float> from, std::int64_t rows, std::int64_t columns,
                             std::int64_t heads, bool there) {
    const auto places = rowsHere(change, rows, heads);
    std::vector<float> out(from.size());
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::int64_t other = places[static_cast<std::size_t>(row)], source = there ? other : row,
                           target = there ? row : other;
        std::copy_n(from.begin() + source * columns, columns, out.begin() + target * columns);
    }
    return out;
}

std::vector<float> changed(Change change, std::vector<float> from, std::int64_t rows, std::int64_t columns,
                           std::int64_t heads, bool there) {
    switch (change) {
    case Change::None:
        return from;
    case Change::MinusOne:
        for (float &number : from) number += there ? -1.0f : 1.0f;
        return from;
    case Change::Transposed:
        return transposed(from, rows, columns);
    default:
        return reordered(change, std::move(from), rows, columns, heads, there);
    }
}

} // namespace

std::vector<float> toThere(Change change, std::vector<float> here, std::int64_t rows, std::int64_t columns,
                           std::int64_t heads) {
    return changed(change, std::move(here), rows, columns, heads, true);
}

std::vector<float> toHere(Change change, std::vector<float> there, std::int64_t rows, std::int64_t columns,
                          std::int64_t heads) {
    return changed(change, std::move(there), rows, columns, heads, false);
}

} // namespace lapidary::gguf
