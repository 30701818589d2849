// SPDX-License-Identifier: Apache-2.0
// Curating rows as a person does it, by keys and clicks: from an imported file to a frozen data set, and a hundred
// thousand rows of which only those on show are fetched.
#include "core/workbench/curation/curated_rows.h"
#include "tests/gui/layout_faults.h"
#include "tests/gui/stock_window.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/data/row_export_dialog.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/language.h"
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kMany = 100'000, kPatience = 120'000; ///< rows; ms

const char *const kRows = "{\"prompt\":\"a=3;?a:\",\"completion\":\"Ta=3;A3\",\"reference\":3}\n"
                          "{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\",\"reference\":4}\n"
                          "{\"prompt\":\"数学是什么？\",\"completion\":\"一门科学\",\"reference\":\"科学\"}\n"
                          "{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\",\"reference\":4}\n"
                          "{\"prompt\":\"d=a*2;?d:\",\"completion\":\"A6\",\"reference\":6}\n"
                          "{\"prompt\":\"e=1;?e:\",\"completion\":\"A1\",\"reference\":1}\n";

/// The window on a project with these rows, imported and opened for curation.
struct CuratedWindow : StockWindow {
    bool begin(const char *rows = kRows) {
        if (!open(QStringLiteral("data"))) return false;
        mustWrite(path("rows.jsonl"), rows);
        DataViewModel &data = dataOf(workspace);
        if (!QTest::qWaitFor([&] { return data.listed(); }, kPatience)) return false;
        data.preview({.file = folder.filePath(QStringLiteral("rows.jsonl"))});
        auto *name = find<QLineEdit>("importName");
        if (!QTest::qWaitFor([&] { return name->hasFocus() && !data.previewing(); }, kPatience)) return false;
        QTest::keyClicks(name, QStringLiteral("tiny"));
        QTest::keyClick(name, Qt::Key_Return);
        auto *curate = find<QPushButton>("curate");
        if (!QTest::qWaitFor([&] { return data.current() && data.current()->name == "tiny" && curate->isEnabled(); },
                             kPatience))
            return false;
        QTest::mouseClick(curate, Qt::LeftButton);
        return QTest::qWaitFor([&] { return isReady(); }, kPatience);
    }
    CurationViewModel &curation() { return curationOf(workspace); }
    bool isReady() {
        return curation().stage() == CurationViewModel::Stage::Open && dataOf(workspace).isCurated() &&
               !curation().finding() && table()->model()->rowCount() > 0 && !cell(0, 1).startsWith(QChar(0x2026));
    }
    QTableView *table() { return find<QTableView>("curatedRows"); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    int rowCount() { return table()->model()->rowCount(); }
    void choose(int row, int column) {
        window.activateWindow(); // where no window manager does it behind a dialog that goes
        QVERIFY(QTest::qWaitForWindowActive(&window));
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(row, column));
    }
    QString undoText() { return QString(actionNamed("undo")->text()).remove(QLatin1Char('&')); }
    QAction *actionNamed(const char *id) {
        const auto &entries = window.actions().entries();
        for (int i = 0; i < entries.size(); ++i)
            if (entries[i].id == QLatin1String(id)) return window.actions().action(i);
        return nullptr;
    }
    /// Opens a dialog from the menu of the data set.
    void tool(const char *name) {
        QMenu *menu = find<QPushButton>("toolsMenu")->menu();
        Q_EMIT menu->aboutToShow();
        menu->findChild<QAction *>(QLatin1String(name))->trigger();
    }
    /// The dialog that stands there fits the smallest window; then it is closed by a key.
    void shootDialog(const QString &name) {
        QDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = shownDialog()));
        QTest::qWait(200); // what it looks up at once
        QVERIFY(dialog->grab().save(QStringLiteral("%1/%2.png").arg(QStringLiteral(LAPIDARY_SCREENSHOTS), name)));
        QVERIFY(dialog->width() <= 960 && dialog->height() <= 600);
        const QStringList faults = layoutFaults(*dialog);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!shownDialog());
    }
    QDialog *shownDialog() {
        for (QDialog *each : window.findChildren<QDialog *>())
            if (each->isVisible()) return each;
        return nullptr;
    }
};

} // namespace

class CurationTest : public QObject {
    Q_OBJECT
    void searchesInEveryScript(CuratedWindow &o);
    void editsACell(CuratedWindow &o);
    void tagsAndDeletes(CuratedWindow &o);
    void removesDuplicates(CuratedWindow &o);
    void splitsAndFreezes(CuratedWindow &o);
    void findsAllAgain(CuratedWindow &o);

private Q_SLOTS:
    void fromAnImportedFileToAFrozenDataSet();
    void filtersOrdersAndChoosesColumns();
    void replacesWithAPreview();
    void copiesWhatIsChosen();
    void aWrongEditIsToldAndChangesNothing();
    void findsContamination();
    void exportsWhatIsOnShow();
    void aModelWritesFurtherRows();
    void trainsOnWhatIsOnShow();
    void fetchesOnlyWhatIsOnShowOfAHundredThousandRows();
    void copyingTheRowsCanBeStopped();
    void whatIsLeftAtOnceIsNotOpened();
    void looksWell_data();
    void looksWell();
};

void CurationTest::searchesInEveryScript(CuratedWindow &o) {
    auto *search = o.find<QLineEdit>("curationSearch");
    QTest::keyClick(&o.window, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, "TA=3");
    QTRY_COMPARE(o.rowCount(), 1);
    QTRY_VERIFY(o.find<QLabel>("curationSummary")->text().startsWith("1 of 6 rows"));
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_COMPARE(o.rowCount(), 6);
    QVERIFY(o.table()->hasFocus());
    search->setFocus();
    QInputMethodEvent typed;
    typed.setCommitString(QString::fromUtf8("科学"));
    QApplication::sendEvent(search, &typed);
    QTRY_COMPARE(o.rowCount(), 1);
    QTRY_COMPARE(o.cell(0, 0), QString("3"));
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_COMPARE(o.rowCount(), 6);
}

void CurationTest::editsACell(CuratedWindow &o) {
    QTRY_COMPARE(o.cell(0, 1), QString("a=3;?a:"));
    o.choose(0, 2);
    QTest::keyClick(o.table(), Qt::Key_F2);
    auto *editor = o.table()->findChild<QPlainTextEdit *>("cellEditor");
    QVERIFY(editor);
    QTest::keyClicks(editor, "lost");
    QTest::keyClick(editor, Qt::Key_Escape);
    QTRY_VERIFY(!o.table()->findChild<QPlainTextEdit *>("cellEditor"));
    QCOMPARE(o.cell(0, 2), QString("Ta=3;A3"));
    QTest::keyClick(o.table(), Qt::Key_F2);
    editor = o.table()->findChild<QPlainTextEdit *>("cellEditor");
    QVERIFY(editor);
    QTest::keyClicks(editor, "one");
    QTest::keyClick(editor, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(editor, "two");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(o.undoText(), QString("Undo edit of 1 row"));
    QTRY_COMPARE(o.table()->model()->index(0, 2).data(Qt::EditRole).toString(), QString("one\ntwo"));
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(o.cell(0, 2), QString("Ta=3;A3"));
    QTRY_COMPARE(o.undoText(), QString("Undo"));
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(o.table()->model()->index(0, 2).data(Qt::EditRole).toString(), QString("one\ntwo"));
}

void CurationTest::tagsAndDeletes(CuratedWindow &o) {
    const int tags = o.table()->model()->columnCount() - 1;
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_Down);
    QTest::keyClick(o.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(o.find<QLabel>("chosenRows")->text(), QString("2 rows chosen"));
    QTest::keyClick(o.table(), Qt::Key_T);
    auto *name = o.find<QLineEdit>("tagName");
    QVERIFY(name);
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, "good one");
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(o.cell(1, tags), QString("good one"));
    QTRY_COMPARE(o.cell(2, tags), QString("good one"));
    QTRY_COMPARE(o.undoText(), QString("Undo tag “good one” on 2 rows"));
    o.choose(2, 1);
    QTest::keyClick(o.table(), Qt::Key_T, Qt::ShiftModifier);
    QTRY_VERIFY(o.find<QListWidget>("knownTags"));
    auto *known = o.find<QListWidget>("knownTags");
    QTRY_COMPARE(known->count(), 1);
    known->setFocus();
    QTest::keyClick(known, Qt::Key_Down);
    QTest::mouseClick(o.find<QPushButton>("tagApply"), Qt::LeftButton);
    QTRY_COMPARE(o.cell(2, tags), QString());
    QCOMPARE(o.cell(1, tags), QString("good one"));
    o.choose(5, 1);
    QTest::keyClick(o.table(), Qt::Key_Delete);
    QTRY_COMPARE(o.rowCount(), 5);
    QTRY_VERIFY(o.find<QLabel>("curationSummary")->text().contains("1 deleted"));
    QTest::mouseClick(o.find<QPushButton>("showDeleted"), Qt::LeftButton);
    QTRY_COMPARE(o.rowCount(), 1);
    QTRY_COMPARE(o.cell(0, 0), QString("6"));
    QTest::mouseClick(o.find<QPushButton>("showDeleted"), Qt::LeftButton);
    QTRY_COMPARE(o.rowCount(), 5);
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(o.rowCount(), 6);
}

void CurationTest::removesDuplicates(CuratedWindow &o) {
    o.tool("findDuplicates");
    QTRY_VERIFY(o.find<QPushButton>("duplicatesLook"));
    QTest::mouseClick(o.find<QPushButton>("duplicatesLook"), Qt::LeftButton);
    auto *rows = o.find<QTableWidget>("duplicateRows");
    QTRY_COMPARE(rows->rowCount(), 2);
    QCOMPARE(rows->item(0, 1)->text(), QString("2"));
    QVERIFY(rows->item(0, 2)->text().contains("kept"));
    QCOMPARE(rows->item(1, 1)->text(), QString("4"));
    QCOMPARE(o.find<QLabel>("duplicatesDialogResult")->text(), QString("1 cluster; 1 row too many."));
    QTest::mouseClick(o.find<QPushButton>("duplicatesDelete"), Qt::LeftButton);
    QTRY_COMPARE(o.rowCount(), 5);
    QTRY_VERIFY(!o.find<QPushButton>("duplicatesDelete"));
    QTRY_COMPARE(o.cell(3, 0), QString("5"));
}

void CurationTest::splitsAndFreezes(CuratedWindow &o) {
    o.tool("splitRows");
    QTRY_VERIFY(o.find<QLineEdit>("part-1"));
    QCOMPARE(o.find<QLineEdit>("part-1")->text(), QString("train"));
    QTest::mouseClick(o.find<QPushButton>("splitApply"), Qt::LeftButton);
    QTRY_VERIFY(o.find<QLabel>("splitDialogProblem")->text().contains("test")); // of five rows it gets none
    o.find<QDoubleSpinBox>("weight-2")->setValue(60);
    o.find<QAbstractButton>("splitFreeze")->setFocus();
    QTest::keyClick(o.find<QAbstractButton>("splitFreeze"), Qt::Key_Space);
    QTest::mouseClick(o.find<QPushButton>("splitApply"), Qt::LeftButton);
    QTRY_COMPARE(o.curation().state().tags.count("train"), std::size_t(1));
    QCOMPARE(o.curation().state().tags.at("train") + o.curation().state().tags.at("test"), std::int64_t(5));
    QTRY_COMPARE(o.undoText(), QString("Undo split of 5 rows"));
    QTRY_VERIFY(!o.find<QAbstractButton>("splitFreeze"));
    for (const char *part : {"tiny-train", "tiny-test"}) QTRY_VERIFY(dataOf(o.workspace).isTaken(part));
    // The training part alone becomes a data set.
    auto *filter = o.find<QLineEdit>("filter-tags:");
    filter->setFocus();
    QTest::keyClicks(filter, "train");
    QTest::keyClick(filter, Qt::Key_Return);
    const int train = int(o.curation().state().tags.at("train"));
    QTRY_COMPARE(o.rowCount(), train);
    QCOMPARE(o.window.focusWidget(), o.table());
    o.tool("freezeRows");
    QTRY_VERIFY(o.find<QLineEdit>("freezeName"));
    auto *name = o.find<QLineEdit>("freezeName");
    QCOMPARE(name->text(), QString("tiny-2")); // the import is called so already
    QTest::keyClicks(name, "tiny");
    QVERIFY(!o.find<QPushButton>("freezeApply")->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, "clean");
    QTest::keyClick(name, Qt::Key_Return);
    const auto clean = [&]() -> const DataSetValues * {
        for (const DataSetValues &set : dataOf(o.workspace).sets())
            if (set.name == "clean" && set.kind == DataSetValues::Declared) return &set;
        return nullptr;
    };
    QTRY_VERIFY(clean());
    QTRY_VERIFY(!o.find<QLineEdit>("freezeName"));
    const auto rows = readFile(clean()->file.toStdString());
    QVERIFY(rows);
    QCOMPARE(std::count(rows->begin(), rows->end(), '\n'), train);
    QVERIFY(dataOf(o.workspace).isCurated()); // one goes on where one was
    QTest::mouseClick(o.find<QPushButton>("clearFilters"), Qt::LeftButton);
    QTRY_COMPARE(o.rowCount(), 5);
}

void CurationTest::findsAllAgain(CuratedWindow &o) {
    o.window.openProject(o.folder.filePath("project"));
    QTRY_COMPARE(o.curation().stage(), CurationViewModel::Stage::Closed);
    QTRY_VERIFY(dataOf(o.workspace).listed());
    DataViewModel &data = dataOf(o.workspace);
    QTRY_VERIFY(std::any_of(data.sets().begin(), data.sets().end(),
                            [](const DataSetValues &set) { return set.kind == DataSetValues::Curated; }));
    for (int i = 0; i < data.sets().size(); ++i)
        if (data.sets()[i].kind == DataSetValues::Curated) data.choose(i); // the list does the same with an id
    QTRY_VERIFY(o.isReady());
    QCOMPARE(o.rowCount(), 5);
    QTRY_COMPARE(o.undoText(), QString("Undo split of 5 rows"));
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(o.undoText().startsWith("Undo marking of 1 row"));
    o.table()->setFocus();
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(o.rowCount(), 6);
    // The history of the first row: its text was set, set back, and set again.
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_H);
    QTRY_VERIFY(o.find<QTableWidget>("historyLines"));
    QTRY_COMPARE(o.find<QTableWidget>("historyLines")->rowCount(), 5);
    QVERIFY(o.find<QTableWidget>("historyLines")->item(0, 2)->text().startsWith("completion: “Ta=3;A3” → “one"));
}

void CurationTest::fromAnImportedFileToAFrozenDataSet() {
    CuratedWindow o;
    QVERIFY(o.begin());
    QCOMPARE(o.rowCount(), 6);
    using Part = void (CurationTest::*)(CuratedWindow &);
    for (const Part part :
         {&CurationTest::searchesInEveryScript, &CurationTest::editsACell, &CurationTest::tagsAndDeletes,
          &CurationTest::removesDuplicates, &CurationTest::splitsAndFreezes, &CurationTest::findsAllAgain}) {
        (this->*part)(o);
        if (QTest::currentTestFailed()) return;
    }
}

void CurationTest::filtersOrdersAndChoosesColumns() {
    CuratedWindow o;
    QVERIFY(o.begin("{\"prompt\":\"a=3;?a:\",\"completion\":\"A3\",\"score\":3}\n"
                    "{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\",\"score\":4}\n"
                    "{\"prompt\":\"数学是什么？\",\"completion\":\"一门科学\",\"score\":\"high\"}\n"
                    "{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\",\"score\":10}\n"
                    "{\"prompt\":\"d=a*2;?d:\",\"completion\":\"A6\",\"score\":6.5}\n"
                    "{\"prompt\":\"e=1;?e:\",\"completion\":\"A1\"}\n"));
    const auto type = [&](const char *column, const char *text) {
        auto *field = o.find<QLineEdit>(column);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    };
    type("filter-other_columns.score", ">3");
    QTRY_COMPARE(o.rowCount(), 3); // 4, 6.5 and 10; a text is no number
    type("filter-prompt", "B=4");
    QTRY_COMPARE(o.rowCount(), 2);
    auto *field = o.find<QLineEdit>("filter-prompt");
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(o.rowCount(), 3);
    QVERIFY(field->text().isEmpty());
    QTest::mouseClick(o.find<QPushButton>("clearFilters"), Qt::LeftButton);
    QTRY_COMPARE(o.rowCount(), 6);
    QVERIFY(o.find<QLineEdit>("filter-other_columns.score")->text().isEmpty());
    o.table()->sortByColumn(3, Qt::DescendingOrder); // texts before numbers, and rows without a score behind all
    QTRY_COMPARE(o.cell(0, 3), QString("high"));
    QTRY_COMPARE(o.cell(1, 3), QString("10"));
    QTRY_COMPARE(o.cell(5, 0), QString("6"));
    QMenu *menu = o.find<QPushButton>("columnChooser")->menu();
    Q_EMIT menu->aboutToShow();
    menu->findChild<QAction *>("column-completion")->trigger();
    QCOMPARE(o.table()->model()->columnCount(), 4);
    QVERIFY(!o.find<QLineEdit>("filter-completion") || !o.find<QLineEdit>("filter-completion")->isVisible());
    Q_EMIT menu->aboutToShow();
    menu->findChild<QAction *>("column-completion")->trigger();
    QCOMPARE(o.table()->model()->columnCount(), 5);
}

void CurationTest::replacesWithAPreview() {
    CuratedWindow o;
    QVERIFY(o.begin());
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_H, Qt::ControlModifier);
    QTRY_VERIFY(o.find<QLineEdit>("replaceFind"));
    auto *find = o.find<QLineEdit>("replaceFind");
    QTRY_VERIFY(find->hasFocus());
    QVERIFY(!o.find<QPushButton>("replaceApply")->isEnabled());
    QTest::keyClicks(find, "b=4");
    QTest::keyClicks(o.find<QLineEdit>("replaceWith"), "c=5");
    QTRY_COMPARE(o.find<QLabel>("replaceDialogResult")->text(), QString("2 rows would change."));
    QCOMPARE(o.find<QTableWidget>("replaceFirst")->item(0, 3)->text(), QString("c=5;?b:"));
    QVERIFY(!o.curation().state().undo);
    QTest::mouseClick(o.find<QPushButton>("replaceApply"), Qt::LeftButton);
    QTRY_COMPARE(o.cell(1, 1), QString("c=5;?b:"));
    QTRY_COMPARE(o.undoText(), QString("Undo replacement of “b=4” in 2 rows"));
    QTRY_VERIFY(!o.find<QLineEdit>("replaceFind"));
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_H, Qt::ControlModifier);
    QTRY_VERIFY(o.find<QLineEdit>("replaceFind"));
    o.find<QAbstractButton>("replaceRegex")->setFocus();
    QTest::keyClick(o.find<QAbstractButton>("replaceRegex"), Qt::Key_Space);
    QTest::keyClicks(o.find<QLineEdit>("replaceFind"), "(");
    QTRY_VERIFY(!o.find<QLabel>("replaceDialogProblem")->text().isEmpty());
    QTest::keyClick(o.find<QLineEdit>("replaceFind"), Qt::Key_Escape);
    QTRY_VERIFY(!o.find<QLineEdit>("replaceFind"));
}

void CurationTest::copiesWhatIsChosen() {
    CuratedWindow o;
    QVERIFY(o.begin());
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(o.table(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::clipboard()->text(),
                 QString("row\tprompt\tcompletion\treference\ttags\n1\ta=3;?a:\tTa=3;A3\t3\t\n2\tb=4;?b:\tA4\t4\t\n"));
}

void CurationTest::aWrongEditIsToldAndChangesNothing() {
    CuratedWindow o;
    QVERIFY(o.begin("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                    "{\"role\":\"assistant\",\"content\":\"ho\"}]}\n"));
    QTRY_VERIFY(o.cell(0, 1).startsWith("user: hi"));
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_F2);
    auto *editor = o.table()->findChild<QPlainTextEdit *>("cellEditor");
    QVERIFY(editor && editor->toPlainText().contains("\"role\": \"user\""));
    QTest::keyClicks(editor, "hello");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(o.find<QLabel>("curationProblem")->text().contains("a list in JSON"));
    QTRY_VERIFY(o.cell(0, 1).startsWith("user: hi"));
    QCOMPARE(o.undoText(), QString("Undo"));
}

void CurationTest::findsContamination() {
    CuratedWindow o;
    QVERIFY(o.begin("{\"prompt\":\"one two three four five six seven\",\"completion\":\"x\"}\n"
                    "{\"prompt\":\"something else\",\"completion\":\"y\"}\n"));
    mustWrite(o.path("eval.jsonl"), "{\"prompt\":\"other words\",\"reference\":\"1\"}\n"
                                    "{\"prompt\":\"two three four five six\",\"reference\":\"2\"}\n");
    auto sets = dataOf(o.workspace).sets();
    sets.append({.kind = DataSetValues::Declared, .name = "eval", .file = o.folder.filePath("eval.jsonl")});
    dataOf(o.workspace).setSets(sets);
    o.tool("findContamination");
    QTRY_VERIFY(o.find<QListWidget>("contaminationSets"));
    auto *list = o.find<QListWidget>("contaminationSets");
    QVERIFY(!o.find<QPushButton>("contaminationLook")->isEnabled());
    for (int i = 0; i < list->count(); ++i)
        if (list->item(i)->text() == "eval") {
            list->setCurrentRow(i);
            list->setFocus();
            QTest::keyClick(list, Qt::Key_Space);
        }
    QTest::mouseClick(o.find<QPushButton>("contaminationLook"), Qt::LeftButton);
    auto *rows = o.find<QTableWidget>("contaminationRows");
    QTRY_COMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->item(0, 0)->text(), QString("1"));
    QCOMPARE(rows->item(0, 1)->text(), QString("eval"));
    QCOMPARE(rows->item(0, 2)->text(), QString("2"));
    QTest::mouseClick(o.find<QPushButton>("contaminationTag"), Qt::LeftButton);
    QTRY_COMPARE(o.cell(0, o.table()->model()->columnCount() - 1), QString("contaminated"));
}

void CurationTest::trainsOnWhatIsOnShow() {
    CuratedWindow o;
    QVERIFY(o.begin());
    o.tool("trainOnCurated");
    QTRY_VERIFY(o.find<QLineEdit>("freezeName"));
    QTest::keyClick(o.find<QLineEdit>("freezeName"), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(o.find<QLineEdit>("launchName") && o.find<QLineEdit>("launchName")->isVisible(),
                             kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(o.find<QComboBox>("launchData")->currentText(), QString("tiny-2"), kPatience);
    QCOMPARE(o.find<QComboBox>("launchAlgorithm")->currentText(), QString("sft"));
    // A data set as it was imported: by the button above its rows.
    o.window.showPanel(QStringLiteral("data"));
    DataViewModel &data = dataOf(o.workspace);
    for (int i = 0; i < data.sets().size(); ++i)
        if (data.sets()[i].name == "tiny" && data.sets()[i].kind == DataSetValues::Imported) data.choose(i);
    QTRY_VERIFY(!data.isCurated());
    auto *train = o.find<QPushButton>("trainOnRows");
    QTRY_VERIFY(train->isVisible() && train->isEnabled());
    QTest::mouseClick(train, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(o.find<QComboBox>("launchData")->currentText(), QString("tiny"), kPatience);
}

void CurationTest::exportsWhatIsOnShow() {
    CuratedWindow o;
    QVERIFY(!o.actionNamed("rows:exportRows")->isEnabled());
    QVERIFY(o.begin());
    QVERIFY(o.actionNamed("rows:exportRows")->isEnabled());
    o.curation().setWords("b=4");
    QTRY_COMPARE(o.rowCount(), 2);
    o.actionNamed("rows:exportRows")->trigger(); // the window's menu and the palette know it too
    auto *dialog = o.find<RowExportDialog>("rowExportDialog");
    QVERIFY(dialog);
    const QString file = o.folder.filePath("out.jsonl");
    dialog->write(file); // as the dialog for files does
    QTRY_COMPARE(o.find<QLabel>("rowExportDialogResult")->text(), QStringLiteral("2 rows written to %1.").arg(file));
    const auto written = readFile(file.toStdString());
    QVERIFY(written);
    QCOMPARE(std::count(written->begin(), written->end(), '\n'), 2);
    dialog->write(file);
    QTRY_VERIFY(o.find<QLabel>("rowExportDialogProblem")->text().contains("out.jsonl")); // nothing is written over
    QVERIFY(o.find<QLabel>("rowExportDialogResult")->text().isEmpty());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!o.find<RowExportDialog>("rowExportDialog"));
}

namespace {

/// A model whose second task is a good one, and whose answers are all the same.
Result<Json> saidByScript(const Json &request, const std::stop_token &) {
    const bool tasks = request["prompt"].get<std::string>().find("series of tasks") != std::string::npos;
    const char *text = tasks ? " Go.\nTask 9: Name three fruits that are red." : " Cherries.";
    return Json{{"completions", Json::array({{{"ids", Json::array()}, {"text", text}, {"finish_reason", "stop"}}})},
                {"chosen", 0},
                {"tokens", {{"kept", 1}, {"rejected", 0}, {"rollout", 0}, {"verifier", 0}}},
                {"provenance", Json::object()}};
}

} // namespace

void CurationTest::aModelWritesFurtherRows() {
    CuratedWindow o;
    QVERIFY(o.begin());
    DataViewModel &data = dataOf(o.workspace);
    ModelValues model;
    model.name = QStringLiteral("writer");
    model.reference = QStringLiteral("{\"path\":\"/no model\"}");
    model.present = true;
    data.setModels({model});
    data.setAsk(saidByScript);
    o.tool("instructRows");
    QTRY_VERIFY(o.shownDialog());
    QCOMPARE(o.find<QComboBox>("instructModel")->currentText(), QString("writer"));
    QVERIFY(!o.find<QPushButton>("instructAdd")->isEnabled());
    o.find<QComboBox>("instructRule")->setCurrentIndex(1);
    QCOMPARE(o.find<QSpinBox>("instructAnswers")->value(), 4); // one answer agrees with nobody
    o.find<QComboBox>("instructRule")->setCurrentIndex(0);
    o.find<QSpinBox>("instructAnswers")->setValue(1);
    o.find<QSpinBox>("instructCount")->setValue(1);
    QTest::mouseClick(o.find<QPushButton>("instructWrite"), Qt::LeftButton);
    QTRY_COMPARE(o.find<QLabel>("instructDialogResult")->text(),
                 QString("1 row made of 2 tasks. Left out: 1 too short."));
    QCOMPARE(o.find<QTableWidget>("instructRows")->item(0, 1)->text(), QString("Cherries."));
    QCOMPARE(o.rowCount(), 6); // nothing is added unseen
    QTest::keyClick(o.shownDialog(), Qt::Key_Escape);
    QVERIFY(o.shownDialog()); // nor lost by one key
    QVERIFY(o.find<QLabel>("instructDialogProblem")->text().contains("not added yet"));
    QTest::mouseClick(o.find<QPushButton>("instructAdd"), Qt::LeftButton);
    QTRY_VERIFY(!o.shownDialog());
    QTRY_COMPARE(o.rowCount(), 7);
    QTRY_COMPARE(o.undoText(), QString("Undo adding of 1 row that a model wrote"));
    o.choose(0, 1);
    QTest::keyClick(o.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(o.rowCount(), 6);
}

void CurationTest::fetchesOnlyWhatIsOnShowOfAHundredThousandRows() {
    CuratedWindow o;
    std::string text;
    for (int i = 0; i < kMany; ++i)
        text += "{\"prompt\":\"question " + std::to_string(i) + "\",\"completion\":\"answer " + std::to_string(i % 7) +
                "\"}\n";
    QVERIFY(o.begin(text.c_str()));
    auto &rows = *o.curation().rows();
    QCOMPARE(o.rowCount(), kMany);
    constexpr int kPlaces = 20;
    const qint64 before = rows.fetched(),
                 page = o.table()->viewport()->height() / 28 + 2 + 2 * CuratedRowsModel::kAhead;
    auto *bar = o.table()->verticalScrollBar();
    for (int place = 1; place <= kPlaces; ++place) {
        bar->setValue(int(qint64(bar->maximum()) * (place * 37 % 100) / 100));
        const int row = o.table()->rowAt(0);
        QTRY_COMPARE(o.cell(row, 1), QStringLiteral("question %1").arg(row));
    }
    QVERIFY2(rows.fetched() - before <= kPlaces * page, qPrintable(QString::number(rows.fetched() - before)));
    // What is typed comes back at once, whatever it takes to find it.
    o.curation().setWords("question 9999");
    QVERIFY(o.curation().finding());
    QCOMPARE(o.rowCount(), kMany);
    QTRY_COMPARE_WITH_TIMEOUT(o.rowCount(), 11, 60000); // 9999, and 99990 to 99999
    const qint64 found = rows.fetched();
    QTRY_COMPARE(o.cell(10, 1), QString("question 99999"));
    QVERIFY(rows.fetched() - found <= 11);
    // So does an edit of all rows; it is one step.
    o.curation().clearFilters();
    QTRY_COMPARE_WITH_TIMEOUT(o.rowCount(), kMany, 60000);
    o.table()->setFocus();
    QTest::keyClick(o.table(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(o.table(), Qt::Key_Delete);
    QCOMPARE(o.rowCount(), kMany);
    QTRY_COMPARE_WITH_TIMEOUT(o.rowCount(), 0, 120000);
    QVERIFY(o.find<QLabel>("curationEmpty")->isVisible());
    QTRY_COMPARE(o.undoText(), QStringLiteral("Undo deletion of %1 rows").arg(QLocale().toString(kMany)));
}

void CurationTest::copyingTheRowsCanBeStopped() {
    StockWindow o;
    QVERIFY(o.open("data"));
    std::string text;
    for (int i = 0; i < kMany; ++i) text += "{\"prompt\":\"" + std::to_string(i) + "\",\"completion\":\"a\"}\n";
    mustWrite(o.path("project/datasets/many.jsonl"), text);
    CurationViewModel &curation = curationOf(o.workspace);
    curation.open("many", o.folder.filePath("project/datasets/many.jsonl"));
    auto *stop = o.find<QPushButton>("curationStop");
    QTRY_VERIFY(stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(curation.stage(), CurationViewModel::Stage::Closed);
    QTest::qWait(300);
    QVERIFY(curatedNames(o.path("project")).empty());
    QCOMPARE(curation.stage(), CurationViewModel::Stage::Closed);
}

void CurationTest::whatIsLeftAtOnceIsNotOpened() {
    CuratedWindow o;
    QVERIFY(o.begin());
    DataViewModel &data = dataOf(o.workspace);
    const auto choose = [&](DataSetValues::Kind kind) {
        for (int i = 0; i < data.sets().size(); ++i)
            if (data.sets()[i].kind == kind) return data.choose(i);
    };
    choose(DataSetValues::Imported);
    QCOMPARE(o.curation().stage(), CurationViewModel::Stage::Closed);
    QTRY_VERIFY(o.find<QTableView>("rows")->isVisible());
    choose(DataSetValues::Curated);
    QCOMPARE(o.curation().stage(), CurationViewModel::Stage::Opening);
    choose(DataSetValues::Imported);
    QTest::qWait(200); // its answer comes too late
    QCOMPARE(o.curation().stage(), CurationViewModel::Stage::Closed);
    QVERIFY(o.find<QTableView>("rows")->isVisible() && !o.table()->isVisible());
    choose(DataSetValues::Curated);
    QTRY_VERIFY(o.isReady());
    QVERIFY(o.table()->isVisible());
}

void CurationTest::looksWell_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"})
        for (const QSize size : {QSize(960, 600), QSize(1440, 900)})
            QTest::addRow("%s-%d", language, size.width()) << QString(language) << size;
}

/// Nothing is cut off at 960 x 600, in either language.
void CurationTest::looksWell() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QVERIFY(installLanguage(*qApp, language));
    const auto back = qScopeGuard([] { installLanguage(*qApp, "en"); });
    CuratedWindow o;
    o.window.resize(size);
    QVERIFY(o.begin());
    QCOMPARE(o.window.size(), size);
    o.choose(1, 1);
    QTest::keyClick(o.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTRY_VERIFY(!o.find<QLabel>("chosenRows")->text().isEmpty());
    o.curation().tag({2, 3}, "good", true);
    QTRY_VERIFY(!o.cell(1, 4).isEmpty());
    const QRect room = o.window.rect();
    for (const char *name : {"columnChooser", "rowsMenu", "toolsMenu", "showDeleted", "curationSearch"}) {
        auto *widget = o.find<QWidget>(name);
        QVERIFY2(room.contains(QRect(widget->mapTo(&o.window, QPoint()), widget->size())), name);
        QVERIFY2(widget->width() >= widget->minimumSizeHint().width(), name);
    }
    const QString name = QStringLiteral("curation-%1-%2").arg(language).arg(size.width());
    o.shootBoth(name);
    for (const char *tool : {"findDuplicates", "findContamination", "instructRows", "splitRows", "freezeRows",
                             "exportRows", "showSteps"}) {
        o.tool(tool);
        o.shootDialog(name + QLatin1Char('-') + QLatin1String(tool));
    }
    for (const char *action : {"tagRows", "replaceInRows", "rowHistory"}) {
        o.window.findChild<QAction *>(QLatin1String(action))->trigger();
        o.shootDialog(name + QLatin1Char('-') + QLatin1String(action));
    }
}

QTEST_MAIN(CurationTest)
#include "tst_curation.moc"
