// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/cost_words.h"
#include "widgets/common/x_axis.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/wording.h"
#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>

namespace lapidary {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CostWords)
};

const QString kBetween = QStringLiteral("  ·  ");

QString updatesText(double updates) {
    return updates == 1 ? Words::tr("1 update") : Words::tr("%1 updates").arg(QLocale().toString(updates, 'f', 0));
}

QString tokensText(double tokens, bool atMost) {
    return atMost ? Words::tr("at most %1 tokens").arg(shortNumber(tokens))
                  : Words::tr("about %1 tokens").arg(shortNumber(tokens));
}

QString memoryText(std::int64_t bytes) {
    return bytes < (std::int64_t(1) << 30) ? QStringLiteral("%1 MiB").arg(double(bytes) / (1 << 20), 0, 'f', 0)
                                           : QStringLiteral("%1 GiB").arg(double(bytes) / (1 << 30), 0, 'f', 1);
}

QString timeText(double seconds) {
    return seconds < 1 ? Words::tr("less than a second") : Words::tr("about %1").arg(durationText(seconds));
}

CostSum sum(const QVector<StageCost> &costs) {
    return sumOf({costs.begin(), costs.end()});
}

} // namespace

QString costText(const StageCost &cost) {
    if (cost.isDone) return Words::tr("Finished with these settings: it is taken over.");
    if (!cost.asksModel) return Words::tr("It sorts rows and asks no model.");
    QStringList parts;
    if (cost.trains) parts.append(cost.updates > 0 ? updatesText(cost.updates) : Words::tr("updates not known yet"));
    parts.append(cost.tokens > 0 ? tokensText(cost.tokens, cost.atMost) : Words::tr("tokens not known yet"));
    parts.append(cost.seconds > 0
                     ? Words::tr("%1, as in “%2”").arg(timeText(cost.seconds), toQt(cost.timedIn))
                     : Words::tr("time not known: no earlier run of the kind on a model of this size tells it"));
    if (cost.memory > 0) parts.append(memoryText(cost.memory));
    return parts.join(kBetween);
}

QString costText(const QVector<StageCost> &costs) {
    const CostSum all = sum(costs);
    if (all.left == 0) return {};
    QStringList parts{all.left == 1 ? Words::tr("1 to run") : Words::tr("%1 to run").arg(all.left)};
    if (all.updates > 0) parts.append(updatesText(all.updates));
    if (all.tokens > 0) parts.append(tokensText(all.tokens, all.atMost));
    parts.append(all.seconds > 0 ? timeText(all.seconds) : Words::tr("time not known yet"));
    if (all.memory > 0) parts.append(memoryText(all.memory));
    if (all.unknownUpdates + (all.tokens > 0 ? all.untold : 0) + (all.seconds > 0 ? all.untimed : 0) > 0)
        parts.append(Words::tr("and what is not known yet"));
    return parts.join(kBetween);
}

QString costGaps(const QVector<StageCost> &costs) {
    QStringList lines{Words::tr("By estimate, for what is left, one after the other; memory of the largest.")};
    const auto add = [&](const QString &words, auto missing) {
        QStringList names;
        for (const StageCost &cost : costs)
            if (!cost.isDone && cost.asksModel && missing(cost)) names.append(toQt(cost.name));
        if (!names.isEmpty()) lines.append(words.arg(names.join(QStringLiteral(", "))));
    };
    add(Words::tr("Updates not known until their rows are made: %1"),
        [](const StageCost &cost) { return cost.trains && cost.updates <= 0; });
    add(Words::tr("Tokens not known: %1"), [](const StageCost &cost) { return cost.tokens <= 0; });
    add(Words::tr("Never timed on this machine: %1"), [](const StageCost &cost) { return cost.seconds <= 0; });
    return lines.join(QLatin1Char('\n'));
}

} // namespace lapidary
