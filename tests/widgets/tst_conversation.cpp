// SPDX-License-Identifier: Apache-2.0
// The tree of a chat and what a playground makes of it, without a window and without a worker.
#include "widgets/models/chat_export.h"
#include "widgets/models/playground_view_model.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QtTest>

using namespace lapidary;

namespace {

/// A playground whose model answers at once with what the test says.
struct Talk {
    PlaygroundViewModel chat{};
    QSignalSpy asked{&chat, &PlaygroundViewModel::answerRequested};
    QVector<QPair<ChatConversation::Shape, ChatConversation::Shape>> steps{};
    QStringList names{};

    explicit Talk(bool withTemplate = true) {
        const ModelValues model{.id = "model:base",
                                .name = "base",
                                .reference = R"({"path":"/m","adapters":[{"path":"/a/lora"}]})",
                                .tokenizer = "/t",
                                .present = true};
        chat.setModel(&model);
        chat.setFacts({.id = "model:base", .weights = "0123456789abcdef"});
        chat.setTemplate({.tokenizer = "/t", .found = withTemplate});
        QObject::connect(
            &chat, &PlaygroundViewModel::reshaped, &chat,
            [this](const QString &what, const ChatConversation::Shape &before, const ChatConversation::Shape &after) {
                names.append(what);
                steps.append({before, after});
            });
    }
    PromptRequest request() const { return asked.last()[0].value<PromptRequest>(); }
    void answer(const QString &text, const QVector<int> &ids, const QString &finish = "length") {
        Answer out{.text = text.toStdString(), .finishReason = finish.toStdString()};
        out.from.promptIds = {1, 2};
        out.from.templateHash = request().messages.isEmpty() ? "" : "feed";
        for (const int id : ids)
            out.tokens.push_back({.text = std::to_string(id), .id = id, .logprob = 0.0f, .entropy = 0.0f});
        chat.setAnswer(request().ticket, out);
    }
    int last() const { return chat.conversation().end(); }
    QStringList shown() const {
        QStringList out;
        for (const int turn : chat.conversation().path()) out.append(chat.conversation().at(turn).text);
        return out;
    }
    void undo() { chat.restore(steps.takeLast().first); }
};

} // namespace

class ConversationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTreeShowsOnePath();
    void everyStepCanBeTakenBack();
    void aChatIsWrittenWithItsTurns();
    void withoutATemplateTheTextGoesOn();
    void editsBranch();
    void anotherAnswerHasAnotherSeed();
    void aTokenBranches();
    void anAnswerIsMadeAgain();
    void answersGrowAndStop();
    void failuresStandWhereTheyHappened();
    void aSystemPromptAsksAgain();
    void rowsAreExported();
};

void ConversationTest::aTreeShowsOnePath() {
    ChatConversation talk;
    const int a = talk.add(-1, ChatTurn::User, "a"), b = talk.add(a, ChatTurn::Assistant, "b"),
              c = talk.add(b, ChatTurn::User, "c");
    const int d = talk.add(a, ChatTurn::Assistant, "d");
    QCOMPARE(talk.path(), (QVector<int>{a, d}));
    QCOMPARE(talk.siblings(d), (QVector<int>{b, d}));
    talk.show(b);
    QCOMPARE(talk.path(), (QVector<int>{a, b, c})); // with what was shown beneath it
    QCOMPARE(talk.lineOf(c), (QVector<int>{a, b, c}));
    QCOMPARE(talk.text(c), QString("abc"));
    talk.remove(b);
    QCOMPARE(talk.path(), (QVector<int>{a, d}));
    QVERIFY(!talk.isThere(c));
    talk.remove(d);
    QCOMPARE(talk.path(), QVector<int>{a});
    talk.clear();
    QCOMPARE(talk.end(), -1);
    const int e = talk.add(-1, ChatTurn::User, "e");
    QCOMPARE(talk.siblings(e), QVector<int>{e});
}

void ConversationTest::everyStepCanBeTakenBack() {
    ChatConversation talk;
    QVector<ChatConversation::Shape> shapes{talk.shape()};
    const auto step = [&](auto &&change) {
        change();
        shapes.append(talk.shape());
    };
    int a = 0, b = 0;
    step([&] { a = talk.add(-1, ChatTurn::User, "a"); });
    step([&] { b = talk.add(a, ChatTurn::Assistant, "b"); });
    step([&] { talk.add(a, ChatTurn::Assistant, "c"); });
    step([&] { talk.show(b); });
    step([&] { talk.mark(b, true); });
    step([&] { talk.remove(a); });
    step([&] { talk.clear(); });
    const QVector<QVector<int>> paths{{}, {0}, {0, 1}, {0, 2}, {0, 1}, {0, 1}, {}, {}};
    for (qsizetype i = shapes.size(); i-- > 0;) {
        talk.setShape(shapes[i]);
        QCOMPARE(talk.path(), paths[i]);
        QCOMPARE(talk.isMarked(1), i == 5);
    }
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        talk.setShape(shapes[i]);
        QCOMPARE(talk.path(), paths[i]);
    }
}

void ConversationTest::aChatIsWrittenWithItsTurns() {
    Talk talk;
    talk.chat.setSampler({.temperature = 0.5, .topP = 0.9, .seed = 3, .maxNewTokens = 20});
    talk.chat.ask("hello");
    QVERIFY(talk.chat.asking());
    QCOMPARE(talk.request().messages, (QVector<ChatMessage>{{"user", "hello"}}));
    QVERIFY(talk.request().prompt.isEmpty());
    QCOMPARE(talk.request().topP, 0.9);
    talk.answer("hi", {10, 11});
    QVERIFY(!talk.chat.asking());
    talk.chat.ask("more");
    QCOMPARE(talk.request().messages, (QVector<ChatMessage>{{"user", "hello"}, {"assistant", "hi"}, {"user", "more"}}));
    talk.answer("yes", {12});
    const ChatTurn &turn = talk.chat.conversation().at(talk.last());
    QCOMPARE(turn.from.weights, QString("0123456789abcdef"));
    QCOMPARE(turn.from.adapters, QStringList{"lora"});
    QCOMPARE(turn.answer.from.templateHash, std::string("feed"));
    QCOMPARE(turn.from.sampler.seed, quint64(3));
    QCOMPARE(talk.shown(), (QStringList{"hello", "hi", "more", "yes"}));
    QCOMPARE(talk.names, (QStringList{"question", "question"}));
    talk.undo();
    QCOMPARE(talk.shown(), (QStringList{"hello", "hi"}));
}

void ConversationTest::withoutATemplateTheTextGoesOn() {
    Talk talk(false);
    QVERIFY(!talk.chat.chats());
    talk.chat.setChats(true); // cannot be
    QVERIFY(!talk.chat.chats());
    talk.chat.ask("a=1;");
    QCOMPARE(talk.request().prompt, QString("a=1;"));
    QVERIFY(talk.request().messages.isEmpty());
    talk.answer("b=2;", {10});
    talk.chat.ask("?b:");
    QCOMPARE(talk.request().prompt, QString("a=1;b=2;?b:"));
    talk.answer("2", {11});
    QVERIFY(talk.chat.conversation().at(talk.last()).answer.from.templateHash.empty());
    const ModelValues other{.id = "model:other", .name = "other", .reference = "{}", .tokenizer = "", .present = true};
    talk.chat.setModel(&other);
    QVERIFY(!talk.chat.canAsk());
    QVERIFY(!talk.chat.whyNot().isEmpty());
}

void ConversationTest::editsBranch() {
    Talk talk;
    talk.chat.ask("one");
    talk.answer("1", {10});
    talk.chat.ask("two");
    talk.answer("2", {11});
    const int first = talk.chat.conversation().path().first();
    talk.chat.edit(first, "eins");
    QCOMPARE(talk.request().messages, (QVector<ChatMessage>{{"user", "eins"}}));
    talk.answer("I", {12});
    QCOMPARE(talk.shown(), (QStringList{"eins", "I"}));
    talk.chat.step(talk.chat.conversation().path().first(), -1);
    QCOMPARE(talk.shown(), (QStringList{"one", "1", "two", "2"}));
    // An answer is changed by hand, and once more the model goes on from it.
    const int answer = talk.chat.conversation().path()[1];
    talk.chat.keepEdited(answer, "one!");
    QVERIFY(!talk.chat.asking());
    QVERIFY(talk.chat.conversation().at(talk.last()).from.byHand);
    QCOMPARE(talk.shown(), (QStringList{"one", "one!"}));
    talk.chat.goOn(talk.last(), "one and");
    QCOMPARE(talk.request().begun, QString("one and"));
    QCOMPARE(talk.request().messages, (QVector<ChatMessage>{{"user", "one"}}));
    talk.answer("one and more", {13});
    QCOMPARE(talk.chat.conversation().siblings(talk.last()).size(), 3);
    for (int i = 0; i < 3; ++i) talk.undo();
    QCOMPARE(talk.shown(), (QStringList{"eins", "I"}));
}

void ConversationTest::anotherAnswerHasAnotherSeed() {
    Talk talk;
    talk.chat.ask("one");
    talk.answer("1", {10});
    talk.chat.regenerate(talk.last()); // greedy: the same would come
    QVERIFY(!talk.chat.asking());
    QVERIFY(!talk.chat.notice().isEmpty());
    talk.chat.setSampler({.temperature = 1, .seed = 1});
    for (const quint64 seed : {2, 3}) {
        talk.chat.regenerate(talk.last());
        QCOMPARE(talk.request().seed, seed);
        talk.answer("x", {11});
    }
    QCOMPARE(talk.chat.conversation().siblings(talk.last()).size(), 3);
    talk.chat.step(talk.last(), -1);
    QCOMPARE(talk.chat.conversation().at(talk.last()).from.sampler.seed, quint64(2));
    talk.chat.step(talk.last(), 5);
    talk.chat.remove(talk.last());
    QCOMPARE(talk.chat.conversation().siblings(talk.last()).size(), 2);
    talk.undo();
    QCOMPARE(talk.chat.conversation().siblings(talk.last()).size(), 3);
    talk.chat.newChat();
    QVERIFY(talk.shown().isEmpty());
    talk.undo();
    QCOMPARE(talk.shown().first(), QString("one"));
}

void ConversationTest::aTokenBranches() {
    Talk talk;
    QSignalSpy looked(&talk.chat, &PlaygroundViewModel::alternativesRequested);
    talk.chat.setSampler({.temperature = 0.5, .seed = 3});
    talk.chat.ask("one");
    talk.answer("abc", {10, 11, 12});
    talk.chat.chooseToken(talk.last(), 1);
    QCOMPARE(looked[0][0].value<PromptRequest>().ids, (QVector<int>{1, 2, 10}));
    talk.chat.setAlternatives(
        {.ticket = looked[0][0].value<PromptRequest>().ticket, .token = 1, .tokens = {{.text = "z", .id = 99}}});
    QCOMPARE(talk.chat.alternatives().tokens.size(), 1u);
    talk.chat.branch(99);
    QCOMPARE(talk.request().ids, (QVector<int>{1, 2, 10, 99}));
    QCOMPARE(talk.request().promptTokens, 2);
    QCOMPARE(talk.request().seed, quint64(3));
    talk.answer("azq", {10, 99, 13});
    QCOMPARE(talk.chat.conversation().at(talk.last()).answer.from.templateHash,
             std::string("feed")); // of the prompt that it shares
    QCOMPARE(talk.chat.conversation().siblings(talk.last()).size(), 2);
    QCOMPARE(talk.chat.token(), -1);
}

void ConversationTest::anAnswerIsMadeAgain() {
    Talk talk;
    talk.chat.ask("one");
    talk.answer("abc", {10, 11, 12}, "cancelled");
    const int turn = talk.last();
    const auto state = [&] { return talk.chat.conversation().at(turn).check; };
    talk.chat.reproduce(turn);
    QCOMPARE(state().state, ChatTurn::Check::Running);
    QCOMPARE(talk.request().ids, (QVector<int>{1, 2}));
    QCOMPARE(talk.request().maxNewTokens, 3); // no further than it had come
    talk.answer("abc", {10, 11, 12});
    QCOMPARE(state().state, ChatTurn::Check::Identical);
    talk.chat.reproduce(turn);
    talk.answer("abd", {10, 15, 12});
    QCOMPARE(state().state, ChatTurn::Check::Differs);
    QCOMPARE(state().token, 1);
    QCOMPARE(state().was, QString("11"));
    QCOMPARE(state().now, QString("15"));
    talk.chat.reproduce(turn);
    talk.answer("ab", {10, 11});
    QCOMPARE(state().token, 2);
    QCOMPARE(state().now, QString());
    talk.chat.reproduce(turn);
    talk.chat.setFailed(talk.request().ticket, "the worker died");
    QCOMPARE(state().state, ChatTurn::Check::Failed);
    QCOMPARE(talk.shown(), (QStringList{"one", "abc"})); // nothing of it has changed
}

void ConversationTest::answersGrowAndStop() {
    Talk talk;
    QSignalSpy stopped(&talk.chat, &PlaygroundViewModel::askingStopped);
    talk.chat.ask("one");
    const qint64 ticket = talk.request().ticket;
    talk.chat.grow({ticket - 1, {{.text = "old", .id = 1}}, 1});
    talk.chat.grow({ticket, {}, 0.2});
    talk.chat.setLoading(ticket - 1, true);
    QVERIFY(!talk.chat.loading());
    talk.chat.setLoading(ticket, true);
    QVERIFY(talk.chat.loading());
    talk.chat.grow({ticket, {{.text = "a", .id = 1}, {.text = "b", .id = 2}}, 0.75, 0.5});
    QVERIFY(!talk.chat.loading());
    QCOMPARE(talk.shown().last(), QString("ab"));
    QCOMPARE(talk.chat.speed(), 4.0); // of what came behind the first token, whatever was waited for before
    QVERIFY(!talk.chat.canAsk());
    talk.undo(); // takes the question away while it is being answered
    QCOMPARE(stopped.size(), 1);
    talk.answer("ab", {1, 2}, "cancelled");
    QVERIFY(talk.chat.canAsk());
    QVERIFY(talk.shown().isEmpty());
}

void ConversationTest::failuresStandWhereTheyHappened() {
    Talk talk;
    talk.chat.ask("one");
    talk.chat.setFailed(talk.request().ticket, "the worker died");
    QCOMPARE(talk.chat.conversation().at(talk.last()).problem, QString("the worker died"));
    QVERIFY(talk.chat.canAsk());
    talk.chat.regenerate(talk.last());
    talk.answer("ok", {10});
    QCOMPARE(talk.shown(), (QStringList{"one", "ok"}));
}

void ConversationTest::aSystemPromptAsksAgain() {
    Talk talk;
    talk.chat.setSystem("be brief");
    QVERIFY(!talk.chat.asking());
    talk.chat.ask("one");
    QCOMPARE(talk.request().messages, (QVector<ChatMessage>{{"system", "be brief"}, {"user", "one"}}));
    talk.answer("1", {10});
    talk.chat.setSystem("be long");
    QCOMPARE(talk.request().messages, (QVector<ChatMessage>{{"system", "be long"}, {"user", "one"}}));
    talk.answer("1111", {11});
    talk.chat.setSystem("");
    QCOMPARE(talk.request().messages, (QVector<ChatMessage>{{"user", "one"}}));
    talk.answer("11", {12});
    QCOMPARE(talk.chat.conversation().siblings(talk.chat.conversation().path().first()).size(), 3);
}

void ConversationTest::rowsAreExported() {
    Talk talk;
    talk.chat.ask("one");
    talk.answer("1\n", {10});
    talk.chat.keepEdited(talk.last(), "one");
    const ChatConversation &chat = talk.chat.conversation();
    QCOMPARE(chatMarkdown(chat), QString("**User**\n\none\n\n**Assistant**\n\none\n\n"));
    const auto row = QJsonDocument::fromJson(chatRow(chat)).object()["messages"].toArray();
    QCOMPARE(row.size(), 2);
    QCOMPARE(row[1].toObject()["role"].toString(), QString("assistant"));
    QCOMPARE(chatRow(chat).count('\n'), 1);
    const auto pair = QJsonDocument::fromJson(preferenceRow(chat, 2, 1)).object();
    QCOMPARE(pair["chosen"].toArray()[0].toObject()["content"].toString(), QString("one"));
    QCOMPARE(pair["rejected"].toArray()[0].toObject()["content"].toString(), QString("1\n"));
    QCOMPARE(pair["prompt"].toArray().size(), 1);
    Talk plain(false);
    plain.chat.ask("a");
    plain.answer("b", {10});
    plain.chat.keepEdited(plain.last(), "c");
    QCOMPARE(preferenceRow(plain.chat.conversation(), 2, 1),
             QByteArray("{\"chosen\":\"c\",\"prompt\":\"a\",\"rejected\":\"b\"}\n"));
}

QTEST_MAIN(ConversationTest)
#include "tst_conversation.moc"
