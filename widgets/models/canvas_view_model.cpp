// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/canvas_view_model.h"
#include "core/workbench/experiment/wiring.h"
#include "widgets/common/core_text.h"
#include "widgets/models/qt_text.h"

namespace lapidary {

namespace {

QString nameIn(const QString &id) {
    return id.mid(id.indexOf(QLatin1Char(':')) + 1);
}

bool isComparison(const QString &id) {
    return !id.contains(QLatin1Char(':'));
}

} // namespace

void CanvasViewModel::setExperiment(const ReadExperiment &experiment) {
    experiment_ = experiment;
    Q_EMIT experimentChanged();
}

void CanvasViewModel::setEditable(bool editable) {
    if (editable == editable_) return;
    editable_ = editable;
    Q_EMIT experimentChanged();
}

std::optional<TableName> CanvasViewModel::tableOf(const QString &id) const {
    if (!experiment_ || isComparison(id)) return std::nullopt;
    const QString list = id.section(QLatin1Char(':'), 0, 0);
    const TableName named{list == QStringLiteral("model") ? "models" : fromQt(list), fromQt(nameIn(id))};
    if (!experiment_->table(named).is_null()) return named;
    const Experiment &experiment = experiment_->draft().experiment;
    for (const Stage &stage : experiment.stages)
        if (named.list == "stage" && stage.name == named.name && !stage.sweep.empty())
            return TableName{"stage", stage.sweep};
    for (const Arm &arm : experiment.arms)
        if (named.list == "arm" && arm.name == named.name && !arm.sweep.empty()) return TableName{"arm", arm.sweep};
    return std::nullopt;
}

QString CanvasViewModel::idOf(const TableName &table) {
    return toQt((table.list == "models" ? "model" : table.list) + ":" + table.name);
}

bool CanvasViewModel::givesSomething(const QString &id) {
    return !isComparison(id) && !id.startsWith(QStringLiteral("arm:"));
}

CanvasViewModel::Ports CanvasViewModel::portsFor(const QString &from, const QString &to) const {
    const auto source = tableOf(from), target = tableOf(to);
    if (!source || !target) return {.reason = tr("The comparison is made of the arms; it takes nothing else.")};
    const auto found = lapidary::portsFor(*experiment_, *source, *target);
    if (!found) return {.reason = coreText(found.error())};
    Ports ports;
    for (const auto &name : *found) ports.names.append(toQt(name));
    const Json table = experiment_->table(*target);
    const MethodInfo *method = methodOfTable(target->list, table, experiment_->catalogue());
    const Port *first = method ? method->port(found->front()) : nullptr;
    const TomlPath place = method ? placeOfPort(*method, table, found->front()) : TomlPath{"buckets"};
    ports.sure = found->size() == 1 || (first && first->required && place.size() == 1 && !table.contains(place[0]));
    return ports;
}

QStringList CanvasViewModel::fitting(const QString &from) const {
    QStringList out;
    const auto source = tableOf(from);
    if (!source) return out;
    const Experiment &experiment = experiment_->draft().experiment;
    const std::set<TableName> targets = targetsOf(*experiment_, *source);
    const auto look = [&](const std::string &list, const std::string &name) {
        const QString id = idOf({list, name});
        const auto table = id == from ? std::nullopt : tableOf(id);
        if (table && targets.count(*table)) out.append(id);
    };
    for (const Stage &stage : experiment.stages) look("stage", stage.name);
    for (const Arm &arm : experiment.arms) look("arm", arm.name);
    return out;
}

QStringList CanvasViewModel::sources(const QString &to) const {
    QStringList out;
    const auto target = tableOf(to);
    if (!target) return out;
    for (const Reference &each : experiment_->references())
        if (each.owner == *target) out.append(idOf(each.target));
    out.removeDuplicates();
    return out;
}

void CanvasViewModel::ask(const QString &what, Make make, Files files) {
    if (!isEditable()) return Q_EMIT refused(tr("This experiment cannot be changed here: somebody else has it open."));
    Q_EMIT changeRequested({what, std::move(make), std::move(files), experiment_});
}

void CanvasViewModel::wire(const QString &from, const QString &to, const QString &port) {
    const auto source = tableOf(from), target = tableOf(to);
    if (!source || !target) return;
    ask(tr("feeding of “%1” with “%2”").arg(nameIn(to), nameIn(from)),
        [=, port = fromQt(port)](const ExperimentEditor &editor, auto &) {
            return editor.wire(*source, *target, port);
        });
}

void CanvasViewModel::rewire(const QString &from, const QString &oldTo, const QString &to, const QString &port) {
    const auto source = tableOf(from), old = tableOf(oldTo), target = tableOf(to);
    if (!source || !target || !old) return;
    ask(tr("feeding of “%1” with “%2”").arg(nameIn(to), nameIn(from)),
        [=, port = fromQt(port)](const ExperimentEditor &editor, auto &) {
            auto without = editor.unwire(*source, *old);
            return without ? without->wire(*source, *target, port) : without;
        });
}

/// An edge to the comparison is a data set that arms are asked on.
void CanvasViewModel::unwire(const QString &from, const QString &to) {
    const auto source = tableOf(from), target = tableOf(to);
    if (!source || (!target && !isComparison(to))) return;
    if (from.startsWith(QStringLiteral("arm:")))
        return Q_EMIT refused(tr("Every arm is compared. Delete it, or give it nothing."));
    std::vector<TableName> owners;
    if (target) owners.push_back(*target);
    for (const Reference &each : experiment_->references())
        if (!target && each.target == *source && each.owner.list == "arm" &&
            std::find(owners.begin(), owners.end(), each.owner) == owners.end())
            owners.push_back(each.owner);
    ask(tr("taking of “%2” from “%1”").arg(target ? nameIn(to) : tr("Comparison"), nameIn(from)),
        [=](const ExperimentEditor &editor, auto &) {
            Result<ExperimentEditor> out = editor;
            for (const TableName &owner : owners)
                if (out) out = out->unwire(*source, owner);
            return out;
        });
}

void CanvasViewModel::remove(const QString &id) {
    if (const auto table = tableOf(id))
        ask(tr("deletion of “%1”").arg(toQt(table->name)),
            [=](const ExperimentEditor &editor, auto &) { return editor.remove({*table}); });
}

void CanvasViewModel::rename(const QString &id, const QString &name) {
    const auto table = tableOf(id);
    if (!table || toQt(table->name) == name) return;
    ask(tr("renaming of “%1”").arg(toQt(table->name)),
        [=, name = fromQt(name)](const ExperimentEditor &editor, auto &named) {
            named.push_back({table->list, name});
            return editor.rename(*table, name);
        });
}

void CanvasViewModel::setKey(const QString &id, const QString &key, const Json &value) {
    if (const auto table = tableOf(id))
        ask(tr("change of “%1”").arg(toQt(table->name)),
            [=, key = fromQt(key)](const ExperimentEditor &editor, auto &) {
                return editor.set(*table, key.empty() ? TomlPath() : TomlPath{key}, value);
            });
}

void CanvasViewModel::setInput(const QString &id, const QString &port, const QString &name) {
    const auto table = tableOf(id);
    if (!table) return;
    const Json now = experiment_->table(*table);
    const MethodInfo *method = methodOfTable(table->list, now, experiment_->catalogue());
    if (!method) return;
    const TomlPath place = placeOfPort(*method, now, fromQt(port));
    ask(tr("change of “%1”").arg(toQt(table->name)), [=, name = fromQt(name)](const ExperimentEditor &editor, auto &) {
        return editor.set(*table, place, name.empty() ? Json() : Json(name));
    });
}

void CanvasViewModel::setTable(const QString &id, const Json &own, const Json &config,
                               const std::optional<Json> &sweep) {
    const auto table = tableOf(id);
    if (!table) return;
    ask(tr("change of “%1”").arg(toQt(table->name)), [=](const ExperimentEditor &editor, auto &) {
        Result<ExperimentEditor> out = editor;
        for (const auto &[key, value] : own.items())
            if (out && out->table(*table).value(key, Json()) != value) out = out->set(*table, {key}, value);
        if (out) out = out->setAll(*table, "config", config);
        if (out && sweep) out = out->setAll(*table, "sweep", *sweep);
        return out;
    });
}

QString CanvasViewModel::copy(const QString &id) const {
    const auto table = tableOf(id);
    return table ? toQt(experiment_->copy({*table})) : QString();
}

void CanvasViewModel::paste(const QString &text) {
    if (text.trimmed().isEmpty()) return;
    ask(tr("pasting"),
        [text = fromQt(text)](const ExperimentEditor &editor, auto &named) { return editor.paste(text, &named); });
}

void CanvasViewModel::addTemplate(const QString &title, const QString &text, const Files &files) {
    ask(
        tr("adding of “%1”").arg(title),
        [text = fromQt(text)](const ExperimentEditor &editor, auto &named) { return editor.paste(text, &named); },
        files);
}

void CanvasViewModel::add(const QString &list, Json table) {
    const QString name = toQt(table.value("name", std::string()));
    ask(tr("adding of “%1”").arg(name), [=, list = fromQt(list)](const ExperimentEditor &editor, auto &named) {
        Json tables;
        tables[list] = Json::array({withInputs(editor, list, table)});
        const std::string rule = list == "arm" ? ruleFor(editor, tables[list][0]) : std::string();
        auto ready = rule.empty() ? Result<ExperimentEditor>(editor) : editor.setTop("rule", rule);
        return ready ? ready->add(tables, &named) : ready;
    });
}

void CanvasViewModel::addModel(const QString &name, const QString &place) {
    ask(tr("adding of “%1”").arg(name),
        [name = fromQt(name), place = fromQt(place)](const ExperimentEditor &editor, auto &named) {
            return editor.add({{"models", {{name, place}}}}, &named);
        });
}

} // namespace lapidary
