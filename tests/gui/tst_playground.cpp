// SPDX-License-Identifier: Apache-2.0
// The playground on the model that comes with Lapidary, answered by a real worker. The starter has no chat template;
// copies of it have one, and one of them does not know where a text ends.
#include "tests/gui/event_loop_probe.h"
#include "tests/gui/opened_window.h"
#include "widgets/common/token_flow.h"
#include "widgets/panels/models/chat_column.h"
#include "widgets/panels/models/playground_view.h"
#include "widgets/panels/models/turn_text.h"
#include "widgets/panels/models/turn_view.h"
#include "widgets/shell/language.h"
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 120000;
const QString kQuestion = QStringLiteral("f=l+j;j=1-3;l=j*4;?f:");

/// The window with three models: the starter, a copy with a chat template, and one that never ends a text by itself.
struct Played : OpenedWindow {
    PlaygroundViewModel &chat;

    Played() : OpenedWindow({}), chat(playgroundOf(workspace)) {
        for (const char *name : {"chatty", "endless", "restless"}) copyModel(name);
        mustWrite(path("experiment.toml"),
                  "version = 1\nname = \"play\"\n[models]\nbase = \"resources:starter\"\nchatty = "
                  "\"models/chatty\"\nendless = \"models/endless\"\nrestless = \"models/restless\"\n"
                  "[[data]]\nname = \"d\"\ntask = \"chain_mod\"\nseed = 1\ncount = 4\n[[stage]]\nname = "
                  "\"sft\"\nalgorithm = \"sft\"\nmodel = \"base\"\ndata = \"d\"\n");
        window.resize(1280, 800);
        window.openProject(project());
        window.showPanel("models");
    }
    std::string path(const std::string &name) const { return project().toStdString() + "/" + name; }
    void copyModel(const std::string &name) const {
        const std::string to = path("models/" + name);
        fs::create_directories(to);
        for (const char *file :
             {"config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"})
            fs::copy_file(std::string(LAPIDARY_SOURCE "/resources/starter/") + file, to + "/" + file);
        mustWrite(to + "/chat_template.jinja", "{{ bos_token }}{% for m in messages %}{{ m.content }}{% if m.role == "
                                               "'assistant' %}{{ eos_token }}{% endif %}{% endfor %}");
        if (name == "chatty") return;
        // "endless": only tokenizer and template know the end that the model writes; "restless": nobody does.
        for (const char *file : {"config.json", "generation_config.json", "tokenizer_config.json"}) {
            QFile json(QString::fromStdString(to + "/" + file));
            QVERIFY(json.open(QIODevice::ReadWrite));
            QByteArray text = json.readAll();
            text.replace("\"eos_token_id\": 2", "\"eos_token_id\": 0")
                .replace("\"max_position_embeddings\": 512", "\"max_position_embeddings\": 65536");
            if (name == "restless") text.replace("<eos>", "<pad>");
            json.resize(0);
            json.seek(0);
            json.write(text);
        }
    }
    bool choose(const QString &name) {
        if (!QTest::qWaitFor([&] { return modelsOf(workspace).current() != nullptr; }, kPatience)) return false;
        for (const ModelValues &model : modelsOf(workspace).models())
            if (model.name == name) modelsOf(workspace).choose(model.id);
        find<QTabWidget>("modelTabs")->setCurrentIndex(1);
        return modelsOf(workspace).current()->name == name && QTest::qWaitFor([&] { return chat.canAsk(); }, kPatience);
    }
    static bool isScored(const ChatTurn &turn) { return turn.answer.made() && areScored(turn.answer.tokens); }
    bool settled() {
        if (chat.conversation().end() < 0) return false;
        return QTest::qWaitFor([&] { return !chat.asking() && (isScored(last()) || !last().problem.isEmpty()); },
                               kPatience) &&
               last().problem.isEmpty();
    }
    bool say(const QString &words) {
        auto *prompt = find<QPlainTextEdit>("playPrompt");
        prompt->setFocus();
        QTest::keyClicks(prompt, words);
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        return settled();
    }
    const ChatTurn &last() const { return chat.conversation().at(chat.conversation().end()); }
    ChatColumn *column() { return find<ChatColumn>("chatColumn"); }
    TurnView *turn(int at) { return column()->turns().value(at); }
    template <class T> T *in(int at, const char *name) { return turn(at)->findChild<T *>(QLatin1String(name)); }
    void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
};

} // namespace

class PlaygroundTest : public QObject {
    Q_OBJECT
    void editsTheQuestion(Played &played);
    void askSixtyTimes(PlaygroundViewModel &chat, const QSignalSpy &asked);
    void growBy4000(PlaygroundViewModel &chat, qint64 ticket, Answer &answer);
    void leavesTheWheelToTheColumn(const ChatColumn &column);

private Q_SLOTS:
    void aChatHasBranches();
    void tokensBranch();
    void anAnswerIsMadeAgain();
    void answersStopAndEnd();
    void keysReachEverything();
    void rowsAreSaved();
    void itSpeaksChinese();
    void longAnswersDoNotBlock();
};

/// E on the question: another branch. The first one stays.
void PlaygroundTest::editsTheQuestion(Played &played) {
    played.turn(0)->text()->setFocus();
    QTest::keyClick(played.turn(0)->text(), Qt::Key_E);
    auto *editor = played.in<QPlainTextEdit>(0, "turnEditor");
    QVERIFY(editor && editor->hasFocus());
    editor->selectAll();
    QTest::keyClicks(editor, "j=1-3;l=j*4;?l:");
    played.shootBoth("playground-1-edit");
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(played.settled());
    QCOMPARE(played.in<QLabel>(0, "turnPlace")->text(), QString("2/2"));
    QVERIFY(played.say("?j:"));
    QCOMPARE(played.column()->turns().size(), 4);
    played.shootBoth("playground-2-chat");
}

void PlaygroundTest::aChatHasBranches() {
    Played played;
    QVERIFY(played.choose("chatty"));
    QCOMPARE(played.find<QComboBox>("playMode")->currentIndex(), 0);
    played.shootBoth("playground-0-empty");
    QVERIFY(played.say(kQuestion));
    QCOMPARE(played.column()->turns().size(), 2);
    QCOMPARE(played.last().answer.finishReason, std::string("stop"));
    QVERIFY(!played.last().answer.from.templateHash.empty());
    QCOMPARE(played.turn(1)->text()->toPlainText(), played.last().text);
    QVERIFY(!played.last().text.contains("<eos>"));
    QVERIFY(played.find<QPlainTextEdit>("playPrompt")->document()->isEmpty());
    // Greedy, so that another answer would be the same; with a temperature there is one beside it.
    QTest::keyClick(played.find<QPlainTextEdit>("playPrompt"), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(!played.chat.notice().isEmpty() && !played.chat.asking());
    played.find<QDoubleSpinBox>("playTemperature")->setValue(2);
    QTest::keyClick(played.find<QPlainTextEdit>("playPrompt"), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(played.settled());
    QCOMPARE(played.in<QLabel>(1, "turnPlace")->text(), QString("2/2"));
    const QString second = played.last().text;
    played.turn(1)->text()->setFocus();
    QTest::keyClick(played.turn(1)->text(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(played.in<QLabel>(1, "turnPlace")->text(), QString("1/2"));
    QVERIFY(played.turn(1)->text()->hasFocus()); // the focus stays at its place
    played.click(played.in<QPushButton>(1, "turnAfter"));
    QCOMPARE(played.turn(1)->text()->toPlainText(), second);
    editsTheQuestion(played);
    if (QTest::currentTestFailed()) return;
    // Everything is taken back with Ctrl+Z, and comes again.
    auto *prompt = played.find<QPlainTextEdit>("playPrompt");
    prompt->setFocus();
    QTest::keyClick(prompt, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(played.column()->turns().size(), 2);
    QCOMPARE(played.workspace.undoStack().redoText(), QString("question"));
    QTest::keyClick(prompt, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(played.turn(0)->text()->toPlainText(), kQuestion);
    for (int i = 0; i < 2; ++i) QTest::keyClick(prompt, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(played.column()->turns().size(), 4);
    played.turn(2)->text()->setFocus();
    QTest::keyClick(played.turn(2)->text(), Qt::Key_Delete);
    QCOMPARE(played.column()->turns().size(), 2);
    played.click(played.find<QPushButton>("playNew"));
    QCOMPARE(played.column()->turns().size(), 0);
    played.workspace.undoStack().undo();
    played.workspace.undoStack().undo();
    QCOMPARE(played.column()->turns().size(), 4);
}

void PlaygroundTest::tokensBranch() {
    Played played;
    QVERIFY(played.choose("base"));
    QCOMPARE(played.find<QComboBox>("playMode")->currentIndex(), 1);
    QVERIFY(played.find<QLabel>("playNotice")->text().contains("no chat template"));
    QVERIFY(played.say(kQuestion));
    QVERIFY(played.last().answer.from.templateHash.empty());
    const Answer first = played.last().answer;
    auto *flow = played.find<TokenFlow>("playTokens");
    QCOMPARE(flow->tokens().size(), std::ssize(first.tokens));
    for (const TextToken &token : first.tokens) QVERIFY(token.logprob.value() <= 0 && token.entropy.value() >= 0);
    // The chosen token's alternatives: greedy, so that the first one is what stands there, with the probability of its
    // tint.
    TurnText *text = played.turn(1)->text();
    QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, text->boxOf(0).center());
    QCOMPARE(played.chat.token(), 0);
    auto *table = played.find<QTableWidget>("playAlternatives");
    QTRY_VERIFY_WITH_TIMEOUT(table->rowCount() > 1, kPatience);
    QCOMPARE(played.chat.alternatives().tokens[0].id, first.tokens[0].id);
    QVERIFY(std::abs(played.chat.alternatives().tokens[0].logprob - *first.tokens[0].logprob) < 1e-4);
    QTest::keyClick(text, Qt::Key_Right);
    QCOMPARE(played.chat.token(), 1);
    QTest::keyClick(text, Qt::Key_Left);
    QTRY_VERIFY_WITH_TIMEOUT(played.chat.token() == 0 && table->rowCount() > 1, kPatience);
    played.shootBoth("playground-3-tokens");
    // The second alternative is put in its place and the model goes on from there.
    const TokenAlternative other = played.chat.alternatives().tokens[1];
    table->setFocus();
    table->setCurrentCell(1, 0);
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(played.settled());
    const Answer branch = played.last().answer;
    QCOMPARE(branch.tokens[0].id, other.id);
    QVERIFY(branch.tokens[0].forced && (branch.tokens.size() < 2 || !branch.tokens[1].forced));
    QVERIFY(std::abs(*branch.tokens[0].logprob - other.logprob) < 1e-4);
    QCOMPARE(branch.from.promptIds, first.from.promptIds);
    QCOMPARE(played.in<QLabel>(1, "turnPlace")->text(), QString("2/2"));
    played.workspace.undoStack().undo();
    QCOMPARE(played.turn(1)->text()->toPlainText().toStdString(), first.text);
}

void PlaygroundTest::anAnswerIsMadeAgain() {
    Played played;
    QVERIFY(played.choose("chatty"));
    QTRY_VERIFY_WITH_TIMEOUT(!modelsOf(played.workspace).facts().weights.isEmpty(), kPatience);
    played.find<QDoubleSpinBox>("playTemperature")->setValue(1.5);
    played.find<QSpinBox>("playSeed")->setValue(11);
    QVERIFY(played.say(kQuestion));
    auto *chip = played.in<QPushButton>(1, "turnChip");
    QVERIFY(chip->text().contains("chatty") && chip->text().contains("T 1.5") && chip->text().contains("seed 11"));
    QVERIFY(chip->text().contains(modelsOf(played.workspace).facts().weights.left(8)));
    played.click(chip);
    QTRY_VERIFY_WITH_TIMEOUT(!played.chat.asking(), kPatience);
    QCOMPARE(played.in<QLabel>(1, "turnCheck")->text(), QString("✓ identical"));
    // An answer that the model goes on with from a text by hand is made again from the same tokens.
    played.turn(1)->text()->setFocus();
    QTest::keyClick(played.turn(1)->text(), Qt::Key_E);
    auto *editor = played.in<QPlainTextEdit>(1, "turnEditor");
    editor->selectAll();
    QTest::keyClicks(editor, "Tj=8;");
    played.click(played.in<QPushButton>(1, "turnSend"));
    QVERIFY(played.settled());
    QVERIFY(played.last().text.startsWith("Tj=8;"));
    QVERIFY(played.last().answer.tokens[0].forced);
    played.click(played.in<QPushButton>(1, "turnChip"));
    QTRY_VERIFY_WITH_TIMEOUT(!played.chat.asking(), kPatience);
    QCOMPARE(played.last().check.state, ChatTurn::Check::Identical);
    played.shootBoth("playground-4-identical");
}

void PlaygroundTest::answersStopAndEnd() {
    Played played;
    QVERIFY(played.choose("endless"));
    // In a chat the template's own end of a turn ends the answer, though the model knows of none.
    played.find<QSpinBox>("playMaxTokens")->setValue(20000);
    QVERIFY(played.say(kQuestion));
    QCOMPARE(played.last().answer.finishReason, std::string("stop"));
    QCOMPARE(played.last().answer.tokens.back().id, 2);
    QVERIFY(!played.last().text.contains("<eos>"));
    QVERIFY(played.choose("restless"));
    played.click(played.find<QPushButton>("playNew"));
    played.find<QComboBox>("playMode")->setFocus();
    QTest::keyClick(played.find<QComboBox>("playMode"), Qt::Key_Down);
    QVERIFY(!played.chat.chats());
    played.find<QDoubleSpinBox>("playTemperature")->setValue(1);
    auto *prompt = played.find<QPlainTextEdit>("playPrompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, kQuestion);
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(played.last().answer.tokens.size() > 30, kPatience);
    QVERIFY(played.find<QPushButton>("playStop")->isVisible());
    const auto seen = played.last().answer.tokens.size();
    played.shootBoth("playground-5-writing");
    QTest::keyClick(prompt, Qt::Key_Escape);
    QVERIFY(played.settled());
    QCOMPARE(played.last().answer.finishReason, std::string("cancelled"));
    QVERIFY(played.last().answer.tokens.size() >= seen && played.last().answer.tokens.size() < 20000);
    QVERIFY(played.in<QLabel>(1, "turnFacts")->text().contains("stopped"));
    QVERIFY(played.last().answer.tokens.front().entropy.value() > 0 ||
            played.last().answer.tokens.back().entropy.value() > 0);
    played.click(played.in<QPushButton>(1, "turnChip"));
    QTRY_VERIFY_WITH_TIMEOUT(!played.chat.asking(), kPatience);
    QCOMPARE(played.last().check.state, ChatTurn::Check::Identical);
}

void PlaygroundTest::keysReachEverything() {
    Played played;
    QVERIFY(played.choose("chatty"));
    played.click(played.find<QPushButton>("playSystem"));
    auto *system = played.find<QPlainTextEdit>("playSystemEdit");
    QVERIFY(system->hasFocus());
    QTest::keyClicks(system, "j=4;");
    QTest::keyClick(system, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(played.column()->turns().size(), 1);
    QVERIFY(played.say("?j:"));
    QCOMPARE(played.column()->turns().size(), 3);
    // Tab goes from a turn over its buttons to the next turn; all of them have names.
    played.turn(1)->text()->setFocus();
    QTest::qWait(30);
    QStringList names;
    for (int i = 0; i < 12 && !played.turn(2)->text()->hasFocus(); ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::qWait(30);
        names.append(QApplication::focusWidget()->objectName());
        QVERIFY2(!QApplication::focusWidget()->accessibleName().isEmpty(), qPrintable(names.join(' ')));
    }
    QVERIFY2(names.contains("turnEdit") && names.contains("turnCopy") && names.last() == "turnText",
             qPrintable(names.join(' ')));
    QTest::keyClick(played.turn(2)->text(), Qt::Key_B);
    QVERIFY(played.chat.conversation().isMarked(played.turn(2)->turn()));
    played.click(played.in<QPushButton>(2, "turnCopy"));
    QCOMPARE(QApplication::clipboard()->text(), played.last().text);
    QTest::keyClick(played.turn(2)->text(), Qt::Key_Escape);
    QVERIFY(played.find<QPlainTextEdit>("playPrompt")->hasFocus());
    QTest::keyClick(played.find<QPlainTextEdit>("playPrompt"), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(played.column()->turns().isEmpty());
    played.workspace.undoStack().undo();
    // This view is in question, and none of those beside it.
    for (const char *other : {"home", "data", "train", "label", "compare"})
        played.find<QWidget>(other)->setMinimumWidth(1);
    for (int tab = 0; tab < played.find<QTabWidget>("modelTabs")->count(); ++tab)
        if (tab != 1) played.find<QTabWidget>("modelTabs")->widget(tab)->setMinimumWidth(1);
    QTest::qWait(60);
    played.window.resize(1000, 700);
    QTest::qWait(60);
    QCOMPARE(played.window.width(), 1000);
    played.shootBoth("playground-6-small");
}

void PlaygroundTest::rowsAreSaved() {
    Played played;
    QVERIFY(played.choose("base"));
    QVERIFY(played.say(kQuestion));
    played.find<QDoubleSpinBox>("playTemperature")->setValue(3);
    QTest::keyClick(played.find<QPlainTextEdit>("playPrompt"), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(played.settled());
    const QString file = played.folder.filePath("rows.jsonl");
    const auto save = [&] {
        auto *dialog = played.find<QFileDialog>("playSave");
        QVERIFY(dialog);
        dialog->selectFile(file);
        QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
        QTRY_VERIFY(!played.find<QFileDialog>("playSave"));
    };
    const auto actions = played.find<QPushButton>("playExport")->menu()->actions();
    actions[0]->trigger();
    QVERIFY(QApplication::clipboard()->text().startsWith("**User**"));
    actions[1]->trigger();
    save();
    // The menu of an answer that has a sibling keeps the one over the other; a file that is there gains a row.
    played.turn(1)->text()->setFocus();
    QTest::qWait(30);
    played.click(played.in<QPushButton>(1, "turnMore"));
    auto *menu = played.turn(1)->findChild<QMenu *>();
    QVERIFY(menu);
    menu->actions()[1]->trigger();
    menu->close();
    save();
    QFile rows(file);
    QVERIFY(rows.open(QIODevice::ReadOnly));
    const auto first = QJsonDocument::fromJson(rows.readLine()).object(),
               second = QJsonDocument::fromJson(rows.readLine()).object();
    QCOMPARE(first["messages"].toArray().size(), 2);
    QCOMPARE(second["prompt"].toString(), kQuestion);
    QCOMPARE(second["chosen"].toString(), played.last().text);
    QVERIFY(rows.atEnd() && !second["rejected"].toString().isEmpty());
    QVERIFY(played.find<QLabel>("playNotice")->text().contains("rows.jsonl"));
}

void PlaygroundTest::itSpeaksChinese() {
    QVERIFY(installLanguage(*qApp, "zh_CN"));
    Played played;
    QVERIFY(played.choose("chatty"));
    QVERIFY(played.say(kQuestion));
    played.find<QDoubleSpinBox>("playTemperature")->setValue(2);
    QTest::keyClick(played.find<QPlainTextEdit>("playPrompt"), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(played.settled());
    played.click(played.in<QPushButton>(1, "turnChip"));
    QTRY_VERIFY_WITH_TIMEOUT(!played.chat.asking(), kPatience);
    QCOMPARE(played.in<QLabel>(1, "turnCheck")->text(), QString("✓ 完全一致"));
    TurnText *text = played.turn(1)->text();
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Right);
    QTRY_VERIFY_WITH_TIMEOUT(played.find<QTableWidget>("playAlternatives")->rowCount() > 1, kPatience);
    played.shootBoth("playground-7-chinese");
    installLanguage(*qApp, "en");
}

void PlaygroundTest::askSixtyTimes(PlaygroundViewModel &chat, const QSignalSpy &asked) {
    for (int turn = 0; turn < 60; ++turn) {
        chat.ask("question");
        const qint64 ticket = asked.last()[0].value<PromptRequest>().ticket;
        Answer answer;
        answer.from.promptIds = {1};
        answer.tokens.assign(60, {.text = "word ", .id = 1, .logprob = -1.0f, .entropy = 1.0f});
        for (const TextToken &token : answer.tokens) answer.text += token.text;
        chat.setAnswer(ticket, answer);
    }
}

/// One paragraph of 4,000 tokens.
void PlaygroundTest::growBy4000(PlaygroundViewModel &chat, qint64 ticket, Answer &answer) {
    for (int step = 0; step < 100; ++step) {
        AnswerGrowth growth{.ticket = ticket, .seconds = 0.05 * (step + 1)};
        for (int i = 0; i < 40; ++i) growth.tokens.push_back({.text = "word ", .id = i});
        chat.grow(growth);
        answer.tokens.insert(answer.tokens.end(), growth.tokens.begin(), growth.tokens.end());
        QTest::qWait(10);
    }
}

void PlaygroundTest::leavesTheWheelToTheColumn(const ChatColumn &column) {
    QWidget *under = column.turns()[0]->text()->viewport();
    const QPointF place(5, 5);
    QWheelEvent wheel(place, under->mapToGlobal(place), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(under, &wheel);
    QVERIFY(!wheel.isAccepted());
}

void PlaygroundTest::longAnswersDoNotBlock() {
    PlaygroundViewModel chat;
    PlaygroundView view(chat);
    view.resize(1000, 700);
    view.show();
    const ModelValues model{.id = "m", .name = "m", .reference = "{}", .tokenizer = "/t", .present = true};
    chat.setModel(&model);
    chat.setTemplate({.tokenizer = "/t", .found = true});
    QSignalSpy asked(&chat, &PlaygroundViewModel::answerRequested);
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    auto *column = view.findChild<ChatColumn *>("chatColumn");
    askSixtyTimes(chat, asked);
    chat.ask("one more");
    const qint64 ticket = asked.last()[0].value<PromptRequest>().ticket;
    QTest::qWait(300);
    EventLoopProbe probe;
    Answer answer{.finishReason = "length"};
    answer.from.promptIds = {1};
    growBy4000(chat, ticket, answer);
    probe.print("an answer of 4,000 tokens in one paragraph");
    const QByteArray growing = probe.complaint();
    QCOMPARE(column->turns().size(), 122);
    QTRY_COMPARE(column->verticalScrollBar()->value(), column->verticalScrollBar()->maximum()); // it has followed
    column->verticalScrollBar()->setValue(100);
    chat.grow({ticket, {{.text = "\n", .id = 1}}, 6});
    QTest::qWait(50);
    QCOMPARE(column->verticalScrollBar()->value(), 100); // somebody reads further up
    leavesTheWheelToTheColumn(*column);
    if (QTest::currentTestFailed()) return;
    for (const TextToken &token : answer.tokens) answer.text += token.text;
    probe.reset();
    chat.setWritten(ticket, answer);
    QTest::qWait(100);
    for (TextToken &token : answer.tokens) {
        token.logprob = -0.1f * float(token.id);
        token.entropy = 0.05f * float(token.id);
    }
    chat.setAnswer(ticket, answer);
    QTest::qWait(100);
    probe.print("its tints");
    probe.reset();
    for (int step = 0; step < 40; ++step) {
        chat.chooseToken(chat.conversation().end(), 100 * step);
        QTest::qWait(5);
    }
    probe.print("going over its tokens");
    QVERIFY2(growing.isEmpty(), "an answer that grows holds up the window: " + growing);
    QVERIFY2(probe.complaint().isEmpty(), "going over tokens holds up the window: " + probe.complaint());
}

QTEST_MAIN(PlaygroundTest)
#include "tst_playground.moc"
