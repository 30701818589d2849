// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/seen.h"
#include "core/base/hash.h"
#include "core/data/tasks/task.h"
#include "core/workbench/data/datasets.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

using Forms = std::set<std::uint64_t>;

std::uint64_t formOf(const std::string &rule, const Json &row) {
    return hash64(canonicalForm(rule, questionOf(row)));
}

Result<std::vector<std::uint64_t>> formsOf(const fs::path &file, const std::string &rule) {
    std::vector<std::uint64_t> forms;
    const auto read = forEachRow(file, [&](const Json &row) -> Status {
        forms.push_back(formOf(rule, row));
        return {};
    });
    if (!read) return unexpected(read.error());
    return forms;
}

/// The rows of all trainings of a recipe, made again.
Result<Forms> formsOfRecipe(const Document &recipe, Store &store) {
    const std::string rule = recipe.values.value("rule", "");
    const Json stages = recipe.values.value("stage", Json::array());
    const auto sets = readDataSets(recipe);
    if (!sets) return fail(joined(sets.error()));
    Datasets datasets(*sets, sets->folder, store);
    Forms forms;
    for (const Json &stage : stages) {
        if (ownerJob(stage.value("kind", ""))) continue;
        std::set<std::string> given{stage.value("data", "")};
        for (const Json &input : stage.value("inputs", Json::object()))
            if (input.is_string()) given.insert(input.get<std::string>());
        for (const DataSet &set : sets->data) {
            if (!given.contains(set.name)) continue;
            if (auto read = datasets.each(set.name, [&](const Json &row) { forms.insert(formOf(rule, row)); }); !read)
                return unexpected(read.error());
        }
    }
    return forms;
}

std::string asBytes(const Forms &forms) {
    std::string bytes;
    for (const std::uint64_t form : forms)
        for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(form >> shift & 0xFF);
    return bytes;
}
Forms fromBytes(const std::string &bytes) {
    Forms forms;
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t form = 0;
        for (int i = 0; i < 8; ++i)
            form |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]))
                    << 8 * i;
        forms.insert(forms.end(), form);
    }
    return forms;
}

/// From the cache where the recipe has not changed. A cache that cannot be written costs the seconds again.
Result<Forms> rememberedForms(const fs::path &file, const fs::path &project, Store &store) {
    const auto text = readFile(file);
    if (!text) return unexpected(text.error());
    const fs::path cache = project / "cache" / ("seen-" + contentHash(*text + std::to_string(kEngineVersion)));
    std::error_code ignored;
    if (fs::exists(cache, ignored))
        if (const auto bytes = readFile(cache, 1ull << 30); bytes && bytes->size() % 8 == 0) return fromBytes(*bytes);
    auto recipe = parseToml(*text, file.string());
    if (!recipe) return unexpected(recipe.error());
    auto forms = formsOfRecipe(*recipe, store);
    if (forms && makeFolders(cache.parent_path())) (void)writeFileAtomic(cache, asBytes(*forms)).has_value();
    return forms;
}

class Examiner {
public:
    Examiner(Project &project, const Plan &plan) : project_(project), plan_(plan) {}

    Result<Exposure> examine() {
        for (const PlannedRun &run : plan_.runs) {
            if (!isArm(run.kind)) continue;
            const std::string rule = run.config.value("rule", "");
            for (const Json &bucket : run.config.value("bucket", Json::array())) {
                auto problems = formsOf(project_.folder() / run.files.at(bucket.value("problems", "")), rule);
                if (!problems) return unexpected(problems.error());
                std::set<std::string> visited;
                if (auto ok = along(run, rule, bucket.value("name", ""), *problems, visited); !ok)
                    return unexpected(ok.error());
            }
        }
        return std::move(out_);
    }

private:
    /// Everything on the way to the model of `run` that was learnt from.
    Status along(const PlannedRun &run, const std::string &rule, const std::string &bucket,
                 const std::vector<std::uint64_t> &problems, std::set<std::string> &visited) {
        for (const auto &[key, table] : run.config.items()) // the model, and those of further ports
            if (table.is_object() && table.contains("path"))
                if (auto ok = givenModel(run, key, bucket, problems); !ok) return ok;
        for (const auto &need : run.needs) {
            const PlannedRun *made = plan_.find(need);
            if (!made || !visited.insert(need).second) continue;
            for (const auto &[name, file] : made->files) {
                if (file.filename() != "rows.jsonl" && file.filename() != "train.jsonl")
                    continue; // data that were made of samples are known by the samples' problems
                if (auto ok = learnt(*made, file, rule, bucket, problems); !ok) return ok;
            }
            if (auto ok = along(*made, rule, bucket, problems, visited); !ok) return ok;
        }
        return {};
    }

    Status learnt(const PlannedRun &made, const fs::path &file, const std::string &rule, const std::string &bucket,
                  const std::vector<std::uint64_t> &problems) {
        auto &forms = data_[file.string()];
        if (forms.empty()) {
            const auto read = formsOf(project_.folder() / file, rule);
            if (!read) return unexpected(read.error());
            forms.insert(read->begin(), read->end());
        }
        count(bucket, "“" + made.name + "”" + (isTraining(made.kind) ? "" : ", whose samples were learnt"), problems,
              forms);
        return {};
    }

    /// A folder that the experiment was given: its recipe tells what it has learnt.
    Status givenModel(const PlannedRun &run, const std::string &key, const std::string &bucket,
                      const std::vector<std::uint64_t> &problems) {
        const Json &model = run.config[key];
        const std::string name = key == "model" ? run.model : run.name + "’s " + key;
        const fs::path folder = (project_.runFolder(run.id) / model.value("path", "")).lexically_normal();
        if (const fs::path inside = folder.lexically_relative(project_.folder() / "runs");
            !inside.empty() && *inside.begin() != "..")
            return {}; // a training made it
        std::error_code ignored;
        if (!fs::exists(folder / "model.safetensors", ignored) &&
            !fs::exists(folder / "model.safetensors.index.json", ignored))
            return {}; // random weights
        if (!fs::exists(folder / "recipe.toml", ignored)) {
            note(out_.unknown, name);
            return {};
        }
        auto [it, isNew] = recipes_.try_emplace(folder.string());
        if (isNew) {
            auto forms = rememberedForms(folder / "recipe.toml", project_.folder(), project_.store());
            if (!forms) return unexpected(forms.error());
            it->second = std::move(*forms);
        }
        note(out_.proved, name);
        count(bucket, "the model “" + name + "”", problems, it->second);
        return {};
    }

    void count(const std::string &bucket, const std::string &by, const std::vector<std::uint64_t> &problems,
               const Forms &forms) {
        SeenProblems seen{.bucket = bucket, .learnt = by, .of = static_cast<std::int64_t>(problems.size())};
        for (const std::uint64_t form : problems) seen.seen += forms.count(form) > 0;
        const bool told = std::any_of(out_.seen.begin(), out_.seen.end(), [&](const SeenProblems &each) {
            return each.bucket == bucket && each.learnt == by;
        });
        if (seen.seen > 0 && !told) out_.seen.push_back(std::move(seen));
    }

    static void note(std::vector<std::string> &list, const std::string &name) {
        if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    }

    Project &project_;
    const Plan &plan_;
    Exposure out_{};
    std::map<std::string, Forms> data_{}, recipes_{};
};

} // namespace

Result<Exposure> exposureOf(Project &project, const Plan &plan) {
    return Examiner(project, plan).examine();
}

std::string sentence(const SeenProblems &seen) {
    return std::to_string(seen.seen) + " of " + std::to_string(seen.of) + " problems of “" + seen.bucket +
           "” are in what was learnt by " + seen.learnt + " (the same up to names and order)";
}

std::string unknownSentence(const std::string &model) {
    return "What the model “" + model +
           "” learnt before is not recorded (it has no recipe.toml): whether it has seen these problems, nobody can "
           "say.";
}

std::vector<std::string> sentences(const Exposure &exposure) {
    std::vector<std::string> lines;
    for (const auto &seen : exposure.seen) lines.push_back("Warning: " + sentence(seen) + ".");
    for (const auto &model : exposure.unknown) lines.push_back(unknownSentence(model));
    for (const auto &model : exposure.proved)
        lines.push_back("The rows that the model “" + model +
                        "” learnt from were made again by its recipe and compared with the problems.");
    return lines;
}

Json toJson(const Exposure &exposure) {
    Json seen = Json::array();
    for (const auto &each : exposure.seen)
        seen.push_back({{"bucket", each.bucket}, {"learnt_by", each.learnt}, {"seen", each.seen}, {"of", each.of}});
    return {{"seen", std::move(seen)}, {"recipes_checked", exposure.proved}, {"not_recorded", exposure.unknown}};
}

} // namespace lapidary
