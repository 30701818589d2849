// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/tickers.h"
#include <cmath>

namespace lapidary {

namespace {

class PercentTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override {
        return locale.toString(100 * tick, 'f', 0) + QStringLiteral(" %");
    }
};

/// 1, 2, 5, 10, 20 …: a logarithmic axis over less than two decades has no other whole numbers.
class BudgetTicker : public QCPAxisTicker {
protected:
    QVector<double> createTickVector(double, const QCPRange &range) override {
        QVector<double> ticks;
        for (double decade = std::pow(10, std::floor(std::log10(range.lower)));
             decade < range.upper && ticks.size() < 40; decade *= 10)
            for (double step : {1.0, 2.0, 5.0})
                if (decade * step >= range.lower && decade * step <= range.upper) ticks.append(decade * step);
        return ticks;
    }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return shortNumber(tick); }
};

class CountTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange &range) override { return wholeStep(QCPAxisTicker::getTickStep(range)); }
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override {
        return locale.toString(std::abs(tick), 'f', 0);
    }
};

} // namespace

QSharedPointer<QCPAxisTicker> percentTicker() {
    return QSharedPointer<PercentTicker>::create();
}

QSharedPointer<QCPAxisTicker> budgetTicker() {
    return QSharedPointer<BudgetTicker>::create();
}

QSharedPointer<QCPAxisTicker> countTicker() {
    auto ticker = QSharedPointer<CountTicker>::create();
    ticker->setTickCount(4);
    return ticker;
}

} // namespace lapidary
