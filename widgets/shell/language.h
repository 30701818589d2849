// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QCoreApplication;

namespace lapidary {

/// The language to speak: what is wished ("en", "zh_CN"), or what the system speaks where nothing is; English where
/// Lapidary does not know it.
QString languageFor(const QString &wished);

/// Translates all that is said from now on. Widgets that exist keep their words: it is for the start of the program.
/// False where the translation is not there.
bool installLanguage(QCoreApplication &application, const QString &language);

} // namespace lapidary
