// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "tests/support/budget.h"
#include "widgets/charts/cost_chart.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/label_layout.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QFile>
#include <QMap>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>
#include <array>
#include <cmath>
#include <ctime>
#include <limits>

using namespace lapidary;

class ChartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void smoothingIsDebiasedAndPassesGaps();
    void runsKeepColourAndGetDashesBeyondThePalette();
    void runsAreToldApartByColourBlindEyes();
    void exportsWhatIsShown();
    void keysZoomMoveAndFit();
    void themesChangeThePlot();
    void noChartKeepsTheOtherThemesLines();
    void emptyAndSinglePointAndNanAreDrawn();
    void aCurveIsBroughtForward();
    void manyCurvesAreHairlines();
    void staysInsideTheFrameBudget();
    void labelsNeitherOverlapNorAreCut();
    void namesOfMethodsStandBesideTheirPoints();
};

namespace {
QVector<QPointF> noisy(int count) {
    QVector<QPointF> points;
    for (int i = 0; i < count; ++i)
        points.append(
            {double(i), std::exp(-i / (0.3 * count)) + 0.2 * std::sin(i * 12.9898 + 43.7 * std::sin(i * 78.233))});
    return points;
}
} // namespace

/// Of two lines in one place the upper one is seen.
void ChartsTest::aCurveIsBroughtForward() {
    CurveChart chart("loss");
    chart.setSmoothing(0);
    chart.resize(400, 300);
    for (const auto &[id, slot] : {std::pair("parent", 0), {"fork", 1}}) {
        chart.setCurve(id, id, slot);
        chart.appendPoints(id, {{0, 1}, {50, 0.5}, {100, 0.2}});
    }
    chart.show();
    const auto seen = [&](int slot) {
        QTest::qWait(60); // queued drawing
        const QImage image = chart.plotArea()->grab().toImage();
        const QRgb wanted = runColour(slot, chart.palette()).rgb();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) == wanted;
        return count;
    };
    QVERIFY(seen(1) > seen(0));
    chart.bringForward("parent");
    QVERIFY(seen(0) > seen(1));
    chart.bringForward("fork");
    QVERIFY(seen(1) > seen(0));
    chart.bringForward("nobody"); // nothing happens
}

/// More than eight are drawn half as wide.
void ChartsTest::manyCurvesAreHairlines() {
    CurveChart chart("loss");
    chart.resize(400, 300);
    for (int slot = 0; slot < 10; ++slot) {
        const QString id = QString::number(slot);
        chart.setCurve(id, id, slot);
        chart.appendPoints(id, {{0, double(slot)}, {100, double(slot)}});
    }
    chart.show();
    const auto seen = [&](bool first) {
        chart.setCurveVisible("4", first);
        QTest::qWait(60); // queued drawing
        return chart.plotArea()->grab().toImage();
    };
    const auto ink = [&] { // of the fifth curve
        const QImage with = seen(true), without = seen(false);
        double sum = 0;
        for (int y = 0; y < with.height(); ++y)
            for (int x = 0; x < with.width(); ++x)
                sum += std::abs(qGreen(with.pixel(x, y)) - qGreen(without.pixel(x, y)));
        return sum;
    };
    const double crowded = ink();
    for (int slot = 8; slot < 10; ++slot) chart.setCurveVisible(QString::number(slot), false);
    const double share = crowded / ink();
    QVERIFY2(share > 0.4 && share < 0.6, qPrintable(QString::number(share)));
}

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
        for (int slot = 0; slot < kRunColours; ++slot)
            QVERIFY2(contrast(runColour(slot, palette), palette.color(QPalette::Base)) >= 3,
                     qPrintable(QString::number(slot)));
        for (Tone tone : {Tone::Accent, Tone::Good, Tone::Warning, Tone::Bad, Tone::Neutral})
            for (auto ground : {QPalette::Base, QPalette::Window, QPalette::Midlight})
                QVERIFY(contrast(toneColour(tone, palette), palette.color(ground)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Text), palette.color(QPalette::Midlight)) >= 7);
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    }
}

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

Triple linear(const QColor &colour) {
    const auto part = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return {part(colour.redF()), part(colour.greenF()), part(colour.blueF())};
}
Triple times(const Matrix &m, const Triple &v) {
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
}
Triple lab(const Triple &rgb) {
    constexpr Matrix xyz{{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};
    Triple t = times(xyz, {std::clamp(rgb[0], 0.0, 1.0), std::clamp(rgb[1], 0.0, 1.0), std::clamp(rgb[2], 0.0, 1.0)});
    const auto f = [](double v) { return v > 0.008856 ? std::cbrt(v) : 7.787 * v + 16.0 / 116; };
    t = {f(t[0] / 0.9505), f(t[1]), f(t[2] / 1.089)};
    return {116 * t[1] - 16, 500 * (t[0] - t[1]), 200 * (t[1] - t[2])};
}

} // namespace

/// Simulated after Machado, Oliveira and Fernandes (2009), full severity; distance CIE 1976.
void ChartsTest::runsAreToldApartByColourBlindEyes() {
    constexpr Matrix eyes[] = {
        {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
        {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
        {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
        {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}};
    for (const Theme &theme : {Theme::light(), Theme::dark()})
        for (const Matrix &eye : eyes)
            for (int i = 0; i < kRunColours; ++i)
                for (int j = 0; j < i; ++j) {
                    const Triple a = lab(times(eye, linear(runColour(i, theme.palette())))),
                                 b = lab(times(eye, linear(runColour(j, theme.palette()))));
                    QVERIFY2(std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) > 25,
                             qPrintable(QStringLiteral("%1 %2").arg(i).arg(j)));
                }
}

void ChartsTest::exportsWhatIsShown() {
    QTemporaryDir folder;
    CurveChart chart("rewards/margins");
    chart.resize(500, 300);
    chart.setCurve("r", "run \"one\"", 0);
    chart.setCurve("s", "hidden", 1);
    chart.setSmoothing(0.5);
    chart.appendPoints("r", {{1, 1}, {2, 3}});
    chart.appendPoints("s", {{1, 7}});
    chart.setCurveVisible("s", false);
    QCOMPARE(chart.csv().split('\n'), QStringList({"run,step,value,smoothed", "\"run \"\"one\"\"\",1,1,1",
                                                   "\"run \"\"one\"\"\",2,3,2.33333333", ""}));
    const QMap<QString, QByteArray> begins{{"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF"}, {"csv", "run,step"}};
    for (auto it = begins.begin(); it != begins.end(); ++it) {
        const QString file = folder.filePath("chart." + it.key());
        QVERIFY2(chart.exportTo(file), qPrintable(it.key()));
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QByteArray bytes = in.readAll();
        QVERIFY2(bytes.startsWith(it.value()), bytes.left(8).constData());
        if (it.key() == "svg") QVERIFY(bytes.contains("<path") || bytes.contains("<polyline"));
    }
    QVERIFY(!chart.exportTo(folder.filePath("chart.xyz")));
    QVERIFY(!chart.exportTo(folder.filePath("no/such/folder/chart.png")));
    QVERIFY(!chart.exportTo(folder.filePath("no/such/folder/chart.csv")));
}

void ChartsTest::keysZoomMoveAndFit() {
    CurveChart chart("loss");
    chart.resize(500, 300);
    chart.setCurve("r", "r", 0);
    chart.appendPoints("r", {{10, 1}, {20, 2}, {30, 3}});
    connect(&chart, &CurveChart::cursorMoved, &chart, &CurveChart::setCursor);
    chart.show();
    const auto before = chart.xRange();
    QTest::keyClick(chart.plotArea(), Qt::Key_Plus);
    QVERIFY(!chart.isFitted());
    QVERIFY(chart.xRange().second - chart.xRange().first < before.second - before.first);
    QTest::keyClick(chart.plotArea(), Qt::Key_Home);
    QCOMPARE(chart.xRange(), before);
    QTest::keyClick(chart.plotArea(), Qt::Key_Right);
    QTest::keyClick(chart.plotArea(), Qt::Key_Right);
    QCOMPARE(chart.readoutText().section(' ', 0, 1), QString("step 30"));
    QTest::keyClick(chart.plotArea(), Qt::Key_Left);
    QCOMPARE(chart.readoutText().section(' ', 0, 1), QString("step 20"));
    QTest::keyClick(chart.plotArea(), Qt::Key_Escape);
    QVERIFY(chart.readoutText().isEmpty());
    chart.setXAxis(XAxis::Time);
    chart.setCursor(20);
    QVERIFY(chart.readoutText().startsWith("0:20"));
}

void ChartsTest::themesChangeThePlot() {
    Themes themes(*qApp);
    CurveChart chart("loss");
    chart.resize(400, 300);
    chart.show();
    const auto corner = [&] { return chart.grab().toImage().pixelColor(395, 150).lightness(); };
    themes.setMode(ThemeMode::Light);
    QTest::qWait(20);
    QVERIFY(corner() > 200);
    themes.setMode(ThemeMode::Dark);
    QTest::qWait(20);
    QVERIFY(corner() < 80);
    themes.setMode(ThemeMode::System);
}

/// Several charts, one of them not shown at the time: the turn of a queue comes later than the next painting.
void ChartsTest::noChartKeepsTheOtherThemesLines() {
    Themes themes(*qApp);
    themes.setMode(ThemeMode::Light);
    std::array<CurveChart, 4> charts{CurveChart("a"), CurveChart("b"), CurveChart("c"), CurveChart("d")};
    for (CurveChart &chart : charts) {
        chart.resize(400, 240);
        chart.show();
    }
    QTest::qWait(200); // all are drawn
    charts.back().hide();
    const auto has = [](CurveChart &chart, const QColor &line) {
        const QImage image = chart.plotArea()->grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            if (image.pixelColor(image.width() / 2, y) == line) return true;
        return false;
    };
    const QColor light = Theme::light().border, dark = Theme::dark().border;
    for (CurveChart &chart : charts) QVERIFY(has(chart, light) && !has(chart, dark));
    themes.setMode(ThemeMode::Dark);
    for (int i = 0; i < 3; ++i) QVERIFY(has(charts[std::size_t(i)], dark) && !has(charts[std::size_t(i)], light));
    charts.back().show();
    QVERIFY(has(charts.back(), dark) && !has(charts.back(), light));
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
    chart.appendPoints(
        "r", {{6, std::numeric_limits<double>::quiet_NaN()}, {7, std::numeric_limits<double>::infinity()}, {8, 2}});
    QCOMPARE(chart.pointCount("r"), 4);
    QVERIFY(std::isfinite(chart.xRange().second));
    chart.setCursor(6.2);
    QVERIFY(chart.readoutText().startsWith("step 6"));
    chart.removeCurve("r");
    QVERIFY(!chart.grab().isNull());
}

/// The best of several full redraws in processor time: the machine may be busy.
static double frameMs(int curves, int points) {
    CurveChart chart("loss");
    chart.resize(900, 540);
    for (int slot = 0; slot < curves; ++slot) {
        const QString id = QString::number(slot);
        chart.setCurve(id, id, slot);
        chart.appendPoints(id, noisy(points));
    }
    chart.show();
    if (!QTest::qWaitForWindowExposed(&chart)) return 1e9;
    chart.grab(); // fonts and layout
    double best = 1e9;
    for (int i = 0; i < 7; ++i) {
        const std::clock_t start = std::clock();
        chart.fit();
        chart.draw();
        QCoreApplication::processEvents(); // onto the screen
        best = std::min(best, 1e3 * double(std::clock() - start) / CLOCKS_PER_SEC);
    }
    qInfo("frame of %d x %d points: %.1f ms", curves, points, best);
    return best;
}

constexpr double kFrameMs = 33; ///< what a frame may take while a training runs

/// A wide antialiased pen without the fast-polyline hint takes about a second for such a picture, and every point that
/// is drawn although no pixel shows it adds to it.
void ChartsTest::staysInsideTheFrameBudget() {
    const double few = frameMs(3, 5000), many = frameMs(40, 5000), million = frameMs(20, 50000);
    QVERIFY2(few > 0.1, "the drawing was measured");
    QVERIFY2(few < test::budget(kFrameMs), qPrintable(QString::number(few)));
    QVERIFY2(many < test::budget(kFrameMs), qPrintable(QString::number(many)));
    QVERIFY2(million < test::budget(kFrameMs), qPrintable(QString::number(million)));
}

void ChartsTest::labelsNeitherOverlapNorAreCut() {
    const QRectF area(0, 0, 700, 300);
    Rng rng(3, "labels");
    for (int round = 0; round < 20; ++round) {
        QVector<LabelWish> wishes;
        QVector<QRectF> bars;
        for (int i = 0; i < 14; ++i) { // half of them crowd together at the right edge
            const double x = i % 2 ? 690 - 20 * rng.uniform() : 700 * rng.uniform(), y = 20 + 260 * rng.uniform();
            wishes.append({{x, y}, {60 + 120 * rng.uniform(), 14}});
            bars.append(QRectF(x - 1, y - 15, 2, 30));
        }
        const auto places = placeLabels(wishes, bars, area);
        for (int i = 0; i < places.size(); ++i) {
            QVERIFY(!places[i].isNull()); // there is room for all
            QCOMPARE(places[i].size(), wishes[i].size);
            QVERIFY(area.contains(places[i]));
            for (int j = 0; j < places.size(); ++j) {
                QVERIFY(j == i || !places[i].intersects(places[j]));
                QVERIFY(!places[i].contains(wishes[j].point));
                QVERIFY(!places[i].intersects(bars[j]));
            }
        }
    }
    // Alone it stands to the right of its point; without room it is left out rather than cut.
    const LabelWish one{{100, 100}, {50, 14}}, tooWide{{30, 30}, {80, 14}};
    const auto alone = placeLabels(QVector<LabelWish>{one}, {}, area);
    QVERIFY(alone[0].left() > 100 && alone[0].left() < 120);
    QCOMPARE(alone[0].center().y(), 100.0);
    QVERIFY(placeLabels(QVector<LabelWish>{tooWide}, {}, QRectF(0, 0, 60, 60))[0].isNull());
}

void ChartsTest::namesOfMethodsStandBesideTheirPoints() {
    CostChart chart;
    chart.resize(640, 360);
    chart.show();
    const QVector<CostChart::Point> points{{"greedy", 60, 0.5, 0.45, 0.55, false, true},
                                           {"self-consistency of 16", 1000, 0.7, 0.65, 0.75, false, true},
                                           {"best of 16 \"oracle\"", 1010, 0.71, 0.66, 0.76, true, false}};
    chart.setPoints(points, "tokens a problem");
    QTRY_COMPARE(chart.labels().size(), 3);
    for (const QRectF &place : chart.labels()) QVERIFY(!place.isNull());
    QVERIFY(!chart.labels()[1].intersects(chart.labels()[2]));
    QVERIFY(chart.csv().contains("\"best of 16 \"\"oracle\"\"\",1010,0.71,0.66,0.76,1,0\n"));
    QTemporaryDir folder;
    for (const char *ending : {"png", "svg", "pdf", "csv"})
        QVERIFY(chart.exportTo(folder.filePath(QStringLiteral("costs.") + QLatin1String(ending))));
    QVERIFY(!chart.exportTo(folder.filePath("costs.doc")));
    chart.setPoints({}, "tokens a problem"); // nothing is drawn, and nothing breaks
    QTRY_VERIFY(chart.labels().isEmpty());
}

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"
