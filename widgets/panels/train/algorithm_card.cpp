// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/algorithm_card.h"
#include "widgets/common/method_text.h"
#include <QCoreApplication>
#include <QHash>

namespace lapidary {

namespace {

struct Cards {
    Q_DECLARE_TR_FUNCTIONS(Cards)
};

} // namespace

AlgorithmCard cardOf(const MethodInfo &method, const Advice &advice) {
    AlgorithmCard card{
        .what = methodText(method.summary), .when = methodText(advice.when), .caution = methodText(advice.caution)};
    if (const Port *rows = method.port("train")) card.from = methodText(rows->effect);
    const MetricInfo *key = method.keyMetric();
    if (!key) return card;
    card.watch = Cards::tr("%1: %2").arg(QString::fromStdString(key->name), methodText(key->effect));
    if (key->better == Better::Higher) card.watch = Cards::tr("%1 (higher is better)").arg(card.watch);
    if (key->better == Better::Lower) card.watch = Cards::tr("%1 (lower is better)").arg(card.watch);
    return card;
}

QString inputTitle(const QString &port) {
    const QHash<QString, QString> titles{{"reference", Cards::tr("Reference model")},
                                         {"teacher", Cards::tr("Teacher")},
                                         {"judge", Cards::tr("Judge")},
                                         {"eval", Cards::tr("Held-out rows")},
                                         {"replay", Cards::tr("Rows of earlier data")},
                                         {"ewc_data", Cards::tr("Rows whose weights are held")},
                                         {"ewc_importance", Cards::tr("Importance measured before")},
                                         {"canary", Cards::tr("Canary prompts")}};
    const QString own = titles.value(port);
    return !own.isEmpty() || port.isEmpty() ? own : port.at(0).toUpper() + port.mid(1);
}

} // namespace lapidary
