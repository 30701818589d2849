// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/advice.h"
#include "core/engine/train/algorithms/cpo.h"
#include "core/engine/train/algorithms/distillation.h"
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/algorithms/gkd.h"
#include "core/engine/train/algorithms/grpo.h"
#include "core/engine/train/algorithms/kto.h"
#include "core/engine/train/algorithms/online_dpo.h"
#include "core/engine/train/algorithms/opsa.h"
#include "core/engine/train/algorithms/opsd.h"
#include "core/engine/train/algorithms/oreo.h"
#include "core/engine/train/algorithms/orm.h"
#include "core/engine/train/algorithms/orpo.h"
#include "core/engine/train/algorithms/ppo.h"
#include "core/engine/train/algorithms/pretrain.h"
#include "core/engine/train/algorithms/prm.h"
#include "core/engine/train/algorithms/reinforce_plus_plus.h"
#include "core/engine/train/algorithms/remax.h"
#include "core/engine/train/algorithms/reward.h"
#include "core/engine/train/algorithms/rloo.h"
#include "core/engine/train/algorithms/sdft.h"
#include "core/engine/train/algorithms/sdpo.h"
#include "core/engine/train/algorithms/sft.h"
#include "core/engine/train/algorithms/simpo.h"
#include "core/engine/train/algorithms/trpo.h"
#include "core/engine/train/algorithms/vpg.h"

namespace lapidary {

std::span<const AlgorithmInfo> algorithms() {
    static const AlgorithmInfo list[] = {
        pretrainInfo(),  sftInfo(),
        dpoInfo(),       grpoInfo(),
        simpoInfo(),     cpoInfo(),
        orpoInfo(),      ktoInfo(),
        rewardInfo(),    ormInfo(),
        prmInfo(),       rlooInfo(),
        ppoInfo(),       reinforcePlusPlusInfo(),
        reMaxInfo(),     vpgInfo(),
        gkdInfo(),       distillationInfo(),
        onlineDpoInfo(), sdftInfo(),
        sdpoInfo(),      opsdInfo(),
        opsaInfo(),      oreoInfo(),
        trpoInfo(),
    };
    return list;
}

namespace {

constexpr struct {
    std::string_view name;
    const char *when, *caution;
} kAdvice[] = {
    {"pretrain", "From plain text, to make a model of your own or to carry a base model on over new text.",
     "Once the held-out loss rises while the loss still falls, the text is being learnt by heart."},
    {"sft",
     "First, wherever good answers are at hand: it teaches format and manner before preferences or rewards do more.",
     "Few rows are soon known by heart: hold some out, and stop where their loss rises again."},
    {"dpo", "With pairs of a better and a worse answer, behind a fine-tuning on answers like these.",
     "Both answers may grow less likely while the margin rises: watch logps/chosen, and take a tenth of a "
     "fine-tuning's learning rate or less."},
    {"grpo", "Where a rule or a model scores answers, and some of the policy's own are right already.",
     "A group whose completions all earn the same teaches nothing: watch frac_reward_zero_std, and length and KL "
     "beside the reward."},
    {"simpo", "With pairs, without room for a reference, and where long answers shall not win by their length.",
     "Nothing holds the policy to where it began: a learning rate that is a little too high, or too many steps, spoil "
     "it."},
    {"cpo", "With pairs whose chosen answers are worth imitating too, as translations, and without a reference.",
     "Without the likelihood (cpo_alpha 0) nothing keeps the chosen answers likely."},
    {"orpo", "To learn format and preference at once, from a base model and without a reference.",
     "The likelihood does most of the work: chosen answers that are not worth imitating are imitated."},
    {"kto", "With single answers that are marked good or bad, as thumbs up and down are, and no pairs.",
     "Both kinds should weigh about the same: set desirable_weight and undesirable_weight where one is rare. Batches "
     "need two rows or more."},
    {"reward", "To score answers that no rule can check: to choose among samples, or as the reward of a training.",
     "It may learn that longer is better, and what trains on it is no better than it is: look at its accuracy on "
     "held-out pairs."},
    {"orm",
     "With answers that are marked right or wrong, as a grader leaves them: σ of the score is how likely one is "
     "right.",
     "Where nearly all answers are right, or wrong, accuracy flatters: watch accuracy/wrong, and overconfidence before "
     "scores are read as probabilities."},
    {"prm", "Where each step of a solution can be judged: to search step by step, and to find the first error.",
     "Most steps are right, so that accuracy flatters: watch accuracy/wrong."},
    {"rloo", "With scored answers, each compared with the others of its prompt, whole and without a scale.",
     "Few completions of a prompt make a baseline of noise: take four or more."},
    {"ppo", "Where each token is to be credited by itself, and memory allows a network of values.",
     "Values that do not fit mislead the policy: watch loss/value_avg, and objective/kl, which runs away first."},
    {"reinforce_plus_plus",
     "With scored answers where a network of values costs too much, also with one answer a prompt.",
     "Advantages are scaled over the batch: a small one makes them noise."},
    {"remax", "With scored answers, one a prompt: it is compared with the policy's likeliest one.",
     "Each prompt costs a second completion, and where both earn the same nothing is learnt."},
    {"vpg", "To study or to compare: the plainest policy gradient.",
     "Nothing bounds a step: take a low learning rate and large batches."},
    {"gkd", "With a larger model of the same vocabulary, for a student that shall learn from its own mistakes.",
     "A weak student's own texts are poor: begin behind a fine-tuning, or with a small lmbda."},
    {"distillation", "With a larger model of the same vocabulary and texts that are worth copying token by token.",
     "Both models are in memory, and where they disagree about how tokens are cut nothing can be compared."},
    {"online_dpo",
     "Where a reward can tell the better of two fresh answers: the pairs stay those of the policy as it is.",
     "A reward is exploited as soon as it can be: watch the length of the answers and the canary."},
    {"sdft", "For a new skill from demonstrations that shall cost few old ones.",
     "A model that cannot make use of a demonstration it is shown teaches itself its own mistakes."},
    {"sdpo", "Where successes are rare, or a wrong answer comes with words about it: one of them teaches every token.",
     "Without a success and without feedback nothing is learnt: watch self_distillation/reprompt_sample_fraction."},
    {"opsd", "With worked solutions, for a model that solves more when it sees them.",
     "A model that thinks before it answers may lose by it: compare its answers to held-out problems."},
    {"opsa", "Without teacher, reward and labels, to take unlikely words out of a model's own writing.",
     "It makes the model surer of what it believes, also where that is wrong: watch the entropy."},
    {"oreo",
     "With stored solutions of many steps, good and bad ones, and no time to sample: each token gets its credit.",
     "Where all answers are of one kind values have nothing to tell apart."},
    {"trpo", "With scored answers, where no step shall move the policy further than a set KL.",
     "Each step costs many passes over its batch, and small batches give a poor direction."},
};

} // namespace

std::optional<Advice> adviceOn(std::string_view algorithm) {
    for (const auto &each : kAdvice)
        if (each.name == algorithm) return Advice{each.when, each.caution};
    return std::nullopt;
}

const AlgorithmInfo *findAlgorithm(std::string_view name) {
    for (const auto &info : algorithms())
        if (info.info().name == name) return &info;
    return nullptr;
}

} // namespace lapidary
