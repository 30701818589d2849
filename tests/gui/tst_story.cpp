// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way of a person through the window, on the starter as it is shipped: from Home to the report by mouse and
// keys. Trainings are cut short, so the numbers are poor; the path is whole.
#include "core/workbench/labels/label_export.h"
#include "tests/gui/shown_project.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_session.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/common/choice.h"
#include "widgets/common/text_view.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_row.h"
#include "widgets/panels/compare/draw_dialog.h"
#include "widgets/panels/compare/matrix_view.h"
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/panels/train/train_panel.h"
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

using namespace lapidary;

namespace {
constexpr int kPatience = 60000;         ///< milliseconds; the machine may be busy
constexpr int kTraining = 5 * kPatience; ///< for a stage
const QString kSft = QStringLiteral("my sft"), kSamples = QStringLiteral("my samples"),
              kGrpo = QStringLiteral("my grpo");
} // namespace

class StoryTest : public QObject {
    Q_OBJECT

    struct Shown : test::ShownProject {
        explicit Shown(const QString &project) : ShownProject(project) {}
        bool isOpen() {
            return QTest::qWaitForWindowActive(&window) &&
                   QTest::qWaitFor([this] { return workspace.project().has_value(); }, kPatience);
        }
        void key(int key, Qt::KeyboardModifiers modifiers = {}) {
            QWidget *focus = QApplication::focusWidget();
            QTest::keyClick(focus ? focus : &window, Qt::Key(key), modifiers);
        }
        template <class W> W *part(const char *name) { return window.findChild<W *>(QLatin1String(name)); }
        void press(const char *name) {
            auto *which = part<QPushButton>(name);
            QVERIFY2(which && which->isEnabled(), name);
            which->setFocus();
            QTest::keyClick(which, Qt::Key_Space);
        }
        void type(QLineEdit *line, const QString &text) {
            QVERIFY(line);
            line->setFocus();
            QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(line, Qt::Key_Backspace);
            QTest::keyClicks(line, text);
        }
        void type(const char *line, const QString &text) { type(part<QLineEdit>(line), text); }
        void fill(QWidget *place, const char *field, const QString &text) {
            type(qobject_cast<QLineEdit *>(place->findChild<ConfigForm *>()->row(field)->editor()), text);
        }
        /// By the arrow keys, as a person without a mouse.
        void choose(const char *name, const QString &entry) {
            auto *choice = part<QComboBox>(name);
            QVERIFY2(choice && choice->findText(entry) >= 0, qPrintable(entry));
            choice->setFocus();
            QTest::keyClick(choice, Qt::Key_Home);
            for (int i = 0; i < choice->count() && choice->currentText() != entry; ++i)
                QTest::keyClick(choice, Qt::Key_Down);
            QCOMPARE(choice->currentText(), entry);
        }
        /// Leaves exactly one entry of a list of checks.
        void checkOnly(QListWidget *list, const QString &entry) {
            list->setFocus();
            for (int i = 0; i < list->count(); ++i) {
                list->setCurrentRow(i);
                if ((list->item(i)->checkState() == Qt::Checked) != (list->item(i)->text() == entry))
                    QTest::keyClick(list, Qt::Key_Space);
            }
        }
        DrawDialog *dialog() { return window.findChild<DrawDialog *>(); }
        /// The dialog goes, and the window has the keys again: the offscreen platform has no window manager to see to
        /// that.
        bool startsDrawing() {
            press("drawStart");
            if (!QTest::qWaitFor([this] { return !dialog(); }, kPatience)) return false;
            window.activateWindow();
            return QTest::qWaitForWindowActive(&window);
        }
        void shootDialog(const QString &name) {
            for (auto [mode, word] : {std::pair(ThemeMode::Dark, "dark"), std::pair(ThemeMode::Light, "light")}) {
                themes.setMode(mode);
                QTest::qWait(100);
                QVERIFY(dialog()->grab().save(
                    QStringLiteral(LAPIDARY_SCREENSHOTS "/%1-%2.png").arg(name, QLatin1String(word))));
            }
        }
    };

    void addArm(Shown &o, const QString &name, const QString &model, const QString &strategy, const QString &role);
    void votes(Shown &o);

    QTemporaryDir folder_{};
    QString project_ = folder_.filePath("story");
    QString dpo_{}; ///< the name of the training on the labels

    bool whole_ = true; ///< no chapter has failed so far: each begins where the last one ended

private Q_SLOTS:
    void init() {
        if (!whole_) QSKIP("an earlier chapter failed");
    }
    void cleanup() { whole_ = whole_ && !QTest::currentTestFailed(); }
    void opensTheStarter();
    void fineTunesWatchesPausesAndForks();
    void drawsSamplesAndLabelsThem();
    void labelsSurviveARestartAndTeach();
    void alignsWithGrpo();
    void comparesAllWithVotes();
    void writesTheReport();
    void aTemplateRunsToItsEnd();
};

void StoryTest::opensTheStarter() {
    Shown o(project_);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    post(o.session.project(), &OpenProject::listReady); // as the program does after its first frame
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("copy:starter"), kPatience);
    QTest::mouseClick(o.part<QPushButton>("copy:starter"), Qt::LeftButton);
    QTRY_VERIFY(o.part<QLineEdit>("projectPlace"));
    o.type("projectPlace", folder_.path());
    o.type("projectName", "story");
    QTest::keyClick(o.part<QLineEdit>("projectName"), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    auto *graph = o.part<GraphCanvas>("graph");
    QTRY_VERIFY_WITH_TIMEOUT(homeOf(o.workspace).graph().find("stage:sft"), kPatience);
    QTest::mouseClick(graph, Qt::LeftButton, {}, graph->boxOf("stage:sft").center().toPoint());
    QCOMPARE(o.workspace.selectedStage(), QString("stage:sft"));
    o.shootBoth("story-1-home");
}

namespace {

/// By the menu of the stage.
void startsWithChanges(QWidget &window, GraphCanvas &graph) {
    const QPoint place = graph.boxOf("stage:sft").center().toPoint();
    QContextMenuEvent asked(QContextMenuEvent::Mouse, place, graph.mapToGlobal(place));
    QApplication::sendEvent(&graph, &asked);
    auto *menu = window.findChild<QMenu *>("stageMenu");
    QVERIFY(menu);
    for (QAction *action : menu->actions())
        if (action->text().contains("changes"))
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
}

} // namespace

void StoryTest::fineTunesWatchesPausesAndForks() {
    Shown o(project_);
    QVERIFY(o.isOpen());
    QTRY_VERIFY_WITH_TIMEOUT(homeOf(o.workspace).graph().find("stage:sft"), kPatience);
    auto *graph = o.part<GraphCanvas>("graph");
    startsWithChanges(o.window, *graph);
    QCOMPARE(o.window.currentPanel(), QString("train"));
    auto *panel = o.part<TrainPanel>("train");
    QTRY_VERIFY_WITH_TIMEOUT(panel->findChild<ConfigForm *>()->row("learning_rate"), kPatience);
    QCOMPARE(
        qobject_cast<QLineEdit *>(panel->findChild<ConfigForm *>()->row("learning_rate")->editor())->placeholderText(),
        QString("0.0005")); // the stage's, not the default
    QCOMPARE(o.part<QComboBox>("launchData")->currentText(), QString("demonstrations"));
    o.type("launchName", kSft);
    for (const auto &[field, value] : {std::pair("max_steps", "60"), {"save_steps", "10"}, {"save_total_limit", "20"}})
        o.fill(panel, field, value);
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("launchStart")->isEnabled(), kPatience);
    o.press("launchStart");
    QVERIFY(o.reaches(kSft, RunState::Running, kTraining));
    const QString sft = o.run(kSft)->id;
    QTRY_VERIFY_WITH_TIMEOUT(panel->chart("loss") && panel->chart("loss")->pointCount(sft) > 12, kTraining);
    o.press("trainPause");
    QVERIFY(o.reaches(kSft, RunState::Paused, kPatience));
    QVERIFY(o.run(kSft)->memory > 50e6); // what the worker took, not what it began with
    o.shootBoth("story-2-train");
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("trainFork")->isEnabled(), kPatience);
    o.press("trainFork");
    QTRY_COMPARE_WITH_TIMEOUT(o.part<QComboBox>("launchStep")->count() > 0, true, kPatience);
    o.choose("launchStep", "10");
    o.type("launchName", "my fork");
    o.fill(panel, "learning_rate", "1e-4");
    o.fill(panel, "max_steps", "14");
    o.press("launchStart");
    QVERIFY(o.reaches("my fork", RunState::Finished, kTraining));
    const QString fork = o.run("my fork")->id;
    QTRY_COMPARE_WITH_TIMEOUT(panel->chart("loss")->pointCount(fork), 14, kPatience);
    const auto trunk = curvesOf(o.workspace).points(sft, "loss"), branch = curvesOf(o.workspace).points(fork, "loss");
    for (int i = 0; i < 10; ++i) QCOMPARE(branch[i], trunk[i]); // the trunk is shared
    QVERIFY(branch[12] != trunk[12]);
    o.choose("trainRun", kSft);
    QTRY_VERIFY(o.part<QPushButton>("trainResume")->isEnabled());
    o.press("trainResume");
    QVERIFY(o.reaches(kSft, RunState::Finished, kTraining));
    QTRY_COMPARE_WITH_TIMEOUT(panel->chart("loss")->pointCount(sft), 60, kPatience);
    QVERIFY(curvesOf(o.workspace).points(sft, "loss").last().y() <
            curvesOf(o.workspace).points(sft, "loss").first().y());
}

void StoryTest::drawsSamplesAndLabelsThem() {
    Shown o(project_);
    QVERIFY(o.isOpen());
    QTest::keyClick(&o.window, Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(o.window.currentPanel(), QString("label"));
    QTest::mouseClick(o.part<QPushButton>("drawSamples"), Qt::LeftButton);
    QVERIFY(o.dialog());
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("drawStart")->isEnabled(), kPatience);
    o.choose("drawModel", kSft);
    o.type("drawName", kSamples);
    o.checkOnly(o.part<QListWidget>("drawData"), "pair-problems");
    for (const auto &[field, value] : {std::pair("n", "4"), {"max_new_tokens", "96"}}) o.fill(o.dialog(), field, value);
    o.shootDialog("story-3-draw");
    QVERIFY(o.startsDrawing());
    QVERIFY(o.reaches(kSamples, RunState::Finished, kTraining));
    auto *runs = o.part<QListWidget>("sourceRuns");
    QTRY_VERIFY_WITH_TIMEOUT(runs->count() > 0 && runs->item(0)->text().startsWith(kSamples),
                             kPatience); // samples stand first
    runs->setFocus();
    runs->setCurrentRow(0);
    QTest::keyClick(runs, Qt::Key_Space);
    o.choose("maxItems", "50");
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("makeQueue")->isEnabled(), kPatience);
    o.press("makeQueue");
    LabelViewModel &labels = labelsOf(o.workspace);
    QTRY_COMPARE_WITH_TIMEOUT(labels.queue(), QString("my-samples"), kPatience);
    o.key(Qt::Key_T); // how likely my sft finds its own words
    auto *left = o.part<TextView>("labelLeft");
    QTRY_VERIFY_WITH_TIMEOUT(left->shadeCount() > 0, kPatience);
    const LabelTokens *tokens = labels.tokens();
    std::string whole;
    for (const TextToken &token : tokens ? tokens->answers.at(0) : std::vector<TextToken>()) {
        whole += token.text;
        QVERIFY(token.logprob && *token.logprob <= 0);
    }
    QCOMPARE(whole, labels.desk().item()->answers[0].text);
    o.shootBoth("story-4-tokens");
    o.key(Qt::Key_T);
    QCOMPARE(left->shadeCount(), 0);
    const int keys[] = {Qt::Key_1, Qt::Key_2, Qt::Key_2, Qt::Key_1, Qt::Key_3};
    for (int i = 0; i < 21; ++i) o.key(keys[i % 5], i % 7 == 0 ? Qt::ShiftModifier : Qt::NoModifier);
    QCOMPARE(labels.figures().done, 21u);
    for (int i = 0; i < 3; ++i) o.key(Qt::Key_Z, Qt::ControlModifier); // across three submits
    QCOMPARE(labels.figures().done, 18u);
    o.key(Qt::Key_2);
    o.key(Qt::Key_1);
    QCOMPARE(labels.figures().done, 20u);
    QTRY_VERIFY_WITH_TIMEOUT(labels.isSaved(), kPatience);
    o.shootBoth("story-4-label");
}

void StoryTest::labelsSurviveARestartAndTeach() {
    Shown o(project_);
    QVERIFY(o.isOpen());
    o.window.showPanel("label");
    LabelViewModel &labels = labelsOf(o.workspace);
    QTRY_COMPARE_WITH_TIMEOUT(labels.figures().done, 20u, kPatience);
    const auto expected = labelRows({{"me", labels.desk().state()}});
    QVERIFY(expected.rows.size() >= 14 && expected.rows.size() < 20); // ties prefer nothing
    o.press("trainOnLabels");
    const auto dpo = [&]() -> const RunValues * {
        for (const RunValues &run : o.workspace.runs().runs())
            if (run.method == QLatin1String("dpo") && run.name.startsWith(kSft)) return &run;
        return nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(dpo(), kPatience);
    dpo_ = dpo()->name;
    QVERIFY(o.reaches(dpo_, RunState::Finished, kTraining));
    const auto snapshot = readFile(fs::path(project_.toStdString()) / "runs" / dpo()->id.toStdString() / "train.jsonl");
    QVERIFY(snapshot.has_value());
    std::string lines;
    for (const Json &row : expected.rows) lines += dumpJson(row) + "\n";
    QCOMPARE(*snapshot, lines); // these labels and nothing else
}

void StoryTest::alignsWithGrpo() {
    Shown o(project_);
    QVERIFY(o.isOpen());
    QTest::keyClick(&o.window, Qt::Key_T, Qt::ControlModifier);
    auto *panel = o.part<TrainPanel>("train");
    QTRY_VERIFY_WITH_TIMEOUT(panel->findChild<ConfigForm *>()->row("learning_rate"), kPatience);
    o.choose("launchAlgorithm", "grpo");
    QTRY_VERIFY_WITH_TIMEOUT(panel->findChild<ConfigForm *>()->row("num_generations"), kPatience);
    o.choose("launchModel", kSft);
    o.choose("launchData", "practice");
    o.type("launchName", kGrpo);
    for (const auto &[field, value] : {std::pair("max_steps", "3"),
                                       {"per_device_train_batch_size", "32"},
                                       {"num_generations", "4"},
                                       {"max_completion_length", "96"},
                                       {"learning_rate", "3e-5"}})
        o.fill(panel, field, value);
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("launchStart")->isEnabled(), kPatience);
    o.press("launchStart");
    QVERIFY(o.reaches(kGrpo, RunState::Finished, kTraining));
    QTRY_COMPARE_WITH_TIMEOUT(curvesOf(o.workspace).points(o.run(kGrpo)->id, "reward").size(), 3, kPatience);
}

void StoryTest::addArm(Shown &o, const QString &name, const QString &model, const QString &strategy,
                       const QString &role) {
    QTest::keyClick(&o.window, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(o.dialog() && o.part<QPushButton>("drawStart")->isEnabled(), kPatience);
    o.choose("drawModel", model);
    o.choose("drawStrategy", strategy);
    o.type("drawName", name);
    o.checkOnly(o.part<QListWidget>("drawData"), "id");
    o.fill(o.dialog(), "max_new_tokens", "96");
    if (strategy == QLatin1String("self_consistency")) {
        o.fill(o.dialog(), "n", "4");
        o.shootDialog("story-5-arm");
    }
    QCOMPARE(drawOf(o.workspace).role(), role);
    QVERIFY(o.startsDrawing());
    QTRY_VERIFY_WITH_TIMEOUT(o.run(name), kPatience);
}

void StoryTest::votes(Shown &o) {
    ArenaViewModel &arena = arenaOf(o.workspace);
    QSignalSpy judged(&arena, &ArenaViewModel::judged);
    auto *question = o.part<QPlainTextEdit>("question");
    for (const char *prompt :
         {"a=7-3;b=a+2;c=b*4;?c:", "h=q-3;q=l-0;l=a*6;g=h-4;a=9+1;?g:", "n=t+9;b=g-8;g=y-3;y=0*4;t=b*0;?n:"}) {
        if (judged.count() > 0) break; // two answers alike leave nothing to prefer
        question->setFocus();
        QTest::keyClick(question, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(question, Qt::Key_Backspace);
        question->insertPlainText(QString::fromLatin1(prompt));
        QTest::keyClick(question, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return !arena.isBusy(); }, 2 * kPatience));
        QVERIFY(arena.column(0).state == ArenaViewModel::State::Done &&
                arena.column(1).state == ArenaViewModel::State::Done);
        o.key(Qt::Key_2);
    }
    o.shootBoth("story-7-vote");
    QCOMPARE(judged.count(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(arena.isVoteKept(), kPatience);
    QVERIFY(QFile::exists(project_ + "/labels/arena/items.jsonl"));
}

void StoryTest::comparesAllWithVotes() {
    Shown o(project_);
    QVERIFY(o.isOpen());
    o.window.showPanel("compare");
    const QStringList arms{"my base", "my sft, asked", "my dpo, asked", "my grpo, voting"};
    addArm(o, arms[0], "base", "greedy", "base");
    addArm(o, arms[1], kSft, "greedy", "sft");
    addArm(o, arms[2], dpo_, "greedy", "rl");
    addArm(o, arms[3], kGrpo, "self_consistency", "tts");
    for (const QString &arm : arms) QVERIFY2(o.reaches(arm, RunState::Finished, kTraining), qPrintable(arm));
    QTRY_VERIFY_WITH_TIMEOUT(!comparisonOf(o.workspace).isEmpty() &&
                                 comparisonOf(o.workspace).table()->comparison().arms.size() == arms.size(),
                             kPatience);
    const auto &comparison = comparisonOf(o.workspace).table()->comparison();
    for (const QString &arm : arms) {
        const auto cell = comparison.cell(arm, "id");
        QVERIFY(cell && cell->n == 400 && cell->low <= cell->accuracy && cell->accuracy <= cell->high);
        qInfo("%s: %.1f %% of 400", qPrintable(arm), 100 * cell->accuracy);
    }
    QVERIFY(o.part<QLabel>("tests")->text().startsWith("id: "));
    o.shootBoth("story-6-compare");
    auto *tabs = o.part<QTabWidget>("compareTabs");
    tabs->tabBar()->setFocus();
    QTest::keyClick(tabs->tabBar(), Qt::Key_Right);
    QTRY_COMPARE_WITH_TIMEOUT(comparisonOf(o.workspace).details().matrices.size(), 1, kPatience);
    QCOMPARE(comparisonOf(o.workspace).details().matrices[0].arms.size(), 4u);
    // A question of one's own, blind, and a vote that is kept as a label.
    tabs->setCurrentIndex(3);
    o.choose("contender1", arms[0]);
    o.choose("contender2", arms[3]);
    auto *blind = o.part<QCheckBox>("blind");
    if (!blind->isChecked()) {
        blind->setFocus();
        QTest::keyClick(blind, Qt::Key_Space);
    }
    votes(o);
}

void StoryTest::writesTheReport() {
    Shown o(project_);
    QVERIFY(o.isOpen());
    QTRY_VERIFY_WITH_TIMEOUT(!comparisonOf(o.workspace).isEmpty(), kPatience);
    QTest::keyClick(&o.window, Qt::Key_K, Qt::ControlModifier); // the palette finds it
    auto *words = o.part<QLineEdit>("paletteWords");
    QTRY_VERIFY(words && words->isVisible());
    QTest::keyClicks(words, "write the report");
    QTest::keyClick(words, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(o.window.findChild<QMessageBox *>(), kPatience);
    QTest::keyClick(o.window.findChild<QMessageBox *>(), Qt::Key_Escape);
    QFile report(project_ + "/report.html");
    QVERIFY(report.open(QIODevice::ReadOnly));
    const QString html = QString::fromUtf8(report.readAll());
    for (const char *arm : {"my base", "my sft, asked", "my dpo, asked", "my grpo, voting"})
        QVERIFY(html.contains(QLatin1String(arm)));
}

/// Another beginning: a template from the dialog of a new project, and "Run all".
void StoryTest::aTemplateRunsToItsEnd() {
    Shown o(folder_.filePath("nothing yet"));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("emptyProject"), kPatience);
    QTest::mouseClick(o.part<QPushButton>("emptyProject"), Qt::LeftButton);
    auto *templates = o.part<QListWidget>("templates");
    QTRY_VERIFY(templates && templates->isVisible());
    templates->setFocus();
    QTest::keyClick(templates, Qt::Key_Right);
    o.type("projectPlace", folder_.path());
    QTest::keyClick(o.part<QLineEdit>("projectName"), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(homeOf(o.workspace).graph().find("stage:dpo"), kPatience);
    const std::string file = o.workspace.project()->folder.toStdString() + "/experiment.toml";
    auto text = readFile(file);
    QVERIFY(text);
    for (const auto &[from, to] : {std::pair("count = 200", "count = 6"),
                                   {"count = 600", "count = 64"},
                                   {"count = 300", "count = 16"},
                                   {"n = 8", "n = 4"},
                                   {"max_steps = 16", "max_steps = 2"},
                                   {"max_new_tokens = 144", "max_new_tokens = 96"}})
        for (std::size_t at = 0; (at = text->find(from, at)) != text->npos;) text->replace(at, strlen(from), to);
    QVERIFY(writeFileAtomic(file, *text));
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QLabel>("experimentCost")->text().contains("4 updates"), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPushButton>("start")->isEnabled(), kPatience);
    o.press("start");
    for (const char *each : {"sft", "answers", "preferences", "dpo", "base, greedy", "sft, greedy", "dpo, greedy"})
        QVERIFY2(o.reaches(each, RunState::Finished, kTraining), each);
    o.window.showPanel("compare");
    QTRY_VERIFY_WITH_TIMEOUT(!comparisonOf(o.workspace).isEmpty() &&
                                 comparisonOf(o.workspace).table()->comparison().arms.size() == 3,
                             kPatience);
    o.shootBoth("story-8-template");
}

QTEST_MAIN(StoryTest)
#include "tst_story.moc"
