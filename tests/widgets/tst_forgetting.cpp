// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/compare_view_model.h"
#include "widgets/models/forgetting_model.h"
#include "widgets/panels/compare/forgetting_view.h"
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QTableView>
#include <QtTest>

using namespace lapidary;

namespace {

ForgettingMatrix matrix() {
    using Cell = ForgettingMatrix::Cell;
    ForgettingMatrix out{
        .strategy = "greedy",
        .stages = {{.model = "base", .arm = "base, greedy"}, {.model = "sft", .arm = "sft, greedy", .parent = "base"}}};
    out.tasks = {{.bucket = "old",
                  .cells = {Cell{.n = 4, .correct = 3, .accuracy = 0.75, .low = 0.3, .high = 0.95},
                            Cell{.n = 4, .correct = 1, .accuracy = 0.25, .lost = 2, .gained = 0, .shared = 4}},
                  .forgotten = 0.5},
                 {.bucket = "new",
                  .cells = {std::nullopt, Cell{.n = 4, .correct = 4, .accuracy = 1}},
                  .forgotten = std::nullopt}};
    return out;
}

} // namespace

class ForgettingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cellsSayWhatChanged();
    void choosesTheFlips();
};

void ForgettingTest::cellsSayWhatChanged() {
    ForgettingModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.columnCount(), 0);
    model.setMatrix(matrix());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QString("sft"));
    QCOMPARE(model.data(model.index(0, 1), ForgettingModel::ChangeRole).toString(), QString("-50.0"));
    QVERIFY(model.data(model.index(0, 1), ForgettingModel::LostRole).toBool());
    QVERIFY(!model.data(model.index(0, 0), ForgettingModel::ChangeRole).isValid());
    QCOMPARE(model.data(model.index(0, 2), Qt::DisplayRole).toString(), QString("50.0 points"));
    QCOMPARE(model.data(model.index(1, 0), Qt::DisplayRole).toString(), QString("not asked"));
    QVERIFY(!model.data(model.index(1, 1), ForgettingModel::ChangeRole).isValid()); // nothing to compare with
    QVERIFY(model.data(model.index(1, 2), Qt::DisplayRole).toString().isEmpty());
    QVERIFY(model.sentence(model.index(0, 1)).contains("2 flipped to wrong and 0 to right"));
    QVERIFY(model.tsv().startsWith("\tbase\tsft\tForgotten\nold\t"));
}

void ForgettingTest::choosesTheFlips() {
    CompareViewModel compared;
    ForgettingView view(compared);
    view.resize(700, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    auto *table = view.findChild<QTableView *>("forgetting");
    QVERIFY(!table->isVisible()); // one model forgets nothing
    compared.setDetails({.forgetting = matrix()});
    QTRY_VERIFY(table->isVisible());
    QSignalSpy chosen(&view, &ForgettingView::flipsChosen);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Right);
    QVERIFY(view.findChild<QLabel *>("forgettingSaid")->text().contains("flipped to wrong"));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0], QVariantList({"base, greedy", "sft, greedy", "old"}));
    table->setCurrentIndex(table->model()->index(0, 0)); // it goes back to nobody
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().contains("50.0 points"));
}

QTEST_MAIN(ForgettingTest)
#include "tst_forgetting.moc"
