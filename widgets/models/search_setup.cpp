// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/search_setup.h"
#include "core/data/tasks/rule.h"
#include "widgets/models/qt_text.h"
#include <algorithm>
#include <utility>

namespace lapidary {

void SearchSetup::clear() {
    hasProject_ = awaited_ = false;
    folder_.clear();
    models_.clear();
    planning_.reset();
    template_ = {};
    model_.clear();
    prompt_.clear();
    expected_.clear();
    set_.clear();
    problem_ = {};
    Q_EMIT changed();
}

void SearchSetup::setProject(const QString &folder) {
    folder_ = folder;
    hasProject_ = true;
    if (wanted_) prepare();
}

void SearchSetup::prepare() {
    wanted_ = true;
    if (!hasProject_) return;
    awaited_ = true;
    Q_EMIT modelsRequested();
    Q_EMIT planningRequested();
}

void SearchSetup::setModels(const QVector<ModelValues> &models) {
    models_.clear();
    for (const ModelValues &each : models)
        if (each.present) models_.append(each);
    if (!chosen()) model_ = models_.isEmpty() ? QString() : models_.first().id;
    lookForTemplate();
    Q_EMIT changed();
}

void SearchSetup::setPlanning(const PlanningValues &planning) {
    if (!std::exchange(awaited_, false)) return; // another form's
    const bool first = !planning_;
    planning_ = planning;
    if (!strategies().contains(strategy_)) strategy_ = strategies().value(0); // the plainest stands first
    if (first) Q_EMIT specChanged();
    Q_EMIT changed();
}

void SearchSetup::setTemplate(const TemplateFacts &facts) {
    const ModelValues *model = chosen();
    if (!model || facts.tokenizer != model->tokenizer) return;
    template_ = facts;
    Q_EMIT changed();
}

const ModelValues *SearchSetup::chosen() const {
    for (const ModelValues &each : models_)
        if (each.id == model_) return &each;
    return nullptr;
}

void SearchSetup::setModel(const QString &id) {
    if (id == model_) return;
    model_ = id;
    lookForTemplate();
    Q_EMIT changed();
}

void SearchSetup::lookForTemplate() {
    const ModelValues *model = chosen();
    if (!model || model->tokenizer.isEmpty() || model->tokenizer == template_.tokenizer) return;
    template_ = {};
    Q_EMIT templateRequested(model->tokenizer);
}

QStringList SearchSetup::strategies() const {
    QStringList names;
    if (planning_)
        for (const auto &entry : planning_->catalogue.strategies) names.append(toQt(entry.name));
    return names;
}

QString SearchSetup::summary() const {
    const auto *entry = planning_ ? planning_->catalogue.strategy(fromQt(strategy_)) : nullptr;
    return entry ? toQt(entry->summary) : QString();
}

void SearchSetup::setStrategy(const QString &strategy) {
    if (strategy == strategy_) return;
    strategy_ = strategy;
    given_ = Json::object();
    wrongFields_ = 0;
    Q_EMIT specChanged();
    Q_EMIT changed();
}

ConfigSpec SearchSetup::spec() const {
    const auto *entry = planning_ ? planning_->catalogue.strategy(fromQt(strategy_)) : nullptr;
    return entry ? entry->spec : ConfigSpec{};
}

void SearchSetup::setConfig(const Json &given, int problems) {
    given_ = given;
    wrongFields_ = problems;
    Q_EMIT changed();
}

void SearchSetup::setPrompt(const QString &prompt) {
    if (prompt == prompt_) return;
    prompt_ = prompt;
    if (!set_.isEmpty() && expected_ == problem_.reference) expected_.clear(); // of another problem
    set_.clear();
    problem_ = {};
    Q_EMIT changed();
}

QStringList SearchSetup::sets() const {
    QStringList names;
    if (planning_)
        for (const DataChoice &each : planning_->data) names.append(each.name);
    return names;
}

void SearchSetup::chooseRow(const QString &set, int row) {
    if (set.isEmpty()) {
        set_.clear();
        problem_ = {};
        return Q_EMIT changed();
    }
    const bool another = set != set_;
    if (!another && row == problem_.row && problem_.rows > 0) return;
    set_ = set;
    if (another) problem_ = {};
    Q_EMIT problemRequested(set, row, another);
    Q_EMIT changed();
}

void SearchSetup::setProblem(const ProblemValues &problem) {
    if (problem.set != set_) return; // another one was chosen since
    problem_ = problem;
    if (problem.why.isEmpty()) {
        prompt_ = asChat() && !problem.question.isEmpty() ? problem.question : problem.prompt;
        expected_ = problem.reference;
        if (!problem.rule.isEmpty()) rule_ = problem.rule;
    }
    Q_EMIT changed();
}

QStringList SearchSetup::rules() {
    QStringList names;
    for (const std::string &name : ruleNames()) names.append(toQt(name));
    return names;
}

void SearchSetup::setRule(const QString &rule) {
    rule_ = rule;
    Q_EMIT changed();
}

void SearchSetup::setExpected(const QString &answer) {
    expected_ = answer.trimmed();
    Q_EMIT changed();
}

bool SearchSetup::canChat() const {
    const ModelValues *model = chosen();
    return model && (model->api.isEmpty() ? template_.found : model->api == QLatin1String("chat"));
}

void SearchSetup::setAsChat(bool on) {
    asChat_ = on;
    Q_EMIT changed();
}

QString SearchSetup::whyNot() const {
    const ModelValues *model = chosen();
    if (!model) return tr("There is no model to ask: add one in the Models panel.");
    if (!model->allowed) return tr("Nobody has allowed texts to leave this machine for this server.");
    if (model->api.isEmpty() && model->tokenizer.isEmpty())
        return tr("This model has no tokenizer, so that text cannot be read.");
    if (model->api.isEmpty() && template_.tokenizer != model->tokenizer)
        return tr("Looking for the model's chat template …");
    if (strategy_.isEmpty()) return tr("The strategies are not known yet.");
    if (!set_.isEmpty() && !problem_.why.isEmpty()) return problem_.why;
    if (prompt_.trimmed().isEmpty()) return tr("Write a problem.");
    return wrongFields_ > 0 ? tr("%n fields of the form are wrong.", nullptr, wrongFields_) : QString();
}

TreeRequest SearchSetup::request() const {
    const ModelValues *model = chosen();
    if (!model) return {};
    return {.reference = model->reference,
            .tokenizer = model->tokenizer,
            .remote = !model->api.isEmpty(),
            .prompt = prompt_,
            .asChat = asChat(),
            .strategy = strategy_,
            .config = given_,
            .rule = rule_,
            .expected = expected_,
            .row = set_.isEmpty() ? Json::object() : problem_.asItIs};
}

} // namespace lapidary
