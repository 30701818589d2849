// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of the playground from a remote model: its tokens are its own, so that text stands for them.
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/playground.h"
#include <QElapsedTimer>

namespace lapidary {

namespace {

/// The server's tokens where they have their log-probabilities and add up to the text; otherwise the text in one piece.
std::vector<TextToken> shownTokens(const Answer &answer) {
    std::string whole;
    for (const TextToken &token : answer.tokens) whole += token.text;
    const bool theirs = !answer.tokens.empty() && areScored(answer.tokens) && whole == answer.text;
    return theirs ? answer.tokens : std::vector<TextToken>{{.text = answer.text}};
}

} // namespace

Result<Answer> Playground::writeRemotely(const PromptRequest &asked) {
    if (!asked.begun.isEmpty())
        return fail({.code = "remote.prefix", .message = fromQt(tr("A remote model begins every answer itself."))});
    QElapsedTimer clock;
    clock.start();
    std::string soFar;
    double first = 0;
    const auto partial = [&](const Json &told) {
        if (told.contains("notice")) Q_EMIT noticed(asked.ticket, toQt(sentenceIn(told, "notice")));
        const auto text = getString(told, "text");
        if (!text) return;
        const std::string more = text->starts_with(soFar) ? text->substr(soFar.size()) : *text;
        const double now = double(clock.elapsed()) / 1000;
        if (first == 0 && !more.empty()) first = now;
        Q_EMIT grew({asked.ticket, {{.text = more}}, now, first});
        soFar = *text;
    };
    Json request = {{"logprobs", true}};
    if (asked.messages.isEmpty()) request["prompt"] = fromQt(asked.prompt);
    for (const ChatMessage &message : asked.messages)
        request["messages"].push_back({{"role", fromQt(message.role)}, {"content", fromQt(message.text)}});
    const auto made = generate(asked, std::move(request), partial);
    if (!made) return unexpected(made.error());
    Answer out{.text = soFar, .finishReason = "cancelled"};
    out.from.server = Json::object(); // it was stopped before the server had told of itself
    if (*made) out = (*made)->best();
    out.tokens = shownTokens(out);
    out.first = first;
    out.seconds = double(clock.elapsed()) / 1000;
    return out;
}

} // namespace lapidary
