// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_data.h"
#include "core/data/tasks/task.h"
#include "core/workbench/data/datasets.h"
#include "core/workbench/data/set_name_change.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/add_files.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"
#include <algorithm>

namespace lapidary {

namespace {

bool isThere(const fs::path &path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// Data sets of the experiment, with the newest rows that were frozen of each.
class DataLister {
public:
    DataLister(Project &project, const Experiment &experiment, const std::vector<DatasetRecord> &frozen)
        : project_(project), experiment_(experiment), frozen_(frozen) {}

    QVector<DataSetValues> list(const std::vector<RunRecord> &runs) {
        for (const auto &name : curatedNames(project_.folder()))
            out_.append({.kind = DataSetValues::Curated,
                         .name = toQt(name),
                         .file = toQt(curatedFile(project_.folder(), name).string()),
                         .origin = ProjectData::tr("rows with their history")});
        for (const DataSet &set : experiment_.data) declared(set);
        for (const RunRecord &run : runs)
            if (const RunKind *job = ownerJob(run.kind); job && isThere(project_.runFolder(run.id) / job->output()))
                made(run, job->output());
        for (const DatasetRecord &record : frozen_)
            if (!shown_.contains(toQt(record.hash)) && isThere(rowsOf(record))) snapshot(record);
        std::stable_sort(out_.begin(), out_.end(),
                         [](const DataSetValues &a, const DataSetValues &b) { return a.kind < b.kind; });
        return std::move(out_);
    }

private:
    fs::path rowsOf(const DatasetRecord &record) const {
        return project_.folder() / "datasets" / record.hash / "rows.jsonl";
    }

    static QString originOf(const DataSet &set) {
        if (!set.task.empty()) return ProjectData::tr("task %1, seed %2").arg(toQt(set.task)).arg(set.seed);
        QStringList parts;
        for (const auto &part : set.mix) parts.append(toQt(part));
        if (!parts.isEmpty()) return ProjectData::tr("mixture of %1").arg(parts.join(QStringLiteral(", ")));
        return toQt(fs::path(set.file).filename().string());
    }

    void declared(const DataSet &set) {
        DataSetValues values{.name = toQt(set.name)};
        const bool imported = set.file.starts_with("datasets/imported/");
        values.kind = imported ? DataSetValues::Imported : DataSetValues::Declared;
        values.origin = originOf(set);
        if (!set.file.empty()) values.file = toQt((experiment_.folder / set.file).lexically_normal().string());
        fs::file_time_type newest = fs::file_time_type::min();
        for (const DatasetRecord &record : frozen_) {
            std::error_code missing;
            const auto frozen = record.name == set.name ? fs::last_write_time(rowsOf(record), missing) : newest;
            if (record.name != set.name || missing || frozen < newest) continue;
            newest = frozen;
            values.hash = toQt(record.hash);
            values.rows = record.rows;
            if (set.file.empty()) values.file = toQt(rowsOf(record).string());
        }
        if (!values.hash.isEmpty()) shown_.append(values.hash);
        reading(set.name, values);
        out_.append(values);
    }

    /// The first training on it says how its rows are read.
    void reading(const std::string &name, DataSetValues &values) const {
        for (const Stage &stage : experiment_.stages) {
            if (stage.data != name || !isTraining(stage.kind)) continue;
            values.trainedBy = toQt(stage.name);
            values.maxLength = int(stage.config.value("max_length", 0));
            values.completionOnly = stage.config.value("completion_only_loss", true);
            values.assistantOnly = stage.config.value("assistant_only_loss", true);
            return;
        }
    }

    void made(const RunRecord &run, const char *output) {
        DataSetValues values{.kind = DataSetValues::Made,
                             .name = toQt(run.name),
                             .file = toQt((project_.runFolder(run.id) / output).string()),
                             .origin = toQt(run.id)};
        reading(run.name, values);
        out_.append(values);
    }

    void snapshot(const DatasetRecord &record) {
        out_.append({.kind = DataSetValues::Snapshot,
                     .name = toQt(record.name),
                     .file = toQt(rowsOf(record).string()),
                     .origin = toQt(record.hash.substr(0, 8)),
                     .hash = toQt(record.hash),
                     .rows = record.rows});
    }

    Project &project_;
    const Experiment &experiment_;
    const std::vector<DatasetRecord> &frozen_;
    QVector<DataSetValues> out_{};
    QStringList shown_{};
};

} // namespace

ProjectData::ProjectData(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {}

void ProjectData::list() {
    if (!open_) return;
    const auto experiment = open_->experiment();
    const auto frozen =
        experiment ? open_->store().datasets() : Result<std::vector<DatasetRecord>>(unexpected(experiment.error()));
    const auto runs = frozen ? open_->store().runs() : Result<std::vector<RunRecord>>(unexpected(frozen.error()));
    if (!runs) Q_EMIT failed(tr("The data sets cannot be listed"), toQt(runs.error()));
    Q_EMIT listed(runs ? DataLister(*open_, *experiment, *frozen).list(*runs) : QVector<DataSetValues>());
}

namespace {

/// What grades the problems of a set: its task knows, and the experiment says it of all others.
std::string ruleOf(const Experiment &experiment, const std::string &name) {
    for (const DataSet &set : experiment.data)
        if (set.name == name && !set.task.empty())
            if (const auto task = taskByName(set.task)) return (*task)->rule;
    return experiment.rule;
}

} // namespace

Result<ProblemValues> ProjectData::problemIn(const QString &set, int row, bool anew) {
    if (anew || set != problems_ || !rows_) {
        rows_.reset();
        const auto experiment = open_->experiment();
        if (!experiment) return unexpected(experiment.error());
        const auto frozen = Datasets(*experiment, open_->folder(), open_->store()).freeze(fromQt(set));
        if (!frozen) return unexpected(frozen.error());
        auto opened = RowFile::open(open_->folder() / frozen->file, [](std::uint64_t) { return true; });
        if (!opened) return unexpected(opened.error());
        rows_ = std::move(*opened);
        problems_ = set;
        rule_ = ruleOf(*experiment, fromQt(set));
    }
    const int rows = int(rows_->size());
    if (row < 0 || row >= rows)
        return fail({.code = "data.no_row",
                     .message = "The data set has no such row.",
                     .field = fromQt(set),
                     .found = std::to_string(row + 1),
                     .expected = {"a row of 1 to {0}", rows}});
    const auto read = rows_->row(std::size_t(row));
    const auto problem = read ? problemFromJson(*read) : Result<Problem>(unexpected(read.error()));
    if (!problem) return unexpected(problem.error());
    return ProblemValues{.set = set,
                         .row = row,
                         .rows = rows,
                         .prompt = toQt(problem->prompt),
                         .question = toQt(problem->question()),
                         .reference = toQt(problem->reference),
                         .rule = toQt(rule_),
                         .asItIs = problem->row};
}

void ProjectData::readProblem(const QString &set, int row, bool anew) {
    if (!open_) return;
    const auto problem = problemIn(set, row, anew);
    if (problem) return Q_EMIT problemRead(*problem);
    Q_EMIT problemRead({.set = set, .row = row, .rows = rows_ ? int(rows_->size()) : 0, .why = toQt(problem.error())});
}

void ProjectData::add(const QString &name, const QString &file, const Json &tables) {
    Q_EMIT added(name, addFiles(open_, file, tables));
}

void ProjectData::mix(const DataMixture &mixture) {
    Json set = {{"name", fromQt(mixture.name)}, {"mix", Json::array()}, {"weights", Json::array()}};
    for (const auto &[name, weight] : mixture.parts) {
        set["mix"].push_back(fromQt(name));
        set["weights"].push_back(weight);
    }
    set["seed"] = mixture.seed;
    const auto added = open_ ? open_->add({{"data", Json::array({set})}})
                             : Status(fail("project.none", "its project is no longer open"));
    Q_EMIT mixed(mixture.name, added ? QString() : toQt(added.error()));
}

void ProjectData::addFrozen(const FrozenRows &rows, const QString &name) {
    const auto add = [&]() -> Status {
        if (!open_ || open_->folder() != rows.project) return fail("project.none", "its project is no longer open");
        if (auto saved = open_->store().save(rows.record); !saved) return saved;
        return open_->add({{"data", Json::array({{{"name", fromQt(name)}, {"file", rows.file.generic_string()}}})}});
    };
    const auto done = add();
    Q_EMIT frozen(name, done ? QString() : toQt(done.error()));
}

void ProjectData::readUses(const SetName &set) {
    if (!open_) return;
    auto uses = usesOfSet(*open_, set);
    Q_EMIT usesRead({.set = set,
                     .uses = uses ? std::move(*uses) : std::vector<SetUse>(),
                     .why = uses ? QString() : toQt(uses.error())});
}

Status ProjectData::changeNow(const SetRequest &request, SetAnswer &answer) {
    if (!open_) return fail("project.none", "its project is no longer open");
    answer.now = request.set;
    if (request.what == SetRequest::Rename) {
        answer.now.name = fromQt(request.to);
        return renameSet(*open_, request.set, answer.now.name);
    }
    if (request.what == SetRequest::Forget) return forgetSet(*open_, fromQt(request.id));
    if (request.what == SetRequest::PutBack) {
        const auto back = putBackSet(*open_, fromQt(request.id));
        if (!back) return unexpected(back.error());
        answer.now = *back;
        return {};
    }
    const auto gone = deleteSet(*open_, request.set);
    if (!gone) return unexpected(gone.error());
    answer.id = toQt(gone->id);
    answer.now.name = gone->shown;
    return {};
}

/// The rows that readProblem() holds open may be those of another set now.
void ProjectData::change(const SetRequest &request) {
    rows_.reset();
    SetAnswer answer{.asked = request};
    if (const auto done = changeNow(request, answer); !done) answer.why = toQt(done.error());
    if (request.again && !answer.why.isEmpty()) Q_EMIT failed(tr("This could not be taken back"), answer.why);
    Q_EMIT changed(answer);
}

void ProjectData::listTrash() {
    if (!open_) return;
    std::vector<Error> problems;
    const auto sets = trashedSets(open_->folder(), &problems);
    QStringList told;
    for (const Error &each : problems) told.append(toQt(each));
    Q_EMIT trashListed(sets, told.join(QLatin1Char('\n')));
}

} // namespace lapidary
