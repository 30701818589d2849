// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/response/response_template.h"

namespace lapidary::response {

/// Whether every text of a transform is a placeholder ("{content.name}") or has none; else the text that mixes both.
std::optional<std::string> mixedPlaceholder(const Json &transform);

/// What a region's words become: read by the field's content parser and put into its transform, together with what the
/// groups of its patterns took.
Result<Json> valueOf(const std::string &body, const ResponseTemplate::Field &field,
                     const std::map<std::string, std::string> &captures);

} // namespace lapidary::response
