// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/engine/search/strategy.h"

namespace lapidary {

/// What a request asks to be answered: {"ids"}, {"prompt"} or, of a remote model, {"messages"}, and "reference".
/// Errors: request.input, request.ids, request.unknown_field, generate.empty_prompt.
Result<SearchProblem> readProblem(const Json &request, bool remote);

/// Settings come from the request's own fields and from "set"; the latter may be text, as a command line gives it.
Result<Json> settingsOf(const Json &request, const ConfigSpec &spec);

} // namespace lapidary
