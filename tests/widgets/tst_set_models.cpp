// SPDX-License-Identifier: Apache-2.0
// Rows as conversations, rows between two versions as a table, and what can be taken back of data sets: without a
// window.
#include "widgets/models/owned_sets.h"
#include "widgets/models/row_changes_model.h"
#include "widgets/models/row_turns.h"
#include <QtTest>

using namespace lapidary;

namespace {

/// "U:text A[reasoning]:text"
QString said(const char *row) {
    QStringList out;
    const RowConversation conversation = conversationOf(row);
    for (const RowTurn &turn : conversation.turns) {
        QString one(QChar("SUATO"[int(turn.who)]));
        if (!turn.name.isEmpty()) one += QLatin1Char('=') + turn.name;
        if (!turn.part.isEmpty()) one += QLatin1Char('/') + turn.part;
        if (!turn.reasoning.isEmpty()) one += QLatin1Char('[') + turn.reasoning + QLatin1Char(']');
        one += QLatin1Char(':') + turn.text;
        if (!turn.calls.isEmpty()) one += QLatin1Char('!') + turn.calls;
        out.append(one);
    }
    if (!conversation.tools.isEmpty()) out.append(QStringLiteral("tools"));
    if (!conversation.reference.isEmpty()) out.append(QStringLiteral("ref:") + conversation.reference);
    return out.join(QLatin1Char(' '));
}

struct Recorder {
    QVector<SetRequest> asked{};
    explicit Recorder(OwnedSets &sets) {
        QObject::connect(&sets, &OwnedSets::changeRequested, &sets,
                         [this](const SetRequest &request) { asked.append(request); });
    }
};

} // namespace

class SetModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsOfAnyLayoutAreConversations();
    void pagesOfChangesAreAskedForAsTheyAreSeen();
    void whatWasDoneToSetsIsTakenBack();
};

void SetModelsTest::rowsOfAnyLayoutAreConversations() {
    QCOMPARE(said(R"({"prompt":"q","completion":"a","reference":"7"})"), QString("U:q A:a ref:7"));
    QCOMPARE(said(R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},)"
                  R"({"role":"assistant","content":"<think>\nhm\n</think>\n\na"}]})"),
             QString("S:s U:q A[hm]:a"));
    QCOMPARE(said(R"({"messages":[{"role":"user","content":"q"},)"
                  R"({"role":"assistant","content":"a","reasoning_content":"deep"}]})"),
             QString("U:q A[deep]:a"));
    QCOMPARE(said(R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"",)"
                  R"("tool_calls":[{"type":"function","function":{"name":"f","arguments":{"x":1}}}]},)"
                  R"({"role":"tool","name":"f","content":"2"},{"role":"assistant","content":"two"}],)"
                  R"("tools":[{"name":"f"}]})"),
             QString("U:q A:!f({\"x\":1}) T=f:2 A:two tools"));
    QCOMPARE(said(R"({"prompt":"q","chosen":"a","rejected":"b"})"), QString("U:q A/chosen:a A/rejected:b"));
    QCOMPARE(said(R"({"prompt":"q","completion":"a","label":false})"), QString("U:q A/bad:a"));
    QCOMPARE(said(R"({"prompt":"q","completions":["one","two"],"labels":[true,false]})"),
             QString("U:q A/step 1  ✓:one A/step 2  ✕:two"));
    QCOMPARE(said(R"({"text":"t"})"), QString("O:t"));
    QCOMPARE(said(R"({"x":1})"), QString());
    QCOMPARE(said("no JSON"), QString());
    QVERIFY(said("{\"text\":\"a\xE2\x80\xAE\"}").size() > 3); // what turns the direction is made visible
    QVERIFY(!said("{\"text\":\"a\xE2\x80\xAE\"}").contains(QChar(0x202E)));
}

void SetModelsTest::pagesOfChangesAreAskedForAsTheyAreSeen() {
    RowsBetween found;
    for (int i = 1; i <= 1000; ++i)
        found.rows.push_back({i, i % 10 == 0 ? RowsBetween::Kind::Removed : RowsBetween::Kind::Changed,
                              std::uint64_t(i % 2 == 0 ? 1 : 2)});
    found.fields = {{"prompt", 500}, {"completion", 500}};
    RowChangesModel model;
    std::vector<std::vector<std::int64_t>> asked;
    connect(&model, &RowChangesModel::pageWanted, &model,
            [&](const std::vector<std::int64_t> &ids) { asked.push_back(ids); });
    model.setRows(std::make_shared<const RowsBetween>(found));
    QCOMPARE(model.rowCount(), 1000);
    QCOMPARE(model.index(500, RowChangesModel::Before).data().toString(), QString(QChar(0x2026)));
    QCOMPARE(model.index(600, RowChangesModel::Before).data().toString(), QString(QChar(0x2026)));
    QCOMPARE(asked.size(), std::size_t(1)); // one page at a time
    QVERIFY(asked[0].size() <= std::size_t(RowChangesModel::kPage));
    QVERIFY(std::find(asked[0].begin(), asked[0].end(), 501) != asked[0].end());
    QVector<RowChangeCells> page;
    for (const auto id : asked[0]) page.append({.id = id, .fields = {"prompt"}, .before = {"a\nb"}, .after = {"c"}});
    model.setPage(page);
    QCOMPARE(model.index(500, RowChangesModel::Before).data().toString(), QString("a⏎b"));
    QCOMPARE(model.index(500, RowChangesModel::After).data().toString(), QString("c"));
    model.setFilter(int(RowsBetween::Kind::Removed), -1);
    QCOMPARE(model.rowCount(), 100);
    QCOMPARE(model.idAt(0), std::int64_t(10));
    model.setFilter(-1, 1);
    QCOMPARE(model.rowCount(), 500);
    QCOMPARE(model.idAt(0), std::int64_t(1));
}

void SetModelsTest::whatWasDoneToSetsIsTakenBack() {
    OwnedSets sets;
    Recorder heard(sets);
    const SetName named{SetName::Kind::Named, "old"}, snapshot{SetName::Kind::Snapshot, "0123"};
    sets.rename(named, "new");
    QVERIFY(heard.asked.isEmpty()); // no project is open
    sets.setProject(true, false);
    sets.rename(named, "new");
    sets.rename(named, "third"); // one at a time
    QCOMPARE(heard.asked.size(), 1);
    sets.setAnswer({.asked = heard.asked[0], .now = {SetName::Kind::Named, "new"}});
    QCOMPARE(sets.undoText(), QString("the name of data set “old”"));
    sets.undo();
    QCOMPARE(heard.asked[1].set.name, std::string("new"));
    QCOMPARE(heard.asked[1].to, QString("old"));
    sets.setAnswer({.asked = heard.asked[1], .now = named, .why = "no room"});
    QVERIFY(!sets.undoText().isEmpty()); // it stands
    sets.undo();
    sets.setAnswer({.asked = heard.asked[2], .now = named});
    QVERIFY(sets.undoText().isEmpty());
    QVERIFY(!sets.redoText().isEmpty());
    sets.remove(snapshot); // another way on: the renaming cannot be done again
    sets.setAnswer({.asked = heard.asked[3], .now = {SetName::Kind::Snapshot, "rows"}, .id = "7"});
    QVERIFY(sets.redoText().isEmpty());
    QCOMPARE(sets.lastDeleted(), QString("rows"));
    sets.undo();
    QCOMPARE(heard.asked[4].what, SetRequest::PutBack);
    QCOMPARE(heard.asked[4].id, QString("7"));
    sets.setAnswer({.asked = heard.asked[4], .now = snapshot});
    sets.redo();
    QCOMPARE(heard.asked[5].what, SetRequest::Delete);
    QCOMPARE(heard.asked[5].set.name, std::string("0123"));
    sets.setAnswer({.asked = heard.asked[5], .now = {SetName::Kind::Snapshot, "rows"}, .id = "8"});
    sets.forget("8"); // what is away for good is no step any more
    sets.setAnswer({.asked = heard.asked[6]});
    QVERIFY(sets.undoText().isEmpty());
    QVERIFY(sets.lastDeleted().isEmpty());
}

QTEST_MAIN(SetModelsTest)
#include "tst_set_models.moc"
