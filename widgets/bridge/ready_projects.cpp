// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/ready_projects.h"
#include "core/config/spec.h"
#include "core/workbench/installed.h"
#include "widgets/bridge/conversions.h"
#include <QRegularExpression>
#include <algorithm>

namespace lapidary {

namespace {

/// The first paragraph under the headings of a README.
QString firstParagraph(const QString &text) {
    QStringList words;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        const QString clean = line.trimmed();
        const bool code = line.startsWith(QLatin1String("    "));
        const bool ends = clean.isEmpty() || code || clean.startsWith(QLatin1Char('#'));
        if (ends && !words.isEmpty()) break;
        if (!ends) words.append(clean);
    }
    QString all = words.join(QLatin1Char(' ')).remove(QLatin1Char('`'));
    static const QRegularExpression link(QStringLiteral(R"(\[([^\]]*)\]\([^)]*\))"));
    all.replace(link, QStringLiteral("\\1")); // its words; a card leads nowhere
    // As many whole sentences as a card has room for.
    constexpr qsizetype kRoom = 240;
    if (const auto end = all.lastIndexOf(QLatin1String(". "), kRoom); all.size() > kRoom && end > 0)
        all.truncate(end + 1);
    if (all.endsWith(QLatin1Char(':'))) all.back() = QLatin1Char('.'); // the list that follows is not shown
    return all;
}

} // namespace

QVector<ReadyProjectValues> readyProjects() {
    QVector<ReadyProjectValues> out;
    const auto folder = installedFolder("projects");
    if (!folder) return out;
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(*folder, ignored)) {
        const auto document = readDocument((entry.path() / "experiment.toml").string());
        if (!document) continue;
        ReadyProjectValues ready{.name = toQt(entry.path().filename().string())};
        ready.title = toQt(getString(document->values, "name").value_or(entry.path().filename().string()));
        if (const auto readme = readFile(entry.path() / "README.md")) ready.summary = firstParagraph(toQt(*readme));
        out.append(ready);
    }
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return out;
}

} // namespace lapidary
