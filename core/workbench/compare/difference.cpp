// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/difference.h"
#include "core/base/content_hash.h"
#include "core/workbench/experiment/experiment.h"
#include "core/workbench/experiment/plan.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <fstream>
#include <map>
#include <set>

namespace lapidary {
namespace {

constexpr double kAlike = 0.7; ///< share of equal values from which another name is a new name of the same
constexpr const char *kRunKeys[] = {"kind", "method", "seed"};

using Names = std::map<std::pair<std::string, std::string>, std::string>; ///< (list, name) before → name after

void say(SaidTable &table, const std::string &key, Json value) {
    const bool nothing = value.is_null() || (value.is_string() && value.get_ref<const std::string &>().empty()) ||
                         (value.is_structured() && value.empty());
    if (!nothing) table.values.emplace_back(key, std::move(value));
}

void sayAll(SaidTable &table, const std::string &prefix, const Json &values) {
    for (const auto &[key, value] : values.items()) {
        if (value.is_object())
            sayAll(table, prefix + key + ".", value);
        else
            table.values.emplace_back(prefix + key, value);
    }
}

/// Of the rows of a file; null where it cannot be read.
Json contentOf(const fs::path &file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return nullptr;
    ContentHasher hasher;
    std::vector<char> piece(1 << 16);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
        hasher.add({piece.data(), static_cast<std::size_t>(in.gcount())});
    return hasher.hash().substr(0, 12);
}

SaidTable tableOf(const DataSet &set, const fs::path &folder) {
    SaidTable out{"data", set.name};
    say(out, "task", set.task);
    say(out, "file", set.file);
    if (!set.file.empty()) say(out, "content", contentOf(folder / set.file));
    if (set.format != "rows") say(out, "format", set.format);
    if (!set.task.empty()) say(out, "seed", set.seed);
    if (set.followSeed) say(out, "follow_seed", true);
    for (std::size_t i = 0; i < set.parts.size(); ++i) {
        const std::string part = set.parts.size() == 1 ? "" : "parts." + std::to_string(i + 1) + ".";
        say(out, part + "count", set.parts[i].count);
        sayAll(out, part + "config.", set.parts[i].config);
    }
    say(out, "disjoint_from", set.disjointFrom);
    say(out, "of", set.of);
    say(out, "mix", set.mix);
    say(out, "weights", set.weights);
    say(out, "chat", set.framing.chat);
    say(out, "system", set.framing.system);
    say(out, "instruction", set.framing.instruction);
    say(out, "examples", set.framing.examples);
    if (set.framing.shots > 0) say(out, "shots", set.framing.shots);
    return out;
}

void sayInputs(SaidTable &table, const Inputs &inputs) {
    for (const auto &[port, input] : inputs) say(table, "inputs." + port, input.said());
}

SaidTable tableOf(const Stage &stage, const std::vector<Sweep> &sweeps, bool ofRuns) {
    SaidTable out{"stage", stage.sweep.empty() || ofRuns ? stage.name : stage.sweep};
    say(out, "kind", stage.kind);
    say(out, "method", stage.algorithm);
    if (ofRuns) say(out, "seed", stage.seed);
    if (!ofRuns) {
        sayInputs(out, stage.inputs);
        say(out, "fork", stage.fork);
        if (!stage.fork.empty()) say(out, "fork_step", stage.forkStep);
        if (stage.threads > 0) say(out, "threads", stage.threads);
        for (const Sweep &sweep : sweeps)
            if (!stage.sweep.empty() && sweep.stage == stage.sweep) say(out, "sweep", sweep.runs);
    }
    sayAll(out, "config.", stage.config);
    return out;
}

SaidTable tableOf(const Arm &arm, bool ofRuns) {
    SaidTable out{"arm", arm.sweep.empty() || ofRuns ? arm.name : arm.sweep};
    say(out, "kind", kindOf(&Catalogue::strategies).info.name);
    say(out, "method", arm.strategy);
    if (!ofRuns) {
        say(out, "role", arm.role);
        say(out, "buckets", arm.buckets);
        sayInputs(out, arm.inputs);
        if (arm.threads > 0) say(out, "threads", arm.threads);
        if (arm.trace) say(out, "trace", true);
    }
    sayAll(out, "config.", arm.config);
    return out;
}

SaidTable tableOfRun(const Json &run, const std::string &name) {
    const std::string kind = run.value("kind", "");
    const RunKind *known = runKind(kind);
    SaidTable out{known && known->isArm ? "arm" : "stage", name};
    say(out, "kind", kind);
    if (known && known->methods) say(out, "method", run.value(known->methodKey, ""));
    if (!(known && known->isArm)) say(out, "seed", run.value("seed", Json()));
    sayAll(out, "config.", run.value("config", Json::object()));
    return out;
}

bool knows(const SaidExperiment &side, const std::string &key) {
    return !side.ofRuns || key.starts_with("config.") ||
           std::find(std::begin(kRunKeys), std::end(kRunKeys), key) != std::end(kRunKeys);
}

/// In run.toml a file that a setting names stands as the run's folder sees it.
bool equal(const Json &a, const Json &b, bool ofRuns) {
    if (a == b) return true;
    if (!ofRuns || !a.is_string() || !b.is_string()) return false;
    const auto &one = a.get_ref<const std::string &>(), &other = b.get_ref<const std::string &>();
    return (one.starts_with("../") || other.starts_with("../")) &&
           fs::path(one).filename() == fs::path(other).filename();
}

/// Names within `value` as they are called after the renaming.
Json renamed(const std::string &key, Json value, const Names &names) {
    if (value.is_array()) {
        for (Json &each : value) each = renamed(key, each, names);
        return value;
    }
    if (!value.is_string()) return value;
    const std::string text = value.get<std::string>();
    const std::size_t colon = std::min(text.find(':'), text.size());
    const bool data = key == "buckets" || key == "mix" || key == "disjoint_from" || key == "of" || key == "examples";
    for (const char *list : {"models", "data", "stage"}) {
        if (data && std::string_view(list) != "data") continue;
        if (!data && key != "chat" && !key.starts_with("inputs.")) continue;
        if (const auto it = names.find({list, text.substr(0, colon)}); it != names.end())
            return it->second + text.substr(colon);
    }
    return value;
}

class Comparer {
public:
    Comparer(const SaidExperiment &before, const SaidExperiment &after) : before_(before), after_(after) {}

    std::vector<TableDifference> all() {
        for (const char *list : {"experiment", "models", "data", "stage", "arm"}) compare(list);
        return std::move(out_);
    }

private:
    static std::vector<const SaidTable *> of(const SaidExperiment &side, const std::string &list) {
        std::vector<const SaidTable *> out;
        for (const SaidTable &each : side.tables)
            if (each.list == list) out.push_back(&each);
        return out;
    }

    void compare(const std::string &list) {
        const auto old = of(before_, list), now = of(after_, list);
        std::set<const SaidTable *> met;
        std::vector<const SaidTable *> gone;
        std::map<const SaidTable *, const SaidTable *> pairs; ///< after → before
        for (const SaidTable *each : old) {
            const auto same = std::find_if(now.begin(), now.end(), [&](auto *one) { return one->name == each->name; });
            if (same == now.end())
                gone.push_back(each);
            else
                pairs[*same] = each;
        }
        std::vector<const SaidTable *> left;
        for (const SaidTable *each : gone)
            if (const SaidTable *newer =
                    before_.single && after_.single && !now.empty() ? now.front() : renamedTo(*each, now, pairs))
                pairs[newer] = each;
            else
                left.push_back(each);
        for (const SaidTable *each : now)
            if (const auto it = pairs.find(each); it != pairs.end())
                tell(*it->second, *each);
            else if (!before_.single)
                out_.push_back({TableDifference::Kind::Added, list, each->name, {}, about(*each), {}});
        for (const SaidTable *each : left)
            if (!after_.single)
                out_.push_back({TableDifference::Kind::Removed, list, each->name, {}, about(*each), {}});
    }

    /// The table of this kind that says most of the same and has no other before it.
    const SaidTable *renamedTo(const SaidTable &old, const std::vector<const SaidTable *> &now,
                               const std::map<const SaidTable *, const SaidTable *> &taken) {
        const SaidTable *best = nullptr;
        double most = kAlike;
        for (const SaidTable *each : now) {
            if (taken.count(each)) continue;
            const double alike = likeness(old, *each);
            if (alike < most || (best && alike == most)) continue;
            most = alike;
            best = each;
        }
        if (best) names_[{old.list, old.name}] = best->name;
        return best;
    }

    double likeness(const SaidTable &old, const SaidTable &now) const {
        for (const char *key : {"kind", "method", "task", "file", "place"}) {
            const Json *a = old.find(key), *b = now.find(key);
            if ((a ? *a : Json()) != (b ? *b : Json())) return 0;
        }
        std::size_t same = 0, all = now.values.size();
        for (const auto &[key, value] : old.values) {
            const Json *there = now.find(key);
            const bool is = there && equal(renamed(key, value, names_), *there, ofRuns());
            same += is;
            all += !there;
        }
        return all == 0 ? 1 : static_cast<double>(same) / static_cast<double>(all);
    }

    bool ofRuns() const { return before_.ofRuns || after_.ofRuns; }

    void tell(const SaidTable &old, const SaidTable &now) {
        TableDifference out{.list = now.list, .name = now.name};
        if (old.name != now.name) {
            out.kind = TableDifference::Kind::Renamed;
            out.before = old.name;
        }
        for (const auto &[key, value] : old.values) {
            const Json *there = now.find(key);
            if (!knows(before_, key) || !knows(after_, key)) continue;
            if (!there || !equal(renamed(key, value, names_), *there, ofRuns()))
                out.values.push_back({key, value, there ? *there : Json()});
        }
        for (const auto &[key, value] : now.values)
            if (!old.find(key) && knows(before_, key) && knows(after_, key))
                out.values.push_back({key, nullptr, value});
        if (!out.values.empty() || out.kind == TableDifference::Kind::Renamed) out_.push_back(std::move(out));
    }

    static std::string about(const SaidTable &table) {
        std::string text;
        for (const char *key : {"kind", "method", "task", "file", "place"})
            if (const Json *value = table.find(key); value && value->is_string())
                text += (text.empty() ? "" : " ") + value->get<std::string>();
        return text;
    }

    const SaidExperiment &before_, &after_;
    Names names_{};
    std::vector<TableDifference> out_{};
};

const char *wordOf(TableDifference::Kind kind) {
    return kind == TableDifference::Kind::Added     ? "added"
           : kind == TableDifference::Kind::Removed ? "removed"
           : kind == TableDifference::Kind::Renamed ? "renamed"
                                                    : "changed";
}

std::string valueText(const Json &value) {
    return value.is_null() ? "(not said)" : value.is_string() ? value.get<std::string>() : dumpJson(value);
}

} // namespace

const Json *SaidTable::find(const std::string &key) const {
    const auto it = std::find_if(values.begin(), values.end(), [&](const auto &each) { return each.first == key; });
    return it == values.end() ? nullptr : &it->second;
}

SaidExperiment tablesOf(const Experiment &experiment, bool ofRuns) {
    SaidExperiment out{.ofRuns = ofRuns};
    if (!ofRuns) {
        SaidTable head{.list = "experiment"};
        say(head, "name", experiment.name);
        say(head, "seed", experiment.seed);
        say(head, "rule", experiment.rule);
        say(head, "device", experiment.device);
        say(head, "dtype", experiment.dtype);
        if (experiment.threads > 0) say(head, "threads", experiment.threads);
        out.tables.push_back(std::move(head));
        for (const auto &[name, place] : experiment.models) out.tables.push_back({"models", name, {{"place", place}}});
        for (const DataSet &set : experiment.data) out.tables.push_back(tableOf(set, experiment.folder));
    }
    const auto add = [&](SaidTable table) { // the runs of a sweep are one table
        const bool there = std::any_of(out.tables.begin(), out.tables.end(), [&](const SaidTable &each) {
            return each.list == table.list && each.name == table.name;
        });
        if (!there) out.tables.push_back(std::move(table));
    };
    for (const Stage &stage : experiment.stages) add(tableOf(stage, experiment.sweeps, ofRuns));
    for (const Arm &arm : experiment.arms) add(tableOf(arm, ofRuns));
    return out;
}

SaidExperiment tablesOf(const Plan &plan) {
    SaidExperiment out{.ofRuns = true};
    for (const PlannedRun &run : plan.runs) out.tables.push_back(tableOfRun(run.config, run.name));
    return out;
}

Result<SaidExperiment> tablesOfRun(const fs::path &runFolder) {
    const auto run = readDocument((runFolder / "run.toml").string());
    if (!run) return unexpected(run.error());
    return SaidExperiment{{tableOfRun(run->values, run->values.value("name", ""))}, true, true};
}

std::vector<TableDifference> differenceOf(const SaidExperiment &before, const SaidExperiment &after) {
    return Comparer(before, after).all();
}

std::string toText(const std::vector<TableDifference> &difference) {
    if (difference.empty()) return "They say the same.\n";
    std::string out;
    for (const TableDifference &each : difference) {
        out += each.list + (each.name.empty() ? "" : " “" + each.name + "”") + ": " + wordOf(each.kind);
        if (!each.before.empty()) out += ", was “" + each.before + "”";
        out += (each.about.empty() ? "" : " (" + each.about + ")") + "\n";
        for (const ValueDifference &value : each.values)
            out += "    " + value.key + ": " + valueText(value.before) + " → " + valueText(value.after) + "\n";
    }
    return out;
}

Json toJson(const std::vector<TableDifference> &difference) {
    Json tables = Json::array();
    for (const TableDifference &each : difference) {
        Json table = {{"list", each.list}, {"name", each.name}, {"state", wordOf(each.kind)}};
        if (!each.before.empty()) table["before"] = each.before;
        if (!each.about.empty()) table["about"] = each.about;
        table["values"] = Json::array();
        for (const ValueDifference &value : each.values)
            table["values"].push_back({{"key", value.key}, {"before", value.before}, {"after", value.after}});
        tables.push_back(std::move(table));
    }
    return {{"same", difference.empty()}, {"tables", std::move(tables)}};
}

} // namespace lapidary
