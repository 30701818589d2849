// SPDX-License-Identifier: GPL-3.0-or-later
// Trainings on the labels of a queue: the methods that learn from them, and what each leaves out.
#include "core/workbench/experiment/additions.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_labels.h"

namespace lapidary {

namespace {

/// The model whose answers were labelled, as the experiment names it: the one to go on training. Empty where the
/// answers came from elsewhere.
Result<std::string> labelledModel(Project &project, const LabelQueue &queue) {
    if (queue.runs.empty()) return std::string(); // nothing need have run yet
    const auto plan = project.lastPlan();
    if (!plan) return unexpected(plan.error());
    for (const auto &id : queue.runs)
        if (const PlannedRun *run = plan->find(id)) return isTraining(run->kind) ? run->name : run->model;
    return std::string();
}

QString summaryOf(const LabelLesson &lesson) {
    const QString got = ProjectLabels::tr("The method %1 learns from %2 rows of %3 items.")
                            .arg(toQt(lesson.method))
                            .arg(lesson.labels.rows.size())
                            .arg(lesson.labels.items);
    return lesson.leftOut.empty()
               ? got
               : got + QLatin1Char(' ') + ProjectLabels::tr("Left out: %1.").arg(toQt(lesson.leftOut));
}

} // namespace

void ProjectLabels::trainOn(const QString &name) {
    trainBy(name, {});
}

void ProjectLabels::trainBy(const QString &name, const QString &method) {
    if (!open_) return;
    const auto done = [&]() -> Status {
        const auto queue = readLabelQueue(open_->folder(), fromQt(name));
        if (!queue) return unexpected(queue.error());
        const auto lesson = lessonBy(*queue, fromQt(method));
        if (!lesson) return unexpected(lesson.error());
        const auto model = labelledModel(*open_, *queue);
        if (!model) return unexpected(model.error());
        if (model->empty()) return offer(*queue, lesson->shape);
        const auto training = trainingOn(*queue, *model, *lesson);
        if (!training) return unexpected(training.error());
        queue_.addAndRun(training->tables, training->name);
        Q_EMIT trainingAdded(summaryOf(*lesson));
        return {};
    }();
    if (!done) Q_EMIT failed(tr("No training on these labels"), toQt(done.error()));
}

/// The usual one where none is named.
Result<LabelLesson> ProjectLabels::lessonBy(const LabelQueue &queue, const std::string &method) {
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    auto lessons = lessonsOf(*open_, queue.name, *catalogue);
    if (!lessons) return unexpected(lessons.error());
    if (lessons->empty())
        if (auto written = writeLabels(*open_, queue.name); !written) return unexpected(written.error());
    for (LabelLesson &each : *lessons)
        if (method.empty() || each.method == method) return std::move(each);
    return fail({.code = "labels.no_algorithm",
                 .message = "this build has no algorithm that learns from such labels",
                 .found = method,
                 .expected = std::string(queue.setup.kind->makes(queue.setup.kind->usual))});
}

void ProjectLabels::askLessons(const QString &name) {
    if (!open_) return;
    const auto catalogue = installedCatalogue();
    const auto lessons = catalogue ? lessonsOf(*open_, fromQt(name), *catalogue)
                                   : Result<std::vector<LabelLesson>>(unexpected(catalogue.error()));
    if (!lessons) return Q_EMIT failed(tr("No training on these labels"), toQt(lessons.error()));
    QVector<LabelLessonValues> out;
    for (const LabelLesson &each : *lessons)
        out.append({toQt(each.method), int(each.labels.rows.size()), int(each.labels.items), toQt(each.leftOut)});
    Q_EMIT lessonsKnown(name, out);
}

Status ProjectLabels::offer(const LabelQueue &queue, LabelShape shape) {
    const auto rows = rowsOf(queue, shape);
    if (!rows) return unexpected(rows.error());
    if (!rows->tables.empty())
        if (auto added = open_->add(rows->tables); !added) return added;
    Q_EMIT modelWanted(toQt(rows->data));
    return {};
}

Result<ProjectLabels::Rows> ProjectLabels::rowsOf(const LabelQueue &queue, LabelShape shape) {
    const auto experiment = open_->experiment();
    if (!experiment) return unexpected(experiment.error());
    const auto written = writeLabels(*open_, queue.name, shape);
    if (!written) return unexpected(written.error());
    Rows out{.tables = Json::object(), .makes = written->labels.makes};
    const std::string file = fs::path(written->file).lexically_relative(open_->folder()).string();
    for (const auto &set : experiment->data)
        if (set.file == file) out.data = set.name; // the same labels again
    if (!out.data.empty()) return out;
    out.data = freeName(*experiment, "labels " + queue.name);
    out.tables["data"] = Json::array({{{"name", out.data}, {"file", file}}});
    return out;
}

Result<ProjectLabels::Training> ProjectLabels::trainingOn(const LabelQueue &queue, const std::string &model,
                                                          const LabelLesson &lesson) {
    auto rows = rowsOf(queue, lesson.shape);
    if (!rows) return unexpected(rows.error());
    const auto experiment = open_->experiment();
    if (!experiment) return unexpected(experiment.error());
    const std::string stage = freeName(*experiment, model + " " + lesson.method + " on " + queue.name);
    Training out{.tables = std::move(rows->tables), .name = toQt(stage)};
    out.tables["stage"] = Json::array({{{"name", stage},
                                        {"kind", kindOf(&Catalogue::algorithms).info.name},
                                        {"algorithm", lesson.method},
                                        {"model", model},
                                        {"data", rows->data}}});
    return out;
}

} // namespace lapidary
