// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/reward_scores.h"
#include "core/engine/search/scoring_network.h"
#include "core/engine/search/spans.h"
#include <cmath>

namespace lapidary {

namespace {

using Ids = std::vector<std::int64_t>;

/// The prompt, the answer so far, and the tokens that end its steps.
Result<ScoringNetwork::Text> textOfSteps(const ToScore &asked, const SearchContext &context) {
    const Completion &completion = asked.candidate.completion;
    ScoringNetwork::Text out{.prompt = Ids(asked.asked.begin(), asked.asked.end()), .behind = completion.ids};
    const auto spans = stepSpans(completion, context);
    for (const TokenSpan &span : spans) out.places.push_back(out.prompt.size() + span.end - 1);
    const std::string own = context.rule ? context.rule->stepMark() : std::string();
    const std::string mark = own.empty() ? "\n" : own;
    if (spans.empty() || completion.text.ends_with(mark)) return out;
    const auto ended = context.encode(mark, false);
    if (!ended) return unexpected(ended.error());
    out.behind.resize(spans.back().end); // without the token that ended the answer
    out.behind.insert(out.behind.end(), ended->begin(), ended->end());
    out.places.back() = out.prompt.size() + out.behind.size() - 1;
    return out;
}

/// p of the second label, "right".
double rightOf(const ScoreRow &row) {
    return 1 / (1 + std::exp(static_cast<double>(row[0]) - static_cast<double>(row[1])));
}

bool hasText(const ToScore &asked) {
    return !asked.candidate.completion.ids.empty() && (asked.goesOn || asked.candidate.fault().empty());
}

} // namespace

Result<std::vector<NodeScore>> processReward(std::span<const ToScore> all, const SearchContext &context,
                                             const ScoreOptions &) {
    std::vector<NodeScore> out;
    for (const ToScore &asked : all) {
        NodeScore &score = out.emplace_back();
        score.cancelled = context.watch.stop.stop_requested();
        if (score.cancelled || !hasText(asked)) continue;
        const auto text = textOfSteps(asked, context);
        if (!text) return unexpected(text.error());
        const auto scores = context.reward->score(*text);
        if (!scores) return unexpected(scores.error());
        score.tokens = scores->tokens;
        for (const ScoreRow &row : scores->rows) score.steps.push_back(rightOf(row));
        if (!score.steps.empty()) score.value = score.steps.back();
    }
    return out;
}

Result<std::vector<NodeScore>> outcomeReward(std::span<const ToScore> all, const SearchContext &context,
                                             const ScoreOptions &) {
    std::vector<NodeScore> out;
    for (const ToScore &asked : all) {
        NodeScore &score = out.emplace_back();
        score.cancelled = context.watch.stop.stop_requested();
        if (score.cancelled || !hasText(asked)) continue;
        ScoringNetwork::Text text{.prompt = Ids(asked.asked.begin(), asked.asked.end()),
                                  .behind = asked.candidate.completion.ids};
        text.places = {text.prompt.size() + text.behind.size() - 1};
        const auto scores = context.reward->score(text);
        if (!scores) return unexpected(scores.error());
        score.tokens = scores->tokens;
        score.value = scores->rows.front().front();
    }
    return out;
}

Status checkReward(const ScorerEntry &scorer, const SearchContext &context) {
    if (!scorer.needsReward) return {};
    if (!context.reward)
        return fail({.code = "search.no_reward",
                     .message = "This scorer needs a reward model, and none is given.",
                     .field = "reward",
                     .found = scorer.name,
                     .expected = scorer.steps ? "a model that scores steps" : "a model that scores whole answers",
                     .remedy = "Name one as the input reward, or use the scorer mean_logprob."});
    const DecoderConfig &config = context.reward->config();
    const bool fits = scorer.steps ? config.headKind == HeadKind::Token && config.labels == 2
                                   : config.headKind == HeadKind::Sequence && config.labels == 1;
    if (!fits)
        return fail({.code = "search.reward_head",
                     .message = "This reward model does not score what the scorer asks for.",
                     .field = "reward",
                     .found = {"{0} with {1} labels", config.architecture, config.labels},
                     .expected = scorer.steps ? "a model that scores steps" : "a model that scores whole answers",
                     .remedy =
                         "Use the scorer process_reward with a model that scores steps, and reward_model with one "
                         "that scores whole answers."});
    if (context.model->knowsTokens() && context.decode) return {};
    return fail(
        {.code = "search.reward_tokens",
         .message = "A reward model here reads the tokens of the model that answers, and a remote one gives none.",
         .field = "reward",
         .found = scorer.name,
         .expected = "a model here that answers, with its tokenizer",
         .remedy = "Use the scorer judge, or let a model here answer."});
}

} // namespace lapidary
