// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace lapidary {

/// The page of the manual about a panel: what it is for, what to do there first, and what is worth knowing. Empty for
/// one that has none.
QStringList manualPage(const QString &panel);
/// The page that comes before all panels.
QStringList manualIntroduction();

} // namespace lapidary
