// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <string>

namespace lapidary {

/// One JSON request a line on standard input, one answer a line on standard output, until the input ends. It is read
/// during an answer too: {"verb": "cancel", "id": …} ends that answer, and the model stays loaded.
Status serveStdio();

/// The same over a local socket, one frame each. Every caller sees every answer, so requests should carry an id.
Status serveSocket(const std::string &path);

} // namespace lapidary
