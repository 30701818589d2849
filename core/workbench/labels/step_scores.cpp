// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/step_scores.h"
#include "core/config/spec.h"
#include "core/data/layouts/registry.h"
#include "core/text/answer/answer.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/labels/label_generate.h"
#include "core/workbench/labels/label_items.h"
#include "core/workbench/stages/rollout_labels.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kStepsFile = "steps.jsonl";

std::string nameOf(const RunRecord &run) {
    return run.title.empty() ? run.name : run.title;
}

/// A chain by its words: blanks at the ends of steps differ with what cut them.
std::string chainKey(const std::string &prompt, const std::vector<std::string> &steps) {
    std::string key = prompt;
    for (const std::string &step : steps) {
        const std::size_t begin = step.find_first_not_of(" \t\r\n"), end = step.find_last_not_of(" \t\r\n");
        key += '\0' + (begin == step.npos ? std::string() : step.substr(begin, end - begin + 1));
    }
    return key;
}

/// A head that classifies every token as right or wrong.
bool scoresSteps(const MethodInfo &method) {
    return std::any_of(method.inputs.begin(), method.inputs.end(),
                       [](const Port &port) { return port.trained && port.head == "token" && port.labels == 2; });
}

unexpected<Error> badAnswer(const Json &answer, Sentence expected) {
    return fail({.code = "worker.bad_answer",
                 .message = "The worker did not give the numbers that were asked for",
                 .found = answer.dump().substr(0, 80),
                 .expected = std::move(expected)});
}

} // namespace

Result<AllStepScores> stepScoresIn(Project &project, const LabelQueue &queue) {
    AllStepScores out;
    if (!queue.setup.kind->ofSteps) return out;
    std::map<std::string, std::vector<const LabelItem *>> wanted;
    for (const LabelItem &item : queue.items) wanted[chainKey(item.prompt, item.steps)].push_back(&item);
    const auto runs = project.store().runs();
    if (!runs) return unexpected(runs.error());
    for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
        const fs::path file = project.runFolder(run->id) / kStepsFile;
        std::error_code wrong;
        if (run->kind != rolloutLabelsKind().info.name || run->state != "finished" || !fs::exists(file, wrong))
            continue;
        const auto read = forEachRow(file, [&](const Json &row) -> Status {
            const auto record = readRecord(row);
            if (!record) return unexpected(record.error());
            const auto *chain = std::get_if<Stepwise>(&record->what);
            if (!chain) return {};
            const auto found = wanted.find(chainKey(labelWords(chain->prompt), chain->steps));
            if (found == wanted.end()) return {};
            for (const LabelItem *item : found->second)
                out[item->id].push_back({StepScores::Rollouts, nameOf(*run), chain->labels});
            return {};
        });
        if (!read) return unexpected(read.error());
    }
    return out;
}

Result<std::vector<LabelScorer>> stepScorers(Project &project) {
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto runs = project.store().runs();
    if (!runs) return unexpected(runs.error());
    std::vector<LabelScorer> out;
    for (const RunRecord &run : *runs) {
        const MethodInfo *method = isTraining(run.kind) ? catalogue->algorithm(run.method) : nullptr;
        if (method && run.state == "finished" && scoresSteps(*method)) out.push_back({run.id, nameOf(run)});
    }
    return out;
}

StepAsker::StepAsker(Json model, std::string name, std::string separator)
    : model_(std::move(model)), name_(std::move(name)), separator_(std::move(separator)) {}

/// Its tokens by themselves; the place of the last one.
Result<std::size_t> StepAsker::add(const std::string &text, bool first, std::vector<std::int32_t> &ids) {
    const auto encoded = tokenizer_->encode(text, first);
    if (!encoded) return unexpected(encoded.error());
    ids.insert(ids.end(), encoded->ids.begin(), encoded->ids.end());
    return ids.empty() ? 0 : ids.size() - 1;
}

Result<Json> StepAsker::request(const LabelItem &item) {
    if (!item.turns.empty())
        return fail({.code = "labels.no_text",
                     .message = "a model that scores steps reads plain prompts",
                     .found = "a conversation"});
    if (!tokenizer_) {
        auto read = Tokenizer::load(model_.value("path", std::string()));
        if (!read) return unexpected(read.error());
        tokenizer_ = std::move(*read);
    }
    std::vector<std::int32_t> ids;
    ends_.clear();
    if (auto begun = add(item.prompt, true, ids); !begun) return unexpected(begun.error());
    for (const std::string &step : item.steps) {
        if (auto written = add(step, false, ids); !written) return unexpected(written.error());
        const auto end = add(separator_, false, ids);
        if (!end) return unexpected(end.error());
        ends_.push_back(*end);
    }
    return Json{{"verb", "score"}, {"model", model_}, {"ids", std::move(ids)}, {"positions", "all"}};
}

Result<StepScores> StepAsker::scoresFrom(const Json &answer) const {
    const Json scores = answer.value("scores", Json());
    StepScores out{.by = StepScores::Model, .name = name_};
    for (const std::size_t end : ends_) {
        const bool there = scores.is_array() && end < scores.size() && scores[end].is_array() &&
                           scores[end].size() == 2 && scores[end][0].is_number() && scores[end][1].is_number();
        if (!there) return badAnswer(answer, "two scores of each token");
        const double wrong = scores[end][0].get<double>(), right = scores[end][1].get<double>();
        out.values.push_back(1 / (1 + std::exp(wrong - right))); // softmax of two
    }
    return out;
}

Result<StepAsker> stepAskerOf(Project &project, const LabelScorer &scorer) {
    auto model = modelOfRun(project, scorer.run);
    if (!model) return unexpected(model.error());
    const auto run = readDocument((project.runFolder(scorer.run) / "run.toml").string());
    if (!run) return unexpected(run.error());
    const Json config = run->values.value("config", Json::object());
    return StepAsker(std::move(*model), scorer.name, config.value("step_separator", std::string("\n")));
}

namespace {

/// The line of a run's samples or answers that asks this: it knows the right answer.
Result<std::optional<Json>> lineAsking(const fs::path &file, const std::string &prompt) {
    std::optional<Json> out;
    const auto read = forEachRow(file, [&](const Json &row) -> Status {
        if (!out && row.value("prompt", Json()) == prompt && row.contains("reference")) {
            out = row;
            out->erase("completions");
        }
        return {};
    });
    if (!read) return unexpected(read.error());
    return out;
}

Result<Problem> problemOf(Project &project, const LabelQueue &queue, const LabelItem &item) {
    std::error_code wrong;
    for (const std::string &run : queue.runs)
        for (const char *name : {"samples.jsonl", "answers.jsonl"}) {
            const fs::path file = project.runFolder(run) / name;
            if (!fs::exists(file, wrong)) continue;
            const auto line = lineAsking(file, item.prompt);
            if (!line) return unexpected(line.error());
            if (*line) return problemFromJson(**line);
        }
    return fail({.code = "labels.no_reference",
                 .message = "nobody knows which answers to this prompt are right",
                 .found = item.prompt.substr(0, 80),
                 .expected = "a run of the queue whose rows have a reference",
                 .remedy = "Make the queue from graded samples of a run."});
}

Result<std::shared_ptr<const Rule>> ruleOf(Project &project) {
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    if (experiment->rule.empty())
        return fail({.code = "steps.no_rule",
                     .message = "answers come right by the rule that grades the problems, and there is none",
                     .field = "rule",
                     .remedy = "Put rule = \"…\" at the beginning of the experiment."});
    auto rule = ruleByName(experiment->rule);
    if (!rule) return unexpected(rule.error());
    return std::shared_ptr<const Rule>(std::move(*rule));
}

} // namespace

Result<StepRollouts> stepRollouts(Project &project, const LabelQueue &queue, const LabelItem &item, std::int64_t n) {
    const auto like = freshRequest(project, item, 0); // the model, and how long its answers are
    if (!like) return unexpected(like.error());
    const auto problem = problemOf(project, queue, item);
    if (!problem) return unexpected(problem.error());
    auto rule = ruleOf(project);
    if (!rule) return unexpected(rule.error());
    StepRollouts out{.problem = *problem, .name = item.answers[0].name, .rule = std::move(*rule)};
    std::string text;
    for (std::size_t i = 0; i < item.steps.size(); ++i) {
        text += (i == 0 ? "" : "\n") + item.steps[i];
        const bool last = i + 1 == item.steps.size();
        out.written.push_back(last ? text : text + "\n");
        if (last) break;
        Json request = like->request;
        request["n"] = n;
        request["seed"] = i;
        request["begun"] = {{"text", out.written.back()}};
        out.requests.push_back(std::move(request));
    }
    return out;
}

Result<double> rightShareOf(const Json &answer, const StepRollouts &rollouts, std::size_t step) {
    const auto answers = answersFromJson(answer);
    if (!answers) return unexpected(answers.error());
    double right = 0;
    for (const Answer &each : answers->all) {
        const std::string &before = rollouts.written[step];
        const std::string whole = each.text.starts_with(before) ? each.text : before + each.text;
        right += gradeCompletion(*rollouts.rule, rollouts.problem, whole, each.finishReason).correct;
    }
    return right / static_cast<double>(std::max<std::size_t>(answers->all.size(), 1));
}

double rightAtTheEnd(const StepRollouts &rollouts) {
    return rollouts.rule->grade(rollouts.problem, rollouts.written.back()).correct ? 1 : 0;
}

} // namespace lapidary
