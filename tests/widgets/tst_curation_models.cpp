// SPDX-License-Identifier: Apache-2.0
// The table of curated rows and what is typed above its columns, without a store: rows are counted, no clock is asked.
#include "widgets/models/curated_rows_model.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/row_cells.h"
#include "widgets/models/row_filter.h"
#include <QScrollBar>
#include <QTableView>
#include <QtTest>
#include <numeric>

using namespace lapidary;

namespace {

RowView viewOf(std::int64_t rows) {
    auto ids = std::make_shared<std::vector<std::int64_t>>(std::size_t(rows));
    std::iota(ids->begin(), ids->end(), 1);
    return {ids};
}

QVector<RowCells> pageOf(const RowView &view, std::size_t first, std::size_t count) {
    QVector<RowCells> out;
    for (std::size_t i = first; i < first + count; ++i)
        out.append(cellsOf({.id = (*view.ids)[i], .body = R"({"prompt":"p)" + std::to_string(i) + "\"}"}));
    return out;
}

/// Answers a table's requests, each after the event that it came with.
struct Answering {
    CuratedRowsModel &model;
    int requests = 0, waiting = 0, mostWaiting = 0;
    std::size_t largest = 0;
    explicit Answering(CuratedRowsModel &of) : model(of) {
        QObject::connect(&model, &CuratedRowsModel::pageWanted, &model,
                         [this](const RowView &view, std::size_t first, std::size_t count) {
                             ++requests;
                             largest = std::max(largest, count);
                             mostWaiting = std::max(mostWaiting, ++waiting);
                             QTimer::singleShot(0, &model, [this, view, first, count] {
                                 --waiting;
                                 model.setPage(view, first, pageOf(view, first, count));
                             });
                         });
    }
};

} // namespace

class CurationModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsTypedAboveAColumn();
    void readsTagsAndTheirOpposites();
    void showsARowInColumns();
    void fetchesOnlyWhatIsLookedAt();
    void asksForOnePageHoweverFarOneScrolls();
    void keepsWhatIsShownUntilItComesAnew();
    void keepsTheChoiceWhenColumnsComeAndGo();
    void editsGoOutAsWishes();
    void writesTabSeparatedValues();
    void namesSteps();
};

void CurationModelsTest::readsWhatIsTypedAboveAColumn() {
    using Is = ColumnTest::Is;
    const auto test = [](const char *text) { return columnTestOf("c", QString::fromUtf8(text)); };
    const auto is = [&](const char *text, Is kind, const Json &value) {
        const auto read = test(text);
        return read && read->column == "c" && read->is == kind && read->value == value &&
               read->value.is_string() == value.is_string();
    };
    QVERIFY(is("Cat 5", Is::Containing, "Cat 5"));
    QVERIFY(is("5", Is::Containing, "5"));
    QVERIFY(is(" =5", Is::Equal, 5));
    QVERIFY(is("=five", Is::Equal, "five"));
    QVERIFY(is("= true", Is::Equal, true));
    QVERIFY(is("!=5", Is::Unequal, 5));
    QVERIFY(is("≠5", Is::Unequal, 5));
    QVERIFY(is("<0.5", Is::Less, 0.5));
    QVERIFY(is(">2", Is::Greater, 2));
    QVERIFY(is("?", Is::Missing, Json()));
    QVERIFY(is("why?", Is::Containing, "why?"));
    for (const char *nothing : {"", "  ", "=", "!=", "<", "> "}) QVERIFY(!test(nothing));
}

void CurationModelsTest::readsTagsAndTheirOpposites() {
    RowQuery query;
    addTagTests(QString::fromUtf8("good -odd, \"two words\"  -\"not this\" 好 -"), query);
    QCOMPARE(query.tags, (std::vector<std::string>{"good", "two words", "好", "-"}));
    QCOMPARE(query.withoutTags, (std::vector<std::string>{"odd", "not this"}));
    QCOMPARE(tagsIn(" b,a ,, two words,a"), QStringList({"a", "b", "two words"}));
}

void CurationModelsTest::showsARowInColumns() {
    const RowCells cells =
        cellsOf({.id = 7,
                 .body = R"({"messages":[{"role":"user","content":"hi"}],"n":3,"original_cells":{"x":{}},)"
                         R"("other_columns":{"source":"web"}})",
                 .deleted = true,
                 .tags = {"a", "b"}});
    QCOMPARE(cells.columns, QStringList({"messages", "n", "other_columns.source"}));
    QCOMPARE(cells.texts.value("messages"), QString("user: hi"));
    QVERIFY(cells.json.value("messages").startsWith("[\n"));
    QVERIFY(!cells.json.contains("n"));
    QCOMPARE(cells.texts.value("n"), QString("3"));
    QCOMPARE(cells.texts.value("other_columns.source"), QString("web"));
    QCOMPARE(cells.tags, QStringList({"a", "b"}));
    QVERIFY(cellsOf({.id = 1, .body = "no JSON"}).columns.isEmpty());
}

/// Twenty places of a hundred thousand rows: what stands on them and a little around is all that comes.
void CurationModelsTest::fetchesOnlyWhatIsLookedAt() {
    CuratedRowsModel model;
    Answering answering(model);
    model.setColumns({"prompt"});
    model.setView(viewOf(100'000));
    QTableView table;
    table.setModel(&model);
    table.verticalHeader()->setDefaultSectionSize(28);
    table.resize(600, 400);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    constexpr int kPlaces = 20;
    for (int place = 1; place <= kPlaces; ++place) {
        const int row = place * 4999;
        table.scrollTo(model.index(row, 0), QAbstractItemView::PositionAtTop);
        QTRY_COMPARE(model.index(row, 1).data().toString(), QStringLiteral("p%1").arg(row));
    }
    const int shown = table.viewport()->height() / 28 + 2;
    QCOMPARE(answering.mostWaiting, 1);
    QVERIFY2(answering.largest <= std::size_t(shown + 2 * CuratedRowsModel::kAhead),
             qPrintable(QString::number(answering.largest)));
    QVERIFY2(model.fetched() <= qint64(kPlaces + 2) * (shown + 2 * CuratedRowsModel::kAhead),
             qPrintable(QString::number(model.fetched())));
    // Back to where one was a moment ago: nothing is fetched again.
    const qint64 before = model.fetched();
    table.scrollTo(model.index(kPlaces * 4999 + 5, 0));
    QTest::qWait(20);
    QCOMPARE(model.fetched(), before);
}

/// Whoever flies over the rows waits for none of them: a page comes for where one stands when the last has come.
void CurationModelsTest::asksForOnePageHoweverFarOneScrolls() {
    CuratedRowsModel model;
    model.setColumns({"prompt"});
    const RowView view = viewOf(100'000);
    model.setView(view);
    QVector<QPair<std::size_t, std::size_t>> asked;
    connect(&model, &CuratedRowsModel::pageWanted, this, [&](const RowView &, std::size_t first, std::size_t count) {
        asked.append({first, count});
    });
    for (int row = 0; row < 100'000; row += 10) model.index(row, 1).data(); // as a table paints that flies past
    QTRY_COMPARE(asked.size(), 1);
    QVERIFY(asked[0].first <= 99'990 && asked[0].first + asked[0].second > 99'990);
    QVERIFY(asked[0].second < 400);
    for (int row = 50'000; row < 50'030; ++row) model.index(row, 1).data();
    QTest::qWait(20);
    QCOMPARE(asked.size(), 1); // while one is on its way
    model.setPage(view, asked[0].first, pageOf(view, asked[0].first, asked[0].second));
    QCOMPARE(asked.size(), 2);
    QCOMPARE(asked[1].first, std::size_t(50'000 - CuratedRowsModel::kAhead));
    QCOMPARE(asked[1].second, std::size_t(30 + 2 * CuratedRowsModel::kAhead));
}

void CurationModelsTest::keepsWhatIsShownUntilItComesAnew() {
    CuratedRowsModel model;
    model.setColumns({"prompt"});
    RowView view = viewOf(3);
    model.setView(view);
    model.setPage(view, 0, pageOf(view, 0, 3));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy asked(&model, &CuratedRowsModel::pageWanted);
    const RowView after = viewOf(3);
    model.setView(after); // the same rows after an edit
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(1, 1).data().toString(), QString("p1"));
    QTRY_COMPARE(asked.count(), 1);
    model.setPage(view, 0, {cellsOf({.id = 2, .body = R"({"prompt":"late"})"})}); // of the view before
    QCOMPARE(model.index(1, 1).data().toString(), QString("p1"));
    QTRY_COMPARE(asked.count(), 2);
    model.setPage(after, 1, {cellsOf({.id = 2, .body = R"({"prompt":"new"})"})});
    QCOMPARE(model.index(1, 1).data().toString(), QString("new"));
    model.setView(viewOf(2));
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.rowCount(), 2);
}

void CurationModelsTest::keepsTheChoiceWhenColumnsComeAndGo() {
    CuratedRowsModel model;
    model.setColumns({"zeal", "prompt"});
    const RowView view = viewOf(3);
    model.setView(view);
    QCOMPARE(model.shownColumns(), QStringList({"prompt", "zeal"})); // known ones first
    const QPersistentModelIndex zeal(model.index(1, 2)), tags(model.index(1, 3));
    model.setPage(view, 0, {cellsOf({.id = 1, .body = R"({"id":"x","prompt":"p","aim":["list"],"zeal":1})"})});
    QCOMPARE(model.shownColumns(), QStringList({"prompt", "zeal", "aim", "id"}));
    QCOMPARE(zeal.column(), 2);
    QCOMPARE(tags.column(), 5);
    QVERIFY(model.isTags(5));
    model.setShown("prompt", false);
    QCOMPARE(model.shownColumns(), QStringList({"zeal", "aim", "id"}));
    QVERIFY(zeal.isValid());
    QCOMPARE(zeal.column(), 1);
    model.setShown("prompt", true);
    QCOMPARE(zeal.column(), 2);
    QSignalSpy order(&model, &CuratedRowsModel::orderWanted);
    model.sort(3, Qt::AscendingOrder); // a list has no order
    QCOMPARE(order.count(), 0);
    model.sort(2, Qt::DescendingOrder);
    QCOMPARE(order.takeFirst(), QVariantList({"zeal", true}));
    model.sort(0, Qt::AscendingOrder);
    QCOMPARE(order.takeFirst(), QVariantList({"", false}));
}

void CurationModelsTest::editsGoOutAsWishes() {
    CuratedRowsModel model;
    model.setColumns({"prompt"});
    const RowView view = viewOf(2);
    model.setView(view);
    QVERIFY(!(model.flags(model.index(0, 1)) & Qt::ItemIsEditable));
    model.setWritable(true);
    QVERIFY(!(model.flags(model.index(0, 1)) & Qt::ItemIsEditable)); // nobody edits what is not there yet
    model.setPage(view, 0, pageOf(view, 0, 2));
    QVERIFY(model.flags(model.index(0, 1)) & Qt::ItemIsEditable);
    QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsEditable));
    QSignalSpy edited(&model, &CuratedRowsModel::cellEdited), tagged(&model, &CuratedRowsModel::tagsEdited);
    QVERIFY(model.setData(model.index(1, 1), "new", Qt::EditRole));
    QCOMPARE(edited.takeFirst(), QVariantList({qint64(2), "prompt", "new"}));
    QCOMPARE(model.index(1, 1).data().toString(), QString("new"));
    QVERIFY(!model.setData(model.index(1, 1), "new", Qt::EditRole)); // as it stands already
    QCOMPARE(edited.count(), 0);
    QVERIFY(model.setData(model.index(1, 2), "b, a", Qt::EditRole));
    QCOMPARE(tagged.takeFirst(), QVariantList({qint64(2), QStringList({"a", "b"})}));
}

void CurationModelsTest::writesTabSeparatedValues() {
    QCOMPARE(tsvLine({"a", "b\tc", "d\ne\r\nf"}), QString("a\tb c\td\\ne\\nf\n"));
}

void CurationModelsTest::namesSteps() {
    QCOMPARE(stepWord({.kind = "delete", .rows = 1}), QString("deletion of 1 row"));
    QCOMPARE(stepWord({.kind = "tag", .rows = 2, .what = R"({"tag":"good"})"}), QString("tag “good” on 2 rows"));
    QCOMPARE(stepWord({.kind = "replace", .rows = 3, .what = R"({"find":"a"})"}),
             QString("replacement of “a” in 3 rows"));
    QCOMPARE(editWord({.part = "field", .field = "/prompt", .before = "\"a\"", .after = "3"}),
             QString("prompt: “a” → “3”"));
    QCOMPARE(editWord({.part = "tag", .field = "x", .before = "false", .after = "true"}), QString("tag “x” given"));
    QCOMPARE(editWord({.part = "deleted", .before = "true", .after = "false"}), QString("brought back"));
}

QTEST_MAIN(CurationModelsTest)
#include "tst_curation_models.moc"
