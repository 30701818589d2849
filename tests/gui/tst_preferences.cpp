// SPDX-License-Identifier: Apache-2.0
// The whole way of preference data, by keys and clicks: dialogues as HH-RLHF has them are imported, curated
// (duplicates, contamination, tags, deleted and brought back), frozen, labelled by hand over a restart, and a model
// learns from exactly these labels.
#include "core/workbench/labels/label_export.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_row.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/train/train_panel.h"
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <algorithm>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 60000, kDialogues = 26, kLabels = 20;
constexpr const char *kHeldOut = "What are three and four and five together?";

constexpr const char *kExperiment = R"(version = 1
name = "Preferences"
seed = 1
threads = 1

[models]
blank = "blank"

[[data]]
name = "words"
file = "words.jsonl"

[[data]]
name = "held out"
file = "held.jsonl"

[[stage]]
name = "base"
algorithm = "pretrain"
model = "blank"
data = "words"
[stage.config]
max_steps = 4
)";

/// A tiny model that reads ASCII, letter by letter, and knows how a chat is written.
void writeReader(const fs::path &folder) {
    writeTinyModel(folder);
    std::vector<std::string> symbols{"\n"};
    for (char c = ' '; c <= '~'; ++c) symbols.push_back(std::string(1, c));
    auto config = parseJson(*readFile(folder / "config.json"));
    (*config)["vocab_size"] = symbols.size() + 3;
    mustWrite(folder / "config.json", dumpJson(*config, 2));
    mustWrite(folder / "tokenizer.json", characterTokenizerJson(symbols, {"<pad>", "<bos>", "<eos>"}));
    mustWrite(folder / "chat_template.jinja", "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}"
                                              "{% if add_generation_prompt %}assistant: {% endif %}");
}

std::string dialogue(const std::string &asked, const std::string &good, const std::string &bad) {
    const auto side = [&](const std::string &answer) { return "\n\nHuman: " + asked + "\n\nAssistant: " + answer; };
    return dumpJson(Json{{"chosen", side(good)}, {"rejected", side(bad)}}) + "\n";
}

void writeProject(const fs::path &folder) {
    writeReader(folder / "blank");
    mustWrite(folder / "experiment.toml", kExperiment);
    mustWrite(folder / "held.jsonl", dumpJson(Json{{"prompt", kHeldOut}, {"reference", "12"}}) + "\n");
    std::string words, rows;
    for (int i = 0; i < kDialogues; ++i) {
        const std::string n = std::to_string(i), asked = "Say how one gets from " + n + " to the number behind it.";
        words += dumpJson(Json{{"text", "From " + n + " one counts on."}}) + "\n";
        rows += dialogue(asked, "Count on: " + std::to_string(i + 1) + ".", "No idea about " + n + ".");
        if (i == 3) rows += dialogue(asked, "Count on: 4.", "No idea about 3."); // once more
        if (i == 5) rows += dialogue(kHeldOut, "Twelve.", "Eleven.");
    }
    mustWrite(folder / "words.jsonl", words);
    mustWrite(folder.parent_path() / "dialogues.jsonl", rows);
}

} // namespace

class PreferencesTest : public QObject {
    Q_OBJECT

    struct Shown : ShownProject {
        explicit Shown(const QString &project, const char *panel) : ShownProject(project, QLatin1String(panel)) {}
        bool isOpen() {
            return QTest::qWaitForWindowActive(&window) &&
                   QTest::qWaitFor([this] { return workspace.project().has_value(); }, kPatience);
        }
        template <class T> T *find(const char *name) { return window.findChild<T *>(QLatin1String(name)); }
        void click(const char *name) {
            auto *which = find<QPushButton>(name);
            QVERIFY2(which && which->isEnabled(), name);
            QTest::mouseClick(which, Qt::LeftButton);
        }
        void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
            QWidget *focus = QApplication::focusWidget();
            QTest::keyClick(focus ? focus : &window, key, modifiers);
        }
        QTableView *table() { return find<QTableView>("curatedRows"); }
        int rowCount() { return table()->model()->rowCount(); }
        QString tagsOf(int row) {
            return table()->model()->index(row, table()->model()->columnCount() - 1).data().toString();
        }
        bool isReady() {
            return curationOf(workspace).stage() == CurationViewModel::Stage::Open && dataOf(workspace).isCurated() &&
                   !curationOf(workspace).finding() && rowCount() > 0 &&
                   !table()->model()->index(0, 1).data().toString().startsWith(QChar(0x2026));
        }
        void choose(int row) {
            window.activateWindow(); // where no window manager does it behind a dialog that goes
            QVERIFY(QTest::qWaitForWindowActive(&window));
            table()->setFocus();
            table()->setCurrentIndex(table()->model()->index(row, 1));
        }
        void tool(const char *name) {
            QMenu *menu = find<QPushButton>("toolsMenu")->menu();
            Q_EMIT menu->aboutToShow();
            menu->findChild<QAction *>(QLatin1String(name))->trigger();
        }
        void entry(const char *name, const QString &words) {
            auto *choice = find<QComboBox>(name);
            QVERIFY2(choice && choice->findText(words) >= 0, qPrintable(words));
            choice->setFocus();
            QTest::keyClick(choice, Qt::Key_Home);
            for (int i = 0; i < choice->count() && choice->currentText() != words; ++i)
                QTest::keyClick(choice, Qt::Key_Down);
            QCOMPARE(choice->currentText(), words);
        }
        void type(QLineEdit *line, const QString &text) {
            line->setFocus();
            line->selectAll();
            QTest::keyClicks(line, text);
        }
    };

    QTemporaryDir folder_{};
    QString project_ = folder_.filePath("preferences");
    bool whole_ = true;

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", folder_.filePath("config").toUtf8());
        writeProject(project_.toStdString());
    }
    void init() {
        if (!whole_) QSKIP("an earlier chapter failed");
    }
    void cleanup() { whole_ = whole_ && !QTest::currentTestFailed(); }
    void importsAndCurates();
    void labelsByKeys();
    void labelsSurviveARestartAndTeach();

private:
    void imports(Shown &o);
    void removesWhatIsThereTwice(Shown &o);
    void takesOutWhatWasHeldOut(Shown &o);
};

void PreferencesTest::imports(Shown &o) {
    DataViewModel &data = dataOf(o.workspace);
    QTRY_VERIFY_WITH_TIMEOUT(data.listed(), kPatience);
    data.preview({.file = folder_.filePath("dialogues.jsonl")});
    auto *name = o.find<QLineEdit>("importName");
    QTRY_VERIFY_WITH_TIMEOUT(name->hasFocus() && !data.previewing(), kPatience);
    QCOMPARE(data.import().layout, QString("hh_rlhf"));
    QTest::keyClicks(name, "dialogues");
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(
        data.current() && data.current()->name == "dialogues" && o.find<QPushButton>("curate")->isEnabled(), kPatience);
    o.click("curate");
    QTRY_VERIFY_WITH_TIMEOUT(o.isReady(), kPatience);
    QCOMPARE(o.rowCount(), kDialogues + 2);
}

void PreferencesTest::removesWhatIsThereTwice(Shown &o) {
    o.tool("findDuplicates");
    QTRY_VERIFY(o.find<QPushButton>("duplicatesLook"));
    o.click("duplicatesLook");
    QTRY_COMPARE_WITH_TIMEOUT(o.find<QTableWidget>("duplicateRows")->rowCount(), 2, kPatience);
    o.click("duplicatesDelete");
    QTRY_COMPARE_WITH_TIMEOUT(o.rowCount(), kDialogues + 1, kPatience);
    QTRY_VERIFY(!o.find<QPushButton>("duplicatesDelete"));
}

/// It is found, tagged, deleted by a key, brought back, and deleted again.
void PreferencesTest::takesOutWhatWasHeldOut(Shown &o) {
    o.tool("findContamination");
    QTRY_VERIFY(o.find<QListWidget>("contaminationSets"));
    auto *list = o.find<QListWidget>("contaminationSets");
    for (int i = 0; i < list->count(); ++i)
        if (list->item(i)->text() == "held out") {
            list->setCurrentRow(i);
            list->setFocus();
            QTest::keyClick(list, Qt::Key_Space);
        }
    o.click("contaminationLook");
    QTRY_COMPARE_WITH_TIMEOUT(o.find<QTableWidget>("contaminationRows")->rowCount(), 1, kPatience);
    o.click("contaminationTag");
    QTRY_VERIFY(!o.find<QPushButton>("contaminationTag") || !o.find<QPushButton>("contaminationTag")->isVisible() ||
                o.find<QPushButton>("contaminationTag")->isEnabled());
    for (QDialog *each : o.window.findChildren<QDialog *>())
        if (each->isVisible()) QTest::keyClick(each, Qt::Key_Escape);
    int found = -1;
    const auto look = [&] {
        for (int row = 0; row < o.rowCount(); ++row)
            if (o.tagsOf(row) == "contaminated") found = row;
        return found >= 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(look(), kPatience);
    o.choose(found);
    o.shootBoth("preferences-1-curated");
    QTest::keyClick(o.table(), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(o.rowCount(), kDialogues, kPatience);
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(o.rowCount(), kDialogues + 1, kPatience);
    o.table()->setFocus();
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(o.rowCount(), kDialogues, kPatience);
}

void PreferencesTest::importsAndCurates() {
    Shown o(project_, "data");
    QVERIFY(o.isOpen());
    imports(o);
    if (QTest::currentTestFailed()) return;
    removesWhatIsThereTwice(o);
    if (QTest::currentTestFailed()) return;
    takesOutWhatWasHeldOut(o);
    if (QTest::currentTestFailed()) return;
    o.tool("freezeRows");
    QTRY_VERIFY(o.find<QLineEdit>("freezeName"));
    o.type(o.find<QLineEdit>("freezeName"), "clean");
    QTest::keyClick(o.find<QLineEdit>("freezeName"), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(dataOf(o.workspace).isTaken("clean"), kPatience);
    post(o.session.queue(), &ExperimentQueue::startExperiment);
    QVERIFY(o.reaches("base", RunState::Finished, kPatience));
}

void PreferencesTest::labelsByKeys() {
    Shown o(project_, "label");
    QVERIFY(o.isOpen());
    auto *sources = o.find<QListWidget>("sourceRuns");
    const auto place = [&] {
        for (int i = 0; i < sources->count(); ++i)
            if (sources->item(i)->text().startsWith("clean")) return i;
        return -1;
    };
    if (!QTest::qWaitFor([&] { return place() >= 0; }, kPatience))
        for (int i = 0; i < sources->count(); ++i) qInfo("offered: %s", qPrintable(sources->item(i)->text()));
    QVERIFY(place() >= 0);
    sources->setFocus();
    sources->setCurrentRow(place());
    QTest::keyClick(sources, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(o.find<QPushButton>("makeQueue")->isEnabled(), kPatience);
    o.click("makeQueue");
    LabelViewModel &labels = labelsOf(o.workspace);
    QTRY_COMPARE_WITH_TIMEOUT(labels.queue(), QString("clean"), kPatience);
    QCOMPARE(labels.figures().total, std::size_t(kDialogues));
    for (const LabelItem &item : labels.desk().state().items())
        QVERIFY(item.prompt.find("together") == std::string::npos); // what was deleted is not labelled
    QTRY_VERIFY(o.find<QListView>("labelItems")->hasFocus());
    const Qt::Key keys[] = {Qt::Key_1, Qt::Key_2, Qt::Key_2, Qt::Key_1, Qt::Key_3};
    for (int i = 0; i < kLabels + 1; ++i) o.key(keys[i % 5], i % 7 == 0 ? Qt::ShiftModifier : Qt::NoModifier);
    for (int i = 0; i < 3; ++i) o.key(Qt::Key_Z, Qt::ControlModifier); // across three submits
    QCOMPARE(labels.figures().done, std::size_t(kLabels - 2));
    o.key(Qt::Key_2);
    o.key(Qt::Key_1);
    QCOMPARE(labels.figures().done, std::size_t(kLabels));
    QTRY_VERIFY_WITH_TIMEOUT(labels.isSaved(), kPatience);
    o.shootBoth("preferences-2-labelled");
}

void PreferencesTest::labelsSurviveARestartAndTeach() {
    Shown o(project_, "label");
    QVERIFY(o.isOpen());
    LabelViewModel &labels = labelsOf(o.workspace);
    QTRY_COMPARE_WITH_TIMEOUT(labels.figures().done, std::size_t(kLabels), kPatience);
    o.find<QListView>("labelItems")->setFocus();
    o.key(Qt::Key_Backspace); // undo crosses the restart
    QCOMPARE(labels.figures().done, std::size_t(kLabels - 1));
    o.key(Qt::Key_Y, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(labels.isSaved(), kPatience);
    const auto expected = labelRows({{"me", labels.desk().state()}});
    QVERIFY(expected.rows.size() >= 14 && expected.rows.size() < std::size_t(kLabels)); // ties prefer nothing
    o.click("trainOnLabels");
    QTRY_COMPARE_WITH_TIMEOUT(o.window.currentPanel(), QString("train"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(o.find<QComboBox>("launchData")->currentText(), QString("labels clean"), kPatience);
    QCOMPARE(o.find<QComboBox>("launchAlgorithm")->currentText(), QString("dpo"));
    o.entry("launchModel", "base");
    o.type(o.find<QLineEdit>("launchName"), "my dpo");
    auto *form = o.find<TrainPanel>("train")->findChild<ConfigForm *>();
    QTRY_VERIFY_WITH_TIMEOUT(form->row("max_steps"), kPatience);
    o.type(qobject_cast<QLineEdit *>(form->row("max_steps")->editor()), "2");
    QTRY_VERIFY_WITH_TIMEOUT(o.find<QPushButton>("launchStart")->isEnabled(), kPatience);
    o.click("launchStart");
    QVERIFY(o.reaches("my dpo", RunState::Finished, kPatience));
    o.shootBoth("preferences-3-trained");
    const auto snapshot =
        readFile(fs::path(project_.toStdString()) / "runs" / o.run("my dpo")->id.toStdString() / "train.jsonl");
    QVERIFY(snapshot.has_value());
    std::string lines;
    for (const Json &row : expected.rows) lines += dumpJson(row) + "\n";
    QCOMPARE(*snapshot, lines); // these labels and nothing else
}

QTEST_MAIN(PreferencesTest)
#include "tst_preferences.moc"
