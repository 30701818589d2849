// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/launch_view_model.h"
#include "core/job/changes.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/experiment/sweep.h"
#include "widgets/common/method_text.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary {

namespace {

Json textOf(const QString &text) {
    return text.toStdString();
}

QString shellWord(const QString &text) {
    static const QString plain =
        QStringLiteral("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:@,");
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return plain.contains(c); }))
        return text;
    return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

} // namespace

void LaunchViewModel::setProject(const std::optional<ProjectValues> &project) {
    project_ = project;
    planning_.reset();
    awaited_ = false;
    Q_EMIT changed();
}

void LaunchViewModel::begin(Origin origin, const QString &run) {
    origin_ = origin;
    parent_ = run;
    algorithm_.clear();
    model_.clear();
    data_.clear();
    name_.clear();
    suggested_.clear();
    given_ = sweep_ = Json::object();
    wrongFields_ = 0;
    seeds_ = 1;
    ownSeed_.reset();
    wantedData_.clear();
    settings_.reset();
    endMeasure();
    measured_.reset();
    planning_.reset(); // the newest is asked for: checkpoints come and go
    awaited_ = true;
    Q_EMIT changed();
    Q_EMIT planningRequested();
}

void LaunchViewModel::beginNew() {
    begin(Origin::New, {});
}
void LaunchViewModel::beginOn(const QString &data) {
    begin(Origin::New, {});
    wantedData_ = data;
}
void LaunchViewModel::beginAgain(const QString &run) {
    begin(Origin::Again, run);
}
void LaunchViewModel::beginFork(const QString &run, double step) {
    wantedStep_ = step;
    begin(Origin::Fork, run);
}

void LaunchViewModel::setPlanning(const PlanningValues &planning) {
    if (!std::exchange(awaited_, false)) return; // another form's
    planning_ = planning;
    choose();
    Q_EMIT begun();
    Q_EMIT changed();
}

/// The first choices: those of the parent, or of the experiment's first entries.
void LaunchViewModel::choose() {
    const RunPlan *parent = planning_->run(parent_);
    const QString wanted = algorithmFor(wantedData_);
    algorithm_ = parent ? parent->algorithm : wanted.isEmpty() ? firstAlgorithm() : wanted;
    inputs_ = parent ? parent->inputs : QMap<QString, QString>();
    model_ = parent ? parent->model : models().value(0);
    data_ = parent ? parent->data : wanted.isEmpty() ? dataSets().value(0) : wantedData_;
    step_ = 0;
    for (const qint64 each : checkpoints())
        if (step_ == 0 || std::abs(double(each) - wantedStep_) < std::abs(double(step_) - wantedStep_)) step_ = each;
    given_ = standard();
    suggestName();
    if (!data_.isEmpty()) Q_EMIT dataFactsRequested(data_);
}

/// The first that goes on with a model that there is.
QString LaunchViewModel::firstAlgorithm() const {
    for (const auto &entry : planning_->catalogue.algorithms)
        if (const Port *policy = entry.port("policy"); policy && !policy->fresh)
            return QString::fromStdString(entry.name);
    return algorithms().value(0);
}

/// By what the rows are above all: most rows have a prompt that could be asked, or words that could be read on, and who
/// has steps, pairs or answers means these.
QString LaunchViewModel::algorithmFor(const QString &data) const {
    const auto set = std::find_if(planning_->data.begin(), planning_->data.end(),
                                  [&](const DataChoice &each) { return each.name == data; });
    if (set == planning_->data.end()) return {};
    const QStringList lesser{QStringLiteral("prompt_only"), QStringLiteral("text")};
    QStringList layouts = set->layouts;
    std::stable_partition(layouts.begin(), layouts.end(),
                          [&](const QString &layout) { return !lesser.contains(layout); });
    for (const QString &layout : layouts)
        for (const auto &entry : planning_->catalogue.algorithms) {
            const Port *policy = entry.port("policy"), *train = entry.port("train");
            if (policy && !policy->fresh && train && train->layout == layout.toStdString())
                return QString::fromStdString(entry.name);
        }
    return {};
}

const MethodInfo *LaunchViewModel::method() const {
    return planning_ ? planning_->catalogue.algorithm(algorithm_.toStdString()) : nullptr;
}

Advice LaunchViewModel::advice() const {
    if (!planning_) return {};
    const auto it = planning_->catalogue.advice.find(algorithm_.toStdString());
    return it == planning_->catalogue.advice.end() ? Advice{} : it->second;
}

QVector<LaunchViewModel::PortChoice> LaunchViewModel::ports() const {
    QVector<PortChoice> out;
    const MethodInfo *method = this->method();
    if (!method || origin_ == Origin::Fork) return out; // a fork has the inputs of the run that it leaves
    Json now = resolved();
    for (const auto &[name, values] : sweep_.items()) now[name] = values.back(); // some run has it
    for (const Port &port : method->inputs) {
        if (port.name == "policy" || &port == dataPort(*method)) continue;
        PortChoice choice{.port = QString::fromStdString(port.name),
                          .about = methodText(port.effect),
                          .neededBy = QString::fromStdString(port.neededBy),
                          .required = port.required,
                          .active = port.neededBy.empty() || isOn(now, port.neededBy),
                          .names = isModel(port.what) ? models() : dataSets()};
        choice.chosen = inputs_.value(choice.port);
        out.append(choice);
    }
    return out;
}

void LaunchViewModel::setInput(const QString &port, const QString &name) {
    if (name.isEmpty())
        inputs_.remove(port);
    else
        inputs_[port] = name;
    Q_EMIT changed();
}

QString LaunchViewModel::parentName() const {
    const RunPlan *parent = planning_ ? planning_->run(parent_) : nullptr;
    return parent ? parent->name : QString();
}

QStringList LaunchViewModel::algorithms() const {
    QStringList names;
    if (planning_)
        for (const auto &entry : planning_->catalogue.algorithms) names.append(QString::fromStdString(entry.name));
    return names;
}

QStringList LaunchViewModel::models() const {
    QStringList names;
    if (planning_)
        for (const auto &each : planning_->models)
            if (!each.remote) names.append(each.name);
    return names;
}

QStringList LaunchViewModel::dataSets() const {
    QStringList names;
    const auto *entry = planning_ ? planning_->catalogue.algorithm(algorithm_.toStdString()) : nullptr;
    const Port *train = entry ? entry->port("train") : nullptr;
    if (!train) return names;
    for (const auto &each : planning_->data)
        if (each.layouts.contains(QString::fromStdString(train->layout))) names.append(each.name);
    return names;
}

QVector<qint64> LaunchViewModel::checkpoints() const {
    const RunPlan *parent = planning_ && origin_ == Origin::Fork ? planning_->run(parent_) : nullptr;
    return parent ? parent->checkpoints : QVector<qint64>();
}

QVector<QPair<QString, QString>> LaunchViewModel::comparableRuns() const {
    QVector<QPair<QString, QString>> runs;
    if (planning_)
        for (const RunPlan &each : planning_->runs)
            if (each.algorithm == algorithm_) runs.append({each.id, each.name});
    return runs;
}

Json LaunchViewModel::configOf(const QString &run) const {
    const RunPlan *plan = planning_ ? planning_->run(run) : nullptr;
    return plan ? plan->config : Json::object();
}

ConfigSpec LaunchViewModel::spec() const {
    const auto *entry = planning_ ? planning_->catalogue.algorithm(algorithm_.toStdString()) : nullptr;
    return entry ? entry->spec : ConfigSpec{};
}

Json LaunchViewModel::standard() const {
    if (settings_ && settings_->algorithm == algorithm_) return settings_->config;
    const RunPlan *parent = planning_ ? planning_->run(parent_) : nullptr;
    if (!parent || parent->algorithm != algorithm_) return Json::object();
    Json counting = Json::array(); // where a fork leaves the run; another run begins with what it had in the end
    for (const Json &each : parent->changes)
        if (origin_ != Origin::Fork || each.value("step", qint64{0}) <= step_) counting.push_back(each);
    return settingsWith(parent->config, counting);
}

void LaunchViewModel::importSettings(const QString &path) {
    if (planning_)
        Q_EMIT settingsFileRequested(path, {.file = path, .algorithm = algorithm_, .model = model_, .data = data_});
}

void LaunchViewModel::setSettings(const SettingsFile &settings) {
    if (!planning_ || origin_ == Origin::Fork) return; // the form was left meanwhile
    settings_ = settings;
    algorithm_ = settings.algorithm;
    model_ = settings.model;
    given_ = standard();
    wrongFields_ = 0;
    if (settings.seed) ownSeed_ = settings.seed;
    if (settings.data != data_) setData(settings.data);
    suggestName();
    Q_EMIT specChanged();
    Q_EMIT changed();
}

void LaunchViewModel::setAlgorithm(const QString &algorithm) {
    if (algorithm == algorithm_) return;
    algorithm_ = algorithm;
    given_ = standard();
    wrongFields_ = 0;
    if (!dataSets().contains(data_)) setData(dataSets().value(0));
    suggestName();
    Q_EMIT specChanged();
    Q_EMIT changed();
}

void LaunchViewModel::setModel(const QString &model) {
    model_ = model;
    Q_EMIT changed();
}

void LaunchViewModel::setData(const QString &data) {
    data_ = data;
    facts_ = {};
    if (!data.isEmpty()) Q_EMIT dataFactsRequested(data);
    Q_EMIT changed();
}

void LaunchViewModel::setDataFacts(const DataFacts &facts) {
    if (facts.name != data_) return;
    facts_ = facts;
    Q_EMIT changed();
}

void LaunchViewModel::setName(const QString &name) {
    name_ = name.trimmed();
    Q_EMIT changed();
}

void LaunchViewModel::setStep(qint64 step) {
    step_ = step;
    suggestName();
    Q_EMIT changed();
}

void LaunchViewModel::suggestName() {
    if (name_ != suggested_) return; // the person's own
    QString wanted = algorithm_;
    if (origin_ == Origin::Again) wanted = parentName();
    if (origin_ == Origin::Fork) wanted = tr("%1 fork %2").arg(parentName()).arg(step_);
    name_ = suggested_ = planning_ ? planning_->freeName(wanted) : wanted;
}

void LaunchViewModel::setConfig(const Json &given, int problems, const Json &sweep) {
    given_ = given;
    sweep_ = sweep;
    wrongFields_ = problems;
    Q_EMIT changed();
}

quint64 LaunchViewModel::standardSeed() const {
    const RunPlan *parent = planning_ ? planning_->run(parent_) : nullptr;
    return parent ? parent->seed : planning_ ? planning_->seed : 0;
}

void LaunchViewModel::setSeed(std::optional<quint64> seed) {
    if (seed == ownSeed_) return;
    ownSeed_ = seed;
    Q_EMIT changed();
}

void LaunchViewModel::setSeeds(int seeds) {
    if (seeds == seeds_) return;
    seeds_ = seeds;
    Q_EMIT changed();
}

int LaunchViewModel::runCount() const {
    std::size_t count = std::size_t(seeds_);
    for (const Json &values : sweep_)
        if (count <= kMostSweptRuns) count *= values.size();
    return int(count);
}

QString LaunchViewModel::sweepText() const {
    QStringList parts;
    for (const auto &[name, values] : sweep_.items())
        parts.append(tr("%1 values of %2").arg(values.size()).arg(QString::fromStdString(name)));
    if (seeds_ > 1) parts.append(tr("%1 seeds").arg(seeds_));
    return parts.isEmpty() ? QString() : tr("%1 runs: %2").arg(runCount()).arg(parts.join(QStringLiteral(" × ")));
}

QStringList LaunchViewModel::problems() const {
    QStringList out;
    if (!planning_) return out;
    if (project_ && !project_->readOnly.isEmpty()) out.append(project_->readOnly);
    if (name_.isEmpty())
        out.append(tr("Give the training a name."));
    else if (name_.toUtf8().size() > kLongestName)
        out.append(tr("The name is too long: at most 60 bytes."));
    else if (planning_->taken.contains(name_))
        out.append(tr("The name “%1” is taken already.").arg(name_));
    if (std::size_t(runCount()) > kMostSweptRuns) out.append(tr("Too many runs: at most %1.").arg(kMostSweptRuns));
    if (origin_ == Origin::Fork) {
        if (step_ == 0)
            out.append(
                tr("The run has no checkpoint to fork from yet. One comes every save_steps steps, and every five "
                   "minutes between them."));
        else if (const qint64 last = lastStep(); last > 0 && last <= step_)
            out.append(tr("At step %1 of %2 nothing is left to train: raise max_steps, or fork earlier.")
                           .arg(step_)
                           .arg(last));
        return out;
    }
    for (const PortChoice &each : ports())
        if (each.required && each.chosen.isEmpty()) out.append(tr("Choose the input “%1”.").arg(each.port));
    if (model_.isEmpty())
        out.append(models().isEmpty() ? tr("The experiment has no model: add one to [models].")
                                      : tr("Choose the model to begin from."));
    if (data_.isEmpty())
        out.append(dataSets().isEmpty() ? tr("No data of the experiment fits %1.").arg(algorithm_)
                                        : tr("Choose the data to learn from."));
    return out;
}

/// Where a fork ends: its max_steps, or else where the run that it leaves was to end, with its epochs; 0: not known.
qint64 LaunchViewModel::lastStep() const {
    const Json now = resolved();
    const Json steps = now.value("max_steps", Json());
    if (steps.is_number() && steps.get<double>() > 0) return qint64(steps.get<double>());
    const Json before = configOf(parent_), epochs = now.value("num_train_epochs", Json());
    if (!before.is_object() || before.value("num_train_epochs", epochs) != epochs) return 0;
    const auto parent =
        std::find_if(runs_.begin(), runs_.end(), [&](const RunValues &run) { return run.id == parent_; });
    return parent == runs_.end() ? 0 : qint64(parent->total);
}

QString LaunchViewModel::warning() const {
    if (!planning_ || origin_ == Origin::Fork) return {};
    for (const auto &each : planning_->data)
        if (each.name == data_ && each.measured)
            return tr("Arms are measured on “%1”: of a model that has learnt from it their accuracy says nothing.")
                .arg(data_);
    return {};
}

QStringList LaunchViewModel::textNotes() const {
    QStringList out;
    for (const TextNotes &notes : facts_.notes) {
        if (notes.model != model_ || origin_ == Origin::Fork) continue;
        if (notes.lostRows > 0)
            out.append(tr("%1 characters in %2 rows cannot be expressed by the tokenizer of %3: %4.")
                           .arg(notes.lostCharacters)
                           .arg(notes.lostRows)
                           .arg(notes.model, notes.lost));
        if (notes.mergedRows > 0)
            out.append(
                tr("In %1 rows a token reaches across the end of the prompt; there the completion begins before it.")
                    .arg(notes.mergedRows));
    }
    Json chosen = Json::array();
    for (const FieldSpec &field : spec())
        if (field.name == "reward_funcs") chosen = given_.value(field.name, field.defaultValue);
    for (const RewardNote &note : facts_.rewards)
        if (std::find(chosen.begin(), chosen.end(), textOf(note.reward)) != chosen.end()) out.append(note.text);
    return out;
}

Json LaunchViewModel::tables() const {
    Json stage = {
        {"name", textOf(name_)}, {"kind", kindOf(&Catalogue::algorithms).info.name}, {"algorithm", textOf(algorithm_)}};
    if (origin_ == Origin::Fork) {
        stage["fork"] = textOf(parent_);
        stage["fork_step"] = step_;
    } else {
        stage["model"] = textOf(model_);
        stage["data"] = textOf(data_);
        for (const PortChoice &each : ports())
            if (!each.chosen.isEmpty()) stage["inputs"][textOf(each.port)] = textOf(each.chosen);
        if (seed() != planning_->seed) stage["seed"] = seed();
    }
    stage["config"] = given_;
    if (runCount() > 1) stage["sweep"] = sweep_;
    if (seeds_ > 1) stage["sweep"]["seeds"] = seeds_;
    return {{"stage", Json::array({std::move(stage)})}};
}

/// A stage of the experiment with other settings is one call; a new one has to be written down first.
QString LaunchViewModel::commandLine() const {
    if (!planning_) return {};
    const QString folder = shellWord(planning_->folder);
    const RunPlan *parent = planning_->run(parent_);
    if (origin_ == Origin::Again && runCount() == 1 && parent && planning_->stages.contains(parent->name) &&
        model_ == parent->model && data_ == parent->data && inputs_ == parent->inputs) {
        QString line = QStringLiteral("lapidary-cli run %1 --only %2").arg(folder, shellWord(parent->name));
        if (seed() != parent->seed)
            line +=
                QStringLiteral(" --set ") + shellWord(QStringLiteral("stage.%1.seed=%2").arg(parent->name).arg(seed()));
        for (const auto &[key, value] : given_.items()) {
            const auto before = parent->config.find(key);
            if (before != parent->config.end() && *before == value) continue;
            const QString text = QString::fromStdString(dumpJson(value));
            line +=
                QStringLiteral(" --set ") +
                shellWord(QStringLiteral("stage.%1.config.%2=%3").arg(parent->name, QString::fromStdString(key), text));
        }
        return line;
    }
    // JSON's scalars and lists are TOML's too, and shorter numbers than a TOML writer's.
    Json stage = tables()["stage"][0];
    std::vector<std::pair<const char *, Json>> below;
    for (const char *table : {"config", "inputs", "sweep"}) {
        below.emplace_back(table, stage.value(table, Json::object()));
        stage.erase(table);
    }
    QString added = QStringLiteral("[[stage]]");
    const auto addLines = [&](const Json &values) {
        for (const auto &[key, value] : values.items())
            added +=
                QStringLiteral("\n%1 = %2").arg(QString::fromStdString(key), QString::fromStdString(dumpJson(value)));
    };
    addLines(stage);
    for (const auto &[table, values] : below) {
        if (!values.empty()) added += QStringLiteral("\n[stage.%1]").arg(QLatin1String(table));
        addLines(values);
    }
    return QStringLiteral("cat >> %1 <<'END'\n\n%2\nEND\nlapidary-cli run %3 --only %4")
        .arg(shellWord(planning_->folder + QStringLiteral("/added.toml")), added, folder, shellWord(name_));
}

void LaunchViewModel::start() {
    if (!canStart()) return;
    endMeasure();
    if (origin_ == Origin::Fork)
        Q_EMIT forkRequested(parent_, step_, given_, name_);
    else
        Q_EMIT startRequested(tables(), name_);
    Q_EMIT started(name_);
}

} // namespace lapidary
