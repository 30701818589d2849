// SPDX-License-Identifier: Apache-2.0
// An experiment that is designed on its graph, by mouse and keys: what stands in the file, and what is said on the way.
#include "core/workbench/project.h"
#include "tests/gui/opened_window.h"
#include "tests/support/small_catalogue.h"
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/panels/home/stage_form.h"
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace lapidary;
using namespace lapidary::test;

namespace {

const QString kPairs = QStringLiteral("# Preferred answers.\n[[data]]\nname = \"preferred\"\nfile = \"pairs.jsonl\"\n");

/// A worker's list without a worker: the experiment can be read and planned, not run.
void useCatalogue(const QString &folder) {
    Json catalogue = smallCatalogueJson();
    catalogue["algorithms"] = Json::array({smallAlgorithm("sft", Json::array(), "prompt_completion"),
                                           smallAlgorithm("dpo", Json::array(), "preference")});
    mustWrite(folder.toStdString() + "/bin/lapidary-worker", "#!/bin/sh\nexit 3\n");
    mustWrite(folder.toStdString() + "/bin/catalogue.json", dumpJson(catalogue));
    QFile::setPermissions(folder + "/bin/lapidary-worker", QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("LAPIDARY_WORKER", (folder + "/bin/lapidary-worker").toUtf8());
}

/// The window on an experiment that may be changed.
struct Design : OpenedWindow {
    QTemporaryDir worker{};
    GraphCanvas *canvas = nullptr;
    explicit Design(const QString &experiment, QSize size = {1280, 800}) : OpenedWindow({}) {
        useCatalogue(worker.path());
        write(experiment);
        mustWrite(project().toStdString() + "/pairs.jsonl",
                  "{\"prompt\": \"1+1=\", \"chosen\": \"2\", \"rejected\": \"3\"}\n"
                  "{\"prompt\": \"2+2=\", \"chosen\": \"4\", \"rejected\": \"5\"}\n");
        window.resize(size);
        canvas = find<GraphCanvas>("graph");
    }
    bool open() {
        return OpenedWindow::open(0) && QTest::qWaitFor([&] { return edits().isEditable(); }, 10000);
    }
    CanvasViewModel &edits() { return featureOf<HomeFeature>(workspace).canvas(); }
    const StageGraphValues &graph() { return homeOf(workspace).graph(); }
    void write(const QString &text) { mustWrite(project().toStdString() + "/experiment.toml", text.toStdString()); }
    QString file() {
        QFile file(project() + "/experiment.toml");
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    bool has(const QString &node) {
        return QTest::qWaitFor([&] { return graph().find(node) != nullptr; }, 10000);
    }
    bool hasEdge(const QString &from, const QString &to, bool there = true) {
        return QTest::qWaitFor([&] { return graph().edges.contains({from, to}) == there; }, 10000);
    }
    /// Through the menu, as the mouse does it: an entry of it, and one of what opens beside.
    bool add(const QString &menu, const QString &entry) {
        QTest::mouseClick(find<QPushButton>("addToExperiment"), Qt::LeftButton);
        auto *top = find<QMenu>("addMenu");
        if (!top || !QTest::qWaitForWindowExposed(top)) return false;
        for (QAction *action : top->actions()) {
            if (action->text().remove(QLatin1Char('&')) != menu) continue;
            QMenu *beside = action->menu();
            QTest::mouseMove(top, top->actionGeometry(action).center());
            QTest::mouseClick(top, Qt::LeftButton, {}, top->actionGeometry(action).center());
            if (!QTest::qWaitFor([&] { return beside->isVisible(); }, 3000)) return false;
            for (QAction *each : beside->actions())
                if (each->objectName() == entry) {
                    QTest::mouseClick(beside, Qt::LeftButton, {}, beside->actionGeometry(each).center());
                    return QTest::qWaitFor([&] { return !find<QMenu>("addMenu"); }, 3000);
                }
        }
        return false;
    }
    void drag(const QPointF &from, const QPointF &to) {
        QTest::mousePress(canvas, Qt::LeftButton, {}, from.toPoint());
        QTest::mouseMove(canvas, ((from + to) / 2).toPoint());
        QTest::mouseMove(canvas, to.toPoint());
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to.toPoint());
    }
    void feed(const QString &from, const QString &to) { drag(canvas->outputOf(from), canvas->boxOf(to).center()); }
    void choose(const QString &node) {
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->boxOf(node).center().toPoint());
    }
};

} // namespace

class CanvasTest : public QObject {
    Q_OBJECT
    void comparesTwoArms(Design &d);
    void isPlannedAndUndone(Design &d);

private Q_SLOTS:
    void anExperimentIsDesignedByMouse();
    void keysRenameCopyPasteAndDelete();
    void anEdgeEndsOnlyWhereItFits();
    void anEndIsTakenOffAndUndone();
    void theFormBesideWritesWhatIsChanged();
    void aFileThatChangedMeanwhileIsLeftAlone();
    void looksRight_data();
    void looksRight();
};

void CanvasTest::anExperimentIsDesignedByMouse() {
    Design d("# Mine.\nversion = 1\nname = \"designed\" # so far\n");
    QVERIFY(d.open());
    QVERIFY(QTest::qWaitForWindowActive(&d.window));
    QVERIFY(d.add("Model", "addStarterModel"));
    QVERIFY(d.has("model:base"));
    QVERIFY(d.add("Data", "add:chain_mod"));
    QVERIFY(d.has("data:chain_mod"));
    QVERIFY(d.add("Training", "add:sft"));
    QVERIFY(d.has("stage:sft"));
    QVERIFY(d.hasEdge("model:base", "stage:sft")); // what fits is given at once
    QVERIFY(d.hasEdge("data:chain_mod", "stage:sft"));
    QVERIFY(d.add("Training", "add:dpo"));
    QVERIFY(d.has("stage:dpo"));
    QVERIFY(d.hasEdge("stage:sft", "stage:dpo"));
    QTRY_VERIFY(!d.graph().find("stage:dpo")->trouble.isEmpty()); // no preferences yet
    QVERIFY(!d.find<QPushButton>("start")->isEnabled());
    d.shootBoth("canvas-incomplete");
    QApplication::clipboard()->setText(kPairs);
    d.canvas->setFocus();
    d.key(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(d.has("data:preferred"));
    d.canvas->fit();
    d.feed("data:preferred", "stage:dpo");
    QVERIFY(d.hasEdge("data:preferred", "stage:dpo"));
    comparesTwoArms(d);
    isPlannedAndUndone(d);
}

void CanvasTest::comparesTwoArms(Design &d) {
    QVERIFY(d.add("Data", "add:chain_mod"));
    QVERIFY(d.has("data:chain_mod 2"));
    QVERIFY(d.add("Arm", "add:greedy"));
    QVERIFY(d.has("arm:greedy"));
    QVERIFY(d.hasEdge("stage:dpo", "arm:greedy"));
    QVERIFY(d.hasEdge("data:chain_mod 2", "comparison"));
    QVERIFY(d.add("Arm", "add:greedy"));
    QVERIFY(d.has("arm:greedy 2"));
    d.canvas->fit();
    d.feed("stage:sft", "arm:greedy 2");
    QTRY_VERIFY(d.find<QMenu>("portMenu") || d.graph().edges.contains({"stage:sft", "arm:greedy 2"}));
    if (auto *menu = d.find<QMenu>("portMenu"))
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().first()).center());
    QVERIFY(d.hasEdge("stage:sft", "arm:greedy 2"));
    QTRY_COMPARE(d.graph().problem, QString());
    QTRY_VERIFY(d.find<QPushButton>("start")->isEnabled());
    d.shootBoth("canvas-designed");
}

/// The file is what a person would have written, and what the core plans.
void CanvasTest::isPlannedAndUndone(Design &d) {
    QVERIFY(d.file().startsWith("# Mine.\nversion = 1\nname = \"designed\" # so far\nrule = \"chain_mod\"\n"));
    QVERIFY2(d.file().contains("\n" + kPairs), qPrintable(d.file()));
    auto project = Project::open(d.project().toStdString(), "test");
    QVERIFY(project);
    const auto experiment = (*project)->experiment();
    QVERIFY2(experiment.has_value(), experiment ? "" : describe(experiment.error()).c_str());
    QCOMPARE(experiment->stages.size(), std::size_t(2));
    QCOMPARE(experiment->stages[1].inputs.at("policy").name, std::string("sft"));
    QCOMPARE(experiment->arms[1].model, std::string("sft"));

    // Back to the beginning, and forth again.
    const QString whole = d.file();
    const int changes = d.workspace.undoStack().count();
    QVERIFY(changes >= 9);
    for (int i = 0; i < changes; ++i) d.key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(d.file(), QString("# Mine.\nversion = 1\nname = \"designed\" # so far\n"));
    for (int i = 0; i < changes; ++i) d.workspace.undoStack().redo();
    QTRY_COMPARE(d.file(), whole);
}

namespace {

const QString kTwo = QStringLiteral("version = 1 # of the format\nname = \"two\"\nrule = \"chain_mod\"\n\n[models]\n"
                                    "base = \"resources:starter\"\n\n[[data]]\nname = \"rows\"\ntask = \"chain_mod\"\n"
                                    "count = 20\n\n# The first.\n[[stage]]\nname = \"sft\"\nalgorithm = \"sft\"\n"
                                    "model = \"base\" # as it came\ndata = \"rows\"\n\n[[stage]]\nname = \"more\"\n"
                                    "algorithm = \"sft\"\nmodel = \"sft\"\ndata = \"rows\"\n");

} // namespace

void CanvasTest::keysRenameCopyPasteAndDelete() {
    Design d(kTwo);
    QVERIFY(d.open());
    QVERIFY(QTest::qWaitForWindowActive(&d.window));
    QVERIFY(d.has("stage:sft"));
    d.choose("stage:sft");
    d.key(Qt::Key_F2);
    auto *name = d.find<QLineEdit>("stageName");
    QTRY_VERIFY(name->hasFocus());
    d.type("first");
    d.key(Qt::Key_Return);
    QVERIFY(d.has("stage:first"));
    QCOMPARE(
        d.file(),
        QString(kTwo).replace("name = \"sft\"", "name = \"first\"").replace("model = \"sft\"", "model = \"first\""));
    d.canvas->setFocus();
    d.choose("stage:first");
    d.key(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().startsWith("# The first.\n[[stage]]\nname = \"first\"\n"));
    d.key(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(d.has("stage:first 2"));
    QTRY_COMPARE(d.canvas->selectedNode(), QString("stage:first 2"));
    const QString before = d.file();
    d.canvas->setFocus();
    d.choose("stage:first");
    d.key(Qt::Key_Delete);
    QTRY_VERIFY(!d.graph().find("stage:first"));
    QTRY_VERIFY(!d.graph().find("stage:more")->trouble.isEmpty());
    d.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(d.has("stage:first"));
    QCOMPARE(d.file(), before);
}

void CanvasTest::anEdgeEndsOnlyWhereItFits() {
    Design d(kTwo);
    QVERIFY(d.open());
    QVERIFY(d.has("stage:more"));
    d.canvas->fit();
    QTest::mousePress(d.canvas, Qt::LeftButton, {}, d.canvas->outputOf("stage:more").toPoint());
    QTest::mouseMove(d.canvas, d.canvas->boxOf("stage:sft").center().toPoint());
    QVERIFY2(d.canvas->hint().contains("wait for each other"), qPrintable(d.canvas->hint()));
    QTest::mouseMove(d.canvas, d.canvas->boxOf("data:rows").center().toPoint());
    QVERIFY2(d.canvas->hint().contains("rows"), qPrintable(d.canvas->hint()));
    QTest::mouseRelease(d.canvas, Qt::LeftButton, {}, d.canvas->boxOf("data:rows").center().toPoint());
    QTest::qWait(50);
    QCOMPARE(d.file(), kTwo);
}

void CanvasTest::anEndIsTakenOffAndUndone() {
    Design d(kTwo);
    QVERIFY(d.open());
    QVERIFY(d.has("stage:more"));
    d.canvas->fit();
    d.choose("stage:sft");
    const QRectF box = d.canvas->boxOf("stage:more");
    const QPointF end = d.canvas->outputOf("stage:sft") * 0.25 + QPointF(box.left(), box.center().y()) * 0.75;
    d.drag(end, QPointF(box.left(), d.canvas->height() - 5));
    QVERIFY(d.hasEdge("stage:sft", "stage:more", false));
    QCOMPARE(d.file(), QString(kTwo).remove("model = \"sft\"\n"));
    d.canvas->setFocus();
    d.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(d.hasEdge("stage:sft", "stage:more"));
    QCOMPARE(d.file(), kTwo);
}

void CanvasTest::theFormBesideWritesWhatIsChanged() {
    Design d(kTwo);
    QVERIFY(d.open());
    QVERIFY(QTest::qWaitForWindowActive(&d.window));
    QVERIFY(d.has("stage:more"));
    d.choose("stage:more");
    d.key(Qt::Key_Return);
    auto *form = d.find<StageForm>("stageForm");
    QTRY_VERIFY(form->isVisible());
    QCOMPARE(form->node(), QString("stage:more"));
    auto *policy = d.find<QComboBox>("input:policy");
    QVERIFY(policy);
    QCOMPARE(policy->currentText(), QString("sft"));
    policy->setFocus();
    QTest::keyClick(policy, Qt::Key_Up); // another that fits
    QVERIFY(d.hasEdge("stage:sft", "stage:more", false));
    QCOMPARE(d.file(), QString(kTwo).replace("model = \"sft\"", "model = \"base\""));
    QTest::keyClick(form, Qt::Key_Escape);
    QTRY_VERIFY(!form->isVisible());
    QTRY_VERIFY(d.canvas->hasFocus());
}

void CanvasTest::aFileThatChangedMeanwhileIsLeftAlone() {
    Design d(kTwo);
    QVERIFY(d.open());
    QVERIFY(d.has("stage:more"));
    const ReadExperiment seen = std::make_shared<const ExperimentEditor>(*d.edits().experiment());
    const QString other = QString(kTwo).replace("count = 20", "count = 21");
    d.write(other);
    d.edits().setExperiment(seen); // the person still looks at the old one
    d.edits().remove("stage:more");
    QMessageBox *told = nullptr;
    QTRY_VERIFY((told = d.window.findChild<QMessageBox *>()));
    QVERIFY2(told->text().contains("meanwhile") || told->informativeText().contains("meanwhile"),
             qPrintable(told->text()));
    QCOMPARE(d.file(), other);
    QVERIFY(d.workspace.undoStack().count() == 0);
}

void CanvasTest::looksRight_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("small") << QSize(960, 600);
    QTest::newRow("usual") << QSize(1280, 800);
}

void CanvasTest::looksRight() {
    QFETCH(QSize, size);
    Design d(QString(kTwo).remove("data = \"rows\"\n\n"), size);
    QVERIFY(d.open());
    QVERIFY(QTest::qWaitForWindowActive(&d.window));
    QVERIFY(d.has("stage:more"));
    d.canvas->setFocus();
    d.choose("stage:sft");
    d.key(Qt::Key_Return);
    QTRY_VERIFY(d.find<StageForm>("stageForm")->isVisible());
    QCOMPARE(d.window.size(), size);
    d.canvas->fit();
    d.shootBoth(QStringLiteral("canvas-form-%1").arg(size.width()));
}

QTEST_MAIN(CanvasTest)
#include "tst_canvas.moc"
