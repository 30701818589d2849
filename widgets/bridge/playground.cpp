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

Result<Json> Playground::ask(const PromptRequest &asked, Json request,
                             const std::function<void(const Json &)> &partial) {
    auto reference = parseJson(fromQt(asked.reference));
    if (!reference) return unexpected(reference.error());
    request["model"] = std::move(*reference);
    return worker_->ask(
        request, [this, ticket = cancelled_.load()] { return leaving_ || cancelled_ != ticket; }, partial);
}

Result<const Tokenizer *> Playground::tokenizerOf(const PromptRequest &asked) {
    if (!tokenizer_ || tokenizerFolder_ != asked.tokenizer) {
        auto loaded = Tokenizer::load(fromQt(asked.tokenizer));
        if (!loaded) return unexpected(loaded.error());
        tokenizer_.emplace(std::move(*loaded));
        tokenizerFolder_ = asked.tokenizer;
    }
    return &*tokenizer_;
}

ChatPrompt &Playground::chatPromptOf(const QString &folder) {
    if (!chat_ || chatFolder_ != folder) chat_.emplace(fromQt(folder));
    chatFolder_ = folder;
    return *chat_;
}

void Playground::lookForTemplate(const QString &tokenizer) {
    TemplateFacts facts{.tokenizer = tokenizer};
    chat_.reset(); // the folder may hold something else than the last time
    const auto found = chatPromptOf(tokenizer).templateHash();
    facts.found = found.has_value();
    if (!found && found.error().code != "template.missing") facts.problem = toQt(found.error());
    Q_EMIT templateKnown(facts);
}

/// The tokens of an answer as they come, with the text that each of them adds.
class Playground::Writer {
public:
    Writer(const Tokenizer &tokenizer, const Start &start) : pieces_(tokenizer, false) {
        for (const auto id : start.prompt)
            pieces_.push(std::int32_t(id)); // a first space may hang on what stands before
        for (const auto id : start.begun) add(id, true);
    }
    /// Takes what is new of the tokens that the model has written.
    QVector<AnswerToken> take(const Ids &ids) {
        const auto before = tokens_.size();
        while (made_ < ids.size()) add(ids[made_++], false);
        return tokens_.mid(before);
    }
    const QVector<AnswerToken> &tokens() const { return tokens_; }
    /// `finish`: how the worker says that it ended.
    void finish(PromptAnswer &answer, const QString &finish) {
        if (const QString rest = toQt(pieces_.finish()); !rest.isEmpty() && !tokens_.isEmpty()) {
            tokens_.last().piece += rest;
            tokens_.last().text += visibleText(rest);
        }
        answer.finish = finish;
        answer.tokens = tokens_;
        const bool endToken =
            answer.finish == QLatin1String("stop") && made_ > 0; // the token that ended it is none of its text
        for (qsizetype i = 0; i < tokens_.size() - endToken; ++i) answer.text += tokens_[i].piece;
    }

private:
    void add(std::int64_t id, bool forced) {
        const QString piece = toQt(pieces_.push(std::int32_t(id)));
        tokens_.append({.id = int(id), .text = visibleText(piece), .forced = forced, .piece = piece});
    }
    StreamDecoder pieces_;
    QVector<AnswerToken> tokens_{};
    std::size_t made_ = 0;
};

void Playground::answer(const PromptRequest &asked) {
    const auto reference = parseJson(fromQt(asked.reference));
    const auto done = reference && reference->contains("remote") ? writeRemotely(asked) : writeHere(asked);
    if (done)
        Q_EMIT answered(*done);
    else
        Q_EMIT failed(asked.ticket, done.error().code == kCancelled ? QString() : toQt(done.error()));
}

Result<PromptAnswer> Playground::writeHere(const PromptRequest &asked) {
    const auto start = startOf(asked);
    if (!start) return unexpected(start.error());
    auto done = write(asked, *start);
    if (!done) return done;
    Q_EMIT written(*done);
    if (const auto scored = score(asked, *start, *done); !scored) return unexpected(scored.error());
    return done;
}

Result<Playground::Start> Playground::startOf(const PromptRequest &asked) {
    if (!asked.messages.isEmpty()) return startOfChat(asked);
    if (asked.ids.isEmpty()) return startOfText(asked);
    const auto end = asked.ids.begin() + asked.promptTokens;
    return Start{.prompt = Ids(asked.ids.begin(), end), .begun = Ids(end, asked.ids.end())};
}

Result<Playground::Start> Playground::startOfText(const PromptRequest &asked) {
    const auto with = tokenizerOf(asked);
    if (!with) return unexpected(with.error());
    const auto prompt = (*with)->encode(fromQt(asked.prompt), true);
    if (!prompt) return unexpected(prompt.error());
    return startWith(asked, **with, {.text = fromQt(asked.prompt), .ids = prompt->ids}, true);
}

Result<Playground::Start> Playground::startOfChat(const PromptRequest &asked) {
    const auto with = tokenizerOf(asked);
    if (!with) return unexpected(with.error());
    ChatPrompt &prompt = chatPromptOf(asked.tokenizer);
    Json messages = Json::array();
    for (const ChatMessage &message : asked.messages)
        messages.push_back({{"role", fromQt(message.role)}, {"content", fromQt(message.text)}});
    const auto chat = prompt.of({{"messages", std::move(messages)}, {"add_generation_prompt", true}});
    if (!chat) return unexpected(chat.error());
    const auto hash = prompt.templateHash();
    if (!hash) return unexpected(hash.error());
    auto out = startWith(asked, **with, *chat, false);
    if (!out) return out;
    out->templateHash = *hash;
    return out;
}

Result<Playground::Start> Playground::startWith(const PromptRequest &asked, const Tokenizer &tokenizer,
                                                const ChatText &prompt, bool addSpecial) {
    Start out{.prompt = Ids(prompt.ids.begin(), prompt.ids.end())};
    if (asked.begun.isEmpty()) return out;
    const auto begun = tokensBehind(tokenizer, prompt.text, prompt.ids, fromQt(asked.begun), addSpecial);
    if (!begun) return unexpected(begun.error());
    out.begun = Ids(begun->begin(), begun->end());
    return out;
}

Result<PromptAnswer> Playground::write(const PromptRequest &asked, const Start &start) {
    const auto with = tokenizerOf(asked);
    if (!with) return unexpected(with.error());
    Writer writer(**with, start);
    Ids ids = start.prompt;
    ids.insert(ids.end(), start.begun.begin(), start.begun.end());
    QElapsedTimer clock;
    clock.start();
    Q_EMIT grew({asked.ticket, writer.tokens(), 0});
    const auto partial = [&](const Json &told) {
        if (told.contains("notice")) Q_EMIT noticed(asked.ticket, toQt(sentenceIn(told, "notice")));
        const auto it = told.find("ids");
        if (it != told.end() && it->is_array())
            Q_EMIT grew({asked.ticket, writer.take(it->get<Ids>()), double(clock.elapsed()) / 1000});
    };
    const Json request = {{"verb", "generate"},
                          {"ids", ids},
                          {"n", 1},
                          {"max_new_tokens", asked.maxNewTokens},
                          {"temperature", asked.temperature},
                          {"top_p", asked.topP},
                          {"seed", asked.seed},
                          {"stream", true}};
    const auto made = ask(asked, request, partial);
    const bool stopped = !made && made.error().code == kCancelled && asked.keepStopped && !leaving_;
    if (!made && !stopped) return unexpected(made.error());
    PromptAnswer out{.ticket = asked.ticket, .templateHash = toQt(start.templateHash)};
    out.promptIds = QVector<int>(start.prompt.begin(), start.prompt.end());
    QString finish = QStringLiteral("stopped");
    if (made) {
        const Json completions = made->value("completions", Json::array()),
                   first = completions.empty() ? Json::object() : completions.front();
        writer.take(first.value("ids", Ids()));
        finish = toQt(first.value("finish_reason", ""));
    }
    writer.finish(out, finish);
    out.seconds = double(clock.elapsed()) / 1000;
    return out;
}

/// Log-probabilities and entropies of the whole answer from one pass over it, those of forced tokens included.
Status Playground::score(const PromptRequest &asked, const Start &start, PromptAnswer &answer) {
    answer.scored = true;
    if (answer.tokens.isEmpty()) return {};
    Ids completion;
    for (const AnswerToken &token : answer.tokens) completion.push_back(token.id);
    const auto scores =
        ask(asked, {{"verb", "logprobs"}, {"prompt_ids", start.prompt}, {"completion_ids", completion}});
    if (!scores) return unexpected(scores.error());
    const Json logprobs = scores->value("logprobs", Json::array()), entropy = scores->value("entropy", Json::array());
    for (qsizetype i = 0; i < answer.tokens.size() && i < qsizetype(logprobs.size()) && i < qsizetype(entropy.size());
         ++i) {
        answer.tokens[i].logprob = logprobs[std::size_t(i)].get<double>();
        answer.tokens[i].entropy = entropy[std::size_t(i)].get<double>();
    }
    return {};
}

void Playground::alternatives(const PromptRequest &asked, int token) {
    const auto with = tokenizerOf(asked);
    const std::vector<std::int64_t> ids(asked.ids.begin(), asked.ids.end());
    const auto answer = with ? ask(asked, {{"verb", "logits"}, {"ids", ids}, {"positions", "last"}})
                             : Result<Json>(unexpected(with.error()));
    if (!answer) {
        Q_EMIT failed(asked.ticket, answer.error().code == kCancelled ? QString() : toQt(answer.error()));
        return;
    }
    const Json rows = answer->value("logits", Json::array()), last = rows.empty() ? Json::array() : rows.back();
    std::vector<double> logits;
    for (const auto &value : last) logits.push_back(value.get<double>());
    if (logits.empty()) return Q_EMIT failed(asked.ticket, tr("The worker gave no logits."));
    const double largest = *std::max_element(logits.begin(), logits.end());
    const double sum = std::accumulate(logits.begin(), logits.end(), 0.0,
                                       [&](double all, double logit) { return all + std::exp(logit - largest); });
    std::vector<int> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto count = std::min<std::size_t>(kAlternatives, order.size());
    std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(count), order.end(),
                      [&](int a, int b) { return logits[std::size_t(a)] > logits[std::size_t(b)]; });
    Alternatives out{.ticket = asked.ticket, .token = token};
    for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t id = order[i];
        out.tokens.append({id, visibleText(toQt((*with)->decode(std::vector<std::int32_t>{id}, false))),
                           std::exp(logits[std::size_t(id)] - largest) / sum});
    }
    Q_EMIT alternativesFound(out);
}

} // namespace lapidary
