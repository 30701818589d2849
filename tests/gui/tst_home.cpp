// SPDX-License-Identifier: Apache-2.0
// The first panel: what can be opened, and the experiment as a graph, by mouse and keys.
#include "core/job/run_log.h"
#include "core/workbench/project.h"
#include "core/workbench/queue/run_folder.h"
#include "tests/gui/opened_window.h"
#include "tests/support/small_catalogue.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/ready_projects.h"
#include "widgets/bridge/stage_graph_of.h"
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/shell/dock_layout.h"
#include "widgets/shell/new_project_dialog.h"
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>

using namespace lapidary;
using namespace lapidary::test;

namespace {

/// Every algorithm and strategy that an experiment uses, with just the settings that it sets: what they do is the
/// engine's affair.
Json catalogueFor(const Json &experiment) {
    Json catalogue = smallCatalogueJson();
    std::map<std::string, std::map<std::string, Json>> used;
    const auto note = [&used](const Json &table, const std::string &name) {
        const Json config = table.value("config", Json::object()); // named: items() refers to it
        for (const auto &[key, value] : config.items()) used[name][key] = value;
    };
    for (const auto &stage : experiment["stage"])
        note(stage, stage.value("algorithm", stage.value("kind", std::string())));
    for (const auto &arm : experiment["arm"]) note(arm, arm.value("strategy", std::string()));
    const auto fields = [&](const std::string &name) {
        Json out = Json::array();
        for (const auto &[key, value] : used[name])
            out.push_back({{"name", key},
                           {"type", value.is_boolean()          ? "boolean"
                                    : value.is_number_integer() ? "integer"
                                    : value.is_number()         ? "number"
                                    : value.is_array()          ? "text list"
                                                                : "text"},
                           {"default", value},
                           {"unit", ""},
                           {"effect", ""}});
        return out;
    };
    catalogue["algorithms"] = Json::array();
    for (const char *name : {"sft", "dpo", "grpo"})
        catalogue["algorithms"].push_back(smallAlgorithm(name, fields(name),
                                                         std::string(name) == "dpo"    ? "preference"
                                                         : std::string(name) == "grpo" ? "prompt_only"
                                                                                       : "prompt_completion"));
    catalogue["strategies"] = Json::array();
    for (const char *name : {"greedy", "self_consistency", "best_of_n"})
        catalogue["strategies"].push_back(smallStrategy(name, fields(name)));
    catalogue["stages"] = Json::array({smallStage("sample", fields("sample"))});
    return catalogue;
}

} // namespace

class HomeTest : public QObject {
    Q_OBJECT
    void useCatalogue(const QString &folder);
    void stopsTheSft(const QString &small, QString &stopped);

private Q_SLOTS:
    void offersWhatCanBeOpened();
    void opensARecentProjectByKeys();
    void makesANewProject();
    void cardsOfReadyProjectsHoldPlainWords();
    void theStarterIsDrawnFromItsFile();
    void aPlanGivesTheStagesTheirRuns();
    void aTrainingThatWasBegunBeforeIsAskedFor();
    void showsTheGraphAndMovesByKeys();
    void mouseZoomsDragsAndOpens();
    void aBrokenExperimentIsExplained();
    void anotherOwnerIsToldEverywhere();
};

/// A worker's list without a worker: the experiment can be read, not run.
void HomeTest::useCatalogue(const QString &folder) {
    mustWrite(folder.toStdString() + "/bin/lapidary-worker", "#!/bin/sh\nexit 3\n");
    mustWrite(folder.toStdString() + "/bin/catalogue.json", dumpJson(smallCatalogueJson()));
    QFile::setPermissions(folder + "/bin/lapidary-worker", QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("LAPIDARY_WORKER", (folder + "/bin/lapidary-worker").toUtf8());
}

void HomeTest::offersWhatCanBeOpened() {
    OpenedWindow o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    QVERIFY(o.find<QPushButton>("newProject")->isVisible());
    post(o.session.project(), &OpenProject::listReady);
    QPushButton *copy = nullptr;
    QTRY_VERIFY((copy = o.find<QPushButton>("copy:starter")));
    QVERIFY(!copy->accessibleName().isEmpty());
    QTest::mouseClick(copy, Qt::LeftButton);
    auto *dialog = o.find<NewProjectDialog>("newProjectDialog");
    QVERIFY(dialog);
    QVERIFY(QFileInfo(dialog->folder()).fileName().startsWith("starter"));
    QTest::keyClicks(o.find<QLineEdit>("projectName"), "a/b");
    QVERIFY(!o.find<QPushButton>("createProject")->isEnabled());
    QVERIFY(o.find<QLabel>("projectResult")->text().contains("slash"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTest::mouseClick(o.find<QPushButton>("openProject"), Qt::LeftButton);
    QTRY_VERIFY(o.window.findChild<QFileDialog *>());
    o.shootBoth("start");
}

void HomeTest::opensARecentProjectByKeys() {
    QTemporaryDir folders;
    const QString settings = folders.filePath("settings.ini"), project = folders.filePath("before");
    makeRun(project.toStdString(), mixedRuns()[0]);
    {
        QSettings kept(settings, QSettings::IniFormat);
        RecentProjects(kept).add(project);
    }
    OpenedWindow o({}, settings);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    auto *recent = o.find<QListWidget>("recentProjects");
    QCOMPARE(recent->count(), 1);
    recent->setFocus();
    QTest::keyClick(recent, Qt::Key_Down);
    QTest::keyClick(recent, Qt::Key_Return);
    QTRY_VERIFY(o.workspace.project());
    QCOMPARE(o.workspace.project()->folder, project);
}

void HomeTest::makesANewProject() {
    OpenedWindow o({});
    QTemporaryDir folders;
    writeSmallProject(folders.filePath("source").toStdString());
    const QString made = folders.filePath("mine");
    post(o.session.project(), &OpenProject::create, made, folders.filePath("source"));
    QTRY_VERIFY(o.workspace.project());
    QCOMPARE(o.workspace.project()->folder, made);
    QVERIFY(QFile::exists(made + "/experiment.toml") && QFile::exists(made + "/project.db"));
    // A folder that holds something is not taken; the open project stays.
    Heard failed(o.session.project(), &OpenProject::failed);
    post(o.session.project(), &OpenProject::create, folders.filePath("source"), made);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(std::get<1>(failed.calls[0]).contains("Choose a new folder"));
    QCOMPARE(o.workspace.project()->folder, made);
}

void HomeTest::cardsOfReadyProjectsHoldPlainWords() {
    const auto all = readyProjects();
    QVERIFY(all.size() > 5);
    for (const ReadyProjectValues &each : all) {
        QVERIFY2(each.summary.size() > 20, qPrintable(each.name));
        QVERIFY2(!each.summary.contains("](") && !each.summary.contains('`'), qPrintable(each.summary));
    }
}

/// The ready-made project of the source tree, with everything that its file names.
void HomeTest::theStarterIsDrawnFromItsFile() {
    QTemporaryDir folder;
    const auto document = readDocument(LAPIDARY_SOURCE "/projects/starter/experiment.toml");
    QVERIFY(document);
    const Json catalogue = catalogueFor(document->values);
    mustWrite(folder.filePath("catalogue.json").toStdString(), dumpJson(catalogue));
    const auto read = readCatalogue(folder.filePath("catalogue.json").toStdString());
    QVERIFY2(read.has_value(), read ? "" : describe(read.error()).c_str());
    const auto experiment = readExperiment(LAPIDARY_SOURCE "/projects/starter/experiment.toml", *read);
    QVERIFY2(experiment.has_value(), experiment ? "" : describe(joined(experiment.error())).c_str());

    const StageGraphValues graph = stageGraphOf(*experiment, nullptr);
    QHash<StageKind, int> count;
    for (const StageNode &node : graph.nodes) ++count[node.kind];
    QCOMPARE(count[StageKind::Model], 1);
    QCOMPARE(count[StageKind::Arm], int(experiment->arms.size()));
    QCOMPARE(count[StageKind::Train] + count[StageKind::Stage], int(experiment->stages.size()));
    QCOMPARE(count[StageKind::Comparison], 1);
    QVERIFY(graph.edges.contains({"data:edge", "comparison"})); // the arms are asked on it
    QVERIFY(graph.find("comparison")->detail.contains("edge"));
    for (const auto &edge : {std::pair("data:demonstrations", "stage:sft"),
                             {"model:base", "stage:sft"},
                             {"stage:sft", "stage:samples"},
                             {"stage:samples", "stage:pairs"},
                             {"stage:pairs", "stage:dpo"},
                             {"stage:sft", "stage:dpo"},
                             {"stage:dpo", "arm:DPO, greedy"},
                             {"arm:DPO, greedy", "comparison"}})
        QVERIFY2(graph.edges.contains({edge.first, edge.second}), edge.second);
    const NodeLayout layout = layoutOf(graph);
    QVERIFY(layout.boxes["stage:sft"].right() < layout.boxes["stage:dpo"].left());
    QVERIFY(layout.boxes["stage:dpo"].right() < layout.boxes["comparison"].left());
}

void HomeTest::aPlanGivesTheStagesTheirRuns() {
    QTemporaryDir folder;
    useCatalogue(folder.path());
    writeSmallProject(folder.filePath("small").toStdString());
    auto project = Project::open(folder.filePath("small").toStdString(), "test");
    QVERIFY(project);
    const auto experiment = (*project)->experiment();
    QVERIFY2(experiment.has_value(), experiment ? "" : describe(experiment.error()).c_str());
    const auto plan = (*project)->plan(*experiment);
    QVERIFY2(plan.has_value(), plan ? "" : describe(plan.error()).c_str());
    const StageGraphValues graph = stageGraphOf(*experiment, &*plan);
    for (const PlannedRun &run : plan->runs) {
        const bool arm = run.kind == "evaluate";
        const StageNode *node = graph.find(QString::fromStdString((arm ? "arm:" : "stage:") + run.name));
        QVERIFY(node);
        QCOMPARE(node->run, QString::fromStdString(run.id));
    }
    QVERIFY(graph.find("data:train")->run.isEmpty());
}

/// A project whose training was cancelled; `stopped` becomes its id.
void HomeTest::stopsTheSft(const QString &small, QString &stopped) {
    auto project = Project::open(small.toStdString(), "test");
    QVERIFY(project);
    const auto experiment = (*project)->experiment();
    QVERIFY(experiment);
    const auto plan = (*project)->plan(*experiment);
    QVERIFY(plan);
    const PlannedRun &sft = plan->runs[1];
    stopped = QString::fromStdString(sft.id);
    QVERIFY(prepareRunFolder((*project)->folder(), sft).has_value());
    auto log = RunLogWriter::open((*project)->runFolder(sft.id) / "run.log");
    QVERIFY(log);
    QVERIFY(log->append("state", {{"state", "cancelled"}}).has_value());
    QVERIFY((*project)
                ->store()
                .save(RunRecord{.id = sft.id,
                                .name = sft.name,
                                .kind = sft.kind,
                                .method = sft.method,
                                .inputHash = sft.inputHash,
                                .state = "cancelled",
                                .created = 1})
                .has_value());
}

void HomeTest::aTrainingThatWasBegunBeforeIsAskedFor() {
    QTemporaryDir folder;
    useCatalogue(folder.path());
    const QString small = folder.filePath("small");
    writeSmallProject(small.toStdString());
    QString stopped;
    stopsTheSft(small, stopped);
    if (QTest::currentTestFailed()) return;
    OpenedWindow o({});
    o.window.openProject(small);
    QTRY_COMPARE(homeOf(o.workspace).graph().nodes.size(), 7);
    const Json stage = {{"name", "again"}, {"kind", "train"}, {"algorithm", "sft"},
                        {"model", "base"}, {"data", "train"}, {"config", {{"max_steps", 12}}}};
    const Json tables = {{"stage", Json::array({stage})}};
    const auto box = [&] { return o.window.findChild<QMessageBox *>("sameRun"); };
    post(o.session.queue(), &ExperimentQueue::addAndRun, tables, "again");
    QTRY_VERIFY(box());
    QVERIFY2(box()->informativeText().contains(stopped), qPrintable(box()->informativeText()));
    QVERIFY(box()->informativeText().contains("“again”") &&
            box()->informativeText().contains("It was stopped. It has no checkpoint."));
    QTest::keyClick(box(), Qt::Key_Escape);
    QTRY_VERIFY(!box());
    QVERIFY(!QFile::exists(small + "/added.toml")); // cancelled: nothing was added
    post(o.session.queue(), &ExperimentQueue::addAndRun, tables, "again");
    QTRY_VERIFY(box());
    box()->findChild<QAbstractButton *>("apart")->click();
    QTRY_VERIFY(QFile::exists(small + "/added.toml"));
    QTRY_VERIFY(std::any_of(o.workspace.runs().runs().begin(), o.workspace.runs().runs().end(),
                            [](const RunValues &run) { return run.name == "again"; }));
    for (const RunValues &run : o.workspace.runs().runs())
        if (run.name == "again") QVERIFY(run.id != stopped);
    QCOMPARE(o.workspace.runs().find(stopped)->state, RunState::Cancelled);
}

void HomeTest::showsTheGraphAndMovesByKeys() {
    QTemporaryDir folder;
    useCatalogue(folder.path());
    const QString small = folder.filePath("small");
    writeSmallProject(small.toStdString());
    OpenedWindow o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.window.openProject(small);
    QTRY_COMPARE(homeOf(o.workspace).graph().nodes.size(), 7); // blank, edge, train, base, sft, one arm, comparison
    auto *canvas = o.find<GraphCanvas>("graph");
    QTRY_VERIFY(canvas->hasFocus()); // the page with "New project" has gone
    for (const StageNode &node : homeOf(o.workspace).graph().nodes)
        QVERIFY(canvas->rect().contains(canvas->boxOf(node.id).toRect())); // all on show
    QTest::keyClick(canvas, Qt::Key_Right);                                // the first of all
    QVERIFY(!canvas->selectedNode().isEmpty());
    QString before;
    for (int i = 0; i < 8 && before != canvas->selectedNode(); ++i) {
        before = canvas->selectedNode();
        QTest::keyClick(canvas, Qt::Key_Right);
    }
    QCOMPARE(canvas->selectedNode(), QString("comparison"));
    QCOMPARE(o.workspace.selectedStage(), QString("comparison"));
    QVERIFY(canvas->accessibleDescription().contains("Comparison"));
    QCOMPARE(o.find<QLabel>("inspectorTitle")->text(), QString("Comparison"));
    QTest::keyClick(canvas, Qt::Key_Return);
    QCOMPARE(o.window.currentPanel(), QString("compare"));
    QTest::keyClick(&o.window, Qt::Key_1, Qt::ControlModifier);
    // The file is edited by another program: the graph follows.
    std::string text = kSmallExperiment;
    text += "\n[[arm]]\nname = \"base, greedy\"\nrole = \"base\"\nmodel = \"base\"\nstrategy = \"greedy\"\nbuckets = "
            "[\"edge\"]\n";
    QTest::qWait(20); // another time of change
    mustWrite(small.toStdString() + "/experiment.toml", text);
    QTRY_VERIFY(homeOf(o.workspace).graph().find("arm:base, greedy"));
    o.shootBoth("small-graph");
    // Nothing runs here; starting says why instead of doing nothing.
    QVERIFY(o.find<QPushButton>("start")->isEnabled());
}

void HomeTest::mouseZoomsDragsAndOpens() {
    QTemporaryDir folder;
    useCatalogue(folder.path());
    const QString small = folder.filePath("small");
    writeSmallProject(small.toStdString());
    OpenedWindow o({});
    o.window.openProject(small);
    QTRY_COMPARE(homeOf(o.workspace).graph().nodes.size(), 7);
    auto *canvas = o.find<GraphCanvas>("graph");
    const auto at = [&](const char *stage) { return canvas->boxOf(stage).center().toPoint(); };
    QTest::mouseClick(canvas, Qt::LeftButton, {}, at("stage:sft"));
    QCOMPARE(o.workspace.selectedStage(), QString("stage:sft"));
    const double zoom = canvas->zoom();
    const QPointF under = at("stage:sft");
    QWheelEvent wheel(under, canvas->mapToGlobal(under), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(canvas, &wheel);
    QVERIFY(canvas->zoom() > zoom * 1.2);
    QVERIFY((QPointF(at("stage:sft")) - under).manhattanLength() < 3); // what is under the pointer stays there
    const QPoint empty(canvas->width() - 5, 5);
    const QRectF before = canvas->boxOf("stage:sft");
    QTest::mousePress(canvas, Qt::LeftButton, {}, empty);
    for (int i = 1; i <= 5; ++i) QTest::mouseMove(canvas, empty + QPoint(-10 * i, 6 * i));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, empty + QPoint(-50, 30));
    QVERIFY((canvas->boxOf("stage:sft").topLeft() - before.topLeft() - QPointF(-50, 30)).manhattanLength() < 1);
    QTest::mouseClick(o.find<QPushButton>("fitGraph"), Qt::LeftButton);
    QCOMPARE(canvas->zoom(), zoom);
    QTest::mouseDClick(canvas, Qt::LeftButton, {}, at("comparison"));
    QCOMPARE(o.window.currentPanel(), QString("compare"));
}

void HomeTest::aBrokenExperimentIsExplained() {
    QTemporaryDir folder;
    useCatalogue(folder.path());
    OpenedWindow o({});
    mustWrite(o.project().toStdString() + "/experiment.toml",
              "version = 1\nname = \"broken\"\n[[stage]]\nname = \"sft\"\nalgorithm = \"sfft\"\n");
    o.window.openProject(o.project());
    QTRY_VERIFY(!homeOf(o.workspace).graph().problem.isEmpty());
    QVERIFY2(homeOf(o.workspace).graph().problem.contains("sfft"), qPrintable(homeOf(o.workspace).graph().problem));
    QVERIFY(!o.find<QPushButton>("start")->isEnabled());
    o.shoot("broken-light");
}

void HomeTest::anotherOwnerIsToldEverywhere() {
    OpenedWindow o(mixedRuns());
    auto owner = ProjectLock::take(o.project().toStdString(), "lapidary-cli");
    QVERIFY(owner);
    QVERIFY(o.open(6));
    auto *banner = o.find<QLabel>("readOnly");
    for (const char *panel : {"home", "train", "compare"}) {
        o.window.showPanel(panel);
        QVERIFY(banner->isVisible());
    }
    QVERIFY(banner->text().contains("lapidary-cli"));
    QVERIFY(banner->text().contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(QRegularExpression("since \\d{4}-\\d\\d-\\d\\dT").match(banner->text()).hasMatch());
    QCOMPARE(o.find<QLabel>("statusSaved")->text(), QString("Read-only"));
    o.window.showPanel("home");
    QVERIFY(!o.find<QPushButton>("start")->isEnabled());
    o.shootBoth("read-only");
}

QTEST_MAIN(HomeTest)
#include "tst_home.moc"
