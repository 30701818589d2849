// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

namespace lapidary {

inline constexpr std::int64_t kLanes = 16, kRowsAtOnce = 8; ///< what sizes are filled up to

inline std::int64_t filledUp(std::int64_t size, std::int64_t to) {
    return (size + to - 1) / to * to;
}

/// A dense matrix of a task's own, its sizes filled up with zeros, so that no product of it has a remainder.
struct Filled {
    std::vector<float> values{};
    std::int64_t stride = 0;
    void resize(std::int64_t rows, std::int64_t columns) {
        stride = filledUp(columns, kLanes);
        values.assign(static_cast<std::size_t>(filledUp(rows, kLanes) * stride), 0.0f);
    }
    float *row(std::int64_t r) { return values.data() + r * stride; }
    const float *row(std::int64_t r) const { return values.data() + r * stride; }
};

/// c[m, n] = Σk a[m, k] b[k, n], or that added to c. m a multiple of kRowsAtOnce, n of kLanes. For matrices that fit
/// the caches; sums go over k in order, so that the bits do not depend on who else computes.
void product(Filled &c, const Filled &a, const Filled &b, std::int64_t m, std::int64_t n, std::int64_t k);
/// c[m, n] += Σk a[k, m] b[k, n]
void addTransposedProduct(Filled &c, const Filled &a, const Filled &b, std::int64_t m, std::int64_t n, std::int64_t k);

} // namespace lapidary
