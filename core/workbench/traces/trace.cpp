// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/traces/trace.h"
#include "core/config/spec.h"
#include "core/job/run_log.h"
#include "core/text/answer/finish.h"
#include "core/workbench/data/jsonl.h"
#include <algorithm>

namespace lapidary {

namespace {

/// Trees while their events are read, with the name that a line gives a problem which has none.
class TraceReader {
public:
    Status add(const Json &line) {
        const auto event = searchEventFromJson(line);
        if (!event) return unexpected(event.error());
        if (auto ok = trees_.add(*event); !ok) return ok;
        names_.resize(trees_.trees().size());
        if (const auto id = line.find("id"); id != line.end())
            names_.back() = id->is_string() ? id->get<std::string>() : dumpJson(*id);
        return {};
    }

    Result<std::vector<TracedTree>> take(const fs::path &path) const {
        std::vector<TracedTree> out;
        for (const auto &tree : trees_.trees()) {
            out.push_back({tree});
            auto &name = out.back().tree.problem;
            if (name.empty()) name = names_[out.size() - 1];
        }
        if (!out.empty()) return out;
        return fail({.code = "trace.empty",
                     .message = "No search is told in this file.",
                     .file = path.string(),
                     .expected = "events of a search",
                     .remedy = "Let a strategy run with its trace: generate --trace FILE, or trace = true of an arm."});
    }

private:
    SearchTrees trees_{};
    std::vector<std::string> names_{};
};

Result<std::vector<TracedTree>> readLines(const fs::path &path) {
    TraceReader reader;
    if (auto ok = forEachRow(path, [&](const Json &line) { return reader.add(line); }); !ok)
        return unexpected(ok.error());
    return reader.take(path);
}

Result<std::vector<TracedTree>> readJson(const fs::path &path) {
    const auto text = readFile(path);
    if (!text) return unexpected(text.error());
    const auto value = parseJson(*text, {.depth = 128}, path.string());
    if (!value) return unexpected(value.error());
    const bool answer = value->is_object() && value->contains("trace");
    const Json &events = answer ? (*value)["trace"] : *value;
    if (!events.is_array())
        return fail({.code = "trace.unknown",
                     .message = "This is no trace of a search.",
                     .file = path.string(),
                     .field = answer ? "trace" : "",
                     .found = events.type_name(),
                     .expected = "a list of events, or an answer with a \"trace\""});
    TraceReader reader;
    for (std::size_t e = 0; e < events.size(); ++e) {
        auto ok = reader.add(events[e]);
        if (ok) continue;
        Error error = ok.error();
        error.file = path.string();
        error.field = (answer ? "trace[" : "[") + std::to_string(e) + "]." + error.field;
        return fail(std::move(error));
    }
    return reader.take(path);
}

Result<std::vector<TracedTree>> readLog(const fs::path &path) {
    TraceReader reader;
    RunLogReader log(path);
    while (true) {
        const auto events = log.next();
        if (!events) return unexpected(events.error());
        if (events->empty()) return reader.take(path);
        for (const Event &event : *events) {
            if (event.type != "search") continue;
            auto ok = reader.add(event.body);
            if (ok) continue;
            Error error = ok.error();
            error.file = path.string();
            error.field = "event " + std::to_string(event.seq) + ": " + error.field;
            return fail(std::move(error));
        }
    }
}

/// The problems that a run's own settings name.
Status addProblemsOfRun(std::vector<TracedTree> &trees, const fs::path &folder) {
    std::error_code ignored;
    if (!fs::exists(folder / "run.toml", ignored)) return {};
    const auto config = readDocument((folder / "run.toml").string());
    if (!config) return unexpected(config.error());
    const Json buckets = config->values.value("bucket", Json::array());
    for (const Json &bucket : buckets) {
        const auto file = getString(bucket, "problems");
        if (!file) return unexpected(file.error());
        if (auto ok = addProblems(trees, folder / *file); !ok) return ok;
    }
    return {};
}

/// What a problem is called whose id came before it in the same search ("p (2)").
std::string withoutCount(const std::string &name) {
    const auto open = name.rfind(" (");
    const bool counted = open != name.npos && open > 0 && name.back() == ')' && open + 3 < name.size() &&
                         name.find_first_not_of("0123456789", open + 2) == name.size() - 1;
    return counted ? name.substr(0, open) : name;
}

} // namespace

std::vector<std::size_t> pathTo(const SearchedTree &tree, std::size_t node) {
    std::vector<std::size_t> path{node};
    while (path.back() != 0) path.push_back(tree.nodes[path.back()].parent);
    std::reverse(path.begin(), path.end());
    return path;
}

std::string textTo(const SearchedTree &tree, std::size_t node) {
    std::string text;
    for (const std::size_t piece : pathTo(tree, node)) text += tree.nodes[piece].piece.text;
    return text;
}

std::vector<std::vector<std::size_t>> childrenOf(const SearchedTree &tree) {
    std::vector<std::vector<std::size_t>> children(tree.nodes.size());
    for (std::size_t node = 1; node < tree.nodes.size(); ++node) children[tree.nodes[node].parent].push_back(node);
    return children;
}

bool endsAnswer(const SearchedNode &node) {
    return endedItself(node.piece.finishReason) && !node.piece.aside;
}

Result<std::vector<TracedTree>> readTrace(const fs::path &path) {
    std::error_code ignored;
    const bool folder = fs::is_directory(path, ignored);
    if (!folder && path.filename() != "run.log") return path.extension() == ".json" ? readJson(path) : readLines(path);
    auto trees = readLog(folder ? path / "run.log" : path);
    if (!trees) return trees;
    const fs::path run = folder ? path : path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (auto ok = addProblemsOfRun(*trees, run); !ok) return unexpected(ok.error());
    return trees;
}

Status addProblems(std::vector<TracedTree> &trees, const fs::path &problems) {
    std::map<std::string, Problem> known;
    const auto see = [&](const Json &row) -> Status {
        auto problem = problemFromJson(row);
        if (!problem) return unexpected(problem.error());
        const auto [at, fresh] = known.try_emplace(problem->id, *problem);
        if (fresh || (at->second.prompt == problem->prompt && at->second.reference == problem->reference)) return {};
        return fail({.code = "trace.ambiguous",
                     .message = "Two problems of one name ask different things.",
                     .field = "id",
                     .found = problem->id,
                     .remedy = "Give every problem an id of its own."});
    };
    if (auto ok = forEachRow(problems, see); !ok) return ok;
    for (auto &[tree, problem] : trees) {
        auto at = known.find(tree.problem);
        if (at == known.end()) at = known.find(withoutCount(tree.problem));
        if (at == known.end() && known.size() == 1 && trees.size() == 1) at = known.begin();
        if (at != known.end()) problem = at->second;
    }
    return {};
}

} // namespace lapidary
