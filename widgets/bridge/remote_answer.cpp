// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of the playground from a remote model: its tokens are its own, so that text stands for them.
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/playground.h"
#include "widgets/models/visible_text.h"
#include <QElapsedTimer>
#include <cmath>
#include <limits>

namespace lapidary {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

AnswerToken tokenOf(const QString &text) {
    return {.text = visibleText(text), .entropy = kUnknown, .piece = text};
}

QVector<TokenAlternative> alternativesOf(const Json &token) {
    QVector<TokenAlternative> out;
    for (const auto &other : token.value("top", Json::array()))
        if (other["logprob"].is_number())
            out.append({-1, visibleText(toQt(other.value("token", ""))), std::exp(other["logprob"].get<double>())});
    return out;
}

/// The server's tokens where they have their log-probabilities and add up to the text; otherwise the text in one piece.
void takeTokens(const Json &completion, PromptAnswer &answer) {
    QString whole;
    bool scored = completion.contains("tokens") && !completion["tokens"].empty();
    for (const auto &token : completion.value("tokens", Json::array())) {
        AnswerToken made = tokenOf(toQt(token.value("token", "")));
        scored = scored && token["logprob"].is_number();
        if (scored) made.logprob = token["logprob"].get<double>();
        made.top = alternativesOf(token);
        whole += made.piece;
        answer.tokens.append(std::move(made));
    }
    answer.scored = scored && whole == answer.text;
    if (!answer.scored) answer.tokens = {tokenOf(answer.text)};
}

/// "https://host:443 as model; 1 request; flags", with why it is not whole.
QString wordsOf(const Json &remote) {
    QStringList parts{Playground::tr("Server: %1, which calls the model “%2”")
                          .arg(toQt(remote.value("origin", "")), toQt(remote.value("model", "")))};
    if (const auto retries = remote.value("retries", 0); retries > 0)
        parts.append(Playground::tr("asked again %1 times").arg(retries));
    for (const auto &flag : remote.value("flags", Json::array()))
        parts.append(toQt(Sentence::known(flag.get<std::string>())));
    if (remote.contains("problem")) parts.append(toQt(errorFromJson(remote["problem"])));
    return parts.join(QStringLiteral("; "));
}

} // namespace

Result<PromptAnswer> Playground::writeRemotely(const PromptRequest &asked) {
    if (!asked.begun.isEmpty())
        return fail({.code = "remote.prefix", .message = fromQt(tr("A remote model begins every answer itself."))});
    QElapsedTimer clock;
    clock.start();
    QString soFar;
    const auto partial = [&](const Json &told) {
        if (told.contains("notice")) Q_EMIT noticed(asked.ticket, toQt(sentenceIn(told, "notice")));
        if (!told.contains("text")) return;
        const QString text = toQt(told.value("text", ""));
        Q_EMIT grew({asked.ticket, {tokenOf(text.mid(soFar.size()))}, double(clock.elapsed()) / 1000});
        soFar = text;
    };
    Json request = {{"verb", "generate"},
                    {"n", 1},
                    {"max_new_tokens", asked.maxNewTokens},
                    {"temperature", asked.temperature},
                    {"top_p", asked.topP},
                    {"seed", asked.seed},
                    {"logprobs", true},
                    {"stream", true}};
    if (asked.messages.isEmpty()) request["prompt"] = fromQt(asked.prompt);
    for (const ChatMessage &message : asked.messages)
        request["messages"].push_back({{"role", fromQt(message.role)}, {"content", fromQt(message.text)}});
    const auto made = ask(asked, request, partial);
    if (!made && (made.error().code != kCancelled || !asked.keepStopped || leaving_)) return unexpected(made.error());
    PromptAnswer out{.ticket = asked.ticket,
                     .text = soFar,
                     .finish = QStringLiteral("stopped"),
                     .seconds = double(clock.elapsed()) / 1000,
                     .remote = tr("stopped before the server had ended")};
    if (made) {
        const Json first = made->value("completions", Json::array()).at(0);
        out.text = toQt(first.value("text", ""));
        out.finish = toQt(first.value("finish_reason", ""));
        out.remote = wordsOf(made->value("provenance", Json::object()).value("remote", Json::object()));
        takeTokens(first, out);
    } else
        out.tokens = {tokenOf(soFar)};
    return out;
}

} // namespace lapidary
