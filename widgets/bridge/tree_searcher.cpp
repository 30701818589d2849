// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/tree_searcher.h"
#include "widgets/bridge/conversions.h"

namespace lapidary {

namespace {

Json messagesOf(const TreeRequest &asked) {
    return Json::array({{{"role", "user"}, {"content", fromQt(asked.prompt)}}});
}

} // namespace

Json TreeSearcher::requestOf(const TreeRequest &asked) {
    Json request = {{"verb", "generate"}, {"set", asked.config}, {"trace", true}, {"stream", true}};
    if (!asked.strategy.isEmpty()) request["strategy"] = fromQt(asked.strategy);
    if (!asked.rule.isEmpty()) request["rule"] = fromQt(asked.rule);
    if (!asked.expected.isEmpty()) request["reference"] = fromQt(asked.expected);
    if (!asked.ids.empty())
        request["begun"] = {{"ids", asked.ids}};
    else if (!asked.begun.isEmpty())
        request["begun"] = {{"text", fromQt(asked.begun)}};
    return request;
}

Result<Json> TreeSearcher::ask(const TreeRequest &asked, const Json &request,
                               const std::function<void(const Json &)> &partial) {
    auto reference = parseJson(fromQt(asked.reference));
    if (!reference) return unexpected(reference.error());
    Json whole = request;
    whole["model"] = std::move(*reference);
    const int before = asked.stops < 0 ? cancelled_.load() : asked.stops;
    return worker_.ask(
        whole, [this, before] { return leaving_ || cancelled_ != before; }, partial);
}

Result<Json> TreeSearcher::withPrompt(const TreeRequest &asked, Json request) {
    if (asked.remote && asked.asChat) {
        request["messages"] = messagesOf(asked);
    } else if (asked.remote) {
        request["prompt"] = fromQt(asked.prompt);
    } else {
        const auto prompt = promptOf(asked);
        if (!prompt) return unexpected(prompt.error());
        request["ids"] = prompt->ids;
    }
    return request;
}

/// The trace at the end is the whole: what was told while it grew is the beginning of it.
void TreeSearcher::search(const TreeRequest &asked) {
    std::size_t told = 0;
    Status wrong{};
    const auto partial = [&](const Json &news) {
        if (news.contains("notice")) Q_EMIT noticed(toQt(sentenceIn(news, "notice")));
        if (news.contains("loading")) Q_EMIT loading(asked.ticket, news["loading"] == true);
        if (const auto events = news.find("events"); events != news.end() && wrong)
            wrong = tell(asked.ticket, *events, told);
    };
    const auto request = withPrompt(asked, requestOf(asked));
    const auto made = request ? ask(asked, *request, partial) : Result<Json>(unexpected(request.error()));
    if (!made) return refuse(asked.ticket, made.error());
    if (!wrong) return refuse(asked.ticket, wrong.error());
    Json rest = made->value("trace", Json::array());
    rest.erase(rest.begin(), rest.begin() + std::ptrdiff_t(std::min(told, rest.size())));
    if (const auto ok = tell(asked.ticket, rest, told); !ok) return refuse(asked.ticket, ok.error());
    const Json tokens = made->value("tokens", Json::object());
    const auto cost = costFromJson(tokens);
    if (!cost) return refuse(asked.ticket, cost.error());
    Q_EMIT done(asked.ticket, {.cost = *cost,
                               .cached = getInteger(tokens, "cached").value_or(0),
                               .seconds = getNumber(made->value("provenance", Json::object()), "seconds").value_or(0)});
}

Status TreeSearcher::tell(qint64 ticket, const Json &events, std::size_t &told) {
    std::vector<SearchEvent> out;
    for (const Json &each : events) {
        auto event = searchEventFromJson(each);
        if (!event) return unexpected(event.error());
        out.push_back(std::move(*event));
    }
    told += out.size();
    if (!out.empty()) Q_EMIT grew(ticket, out);
    return {};
}

void TreeSearcher::refuse(qint64 ticket, const Error &error) {
    Q_EMIT failed(ticket, error.code == kCancelled ? QString() : toQt(error));
}

void TreeSearcher::lookForTemplate(const QString &tokenizer) {
    Q_EMIT templateKnown(texts_.lookForTemplate(tokenizer));
}

Result<TreeSearcher::Prompt> TreeSearcher::promptOf(const TreeRequest &asked) {
    if (asked.asChat) {
        const auto chat =
            texts_.chatPromptIn(asked.tokenizer).of({{"messages", messagesOf(asked)}, {"add_generation_prompt", true}});
        if (!chat) return unexpected(chat.error());
        return Prompt{.text = chat->text, .ids = chat->ids, .special = false};
    }
    const auto with = texts_.tokenizerIn(asked.tokenizer);
    if (!with) return unexpected(with.error());
    const auto read = (*with)->encode(fromQt(asked.prompt), true);
    if (!read) return unexpected(read.error());
    return Prompt{.text = fromQt(asked.prompt), .ids = read->ids};
}

void TreeSearcher::readTokens(const TreeRequest &asked) {
    auto tokens = tokensOf(asked);
    if (!tokens) return refuse(asked.ticket, tokens.error());
    Q_EMIT tokensRead({.ticket = asked.ticket, .tokens = std::move(*tokens)});
}

namespace {

Result<StepWeightValues> weightsFrom(const Json &told, qint64 ticket) {
    StepWeightValues out{.ticket = ticket};
    const auto answer = getNumber(told, "answer_probability");
    if (!answer) return unexpected(answer.error());
    out.answer = *answer;
    for (const Json &step : told.value("steps", Json::array())) {
        const auto leftOut = getNumber(step, "left_out");
        if (!leftOut) return unexpected(leftOut.error());
        StepWeightValues::Weight weight{.leftOut = *leftOut};
        if (step.contains("disturbed") && !step["disturbed"].is_null())
            if (const auto thinking = getNumber(step, "true_thinking")) weight.trueThinking = *thinking;
        out.steps.push_back(weight);
    }
    return out;
}

} // namespace

void TreeSearcher::weighSteps(const TreeRequest &asked) {
    const auto request =
        withPrompt(asked, {{"verb", "step_weights"}, {"steps", asked.steps}, {"answer", asked.answer}});
    const auto told = request ? ask(asked, *request) : Result<Json>(unexpected(request.error()));
    if (!told) return refuse(asked.ticket, told.error());
    const auto weights = weightsFrom(*told, asked.ticket);
    if (!weights) return refuse(asked.ticket, weights.error());
    Q_EMIT weighed(*weights);
}

Result<Alternatives> TreeSearcher::alternativesTo(const TreeRequest &asked, int token) {
    const auto prompt = promptOf(asked);
    if (!prompt) return unexpected(prompt.error());
    const auto with = texts_.tokenizerIn(asked.tokenizer);
    if (!with) return unexpected(with.error());
    std::vector<std::int32_t> before = prompt->ids;
    before.insert(before.end(), asked.ids.begin(), asked.ids.end());
    const auto told = ask(asked, {{"verb", "logits"}, {"ids", before}, {"positions", "last"}, {"top", kAlternatives}});
    if (!told) return unexpected(told.error());
    StreamDecoder text(**with, false); // what a token adds depends on what stands before it
    for (const std::int32_t id : before) text.push(id);
    Alternatives out{.ticket = asked.ticket, .token = token};
    for (const Json &each : told->value("top", Json::array())) {
        const auto id = getInteger(each, "id");
        const auto logprob = getNumber(each, "logprob");
        if (!id) return unexpected(id.error());
        if (!logprob) return unexpected(logprob.error());
        StreamDecoder behind = text;
        out.tokens.push_back({.text = behind.push(std::int32_t(*id)), .id = std::int32_t(*id), .logprob = *logprob});
    }
    return out;
}

void TreeSearcher::findAlternatives(const TreeRequest &asked, int token) {
    const auto found = alternativesTo(asked, token);
    if (!found) return refuse(asked.ticket, found.error());
    Q_EMIT alternativesFound(*found);
}

namespace {

Result<StepEstimates> estimatesFrom(const Json &told, qint64 ticket) {
    StepEstimates out{.ticket = ticket};
    for (const Json &step : told.value("steps", Json::array())) {
        const auto right = getInteger(step, "right"), answers = getInteger(step, "n");
        const auto share = getNumber(step, "share"), low = getNumber(step, "low"), high = getNumber(step, "high");
        for (const auto *each : {&right, &answers})
            if (!*each) return unexpected(each->error());
        for (const auto *each : {&share, &low, &high})
            if (!*each) return unexpected(each->error());
        out.steps.push_back({*right, *answers, *share, *low, *high});
    }
    return out;
}

} // namespace

void TreeSearcher::estimateSteps(const TreeRequest &asked) {
    const auto request = withPrompt(asked, {{"verb", "step_values"},
                                            {"reference", fromQt(asked.expected)},
                                            {"rule", fromQt(asked.rule)},
                                            {"steps", asked.steps},
                                            {"stream", true},
                                            {"set", asked.config}});
    const auto partial = [&](const Json &news) {
        const auto done = getInteger(news, "done"), total = getInteger(news, "total");
        if (done && total) Q_EMIT estimating(asked.ticket, *done, *total);
    };
    const auto told = request ? ask(asked, *request, partial) : Result<Json>(unexpected(request.error()));
    if (!told) return refuse(asked.ticket, told.error());
    const auto estimates = estimatesFrom(*told, asked.ticket);
    if (!estimates) return refuse(asked.ticket, estimates.error());
    Q_EMIT estimated(*estimates);
}

Result<std::vector<TextToken>> TreeSearcher::tokensOf(const TreeRequest &asked) {
    const auto prompt = promptOf(asked);
    if (!prompt) return unexpected(prompt.error());
    const auto with = texts_.tokenizerIn(asked.tokenizer);
    if (!with) return unexpected(with.error());
    const auto ids = tokensBehind(**with, prompt->text, prompt->ids, fromQt(asked.begun), prompt->special);
    if (!ids) return unexpected(ids.error());
    const auto scores =
        ask(asked, {{"verb", "logprobs"}, {"prompt_ids", prompt->ids}, {"completion_ids", *ids}, {"as_written", true}});
    if (!scores) return unexpected(scores.error());
    const Json logprobs = scores->value("logprobs", Json::array()), entropy = scores->value("entropy", Json::array());
    StreamDecoder pieces(**with, false);
    for (const std::int32_t id : prompt->ids) pieces.push(id);
    std::vector<TextToken> out;
    for (std::size_t i = 0; i < ids->size(); ++i) {
        out.push_back({.text = pieces.push((*ids)[i]), .id = (*ids)[i]});
        if (i < logprobs.size()) out.back().logprob = logprobs[i].get<float>();
        if (i < entropy.size()) out.back().entropy = entropy[i].get<float>();
    }
    if (!out.empty()) out.back().text += pieces.finish();
    return out;
}

} // namespace lapidary
