// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curves/export_curves.h"
#include "core/workbench/exports.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {
namespace {

Result<const CurveFormat *> formatOf(const std::string &name) {
    std::string names;
    for (const CurveFormat &each : curveFormats()) {
        if (each.name == name) return &each;
        names += (names.empty() ? "" : ", ") + std::string(each.name);
    }
    return fail({.code = "export.unknown_format",
                 .message = "curves are not written in this format",
                 .field = "format",
                 .found = name,
                 .expected = names});
}

Result<CurveSet> curveSet(Project &project, const std::vector<RunRecord> &records, const std::string &name) {
    const RunRecord *found = nullptr;
    std::string known;
    for (const RunRecord &record : records) {
        if (record.id == name || record.name == name) found = &record;
        if (isTraining(record.kind)) known += (known.empty() ? "" : ", ") + record.name;
    }
    if (!found)
        return fail({.code = "export.unknown",
                     .message = {"the project has no such {0}", Sentence("run")},
                     .found = name,
                     .expected = known.empty() ? Sentence("none is there yet") : Sentence(known)});
    const fs::path folder = project.runFolder(found->id);
    auto rows = curvesOf(folder);
    if (!rows) return unexpected(rows.error());
    if (rows->empty())
        return fail({.code = "export.no_curves",
                     .message = "this run has logged no step",
                     .file = (folder / "run.log").string(),
                     .found = found->name,
                     .expected = "a training with at least one logged step",
                     .remedy = "Let it run first; steps are logged every logging_steps."});
    CurveSet out{.id = found->id, .name = found->name, .rows = std::move(*rows)};
    if (const auto run = readDocument((folder / "run.toml").string())) {
        out.config = run->values.value("config", Json::object());
        for (const char *key : {"algorithm", "seed"})
            if (run->values.contains(key)) out.config[key] = run->values[key];
    }
    return out;
}

} // namespace

Status exportCurves(Project &project, const std::vector<std::string> &runs, const fs::path &target,
                    const std::string &format) {
    const auto chosen = formatOf(format);
    if (!chosen) return unexpected(chosen.error());
    if (auto free = mustBeFree(target); !free) return free;
    const auto records = project.runs();
    if (!records) return unexpected(records.error());
    std::vector<CurveSet> sets;
    for (const auto &name : runs) {
        auto set = curveSet(project, *records, name);
        if (!set) return unexpected(set.error());
        sets.push_back(std::move(*set));
    }
    const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const fs::path making = parent / ("." + target.filename().string() + ".making"); // renamed when it is whole
    std::error_code wrong, ignored;
    fs::remove_all(making, ignored);
    Status written = (*chosen)->write(sets, making);
    if (written) fs::rename(making, target, wrong);
    if (written && wrong) written = fail(systemError("rename to", target, wrong.value()));
    fs::remove_all(making, ignored);
    return written ? syncFolder(parent) : written;
}

} // namespace lapidary
