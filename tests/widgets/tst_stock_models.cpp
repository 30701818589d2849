// SPDX-License-Identifier: Apache-2.0
#include "widgets/models/data_view_model.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/visible_text.h"
#include <QAbstractItemModelTester>
#include <QtTest>

using namespace lapidary;

class StockModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAreAskedForWhenTheyAreShown();
    void searchShowsHitsAsTheyCome();
    void lengthsSortRows();
    void countingMayBeStopped();
    void setsOfTheExperimentAreMixed();
    void lateAnswersAreDropped();
    void lineageEndsEvenInACircle();
    void whitespaceIsVisible();
};

namespace {

DataRowValues row(int number) {
    return {number, number + 1, {QStringLiteral("p%1").arg(number), QStringLiteral("c\t%1\n").arg(number)}};
}

/// A view model with ten rows open.
struct Open {
    DataViewModel model{};
    Open() {
        model.setProject(QStringLiteral("/p"), false);
        model.setSets({{.name = "a", .file = "/p/a.jsonl", .maxLength = 32}});
        model.setTokenizers({{"base", "/p/base"}});
        model.setShape({.file = "/p/a.jsonl", .columns = {"prompt", "completion"}, .rows = 10});
    }
};

} // namespace

void StockModelsTest::rowsAreAskedForWhenTheyAreShown() {
    DataRowsModel rows;
    QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    rows.open({.file = "f", .columns = {"prompt", "completion"}, .rows = 1000});
    QSignalSpy wanted(&rows, &DataRowsModel::rowsWanted);
    QCOMPARE(rows.index(500, 1).data().toString(), QString("…"));
    QTRY_COMPARE(wanted.count(), 1); // one question for all cells, with the rows around
    const auto asked = wanted[0][0].value<QVector<int>>();
    QVERIFY(asked.contains(500) && asked.contains(450) && asked.contains(550) && !asked.contains(700));
    rows.addRows({row(500)});
    QCOMPARE(rows.index(500, 1).data().toString(), QString("p500"));
    QCOMPARE(rows.index(500, 2).data().toString(), QString("c→500⏎"));
    QCOMPARE(rows.index(500, 2).data(DataRowsModel::CompleteRole).toString(), QString("c\t500\n"));
    QString text;
    QVERIFY(rows.toTsv({500}, text));
    QCOMPARE(text, QString("row\tprompt\tcompletion\ttokens\n501\tp500\tc 500\\n\t\n"));
    QVERIFY(!rows.toTsv({7}, text));
    QCOMPARE(wanted.last()[0].value<QVector<int>>(), QVector<int>{7});
}

void StockModelsTest::searchShowsHitsAsTheyCome() {
    Open o;
    QSignalSpy searched(&o.model, &DataViewModel::searchRequested);
    o.model.search("x");
    QCOMPARE(searched.count(), 1);
    QCOMPARE(o.model.rows()->rowCount(), 0);
    o.model.addHits({.file = "/p/a.jsonl", .text = "x", .rows = {2, 3}, .occurrences = 5});
    QCOMPARE(o.model.rows()->rowCount(), 2);
    QVERIFY(o.model.searchSummary().endsWith("…"));
    o.model.addHits({.file = "/p/a.jsonl", .text = "x", .rows = {9}, .occurrences = 1, .done = true});
    QCOMPARE(o.model.searchSummary(), QString("6 hits in 3 of 10 rows"));
    QCOMPARE(o.model.rows()->fileRow(2), 9);
    o.model.search("xy");
    o.model.addHits({.file = "/p/a.jsonl", .text = "x", .rows = {1}, .occurrences = 1}); // of the search before
    QCOMPARE(o.model.rows()->rowCount(), 0);
    o.model.search({});
    QCOMPARE(o.model.rows()->rowCount(), 10);
}

void StockModelsTest::lengthsSortRows() {
    Open o;
    DataRowsModel *rows = o.model.rows();
    o.model.addLengths({.file = "/p/a.jsonl",
                        .tokenizer = "/p/base",
                        .first = 0,
                        .lengths = {5, 4, 9, 1, 2, 3, 8, 7, -1, 6},
                        .done = true});
    QCOMPARE(rows->index(2, 3).data().toString(), QString("9"));
    QCOMPARE(rows->index(8, 3).data().toString(), QString("–"));
    rows->sort(3, Qt::DescendingOrder);
    QCOMPARE(rows->fileRow(0), 2);
    QCOMPARE(rows->fileRow(9), 8);
    rows->sort(1, Qt::AscendingOrder); // texts are not sorted
    QCOMPARE(rows->fileRow(0), 2);
    rows->sort(0, Qt::AscendingOrder);
    QCOMPARE(rows->fileRow(0), 0);
}

void StockModelsTest::countingMayBeStopped() {
    Open o;
    QSignalSpy asked(&o.model, &DataViewModel::lengthsRequested);
    QVERIFY(o.model.counting());
    QCOMPARE(o.model.context(), qint64(0));
    const TokenLengths half{.file = "/p/a.jsonl",
                            .tokenizer = "/p/base",
                            .lengths = {5, 4, 9},
                            .lostRows = 1,
                            .lostCharacters = 2,
                            .lost = "é (2)"};
    o.model.addLengths(half);
    QVERIFY(o.model.counting());
    QCOMPARE(o.model.counted().lostCharacters, qint64(2));
    o.model.stopCounting();
    QVERIFY(!o.model.counting());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][1].toString(), QString()); // nobody's tokens: the counting ends
    o.model.addLengths({.file = "/p/a.jsonl", .tokenizer = "/p/base", .first = 3, .lengths = {1}}); // was on its way
    QCOMPARE(o.model.rows()->lengths().size(), 3);
    o.model.setTokenizers({{"base", "/p/base", 2048}});
    QCOMPARE(o.model.context(), qint64(2048));
    QVERIFY(!o.model.counting()); // who stopped it is not overruled by what is known of the model now
    o.model.chooseTokenizer(0);
    QVERIFY(o.model.counting());
    QCOMPARE(o.model.counted().lostCharacters, qint64(0));
    o.model.addLengths(
        {.file = "/p/a.jsonl", .tokenizer = "/p/base", .lengths = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, .done = true});
    QVERIFY(!o.model.counting());
}

void StockModelsTest::setsOfTheExperimentAreMixed() {
    Open o;
    QVERIFY(!o.model.canMix());
    const DataSetValues first{.name = "a"}, other{.kind = DataSetValues::Imported, .name = "b"},
        frozen{.kind = DataSetValues::Snapshot, .name = "c"};
    o.model.setSets({first, frozen});
    QVERIFY(!o.model.canMix()); // the experiment has no name for a snapshot
    o.model.setSets({first, other, frozen});
    QVERIFY(o.model.canMix());
    QSignalSpy listed(&o.model, &DataViewModel::listRequested), told(&o.model, &DataViewModel::mixed);
    o.model.setMixed("m", "why not");
    QCOMPARE(told.count(), 1);
    o.model.setProject("/p", true);
    o.model.setSets({first, other});
    QVERIFY(!o.model.canMix()); // somebody else's
}

void StockModelsTest::lateAnswersAreDropped() {
    Open o;
    QCOMPARE(o.model.rowRequest().maxLength, 32);
    RowViewValues view{.request = o.model.rowRequest(),
                       .view = {.tokens = {{.text = "a", .id = 1, .trained = false}}, .kept = 1}};
    o.model.chooseRow(3);
    o.model.setRowView(view); // of row 0
    QVERIFY(o.model.rowView().view.tokens.empty());
    view.request = o.model.rowRequest();
    o.model.setRowView(view);
    QCOMPARE(o.model.rowView().view.tokens.size(), 1u);
    o.model.setShape({.file = "/p/other.jsonl", .rows = 99});
    QCOMPARE(o.model.rows()->rowCount(), 10);
    o.model.preview({.file = "/x.csv"});
    o.model.setPreview({.request = {.file = "/y.csv"}, .rows = 5});
    QVERIFY(o.model.previewing());
}

void StockModelsTest::lineageEndsEvenInACircle() {
    ModelsViewModel model;
    model.setProject("/p", false);
    model.setModels({{.id = "model:base", .name = "base"},
                     {.id = "run:1", .name = "sft", .base = "base"},
                     {.id = "run:2", .name = "dpo", .base = "sft", .parents = {"sft"}},
                     {.id = "run:3", .name = "x", .base = "/elsewhere/y"}});
    QCOMPARE(model.lineage("run:2"), (QStringList{"base", "sft", "dpo"}));
    QCOMPARE(model.madeFrom("run:1"), QStringList{"dpo"});
    QCOMPARE(model.lineage("run:3"), (QStringList{"/elsewhere/y", "x"}));
    model.setModels({{.id = "run:1", .name = "a", .base = "b"}, {.id = "run:2", .name = "b", .base = "a"}});
    QVERIFY(model.lineage("run:1").size() <= 2);
    QCOMPARE(model.freeImportName("a"), QString("a 2"));
}

void StockModelsTest::whitespaceIsVisible() {
    QCOMPARE(visibleText(QStringLiteral(" a\tb\n")), QStringLiteral("·a→b⏎"));
    QCOMPARE(visibleText(QStringLiteral("\x1b[0m\u202e\u200b")), QStringLiteral("\\u001b[0m\\u202e\\u200b"));
    QCOMPARE(shownText(QStringLiteral(" a\tb\n\r\x1b\u202e\u200d")),
             QStringLiteral(" a\tb\n␍\\u001b\\u202e\u200d")); // joiners belong to scripts
}

QTEST_MAIN(StockModelsTest)
#include "tst_stock_models.moc"
