// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary::symbolic {

/// {"do": "equal", "left", "right"} gives {"equal": true, false or null}; {"do": "holds", "equation", "values": {"x":
/// "2"}} gives {"holds"}; {"do": "solve", "equation", "unknown"} gives {"solutions"}. null: neither shown nor refuted.
/// {"do": "prove"} and {"do": "chain"}: prove.h and chain.h.
/// Errors: tool.bad_input, tool.no_value, json.*.
Result<Json> answered(const Json &question);

} // namespace lapidary::symbolic
