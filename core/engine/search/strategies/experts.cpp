// SPDX-License-Identifier: Apache-2.0
// Decomposition to experts: the model writes the sub-questions of a problem, one a line, with the expert who is to
// answer each; all are asked at once, in one batch for each expert (or one after another, each with what was found
// before it: least-to-most prompting, Zhou et al. 2022, arXiv 2205.10625); and behind what they found the model
// answers. A sub-question is read alone, so that parallel ones cost the time of the longest (skeleton of thought, Ning
// et al. 2023, arXiv 2307.15337). What experts write is charged as any other text, and lies aside. Controls: without
// models for the experts one model answers the same sub-questions, which tells what parallel writing gives from what
// experts give; and "random" sends each question to anybody. Deviations: a line that names no expert goes to the model
// itself; where there is no sub-question it answers at once.
#include "core/engine/search/strategies/experts.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/opinions.h"
#include <algorithm>

namespace lapidary {

namespace {

struct ExpertsConfig {
    SamplingConfig sampling{.temperature = 0.7};
    std::vector<std::string> experts{};
    std::string routing = "named", order = "parallel";
    std::int64_t questions = 6, planTokens = 96, questionTokens = 64;
    std::string planTrigger = "\nSub-questions, one a line:\n", questionEnd = "\n",
                findingsMark = "\nWhat was found:\n", answerMark = "\nAnswer:";
    std::string examples{}, completionPrefix{};
    std::int64_t tokenBudget = 0;
};

const Described<ExpertsConfig> &described() {
    using C = ExpertsConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("experts", &C::experts, "",
                 "the names by which a plan calls the experts, in the order of the inputs; name=server asks a remote "
                 "model, and one without a model is the model itself")
            .choice("routing", &C::routing, {"named", "random"}, "whom the plan names, or anybody, as a control")
            .choice("order", &C::order, {"parallel", "sequence"},
                    "sub-questions all at once, or one after another with what was found before")
            .add("questions", &C::questions, atLeast(1), "questions", "more sub-questions that are asked")
            .add("plan_tokens", &C::planTokens, atLeast(1), "tokens", "longer plans before they are cut off")
            .add("question_tokens", &C::questionTokens, atLeast(1), "tokens",
                 "longer answers to sub-questions before they are cut off")
            .add("plan_trigger", &C::planTrigger, "", "what asks for the sub-questions")
            .add("question_end", &C::questionEnd, "", "stands behind every sub-question that is asked")
            .add("findings_mark", &C::findingsMark, "", "stands before what the experts found")
            .add("answer_mark", &C::answerMark, "", "stands behind it, and asks for the answer")
            .add("examples", &C::examples, "", "worked problems in front of the problem, which show what a plan is")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

/// "name=server": what is asked where no input is given.
std::pair<std::string, std::string> namesOf(const std::string &expert) {
    const auto at = expert.find('=');
    return at == expert.npos ? std::pair(expert, std::string())
                             : std::pair(expert.substr(0, at), expert.substr(at + 1));
}

class Consulting final : public Search {
public:
    /// `who`: whom to ask for each expert; empty: the model itself.
    Consulting(const ExpertsConfig &config, const Drawing &drawing, std::vector<std::string> who)
        : config_(config), drawing_(drawing), who_(std::move(who)) {
        for (const auto &expert : config_.experts) names_.push_back(namesOf(expert).first);
    }

    std::vector<Action> next(const Tree &tree, Rng &rng) override {
        const NodeId last = tree.size() - 1;
        if (last == Tree::kRoot) return {Say{last, config_.planTrigger}};
        if (last == 1) return {write(last, config_.planTokens, {"\n\n"})};
        if (last == kPlan) plan(tree, rng);
        const bool stopped = tree[last].fault == "cancelled" && !done_;
        if (stopped || tree.spent()) return chooseEnd(tree, nothingOf(tree, stopped ? "cancelled" : "cut"));
        if (done_) return chooseEnd(tree, {.node = last, .why = why()});
        if (said_) {
            done_ = true;
            return {write(last, drawing_.sampling.maxNewTokens - tree.tokensTo(last), {})};
        }
        auto asked = ask(tree);
        if (!asked.empty()) return asked;
        said_ = true;
        return {Say{kPlan, findings(tree) + config_.answerMark}};
    }

private:
    static constexpr NodeId kPlan = 2;

    Expand write(NodeId at, std::int64_t tokens, std::vector<std::string> marks) const {
        return {.at = at,
                .until = {.tokens = std::max<std::int64_t>(1, tokens),
                          .texts = drawing_.sampling.stop,
                          .marks = std::move(marks)}};
    }

    void plan(const Tree &tree, Rng &rng) {
        if (!questions_.empty() || said_) return;
        questions_ = subQuestionsOf(tree[kPlan].written.text, names_, static_cast<std::size_t>(config_.questions));
        if (config_.routing == "random" && !names_.empty())
            for (auto &question : questions_) question.expert = rng.below(names_.size());
    }

    /// All that are left, or the next one.
    std::vector<Action> ask(const Tree &tree) {
        std::vector<Action> actions;
        const bool all = config_.order == "parallel";
        while (asked_ < questions_.size() && (all || actions.empty())) {
            const auto &[expert, text] = questions_[asked_];
            Expand question = write(kPlan, config_.questionTokens, {});
            question.question = (all ? std::string() : findings(tree)) + text + config_.questionEnd;
            if (expert && *expert < who_.size()) question.by = who_[*expert];
            actions.emplace_back(std::move(question));
            ++asked_;
        }
        return actions;
    }

    /// What has been found so far, a line a question.
    std::string findings(const Tree &tree) const {
        const auto answers = tree.children(kPlan);
        std::string text;
        for (std::size_t i = 0; i < std::min(answers.size(), questions_.size()); ++i) {
            const auto lines = linesOf(tree[answers[i]].written.text, 1);
            text += questions_[i].text + " " + (lines.empty() ? "-" : lines.front()) + "\n";
        }
        return text.empty() ? text : config_.findingsMark + text;
    }

    std::string why() const {
        if (questions_.empty()) return "no sub-questions";
        return std::to_string(questions_.size()) + " sub-questions";
    }

    const ExpertsConfig &config_;
    const Drawing &drawing_;
    const std::vector<std::string> who_;
    std::vector<std::string> names_{};
    std::vector<SubQuestion> questions_{};
    std::size_t asked_ = 0;
    bool said_ = false, done_ = false;
};

class Experts final : public Strategy {
public:
    Experts(ExpertsConfig config, const SharedSettings &shared)
        : config_(std::move(config)), drawing_{.sampling = config_.sampling,
                                               .completionPrefix = config_.completionPrefix,
                                               .tokenBudget = config_.tokenBudget,
                                               .width = config_.questions,
                                               .rounds = 2,
                                               .examples = config_.examples,
                                               .calculator = shared.calculator} {}

    const Drawing &drawing() const override { return drawing_; }

    Status check(const SearchContext &context) const override {
        for (const auto &[name, text] :
             {std::pair{"plan_trigger", config_.planTrigger}, {"answer_mark", config_.answerMark}})
            if (text.empty())
                return fail({.code = "search.nothing_to_say",
                             .message = "Without a text nothing asks the model for sub-questions, or for the answer.",
                             .field = name,
                             .found = "\"\"",
                             .expected = "a text",
                             .remedy = "Leave the setting out: it has a default."});
        for (std::size_t port = 0; port < std::size(kExpertPorts); ++port)
            if (context.experts.count(kExpertPorts[port]) && port >= config_.experts.size())
                return fail({.code = "search.unnamed_expert",
                             .message = "An expert is given whom no plan can call, since it has no name.",
                             .field = "experts",
                             .found = {"{0} names", config_.experts.size()},
                             .expected = "a name for each of the inputs expert, expert_2 and expert_3 that is given",
                             .remedy = "Name it in experts, or leave the input out."});
        return {};
    }

    std::unique_ptr<Search> begin(const SearchProblem &, const SearchContext &context) const override {
        std::vector<std::string> who;
        for (std::size_t e = 0; e < config_.experts.size(); ++e) {
            const bool given = e < std::size(kExpertPorts) && context.experts.count(kExpertPorts[e]) > 0;
            who.push_back(given ? std::string(kExpertPorts[e]) : namesOf(config_.experts[e]).second);
        }
        return std::make_unique<Consulting>(config_, drawing_, std::move(who));
    }

private:
    ExpertsConfig config_;
    Drawing drawing_;
};

std::string lowered(std::string text) {
    for (char &c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// Without blanks around it, and without "1." or "-" in front.
std::string bare(const std::string &line) {
    std::size_t begin = line.find_first_not_of(" \t");
    if (begin == line.npos) return {};
    std::size_t mark = begin;
    while (mark < line.size() && line[mark] >= '0' && line[mark] <= '9') ++mark;
    if (mark > begin && mark < line.size() && (line[mark] == '.' || line[mark] == ')'))
        begin = mark + 1;
    else if (line[begin] == '-' || line[begin] == '*')
        ++begin;
    begin = line.find_first_not_of(" \t", begin);
    if (begin == line.npos) return {};
    return line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
}

} // namespace

std::vector<SubQuestion> subQuestionsOf(const std::string &plan, const std::vector<std::string> &experts,
                                        std::size_t most) {
    std::vector<SubQuestion> out;
    for (const std::string &line : linesOf(plan, plan.size())) {
        if (out.size() == most) break;
        SubQuestion question{.text = bare(line)};
        const auto colon = question.text.find(':');
        const std::string name =
            colon == question.text.npos ? std::string() : lowered(bare(question.text.substr(0, colon)));
        for (std::size_t e = 0; e < experts.size() && !question.expert; ++e)
            if (!name.empty() && lowered(experts[e]) == name) question.expert = e;
        if (question.expert) question.text = bare(question.text.substr(colon + 1));
        if (!question.text.empty()) out.push_back(std::move(question));
    }
    return out;
}

const MethodInfo &expertsInfo() {
    static const MethodInfo method = [] {
        MethodInfo out =
            strategyInfo("experts", "sub-questions of a plan, each to the expert for it, and then one answer",
                         described().spec(), {"questions"});
        for (const char *port : kExpertPorts)
            out.inputs.push_back({.name = port,
                                  .required = false,
                                  .sameVocabulary = true,
                                  .effect = "a model of the same tokens that answers the sub-questions of its name"});
        return out;
    }();
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeExperts(const Json &config) {
    return makeStrategy<Experts>(described(), config);
}

} // namespace lapidary
