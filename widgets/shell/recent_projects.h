// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSettings>
#include <QStringList>

namespace lapidary {

/// The projects that were opened last, newest first; folders that are gone are left out.
class RecentProjects {
public:
    explicit RecentProjects(QSettings &settings) : settings_(settings) {}
    QStringList list() const;
    void add(const QString &folder);

private:
    QSettings &settings_;
};

} // namespace lapidary
