// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/advice.h"
#include <optional>
#include <string_view>

namespace lapidary {

/// Of every algorithm; nothing where there is none of this name.
std::optional<Advice> adviceOn(std::string_view algorithm);

} // namespace lapidary
