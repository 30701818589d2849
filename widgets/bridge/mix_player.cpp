// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/mix_player.h"
#include "widgets/bridge/conversions.h"
#include <QElapsedTimer>
#include <nlohmann/json.hpp>

namespace lapidary {

Result<Json> MixPlayer::requestOf(const MixRequest &asked) {
    auto reference = parseJson(fromQt(asked.reference));
    if (!reference) return unexpected(reference.error());
    Json request = {{"verb", "generate"},
                    {"n", 1},
                    {"max_new_tokens", asked.maxNewTokens},
                    {"temperature", asked.temperature},
                    {"seed", asked.seed},
                    {"stream", true},
                    {"model", std::move(*reference)}};
    if (asked.tokenizer.isEmpty()) {
        request["prompt"] = fromQt(asked.prompt);
        return request;
    }
    if (!chat_ || chatFolder_ != asked.tokenizer) chat_.emplace(fromQt(asked.tokenizer));
    chatFolder_ = asked.tokenizer;
    request["messages"] = Json::array({{{"role", "user"}, {"content", fromQt(asked.prompt)}}});
    if (auto ok = chat_->fill(request, true); !ok) return unexpected(ok.error());
    return request;
}

void MixPlayer::answer(const MixRequest &asked) {
    QElapsedTimer clock;
    clock.start();
    const auto request = requestOf(asked);
    if (!request) return Q_EMIT failed(asked.ticket, toQt(request.error()));
    const auto seconds = [&] { return double(clock.elapsed()) / 1000; };
    const auto grow = [&](const Json &partial) {
        if (!partial.contains("text")) return; // a notice; the models' panel shows those of a folder
        Answer growing{.text = partial.value("text", ""), .seconds = seconds()};
        growing.cost.kept = partial.value("tokens", std::int64_t(0));
        Q_EMIT answered(asked.ticket, growing);
    };
    const auto made = worker_.ask(
        *request, [this] { return leaving_.load(); }, grow);
    const auto answers = made ? answersFromJson(*made) : Result<Answers>(unexpected(made.error()));
    if (!answers)
        return Q_EMIT failed(asked.ticket, answers.error().code == kCancelled ? QString() : toQt(answers.error()));
    Answer out = answers->best();
    out.seconds = seconds();
    Q_EMIT answered(asked.ticket, out);
}

} // namespace lapidary
