// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/calculator.h"
#include "core/text/answer/math/equal.h"
#include "core/text/answer/math/found.h"
#include "core/text/answer/math/published.h"
#include "core/text/answer/math/reader.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {
namespace {

std::size_t sizeOf(const math::Node &value) {
    std::size_t size = 1;
    for (const auto &part : value.parts) size += sizeOf(part);
    return size;
}

std::size_t depthOf(const math::Node &value) {
    std::size_t depth = 0;
    for (const auto &part : value.parts) depth = std::max(depth, depthOf(part));
    return depth + 1;
}

} // namespace

/// A formula, behind a NUL another one: what is read stays within its bounds, equals itself, and is not equal to what
/// the other side of the comparison does not find equal to a plain text.
void mathematics(std::string_view bytes) {
    using namespace math;
    const auto [first, second] = atNul(bytes);
    for (const auto commas : {Commas::Group, Commas::Part, Commas::Decimal})
        if (const auto read = readMath(first, commas))
            promise(sizeOf(*read) < 8 * kLargest && depthOf(*read) < 8 * kDeepest);
    if (readMath(first) && !plainText(first).empty()) promise(sameAnswer(first, first));
    (void)sameAnswer(first, second);
    (void)canonicalAnswer(first);
    for (const Forms forms : {Forms{}, Forms{true, false}, Forms{false, true}})
        if (const auto found = mathAnswerIn(bytes, forms)) promise(found->size() <= 4 * bytes.size() + 64);
    if (const auto value = calculate(first)) { // what it writes it also reads
        const auto again = calculate(value->exact);
        promise((again && again->exact == value->exact) || value->exact.size() > 200);
    }
    (void)calculatorContinuation(bytes);
    (void)hendrycksForm(first);
    (void)minervaForm(first);
}

} // namespace lapidary::fuzz
