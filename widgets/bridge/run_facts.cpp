// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_facts.h"
#include "core/job/changes.h"
#include "core/workbench/project.h"
#include "widgets/bridge/conversions.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace lapidary {

namespace {

struct FactWords {
    Q_DECLARE_TR_FUNCTIONS(RunFacts)
};

QString text(const Json &value) {
    return toQt(value.is_string() ? value.get<std::string>() : dumpJson(value));
}

/// Tables become dotted keys, as they are written on a command line.
void flatten(const Json &table, const QString &prefix, RunFactsValues::Group &group) {
    for (const auto &[key, value] : table.items()) {
        const QString name = prefix + toQt(key);
        if (value.is_object() && !value.empty())
            flatten(value, name + QLatin1Char('.'), group);
        else
            group.facts.append({name, text(value)});
    }
}

QString moment(double seconds) {
    return seconds > 0
               ? QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
               : QString();
}

} // namespace

Result<RunFactsValues> runFacts(Project &project, const PlannedRun *planned, const QString &id) {
    const auto record = project.store().run(fromQt(id));
    if (!record) return unexpected(record.error());
    if (!*record) return fail({.code = "run.unknown", .message = "the project has no such run", .found = fromQt(id)});
    const RunRecord &run = **record;
    const fs::path folder = project.runFolder(run.id);
    RunFactsValues out{.run = id};
    RunFactsValues::Group about{FactWords::tr("Run"), {}};
    const auto tell = [&about](const QString &name, const QString &value) {
        if (!value.isEmpty()) about.facts.append({name, value});
    };
    tell(FactWords::tr("id"), id);
    tell(FactWords::tr("kind"), toQt(run.kind));
    tell(FactWords::tr("method"), toQt(run.method));
    tell(FactWords::tr("input hash"), toQt(run.inputHash));
    tell(FactWords::tr("folder"), toQt(folder.string()));
    tell(FactWords::tr("queued"), moment(run.created));
    tell(FactWords::tr("started"), moment(run.started));
    tell(FactWords::tr("ended"), moment(run.ended));
    if (run.memoryEstimate > 0)
        tell(FactWords::tr("memory by estimate"), QLocale().formattedDataSize(run.memoryEstimate));
    if (run.memoryPeak > 0) tell(FactWords::tr("peak memory"), QLocale().formattedDataSize(run.memoryPeak));
    out.groups.append(about);
    RunFactsValues::Group configuration{FactWords::tr("Configuration"), {}};
    if (const auto document = readDocument((folder / "run.toml").string()))
        flatten(document->values, {}, configuration);
    else if (planned)
        flatten(planned->config, {}, configuration); // it has not begun: its folder is not there
    out.groups.append(configuration);
    RunFactsValues::Group changed{FactWords::tr("Changed on the way"), {}};
    const Json changes = changesOf(folder).value_or(Json());
    for (const Json &each : changes.is_object() ? changes.value("settings", Json::array()) : Json::array())
        changed.facts.append({text(each.value("field", Json())),
                              FactWords::tr("%1, was %2 up to step %3")
                                  .arg(text(each.value("new", Json())), text(each.value("old", Json())),
                                       text(each.value("step", Json())))});
    for (const Json &each : changes.is_object() ? changes.value("added", Json::array()) : Json::array())
        changed.facts.append({FactWords::tr("rows added"),
                              FactWords::tr("%1, behind step %2")
                                  .arg(text(each.value("rows", Json())), text(each.value("step", Json())))});
    if (!changed.facts.isEmpty()) out.groups.append(changed);
    return out;
}

} // namespace lapidary
