// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSettings>
#include <QStringList>

namespace lapidary {

inline constexpr auto kReopenKey = "reopenProject"; ///< whether the program begins with the project of last time

/// The projects that were opened last, newest first; folders that are gone are left out.
class RecentProjects {
public:
    explicit RecentProjects(QSettings &settings) : settings_(settings) {}
    QStringList list() const;
    QString toReopen() const; ///< the one that was open last, where that is wished; empty: none
    void add(const QString &folder);

private:
    QSettings &settings_;
};

} // namespace lapidary
