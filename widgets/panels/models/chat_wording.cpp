// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/chat_wording.h"
#include "core/base/json.h"
#include "widgets/common/core_text.h"
#include "widgets/models/qt_text.h"
#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <iterator>

namespace lapidary {

namespace {

constexpr int kLongestName = 22; ///< in the chip

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ChatWording)
};

QString temperatureText(double temperature) {
    return temperature == 0 ? Words::tr("greedy") : QStringLiteral("T %1").arg(temperature);
}

qsizetype forcedOf(const ChatTurn &turn) {
    return std::count_if(turn.answer.tokens.begin(), turn.answer.tokens.end(),
                         [](const TextToken &token) { return token.forced; });
}

/// "https://host:443 as model; 1 request; flags", with why it is not whole.
QString serverWords(const Json &server) {
    if (server.empty()) return Words::tr("stopped before the server had ended");
    QStringList parts{Words::tr("Server: %1, which calls the model “%2”")
                          .arg(toQt(server.value("origin", "")), toQt(server.value("model", "")))};
    if (const auto retries = server.value("retries", 0); retries > 0)
        parts.append(Words::tr("asked again %1 times").arg(retries));
    for (const auto &flag : server.value("flags", Json::array()))
        parts.append(coreText(Sentence::known(flag.get<std::string>())));
    if (server.contains("problem")) parts.append(coreText(errorFromJson(server["problem"])));
    return parts.join(QStringLiteral("; "));
}

} // namespace

QString finishWord(const QString &finish) {
    if (finish == QLatin1String("stop")) return Words::tr("ended by itself");
    if (finish == QLatin1String("length")) return Words::tr("cut at the token limit");
    if (finish == QLatin1String("truncated")) return Words::tr("cut off by the server");
    return finish == QLatin1String("cancelled") ? Words::tr("stopped") : finish;
}

QString speakerOf(const ChatTurn &turn) {
    if (turn.role == ChatTurn::System) return Words::tr("System");
    if (turn.role == ChatTurn::User) return turn.chat ? Words::tr("You") : Words::tr("Your text");
    return turn.from.byHand ? Words::tr("Answer, written by hand") : turn.from.model;
}

QString chipText(const ChatTurn &turn) {
    const ChatSampler &sampler = turn.from.sampler;
    const QString &name = turn.from.model;
    QStringList parts{name.size() > kLongestName
                          ? name.left(kLongestName / 2) + QStringLiteral("…") + name.right(kLongestName / 2 - 1)
                          : name};
    if (!turn.from.weights.isEmpty()) parts.append(turn.from.weights.left(8));
    if (!turn.answer.from.isRemote()) parts.append(sampler.numbers);
    parts.append(temperatureText(sampler.temperature));
    if (sampler.temperature > 0) parts.append(Words::tr("seed %1").arg(sampler.seed));
    return parts.join(QStringLiteral(" · "));
}

QString provenanceText(const ChatTurn &turn) {
    const ChatProvenance &from = turn.from;
    const ChatSampler &sampler = from.sampler;
    if (turn.answer.from.isRemote())
        return QStringList{Words::tr("Model: %1").arg(from.model), serverWords(turn.answer.from.server),
                           Words::tr("Sampler: temperature %1, top-p %2, at most %3 tokens, seed %4")
                               .arg(sampler.temperature)
                               .arg(sampler.topP)
                               .arg(sampler.maxNewTokens)
                               .arg(sampler.seed),
                           Words::tr("A click asks again and compares; a server need not give the same answer twice.")}
            .join(QLatin1Char('\n'));
    QStringList lines{Words::tr("Model: %1").arg(from.model),
                      Words::tr("Weights: %1").arg(from.weights.isEmpty() ? Words::tr("hash not read") : from.weights)};
    lines.append(Words::tr("Held in memory as %1").arg(sampler.numbers));
    if (!from.adapters.isEmpty()) lines.append(Words::tr("Adapters: %1").arg(from.adapters.join(QStringLiteral(", "))));
    lines.append(Words::tr("Template: %1")
                     .arg(turn.answer.from.templateHash.empty() ? Words::tr("none, the text is continued")
                                                                : toQt(turn.answer.from.templateHash)));
    lines.append(Words::tr("Sampler: temperature %1, top-p %2, at most %3 tokens, seed %4")
                     .arg(sampler.temperature)
                     .arg(sampler.topP)
                     .arg(sampler.maxNewTokens)
                     .arg(sampler.seed));
    lines.append(Words::tr("Prompt: %1 tokens; answer: %2 tokens, %3 of them given")
                     .arg(turn.answer.from.promptIds.size())
                     .arg(turn.answer.tokens.size())
                     .arg(forcedOf(turn)));
    lines.append(Words::tr("A click makes it again and compares."));
    return lines.join(QLatin1Char('\n'));
}

QString factsText(const ChatTurn &turn) {
    const Answer &answer = turn.answer;
    const auto made = std::ssize(answer.tokens) - forcedOf(turn);
    QStringList parts{Words::tr("%1 tokens").arg(answer.tokens.size()),
                      Words::tr("%1 s").arg(answer.seconds, 0, 'f', 2)};
    if (answer.first > 0) {
        parts.append(Words::tr("the first after %1 s").arg(answer.first, 0, 'f', 2));
        if (made > 1)
            parts.append(
                Words::tr("then %1 tokens/s").arg(double(made - 1) / (answer.seconds - answer.first), 0, 'f', 0));
    } else if (answer.seconds > 0)
        parts.append(Words::tr("%1 tokens/s").arg(double(made) / answer.seconds, 0, 'f', 0));
    if (areScored(answer.tokens) && !answer.tokens.empty()) {
        double sum = 0;
        for (const TextToken &token : answer.tokens) sum += *token.logprob;
        parts.append(Words::tr("mean log-probability %1").arg(sum / double(answer.tokens.size()), 0, 'f', 3));
    }
    parts.append(finishWord(toQt(answer.finishReason)));
    return parts.join(QStringLiteral(" · "));
}

QString writingText(const ChatTurn &turn, double speed, bool loading) {
    if (loading) return Words::tr("Loading the model …");
    if (turn.answer.tokens.empty()) return Words::tr("Reading the prompt …");
    const QString tokens = Words::tr("Writing: %1 tokens").arg(turn.answer.tokens.size());
    return speed > 0 ? Words::tr("%1 · %2 tokens/s").arg(tokens).arg(speed, 0, 'f', 0) : tokens;
}

QString checkText(const ChatTurn::Check &check) {
    switch (check.state) {
    case ChatTurn::Check::None:
        return {};
    case ChatTurn::Check::Running:
        return Words::tr("making it again …");
    case ChatTurn::Check::Identical:
        return Words::tr("✓ identical");
    case ChatTurn::Check::Differs:
        return Words::tr("✗ differs at token %1").arg(check.token + 1);
    case ChatTurn::Check::Failed:
        return Words::tr("✗ could not be made again");
    }
    return {};
}

QString differenceText(const ChatTurn::Check &check) {
    if (check.state == ChatTurn::Check::Failed) return check.why;
    if (check.state != ChatTurn::Check::Differs) return {};
    const auto token = [](const QString &text) {
        return text.isEmpty() ? Words::tr("nothing") : QStringLiteral("“%1”").arg(text);
    };
    return Words::tr("Token %1 was %2, now it is %3.")
        .arg(QString::number(check.token + 1), token(check.was), token(check.now));
}

} // namespace lapidary
