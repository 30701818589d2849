// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/recent_projects.h"
#include <QDir>

namespace lapidary {

namespace {
constexpr int kKept = 8;
const QString kKey = QStringLiteral("recentProjects");
} // namespace

QStringList RecentProjects::list() const {
    QStringList out = settings_.value(kKey).toStringList();
    out.removeIf([](const QString &folder) { return !QDir(folder).exists(); });
    return out;
}

QString RecentProjects::toReopen() const {
    return settings_.value(QLatin1String(kReopenKey), true).toBool() ? list().value(0) : QString();
}

void RecentProjects::add(const QString &folder) {
    const QString clean = QDir(folder).absolutePath();
    QStringList all = list();
    all.removeAll(clean);
    all.prepend(clean);
    settings_.setValue(kKey, QStringList(all.mid(0, kKept)));
}

} // namespace lapidary
