// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/x_axis.h"
#include <QCoreApplication>
#include <cmath>

namespace lapidary {

QString xAxisName(XAxis axis) {
    switch (axis) {
    case XAxis::Step:
        return QCoreApplication::translate("XAxis", "step");
    case XAxis::Tokens:
        return QCoreApplication::translate("XAxis", "tokens");
    case XAxis::Time:
        return QCoreApplication::translate("XAxis", "time");
    case XAxis::RootKl:
        return QCoreApplication::translate("XAxis", "√KL to the reference");
    }
    return {};
}

QString xAxisText(XAxis axis, double x) {
    switch (axis) {
    case XAxis::Step:
        return QCoreApplication::translate("XAxis", "step %1").arg(qRound64(x));
    case XAxis::Tokens:
        return QCoreApplication::translate("XAxis", "%1 tokens").arg(shortNumber(x));
    case XAxis::Time: {
        const qint64 s = std::max<qint64>(qRound64(x), 0);
        const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
        return s < 3600 ? QStringLiteral("%1:%2").arg(s / 60).arg(two(s % 60))
                        : QStringLiteral("%1:%2:%3").arg(s / 3600).arg(two(s / 60 % 60), two(s % 60));
    }
    case XAxis::RootKl:
        return QStringLiteral("√KL %1").arg(x, 0, 'g', 3);
    }
    return {};
}

double wholeStep(double step) {
    return step < 1 ? 1 : step < 5 ? std::floor(step) : std::round(step);
}

QString shortNumber(double value) {
    const double size = std::abs(value);
    for (const auto &[unit, name] : {std::pair(1e9, "G"), std::pair(1e6, "M"), std::pair(1e3, "k")})
        if (size >= unit) return QStringLiteral("%1 %2").arg(value / unit, 0, 'g', 3).arg(QLatin1String(name));
    return QString::number(value, 'g', 4);
}

} // namespace lapidary
