// SPDX-License-Identifier: Apache-2.0
// What most files of the core read anyway. Each still includes what it uses.
#pragma once
#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

// Its members are compiled once, in core/base/json_members.cpp, instead of in every file that names one.
extern template class nlohmann::basic_json<nlohmann::ordered_map>;
