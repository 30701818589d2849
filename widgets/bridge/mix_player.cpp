// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/mix_player.h"
#include "widgets/bridge/conversions.h"
#include <QElapsedTimer>
#include <nlohmann/json.hpp>

namespace lapidary {

void MixPlayer::answer(const MixRequest &asked) {
    QElapsedTimer clock;
    clock.start();
    auto reference = parseJson(fromQt(asked.reference));
    if (!reference) return Q_EMIT failed(asked.ticket, toQt(reference.error()));
    MixAnswer out{.ticket = asked.ticket, .plain = asked.plain, .done = false};
    const auto grow = [&](const Json &partial) {
        if (!partial.contains("text")) return; // a notice; the models' panel shows those of a folder
        out.text = toQt(partial.value("text", ""));
        out.tokens = partial.value("tokens", std::int64_t(0));
        out.seconds = double(clock.elapsed()) / 1000;
        Q_EMIT answered(out);
    };
    const Json request = {{"verb", "generate"},
                          {"prompt", fromQt(asked.prompt)},
                          {"n", 1},
                          {"max_new_tokens", asked.maxNewTokens},
                          {"temperature", asked.temperature},
                          {"seed", asked.seed},
                          {"stream", true},
                          {"model", std::move(*reference)}};
    const auto made = worker_.ask(
        request, [this] { return leaving_.load(); }, grow);
    if (!made) return Q_EMIT failed(asked.ticket, made.error().code == kCancelled ? QString() : toQt(made.error()));
    const Json completions = made->value("completions", Json::array());
    const Json first = completions.empty() ? Json::object() : completions.front();
    out.done = true;
    out.text = toQt(first.value("text", ""));
    out.finish = toQt(first.value("finish_reason", ""));
    out.tokens = qint64(first.value("ids", Json::array()).size());
    out.seconds = double(clock.elapsed()) / 1000;
    Q_EMIT answered(out);
}

} // namespace lapidary
