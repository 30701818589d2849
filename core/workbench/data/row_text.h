// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace lapidary {

/// The rows at these lines of a JSONL file, as a person reads them: "prompt: …" and so on, one field behind the other,
/// and of a list of texts a numbered line each. What is no row, or no longer there, is left out.
std::map<std::int64_t, std::string> rowTexts(const fs::path &file, const std::set<std::int64_t> &lines);

/// The file of a run that a port's rows were read from: the part that was split off where rows are held out of others.
fs::path rowFileOf(const fs::path &runFolder, const std::string &port);

} // namespace lapidary
