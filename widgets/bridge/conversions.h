// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/workbench/queue/live_run.h"
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

inline ChangeValues toQt(const LoggedChange &change) {
    const auto text = [](const Json &value) {
        return toQt(value.is_string() ? value.get<std::string>() : dumpJson(value));
    };
    return {change.step, toQt(change.field), text(change.before), text(change.after)};
}

/// The words of the run log ("running", "finished" …).
std::optional<RunState> runStateOf(const std::string &word);

} // namespace lapidary
