// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/added_rows.h"
#include "core/base/hash.h"
#include "core/job/changes.h"

namespace lapidary {
namespace {

std::string fileName(std::size_t number) {
    const std::string digits = std::to_string(number);
    return "added/" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits + ".jsonl";
}

/// One row a line, so that row and line numbers are the same.
Result<std::string> linesOf(const Json &request) {
    const Json rows = request.value("rows", Json());
    const auto wrong = [](std::string field, Sentence found) {
        return fail({.code = "request.rows",
                     .message = "rows to add are a list of objects",
                     .field = std::move(field),
                     .found = std::move(found),
                     .expected = "one object or more, as the lines of the run's data are"});
    };
    if (!rows.is_array() || rows.empty())
        return wrong("rows", request.contains("rows") ? Sentence(dumpJson(rows).substr(0, 200)) : Sentence("nothing"));
    std::string lines;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].is_object()) return wrong("rows." + std::to_string(i), dumpJson(rows[i]).substr(0, 200));
        lines += dumpJson(rows[i]) + "\n";
    }
    return lines;
}

Error tooLate(const TrainLoop &loop) {
    return {.code = "train.rows_too_late",
            .message = "the run ends with the pass over its rows that is under way, so that rows which are added now "
                       "would never be seen",
            .found = {"step {0} of {1}", loop.done(), loop.total()},
            .remedy =
                "Begin a run with more num_train_epochs or max_steps, or one that has these rows from the start."};
}

} // namespace

AddedRows::AddedRows(const AlgorithmInfo &algorithm, const TrainContext &context, const Json &run)
    : algorithm_(algorithm), context_(context),
      ofTrunk_(run.value("fork", Json::object()).value("added", Json::array()).size()) {}

Result<std::string> AddedRows::portOf(const Json &request) const {
    auto name = request.contains("port") ? getString(request, "port") : Result<std::string>("train");
    if (!name) return name;
    std::string growing;
    for (const std::string_view port : algorithm_.growing) {
        if (port == *name) return name;
        growing += (growing.empty() ? "" : ", ") + std::string(port);
    }
    return fail(
        {.code = "train.cannot_add",
         .message = {"no rows can be added to this port of {0}", algorithm_.info().name},
         .field = "port",
         .found = *name,
         .expected = growing.empty() ? Sentence("no port of this method takes rows on the way") : Sentence(growing)});
}

/// The algorithm reads the file as it read the one of its start.
TrainContext AddedRows::reading(const std::string &port, const std::string &file) const {
    TrainContext context = context_;
    context.run["data"][port] = file;
    return context;
}

Result<Json> AddedRows::add(const Json &request, TrainLoop &loop) {
    for (const auto &[name, value] : request.items())
        if (name != "verb" && name != "id" && name != "port" && name != "rows" && name != "labels")
            return fail({.code = "request.unknown_field",
                         .message = "The request has a field that this verb does not know.",
                         .field = name,
                         .expected = "rows, port, labels"});
    const auto labels = request.contains("labels") ? getString(request, "labels") : Result<std::string>(std::string());
    if (!labels) return unexpected(labels.error());
    const auto port = portOf(request);
    if (!port) return unexpected(port.error());
    const auto lines = linesOf(request);
    if (!lines) return unexpected(lines.error());
    const auto from = loop.nextPass();
    if (!from) return fail(tooLate(loop));
    const std::string file = fileName(list_.size() + 1);
    if (auto made = makeFolders(context_.folder / "added"); !made) return unexpected(made.error());
    if (auto written = writeFileAtomic(context_.folder / file, *lines); !written) return unexpected(written.error());
    TrainContext context = reading(*port, file);
    const auto rows = loop.addRows(context);
    if (!rows) {
        std::error_code ignored;
        fs::remove(context_.folder / file, ignored);
        Error error = rows.error();
        error.file.clear(); // who asked has no such file
        return fail(std::move(error));
    }
    list_.push_back({{"port", *port},
                     {"file", file},
                     {"hash", contentHash(*lines)},
                     {"rows", *rows},
                     {"step", loop.done()},
                     {"from_step", *from + 1}});
    if (!labels->empty()) list_.back()["labels"] = *labels;
    const auto given = static_cast<std::int64_t>(request["rows"].size());
    return Json{{"rows", *rows}, {"left_out", given - *rows}, {"from_step", *from + 1}, {"total", loop.total()}};
}

Json AddedRows::takes(const TrainLoop &loop) const {
    const auto from = loop.nextPass();
    Json out = {{"takes", Json::array()}, {"from_step", from ? Json(*from + 1) : Json()}, {"total", loop.total()}};
    for (const std::string_view name : algorithm_.growing)
        if (const Port *port = algorithm_.info().port(name))
            out["takes"].push_back({{"port", port->name}, {"layout", port->layout}});
    return out;
}

Status AddedRows::restore(const Json &list, TrainLoop &loop) {
    for (const Json &entry : list) {
        const std::string file = entry.value("file", "");
        const auto hash = contentHashOfFile(context_.folder / file);
        if (!hash || *hash != entry.value("hash", ""))
            return fail({.code = "checkpoint.added_rows",
                         .message = "the rows that were added to this run are not those that its checkpoint knows",
                         .file = (context_.folder / file).string(),
                         .found = hash ? *hash : describe(hash.error()),
                         .expected = entry.value("hash", ""),
                         .remedy = {"Bring the file back, or delete the checkpoints of the steps behind {0}.",
                                    entry.value("step", std::int64_t{0}) - 1}});
        TrainContext context = reading(entry.value("port", ""), file);
        if (const auto rows = loop.addRows(context); !rows) return unexpected(rows.error());
    }
    list_ = list;
    return {};
}

Status AddedRows::note() const {
    auto changes = changesOf(context_.folder);
    if (!changes) return unexpected(changes.error());
    if (changes->is_null()) *changes = Json::object();
    changes->erase("added");
    if (list_.size() > ofTrunk_)
        (*changes)["added"] = Json(list_.begin() + static_cast<std::ptrdiff_t>(ofTrunk_), list_.end());
    return noteChanges(context_.folder, *changes);
}

} // namespace lapidary
