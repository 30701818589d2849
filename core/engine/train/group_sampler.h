// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"
#include "core/engine/feedback/question_reader.h"
#include "core/engine/generate/generator.h"
#include "core/engine/reward/reward.h"
#include "core/engine/train/group_config.h"
#include "core/engine/train/metrics.h"
#include "core/engine/train/rollout.h"
#include "core/text/chat_prompt.h"

namespace lapidary {

/// What an algorithm wants of the completions of a step.
struct GroupRequest {
    std::vector<std::size_t> rows{};
    std::string stream{}; ///< names the random numbers, with the step
    /// Of what each function gave and of the totals, NaN where unscorable.
    std::function<at::Tensor(const at::Tensor &perFunction_BF, const at::Tensor &totals_B)> advantagesOf{};
    bool show = false;     ///< log some completions as samples
    std::int64_t draw = 0; ///< of the step: another draws other completions
    bool contrast = false; ///< shows a prompt whose completions earn differently, where there is one
    bool greedy = false;   ///< also what the likeliest completion of each prompt earns, as the column kBaseline
};

struct SampledGroups {
    std::vector<Rollout> rollouts{}; ///< the completions of a prompt stand together
    Metrics metrics{};               ///< reward, rewards/<f>/mean, completions/mean_length, …
    std::int64_t otherTokens = 0;    ///< that were drawn and are not learnt from
    /// Rollouts as bodies of "sample" events, as far as they are known yet: the first ones, or with
    /// GroupRequest::contrast those of the first group that has any.
    std::vector<Json> shown{};
    at::Tensor perFunction_BF{}, total_B{}; ///< what they earned, NaN where nobody can tell
    double spread = 0;                      ///< between reward models, the mean of all completions
};
/// What is told of completions that were drawn.
Metrics metricsOf(const SampledGroups &drawn, const GroupConfig &config);

/// To four places, which is what colours need: a log of many tokens stays small.
Json shortNumbers(std::span<const float> numbers);
/// The sampled tokens as text with their log-probs and, where they are known, entropies; nothing of very long ones.
Json tokenColours(const TrainContext &context, const Completion &completion);

/// reward, reward_std, of groups of several frac_reward_zero_std, and of each function
/// rewards/<name>/{mean,std,unscorable}. NaN: it could not tell.
Metrics rewardMetrics(const at::Tensor &perFunction_BF, const at::Tensor &total_B,
                      const std::vector<std::string> &functions, std::int64_t groupSize);
/// reward_length_correlation, of the completions whose reward is known.
double lengthCorrelation(const std::vector<Rollout> &rollouts, const at::Tensor &total_B);
/// Of what each function gave, without what is paid to steps instead of completions: 0 where that is known. [B, F]
at::Tensor paidAtTheEnd(const at::Tensor &perFunction_BF, const GroupConfig &config);
/// Each completion gets its advantage; one without a reward counts nothing.
void giveAdvantages(std::vector<Rollout> &rollouts, const at::Tensor &total_B, const at::Tensor &advantages_B);

/// Samples num_generations completions of problems and scores them with the reward functions. It is made at the start
/// of a run, where all shows that needs no completion: an unknown rule, bad rows, problems that no function can score.
class GroupSampler {
public:
    /// `port`: whose rows the problems are.
    static Result<GroupSampler> make(TrainContext &context, const GroupConfig &config,
                                     const std::string &port = "train");
    std::size_t problems() const { return problems_.size(); }
    bool canGrade() const; ///< whether the exact grader can tell anything of any problem

    /// The random numbers are named by the step and the place in it, so that a resumed run draws the same completions
    /// and two groups never share theirs, whatever the ids of the rows are.
    Result<SampledGroups> sample(TrainContext &context, const GroupRequest &request) const;

    /// One completion of every problem, drawn with the same random numbers whenever it is called: what the reward
    /// functions say of them, canary/proxy, and the share that an exact grader calls right, canary/gold. Logs those
    /// that earn most for a wrong answer. Nothing is learnt from any.
    Result<SampledGroups> measure(TrainContext &context, const std::string &stream) const;

private:
    struct Group { ///< one prompt of a step
        std::size_t row = 0;
        std::vector<std::int64_t> ids{}; ///< prompt and forced beginning
        std::size_t forced = 0;          ///< how many of them are the beginning
    };
    struct Steps { ///< of a completion: what each earns, and the token that ends it
        std::vector<double> rewards{};
        std::vector<std::size_t> ends{};
    };
    struct Scores { ///< NaN where a function cannot tell, and where none can
        at::Tensor perFunction_BF, total_B;
        double spread = 0;            ///< between reward models, the mean of all completions
        std::vector<Json> criteria{}; ///< of a rubric: which each completion meets
        std::vector<Json> reasons{};  ///< and why
        std::vector<Steps> steps{};   ///< of each completion, where a function tells them
        std::int64_t judgeTokens = 0; ///< that a judge wrote
    };
    struct Drawn {
        std::vector<GeneratedPrompt> generated{};
        std::vector<Rollout> rollouts{};
        std::vector<Judged> completions{}; ///< the same, for whoever judges them
    };
    explicit GroupSampler(GroupConfig config) : config_(std::move(config)) {}
    Status openRewards(TrainContext &context);
    Status openRubric(const TrainContext &context);
    Status checkNetworks(TrainContext &context);
    RewardContext judging(TrainContext &context) const;
    Status checkScorable(TrainContext &context, const std::string &port) const;
    Status probe(TrainContext &context) const;
    Result<Group> groupOf(TrainContext &context, std::size_t row) const;
    Result<Group> chatGroup(TrainContext &context, std::size_t row) const;
    GenerateOptions generateOptions(TrainContext &context) const;
    enum class Drawing { Plain, Shown, Greedy }; ///< shown: with what is only looked at
    Result<Drawn> draw(TrainContext &context, const std::vector<Group> &groups, const std::string &key,
                       Drawing how) const;
    Result<Scores> scoreDrawn(TrainContext &context, const Drawn &drawn) const;
    Status addBaselines(TrainContext &context, const std::vector<Group> &groups, const std::string &key,
                        SampledGroups &out) const;
    Result<Scores> score(std::span<const Judged> completions, RewardContext &context) const;
    void pay(const GroupRequest &request, const Scores &scores, std::vector<Rollout> &rollouts) const;
    void showExploits(TrainContext &context, const Drawn &drawn, const at::Tensor &proxy_B,
                      const std::vector<std::optional<bool>> &right) const;
    std::vector<Json> samplesOf(TrainContext &context, std::size_t group, const Drawn &drawn,
                                const Scores &scores) const;

    GroupConfig config_;
    std::unique_ptr<Rule> rule_;
    struct Function {
        const RewardInfo *info;
        std::unique_ptr<Reward> reward;
    };
    std::vector<Function> functions_;
    std::unique_ptr<QuestionReader> reader_{}; ///< of a judge
    Constitution rubric_{};
    std::vector<double> weights_;
    struct Question {
        Problem problem;               ///< its prompt: the text that the model reads
        std::vector<std::int64_t> ids; ///< of a prompt of messages; empty for a text
    };
    Status mustFit(const TrainContext &context, const Question &question) const;
    static Result<Question> questionOf(TrainContext &context, const Json &row, ChatPrompt &chat);
    std::vector<Problem> problems_;
    std::vector<std::vector<std::int64_t>> chats_; ///< Question::ids of each
};

} // namespace lapidary
