// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// Trajectories of agents in ATIF (Harbor's Agent Trajectory Interchange Format, 1.x): schema_version and steps of
/// system, user and agent. A step of an agent is a message of the assistant with its reasoning and its calls of tools
/// in OpenAI's words; what its tools saw are messages behind it. What else a step holds (times, numbers of tokens)
/// stays in the file's own cells beside the row.
const Layout &atifLayout();

} // namespace lapidary
