// SPDX-License-Identifier: Apache-2.0
// What the window asks of models, answered by the warm workers that all its parts share: real ones, without a window.
#include "core/base/files.h"
#include "core/job/worker_launcher.h"
#include "tests/support/temporary_folder.h"
#include "widgets/bridge/mix_player.h"
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/playground.h"
#include "widgets/models/playground_view_model.h"
#include <QSignalSpy>
#include <QTest>
#include <csignal>

using namespace lapidary;

namespace {

constexpr int kPatience = 120000;
const QString kQuestion = QStringLiteral("f=l+j;j=1-3;l=j*4;?f:");

/// A copy of the starter that never ends a text by itself.
void writeEndless(const fs::path &folder) {
    fs::copy(LAPIDARY_SOURCE "/resources/starter", folder);
    for (const char *name : {"config.json", "generation_config.json", "tokenizer_config.json"}) {
        std::string text = *readFile(folder / name);
        for (const auto &[from, to] :
             {std::pair<std::string, std::string>{"\"eos_token_id\": 2", "\"eos_token_id\": 0"},
              {"\"max_position_embeddings\": 512", "\"max_position_embeddings\": 65536"},
              {"<eos>", "<pad>"}})
            for (std::size_t at; (at = text.find(from)) != text.npos;) text.replace(at, from.size(), to);
        QVERIFY(writeFileAtomic(folder / name, text));
    }
}

/// The playground as the window has it: a view model, and a thread that asks.
struct Played {
    TemporaryFolder folder{};
    ModelValues model{};
    PlaygroundViewModel chat{};
    OnThread<Playground> playground{QStringLiteral("playground")};

    Played() {
        qputenv("LAPIDARY_WORKER", LAPIDARY_BIN "/lapidary-worker");
        writeEndless(folder.path / "model");
        const QString path = QString::fromStdString((folder.path / "model").string());
        model = {.id = path, .name = "endless", .folder = path, .tokenizer = path, .present = true};
        model.reference = QStringLiteral(R"({"path":"%1"})").arg(path);
        QObject::connect(&chat, &PlaygroundViewModel::answerRequested, playground.get(), &Playground::answer);
        QObject::connect(&chat, &PlaygroundViewModel::askingStopped, playground.get(), &Playground::cancel,
                         Qt::DirectConnection);
        QObject::connect(playground.get(), &Playground::grew, &chat, &PlaygroundViewModel::grow);
        QObject::connect(playground.get(), &Playground::written, &chat, &PlaygroundViewModel::setWritten);
        QObject::connect(playground.get(), &Playground::answered, &chat, &PlaygroundViewModel::setAnswer);
        QObject::connect(playground.get(), &Playground::failed, &chat, &PlaygroundViewModel::setFailed);
        chat.setModel(&model);
        chat.setTemplate({.tokenizer = path});
    }
    bool ask(int tokens) {
        chat.setSampler({.temperature = 1, .maxNewTokens = tokens});
        if (!chat.canAsk()) return false;
        chat.newChat();
        chat.ask(kQuestion);
        return chat.asking();
    }
    bool settled() {
        return QTest::qWaitFor([&] { return !chat.asking(); }, kPatience);
    }
    const ChatTurn &last() const { return chat.conversation().at(chat.conversation().end()); }
};

/// The only one there is.
WorkerPool::Worker worker() {
    const auto all = warmWorkers()->workers();
    return all.size() == 1 ? all.front() : WorkerPool::Worker{.pid = -int(all.size()) - 1};
}

} // namespace

class WarmWorkerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStopKeepsTheWorker();
    void partsShareAWorker();
    void aDeathIsAnAnswer();
    void allLeaveWithThoseWhoAsk();
};

/// What was stopped keeps its model: the next question comes from the same process.
void WarmWorkerTest::aStopKeepsTheWorker() {
    Played played;
    const QSignalSpy grown(&played.chat, &PlaygroundViewModel::turnChanged);
    QVERIFY(played.ask(20000));
    QTRY_VERIFY_WITH_TIMEOUT(grown.size() > 10, kPatience);
    const auto before = worker();
    QVERIFY(before.pid > 0 && before.answers);
    played.chat.stop();
    QVERIFY(played.settled());
    QVERIFY2(played.last().problem.isEmpty(), qPrintable(played.last().problem));
    QVERIFY(!played.last().text.isEmpty());
    QVERIFY(played.ask(5));
    QVERIFY(played.settled());
    QVERIFY2(played.last().problem.isEmpty(), qPrintable(played.last().problem));
    QVERIFY(!played.last().text.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!worker().answers, kPatience); // its tokens are scored
    QCOMPARE(worker().pid, before.pid);
}

/// The mixer asks the process that the playground has started.
void WarmWorkerTest::partsShareAWorker() {
    Played played;
    QVERIFY(played.ask(5));
    QVERIFY(played.settled());
    const pid_t before = worker().pid;
    MixPlayer mixer;
    QSignalSpy answers(&mixer, &MixPlayer::answered), failures(&mixer, &MixPlayer::failed);
    MixRequest request;
    request.reference = played.model.reference;
    request.prompt = kQuestion;
    request.maxNewTokens = 5;
    mixer.answer(request);
    QVERIFY(failures.isEmpty() && !answers.isEmpty());
    QCOMPARE(worker().pid, before);
}

void WarmWorkerTest::aDeathIsAnAnswer() {
    Played played;
    const QSignalSpy grown(&played.chat, &PlaygroundViewModel::turnChanged);
    QVERIFY(played.ask(20000));
    QTRY_VERIFY_WITH_TIMEOUT(grown.size() > 10, kPatience);
    const pid_t before = worker().pid;
    QVERIFY(before > 0);
    ::kill(before, SIGKILL);
    QVERIFY(played.settled());
    QVERIFY(!played.last().problem.isEmpty());
    QVERIFY(played.ask(5));
    QVERIFY(played.settled());
    QVERIFY2(played.last().problem.isEmpty(), qPrintable(played.last().problem));
    QVERIFY(worker().pid > 0 && worker().pid != before);
}

void WarmWorkerTest::allLeaveWithThoseWhoAsk() {
    pid_t pid = 0;
    {
        Played played;
        const QSignalSpy grown(&played.chat, &PlaygroundViewModel::turnChanged);
        QVERIFY(played.ask(20000));
        QTRY_VERIFY_WITH_TIMEOUT(grown.size() > 10, kPatience);
        pid = worker().pid;
        QVERIFY(processOf(pid));
    }
    QVERIFY(!processOf(pid));
    QVERIFY(warmWorkers()->workers().empty());
}

QTEST_GUILESS_MAIN(WarmWorkerTest)
#include "tst_warm_worker.moc"
