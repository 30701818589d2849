// SPDX-License-Identifier: Apache-2.0
// The Models panel: what there is and where it comes from, a folder that is copied in, and a deletion that asks first.
#include "core/config/spec.h"
#include "core/store/store.h"
#include "tests/gui/stock_window.h"
#include "widgets/common/entry_list.h"
#include "widgets/models/models_view_model.h"
#include <QDropEvent>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>

using namespace lapidary;
using namespace lapidary::test;

namespace {

/// A whole model folder: the tiny configuration and one tensor.
void writeWeights(const std::string &folder) {
    writeTinyModel(folder);
    const std::string header = R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(header.size());
    mustWrite(folder + "/model.safetensors", bytes + header + std::string(8, '\0'));
}

/// A training of the stage "sft" that has finished.
void writeTraining(const StockWindow &o) {
    auto store = Store::open(o.path("project/project.db"), true);
    QVERIFY(store.has_value());
    QVERIFY((*store)
                ->save(RunRecord{.id = "02-sft-abc",
                                 .name = "sft",
                                 .kind = "train",
                                 .method = "sft",
                                 .inputHash = "x",
                                 .state = "finished"})
                .has_value());
    mustWrite(o.path("project/runs/02-sft-abc/run.toml"),
              writeToml({{"kind", "train"}, {"model", {{"path", "../../blank"}}}}));
    writeWeights(o.path("project/runs/02-sft-abc/model"));
}

} // namespace

class ModelsPanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsModelsWithTheirLineage();
    void importsAndDeletes();
    void anImportThatFailsSaysWhy();
    void aGgufFileIsDroppedAndBecomesAModel();
};

void ModelsPanelTest::listsModelsWithTheirLineage() {
    StockWindow o;
    writeTraining(o);
    QVERIFY(o.open("models"));
    auto *list = o.find<EntryList>("models");
    QTRY_COMPARE(list->count(), 4); // two headings, the blank model, the trained one
    ModelsViewModel &model = modelsOf(o.workspace);
    QTRY_VERIFY(model.current());
    list->setFocus();
    QTest::keyClick(list, Qt::Key_End);
    QTRY_COMPARE(model.current()->name, QString("sft"));
    QCOMPARE(o.workspace.selectedRun(), model.current()->run); // the Inspector shows the run that made it
    QVERIFY(!o.workspace.selectedRun().isEmpty());
    QTest::keyClick(list, Qt::Key_Home);
    QTRY_COMPARE(o.workspace.selectedStage(), QString("model:blank"));
    QTest::keyClick(list, Qt::Key_End);
    QTRY_COMPARE(o.find<QLabel>("lineage")->text(), QString("blank → sft"));
    QTRY_VERIFY(!model.facts().facts.isEmpty());
    QStringList facts;
    for (const auto &[name, value] : model.facts().facts) facts.append(name + "=" + value);
    QVERIFY2(facts.contains("Architecture=LlamaForCausalLM") && facts.contains("Parameters=2") &&
                 facts.contains("Tensors=1 × F32"),
             qPrintable(facts.join(", ")));
    QVERIFY(!o.find<QPushButton>("deleteModel")->isEnabled()); // it belongs to its run
    o.shootBoth("models");
}

void ModelsPanelTest::importsAndDeletes() {
    StockWindow o;
    QVERIFY(o.open("models"));
    ModelsViewModel &model = modelsOf(o.workspace);
    QTRY_VERIFY(model.listed());
    writeWeights(o.path("downloaded"));
    model.startImport(o.folder.filePath("downloaded"), "tiny");
    QTRY_VERIFY(model.current() && model.current()->name == "tiny");
    QVERIFY(model.current()->ours && model.current()->present);
    QVERIFY(QFile::exists(o.folder.filePath("project/models/tiny/model.safetensors")));
    // A stage that needs it: the deletion only tells.
    mustWrite(o.path("project/added.toml"),
              *readFile(o.path("project/added.toml")) +
                  "\n[[stage]]\nname = \"more\"\nalgorithm = \"sft\"\nmodel = \"tiny\"\ndata = \"train\"\n");
    auto *remove = o.find<QPushButton>("deleteModel");
    QTRY_VERIFY(remove->isEnabled());
    QTest::mouseClick(remove, Qt::LeftButton);
    QTRY_VERIFY(o.find<QMessageBox>("confirmDelete"));
    auto *box = o.find<QMessageBox>("confirmDelete");
    QVERIFY(box->informativeText().contains("stage more"));
    QCOMPARE(box->buttons().size(), 1);
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!o.find<QMessageBox>("confirmDelete"));
    QVERIFY(QFile::exists(o.folder.filePath("project/models/tiny/config.json")));
    // Nobody needs it any more: asked, and done.
    mustWrite(o.path("project/added.toml"), "[models]\ntiny = \"models/tiny\"\n");
    QTest::mouseClick(remove, Qt::LeftButton);
    QTRY_VERIFY(o.find<QMessageBox>("confirmDelete"));
    box = o.find<QMessageBox>("confirmDelete");
    QVERIFY(box->informativeText().contains("Nothing in this project needs it"));
    for (QAbstractButton *each : box->buttons())
        if (box->buttonRole(each) == QMessageBox::DestructiveRole) QTest::mouseClick(each, Qt::LeftButton);
    QTRY_VERIFY(!QFile::exists(o.folder.filePath("project/models/tiny")));
    QTRY_COMPARE(model.models().size(), 1);
}

void ModelsPanelTest::anImportThatFailsSaysWhy() {
    StockWindow o;
    QVERIFY(o.open("models"));
    QTRY_VERIFY(modelsOf(o.workspace).listed());
    mustWrite(o.path("broken/config.json"), "{}");
    mustWrite(o.path("broken/model.safetensors"), "torn");
    modelsOf(o.workspace).startImport(o.folder.filePath("broken"), "broken");
    QTRY_VERIFY(!o.find<QLabel>("modelImportProblem")->text().isEmpty());
    QVERIFY(o.find<QLabel>("modelImportProblem")->text().contains("model.safetensors"));
    QVERIFY(!QFile::exists(o.folder.filePath("project/models/broken")));
    QCOMPARE(modelsOf(o.workspace).models().size(), 1);
}

void ModelsPanelTest::aGgufFileIsDroppedAndBecomesAModel() {
    StockWindow o;
    QVERIFY(o.open("models"));
    ModelsViewModel &model = modelsOf(o.workspace);
    QTRY_VERIFY(model.listed());
    QFile::copy(LAPIDARY_SOURCE "/tests/golden/gguf/tiny.gguf", o.folder.filePath("tiny.Q4.gguf"));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(o.folder.filePath("tiny.Q4.gguf"))});
    QWidget *panel = o.find<QPushButton>("importModel");
    while (panel && !panel->acceptDrops()) panel = panel->parentWidget();
    QVERIFY(panel);
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &drop);
    QTRY_VERIFY(panel->findChild<QInputDialog *>());
    auto *dialog = panel->findChild<QInputDialog *>();
    QCOMPARE(dialog->textValue(), QString("tiny.Q4"));
    dialog->setTextValue("tiny");
    dialog->accept();
    QTRY_VERIFY(model.current() && model.current()->name == "tiny");
    QVERIFY(model.current()->present);
    QVERIFY(QFile::exists(o.folder.filePath("project/models/tiny/tokenizer.json")));
    QVERIFY(QFile::exists(o.folder.filePath("project/models/tiny/model.safetensors")));
    QTRY_VERIFY(!model.facts().facts.isEmpty());
}

QTEST_MAIN(ModelsPanelTest)
#include "tst_models_panel.moc"
