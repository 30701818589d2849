// SPDX-License-Identifier: Apache-2.0
#include "widgets/charts/curve_chart.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QElapsedTimer>
#include <QSet>
#include <QtTest>
#include <cmath>
#include <limits>

using namespace lapidary;

class ChartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void smoothingIsDebiasedAndPassesGaps();
    void runsKeepColourAndGetDashesBeyondThePalette();
    void themesChangeThePlot();
    void emptyAndSinglePointAndNanAreDrawn();
    void staysInsideTheFrameBudget();
};

namespace {
QVector<QPointF> noisy(int count) {
    QVector<QPointF> points;
    for (int i = 0; i < count; ++i) points.append({double(i), std::exp(-i / (0.3 * count)) + 0.2 * std::sin(i * 12.9898 + 43.7 * std::sin(i * 78.233))});
    return points;
}
} // namespace

void ChartsTest::smoothingIsDebiasedAndPassesGaps() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto constant = smoothed({3, 3, 3, 3}, 0.9);
    for (double each : constant) QVERIFY(std::abs(each - 3) < 1e-12); // no pull towards zero at the start
    const auto line = smoothed({1, nan, 3}, 0.5);
    QCOMPARE(line[0], 1.0);
    QVERIFY(std::isnan(line[1]));
    QVERIFY(std::abs(line[2] - (0.25 * 1 + 0.5 * 3) / 0.75) < 1e-12);
    QCOMPARE(smoothed({1, 5, 2}, 0), QVector<double>({1, 5, 2}));
}

void ChartsTest::runsKeepColourAndGetDashesBeyondThePalette() {
    const QPalette light = Theme::light().palette(), dark = Theme::dark().palette();
    QSet<QPair<QRgb, int>> seen;
    for (int slot = 0; slot < 4 * kRunColours; ++slot) seen.insert({runColour(slot, light).rgb(), int(runDash(slot))});
    QCOMPARE(seen.size(), 4 * kRunColours); // colour and dash together are unique
    // Every colour is told from its background: WCAG contrast of at least 3 for graphics.
    const auto luminance = [](const QColor &c) {
        const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
    };
    const auto contrast = [&](const QColor &a, const QColor &b) {
        const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
        return std::max(x, y) / std::min(x, y);
    };
    for (const QPalette &palette : {light, dark}) {
        for (int slot = 0; slot < kRunColours; ++slot) QVERIFY2(contrast(runColour(slot, palette), palette.color(QPalette::Base)) >= 3, qPrintable(QString::number(slot)));
        for (Tone tone : {Tone::Accent, Tone::Good, Tone::Warning, Tone::Bad, Tone::Neutral})
            for (auto ground : {QPalette::Base, QPalette::Window, QPalette::Midlight})
                QVERIFY(contrast(toneColour(tone, palette), palette.color(ground)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Text), palette.color(QPalette::Midlight)) >= 7);
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    }
}

void ChartsTest::themesChangeThePlot() {
    Themes themes(*qApp);
    CurveChart chart("loss");
    chart.resize(400, 300);
    const auto corner = [&] { return chart.grab().toImage().pixelColor(395, 150).lightness(); };
    themes.setMode(ThemeMode::Light);
    QTest::qWait(20);
    QVERIFY(corner() > 200);
    themes.setMode(ThemeMode::Dark);
    QTest::qWait(20);
    QVERIFY(corner() < 80);
    themes.setMode(ThemeMode::System);
}

void ChartsTest::emptyAndSinglePointAndNanAreDrawn() {
    CurveChart chart("loss");
    chart.resize(400, 300);
    QVERIFY(!chart.grab().isNull());
    chart.setCurve("r", "r", 0);
    chart.appendPoints("r", {{5, 1}});
    QVERIFY(chart.xRange().first <= 5 && chart.xRange().second >= 5);
    QVERIFY(!chart.grab().isNull());
    chart.appendPoints("r", {{6, std::numeric_limits<double>::quiet_NaN()}, {7, std::numeric_limits<double>::infinity()}, {8, 2}});
    QCOMPARE(chart.pointCount("r"), 4);
    QVERIFY(std::isfinite(chart.xRange().second));
    chart.setCursor(6.2);
    QVERIFY(chart.readoutText().startsWith("step 6"));
    chart.removeCurve("r");
    QVERIFY(!chart.grab().isNull());
}

/// A wide antialiased pen without the fast-polyline hint takes about a second for this picture; with it a few
/// milliseconds. The budget leaves room for a busy machine.
void ChartsTest::staysInsideTheFrameBudget() {
    CurveChart chart("loss");
    chart.resize(900, 540);
    for (int slot = 0; slot < 3; ++slot) {
        const QString id = QString::number(slot);
        chart.setCurve(id, id, slot);
        chart.appendPoints(id, noisy(5000));
    }
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.grab(); // fonts and layout
    QElapsedTimer timer;
    qint64 best = 100000;
    for (int i = 0; i < 5; ++i) {
        timer.start();
        chart.fit();
        QCoreApplication::processEvents(); // the queued drawing happens here
        best = std::min(best, timer.elapsed());
    }
    qInfo("frame of 3 x 5000 points: %lld ms", best);
    QVERIFY2(best > 0, "the drawing was measured");
    QVERIFY2(best < 60, qPrintable(QString::number(best)));
}

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"
