// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "widgets/common/core_text.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/values.h"

namespace lapidary {

/// Sentences of the core in the window's language; of an error where, what, and the remedy.
inline QString toQt(const Sentence &sentence) {
    return coreText(sentence);
}
inline QString toQt(const Error &error) {
    return coreText(error);
}

/// The words of the run log ("running", "finished" …).
std::optional<RunState> runStateOf(const std::string &word);

} // namespace lapidary
