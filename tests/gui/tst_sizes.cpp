// SPDX-License-Identifier: Apache-2.0
// The window at the sizes that people have: every panel, dock and dialog in both languages. Nothing asks for more than
// 960 × 600, no word is cut, and the window keeps the size that it was given.
#include "core/workbench/labels/label_queue.h"
#include "tests/gui/compared_arms.h"
#include "tests/gui/every_dialog.h"
#include "tests/gui/layout_faults.h"
#include "tests/gui/opened_window.h"
#include "tests/gui/seen_contrast.h"
#include "tests/gui/stock_window.h"
#include "widgets/common/fit_area.h"
#include "widgets/common/flow_layout.h"
#include "widgets/panels/feature.h"
#include "widgets/shell/dock_layout.h"
#include "widgets/shell/language.h"
#include <QDialog>
#include <QDockWidget>
#include <QScrollBar>
#include <QTabWidget>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr QSize kLeast(960, 600);

QString sizeText(const QSize &size) {
    return QStringLiteral("%1×%2").arg(size.width()).arg(size.height());
}

/// What a window of `size` does wrong, each behind the words that say where.
struct Faults {
    QStringList found{};
    QStringList dialogs{}; ///< classes of those that were looked at
    void look(const QWidget &top, const QSize &size, const QString &where) {
        const QSize least = top.minimumSizeHint();
        if (least.width() > kLeast.width() || least.height() > kLeast.height())
            found += where + QStringLiteral(": asks for ") + sizeText(least);
        if (top.size() != size) found += where + QStringLiteral(": became ") + sizeText(top.size());
        for (const QString &fault : layoutFaults(top)) found += where + QStringLiteral(": ") + fault;
    }
    /// Scrolling sideways to read is a fault, too.
    void lookSideways(const QWidget &top, const QString &where) {
        for (const auto *area : top.findChildren<FitArea *>())
            if (area->isVisible() && area->horizontalScrollBar()->maximum() > 0)
                found += QStringLiteral("%1: is %2 too wide").arg(where).arg(area->horizontalScrollBar()->maximum());
    }
    void lookAtDialog(QDialog &dialog, const QString &where) {
        QTest::qWait(30);
        dialogs.append(QString::fromLatin1(dialog.metaObject()->className()).section(QLatin1String("::"), -1));
        if (dialog.width() > kLeast.width() || dialog.height() > kLeast.height())
            found += QStringLiteral("%1: is %2").arg(where, sizeText(dialog.size()));
        look(dialog, dialog.size(), where);
        dialog.close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QByteArray text() const { return (QLatin1Char('\n') + found.join(QLatin1Char('\n'))).toUtf8(); }
};

struct Language {
    explicit Language(const QString &language) { installLanguage(*qApp, language); }
    ~Language() { installLanguage(*qApp, QStringLiteral("en")); }
};

} // namespace

class SizesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPanelFits_data();
    void everyPanelFits();
    void everyPageFits_data();
    void everyPageFits();
    void everyDialogFits_data();
    void everyDialogFits();
    void everyTextIsSeen_data();
    void everyTextIsSeen();
    void aLongLineOfToolsGoesOnBelow();
};

void SizesTest::everyPanelFits_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("docks");
    for (const char *language : {"en", "zh_CN"})
        for (const QSize &size : {kLeast, QSize(1280, 800), QSize(2560, 1440)})
            for (const bool docks : {false, true})
                QTest::addRow("%s %dx%d%s", language, size.width(), size.height(), docks ? " docks" : "")
                    << language << size << docks;
}

void SizesTest::everyPanelFits() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QFETCH(bool, docks);
    const Language spoken(language);
    Faults faults;
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    o.window.resize(size);
    for (Feature *feature : o.workspace.features()) {
        o.window.showPanel(feature->id());
        for (const auto &dock : DockLayout::docks()) o.window.docks().dock(dock.id)->setVisible(docks);
        QTest::qWait(30);
        faults.look(o.window, size, feature->id());
        faults.lookSideways(o.window, feature->id());
    }
    QVERIFY2(faults.found.isEmpty(), faults.text());
}

void SizesTest::everyPageFits_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"})
        for (const QSize &size : {kLeast, QSize(2560, 1440)})
            QTest::addRow("%s %dx%d", language, size.width(), size.height()) << language << size;
}

/// Panels that have something to show, and each of their tabs.
void SizesTest::everyPageFits() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    const Language spoken(language);
    Faults faults;
    StockWindow o;
    o.window.resize(size);
    QVERIFY(o.open("home"));
    comparisonOf(o.workspace).setComparison(comparedArms());
    comparisonOf(o.workspace).setAnswers(answersTo(comparedArms()));
    for (Feature *feature : o.workspace.features()) {
        o.window.showPanel(feature->id());
        QTest::qWait(300); // what it reads
        auto *panel = o.find<Panel>(feature->id().toLatin1());
        const auto all = panel->findChildren<QTabWidget *>();
        auto *tabs = all.isEmpty() ? nullptr : all.first();
        for (int tab = 0; tab < (tabs ? tabs->count() : 1); ++tab) {
            if (tabs) tabs->setCurrentIndex(tab);
            QTest::qWait(60);
            const QString where = feature->id() + (tabs ? QLatin1Char(' ') + tabs->tabText(tab) : QString());
            faults.look(o.window, size, where);
            if (feature->id() != QLatin1String("label")) faults.lookSideways(o.window, where);
            o.window.grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/size-%1-%2-%3-%4.png")
                                     .arg(language, sizeText(size), feature->id())
                                     .arg(tab));
        }
    }
    o.window.perform({Intent::NewTraining, {}});
    QTest::qWait(300);
    faults.look(o.window, size, "new training");
    faults.lookSideways(o.window, "new training");
    o.window.grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/size-%1-%2-launch.png").arg(language, sizeText(size)));
    QVERIFY2(faults.found.isEmpty(), faults.text());
}

void SizesTest::everyDialogFits_data() {
    QTest::addColumn<QString>("language");
    for (const char *language : {"en", "zh_CN"}) QTest::addRow("%s", language) << language;
}

/// The dialogs of the window, those that panels keep at hand, and those that panels make when they are asked for.
void SizesTest::everyDialogFits() {
    QFETCH(QString, language);
    const Language spoken(language);
    Faults faults;
    StockWindow o;
    o.window.resize(kLeast);
    QVERIFY(o.open("home"));
    const auto newest = [&]() -> QDialog * {
        for (auto *dialog : o.window.findChildren<QDialog *>())
            if (dialog->isVisible()) return dialog;
        return nullptr;
    };
    const QVector<QPair<QString, std::function<void()>>> ways{
        {"new project", [&] { o.window.newProject("starter"); }},
        {"settings", [&] { o.window.showSettings(); }},
        {"new empty project", [&] { o.window.newProject({}); }},
        {"shortcuts", [&] { o.window.showShortcuts(); }},
        {"manual", [&] { o.window.showManual(); }},
        {"about", [&] { o.window.showAbout(); }},
        {"draw samples",
         [&] {
             o.window.perform({Intent::DrawSamples, {}});
         }},
    };
    for (const auto &[name, open] : ways) {
        open();
        QVERIFY2(newest(), qPrintable(name));
        faults.lookAtDialog(*newest(), name);
    }
    const auto kept = o.window.findChildren<QDialog *>();
    QVERIFY(kept.size() >= 2);
    for (QDialog *dialog : kept) {
        dialog->open();
        faults.lookAtDialog(*dialog, dialog->objectName());
    }
    QVERIFY(openRows(o));
    for (const auto &[name, make] : dialogsOfRuns(o) + dialogsOfRows(o)) {
        QPointer<QDialog> dialog = make();
        dialog->open();
        QTest::qWait(100); // what it looks up at once
        dialog->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/dialog-%1-%2.png").arg(language, name));
        faults.lookAtDialog(*dialog, name);
        delete dialog.data();
    }
    for (const QString &each : dialogClasses())
        if (!faults.dialogs.contains(each)) faults.found += each + QStringLiteral(": nobody looked at it");
    QVERIFY2(faults.found.isEmpty(), faults.text());
}

void SizesTest::everyTextIsSeen_data() {
    QTest::addColumn<ThemeMode>("mode");
    QTest::newRow("light") << ThemeMode::Light;
    QTest::newRow("dark") << ThemeMode::Dark;
    QTest::newRow("high contrast") << ThemeMode::HighContrast;
}

namespace {

/// Two pairs to judge.
bool makeQueue(const OpenedWindow &o) {
    LabelQueue queue{.name = "pairs"};
    for (const char *prompt : {"a=1;?a:", "b=2;?b:"}) {
        LabelItem item{.prompt = prompt, .answers = {{.text = "A1"}, {.text = "A2"}}, .origin = "data"};
        item.id = labelItemId(item);
        queue.items.push_back(item);
    }
    return makeLabelQueue(o.project().toStdString(), queue).has_value();
}

/// A search with two ways.
void openTree(OpenedWindow &o) {
    const auto piece = [](const char *node, const char *parent, const char *text) {
        return SearchEvent{.problem = "p",
                           .node = node,
                           .what = NodeExpanded{.parent = parent, .text = text, .tokens = 3, .finishReason = "stop"}};
    };
    treesOf(o.workspace)
        .setOpened(
            {.file = "/runs/a/run.log",
             .traces = {{.problem = "p",
                         .events = {piece("0", "p", "a=1\n"), piece("1", "0", "b=2\n"), piece("2", "0", "b=3\n")}}}});
}

} // namespace

/// WCAG's 4.5:1 for whatever is written in the panels and can be used, as it is painted.
void SizesTest::everyTextIsSeen() {
    QFETCH(ThemeMode, mode);
    OpenedWindow o(mixedRuns());
    o.window.resize(1280, 800);
    QVERIFY(makeQueue(o));
    QVERIFY(o.open(6));
    openTree(o);
    comparisonOf(o.workspace).setComparison(comparedArms());
    comparisonOf(o.workspace).setAnswers(answersTo(comparedArms()));
    o.themes.setMode(mode);
    QStringList faint;
    const auto look = [&](const QString &where) {
        QTest::qWait(100);
        for (const QString &each : faintWords(o.window, 4.5)) faint.append(where + QStringLiteral(": ") + each);
    };
    for (Feature *feature : o.workspace.features()) {
        o.window.showPanel(feature->id());
        QTest::qWait(200); // what it reads
        auto *panel = o.find<Panel>(feature->id().toLatin1());
        const auto all = panel->findChildren<QTabWidget *>();
        look(feature->id());
        for (int tab = 1; !all.isEmpty() && tab < all.first()->count(); ++tab) {
            all.first()->setCurrentIndex(tab);
            look(feature->id() + QLatin1Char(' ') + all.first()->tabText(tab));
        }
    }
    QVERIFY2(faint.isEmpty(), qPrintable(QLatin1Char('\n') + faint.join(QLatin1Char('\n'))));
}

void SizesTest::aLongLineOfToolsGoesOnBelow() {
    QWidget bar;
    auto *flow = new FlowLayout(&bar, 8);
    QVector<QWidget *> boxes;
    for (int i = 0; i < 3; ++i) {
        if (i == 1) flow->addStretch();
        auto *box = new QWidget(&bar);
        box->setFixedSize(100, 20);
        flow->addWidget(box);
        boxes.append(box);
    }
    QCOMPARE(flow->sizeHint(), QSize(3 * 100 + 3 * 8, 20)); // the stretch has a gap of its own
    QCOMPARE(flow->minimumSize(), QSize(100, 20));
    QCOMPARE(flow->heightForWidth(324), 20);
    QCOMPARE(flow->heightForWidth(323), 48);
    QCOMPARE(flow->heightForWidth(110), 76);
    flow->setGeometry({0, 0, 400, 20});
    QCOMPARE(boxes[0]->x(), 0);
    QCOMPARE(boxes[1]->x(), 192); // at the right end, with what is behind it
    QCOMPARE(boxes[2]->x(), 300);
    flow->setGeometry({0, 0, 230, 60});
    QCOMPARE(boxes[1]->geometry(), QRect(130, 0, 100, 20));
    QCOMPARE(boxes[2]->geometry(), QRect(0, 28, 100, 20));
    boxes[0]->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); // what cannot grow leaves the room to others
    flow->setGeometry({0, 0, 400, 20});
    QCOMPARE(boxes[1]->x(), 192);
    boxes[1]->hide();
    QCOMPARE(flow->heightForWidth(230), 20);
}

QTEST_MAIN(SizesTest)
#include "tst_sizes.moc"
