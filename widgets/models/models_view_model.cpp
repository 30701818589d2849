// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/models_view_model.h"
#include <algorithm>

namespace lapidary {

void ModelsViewModel::setProject(const QString &folder, bool readOnly) {
    if (importing()) cancelImport();
    project_ = folder;
    readOnly_ = readOnly;
    listIsOld_ = true;
    listed_ = false;
    models_.clear();
    current_.clear();
    importing_.clear();
    awaited_.clear();
    comparedWith_.clear();
    pairs_.clear();
    importProblem_.clear();
    facts_ = {};
    Q_EMIT modelsChanged();
    Q_EMIT currentChanged();
    Q_EMIT importChanged();
}

void ModelsViewModel::outdate() {
    listIsOld_ = true;
    Q_EMIT outdated();
}

void ModelsViewModel::wantList() {
    if (project_.isEmpty() || !listIsOld_) return;
    listIsOld_ = false;
    Q_EMIT listRequested();
}

void ModelsViewModel::setModels(const QVector<ModelValues> &models) {
    models_ = models;
    listed_ = true;
    Q_EMIT modelsChanged();
    const auto made = std::find_if(models_.begin(), models_.end(),
                                   [this](const ModelValues &model) { return model.ours && model.name == awaited_; });
    if (made != models_.end()) {
        awaited_.clear();
        choose(made->id);
    }
    if (!comparedWith_.isEmpty()) compareWith(comparedWith_);
    if (!find(current_) && !models_.isEmpty())
        choose(models_.first().id);
    else if (find(current_))
        Q_EMIT factsRequested(current_);
}

const ModelValues *ModelsViewModel::find(const QString &id) const {
    const auto it =
        std::find_if(models_.begin(), models_.end(), [&](const ModelValues &model) { return model.id == id; });
    return it == models_.end() ? nullptr : &*it;
}

const ModelValues *ModelsViewModel::current() const {
    return find(current_);
}

void ModelsViewModel::choose(const QString &id) {
    if (id == current_ || !find(id)) return;
    current_ = id;
    facts_ = {};
    Q_EMIT currentChanged();
    Q_EMIT factsRequested(id);
    if (!comparedWith_.isEmpty()) compareWith(comparedWith_);
}

void ModelsViewModel::setFacts(const ModelFacts &facts) {
    if (facts.id != current_) return;
    facts_ = facts;
    Q_EMIT currentChanged();
}

QStringList ModelsViewModel::lineage(const QString &id) const {
    QStringList names;
    const ModelValues *model = find(id);
    while (model && names.size() < models_.size()) { // a base can be no descendant; a damaged run.toml could say so
        names.prepend(model->name);
        const auto base = std::find_if(models_.begin(), models_.end(),
                                       [&](const ModelValues &each) { return each.name == model->base; });
        if (base == models_.end() && !model->base.isEmpty()) names.prepend(model->base);
        model = base == models_.end() ? nullptr : &*base;
    }
    return names;
}

QStringList ModelsViewModel::madeFrom(const QString &id) const {
    QStringList names;
    if (const ModelValues *model = find(id))
        for (const ModelValues &each : models_)
            if (each.parents.contains(model->name)) names.append(each.name);
    return names;
}

void ModelsViewModel::askDelete() {
    if (current() && !readOnly_) Q_EMIT usesRequested(current_);
}

void ModelsViewModel::setUses(const ModelUses &uses) {
    if (uses.id == current_) Q_EMIT usesKnown(uses);
}

void ModelsViewModel::confirmDelete() {
    if (current()) Q_EMIT deleteRequested(current_);
}

void ModelsViewModel::setDeleted(const QString &) {
    outdate();
    wantList();
}

QString ModelsViewModel::freeImportName(const QString &wanted) const {
    const auto taken = [this](const QString &name) {
        return std::any_of(models_.begin(), models_.end(),
                           [&](const ModelValues &model) { return model.name == name; });
    };
    QString name = wanted;
    for (int number = 2; taken(name); ++number) name = QStringLiteral("%1 %2").arg(wanted).arg(number);
    return name;
}

void ModelsViewModel::startImport(const QString &source, const QString &name) {
    if (project_.isEmpty() || readOnly_ || importing()) return;
    importing_ = name;
    importProblem_.clear();
    progress_ = 0;
    Q_EMIT importChanged();
    Q_EMIT importRequested({source, project_, name});
}

void ModelsViewModel::setImportProgress(double share) {
    progress_ = share;
    Q_EMIT importChanged();
}

void ModelsViewModel::setImported(const QString &name, const QString &why, bool cancelled) {
    if (name != importing_) return;
    importing_.clear();
    importProblem_ = why;
    Q_EMIT importChanged();
    if (cancelled || !why.isEmpty()) return;
    setMade(name);
}

void ModelsViewModel::setMade(const QString &name) {
    awaited_ = name;
    outdate();
    wantList();
}

void ModelsViewModel::compareWith(const QString &id) {
    comparedWith_ = find(id) ? id : QString();
    pairs_.clear();
    Q_EMIT pairsChanged();
    if (current() && !comparedWith_.isEmpty()) Q_EMIT compareRequested(current_, comparedWith_);
}

void ModelsViewModel::setPairs(const ConfigPairs &pairs) {
    if (pairs.a != current_ || pairs.b != comparedWith_) return;
    pairs_ = pairs.pairs;
    Q_EMIT pairsChanged();
}

} // namespace lapidary
