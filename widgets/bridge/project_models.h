// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/mixer_values.h"
#include "widgets/models/model_values.h"
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

class OpenProject;
struct ModelEntry;

/// The project's models: what there is, what is known of each, and how one comes into the project and leaves it.
class ProjectModels : public ProjectPart {
    Q_OBJECT
public:
    ProjectModels(OpenProject &open, QObject *parent);

    void list();
    void readFacts(const QString &id);
    void readUses(const QString &id);
    void compare(const QString &a, const QString &b);
    void remove(const QString &id);
    void addImported(const QString &name, const QString &folder, const Json &tables); ///< addFiles
    void addWritten(const QString &name, const QString &folder, const Json &tables);  ///< addFiles

Q_SIGNALS:
    void listed(const QVector<lapidary::ModelValues> &models);
    void factsRead(const lapidary::ModelFacts &facts);
    void usesRead(const lapidary::ModelUses &uses);
    void compared(const lapidary::ConfigPairs &pairs);
    void removed(const QString &id);
    void importedAdded(const QString &name, const QString &why); ///< why: empty where all went well
    void writtenAdded(const QString &name, const QString &why);

private:
    std::optional<ModelEntry> find(const QString &id);
    OpenProject &open_;
};

} // namespace lapidary
