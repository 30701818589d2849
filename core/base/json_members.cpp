// SPDX-License-Identifier: Apache-2.0
// The one place in which every member of Json is compiled; precompiled.h tells the others not to.
#include <nlohmann/json.hpp>

template class nlohmann::basic_json<nlohmann::ordered_map>;
