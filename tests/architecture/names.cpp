// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/names.h"
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace lapidary::test {
namespace {

namespace fs = std::filesystem;

/// A registry: the folder of its entries, and a word that a line must have where their names are everyday words too
/// ("train" is a port and a panel, "text" a field of a row).
struct Registry {
    const char *folder, *context;
};
constexpr Registry kRegistries[] = {
    {"core/engine/train/algorithms", ""}, {"core/engine/search/strategies", ""}, {"core/workbench/stages", "kind"},
    {"core/data/layouts", "layout"},      {"core/data/formats", "format"},
};

/// The same word with another meaning.
struct Allowed {
    const char *file, *name, *why;
    mutable bool needed = false;
};
const Allowed kAllowed[] = {
    {"core/data/layouts/prontoqa.cpp", "chain_of_thought", "a field of its files"},
    {"core/engine/generate/", "greedy", "a sampler of this name"},
    {"app/worker/remote_session.cpp", "greedy", "the sampler of that name"},
    {"app/cli/verbs/compare.cpp", "json", "how a table is written"},
    {"app/cli/verbs/compare.cpp", "csv", "how a table is written"},
    {"widgets/panels/models/", "greedy", "a word for temperature 0"},
    {"core/workbench/experiment/experiment", "sft", "a role of an arm"},
    {"core/workbench/compare/report.cpp", "sft", "a role of an arm"},
    {"core/workbench/compare/gains.cpp", "sft", "a role of an arm"},
    {"widgets/models/wording.cpp", "sft", "a role of an arm"},
    {"widgets/models/draw_view_model.cpp", "sft", "a role of an arm"},
    {"widgets/models/draw_view_model.cpp", "prompt_only", "what can be asked"},
    {"widgets/models/draw_view_model.cpp", "prompt_completion",
     "the role of an arm follows from what its model learnt"},
    {"widgets/models/draw_view_model.cpp", "text", "the role of an arm follows from what its model learnt"},
    {"core/workbench/models/models.cpp", "preference", "a pair is two sequences"},
    {"core/workbench/stages/", "preference", "what a kind leaves"},
    {"core/workbench/stages/", "prompt_completion", "what a kind leaves"},
    {"core/workbench/stages/step_labels.cpp", "stepwise_supervision", "what a kind leaves"},
    {"app/worker/jobs/rollout_labels.cpp", "stepwise_supervision", "what a kind takes and leaves"},
    {"core/engine/train/algorithms/", "", "what an algorithm learns from"},
    {"core/engine/train/distilling.cpp", "prompt_completion", "what those that distil learn from"},
    {"core/engine/train/self_distilling.cpp", "prompt_completion", "what those that distil learn from"},
    {"core/engine/train/regularizers/", "prompt_completion", "what a regulariser is given"},
    {"core/engine/train/ops/pair_losses.cpp", "sft", "a loss type, as TRL has it"},
    {"core/engine/train/ops/policy_losses.cpp", "grpo", "a loss type, as TRL has it"},
    {"core/engine/train/group_", "reward", "a metric"},
    {"core/engine/reward/registry.cpp", "reward", "the input that is asked"},
    {"core/engine/search/", "reward", "an input of a search"},
    {"core/engine/search/strategies/retrieval.cpp", "text", "what documents are"},
    {"core/engine/search/strategies/memory.cpp", "prompt_completion", "what is remembered"},
    {"app/worker/", "reward", "an input of a search"},
    {"app/cli/verbs/generate.cpp", "reward", "an input of a search"},
    {"app/worker/jobs/", "preference", "what a kind leaves"},
    {"app/worker/jobs/revise.cpp", "prompt_completion", "what a kind leaves"},
    {"core/stats/curve_alarms.cpp", "reward", "a metric"},
    {"core/workbench/data/drawn_sample.cpp", "reward", "what a sample earned"},
};

bool isAllowed(const std::string &path, const std::string &name) {
    for (const Allowed &each : kAllowed)
        if (path.starts_with(each.file) && (*each.name == '\0' || name == each.name)) return each.needed = true;
    return false;
}

std::string contentOf(const fs::path &file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The entries of a registry: the names of its files that name themselves, and those that it gives itself, as
/// {"csv", worded("Table"), {".csv"}, …}.
std::set<std::string> namesIn(const fs::path &folder) {
    std::set<std::string> names;
    if (!fs::is_directory(folder)) return names;
    for (const auto &entry : fs::directory_iterator(folder)) {
        const std::string stem = entry.path().stem().string();
        if (entry.path().extension() == ".cpp" && contentOf(entry.path()).find('"' + stem + '"') != std::string::npos)
            names.insert(stem);
    }
    static const std::regex entry(R"re(\{"([a-z0-9_]+)", worded\(")re");
    const std::string registry = contentOf(folder / "registry.cpp");
    for (std::sregex_iterator it(registry.begin(), registry.end(), entry), end; it != end; ++it) names.insert((*it)[1]);
    return names;
}

void checkFile(const fs::path &root, const std::string &path, const Registry &registry,
               const std::set<std::string> &names, std::vector<Offence> &out) {
    std::ifstream in(root / path);
    static const std::regex literal(R"re("([a-z0-9_]+)")re");
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const std::string code = line.substr(0, line.find("//"));
        if (code.find(registry.context) == std::string::npos) continue;
        for (std::sregex_iterator it(code.begin(), code.end(), literal), end; it != end; ++it) {
            const std::string name = (*it)[1];
            if (names.contains(name) && !isAllowed(path, name))
                out.push_back({"name", path, number, "names \"" + name + "\" of " + registry.folder});
        }
    }
}

} // namespace

void checkNames(const fs::path &root, std::vector<Offence> &out) {
    for (const Registry &registry : kRegistries) {
        const auto names = namesIn(root / registry.folder);
        for (const char *top : {"core", "widgets", "app"}) {
            if (names.empty() || !fs::is_directory(root / top)) continue;
            for (const auto &entry : fs::recursive_directory_iterator(root / top)) {
                const std::string path = fs::relative(entry.path(), root).generic_string();
                const auto ending = entry.path().extension();
                if (!entry.is_regular_file() || (ending != ".cpp" && ending != ".h")) continue;
                const bool own = path.starts_with(std::string(registry.folder) + "/");
                if (!own) checkFile(root, path, registry, names, out);
            }
        }
    }
    if (const char *own = "tests/architecture/names.cpp"; fs::exists(root / own))
        for (const Allowed &each : kAllowed)
            if (!each.needed)
                out.push_back({"name", own, 0,
                               "allows \"" + std::string(each.name) + "\" in " + each.file + ", which is not there"});
}

} // namespace lapidary::test
