// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_models.h"
#include "core/workbench/models/model_config.h"
#include "core/workbench/models/models.h"
#include "widgets/bridge/add_files.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/model_facts.h"
#include "widgets/bridge/open_project.h"

namespace lapidary {

ProjectModels::ProjectModels(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {}

void ProjectModels::list() {
    if (!open_) return;
    const auto entries = listModels(*open_);
    if (!entries) Q_EMIT failed(tr("The models cannot be listed"), toQt(entries.error()));
    QVector<ModelValues> out;
    if (entries)
        for (const ModelEntry &entry : *entries) out.append(modelValues(entry));
    Q_EMIT listed(out);
}

std::optional<ModelEntry> ProjectModels::find(const QString &id) {
    if (!open_) return std::nullopt;
    const auto entries = listModels(*open_);
    for (const ModelEntry &entry : entries.value_or(std::vector<ModelEntry>{}))
        if (toQt(entry.id) == id) return entry;
    return std::nullopt;
}

void ProjectModels::readFacts(const QString &id) {
    if (const auto entry = find(id)) Q_EMIT factsRead(modelFacts(*entry, *open_));
}

void ProjectModels::readUses(const QString &id) {
    const auto entry = find(id);
    if (!entry) return;
    const auto uses = usesOf(*open_, *entry);
    if (!uses) {
        Q_EMIT failed(tr("It is not known who needs this model"), toQt(uses.error()));
        return;
    }
    ModelUses out{.id = id};
    for (const ModelUse &use : *uses) out.uses.append({toQt(use.kind), toQt(use.name), use.blocks});
    Q_EMIT usesRead(out);
}

void ProjectModels::compare(const QString &a, const QString &b) {
    const auto first = find(a), second = find(b);
    if (!first || !second) return;
    ConfigPairs out{.a = a, .b = b};
    const auto text = [](const std::optional<std::string> &value) { return value ? toQt(*value) : QString(); };
    for (const ConfigPair &pair : pairUp(configOf(*first, *open_), configOf(*second, *open_)))
        out.pairs.append({toQt(pair.section), toQt(pair.field), text(pair.a), text(pair.b), pair.differs()});
    Q_EMIT compared(out);
}

void ProjectModels::remove(const QString &id) {
    const auto entry = find(id);
    if (!entry) return;
    if (const auto deleted = deleteModel(*open_, *entry))
        Q_EMIT removed(id);
    else
        Q_EMIT failed(tr("The model is not deleted"), toQt(deleted.error()));
}

void ProjectModels::addImported(const QString &name, const QString &folder, const Json &tables) {
    Q_EMIT importedAdded(name, addFiles(open_, folder, tables));
}

void ProjectModels::addWritten(const QString &name, const QString &folder, const Json &tables) {
    Q_EMIT writtenAdded(name, addFiles(open_, folder, tables));
}

} // namespace lapidary
