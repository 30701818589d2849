// SPDX-License-Identifier: Apache-2.0
// The networks that rewards ask: reward models, of which several make an ensemble, and a judge.
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/token_rows.h"
#include <algorithm>

namespace lapidary {
namespace {

Error missing(const char *port, Sentence message, Sentence expected, Sentence remedy) {
    return {.code = "train.missing_input",
            .message = std::move(message),
            .field = std::string("inputs.") + port,
            .found = "nothing",
            .expected = std::move(expected),
            .remedy = std::move(remedy)};
}

/// A reward model reads the policy's tokens, so that it must know them.
Status checkScorer(const TrainContext &context, const char *port) {
    const DecoderConfig &scorer = context.networks[port].config(), &policy = context.policy.config();
    const std::string field = std::string("inputs.") + port;
    if (scorer.labels != 1)
        return fail({.code = "model.other_head",
                     .message = "a reward is one number, and this model gives others",
                     .field = field,
                     .found = {"{0} with {1} labels", scorer.architecture, scorer.labels},
                     .expected = "1 label"});
    if (scorer.vocabSize != policy.vocabSize)
        return fail({.code = "model.other_vocabulary",
                     .message = "the reward model does not read the tokens that the policy writes",
                     .field = field,
                     .found = {"{0} tokens", scorer.vocabSize},
                     .expected = {"{0}, as the policy has", policy.vocabSize},
                     .remedy = "Train the reward model from the policy, or from a model of its family."});
    return {};
}

/// So must one that scores steps, by two labels.
Status checkStepScorer(const TrainContext &context) {
    if (!context.networks.has(kProcess) || !context.tokenizer)
        return fail(missing(kProcess,
                            "reward_funcs asks a model that scores steps, and the run names none that can read",
                            "a model that scores steps, as the stage prm leaves it",
                            "Name it in the stage's [stage.inputs], or take process_reward out of reward_funcs."));
    const DecoderConfig &scorer = context.networks[kProcess].config(), &policy = context.policy.config();
    const std::string field = "inputs.process_reward";
    if (scorer.headKind != HeadKind::Token || scorer.labels != 2)
        return fail({.code = "model.other_head",
                     .message = "process_reward reads two labels at each token, wrong and right, and this model gives "
                                "others",
                     .field = field,
                     .found = {"{0} with {1} labels", scorer.architecture, scorer.labels},
                     .expected = "a model that scores steps, as the stage prm leaves it",
                     .remedy = "Train one on rows of steps, or name a model of whole answers as the input reward."});
    if (scorer.vocabSize == policy.vocabSize) return {};
    return fail({.code = "model.other_vocabulary",
                 .message = "the model that scores steps does not read the tokens that the policy writes",
                 .field = field,
                 .found = {"{0} tokens", scorer.vocabSize},
                 .expected = {"{0}, as the policy has", policy.vocabSize},
                 .remedy = "Train it from the policy, or from a model of its family."});
}

/// Where the run names none, another network may stand at the port, which is no judge.
bool namesJudge(const TrainContext &context) {
    return context.run.contains(kJudge) || context.run.value("inputs", Json::object()).contains(kJudge);
}

} // namespace

/// The criteria come with the run; those that no rule can tell need a judge.
Status GroupSampler::openRubric(const TrainContext &context) {
    if (!config_.asksFor("rubric")) return {};
    auto criteria = constitutionFromJson(context.run.value("principle", Json::array()));
    if (!criteria) return unexpected(criteria.error());
    rubric_ = std::move(*criteria);
    if (rubric_.empty())
        return fail({.code = "train.missing_input",
                     .message = "reward_funcs asks a rubric, and the run has no criteria",
                     .field = "constitution",
                     .found = "nothing",
                     .expected = "a file of criteria",
                     .remedy = "Name the file in the stage's constitution, or take rubric out of reward_funcs."});
    const auto open = std::find_if_not(rubric_.begin(), rubric_.end(),
                                       [](const Principle &criterion) { return criterion.isChecked(); });
    if (open == rubric_.end() || config_.rubricAsksJudge) return {};
    return fail(
        {.code = "rubric.needs_judge",
         .message = "only a reader can tell whether an answer meets a criterion of the rubric",
         .field = "rubric_judge",
         .found = {"{0}: {1}", open->name, open->text},
         .expected = "criteria with a check, or a judge",
         .remedy = "Give the criterion a check, or set rubric_judge = true and name a model as the input judge."});
}

Status GroupSampler::checkNetworks(TrainContext &context) {
    if (config_.asks(kJudge)) {
        if (!namesJudge(context) || !context.tokenizer)
            return fail(missing(kJudge, "reward_funcs asks a judge, and the run has none that can read words",
                                "a model that writes, with a tokenizer",
                                "Name it in the stage's [stage.inputs], or take judge out of reward_funcs."));
        reader_ = std::make_unique<QuestionReader>(*context.tokenizer, ChatPrompt(chatFolderOf(context)));
    }
    if (config_.asksFor(kProcess))
        if (auto ok = checkStepScorer(context); !ok) return ok;
    if (!config_.asksModel()) return {};
    if (!context.networks.has(kReward))
        return fail(missing(kReward, "reward_funcs asks a reward model, and the run names none",
                            "a model that scores, as the stage reward leaves it",
                            "Name it in the stage's [stage.inputs], or take reward_model out of reward_funcs."));
    for (const char *port : kRewardModels)
        if (context.networks.has(port))
            if (auto ok = checkScorer(context, port); !ok) return ok;
    return {};
}

/// What the functions may ask: the run's networks, as they are there.
RewardContext GroupSampler::judging(TrainContext &context) const {
    RewardContext out{.rule = *rule_, .stop = context.job.stopToken()};
    for (const char *port : kRewardModels)
        if (config_.asksModel() && context.networks.has(port)) out.networks.push_back(&context.networks[port]);
    out.penalty = config_.ensemblePenalty;
    if (config_.asksFor(kProcess)) out.stepNetwork = &context.networks[kProcess];
    out.decode = [&](const std::vector<std::int64_t> &ids) {
        return context.tokenizer->decode(std::vector<std::int32_t>(ids.begin(), ids.end()), true);
    };
    out.encode = [&](const std::string &text) { return tokenIds(context, text, false); };
    out.maxCompletionLength = config_.maxCompletionLength;
    out.softPunishCache = config_.softPunishCache > 0 ? config_.softPunishCache : config_.maxCompletionLength / 5;
    out.rubric = &rubric_;
    out.rubricPrompt = config_.rubricPrompt;
    out.rubricReasonTokens = config_.rubricReasonTokens;
    out.rubricAnswerPrefix = config_.rubricAnswerPrefix;
    if (!reader_) return out;
    out.reader = reader_.get();
    out.judge = &context.networks[kJudge];
    out.judgePrompt = config_.judgeRewardPrompt;
    out.judgeAnswers = config_.judgeRewardAnswers;
    return out;
}

} // namespace lapidary
