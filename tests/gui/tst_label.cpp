// SPDX-License-Identifier: Apache-2.0
// Labelling by real keys and mouse: on a project whose samples are on disk, through the bridge into project.db.
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/label_export.h"
#include "tests/gui/event_loop_probe.h"
#include "tests/gui/made_project.h"
#include "tests/gui/shown_project.h"
#include "tests/support/budget.h"
#include "tests/support/small_disk.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/project_labels.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/key_button.h"
#include "widgets/common/text_view.h"
#include "widgets/common/theme.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/shell/main_window.h"
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <QtTest>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 30000, kPairs = 40;
constexpr double kSavedBudgetMs = 20;

/// A finished sampling run with two answers to each of `prompts` prompts.
void makeSamples(const fs::path &project, int prompts) {
    makeRun(project, {.id = "02-draws", .kind = "sample", .state = "finished"});
    std::vector<Json> rows;
    for (int i = 0; i < prompts; ++i) {
        const std::string a = std::to_string(i % 7), b = std::to_string(i % 5);
        rows.push_back(
            {{"id", std::to_string(i)},
             {"prompt", "a=" + a + ",b=" + b + "; a+b=?"},
             {"completions",
              {{{"text", "a is " + a + ", b is " + b + "\nthe sum is " + std::to_string(i % 7 + i % 5)}, {"tokens", 9}},
               {{"text", "a is " + a + ", b is " + b + "\nso it is " + std::to_string(i)}, {"tokens", 8}}}}});
    }
    for (int i = 0; i < prompts; ++i)
        rows[std::size_t(i)]["prompt"] =
            "problem " + std::to_string(i) + ": " + rows[std::size_t(i)]["prompt"].get<std::string>();
    mustWrite(project / "runs/02-draws/samples.jsonl", toJsonl(rows));
}

} // namespace

class LabelTest : public QObject {
    Q_OBJECT

    struct Shown : test::ShownProject {
        explicit Shown(const QString &project) : ShownProject(project, "label") {
            QVERIFY(QTest::qWaitForWindowActive(&window));
        }
        LabelViewModel &model() { return labelsOf(workspace); }
        LabelPanel *panel() { return window.findChild<LabelPanel *>("label"); }
        template <class T> T *find(const char *name) { return panel()->findChild<T *>(QString::fromLatin1(name)); }
        QString text(const char *name) { return find<QLabel>(name)->text(); }
        void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
            QWidget *focus = QApplication::focusWidget();
            QTest::keyClick(focus ? focus : static_cast<QWidget *>(panel()), key, modifiers);
        }
        bool isOpen(int pairs = kPairs) {
            return QTest::qWaitFor([&] { return int(model().desk().state().items().size()) == pairs; }, kPatience);
        }
        bool isSaved() {
            return QTest::qWaitFor([&] { return model().isSaved(); }, kPatience);
        }
        /// By mouse: one run, and the button.
        void makeQueue() {
            auto *runs = find<QListWidget>("sourceRuns");
            QTRY_COMPARE_WITH_TIMEOUT(runs->count(), 1, kPatience);
            const QRect row = runs->visualItemRect(runs->item(0));
            QTest::mouseClick(runs->viewport(), Qt::LeftButton, {}, row.topLeft() + QPoint(10, row.height() / 2));
            if (runs->item(0)->checkState() != Qt::Checked) { // the box stands elsewhere in this style
                runs->setFocus();
                QTest::keyClick(runs, Qt::Key_Space);
            }
            QCOMPARE(runs->item(0)->checkState(), Qt::Checked);
            auto *make = find<QPushButton>("makeQueue");
            QTRY_VERIFY_WITH_TIMEOUT(make->isEnabled(), kPatience);
            QCOMPARE(text("itemsFound"), QStringLiteral("%1 items from %1 prompts").arg(kPairs));
            shootBoth("label-0-new");
            QTest::mouseClick(make, Qt::LeftButton);
            QVERIFY(isOpen());
        }
    };

    QTemporaryDir folder_{};
    QString project(const QString &name) {
        const QString path = folder_.filePath(name);
        makeSamples(path.toStdString(), kPairs);
        return path;
    }
    void labelsTwenty(Shown &o);
    void exportsExactly(Shown &o, const LabelState &before);

private Q_SLOTS:
    void twentyLabelsSurviveUndoAndRestart();
    void keysTypeWhileATextFieldHasTheFocus();
    void bothAnswersGrowTogetherAndScrollTogether();
    void everyButtonDoesWhatItsKeyDoes();
    void savedComesWithinTwentyMilliseconds();
    void queuesFilterAndSearch();
    void aFullDiskStopsWithASentence();
    void aSecondWindowOnlyLooks();
    void aFreshPairComesFromTheModel();
};

/// Twenty by their keys, one skipped, and some of them taken back and put in again.
void LabelTest::labelsTwenty(Shown &o) {
    for (int i = 0; i < 20; ++i) {
        const Qt::Key keys[] = {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4};
        o.key(keys[i % 4], i % 8 == 0 ? Qt::ShiftModifier : Qt::NoModifier);
    }
    o.key(Qt::Key_Space);
    QCOMPARE(o.model().figures().done, 20u);
    QCOMPARE(o.model().figures().skipped, 1u);
    QCOMPARE(o.model().figures().strong, 3u);
    QCOMPARE(o.text("labelTitle"), QStringLiteral("Pair 22 of 40"));
    // Back across three submits and the skip, and forward over two of them.
    for (int i = 0; i < 2; ++i) o.key(Qt::Key_Backspace);
    for (int i = 0; i < 2; ++i) o.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(o.text("labelTitle"), QStringLiteral("Pair 18 of 40"));
    QCOMPARE(o.text("labelStatus"), QStringLiteral("pending"));
    o.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(o.text("labelStatus"), QStringLiteral("right is better"));
    QCOMPARE(o.text("nameLeft"), QStringLiteral("Left  ·  02-draws")); // judged: whose it is
    o.key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(o.model().figures().done, 19u);
    QVERIFY(o.isSaved());
    QCOMPARE(o.text("labelSaved"), QStringLiteral("Saved"));
    o.shootBoth("label-1");
}

/// The exported rows are exactly these labels.
void LabelTest::exportsExactly(Shown &o, const LabelState &before) {
    Heard exported(o.session.labels(), &ProjectLabels::exported);
    QTest::mouseClick(o.find<QPushButton>("exportLabels"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    std::map<std::string, Json> rows;
    const auto read = forEachRow(std::get<0>(exported.calls[0]).toStdString(), [&](const Json &row) -> Status {
        rows[row["id"].get<std::string>()] = row;
        return {};
    });
    QVERIFY(read.has_value());
    std::size_t preferred = 0;
    for (std::size_t i = 0; i < before.items().size(); ++i) {
        const char better = before.marks()[i].preferred();
        const LabelItem &item = before.items()[i];
        QCOMPARE(rows.count(item.id), better ? 1u : 0u);
        if (!better) continue;
        ++preferred;
        QCOMPARE(rows[item.id]["chosen"].get<std::string>(), (better == 'a' ? item.answers[0] : item.answers[1]).text);
        QCOMPARE(rows[item.id]["rejected"].get<std::string>(),
                 (better == 'a' ? item.answers[1] : item.answers[0]).text);
        QCOMPARE(rows[item.id].contains("strength"), before.marks()[i].strong);
    }
    QCOMPARE(rows.size(), preferred);
    QVERIFY(preferred > 5);
}

void LabelTest::twentyLabelsSurviveUndoAndRestart() {
    const QString path = project("twenty");
    LabelState before;
    {
        Shown o(path);
        o.makeQueue();
        QCOMPARE(o.model().queue(), QStringLiteral("02-draws"));
        QVERIFY(o.find<QListView>("labelItems")->hasFocus());
        QCOMPARE(o.text("nameLeft"), QStringLiteral("Left")); // blind
        labelsTwenty(o);
        if (QTest::currentTestFailed()) return;
        before = o.model().desk().state();
    }
    Shown o(path);
    QVERIFY(o.isOpen());
    const LabelState &after = o.model().desk().state();
    QVERIFY(after.marks().size() == before.marks().size());
    for (std::size_t i = 0; i < before.marks().size(); ++i) {
        QCOMPARE(after.marks()[i].verdict, before.marks()[i].verdict);
        QCOMPARE(after.marks()[i].strong, before.marks()[i].strong);
        QCOMPARE(after.marks()[i].shown, before.marks()[i].shown);
    }
    o.key(Qt::Key_Backspace); // undo crosses the restart too
    QCOMPARE(o.model().figures().done, 18u);
    o.key(Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(o.isSaved());

    exportsExactly(o, before);
}

void LabelTest::keysTypeWhileATextFieldHasTheFocus() {
    Shown o(project("typing"));
    o.makeQueue();
    o.key(Qt::Key_C);
    auto *comment = o.find<QPlainTextEdit>("labelComment");
    QVERIFY(comment->hasFocus());
    QTest::keyClicks(comment, "1 2 3 4 efgh");
    QTest::keyClick(comment, Qt::Key_Backspace);
    QCOMPARE(comment->toPlainText(), QStringLiteral("1 2 3 4 efg"));
    QCOMPARE(o.model().figures().done, 0u);
    QTest::keyClick(comment, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!comment->hasFocus());
    QCOMPARE(o.text("labelStatus"), QStringLiteral("draft"));
    o.key(Qt::Key_E);
    auto *ideal = o.find<QPlainTextEdit>("idealAnswer");
    QVERIFY(ideal->hasFocus());
    QCOMPARE(ideal->toPlainText(), o.find<TextView>("labelLeft")->toPlainText());
    QTest::keyClick(ideal, Qt::Key_Escape);
    QVERIFY(o.model().desk().mark()->ideal.empty()); // only offered, not touched
    o.key(Qt::Key_E, Qt::ShiftModifier);
    QCOMPARE(ideal->toPlainText(), o.find<TextView>("labelRight")->toPlainText());
    QTest::keyClicks(ideal, "!");
    QTRY_VERIFY_WITH_TIMEOUT(!o.model().desk().mark()->ideal.empty(), kPatience); // it saves itself
    QVERIFY(ideal->hasFocus());
    o.shootBoth("label-2-notes");
    QTest::keyClick(ideal, Qt::Key_Escape);
    o.key(Qt::Key_4);
    QCOMPARE(o.model().figures().verdicts.at("both_bad"), std::size_t(1));
    QVERIFY(!ideal->isVisible());
    auto *search = o.find<QLineEdit>("labelSearch");
    o.key(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, "4 e");
    QCOMPARE(search->text(), QStringLiteral("4 e"));
    QCOMPARE(o.find<QListView>("labelItems")->model()->rowCount(), 1); // the comment holds it
    QCOMPARE(o.model().figures().done, 1u);
    QVERIFY(o.isSaved());
}

void LabelTest::bothAnswersGrowTogetherAndScrollTogether() {
    const QString path = project("zoom");
    const auto sizes = [](Shown &o) {
        QList<qreal> out;
        for (const char *each : {"labelLeft", "labelRight", "labelPrompt"})
            out.append(o.find<TextView>(each)->font().pointSizeF());
        return out;
    };
    const auto all = [](qreal size) { return QList<qreal>(3, size); };
    qreal usual = 0;
    {
        Shown o(path);
        o.makeQueue();
        usual = sizes(o)[0];
        o.key(Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(sizes(o), all(usual * 110 / 100));
        o.key(Qt::Key_Minus, Qt::ControlModifier);
        o.key(Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(sizes(o), all(usual * 90 / 100));
        o.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(sizes(o), all(usual));
        auto *left = o.find<TextView>("labelLeft"), *right = o.find<TextView>("labelRight");
        const QPointF middle = QRectF(left->viewport()->rect()).center();
        const auto turn = [&](int by, Qt::KeyboardModifiers modifiers) {
            QWheelEvent wheel(middle, left->viewport()->mapToGlobal(middle), {}, {0, by}, Qt::NoButton, modifiers,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(left->viewport(), &wheel);
        };
        for (int i = 0; i < 60; ++i) turn(120, Qt::ControlModifier);
        QCOMPARE(sizes(o), all(usual * 300 / 100)); // it ends there
        QTRY_VERIFY(left->verticalScrollBar()->maximum() > 0 && right->verticalScrollBar()->maximum() > 0);
        turn(-120, {});
        QVERIFY(left->verticalScrollBar()->value() > 0);
        QCOMPARE(right->verticalScrollBar()->value(),
                 std::min(left->verticalScrollBar()->value(), right->verticalScrollBar()->maximum()));
        right->verticalScrollBar()->setValue(0);
        QCOMPARE(left->verticalScrollBar()->value(), 0);
        o.shootBoth("label-9-large");
        QCOMPARE(sizes(o), all(usual * 300 / 100)); // whatever the theme
    }
    Shown again(path);
    QVERIFY(again.isOpen());
    QCOMPARE(sizes(again), all(usual * 300 / 100)); // kept for the next time
    again.key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(sizes(again), all(usual));
}

void LabelTest::everyButtonDoesWhatItsKeyDoes() {
    Shown o(project("buttons"));
    o.makeQueue();
    const auto click = [&](const char *name, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(o.find<KeyButton>(name), Qt::LeftButton, modifiers);
    };
    QVERIFY(!o.find<KeyButton>("undoLabel")->isEnabled());
    click("left");
    QVERIFY(o.find<QListView>("labelItems")->hasFocus()); // a click takes no focus: the next Space skips
    click("right");
    click("tie");
    click("both_bad");
    click("skip");
    const auto figures = o.model().figures();
    QCOMPARE(figures.verdicts.at("left"), std::size_t(1));
    QCOMPARE(figures.verdicts.at("right"), std::size_t(1));
    QCOMPARE(figures.verdicts.at("tie"), std::size_t(1));
    QCOMPARE(figures.verdicts.at("both_bad"), std::size_t(1));
    QCOMPARE(figures.skipped, 1u);
    click("flag");
    QVERIFY(o.text("labelStatus").contains("flagged"));
    click("undoLabel");
    QVERIFY(!o.text("labelStatus").contains("flagged"));
    QVERIFY(o.text("labelNews").startsWith("Undo flag of item"));
    click("redoLabel");
    QVERIFY(o.text("labelStatus").contains("flagged"));
    QCOMPARE(o.find<TextView>("labelLeft")->markCount(), 0);
    click("differences");
    QVERIFY(o.find<TextView>("labelLeft")->markCount() > 0);
    o.key(Qt::Key_H);
    QVERIFY(o.find<QPlainTextEdit>("guidelines")->isVisible());
    o.shootBoth("label-3-guidelines");
    o.key(Qt::Key_H);
    QVERIFY(!o.find<QPlainTextEdit>("guidelines")->isVisible());
    // Tab reaches the buttons, and Space then presses them instead of skipping.
    auto *tie = o.find<KeyButton>("tie");
    tie->setFocus(Qt::TabFocusReason);
    o.key(Qt::Key_Space);
    QCOMPARE(o.model().figures().verdicts.at("tie"), std::size_t(2));
    QCOMPARE(o.model().figures().skipped, 1u);
    for (const auto *button : o.panel()->findChildren<KeyButton *>()) {
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        QVERIFY2(button->accessibleName().contains('('), qPrintable(button->accessibleName()));
    }
}

void LabelTest::savedComesWithinTwentyMilliseconds() {
    Shown o(project("speed"));
    o.makeQueue();
    QVERIFY(o.isSaved());
    QSignalSpy saved(&o.model(), &LabelViewModel::savedChanged); // its wait ends with the signal; qWaitFor looks every
                                                                 // 10 ms
    EventLoopProbe probe;
    double best = 1e9;
    for (int round = 0; round < 3 && best > test::budget(kSavedBudgetMs);
         ++round) { // other work on the machine may take the disk for a while
        std::vector<double> times;
        for (int i = 0; i < 100; ++i) {
            QElapsedTimer since;
            since.start();
            o.key(i % 3 == 2 ? Qt::Key_Backspace : i % 2 ? Qt::Key_1 : Qt::Key_2);
            QVERIFY(!o.model().isSaved()); // not before the answer
            QVERIFY(saved.wait(kPatience) && o.model().isSaved());
            times.push_back(double(since.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        qInfo("key to saved: median %.2f ms, p95 %.2f ms, most %.2f ms", times[50], times[95], times.back());
        best = std::min(best, times[95]);
    }
    probe.print("labelling");
    QVERIFY2(best <= test::budget(kSavedBudgetMs), qPrintable(QString::number(best)));
}

void LabelTest::queuesFilterAndSearch() {
    Shown o(project("filters"));
    o.makeQueue();
    for (int i = 0; i < 5; ++i) o.key(Qt::Key_1);
    o.key(Qt::Key_Space);
    auto *list = o.find<QListView>("labelItems");
    auto *filter = o.find<QComboBox>("labelFilter");
    QVERIFY(filter->itemText(filter->findData(int(LabelFilter::Done))).contains("(5)"));
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_Down); // Pending
    QCOMPARE(list->model()->rowCount(), kPairs - 6);
    list->setFocus();
    const int shown = int(*o.model().desk().index());
    o.key(Qt::Key_2);
    QCOMPARE(list->model()->rowCount(), kPairs - 7); // a judged pair leaves the queue of pending ones
    QVERIFY(int(*o.model().desk().index()) != shown);
    filter->setFocus();
    for (int i = 0; i < 3; ++i) QTest::keyClick(filter, Qt::Key_Down); // Skipped
    QCOMPARE(list->model()->rowCount(), 1);
    QCOMPARE(o.text("labelStatus"), QStringLiteral("skipped"));
    auto *search = o.find<QLineEdit>("labelSearch");
    search->setFocus();
    QTest::keyClicks(search, "no such text");
    QCOMPARE(o.text("labelTitle"), QStringLiteral("No item"));
    QVERIFY(!o.find<KeyButton>("left")->isEnabled());
    o.shootBoth("label-4-none");
    search->clear();
    QCOMPARE(list->model()->rowCount(), 1);
    QVERIFY(o.text("labelSides").startsWith("First answer preferred"));
}

void LabelTest::aFullDiskStopsWithASentence() {
    const auto disk = SmallDisk::make(3 << 20);
    if (!disk) QSKIP("a small disk cannot be mounted here");
    const QString path = QString::fromStdString((disk->path() / "p").string());
    makeSamples(path.toStdString(), kPairs);
    Shown o(path);
    o.makeQueue();
    QVERIFY(o.isSaved());
    const std::string filler = (disk->path() / "filler").string();
    { // all the room that is left
        std::ofstream out(filler, std::ios::binary);
        const std::string block(4096, 'x');
        while (out.write(block.data(), std::streamsize(block.size())).flush()) {
        }
    }
    int pressed = 0;
    for (; pressed < 2000 && o.model().stopped().isEmpty(); ++pressed) {
        o.key(pressed % 2 ? Qt::Key_1 : Qt::Key_2);
        QTest::qWait(2);
    }
    QVERIFY(QTest::qWaitFor([&] { return !o.model().stopped().isEmpty(); }, kPatience));
    QVERIFY2(o.text("labelsStopped").contains("No space left"), qPrintable(o.text("labelsStopped")));
    QVERIFY(o.find<QLabel>("labelsStopped")->isVisible());
    QCOMPARE(o.text("labelSaved"), QStringLiteral("Not saved"));
    for (const char *name : {"left", "skip", "undoLabel", "redoLabel", "flag"})
        QVERIFY2(!o.find<KeyButton>(name)->isEnabled(), name);
    o.shootBoth("label-5-full");
    const auto done = o.model().figures().done;
    o.key(Qt::Key_1);
    QCOMPARE(o.model().figures().done, done); // stopped means stopped
    // Room again: what is shown is what is on disk, and labelling goes on.
    fs::remove(filler);
    QTest::mouseClick(o.find<QPushButton>("readAgain"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(o.model().stopped().isEmpty(), kPatience);
    QVERIFY(o.find<KeyButton>("left")->isEnabled());
    o.find<QListView>("labelItems")->setFocus();
    o.key(Qt::Key_3);
    QVERIFY(o.isSaved());
    const auto store = Store::open(fs::path(path.toStdString()) / "project.db", false);
    QVERIFY(store.has_value());
    const auto queue = readLabelQueue(path.toStdString(), "02-draws");
    QVERIFY(queue.has_value());
    const auto state = labelState(**store, *queue, annotatorHere());
    QVERIFY(state.has_value());
    QVERIFY(*state == o.model().desk().state());
}

void LabelTest::aSecondWindowOnlyLooks() {
    const QString path = project("second");
    Shown first(path);
    first.makeQueue();
    first.key(Qt::Key_1);
    QVERIFY(first.isSaved());
    Shown second(path);
    QVERIFY(second.isOpen());
    QVERIFY(second.model().isReadOnly());
    QCOMPARE(second.model().figures().done, 1u);
    QVERIFY(!second.find<KeyButton>("left")->isEnabled());
    second.find<QListView>("labelItems")->setFocus();
    second.key(Qt::Key_1);
    QCOMPARE(second.model().figures().done, 1u);
    QVERIFY(second.text("labelStatus").contains("read-only"));
}

void LabelTest::aFreshPairComesFromTheModel() {
    const QString path = project("fresh");
    // A worker that only pretends: it gives the same answer twice at first, then two different ones.
    const std::string worker = (path + "/pretend-worker").toStdString();
    const auto answer = [](const char *one, const char *other) {
        return dumpJson(Json{
            {"completions", {{{"text", one}, {"finish_reason", "stop"}}, {{"text", other}, {"finish_reason", "stop"}}}},
            {"chosen", 0},
            {"tokens", {{"kept", 1}, {"rejected", 1}, {"rollout", 0}, {"verifier", 0}}}});
    };
    mustWrite(worker, "#!/bin/sh\nread line; echo '" + answer("same", "same") + "'\nwhile read line; do echo '" +
                          answer("one", "other") + "'; done\n");
    fs::permissions(worker, fs::perms::owner_all);
    const QByteArray before = qgetenv("LAPIDARY_WORKER");
    qputenv("LAPIDARY_WORKER", QByteArray::fromStdString(worker));
    Shown o(path);
    o.makeQueue();
    o.key(Qt::Key_G);
    QTRY_VERIFY_WITH_TIMEOUT(!o.model().isPairAsked(), kPatience);
    QVERIFY2(o.text("labelNews").startsWith("No fresh answers"),
             qPrintable(o.text("labelNews"))); // the run names no model
    const fs::path run = fs::path(path.toStdString()) / "runs/02-draws";
    fs::create_directories(run / "base");
    mustWrite(run / "run.toml", "kind = \"sample\"\n[model]\npath = \"base\"\n");
    const QString prompt = o.find<TextView>("labelPrompt")->toPlainText();
    o.key(Qt::Key_G);
    QVERIFY(o.model().isPairAsked());
    QVERIFY(o.isOpen(kPairs + 1));
    QCOMPARE(o.text("labelTitle"), QStringLiteral("Pair 1 of 41")); // nothing is taken from under the eyes
    o.key(Qt::Key_1);
    QCOMPARE(o.text("labelTitle"), QStringLiteral("Pair 41 of 41"));
    QCOMPARE(o.find<TextView>("labelPrompt")->toPlainText(), prompt);
    o.key(Qt::Key_2);
    QVERIFY(o.isSaved());
    QCOMPARE(readLabelQueue(path.toStdString(), "02-draws")->items.back().origin, std::string("generated"));
    QCOMPARE(o.model().figures().done, 2u);
    if (before.isEmpty())
        qunsetenv("LAPIDARY_WORKER");
    else
        qputenv("LAPIDARY_WORKER", before);
}

QTEST_MAIN(LabelTest)
#include "tst_label.moc"
