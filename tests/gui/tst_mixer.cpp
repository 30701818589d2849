// SPDX-License-Identifier: Apache-2.0
// Adapters of one base: dropped on the panel, mixed by faders, written, with their lineage and their settings.
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/gui/features.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/entry_list.h"
#include "widgets/common/text_view.h"
#include "widgets/common/theme.h"
#include "widgets/models/mixer_view_model.h"
#include "widgets/models/model_writer_view_model.h"
#include "widgets/models/models_view_model.h"
#include "widgets/panels/models/lineage_canvas.h"
#include "widgets/panels/models/models_panel.h"
#include "widgets/shell/main_window.h"
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace lapidary;

namespace {

enum Tab { Details, Playground, Lineage, Configs, Mixer };

/// A project with a small random model whose tokens are characters.
void writeProject(const QString &folder) {
    const fs::path model = folder.toStdString() + "/llama2_mha";
    fs::create_directories(model);
    for (const char *name : {"config.json", "model.safetensors"})
        mustWrite(model / name, *readFile(fs::path(LAPIDARY_SOURCE "/tests/golden/models/llama2_mha") / name));
    std::vector<std::string> symbols;
    for (char c = '!'; symbols.size() < 95; ++c) symbols.push_back(c == 127 ? " " : std::string(1, c));
    mustWrite(model / "tokenizer.json", characterTokenizerJson(symbols, {"<bos>"}));
    mustWrite(folder.toStdString() + "/experiment.toml",
              "version = 1\nname = \"mix\"\n[models]\nbase = \"llama2_mha\"\n"
              "[[data]]\nname = \"d\"\ntask = \"chain_mod\"\nseed = 1\ncount = 4\n[[stage]]\nname = \"sft\"\nalgorithm "
              "= \"sft\"\nmodel = \"base\"\ndata = \"d\"\n");
}

} // namespace

class MixerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void adaptersAreDroppedMixedAndWritten();

private:
    void drop(const QString &folder);
    void shoot(const QString &name);
    void write(const char *button, const QString &name);
    void answersFollowTheFaders();
    void allOffIsTheBase(const std::string &both);
    void writesTheMix(const std::string &both);
    void showsTheLineage();
    void comparesSettings();
    template <class T> T *find(const QString &name) { return window_->findChild<T *>(name); }
    Themes *themes_ = nullptr;
    MainWindow *window_ = nullptr;
    Workspace *workspace_ = nullptr;
};

void MixerTest::drop(const QString &folder) {
    auto *panel = window_->findChild<ModelsPanel *>();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder)});
    const QPoint place = panel->rect().center();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &event);
    QTRY_VERIFY(panel->findChild<QInputDialog *>());
    QTest::keyClick(panel->findChild<QInputDialog *>(), Qt::Key_Return);
    const QString name = QFileInfo(folder).fileName();
    QTRY_VERIFY_WITH_TIMEOUT(modelsOf(*workspace_).current() && modelsOf(*workspace_).current()->name == name, 30000);
}

void MixerTest::shoot(const QString &name) {
    QDir().mkpath(LAPIDARY_SCREENSHOTS);
    for (const auto &[mode, word] : {std::pair(ThemeMode::Light, "light"), {ThemeMode::Dark, "dark"}}) {
        themes_->setMode(mode);
        QTest::qWait(60);
        QVERIFY(window_->grab().save(
            QStringLiteral("%1/%2-%3.png").arg(QStringLiteral(LAPIDARY_SCREENSHOTS), name, QLatin1String(word))));
    }
    themes_->setMode(ThemeMode::System);
}

/// Presses the button, and gives the dialog a name.
void MixerTest::write(const char *button, const QString &name) {
    QTest::mouseClick(find<QPushButton>(QLatin1String(button)), Qt::LeftButton);
    auto *dialog = find<QDialog>("writeDialog");
    QTRY_VERIFY(dialog->isVisible());
    auto *field = dialog->findChild<QLineEdit *>("writeName");
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, name);
    if (name == "whole") {
        QDir().mkpath(LAPIDARY_SCREENSHOTS);
        QVERIFY(dialog->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/write-dialog-light.png")));
    }
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!featureOf<ModelsFeature>(*workspace_).writer().busy(), 120000);
    QVERIFY2(featureOf<ModelsFeature>(*workspace_).writer().problem().isEmpty(),
             qPrintable(featureOf<ModelsFeature>(*workspace_).writer().problem()));
    QTRY_VERIFY_WITH_TIMEOUT(modelsOf(*workspace_).current() && modelsOf(*workspace_).current()->name == name, 30000);
}

/// By keys.
void MixerTest::answersFollowTheFaders() {
    MixerViewModel &mixer = mixerOf(*workspace_);
    auto *prompt = find<QPlainTextEdit>("mixPrompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, "abc");
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking() && mixer.mixed().cost.spent() > 0 && mixer.plain().cost.spent() > 0,
                             60000);
    QVERIFY2(mixer.problem().isEmpty(), qPrintable(mixer.problem()));
    const int second = mixer.parts()[0].on ? 1 : 0;
    auto *on = find<QAbstractButton>(QStringLiteral("mixOn%1").arg(second));
    on->setFocus();
    QTest::keyClick(on, Qt::Key_Space);
    QVERIFY(mixer.parts()[second].on);
    auto *fader = find<QSlider>(QStringLiteral("mixFader%1").arg(second));
    fader->setFocus();
    for (int i = 0; i < 6; ++i) QTest::keyClick(fader, Qt::Key_Left);
    QVERIFY(std::abs(mixer.parts()[second].weight - 0.7) < 1e-9);
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking(), 60000);
    QTest::qWait(MixerViewModel::kPauseMs + 50);
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking(), 60000);
    QVERIFY2(mixer.problem().isEmpty(), qPrintable(mixer.problem()));
    QCOMPARE(find<TextView>("mixAnswer")->toPlainText().toStdString(), mixer.mixed().text);
}

/// To the letter.
void MixerTest::allOffIsTheBase(const std::string &both) {
    MixerViewModel &mixer = mixerOf(*workspace_);
    for (int part : {0, 1})
        QTest::mouseClick(find<QAbstractButton>(QStringLiteral("mixOn%1").arg(part)), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(mixer.countOn(), 0);
    QVERIFY(!find<QPushButton>("mixSaveAdapter")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking() && mixer.mixed().text == mixer.plain().text, 60000);
    for (int part : {0, 1})
        QTest::mouseClick(find<QAbstractButton>(QStringLiteral("mixOn%1").arg(part)), Qt::LeftButton, {}, QPoint(8, 8));
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking() && mixer.mixed().text == both, 60000);
    QVERIFY(both != mixer.plain().text);
    shoot("mixer");
}

/// The mix as one adapter of the project, and merged into a whole model.
void MixerTest::writesTheMix(const std::string &both) {
    MixerViewModel &mixer = mixerOf(*workspace_);
    ModelsViewModel &models = modelsOf(*workspace_);
    write("mixSaveAdapter", "mixed");
    if (QTest::currentTestFailed()) return;
    QCOMPARE(models.current()->parents, (QStringList{"lora_qv", "lora_qv_second"}));
    QCOMPARE(mixer.parts().size(), 3);
    // The written mix alone answers as the faders did.
    for (int part = 0; part < 3; ++part)
        if (mixer.parts()[part].on != (mixer.parts()[part].name == "mixed"))
            QTest::mouseClick(find<QAbstractButton>(QStringLiteral("mixOn%1").arg(part)), Qt::LeftButton, {},
                              QPoint(8, 8));
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking() && mixer.countOn() == 1, 60000);
    QTest::qWait(MixerViewModel::kPauseMs + 50);
    QTRY_VERIFY_WITH_TIMEOUT(!mixer.asking(), 60000);
    QCOMPARE(mixer.mixed().text, both);
    write("mixSaveMerged", "whole");
    QCOMPARE(models.current()->kind, ModelValues::Named); // it can be trained on now
    QCOMPARE(models.current()->parents, QStringList{"mixed"});
}

/// The lineage as a graph: a click chooses, the keys go to the neighbour, a double click opens the details.
void MixerTest::showsTheLineage() {
    ModelsViewModel &models = modelsOf(*workspace_);
    auto *tabs = find<QTabWidget>("modelTabs");
    tabs->setCurrentIndex(Lineage);
    auto *graph = window_->findChild<LineageCanvas *>();
    QTest::mouseClick(graph, Qt::LeftButton, {}, graph->boxOf("folder:mixed").center().toPoint());
    QTRY_COMPARE(models.current()->name, QString("mixed"));
    graph->setFocus();
    QTest::keyClick(graph, Qt::Key_Right);
    QTRY_COMPARE(models.current()->name, QString("whole"));
    QVERIFY(graph->accessibleDescription().contains("mixed"));
    shoot("lineage");
    QTest::mouseDClick(graph, Qt::LeftButton, {}, graph->boxOf("model:base").center().toPoint());
    QTRY_COMPARE(tabs->currentIndex(), int(Details));
    QTRY_VERIFY(!models.facts().facts.isEmpty());
    shoot("model-details");
}

/// Settings side by side.
void MixerTest::comparesSettings() {
    ModelsViewModel &models = modelsOf(*workspace_);
    auto *tabs = find<QTabWidget>("modelTabs");
    models.choose("folder:lora_qv_second");
    tabs->setCurrentIndex(Configs);
    auto *other = find<QComboBox>("compareWith");
    QTRY_COMPARE(other->currentText(), QString("base")); // what it stands on is the first guess
    other->setCurrentText("lora_qv");
    auto *table = find<QTableWidget>("configTable");
    QTRY_VERIFY(!models.pairs().isEmpty() && models.comparedWith() == "folder:lora_qv");
    const int different = table->rowCount();
    QTest::mouseClick(find<QAbstractButton>("onlyDifferent"), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(table->rowCount(), int(models.pairs().size()));
    QVERIFY(different < table->rowCount());
    auto *filter = find<QLineEdit>("configFilter");
    filter->setFocus();
    QTest::keyClicks(filter, "lora_alpha");
    QCOMPARE(table->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(filter, Qt::Key_Delete);
    shoot("configs");
}

void MixerTest::adaptersAreDroppedMixedAndWritten() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    Themes themes(*qApp);
    ProjectSession session;
    Workspace workspace(session);
    MainWindow window(workspace, themes, settings);
    themes_ = &themes;
    window_ = &window;
    workspace_ = &workspace;
    writeProject(folder.filePath("p"));
    window.resize(1280, 800);
    window.show();
    window.openProject(folder.filePath("p"));
    window.showPanel("models");
    ModelsViewModel &models = modelsOf(workspace);
    MixerViewModel &mixer = mixerOf(workspace);
    QTRY_VERIFY_WITH_TIMEOUT(models.current(), 30000);
    auto *tabs = find<QTabWidget>("modelTabs");
    tabs->setCurrentIndex(Mixer);
    QVERIFY(find<QLabel>("mixerEmpty")->isVisible());
    QCOMPARE(mixer.numbers(), find<QComboBox>("playNumbers")->currentText());
    find<QComboBox>("playNumbers")->setCurrentText("f32"); // what is written is compared to the letter
    QCOMPARE(mixer.numbers(), QString("f32"));

    const QString golden = QStringLiteral(LAPIDARY_SOURCE "/tests/golden/adapters/");
    drop(golden + "lora_qv");
    drop(golden + "lora_qv_second");
    QCOMPARE(models.current()->kind, ModelValues::Adapter);
    QCOMPARE(models.current()->base, QString("base"));
    QCOMPARE(mixer.parts().size(), 2);
    QVERIFY(!find<QLabel>("mixerEmpty")->isVisible());

    answersFollowTheFaders();
    if (QTest::currentTestFailed()) return;
    const std::string both = mixer.mixed().text;
    allOffIsTheBase(both);
    if (QTest::currentTestFailed()) return;

    writesTheMix(both);
    if (QTest::currentTestFailed()) return;
    QVERIFY(QFile::exists(folder.filePath("p/models/whole/model.safetensors")));
    showsTheLineage();
    if (QTest::currentTestFailed()) return;
    comparesSettings();
}

QTEST_MAIN(MixerTest)
#include "tst_mixer.moc"
