// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"

namespace lapidary {

/// A YAML file of settings with the line of every key. Plain scalars are what YAML 1.1 calls them, as in PyYAML, and
/// 1e-4 is a number, as TRL's parser makes it one; what stands in quotes stays text. An empty value is null. Errors:
/// config.syntax, config.duplicate_key, config.too_deep, config.too_many_values, config.bad_key, config.bad_tag,
/// config.wrong_type where the file is no mapping.
Result<Document> parseYaml(std::string_view text, const std::string &file = {});

} // namespace lapidary
