// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/row_numbers.h"
#include <cmath>
#include <limits>

namespace lapidary {

bool isFloat(const Json &value) {
    return value.is_number() && std::abs(value.get<double>()) <= std::numeric_limits<float>::max();
}

Result<double> getFloat(const Json &row, const std::string &key) {
    const auto number = getNumber(row, key);
    if (!number || isFloat(row.at(key))) return number;
    return fail({.code = "data.bad_row",
                 .message = "a number is too large to compute with",
                 .field = key,
                 .found = dumpJson(row.at(key)),
                 .expected = "a number that 32 bits hold"});
}

} // namespace lapidary
