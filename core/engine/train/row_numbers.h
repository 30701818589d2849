// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/base/json.h"

namespace lapidary {

/// Whether it is a number that 32 bits hold, in which trainings compute.
bool isFloat(const Json &value);
/// Errors: data.bad_row where there is no such number.
Result<double> getFloat(const Json &row, const std::string &key);

} // namespace lapidary
