// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <filesystem>

namespace lapidary {

/// How many tokens a model was made to read at once, as its config.json (or the header of its GGUF) says; 0 where it
/// does not, or is no model.
std::int64_t contextLimit(const std::filesystem::path &folder);

} // namespace lapidary
