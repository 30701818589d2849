// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/inspect.h"
#include "core/base/hash.h"
#include "core/config/spec.h"
#include "core/data/formats/jsonl.h"
#include "core/gguf/place.h"
#include "core/job/frame.h"
#include "core/job/run_log.h"
#include "core/store/store.h"
#include "core/text/tokenizer/tokenizer.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

bool has(const fs::path &folder, const char *name) {
    std::error_code ignored;
    return fs::exists(folder / name, ignored);
}

Inspection inspectTokenizer(const fs::path &path, bool) {
    Inspection out;
    out.facts["kind"] = "tokenizer";
    const auto tokenizer = Tokenizer::load(path);
    if (!tokenizer) return out.problems.push_back(tokenizer.error()), out;
    out.facts["vocab_size"] = tokenizer->vocabSize();
    for (const auto &[name, id] : {std::pair{"bos_token", tokenizer->bosId()},
                                   {"eos_token", tokenizer->eosId()},
                                   {"pad_token", tokenizer->padId()}})
        if (id) out.facts[name] = *tokenizer->tokenOf(*id);
    for (const auto &warning : tokenizer->warnings()) out.warn(told(warning));
    return out;
}

/// Rows are always all read: a count of a part would mislead.
Inspection inspectRows(const fs::path &file, bool) {
    Inspection out;
    out.facts["kind"] = "dataset";
    std::map<std::string, std::int64_t> fields;
    std::int64_t events = 0;
    const auto see = [&](const JsonlRow &row) {
        for (const auto &[name, value] : row.value.items()) ++fields[name];
        events += row.value.contains("event") && row.value.contains("node");
        return true;
    };
    const auto counts = forEachJsonlRow(file, {}, see, [&](Error error) { out.problems.push_back(std::move(error)); });
    if (!counts) return out.problems.push_back(counts.error()), out;
    if (counts->rows > 0 && events == counts->rows) out.facts["kind"] = "search_trace";
    out.facts["rows"] = counts->rows;
    out.facts["bad_rows"] = counts->bad;
    out.facts["bytes"] = counts->bytes;
    out.facts["fields"] = fields; // how many rows have each
    if (const auto hash = contentHashOfFile(file)) out.facts["hash"] = *hash;
    return out;
}

Inspection inspectLog(const fs::path &file, bool) {
    Inspection out;
    out.facts["kind"] = "run_log";
    RunLogReader reader(file);
    std::map<std::string, std::int64_t> types;
    std::string state = "queued";
    std::uint64_t last = 0;
    for (;;) {
        const auto events = reader.next();
        if (!events) {
            out.problems.push_back(events.error());
            break;
        }
        if (events->empty()) break;
        for (const auto &event : *events) {
            ++types[event.type];
            if (event.type == "state") state = getString(event.body, "state").value_or(state);
            last = event.seq;
        }
    }
    std::error_code ignored;
    const auto size = fs::file_size(file, ignored);
    out.facts["state"] = state;
    out.facts["events"] = last;
    out.facts["types"] = types;
    out.facts["bytes"] = size;
    out.facts["torn_bytes"] =
        !ignored && size > reader.offset() ? size - reader.offset() : 0; // a frame that is still being written
    return out;
}

void take(std::vector<Error> &&from, Inspection &to) {
    for (auto &problem : from) to.problems.push_back(std::move(problem));
}

/// The files of a checkpoint against the hashes of its manifest.
void checkCheckpoint(const fs::path &folder, bool validate, Inspection &out) {
    const auto text = readFile(folder / "manifest.json");
    if (!text) return out.problems.push_back(text.error());
    const auto manifest = parseJson(*text, {}, (folder / "manifest.json").string());
    if (!manifest) return out.problems.push_back(manifest.error());
    const Json files = manifest->is_object() ? manifest->value("files", Json::object()) : Json::object();
    for (const auto &[name, expected] : files.items()) {
        if (fs::path(name).filename() != name) continue; // never leaves the folder
        const auto hash = validate ? contentHashOfFile(folder / name)
                                   : Result<std::string>(expected.is_string() ? expected.get<std::string>() : "");
        if (!hash)
            out.problems.push_back(hash.error());
        else if (expected != *hash)
            out.problems.push_back({.code = "checkpoint.wrong_hash",
                                    .message = "A file of a checkpoint has changed",
                                    .file = (folder / name).string(),
                                    .found = *hash,
                                    .expected = dumpJson(expected)});
        if (hash && validate && name.ends_with(".safetensors"))
            take(inspectSafetensors(folder / name, true).problems, out);
    }
    if (manifest->is_object()) out.facts["step"] = manifest->value("step", Json());
}

Inspection inspectCheckpoint(const fs::path &folder, bool validate) {
    Inspection out = inspectSafetensors(folder / "model.safetensors", false);
    out.facts["kind"] = "checkpoint";
    out.facts.erase("shapes");
    checkCheckpoint(folder, validate, out);
    return out;
}

/// What a finished run has made: its model or adapter, and its rows.
void checkOutputs(const fs::path &folder, Inspection &out) {
    if (has(folder, "model"))
        take(has(folder, "model/adapter_config.json") ? inspectAdapter(folder / "model", true).problems
                                                      : inspectModel(folder / "model", true).problems,
             out);
    std::error_code failed;
    for (const auto &entry : fs::directory_iterator(folder, failed))
        if (entry.path().extension() == ".jsonl") take(inspectRows(entry.path(), true).problems, out);
}

Inspection inspectRun(const fs::path &folder, bool validate) {
    Inspection out;
    if (has(folder, "run.log")) out = inspectLog(folder / "run.log", validate);
    out.facts["kind"] = "run";
    if (const auto config = readDocument((folder / "run.toml").string())) {
        for (const char *name : {"id", "kind", "name", "stage", "method", "algorithm", "seed"})
            if (const auto it = config->values.find(name); it != config->values.end())
                out.facts[name == std::string("kind") ? "job" : name] = *it;
    } else
        out.problems.push_back(config.error());
    std::vector<std::string> steps;
    std::error_code failed;
    for (const auto &entry : fs::directory_iterator(folder / "checkpoints", failed)) {
        if (!has(entry.path(), "manifest.json")) continue; // not finished: never announced
        steps.push_back(entry.path().filename().string());
        checkCheckpoint(entry.path(), validate, out);
    }
    out.facts.erase("step");
    std::sort(steps.begin(), steps.end(), [](const auto &a, const auto &b) {
        return std::pair(a.size(), a) < std::pair(b.size(), b);
    }); // as numbers
    out.facts["checkpoints"] = steps;
    if (validate && out.facts.value("state", "") == "finished") checkOutputs(folder, out);
    return out;
}

Inspection inspectProject(const fs::path &folder, bool validate) {
    Inspection out;
    out.facts["kind"] = "project";
    out.facts["name"] = fs::weakly_canonical(folder).filename().string();
    if (has(folder, "experiment.toml"))
        if (const auto experiment = readDocument((folder / "experiment.toml").string()); !experiment)
            out.problems.push_back(experiment.error());
    if (!has(folder, "project.db")) return out;
    auto store = Store::open(folder / "project.db", false);
    if (!store) return out.problems.push_back(store.error()), out;
    const auto runs = (*store)->runs();
    const auto datasets = (*store)->datasets();
    if (!runs) out.problems.push_back(runs.error());
    if (!datasets) out.problems.push_back(datasets.error());
    if (!runs || !datasets) return out;
    out.facts["runs"] = runs->size();
    out.facts["datasets"] = datasets->size();
    if (!validate) return out;
    for (const auto &run : *runs) {
        if (!has(folder / "runs", run.id.c_str())) continue; // planned and never begun
        take(inspectRun(folder / "runs" / run.id, true).problems, out);
    }
    for (const auto &set : *datasets) {
        const fs::path rows = folder / "datasets" / set.hash / "rows.jsonl";
        const auto hash = contentHashOfFile(rows);
        if (!hash)
            out.problems.push_back(hash.error());
        else if (*hash != set.hash)
            out.problems.push_back({.code = "dataset.wrong_hash",
                                    .message = "A frozen data set has changed",
                                    .file = rows.string(),
                                    .found = *hash,
                                    .expected = set.hash});
    }
    return out;
}

Result<Inspection> inspectFolder(const fs::path &folder, bool validate) {
    if (has(folder, "project.db") || has(folder, "experiment.toml")) return inspectProject(folder, validate);
    if (has(folder, "run.toml")) return inspectRun(folder, validate);
    if (has(folder, "adapter_config.json")) return inspectAdapter(folder, validate);
    if (isModelPlace(folder)) return inspectModel(folder, validate);
    if (Tokenizer::isIn(folder)) return inspectTokenizer(folder, validate);
    if (has(folder, "manifest.json") && has(folder, "model.safetensors")) return inspectCheckpoint(folder, validate);
    if (has(folder, "rows.jsonl")) return inspectRows(folder / "rows.jsonl", validate);
    return fail({.code = "inspect.unknown",
                 .message = "Nothing in this folder tells what it is",
                 .file = folder.string(),
                 .expected = "a project, a run, a checkpoint, a data set, a model, an adapter or a tokenizer"});
}

} // namespace

Result<Inspection> inspectPath(const fs::path &path, bool validate) {
    std::error_code failed;
    const auto status = fs::status(path, failed);
    if (!fs::exists(status))
        return fail({.code = "inspect.not_found", .message = "There is no such file or folder", .file = path.string()});
    if (fs::is_directory(status)) return inspectFolder(path, validate);
    const std::string name = path.filename().string();
    if (ggufAt(path)) return inspectModel(path, validate);
    if (name.ends_with(".safetensors")) return inspectSafetensors(path, validate);
    if (name.ends_with(".jsonl")) return inspectRows(path, validate);
    if (name == "run.log") return inspectLog(path, validate);
    if (name.ends_with(".json") || name.ends_with(".model")) return inspectTokenizer(path, validate);
    // Without a telling name the weights' reader knows best what a file is instead.
    auto weights = inspectSafetensors(path, validate);
    if (weights.problems.empty()) return weights;
    return fail({.code = "inspect.unknown",
                 .message = {"This is no file that Lapidary reads: {0}", weights.problems.front().message},
                 .file = path.string(),
                 .found = weights.problems.front().found,
                 .expected = "*.safetensors, *.gguf, *.jsonl, tokenizer.json, tokenizer.model, run.log, or a folder"});
}

} // namespace lapidary
