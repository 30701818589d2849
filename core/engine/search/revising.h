// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace lapidary {

/// Whether the candidates of a strategy are drafts in their order, each of which was written with earlier ones in view.
bool revises(const std::string &strategy);

} // namespace lapidary
