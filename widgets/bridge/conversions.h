// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "widgets/models/values.h"
#include <string>

namespace lapidary {

inline QString toQt(const std::string &text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}
inline std::string fromQt(const QString &text) {
    return text.toStdString();
}
/// The error as the person reads it: where, what, and the remedy.
inline QString toQt(const Error &error) {
    return toQt(describe(error));
}

/// The words of the run log ("running", "finished" …).
std::optional<RunState> runStateOf(const std::string &word);

} // namespace lapidary
