// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_planning.h"
#include "core/config/yaml.h"
#include "core/workbench/experiment/trl_config.h"
#include "core/workbench/installed.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/dry_run.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/planning.h"

namespace lapidary {

ProjectPlanning::ProjectPlanning(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {
    timer_.setInterval(kTickMs);
    connect(&timer_, &QTimer::timeout, this, &ProjectPlanning::pollDryRun);
    connect(&open_, &OpenProject::closing, this, &ProjectPlanning::endDryRun);
}

ProjectPlanning::~ProjectPlanning() = default;

void ProjectPlanning::readPlanning() {
    if (!open_) return;
    const auto planning = planningOf(*open_);
    if (planning)
        Q_EMIT planningReady(*planning);
    else
        Q_EMIT failed(tr("A training cannot be planned here"), toQt(planning.error()));
}

namespace {

Result<SettingsFile> settingsIn(Project &project, const std::string &path, const SettingsFile &form) {
    const auto text = readFile(path);
    if (!text) return unexpected(text.error());
    const auto yaml = parseYaml(*text, path);
    if (!yaml) return unexpected(yaml.error());
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto experiment = readExperiment(project.folder() / "experiment.toml", *catalogue, {}, true);
    if (!experiment) return fail(joined(experiment.error()));
    const auto read =
        readTrlSettings(*yaml, *experiment, *catalogue,
                        {.algorithm = fromQt(form.algorithm), .model = fromQt(form.model), .data = fromQt(form.data)});
    if (!read) return unexpected(read.error());
    const Json &stage = read->tables["stage"][0];
    SettingsFile out{.file = toQt(path),
                     .algorithm = toQt(read->algorithm),
                     .model = toQt(stage["model"].get<std::string>()),
                     .data = toQt(stage["data"].get<std::string>()),
                     .config = stage["config"]};
    if (stage.contains("seed")) out.seed = stage["seed"].get<quint64>();
    for (const auto *list : {&read->unknown, &read->leftOut})
        for (const Error &each : *list) out.notes.append(toQt(each));
    return out;
}

} // namespace

void ProjectPlanning::readSettingsFile(const QString &path, const SettingsFile &form) {
    if (!open_) return;
    const auto settings = settingsIn(*open_, fromQt(path), form);
    if (settings)
        Q_EMIT settingsFileReady(*settings);
    else
        Q_EMIT failed(tr("The settings were not read"), toQt(settings.error()));
}

void ProjectPlanning::readDataFacts(const QString &name) {
    if (!open_) return;
    const auto facts = dataFactsOf(*open_, name);
    Q_EMIT dataFactsReady(facts ? *facts : DataFacts{.name = name, .trouble = toQt(facts.error())});
}

void ProjectPlanning::startDryRun(const Json &tables, const QString &name) {
    if (!open_) return;
    endDryRun(); // one at a time, in one folder
    auto begun = DryRun::start(*open_, tables, fromQt(name));
    if (!begun) return Q_EMIT dryRunReady({.trouble = toQt(begun.error())});
    dryRun_ = std::move(*begun);
    timer_.start();
}

void ProjectPlanning::endDryRun() {
    timer_.stop();
    dryRun_.reset();
}

void ProjectPlanning::pollDryRun() {
    const auto values = dryRun_->poll();
    if (!values) return;
    endDryRun();
    Q_EMIT dryRunReady(*values);
}

} // namespace lapidary
