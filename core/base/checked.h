// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

namespace lapidary {

/// a * b, a + b; nothing where the true result does not fit.
template <class T> std::optional<T> checkedMul(T a, T b) {
    T out{};
    if (__builtin_mul_overflow(a, b, &out)) return std::nullopt;
    return out;
}
template <class T> std::optional<T> checkedAdd(T a, T b) {
    T out{};
    if (__builtin_add_overflow(a, b, &out)) return std::nullopt;
    return out;
}

} // namespace lapidary
