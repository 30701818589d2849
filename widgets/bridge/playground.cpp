// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/playground.h"
#include "widgets/bridge/conversions.h"
#include "widgets/models/visible_text.h"
#include <QElapsedTimer>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary {

Playground::Playground(QObject *parent) : QObject(parent), worker_(new WarmWorker(this)) {}

Result<Json> Playground::ask(const PromptWish &wish, Json request) {
    auto reference = parseJson(fromQt(wish.reference));
    if (!reference) return unexpected(reference.error());
    request["model"] = std::move(*reference);
    return worker_->ask(request, [this, ticket = cancelled_.load()] { return leaving_ || cancelled_ != ticket; });
}

Result<const Tokenizer *> Playground::tokenizerOf(const PromptWish &wish) {
    if (!tokenizer_ || tokenizerFolder_ != wish.tokenizer) {
        auto loaded = Tokenizer::load(fromQt(wish.tokenizer));
        if (!loaded) return unexpected(loaded.error());
        tokenizer_.emplace(std::move(*loaded));
        tokenizerFolder_ = wish.tokenizer;
    }
    return &*tokenizer_;
}

void Playground::answer(const PromptWish &wish) {
    auto done = complete(wish);
    if (done) Q_EMIT answered(*done);
    else Q_EMIT failed(wish.ticket, done.error().code == kCancelled ? QString() : toQt(done.error()));
}

/// Log-probabilities and entropies of the whole answer from one pass over it, those of forced tokens included.
Status Playground::takeLogprobs(const PromptWish &wish, const std::vector<std::int64_t> &prompt, const std::vector<std::int64_t> &completion, PromptAnswer &answer) {
    if (completion.empty()) return {};
    const auto scores = ask(wish, {{"verb", "logprobs"}, {"prompt_ids", prompt}, {"completion_ids", completion}});
    if (!scores) return unexpected(scores.error());
    const Json logprobs = scores->value("logprobs", Json::array()), entropy = scores->value("entropy", Json::array());
    for (qsizetype i = 0; i < answer.tokens.size() && i < qsizetype(logprobs.size()) && i < qsizetype(entropy.size()); ++i) {
        answer.tokens[i].logprob = logprobs[std::size_t(i)].get<double>();
        answer.tokens[i].entropy = entropy[std::size_t(i)].get<double>();
    }
    return {};
}

Result<PromptAnswer> Playground::complete(const PromptWish &wish) {
    const auto with = tokenizerOf(wish);
    if (!with) return unexpected(with.error());
    std::vector<std::int64_t> ids(wish.ids.begin(), wish.ids.end());
    if (ids.empty()) {
        const auto encoding = (*with)->encode(fromQt(wish.prompt), true);
        if (!encoding) return unexpected(encoding.error());
        ids.assign(encoding->ids.begin(), encoding->ids.end());
    }
    const auto promptTokens = wish.ids.isEmpty() ? ids.size() : std::size_t(wish.promptTokens);
    const std::vector<std::int64_t> prompt(ids.begin(), ids.begin() + std::ptrdiff_t(promptTokens));
    std::vector<std::int64_t> completion(ids.begin() + std::ptrdiff_t(promptTokens), ids.end());
    const std::size_t forced = completion.size();
    QElapsedTimer clock;
    clock.start();
    const auto made = ask(wish, {{"verb", "generate"}, {"ids", ids}, {"n", 1}, {"max_new_tokens", wish.maxNewTokens}, {"temperature", wish.temperature}, {"seed", wish.seed}});
    if (!made) return unexpected(made.error());
    const Json first = made->value("completions", Json::array()).empty() ? Json::object() : made->at("completions").front();
    for (const auto &id : first.value("ids", Json::array())) completion.push_back(id.get<std::int64_t>());
    PromptAnswer out{.ticket = wish.ticket, .finish = toQt(first.value("finish_reason", ""))};
    out.promptIds = QVector<int>(prompt.begin(), prompt.end());
    StreamDecoder pieces(**with, false);
    for (const auto id : prompt) pieces.push(std::int32_t(id)); // a first space may hang on what stands before
    for (std::size_t i = 0; i < completion.size(); ++i) {
        const QString text = toQt(pieces.push(std::int32_t(completion[i])));
        out.text += text;
        out.tokens.append({.id = int(completion[i]), .text = visibleText(text), .forced = i < forced});
    }
    if (auto taken = takeLogprobs(wish, prompt, completion, out); !taken) return unexpected(taken.error());
    out.seconds = double(clock.elapsed()) / 1000;
    return out;
}

void Playground::alternatives(const PromptWish &wish, int token) {
    const auto with = tokenizerOf(wish);
    const std::vector<std::int64_t> ids(wish.ids.begin(), wish.ids.end());
    const auto answer = with ? ask(wish, {{"verb", "logits"}, {"ids", ids}, {"positions", "last"}}) : Result<Json>(unexpected(with.error()));
    if (!answer) {
        Q_EMIT failed(wish.ticket, answer.error().code == kCancelled ? QString() : toQt(answer.error()));
        return;
    }
    const Json rows = answer->value("logits", Json::array()), last = rows.empty() ? Json::array() : rows.back();
    std::vector<double> logits;
    for (const auto &value : last) logits.push_back(value.get<double>());
    if (logits.empty()) return Q_EMIT failed(wish.ticket, tr("The worker gave no logits."));
    const double largest = *std::max_element(logits.begin(), logits.end());
    const double sum = std::accumulate(logits.begin(), logits.end(), 0.0, [&](double all, double logit) { return all + std::exp(logit - largest); });
    std::vector<int> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto count = std::min<std::size_t>(kAlternatives, order.size());
    std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(count), order.end(), [&](int a, int b) { return logits[std::size_t(a)] > logits[std::size_t(b)]; });
    Alternatives out{.ticket = wish.ticket, .token = token};
    for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t id = order[i];
        out.tokens.append({id, visibleText(toQt((*with)->decode(std::vector<std::int32_t>{id}, false))), std::exp(logits[std::size_t(id)] - largest) / sum});
    }
    Q_EMIT alternativesFound(out);
}

} // namespace lapidary
