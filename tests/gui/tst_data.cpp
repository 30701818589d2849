// SPDX-License-Identifier: Apache-2.0
// The Data panel as a person uses it: an import with bad rows, search, the rows as tokens, and a hundred thousand rows.
#include "tests/gui/event_loop_probe.h"
#include "tests/gui/layout_faults.h"
#include "tests/gui/stock_window.h"
#include "widgets/common/entry_list.h"
#include "widgets/common/token_flow.h"
#include "widgets/models/data_view_model.h"
#include "widgets/shell/language.h"
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kMany = 100'000;

const char *const kRows = "{\"prompt\":\"a=3;?a:\",\"completion\":\"Ta=3;A3\",\"reference\":3}\n"
                          "{\"prompt\":\"b=4;?b:\"}\n"
                          "{\"prompt\":\"c=5;?c:\",\"completion\":\"Tc=5;A5\",\"reference\":5}\n"
                          "not a row\n"
                          "{\"prompt\":\"d=a*2;?d:\",\"completion\":\"A6\",\"reference\":6}\n";

} // namespace

class DataTest : public QObject {
    Q_OBJECT
    void savesBadRows(StockWindow &o);
    void searchesByKeys(StockWindow &o);
    void scrollAbout(QTableView &table);

private Q_SLOTS:
    void importsAFileWithBadRows();
    void mapsColumnsThatNobodyKnows();
    void keepsColumnsWithoutARole();
    void aDroppedFileIsPreviewed();
    void mixesDataSetsByTheirWeights();
    void looksWell_data();
    void looksWell();
    void showsARowAsItsTrainingSeesIt();
    void staysSmoothUnderAHundredThousandRows();
};

/// The hits are counted and only their rows stay.
void DataTest::searchesByKeys(StockWindow &o) {
    auto *table = o.find<QTableView>("rows");
    QTest::keyClick(&o.window, Qt::Key_F, Qt::ControlModifier);
    auto *search = o.find<QLineEdit>("dataSearch");
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, "TA=3");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTRY_VERIFY2(o.find<QLabel>("hits")->text().startsWith("1 hit in 3 rows"),
                 qPrintable(o.find<QLabel>("hits")->text()));
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QVERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::clipboard()->text().count('\n'), 4);
    QVERIFY(QApplication::clipboard()->text().startsWith(
        "row\tprompt\tcompletion\treference\ttokens\n1\ta=3;?a:\tTa=3;A3\t3\t"));
}

void DataTest::savesBadRows(StockWindow &o) {
    DataViewModel &model = dataOf(o.workspace);
    auto *save = o.find<QPushButton>("saveBadRows");
    QVERIFY(save->isVisible());
    model.saveBadRows(o.folder.filePath("bad.jsonl"));
    QTRY_VERIFY2(o.find<QLabel>("badRowsSaved")->text().startsWith("2 bad rows are in bad.jsonl"),
                 qPrintable(o.find<QLabel>("badRowsSaved")->text()));
    QVERIFY(readFile(o.path("bad.jsonl"))->find("\"bad_row\"") != std::string::npos);
    o.shootBoth("data-import-saved");
    model.saveBadRows(o.folder.filePath("bad.jsonl")); // nothing is written over
    QTRY_VERIFY(o.find<QLabel>("badRowsSaved")->text().contains("already"));
}

void DataTest::importsAFileWithBadRows() {
    StockWindow o;
    QVERIFY(o.open("data"));
    DataViewModel &model = dataOf(o.workspace);
    auto *list = o.find<EntryList>("dataSets");
    QTRY_COMPARE(list->count(), 3); // a heading and the experiment's two sets
    mustWrite(o.path("my rows.jsonl"), kRows);
    model.preview({.file = o.folder.filePath("my rows.jsonl")});
    auto *bad = o.find<QTableWidget>("importBad");
    QTRY_COMPARE(bad->rowCount(), 2);
    QCOMPARE(bad->item(0, 0)->text(), QString("2"));
    QVERIFY(bad->item(0, 1)->text().contains("completion"));
    QCOMPARE(bad->item(1, 0)->text(), QString("4"));
    QVERIFY(o.find<QLabel>("importFacts")->text().contains("3 good rows"));
    QVERIFY(o.find<QComboBox>("importLayout")->currentText().contains("Demonstrations"));
    o.shootBoth("data-import");
    savesBadRows(o);
    if (QTest::currentTestFailed()) return;
    // The cursor stands in the name; Enter imports.
    auto *name = o.find<QLineEdit>("importName");
    QTRY_VERIFY(name->hasFocus());
    QCOMPARE(name->text(), QString("my rows"));
    QTest::keyClicks(name, "tiny"); // over the selected text
    QTest::keyClick(name, Qt::Key_Return);
    auto *table = o.find<QTableView>("rows");
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QCOMPARE(model.current()->name, QString("tiny"));
    QCOMPARE(model.current()->kind, DataSetValues::Imported);
    QVERIFY(QFile::exists(o.folder.filePath("project/datasets/imported/tiny.jsonl")));
    QVERIFY(readFile(o.path("project/added.toml"))->find("datasets/imported/tiny.jsonl") != std::string::npos);
    QTRY_COMPARE(table->model()->index(1, 1).data().toString(), QString("c=5;?c:"));

    searchesByKeys(o);
    if (QTest::currentTestFailed()) return;
    // The same name twice is refused, and nothing is lost.
    model.preview({.file = o.folder.filePath("my rows.jsonl")});
    QTRY_VERIFY(name->hasFocus());
    QTRY_VERIFY(o.find<QPushButton>("importStart")->isEnabled());
    QTest::keyClicks(name, "tiny");
    QTest::mouseClick(o.find<QPushButton>("importStart"), Qt::LeftButton);
    QTRY_VERIFY(o.find<QLabel>("importProblem")->text().contains("already"));
    QTest::mouseClick(o.find<QPushButton>("importCancel"), Qt::LeftButton);
    QTRY_VERIFY(table->isVisible());
}

void DataTest::mapsColumnsThatNobodyKnows() {
    StockWindow o;
    QVERIFY(o.open("data"));
    mustWrite(o.path("odd.csv"), "asked,said\n\"a=3;\n?a:\",A3\nb=4;?b:,A4,extra\n");
    dataOf(o.workspace).preview({.file = o.folder.filePath("odd.csv")});
    QTRY_VERIFY(o.find<QComboBox>("map-asked"));
    QTRY_VERIFY(o.find<QLabel>("importProblem")->text().contains("columns are not known"));
    QVERIFY(!o.find<QPushButton>("importStart")->isEnabled());
    const auto choose = [&](const char *column, const QString &field) {
        auto *choice = o.find<QComboBox>(column);
        const int index = choice->findData(field);
        QVERIFY(index > 0);
        choice->setCurrentIndex(index);
        Q_EMIT choice->activated(index);
        QTRY_VERIFY(!dataOf(o.workspace).previewing());
    };
    choose("map-asked", "prompt");
    choose("map-said", "completion");
    QTRY_VERIFY(o.find<QPushButton>("importStart")->isEnabled());
    QCOMPARE(o.find<QTableWidget>("importRows")->rowCount(), 1);
    QCOMPARE(o.find<QTableWidget>("importBad")->item(0, 0)->text(), QString("4")); // the quoted line feed counts
    QTest::keyClick(o.find<QLineEdit>("importName"), Qt::Key_Escape);
    QTRY_VERIFY(dataOf(o.workspace).import().request.file.isEmpty());
}

void DataTest::keepsColumnsWithoutARole() {
    StockWindow o;
    QVERIFY(o.open("data"));
    QTRY_VERIFY(dataOf(o.workspace).listed());
    mustWrite(o.path("moods.jsonl"), "{\"prompt\":\"a=3;?a:\",\"completion\":\"A3\",\"mood\":\"good\",\"id\":7}\n");
    dataOf(o.workspace).preview({.file = o.folder.filePath("moods.jsonl")});
    QTRY_VERIFY(o.find<QComboBox>("map-mood"));
    QTRY_VERIFY(!dataOf(o.workspace).previewing());
    QCOMPARE(o.find<QComboBox>("map-mood")->currentData().toString(), QString("other_columns"));
    auto *rows = o.find<QTableWidget>("importRows");
    const auto headers = [&] {
        QStringList names;
        for (int i = 0; i < rows->columnCount(); ++i) names.append(rows->horizontalHeaderItem(i)->text());
        return names;
    };
    QCOMPARE(headers(), QStringList({"id", "prompt", "completion", "mood"}));
    QCOMPARE(rows->item(0, 3)->text(), QString("good"));
    auto *choice = o.find<QComboBox>("map-mood");
    const int leave = choice->findData(QString());
    choice->setCurrentIndex(leave);
    Q_EMIT choice->activated(leave);
    QTRY_COMPARE(headers(), QStringList({"id", "prompt", "completion"}));
    QCOMPARE(o.find<QComboBox>("map-mood")->currentData().toString(), QString());
}

void DataTest::aDroppedFileIsPreviewed() {
    StockWindow o;
    QVERIFY(o.open("data"));
    QTRY_VERIFY(dataOf(o.workspace).listed());
    mustWrite(o.path("pairs.csv"), "prompt,chosen,rejected\na=3;?a:,A3,A4\n");
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(o.folder.filePath("pairs.csv"))});
    auto *panel = o.find<Panel>("data");
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel, &drop);
    QTRY_COMPARE(dataOf(o.workspace).import().layout, QString("preference"));
}

void DataTest::mixesDataSetsByTheirWeights() {
    StockWindow o;
    QVERIFY(o.open("data"));
    DataViewModel &model = dataOf(o.workspace);
    QTRY_VERIFY(model.canMix());
    auto *open = o.find<QPushButton>("mixData");
    QTRY_VERIFY(open->isEnabled());
    QTest::mouseClick(open, Qt::LeftButton);
    QTRY_VERIFY(o.find<QLineEdit>("mixtureName"));
    auto *add = o.find<QPushButton>("mixtureApply");
    auto *summary = o.find<QLabel>("mixtureSummary");
    QVERIFY(!add->isEnabled());
    QStringList names;
    for (const DataSetValues &set : model.sets())
        if (set.kind == DataSetValues::Declared) names.append(set.name);
    QCOMPARE(names.size(), 2);
    for (const QString &name : names) {
        QVERIFY(!add->isEnabled());
        auto *box = o.window.findChild<QAbstractButton *>("mix-" + name);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
    }
    QVERIFY(add->isEnabled());
    QVERIFY(!summary->text().isEmpty());
    auto *weight = o.window.findChild<QDoubleSpinBox *>("weight-" + names[1]);
    weight->setFocus();
    weight->selectAll();
    QTest::keyClicks(weight, QLocale().toString(0.25));
    auto *name = o.find<QLineEdit>("mixtureName");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, names[0]);
    QVERIFY(!add->isEnabled()); // taken
    name->selectAll();
    QTest::keyClicks(name, "replay");
    QTest::mouseClick(add, Qt::LeftButton);
    QTRY_VERIFY(!o.find<QLineEdit>("mixtureName"));
    QTRY_VERIFY(model.isTaken("replay"));
    const auto text = readFile(o.path("project/added.toml"));
    QVERIFY(text);
    const std::string set = text->substr(text->rfind("[[data]]")); // what was added
    for (const std::string &said :
         {std::string("mix"), std::string("0.25"), names[0].toStdString(), names[1].toStdString()})
        QVERIFY2(set.find(said) != std::string::npos, set.c_str());
}

void DataTest::looksWell_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"})
        for (const QSize size : {QSize(960, 600), QSize(1440, 900)})
            QTest::addRow("%s-%d", language, size.width()) << QString(language) << size;
}

/// Nothing is cut off at 960 x 600, in either language.
void DataTest::looksWell() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QVERIFY(installLanguage(*qApp, language));
    const auto back = qScopeGuard([] { installLanguage(*qApp, "en"); });
    StockWindow o;
    o.window.resize(size);
    QVERIFY(o.open("data"));
    DataViewModel &model = dataOf(o.workspace);
    QTRY_VERIFY(model.canMix());
    std::string rows;
    for (int i = 0; i < 40; ++i)
        rows += "{\"prompt\":\"a=" + std::to_string(i) + ";?a:\",\"completion\":\"A" +
                std::string(std::size_t(i), '1') + "\"}\n";
    mustWrite(o.path("rows.jsonl"), rows);
    model.preview({.file = o.folder.filePath("rows.jsonl")});
    auto *importName = o.find<QLineEdit>("importName");
    QTRY_VERIFY(importName->hasFocus() && !model.previewing());
    QTest::keyClicks(importName, "mine");
    QTest::keyClick(importName, Qt::Key_Return);
    QTRY_COMPARE(model.rows()->rowCount(), 40);
    QTRY_VERIFY(!model.counting());
    const QString suffix = QStringLiteral("%1-%2").arg(language).arg(size.width());
    const QRect room = o.window.rect();
    for (const char *name : {"trainOnRows", "curate", "dataSearch", "mixData", "importData"}) {
        auto *widget = o.find<QWidget>(name);
        QVERIFY2(room.contains(QRect(widget->mapTo(&o.window, QPoint()), widget->size())), name);
    }
    for (const QScrollArea *each : o.window.findChildren<QScrollArea *>())
        if (each->isVisible()) QCOMPARE(each->horizontalScrollBar()->maximum(), 0); // the panel fits
    o.shootBoth("data-rows-" + suffix);
    QTest::mouseClick(o.find<QPushButton>("mixData"), Qt::LeftButton);
    QTRY_VERIFY(o.find<QDialog>("mixtureDialog"));
    auto *dialog = o.find<QDialog>("mixtureDialog");
    for (const DataSetValues &set : model.sets())
        if (auto *box = dialog->findChild<QAbstractButton *>("mix-" + set.name)) box->click();
    QTest::qWait(100);
    QVERIFY(dialog->width() <= 960 && dialog->height() <= 600);
    const QStringList faults = layoutFaults(*dialog);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    for (const auto &[mode, word] : {std::pair(ThemeMode::Light, "light"), {ThemeMode::Dark, "dark"}}) {
        o.themes.setMode(mode);
        QTest::qWait(60);
        QVERIFY(dialog->grab().save(QStringLiteral("%1/data-mix-%2-%3.png")
                                        .arg(QStringLiteral(LAPIDARY_SCREENSHOTS), suffix, QLatin1String(word))));
    }
    o.themes.setMode(ThemeMode::Light);
}

void DataTest::showsARowAsItsTrainingSeesIt() {
    StockWindow o("\n[[data]]\nname = \"given\"\nfile = \"given.jsonl\"\n\n[[stage]]\nname = \"more\"\nalgorithm = "
                  "\"sft\"\nmodel = \"base\"\ndata = \"given\"\n[stage.config]\nmax_length = 12\n");
    mustWrite(o.path("project/given.jsonl"),
              "{\"prompt\":\"a=3;?a:\",\"completion\":\"Ta=3;A3\"}\n{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\"}\n");
    QVERIFY(o.open("data"));
    auto *flow = o.find<TokenFlow>("rowTokens");
    QTRY_COMPARE(dataOf(o.workspace).sets().size(), 3);
    dataOf(o.workspace).choose(2); // the list does the same with an id
    QTRY_VERIFY(!flow->tokens().isEmpty());
    // <bos> and seven characters of the prompt are masked; "Ta=3;A3" and <eos> follow; the training cuts at 12.
    QCOMPARE(o.find<QSpinBox>("rowMaxLength")->value(), 12);
    QCOMPARE(flow->tokens().size(), 16);
    QCOMPARE(flow->cut(), 12);
    for (int i = 0; i < 16; ++i) QCOMPARE(flow->tokens()[i].masked, i < 8);
    QVERIFY(flow->tokens()[8].text == "T" && flow->tokens()[15].text == "<eos>");
    QCOMPARE(o.find<QLabel>("rowCounts")->text(), QString("16 tokens  ·  4 learnt  ·  8 masked  ·  4 cut off"));
    o.shootBoth("data-rows");
    o.find<QSpinBox>("rowMaxLength")->setValue(64);
    QTRY_COMPARE(flow->cut(), -1);
    // Keys move over the tokens and tell what each is.
    flow->setFocus();
    QTest::keyClick(flow, Qt::Key_Home);
    QTest::keyClick(flow, Qt::Key_Right);
    QVERIFY(flow->accessibleDescription().contains("masked"));
    // The next row by the table's own key.
    auto *table = o.find<QTableView>("rows");
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Down);
    QTRY_COMPARE(flow->tokens().size(), 11);
    QTRY_COMPARE(table->model()->index(0, 3).data().toString(), QString("16")); // tokens are counted
    table->sortByColumn(3, Qt::AscendingOrder);
    QCOMPARE(table->model()->index(0, 0).data().toInt(), 2);
}

/// The wheel, the pages, and the thumb drawn all over the bar, for four seconds.
void DataTest::scrollAbout(QTableView &table) {
    auto *bar = table.verticalScrollBar();
    QElapsedTimer clock;
    clock.start();
    table.setFocus();
    for (int turn = 0; clock.elapsed() < 4000; ++turn) {
        if (turn % 3 == 0)
            bar->setValue(int(qint64(bar->maximum()) * (turn * 37 % 100) / 100));
        else if (turn % 3 == 1)
            QTest::keyClick(&table, Qt::Key_PageDown);
        else {
            const QPointF place(table.viewport()->rect().center());
            QWheelEvent wheel(place, table.viewport()->mapToGlobal(place), {}, QPoint(0, -360), Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(table.viewport(), &wheel);
        }
        QTest::qWait(16);
    }
}

void DataTest::staysSmoothUnderAHundredThousandRows() {
    StockWindow o("\n[[data]]\nname = \"many\"\nfile = \"many.jsonl\"\n");
    std::string text;
    for (int i = 0; i < kMany; ++i)
        text += "{\"prompt\":\"a=" + std::to_string(i % 10) +
                ";b=a*3;c=b-a;d=c+7;?d:\",\"completion\":\"Td=c+7;c=b-a;b=a*3;a=" + std::to_string(i % 10) + ";:A" +
                std::to_string(i % 7) + "\",\"reference\":\"" + std::to_string(i) + "\"}\n";
    mustWrite(o.path("project/many.jsonl"), text);
    QVERIFY(o.open("data"));
    QTRY_COMPARE(dataOf(o.workspace).sets().size(), 3);
    EventLoopProbe probe;
    QElapsedTimer clock;
    clock.start();
    dataOf(o.workspace).choose(2);
    auto *table = o.find<QTableView>("rows");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), kMany, 60000);
    qInfo("%d rows are on show after %lld ms", kMany, clock.elapsed());
    probe.print("opening");
    probe.reset();
    scrollAbout(*table); // while tokens are being counted
    probe.print("scrolling in 100,000 rows");
    QVERIFY2(probe.complaint().isEmpty(), probe.complaint());
    // Where the scrolling stops, the rows are there.
    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum());
    QTRY_COMPARE(table->model()->index(kMany - 1, 3).data().toString(), QString::number(kMany - 1));
    // A search over all of it leaves the window free.
    probe.reset();
    clock.restart();
    QTest::keyClick(&o.window, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(o.find<QLineEdit>("dataSearch"), "99999");
    QTRY_VERIFY_WITH_TIMEOUT(o.find<QLabel>("hits")->text() == "1 hit in " + QLocale().toString(kMany) + " rows",
                             60000);
    qInfo("a search of %d rows took %lld ms", kMany, clock.elapsed());
    probe.print("searching in 100,000 rows");
    QVERIFY2(probe.complaint().isEmpty(), probe.complaint());
    o.shootBoth("data-search");
}

QTEST_MAIN(DataTest)
#include "tst_data.moc"
