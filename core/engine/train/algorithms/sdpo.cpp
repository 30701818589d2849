// SPDX-License-Identifier: Apache-2.0
// Reinforcement by self-distillation, after TRL 1.16's experimental SDPOTrainer. Deviations: (1) completions are used
// once (num_iterations 1), so that no ratio to the policy that drew is bounded; (2) there is no policy objective beside
// the distillation (distillation_weight is 1): that is grpo's; (3) a completion that nobody could score is no success,
// where there a missing reward counts 0; (4) a teacher that follows an adapter begins as that adapter; (5) stored
// completions bring what their teacher reads, teacher_prompt_ids, and without it nobody teaches them.
#include "core/engine/train/algorithms/sdpo.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/reprompts.h"
#include <cmath>

namespace lapidary {
namespace {

constexpr double kIsClip = 2; // TRL's distillation_is_clip

class Sdpo : public Algorithm {
public:
    explicit Sdpo(SdpoConfig config)
        : config_(std::move(config)),
          teacher_(config_.teacher, config_.train.bf16), loss_{.divergence = config_.divergence,
                                                               .temperature = config_.group.temperature} {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }
    bool learnsEnds() const override { return false; }
    bool uses(std::string_view port) const override {
        if (isRewardPort(port)) return config_.group.asks(port) && !fromFile();
        return teacher_.uses(port);
    }

    Status prepare(TrainContext &context) override {
        if (auto ok = teacher_.open(context); !ok) return ok;
        if (!fromFile())
            if (auto ok = reprompts_.open(context, reprompting()); !ok) return ok;
        return rollouts_.open(
            context, {.group = config_.group,
                      .train = config_.train,
                      .stream = "sdpo",
                      .fromFile = fromFile(),
                      .columns = {.values = {kAdvantage}},
                      .advantagesOf = [](const at::Tensor &, const at::Tensor &totals_B) { return totals_B; }});
    }

    std::int64_t stepsPerEpoch() const override { return rollouts_.stepsPerEpoch(); }

    Result<TrainStep> next(TrainContext &context) override {
        Status written;
        std::vector<TaughtCompletion> taught;
        const auto reprompt = [&](std::vector<Rollout> &fresh, Metrics &metrics) {
            written = teach(context, fresh, metrics);
            for (const Rollout &rollout : fresh)
                taught.push_back({.prompt = rollout.prompt,
                                  .teacher = rollout.teacher.empty() ? rollout.prompt : rollout.teacher,
                                  .completion = rollout.completion,
                                  .skip = rollout.forced,
                                  .learnt = !rollout.teacher.empty()});
        };
        if (auto made = rollouts_.roll(context, reprompt); !made) return unexpected(made.error());
        if (!written) return unexpected(written.error());
        teacher_.follow(context);
        TrainStep step = rollouts_.step(context);
        step.parts.clear();
        step.items = static_cast<double>(taught.size());
        for (const auto &[begin, end] : rollouts_.passesOf(0, taught.size(), context))
            step.parts.push_back(SelfTeacher::collate(std::span(taught).subspan(begin, end - begin), context));
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        return teacher_.loss(context, step.parts[part], step.items, loss_);
    }

    void end(TrainContext &context) const override {
        if (taught_) return;
        context.job.sink().emit(
            "notice",
            noticeOf("warning", "Nothing was learnt: in the whole run nobody could teach. No completion earned "
                                "success_reward_threshold (and another of its prompt was there to learn from "
                                "it), and no feedback was shown."));
    }
    std::int64_t sampledTokens() const override { return rollouts_.sampledTokens(); }
    TrainState state() const override {
        return {.json = {{"rollouts", rollouts_.state()}, {"taught", taught_}}, .tensors = teacher_.state()};
    }
    Status restore(const TrainState &state) override {
        if (auto ok = teacher_.restore(state.tensors); !ok) return ok;
        taught_ = state.json.value("taught", true);
        return rollouts_.restore(state.json.value("rollouts", Json::object()));
    }

private:
    bool fromFile() const { return config_.rollouts == "file"; }

    RepromptSettings reprompting() const {
        return {.useSuccessful = config_.useSuccessfulAsTeacher,
                .threshold = config_.successRewardThreshold,
                .notItself = config_.dontRepromptOnSelfSuccess,
                .feedback = config_.includeEnvironmentFeedback,
                .feedbackOnlyWithoutSolution = config_.environmentFeedbackOnlyWithoutSolution,
                .reprompt = config_.repromptTemplate,
                .solution = config_.solutionTemplate,
                .feedbackText = config_.feedbackTemplate,
                .maxLength = config_.maxRepromptLen};
    }

    Status teach(TrainContext &context, std::vector<Rollout> &fresh, Metrics &metrics) {
        std::vector<double> scores;
        for (const Rollout &rollout : fresh)
            scores.push_back(rollout.scored ? rollout.values.at(kAdvantage) : std::nan(""));
        if (!fromFile())
            if (auto ok = reprompts_.write(context, fresh, scores, config_.group.numGenerations, metrics); !ok)
                return ok;
        std::int64_t taught = 0;
        for (const Rollout &rollout : fresh) taught += !rollout.teacher.empty();
        if (fromFile())
            metrics["self_distillation/reprompt_sample_fraction"] =
                static_cast<double>(taught) / static_cast<double>(fresh.size());
        taught_ = taught_ || taught > 0;
        return {};
    }

    SdpoConfig config_;
    SelfTeacher teacher_;
    SelfLossSettings loss_;
    Reprompts reprompts_;
    GroupRollouts rollouts_;
    bool taught_ = false;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = SdpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    return selfTeachingPureLoss(
        inputs, {.divergence = read->divergence, .temperature = read->group.temperature, .isClip = kIsClip});
}

const MethodInfo &method() {
    static const MethodInfo info = [] {
        auto metrics = withShared(withShared(selfTeachingMetrics(), repromptMetrics()), comparedGroupMetrics());
        for (MetricInfo &each : metrics) each.key = each.name == "reward";
        return MethodInfo{
            .name = "sdpo",
            .summary = "Learns from itself, shown a completion of its own that was rewarded, at every token",
            .role = "algorithm",
            .spec = SdpoConfig::described().spec(),
            .inputs = withRewardPorts(
                {{.name = kPolicy, .trained = true, .effect = "the student: the model that learns"},
                 {.name = "train",
                  .what = Artifact::ProblemSet,
                  .layout = "prompt_only",
                  .columns = {{.name = "privileged_context",
                               .when = {{"include_environment_feedback", true}},
                               .everyRow = false,
                               .inTokens = kTeacherPrompt,
                               .expected = "what is told of a wrong answer to the prompt, in some of the rows",
                               .remedy = "Put it into the rows, or leave include_environment_feedback off."}},
                  .effect = "problems, whose answers the rewards are computed from"},
                 selfTeacherPort()}),
            .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
            .metrics = withShared(std::move(metrics), loopMetrics())};
    }();
    return info;
}

} // namespace

const Described<SdpoConfig> &SdpoConfig::described() {
    using C = SdpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .include(GroupConfig::described(), &C::group)
            .include(SelfDivergence::described(), &C::divergence)
            .include(SelfTeacherSettings::described(), &C::teacher)
            .add("use_successful_as_teacher", &C::useSuccessfulAsTeacher, "",
                 "the teacher is shown a rewarded completion of the same prompt")
            .add("success_reward_threshold", &C::successRewardThreshold, "", "the reward from which one may be shown")
            .add("dont_reprompt_on_self_success", &C::dontRepromptOnSelfSuccess, "",
                 "a completion is not shown to its own teacher")
            .add("include_environment_feedback", &C::includeEnvironmentFeedback, "",
                 "the teacher is shown the column privileged_context of the row")
            .add("environment_feedback_only_without_solution", &C::environmentFeedbackOnlyWithoutSolution, "",
                 "only where no rewarded completion can be shown")
            .add("reprompt_template", &C::repromptTemplate, "",
                 "what the teacher reads: {prompt}, {solution} and {feedback} stand for what it is shown")
            .add("solution_template", &C::solutionTemplate, "",
                 "how a rewarded completion is put: {successful_previous_attempt} stands for it")
            .add("feedback_template", &C::feedbackTemplate, "", "how feedback is put: {feedback_raw} stands for it")
            .add("max_reprompt_len", &C::maxRepromptLen, atLeast(1), "tokens",
                 "a teacher's longer prompt loses its beginning")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL")
            .choice("rollouts", &C::rollouts, {"policy", "file"},
                    "file replays stored completions instead of sampling");
    return d;
}

AlgorithmInfo sdpoInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = SdpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Sdpo>(std::move(*read));
            },
            .pureLoss = pureLoss};
}

} // namespace lapidary
