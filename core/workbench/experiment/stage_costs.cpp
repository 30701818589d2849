// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/stage_costs.h"
#include "core/base/content_hash.h"
#include "core/data/layouts/registry.h"
#include "core/text/tokenizer/tokenizer.h"
#include "core/workbench/data/datasets.h"
#include "core/workbench/experiment/run_cost.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/experiment/stage_outputs.h"
#include "core/workbench/experiment/training_findings.h"
#include "core/workbench/models/models.h"
#include "core/workbench/project.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <fstream>
#include <set>

namespace lapidary {
namespace {

constexpr std::size_t kCountedRows = 64;         ///< whose tokens stand for all
constexpr std::uintmax_t kMostBytes = 16u << 20; ///< larger files are not read for an estimate …
constexpr std::int64_t kMostMade = 20000;        ///< … nor are more problems made
constexpr std::int64_t kSupposedText = 1024;     ///< bytes of a row that was not read

/// Rows that are there.
struct RowFacts {
    double rows = 0;          ///< 0: not known
    std::int64_t longest = 0; ///< bytes of text
    std::string hash{};       ///< as a frozen data set has it; empty: not known
    std::vector<Json> some{}; ///< the first
};

double tokensOf(const Json &value, const Tokenizer &tokenizer) {
    if (value.is_string()) {
        const auto ids = tokenizer.encode(value.get_ref<const std::string &>(), false);
        return ids ? static_cast<double>(ids->ids.size()) : 0;
    }
    double sum = 0;
    if (value.is_structured())
        for (const Json &each : value) sum += tokensOf(each, tokenizer);
    return sum;
}

/// A name in run.toml leads where the planner found it: the same file is the same setting.
bool sameSettings(const Json &given, const Json &ran) {
    const Json now = given.is_null() ? Json::object() : given, then = ran.is_null() ? Json::object() : ran;
    for (const auto &[key, value] : now.items()) {
        const auto old = then.find(key);
        if (old == then.end()) return false;
        if (*old == value) continue;
        if (!old->is_string() || !value.is_string()) return false;
        const fs::path a = old->get<std::string>(), b = value.get<std::string>();
        if (a.filename() != b.filename()) return false;
    }
    return true;
}

class Coster {
public:
    Coster(Project &project, const Experiment &experiment, const Plan *plan)
        : project_(project), experiment_(experiment), plan_(plan),
          datasets_(experiment, project.folder(), project.store()) {
        if (auto records = project.runs()) records_ = std::move(*records);
    }

    std::vector<StageCost> all() {
        std::vector<StageCost> out;
        for (const Stage &stage : experiment_.stages) out.push_back(of(stage));
        for (const Arm &arm : experiment_.arms) out.push_back(of(arm));
        return out;
    }

private:
    StageCost of(const Stage &stage) {
        const RunKind &kind = *runKind(stage.kind); // the reader knows no other
        StageCost cost{.name = stage.name, .trains = kind.trains, .asksModel = !kind.work};
        JobShape shape{.method = &stage.method, .config = stage.config};
        const PlannedRun *run = planned(stage.name);
        cost.isDone = run && finished(*run) && same(stage.inputs, stage.config, stage.model, *run);
        if (cost.isDone) done_.insert(stage.name);
        double perRow = 0;
        for (const Port &port : stage.method.inputs) {
            const auto input = stage.inputs.find(port.name);
            if (input == stage.inputs.end()) continue;
            if (isModel(port.what)) {
                addModel(port, input->second.name, shape);
                continue;
            }
            const RowFacts &facts = factsOf(input->second);
            shape.longestText = std::max({shape.longestText, facts.longest, longest_[input->second.name]});
            if (cost.rows > 0) continue; // the first are those that are learnt from
            cost.rows = facts.rows;
            perRow = tokensPerRow(facts, stage.model);
        }
        longest_[stage.name] =
            shape.longestText + static_cast<std::int64_t>(numberIn(stage.config, "max_new_tokens", 0));
        if (kind.work) return cost;
        // Of a fork only the planner knows the model.
        const bool known = run && (!stage.fork.empty() || sameSettings(stage.config, settingsOf(*run)));
        cost.memory = known ? run->memoryEstimate : estimateMemory(shape);
        if (kind.trains)
            train(cost, stage, perRow);
        else
            answer(cost, stage.method, stage.config, perRow);
        time(cost, stage.kind, kind.methods ? stage.algorithm : std::string(), shape);
        return cost;
    }

    StageCost of(const Arm &arm) {
        StageCost cost{.name = arm.name};
        JobShape shape{.method = &arm.method, .config = arm.config};
        const PlannedRun *run = planned(arm.name);
        cost.isDone = run && finished(*run) && same(arm.inputs, arm.config, arm.model, *run) && asked(arm, *run);
        double tokens = 0;
        for (const std::string &bucket : arm.buckets) {
            const RowFacts &facts = factsOf({.name = bucket, .from = Input::From::Data});
            shape.longestText = std::max(shape.longestText, facts.longest);
            cost.rows += facts.rows;
            tokens += facts.rows * tokensPerRow(facts, arm.model);
        }
        for (const Port &port : arm.method.inputs)
            if (const auto input = arm.inputs.find(port.name); input != arm.inputs.end() && isModel(port.what))
                addModel(port, input->second.name, shape);
        cost.memory = estimateMemory(shape);
        answer(cost, arm.method, arm.config, cost.rows > 0 ? tokens / cost.rows : 0);
        time(cost, kindOf(&Catalogue::strategies).info.name, arm.strategy, shape);
        return cost;
    }

    const PlannedRun *planned(const std::string &name) const {
        if (!plan_) return nullptr;
        const auto run = std::find_if(plan_->runs.begin(), plan_->runs.end(),
                                      [&](const PlannedRun &each) { return each.name == name; });
        return run == plan_->runs.end() ? nullptr : &*run;
    }

    bool finished(const PlannedRun &run) const {
        return std::any_of(records_.begin(), records_.end(),
                           [&](const RunRecord &each) { return each.id == run.id && each.state == "finished"; });
    }

    /// Whether a run was made of what the experiment says now.
    bool same(const Inputs &inputs, const Json &config, const std::string &model, const PlannedRun &run) {
        if (!sameSettings(config, settingsOf(run))) return false;
        if (!model.empty() && run.model != model && inputs.count("policy")) return false;
        for (const auto &[port, input] : inputs) {
            if (input.from == Input::From::Stage && !done_.count(input.name)) return false;
            if (input.from == Input::From::Data && !holds(run, factsOf(input))) return false;
        }
        return true;
    }

    bool asked(const Arm &arm, const PlannedRun &run) {
        return std::all_of(arm.buckets.begin(), arm.buckets.end(), [&](const std::string &bucket) {
            return holds(run, factsOf({.name = bucket, .from = Input::From::Data}));
        });
    }

    static bool holds(const PlannedRun &run, const RowFacts &facts) {
        return facts.hash.empty() || std::any_of(run.files.begin(), run.files.end(), [&](const auto &file) {
                   return file.second.parent_path().filename() == facts.hash;
               });
    }

    const RowFacts &factsOf(const Input &input) {
        const std::string key = input.from == Input::From::Data ? "data:" + input.name : "stage:" + input.said();
        const auto [it, isNew] = facts_.try_emplace(key);
        if (isNew) it->second = input.from == Input::From::Data ? read(input.name) : leftBy(input);
        return it->second;
    }

    RowFacts read(const std::string &name) {
        const auto set = std::find_if(experiment_.data.begin(), experiment_.data.end(),
                                      [&](const DataSet &each) { return each.name == name; });
        std::error_code wrong;
        if (set == experiment_.data.end()) return {};
        if (!set->file.empty() && fs::file_size(experiment_.folder / set->file, wrong) > kMostBytes) return {};
        std::int64_t made = 0;
        for (const DataPart &part : set->parts) made += part.count;
        if (made > kMostMade) return {.rows = static_cast<double>(made), .longest = kSupposedText};
        RowFacts facts;
        ContentHasher hasher;
        const auto seen = datasets_.each(name, [&](const Json &row) {
            if (!set->framing.any()) hasher.add(dumpJson(row) + "\n");
            see(facts, row);
        });
        if (!seen) return {}; // the start says what is wrong with them
        if (!set->framing.any()) facts.hash = hasher.hash();
        return facts;
    }

    /// What a stage that has finished left for those that read it.
    RowFacts leftBy(const Input &input) {
        const PlannedRun *run = done_.count(input.name) ? planned(input.name) : nullptr;
        const auto stage = std::find_if(experiment_.stages.begin(), experiment_.stages.end(),
                                        [&](const Stage &each) { return each.name == input.name; });
        const Output *output = stage == experiment_.stages.end() ? nullptr : outputNamed(*stage, input.output);
        if (!run || !output) return {};
        RowFacts facts;
        std::ifstream file(project_.runFolder(run->id) / output->file);
        std::size_t bytes = 0;
        for (std::string line; std::getline(file, line);) {
            if ((bytes += line.size()) > kMostBytes) return {};
            if (const auto row = line.empty() ? Result<Json>(Json()) : parseJson(line, {.depth = 128});
                row && !row->is_null())
                see(facts, *row);
        }
        return facts;
    }

    static void see(RowFacts &facts, const Json &row) {
        ++facts.rows;
        if (const auto record = readRecord(row)) facts.longest = std::max(facts.longest, textBytes(*record));
        if (facts.some.size() < kCountedRows) facts.some.push_back(row);
    }

    /// By the tokenizer of the model that reads them; 0: there is none, or no row.
    double tokensPerRow(const RowFacts &facts, const std::string &model) {
        const auto folder = facts.some.empty() ? std::nullopt : tokenizerFolder(experiment_, model);
        if (!folder) return 0;
        const auto [it, isNew] = tokenizers_.try_emplace(*folder);
        if (isNew)
            if (auto loaded = Tokenizer::load(*folder)) it->second = std::move(*loaded);
        if (!it->second) return 0;
        double sum = 0;
        for (const Json &row : facts.some) {
            Json texts = row;
            for (const char *none : {"id", "seed", "task"}) texts.erase(none);
            sum += tokensOf(texts, *it->second);
        }
        return sum / static_cast<double>(facts.some.size());
    }

    void addModel(const Port &port, const std::string &name, JobShape &shape) {
        const auto folder = tokenizerFolder(experiment_, name);
        const auto size = folder ? sizeOfModel(*folder) : Result<ModelSize>(ModelSize{});
        (port.name == "policy" ? shape.size : shape.others.emplace_back()) = size.value_or(ModelSize{});
        shape.given.insert(port.name);
    }

    static Json settingsOf(const PlannedRun &run) { return run.config.value("config", Json::object()); }

    static void train(StageCost &cost, const Stage &stage, double perRow) {
        const Json &config = stage.config;
        if (numberIn(config, "max_steps", -1) >= 0 || cost.rows > 0)
            cost.updates = std::max(0.0, stepsOf(config, cost.rows) - static_cast<double>(stage.forkStep));
        const bool writes = config.contains("num_generations") && config.contains("max_completion_length");
        const double written = writes ? numberIn(config, "max_completion_length", 0) : 0;
        if (perRow <= 0 || cost.updates <= 0) return;
        cost.tokens = cost.updates * rowsPerStep(config) * (perRow + written);
        cost.atMost = writes;
    }

    static void answer(StageCost &cost, const MethodInfo &method, const Json &config, double perRow) {
        double texts = numberIn(config, "n", 1);
        if (!method.sideBySide.empty()) texts = 1;
        for (const std::string &setting : method.sideBySide) texts *= numberIn(config, setting.c_str(), 1);
        const double longest = numberIn(config, "max_new_tokens", 0);
        if (longest <= 0 || cost.rows <= 0) return;
        cost.tokens = cost.rows * (perRow + texts * longest);
        cost.atMost = true;
    }

    /// The newest run of the same method on a model of the same size that tells its pace.
    void time(StageCost &cost, const std::string &kind, const std::string &method, const JobShape &shape) const {
        for (auto record = records_.rbegin(); record != records_.rend() && cost.seconds <= 0; ++record) {
            if (record->kind != kind || record->method != method) continue;
            const fs::path folder = project_.runFolder(record->id);
            const auto run = readDocument((folder / "run.toml").string());
            const auto standing = loggedState(folder);
            if (!run || !standing || !asLarge(folder, run->values, shape.size)) continue;
            const Json config = run->values.value("config", Json::object());
            if (cost.trains)
                pace(cost, *standing, rowsPerStep(shape.config) / rowsPerStep(config));
            else if (standing->state == "finished" && standing->total > 0 && cost.rows > 0)
                cost.seconds = standing->seconds * cost.rows / standing->total * textsOf(*shape.method, shape.config) /
                               std::max(1.0, textsOf(*shape.method, config));
            if (cost.seconds > 0) cost.timedIn = record->name;
        }
    }

    /// `larger`: its steps have so many times the rows.
    static void pace(StageCost &cost, const RunStanding &run, double larger) {
        cost.seconds = cost.updates * run.stepSeconds * larger;
        if (cost.seconds <= 0 || run.tokens <= 0 || run.done <= 0) return;
        cost.tokens = run.tokens / run.done * cost.updates * larger; // counted, not estimated
        cost.atMost = false;
    }

    /// How much a problem is given to write, as far as the settings say it.
    static double textsOf(const MethodInfo &method, const Json &config) {
        double texts = method.sideBySide.empty() ? numberIn(config, "n", 1) : 1;
        for (const std::string &setting : method.sideBySide) texts *= numberIn(config, setting.c_str(), 1);
        return texts * numberIn(config, "max_new_tokens", 1);
    }

    static bool asLarge(const fs::path &runFolder, const Json &run, const ModelSize &size) {
        const std::string path = run.value("model", Json::object()).value("path", "");
        const auto theirs = path.empty() ? Result<ModelSize>(ModelSize{}) : sizeOfModel(runFolder / path);
        return theirs && theirs->parameters == size.parameters;
    }

    Project &project_;
    const Experiment &experiment_;
    const Plan *plan_;
    Datasets datasets_;
    std::vector<RunRecord> records_{};
    std::map<std::string, RowFacts> facts_{};
    std::map<std::string, std::int64_t> longest_{}; ///< of what a stage will leave
    std::map<fs::path, std::optional<Tokenizer>> tokenizers_{};
    std::set<std::string> done_{};
};

std::string counted(double number, const char *one, const char *many) {
    return countText(number) + (number == 1 ? one : many);
}

std::string memoryText(std::int64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GiB", static_cast<double>(bytes) / (1 << 30));
    return text;
}

} // namespace

std::vector<StageCost> stageCosts(Project &project, const Experiment &experiment, const Plan *plan) {
    return Coster(project, experiment, plan).all();
}

CostSum sumOf(const std::vector<StageCost> &costs) {
    CostSum sum;
    for (const StageCost &cost : costs) {
        if (cost.isDone) continue;
        ++sum.left;
        sum.memory = std::max(sum.memory, cost.memory);
        if (!cost.asksModel) continue;
        sum.updates += cost.updates;
        sum.unknownUpdates += cost.trains && cost.updates <= 0;
        sum.tokens += cost.tokens;
        sum.untold += cost.tokens <= 0;
        sum.atMost |= cost.atMost;
        sum.seconds += cost.seconds;
        sum.untimed += cost.seconds <= 0;
    }
    return sum;
}

std::string sentence(const StageCost &cost) {
    if (!cost.asksModel) return "sorts rows, no model";
    std::string text;
    const auto add = [&text](const std::string &part) { text += (text.empty() ? "" : ", ") + part; };
    if (cost.trains) add(cost.updates > 0 ? counted(cost.updates, " update", " updates") : "updates not known yet");
    add(cost.tokens > 0 ? (cost.atMost ? "at most " : "about ") + countText(cost.tokens) + " tokens"
                        : "tokens not known yet");
    add(cost.seconds > 0 ? "about " + timeText(cost.seconds) + " (as in “" + cost.timedIn + "”)"
                         : "no earlier run tells how long");
    if (cost.memory > 0) add(memoryText(cost.memory));
    return text;
}

std::string sentence(const CostSum &sum) {
    if (sum.left == 0) return "Nothing is left to run";
    std::string text = "Left to run: " + counted(sum.left, " stage or arm", " stages and arms");
    const auto but = [&](int unknown) { return unknown > 0 ? " and " + std::to_string(unknown) + " not known" : ""; };
    if (sum.updates > 0 || sum.unknownUpdates > 0)
        text += "; " + counted(sum.updates, " update", " updates") +
                (sum.unknownUpdates > 0 ? " and those of " + counted(sum.unknownUpdates, " training", " trainings") +
                                              " whose rows are yet to be made"
                                        : "");
    if (sum.tokens > 0)
        text += std::string("; ") + (sum.atMost ? "at most " : "about ") + countText(sum.tokens) + " tokens" +
                but(sum.untold);
    text += sum.seconds > 0 ? "; about " + timeText(sum.seconds) + " one after the other" + but(sum.untimed)
                            : "; how long is not known: no earlier run of these kinds tells it";
    return text + (sum.memory > 0 ? "; " + memoryText(sum.memory) + " at most at once" : "");
}

} // namespace lapidary
