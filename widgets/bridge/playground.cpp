// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/playground.h"
#include "widgets/bridge/conversions.h"
#include <QElapsedTimer>
#include <iterator>

namespace lapidary {

Result<Json> Playground::ask(const PromptRequest &asked, Json request,
                             const std::function<void(const Json &)> &partial) {
    auto reference = parseJson(fromQt(asked.reference));
    if (!reference) return unexpected(reference.error());
    request["model"] = std::move(*reference);
    return worker_.ask(
        request,
        [this, before = asked.stops < 0 ? cancelled_.load() : asked.stops] { return leaving_ || cancelled_ != before; },
        partial);
}

Result<std::optional<Answers>> Playground::generate(const PromptRequest &asked, Json request,
                                                    const std::function<void(const Json &)> &partial) {
    request.update({{"verb", "generate"},
                    {"n", 1},
                    {"max_new_tokens", asked.maxNewTokens},
                    {"temperature", asked.temperature},
                    {"top_p", asked.topP},
                    {"seed", asked.seed},
                    {"stream", true}});
    const auto made = ask(asked, std::move(request), partial);
    if (!made && made.error().code == kCancelled && asked.keepStopped && !leaving_) return std::optional<Answers>();
    if (!made) return unexpected(made.error());
    auto answers = answersFromJson(*made);
    if (!answers) return unexpected(answers.error());
    return std::optional(std::move(*answers));
}

void Playground::lookForTemplate(const QString &tokenizer) {
    Q_EMIT templateKnown(texts_.lookForTemplate(tokenizer));
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
    std::vector<TextToken> take(const Ids &ids) {
        const auto before = std::ssize(tokens_);
        while (made_ < ids.size()) add(ids[made_++], false);
        return {tokens_.begin() + before, tokens_.end()};
    }
    const std::vector<TextToken> &tokens() const { return tokens_; }
    /// How sure the model was of the tokens that it has written itself.
    void score(const std::vector<TextToken> &written) {
        const auto forced = tokens_.size() - made_;
        for (std::size_t i = 0; i < made_ && i < written.size(); ++i) {
            tokens_[forced + i].logprob = written[i].logprob;
            tokens_[forced + i].entropy = written[i].entropy;
        }
    }
    bool hasWritten() const { return made_ > 0; }
    void finish(Answer &answer) {
        if (!tokens_.empty()) tokens_.back().text += pieces_.finish();
        const bool endToken = answer.finishReason == "stop" && made_ > 0; // what ended it is none of its text
        answer.text.clear();
        for (std::size_t i = 0; i + endToken < tokens_.size(); ++i) answer.text += tokens_[i].text;
        answer.tokens = std::move(tokens_);
    }

private:
    void add(std::int64_t id, bool forced) {
        tokens_.push_back({.text = pieces_.push(std::int32_t(id)), .id = std::int32_t(id), .forced = forced});
    }
    StreamDecoder pieces_;
    std::vector<TextToken> tokens_{};
    std::size_t made_ = 0;
};

void Playground::answer(const PromptRequest &asked) {
    const auto reference = parseJson(fromQt(asked.reference));
    const auto done = reference && reference->contains("remote") ? writeRemotely(asked) : writeHere(asked);
    if (done)
        Q_EMIT answered(asked.ticket, *done);
    else
        Q_EMIT failed(asked.ticket, done.error().code == kCancelled ? QString() : toQt(done.error()));
}

Result<Answer> Playground::writeHere(const PromptRequest &asked) {
    const auto start = startOf(asked);
    if (!start) return unexpected(start.error());
    auto done = write(asked, *start);
    if (!done) return done;
    Q_EMIT written(asked.ticket, *done);
    PromptRequest later = asked; // what was stopped has been written, and can be scored all the same
    later.stops = -1;
    if (const auto scored = score(later, *start, *done); !scored) return unexpected(scored.error());
    return done;
}

Result<Playground::Start> Playground::startOf(const PromptRequest &asked) {
    if (!asked.messages.isEmpty()) return startOfChat(asked);
    if (asked.ids.isEmpty()) return startOfText(asked);
    const auto end = asked.ids.begin() + asked.promptTokens;
    return Start{.prompt = Ids(asked.ids.begin(), end), .begun = Ids(end, asked.ids.end())};
}

Result<Playground::Start> Playground::startOfText(const PromptRequest &asked) {
    const auto with = texts_.tokenizerIn(asked.tokenizer);
    if (!with) return unexpected(with.error());
    const auto prompt = (*with)->encode(fromQt(asked.prompt), true);
    if (!prompt) return unexpected(prompt.error());
    return startWith(asked, **with, {.text = fromQt(asked.prompt), .ids = prompt->ids}, true);
}

Result<Playground::Start> Playground::startOfChat(const PromptRequest &asked) {
    const auto with = texts_.tokenizerIn(asked.tokenizer);
    if (!with) return unexpected(with.error());
    ChatPrompt &prompt = texts_.chatPromptIn(asked.tokenizer);
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

Result<Answer> Playground::write(const PromptRequest &asked, const Start &start) {
    const auto with = texts_.tokenizerIn(asked.tokenizer);
    if (!with) return unexpected(with.error());
    Writer writer(**with, start);
    Ids ids = start.prompt;
    ids.insert(ids.end(), start.begun.begin(), start.begun.end());
    QElapsedTimer clock;
    clock.start();
    double first = 0;
    const auto seconds = [&] { return double(clock.nsecsElapsed()) / 1e9; };
    Q_EMIT grew({asked.ticket, writer.tokens()});
    const auto partial = [&](const Json &told) {
        if (told.contains("notice")) Q_EMIT noticed(asked.ticket, toQt(sentenceIn(told, "notice")));
        if (told.contains("loading")) Q_EMIT loading(asked.ticket, told["loading"] == true);
        const auto it = told.find("ids");
        if (it == told.end() || !it->is_array()) return;
        const auto more = writer.take(it->get<Ids>());
        if (first == 0 && writer.hasWritten()) first = seconds();
        Q_EMIT grew({asked.ticket, more, seconds(), first});
    };
    const auto made = generate(asked, {{"ids", ids}, {"scores", true}}, partial);
    if (!made) return unexpected(made.error());
    Answer out{.finishReason = "cancelled"};
    if (*made) {
        out = (*made)->best();
        Ids written;
        for (const TextToken &token : out.tokens) written.push_back(token.id);
        writer.take(written);
        writer.score(out.tokens);
    }
    out.first = first;
    out.from.promptIds.assign(start.prompt.begin(), start.prompt.end());
    out.from.templateHash = start.templateHash;
    writer.finish(out);
    out.seconds = seconds();
    return out;
}

/// Log-probabilities and entropies of the whole answer from one pass over it, where not all are known: of one that was
/// stopped, and of tokens that were given.
Status Playground::score(const PromptRequest &asked, const Start &start, Answer &answer) {
    if (areScored(answer.tokens)) return {};
    Ids completion;
    for (const TextToken &token : answer.tokens) completion.push_back(token.id);
    const auto scores =
        ask(asked,
            {{"verb", "logprobs"}, {"prompt_ids", start.prompt}, {"completion_ids", completion}, {"as_written", true}});
    if (!scores) return unexpected(scores.error());
    const Json logprobs = scores->value("logprobs", Json::array()), entropy = scores->value("entropy", Json::array());
    for (std::size_t i = 0; i < answer.tokens.size() && i < logprobs.size() && i < entropy.size(); ++i) {
        answer.tokens[i].logprob = logprobs[i].get<float>();
        answer.tokens[i].entropy = entropy[i].get<float>();
    }
    return {};
}

void Playground::alternatives(const PromptRequest &asked, int token) {
    const auto with = texts_.tokenizerIn(asked.tokenizer);
    const std::vector<std::int64_t> ids(asked.ids.begin(), asked.ids.end());
    const Json request = {{"verb", "logits"}, {"ids", ids}, {"positions", "last"}, {"top", kAlternatives}};
    const auto answer = with ? ask(asked, request) : Result<Json>(unexpected(with.error()));
    if (!answer) {
        Q_EMIT failed(asked.ticket, answer.error().code == kCancelled ? QString() : toQt(answer.error()));
        return;
    }
    Alternatives out{.ticket = asked.ticket, .token = token};
    for (const Json &each : answer->value("top", Json::array())) {
        const auto id = getInteger(each, "id");
        const auto logprob = getNumber(each, "logprob");
        if (!id || !logprob) return Q_EMIT failed(asked.ticket, toQt(id ? logprob.error() : id.error()));
        out.tokens.push_back({.text = (*with)->decode(std::vector{std::int32_t(*id)}, false),
                              .id = std::int32_t(*id),
                              .logprob = *logprob});
    }
    Q_EMIT alternativesFound(out);
}

} // namespace lapidary
