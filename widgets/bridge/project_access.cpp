// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_access.h"
#include "widgets/bridge/conversions.h"
#include "core/config/spec.h"
#include "core/job/channel.h"
#include <QDir>
#include <algorithm>

namespace lapidary {

struct ProjectAccess::Impl {
    ProjectValues project{};
    fs::path folder{};
};

ProjectAccess::ProjectAccess(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ProjectAccess::~ProjectAccess() = default;

Result<std::unique_ptr<ProjectAccess>> ProjectAccess::open(const QString &folder) {
    const fs::path path = fromQt(folder);
    if (!fs::is_directory(path)) return fail({.code = "project.no_folder", .message = "there is no such folder", .file = path.string()});
    auto impl = std::make_unique<Impl>();
    impl->folder = path;
    impl->project = {.folder = folder, .name = QDir(folder).dirName()};
    return std::unique_ptr<ProjectAccess>(new ProjectAccess(std::move(impl)));
}

ProjectValues ProjectAccess::project() const { return impl_->project; }

Result<std::vector<ProjectAccess::Run>> ProjectAccess::runs() {
    std::vector<Run> out;
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(impl_->folder / "runs", ignored)) {
        const auto document = readDocument((entry.path() / "run.toml").string());
        if (!document) continue;
        const Json &v = document->values;
        RunValues values{.id = toQt(entry.path().filename().string()), .name = toQt(entry.path().filename().string()), .kind = toQt(v.value("kind", std::string()))};
        values.method = toQt(v.value("algorithm", v.value("strategy", std::string())));
        out.push_back({values, entry.path()});
    }
    std::sort(out.begin(), out.end(), [](const Run &a, const Run &b) { return a.values.id < b.values.id; });
    for (std::size_t i = 0; i < out.size(); ++i) out[i].values.colour = int(i);
    return out;
}

Status ProjectAccess::startExperiment() {
    return fail({.code = "window.no_scheduler", .message = "this window cannot start experiments yet", .remedy = "Start it with lapidary-cli run; the window shows its runs."});
}
bool ProjectAccess::experimentRunning() const { return false; }
std::optional<Error> ProjectAccess::takeExperimentError() { return std::nullopt; }
Status ProjectAccess::command(const QString &run, const std::string &verb) { return sendCommand(impl_->folder / "runs" / fromQt(run), verb); }
Result<ComparisonValues> ProjectAccess::comparison() { return fail({.code = "window.no_comparison", .message = "this window cannot compare arms yet", .remedy = "Use lapidary-cli compare."}); }
Result<AnswerPairValues> ProjectAccess::answers(const QString &, const QString &) { return fail({.code = "window.no_comparison", .message = "this window cannot compare arms yet", .remedy = "Use lapidary-cli compare."}); }

} // namespace lapidary
