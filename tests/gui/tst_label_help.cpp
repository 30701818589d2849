// SPDX-License-Identifier: Apache-2.0
// What helps a person to label, by real keys: which item comes next, and what a judge says of it.
#include "core/data/feedback/ai_label.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_items.h"
#include "core/workbench/labels/label_order.h"
#include "tests/gui/made_project.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/key_button.h"
#include "widgets/panels/label/estimate_chart.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/shell/language.h"
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QTemporaryDir>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 30000, kPrompts = 12;

std::string promptOf(int i) {
    return "Problem " + std::to_string(i) + ": which answer is better?";
}
std::string answerOf(int i, int k) {
    return "Answer " + std::to_string(k) + " to it says " + std::string(std::size_t(1 + (i * 7 + k * 5) % 23), 'x') +
           ".";
}

/// Two answers to each prompt, and what a judge said of the first eight pairs by one of two principles.
void makeSamples(const fs::path &project) {
    makeRun(project, {.id = "02-draws", .kind = "sample", .state = "finished"});
    std::vector<Json> rows, lines;
    for (int i = 0; i < kPrompts; ++i) {
        rows.push_back(
            {{"id", std::to_string(i)},
             {"prompt", promptOf(i)},
             {"completions", {{{"text", answerOf(i, 0)}, {"tokens", 9}}, {{"text", answerOf(i, 1)}, {"tokens", 9}}}}});
        if (i >= 8) continue;
        Contest contest{.id = std::to_string(i), .prompt = promptOf(i)};
        contest.a.cell = answerOf(i, 0);
        contest.b.cell = answerOf(i, 1);
        Json row = labelledRow(contest, {0.9, i == 7 ? 0.3 : 0.7}); // the first is better; of one it is not sure
        row["principle"] = i % 2 ? "short" : "kind";
        row["reasons"] = {"The first one answers what was asked.", "It keeps to the point."};
        lines.push_back({{"id", contest.id}, {"first", 0.9}, {"second", i == 7 ? 0.3 : 0.7}, {"row", row}});
    }
    mustWrite(project / "runs/02-draws/samples.jsonl", toJsonl(rows));
    makeRun(project, {.id = "03-judge", .kind = "feedback", .state = "finished"});
    mustWrite(project / "runs/03-judge" / kJudgementsFile, toJsonl(lines));
}

} // namespace

class LabelHelpTest : public QObject {
    Q_OBJECT

    struct Shown : ShownProject {
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
        bool isSaved() {
            return QTest::qWaitFor([&] { return model().isSaved(); }, kPatience);
        }
        void makeQueue() {
            auto *runs = find<QListWidget>("sourceRuns");
            QTRY_VERIFY_WITH_TIMEOUT(runs->count() > 0, kPatience);
            runs->setFocus();
            for (int i = 0; i < runs->count(); ++i) {
                runs->setCurrentRow(i);
                if (runs->item(i)->text().startsWith("02-draws")) key(Qt::Key_Space);
            }
            auto *make = find<QPushButton>("makeQueue");
            QTRY_VERIFY_WITH_TIMEOUT(make->isEnabled(), kPatience);
            QTest::mouseClick(make, Qt::LeftButton);
            QTRY_COMPARE_WITH_TIMEOUT(model().figures().total, std::size_t(kPrompts), kPatience);
            QVERIFY(find<QListView>("labelItems")->hasFocus());
        }
        void order(const QString &words) {
            auto *choice = find<QComboBox>("labelOrder");
            QVERIFY2(choice->findText(words) >= 0, qPrintable(words));
            choice->setFocus();
            QTest::keyClick(choice, Qt::Key_Home);
            for (int i = 0; i < choice->count() && choice->currentText() != words; ++i)
                QTest::keyClick(choice, Qt::Key_Down);
            QCOMPARE(choice->currentText(), words);
            find<QListView>("labelItems")->setFocus();
        }
        /// By the key of the side on which the answer stands.
        void prefer(char answer) { key(model().desk().order().starts_with(answer) ? Qt::Key_1 : Qt::Key_2); }
        /// The side that the judge of makeSamples() prefers.
        char judged() { return model().desk().item()->answers[0].text.starts_with("Answer 0") ? 'a' : 'b'; }
        void goTo(const char *prompt) {
            const auto &items = model().desk().state().items();
            for (std::size_t i = 0; i < items.size(); ++i)
                if (items[i].prompt == prompt) model().show(i);
        }
    };

    QTemporaryDir folder_{};
    QString project(const QString &name) {
        const QString path = folder_.filePath(name);
        makeSamples(path.toStdString());
        return path;
    }

    void agreesByPrinciple(const QString &path);

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", folder_.filePath("config").toUtf8()); }
    void whatTellsMostComesNext();
    void aRewardModelIsAskedWhileOneReads();
    void suggestionsAreTakenOverCorrectedAndRejected();
    void looksGood_data();
    void looksGood();
};

void LabelHelpTest::whatTellsMostComesNext() {
    Shown o(project("order"));
    o.makeQueue();
    QVERIFY(!o.find<QLabel>("labelOrderState")->isVisible()); // the queue's own order
    const std::string first = o.model().desk().item()->id;
    o.order("Next: Where your labels tell least");
    QTRY_COMPARE_WITH_TIMEOUT(o.text("labelOrderState"), QString("Fitted to 0 preferences"), kPatience);
    QCOMPARE(o.model().desk().item()->id, first); // nothing is taken from under the eyes
    for (int i = 1; i <= 5; ++i) {
        const LabelGains gains = o.model().ordered().gains;
        const std::size_t shown = *o.model().desk().index();
        std::size_t best = shown == 0 ? 1 : 0;
        for (std::size_t k = 0; k < gains.size(); ++k)
            if (k != shown && o.model().desk().state().marks()[k].status() == LabelStatus::Pending &&
                (o.model().desk().state().marks()[best].status() == LabelStatus::Done || best == shown ||
                 *gains[k] > *gains[best]))
                best = k;
        o.prefer('a');
        QVERIFY(*gains[*o.model().desk().index()] >= *gains[best]);
        QTRY_COMPARE_WITH_TIMEOUT(o.model().ordered().learntFrom, i, kPatience); // while the next one is read
    }
    QCOMPARE(o.text("labelOrderState"), QString("Fitted to 5 preferences"));
    o.key(Qt::Key_Backspace);
    QTRY_COMPARE_WITH_TIMEOUT(o.model().ordered().learntFrom, 4, kPatience);
    o.order("Next: As they lie in the queue");
    QVERIFY(!o.find<QLabel>("labelOrderState")->isVisible());
    QVERIFY(o.model().ordered().gains.empty());
}

/// A worker that only pretends: it scores a text by the length of what is asked, and answers late.
void LabelHelpTest::aRewardModelIsAskedWhileOneReads() {
    const QString path = project("reward");
    const fs::path root = path.toStdString();
    makeRun(root, {.id = "04-judgement", .kind = "train", .method = "reward", .state = "finished"});
    writeTinyModel(root / "runs/04-judgement/model");
    std::vector<std::string> symbols;
    for (char c = ' '; c <= '~'; ++c) symbols.push_back(std::string(1, c));
    mustWrite(root / "runs/04-judgement/model/tokenizer.json",
              characterTokenizerJson(symbols, {"<pad>", "<bos>", "<eos>"}));
    mustWrite(root / "runs/04-judgement/run.toml", "kind = \"train\"\nalgorithm = \"reward\"\n");
    const fs::path worker = root / "pretend/worker";
    mustWrite(worker, "#!/bin/sh\nwhile read -r line; do sleep 0.02; echo \"{\\\"scores\\\":[${#line}]}\"; done\n");
    fs::permissions(worker, fs::perms::owner_all);
    fs::copy_file(fs::path(LAPIDARY_BIN) / "catalogue.json", worker.parent_path() / "catalogue.json");
    const QByteArray before = qgetenv("LAPIDARY_WORKER");
    qputenv("LAPIDARY_WORKER", QByteArray::fromStdString(worker.string()));
    const auto back =
        qScopeGuard([&] { before.isEmpty() ? qunsetenv("LAPIDARY_WORKER") : qputenv("LAPIDARY_WORKER", before); });
    Shown o(path);
    o.makeQueue();
    auto *choice = o.find<QComboBox>("labelOrder");
    QTRY_VERIFY_WITH_TIMEOUT(choice->findText("Next: Where a reward model is unsure: 04-judgement") >= 0, kPatience);
    QVERIFY(choice->findText("Next: Where reward models disagree") < 0); // there is one only
    o.order("Next: Where a reward model is unsure: 04-judgement");
    o.prefer('a'); // nobody waits for the scores
    QCOMPARE(o.model().figures().done, std::size_t(1));
    QTRY_COMPARE_WITH_TIMEOUT(o.text("labelOrderState"), QString("All items are scored"), kPatience);
    const auto &items = o.model().desk().state().items();
    const LabelGains &gains = o.model().ordered().gains;
    for (std::size_t i = 1; i < items.size(); ++i) { // the pretended scores grow with the length
        if (!gains[i]) continue;
        const auto uneven = [&](std::size_t k) {
            return std::abs(int(items[k].answers[0].text.size()) - int(items[k].answers[1].text.size()));
        };
        for (std::size_t k = 1; k < items.size(); ++k)
            if (gains[k] && uneven(k) + 2 < uneven(i)) QVERIFY(*gains[k] > *gains[i]);
    }
    o.prefer('a');
    const std::size_t next = *o.model().desk().index();
    for (std::size_t i = 0; i < items.size(); ++i)
        if (gains[i] && o.model().desk().state().marks()[i].status() == LabelStatus::Pending)
            QVERIFY(*gains[next] >= *gains[i]);
}

void LabelHelpTest::suggestionsAreTakenOverCorrectedAndRejected() {
    const QString path = project("judge");
    {
        Shown o(path);
        o.makeQueue();
        auto *said = o.find<QLabel>("suggestionSaid");
        QTRY_VERIFY_WITH_TIMEOUT(o.find<KeyButton>("suggestions")->isVisible(), kPatience);
        QVERIFY(!said->isVisible()); // nobody's eye is led before it was asked for
        o.key(Qt::Key_Y);
        QCOMPARE(o.model().figures().done, std::size_t(0));
        QVERIFY(o.text("labelNews").startsWith("There is no suggestion on show"));
        o.goTo(promptOf(0).c_str());
        o.prefer(o.judged()); // unseen
        o.key(Qt::Key_V);
        o.goTo(promptOf(2).c_str());
        QVERIFY(said->isVisible());
        QVERIFY2(said->text().startsWith("AI feedback of 03-judge by “kind”: "), qPrintable(said->text()));
        QVERIFY(said->text().contains("80.0 %"));
        QVERIFY(o.text("suggestionReasons").contains("It keeps to the point."));
        o.key(Qt::Key_Y); // taken over
        QCOMPARE(o.model().figures().done, std::size_t(2));
        o.goTo(promptOf(2).c_str());
        QVERIFY(o.text("labelStatus").contains("taken over from a judge"));
        o.goTo(promptOf(4).c_str());
        o.prefer(o.judged() == 'a' ? 'b' : 'a'); // corrected
        o.goTo(promptOf(1).c_str());
        o.key(Qt::Key_N); // not believed, and not judged
        QVERIFY(!said->isVisible());
        QCOMPARE(o.model().figures().done, std::size_t(3));
        QCOMPARE(o.model().undoName(),
                 QString("Undo rejected suggestion of item %1").arg(*o.model().desk().index() + 1));
        o.key(Qt::Key_Backspace);
        QVERIFY(said->isVisible());
        o.key(Qt::Key_N);
        o.goTo(promptOf(7).c_str());
        QVERIFY(said->text().contains("contradicts itself"));
        QTest::mouseClick(o.find<KeyButton>("suggestion-accept"), Qt::LeftButton);
        QCOMPARE(o.model().figures().done, std::size_t(4));
        QVERIFY(o.isSaved());
    }
    agreesByPrinciple(path);
}

/// After a restart: what was said of suggestions is there, and the agreement is of people's own verdicts.
void LabelHelpTest::agreesByPrinciple(const QString &path) {
    Shown o(path);
    QTRY_COMPARE_WITH_TIMEOUT(o.model().figures().done, std::size_t(4), kPatience);
    o.goTo(promptOf(1).c_str());
    QTRY_VERIFY_WITH_TIMEOUT(o.find<KeyButton>("suggestions")->isVisible(), kPatience);
    QVERIFY(!o.find<QLabel>("suggestionSaid")->isVisible()); // rejected, and hidden
    const LabelRows rows = labelRows({{"me", o.model().desk().state()}});
    QCOMPARE(rows.rows.size(), std::size_t(4));
    QCOMPARE(rows.accepted, std::size_t(2));
    auto *menu = o.find<QMenu>("labelMenu");
    Q_EMIT menu->aboutToShow();
    menu->findChild<QAction *>("showQuality")->trigger();
    auto *chart = o.find<EstimateChart>("labelEstimates");
    QTRY_VERIFY_WITH_TIMEOUT(!chart->lines().isEmpty() && chart->lines()[0].name.contains("03-judge"), kPatience);
    QCOMPARE(chart->lines()[1].name, QString("kind: the same"));
    QCOMPARE(chart->lines()[1].value.value(), 0.5); // one unseen and alike, one corrected; none that was taken over
    QCOMPARE(chart->lines()[2].value.value(), 1.0); // unseen
    o.shootBoth("label-judge-quality");
}

void LabelHelpTest::looksGood_data() {
    QTest::addColumn<QString>("language");
    for (const char *language : {"en", "zh_CN"}) QTest::addRow("%s", language) << QString::fromLatin1(language);
}

void LabelHelpTest::looksGood() {
    QFETCH(QString, language);
    QVERIFY(installLanguage(*qApp, language));
    const auto back = qScopeGuard([] { installLanguage(*qApp, "en"); });
    Shown o(project("look-" + language));
    o.makeQueue();
    QTRY_VERIFY_WITH_TIMEOUT(o.find<KeyButton>("suggestions")->isVisible(), kPatience);
    o.goTo(promptOf(7).c_str());
    o.key(Qt::Key_V);
    o.model().setOrder("bradley_terry");
    QTRY_VERIFY_WITH_TIMEOUT(o.find<QLabel>("labelOrderState")->isVisible(), kPatience);
    QVERIFY(o.find<QLabel>("suggestionSaid")->isVisible());
    for (const QSize size : {QSize(960, 600), QSize(1440, 900)}) {
        o.window.resize(size);
        QTest::qWait(50);
        QCOMPARE(o.window.size(), size); // it fits
        o.shootBoth(QStringLiteral("label-help-%1-%2").arg(language).arg(size.width()));
    }
}

QTEST_MAIN(LabelHelpTest)
#include "tst_label_help.moc"
