// SPDX-License-Identifier: Apache-2.0
// bench_chat MODEL: a conversation by the way that the window goes: its playground on a thread of its own, a warm
// worker behind a pipe, and what comes back as signals. One JSON line for each question. See ../README.md.
#include "core/text/chat_prompt.h"
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/playground.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <cstdio>

using namespace lapidary;

namespace {

struct Settings {
    QString model{}, dtype{};
    int threads = 0, prompt = 200, tokens = 128;
};

/// What a person sees of an answer, in seconds from the question on.
struct Seen {
    double first = 0, last = 0;
    Answer answer{};
    QString problem{};
};

/// A question of about so many tokens, that a model answers at some length.
QString question(const QString &model, int tokens) {
    ChatPrompt chat(model.toStdString());
    std::string text = "Here are some facts.";
    for (int fact = 1;; ++fact) {
        const std::string asked = text + " Tell me a long story in which all of them matter.";
        const auto ids = chat.of(
            {{"messages", Json::array({{{"role", "user"}, {"content", asked}}})}, {"add_generation_prompt", true}});
        if (!ids) qFatal("%s", describe(ids.error()).c_str());
        if (std::ssize(ids->ids) >= tokens) return QString::fromStdString(asked);
        text +=
            " The river of town " + std::to_string(fact) + " is " + std::to_string(fact * 17 % 90 + 3) + " miles long.";
    }
}

/// Signals cross from the playground's thread to this one, as they do to the window.
Seen ask(Playground *playground, const PromptRequest &request) {
    Seen seen;
    QElapsedTimer clock;
    QEventLoop until;
    QObject here;
    const auto now = [&] { return double(clock.nsecsElapsed()) / 1e9; };
    QObject::connect(playground, &Playground::grew, &here, [&](const AnswerGrowth &growth) {
        if (growth.tokens.empty()) return;
        if (seen.first == 0) seen.first = now();
        seen.last = now();
    });
    QObject::connect(playground, &Playground::written, &here, [&](qint64, const Answer &answer) {
        seen.last = now();
        seen.answer = answer;
    });
    QObject::connect(playground, &Playground::answered, &here, [&] { until.quit(); });
    QObject::connect(playground, &Playground::failed, &here, [&](qint64, const QString &why) {
        seen.problem = why;
        until.quit();
    });
    clock.start();
    QMetaObject::invokeMethod(
        playground, [playground, request] { playground->answer(request); }, Qt::QueuedConnection);
    until.exec();
    return seen;
}

void tell(const Seen &seen, const Settings &settings, int turn) {
    const auto tokens = std::ssize(seen.answer.tokens);
    const Json line = {{"case", "chat"},
                       {"turn", turn},
                       {"dtype", settings.dtype.toStdString()},
                       {"threads", settings.threads},
                       {"prompt_ids", seen.answer.from.promptIds},
                       {"first_seconds", seen.first},
                       {"tokens", tokens},
                       {"tokens_per_second", double(tokens - 1) / (seen.last - seen.first)}};
    std::puts(dumpJson(line).c_str());
    std::fflush(stdout);
}

Settings readSettings(const QCoreApplication &application) {
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument("model", "Model folder with a chat template");
    const QCommandLineOption dtype("dtype", "f32, bf16 or int8", "name", "bf16");
    const QCommandLineOption threads("threads", "0: as the engine chooses", "number", "0");
    const QCommandLineOption prompt("prompt", "About so many tokens of the first question", "number", "200");
    const QCommandLineOption tokens("tokens", "At most so many of an answer", "number", "128");
    parser.addOptions({dtype, threads, prompt, tokens});
    parser.process(application);
    if (parser.positionalArguments().size() != 1) parser.showHelp(2);
    return {parser.positionalArguments().first(), parser.value(dtype), parser.value(threads).toInt(),
            parser.value(prompt).toInt(), parser.value(tokens).toInt()};
}

} // namespace

int main(int argc, char **argv) {
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(application);
    Json reference = {{"path", settings.model.toStdString()}, {"dtype", settings.dtype.toStdString()}};
    if (settings.threads > 0) reference["threads"] = settings.threads;
    PromptRequest request{.reference = QString::fromStdString(dumpJson(reference)), .tokenizer = settings.model};
    const OnThread<Playground> playground{QStringLiteral("playground")};
    request.messages = {{"user", "Hello"}}; // the model is loaded and warm then, as behind any first question
    request.maxNewTokens = 8;
    (void)ask(playground.get(), request);
    request.messages = {{"user", question(settings.model, settings.prompt)}};
    request.maxNewTokens = settings.tokens;
    for (int turn = 1; turn <= 2; ++turn) {
        const Seen seen = ask(playground.get(), request);
        if (!seen.problem.isEmpty()) qFatal("%s", qPrintable(seen.problem));
        tell(seen, settings, turn);
        request.messages.push_back({"assistant", QString::fromStdString(seen.answer.text)});
        request.messages.push_back({"user", "And then?"});
    }
    return 0;
}
