// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/values.h"

namespace lapidary {

/// The error as the person reads it: where, what, and the remedy.
inline QString toQt(const Error &error) {
    return toQt(describe(error));
}

/// The words of the run log ("running", "finished" …).
std::optional<RunState> runStateOf(const std::string &word);

} // namespace lapidary
