// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/draw_view_model.h"
#include "core/workbench/stages/run_kind.h"
#include <utility>

namespace lapidary {

void DrawViewModel::setProject(const std::optional<ProjectValues> &project) {
    project_ = project;
    planning_.reset();
    awaited_ = false;
    Q_EMIT changed();
}

void DrawViewModel::begin(Kind kind, const QString &model) {
    kind_ = kind;
    if (!model.isEmpty()) model_ = model;
    name_.clear();
    suggested_.clear();
    given_ = Json::object();
    wrongFields_ = 0;
    planning_.reset(); // the newest is asked for
    awaited_ = true;
    Q_EMIT changed();
    Q_EMIT planningRequested();
}

void DrawViewModel::setPlanning(const PlanningValues &planning) {
    if (!std::exchange(awaited_, false)) return; // another form's
    planning_ = planning;
    if (!models().contains(model_)) model_ = models().value(0);
    if (!strategies().contains(strategy_)) strategy_ = strategies().value(0); // the plainest stands first
    data_.clear();
    for (const auto &each : planning_->data) // arms are measured where the others are; samples come from the rest
        if (dataSets().contains(each.name) && each.measured == (kind_ == Kind::Arm)) data_.append(each.name);
    if (data_.isEmpty()) data_ = dataSets();
    if (data_.size() > 1) data_ = {data_.first()};
    suggestName();
    Q_EMIT begun();
    Q_EMIT changed();
}

QStringList DrawViewModel::models() const {
    QStringList names;
    if (planning_)
        for (const auto &each : planning_->models) names.append(each.name);
    return names;
}

QStringList DrawViewModel::strategies() const {
    QStringList names;
    if (planning_)
        for (const auto &entry : planning_->catalogue.strategies) names.append(QString::fromStdString(entry.name));
    return names;
}

QStringList DrawViewModel::dataSets() const {
    QStringList names;
    if (planning_)
        for (const auto &each : planning_->data)
            if (each.layouts.contains(QStringLiteral("prompt_only"))) names.append(each.name);
    return names;
}

ConfigSpec DrawViewModel::spec() const {
    if (!planning_) return {};
    const auto *entry = kind_ == Kind::Samples ? planning_->catalogue.stageLeaving(Artifact::Samples)
                                               : planning_->catalogue.strategy(strategy_.toStdString());
    return entry ? entry->spec : ConfigSpec{};
}

void DrawViewModel::setModel(const QString &model) {
    model_ = model;
    suggestName();
    Q_EMIT changed();
}

void DrawViewModel::setStrategy(const QString &strategy) {
    if (strategy == strategy_) return;
    strategy_ = strategy;
    given_ = Json::object();
    wrongFields_ = 0;
    suggestName();
    Q_EMIT specChanged();
    Q_EMIT changed();
}

void DrawViewModel::setData(const QStringList &names) {
    data_ = names;
    suggestName();
    Q_EMIT changed();
}

void DrawViewModel::setName(const QString &name) {
    name_ = name.trimmed();
    Q_EMIT changed();
}

void DrawViewModel::setConfig(const Json &given, int problems) {
    given_ = given;
    wrongFields_ = problems;
    Q_EMIT changed();
}

void DrawViewModel::suggestName() {
    if (name_ != suggested_) return; // the person's own
    const QString wanted =
        kind_ == Kind::Samples ? tr("samples of %1").arg(model_) : QStringLiteral("%1, %2").arg(model_, strategy_);
    name_ = suggested_ = planning_ ? planning_->freeName(wanted) : wanted;
}

QString DrawViewModel::role() const {
    if (given_.value("scorer", "") == "verifier") return QStringLiteral("oracle");
    if (strategy_ != strategies().value(0)) return QStringLiteral("tts");
    if (!planning_) return {};
    for (const RunPlan &each : planning_->runs) {
        if (each.name != model_) continue;
        const auto *algorithm = planning_->catalogue.algorithm(each.algorithm.toStdString());
        const Port *train = algorithm ? algorithm->port("train") : nullptr;
        const bool ofExamples = !train || train->layout == "prompt_completion" || train->layout == "text";
        return ofExamples ? QStringLiteral("sft") : QStringLiteral("rl");
    }
    return QStringLiteral("base");
}

QStringList DrawViewModel::problems() const {
    QStringList out;
    if (!planning_) return out;
    if (project_ && !project_->readOnly.isEmpty()) out.append(project_->readOnly);
    if (name_.isEmpty())
        out.append(tr("Give it a name."));
    else if (name_.toUtf8().size() > 60)
        out.append(tr("The name is too long: at most 60 bytes."));
    else if (planning_->taken.contains(name_))
        out.append(tr("The name “%1” is taken already.").arg(name_));
    if (model_.isEmpty()) out.append(tr("The experiment has no model: add one to [models]."));
    if (dataSets().isEmpty())
        out.append(tr("No data of the experiment holds problems."));
    else if (data_.isEmpty())
        out.append(tr("Choose at least one set of problems."));
    return out;
}

Json DrawViewModel::tables() const {
    Json entry = {{"name", name_.toStdString()}, {"model", model_.toStdString()}};
    if (kind_ == Kind::Samples) {
        const MethodInfo *drawing = planning_ ? planning_->catalogue.stageLeaving(Artifact::Samples) : nullptr;
        entry["kind"] = drawing ? drawing->name : "";
        entry["data"] = data_.value(0).toStdString();
    } else {
        entry["role"] = role().toStdString();
        entry["strategy"] = strategy_.toStdString();
        entry["buckets"] = Json::array();
        for (const QString &each : data_) entry["buckets"].push_back(each.toStdString());
    }
    entry["config"] = given_;
    return {{kind_ == Kind::Samples ? "stage" : "arm", Json::array({std::move(entry)})}};
}

void DrawViewModel::start() {
    if (!canStart()) return;
    Q_EMIT startRequested(tables(), name_);
    Q_EMIT started(name_);
}

} // namespace lapidary
