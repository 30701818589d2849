// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curves/curve_formats.h"
#include "core/store/trackio_file.h"
#include "core/workbench/curves/event_file.h"
#include "core/workbench/experiment/run_identity.h"
#include <charconv>
#include <cmath>
#include <set>

namespace lapidary {
namespace {

/// The shortest text that is read as the same number; a value that was not finite is written so, not left out.
std::string numberText(double number) {
    if (!std::isfinite(number)) return "nan"; // the log has one word for all of them
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    return {text, end};
}

std::string cell(const std::string &text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

/// A row for each step, a column for each metric; a metric that a step does not tell is an empty cell.
Status writeCsv(std::span<const CurveSet> runs, const fs::path &target) {
    std::set<std::string> metrics;
    for (const CurveSet &run : runs)
        for (const LoggedMetrics &row : run.rows)
            for (const auto &[name, value] : row.values) metrics.insert(name);
    return writeFileAtomic(target, [&](const ByteSink &sink) -> Status {
        std::string line = "run,step,time,seconds";
        for (const auto &name : metrics) line += "," + cell(name);
        if (auto sunk = sink(line + "\n"); !sunk) return sunk;
        for (const CurveSet &run : runs)
            for (const LoggedMetrics &row : run.rows) {
                line = cell(run.name) + "," + numberText(row.step) + "," + numberText(row.time) + "," +
                       numberText(row.seconds);
                for (const auto &name : metrics) {
                    const auto value = row.values.find(name);
                    line += value == row.values.end() ? "," : "," + numberText(value->second);
                }
                if (auto sunk = sink(line + "\n"); !sunk) return sunk;
            }
        return {};
    });
}

/// An object a step, flat as in the log_history of transformers' trainer_state.json.
Status writeJsonl(std::span<const CurveSet> runs, const fs::path &target) {
    return writeFileAtomic(target, [&](const ByteSink &sink) -> Status {
        for (const CurveSet &run : runs)
            for (const LoggedMetrics &row : run.rows) {
                Json line = {{"run", run.name}, {"step", row.step}, {"time", row.time}, {"seconds", row.seconds}};
                if (row.step == std::floor(row.step)) line["step"] = static_cast<std::int64_t>(row.step);
                for (const auto &[name, value] : row.values)
                    line[name] = std::isfinite(value) ? Json(value) : Json(nullptr);
                if (auto sunk = sink(dumpJson(line) + "\n"); !sunk) return sunk;
            }
        return {};
    });
}

std::map<std::string, double> tracked(const LoggedMetrics &row) {
    std::map<std::string, double> out;
    for (const auto &[name, value] : row.values) out[trackedName(name)] = value;
    return out;
}

/// One run lies in the folder itself; several lie in folders of their own, which TensorBoard shows as their names.
Status writeTensorboard(std::span<const CurveSet> runs, const fs::path &target) {
    std::set<std::string> taken;
    for (const CurveSet &run : runs) {
        std::string name = folderName(run.name);
        if (!taken.insert(name).second) name = folderName(run.id);
        const fs::path folder = runs.size() == 1 ? target : target / name;
        if (auto made = makeFolders(folder); !made) return made;
        const double begun = run.rows.front().time;
        const std::string file =
            "events.out.tfevents." + std::to_string(static_cast<std::int64_t>(begun)) + ".lapidary";
        const auto written = writeFileAtomic(folder / file, [&](const ByteSink &sink) -> Status {
            Status sunk = sink(event_file::head(begun));
            for (const LoggedMetrics &row : run.rows)
                if (sunk) sunk = sink(event_file::scalars(row.time, static_cast<std::int64_t>(row.step), tracked(row)));
            return sunk;
        });
        if (!written) return written;
    }
    return {};
}

Status writeTrackioProject(std::span<const CurveSet> runs, const fs::path &target) {
    std::vector<TrackioRun> out;
    for (const CurveSet &run : runs) {
        TrackioRun each{.id = run.id, .name = run.name, .config = run.config};
        for (const LoggedMetrics &row : run.rows) {
            Json metrics = Json::object();
            for (const auto &[name, value] : tracked(row)) // JSON has no NaN; this is Trackio's word for it
                metrics[name] = std::isfinite(value) ? Json(value) : Json("NaN");
            each.points.push_back({row.time, static_cast<std::int64_t>(row.step), std::move(metrics)});
        }
        out.push_back(std::move(each));
    }
    return writeTrackio(target, out);
}

} // namespace

std::string trackedName(const std::string &metric) {
    constexpr std::string_view kHeldOut = "eval_";
    return metric.starts_with(kHeldOut) ? "eval/" + metric.substr(kHeldOut.size()) : "train/" + metric;
}

std::span<const CurveFormat> curveFormats() {
    static constexpr CurveFormat list[] = {
        {"csv", "CSV", "a row for each step, a column for each metric", ".csv", writeCsv},
        {"jsonl", "JSON Lines", "an object for each step", ".jsonl", writeJsonl},
        {"tensorboard", "TensorBoard", "a folder of event files for TensorBoard", "", writeTensorboard},
        {"trackio", "Trackio", "a project of Trackio, for its folder", ".db", writeTrackioProject},
    };
    return list;
}

} // namespace lapidary
