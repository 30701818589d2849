// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/data_values.h"
#include "widgets/models/mixer_values.h"
#include "widgets/models/model_values.h"
#include <QObject>
#include <nlohmann/json.hpp>

namespace lapidary {

class Project;
struct ModelEntry;

/// What the project holds (data sets, models), and how things come into it and leave it. Lives on the bridge's thread.
class Inventory : public QObject {
    Q_OBJECT
public:
    explicit Inventory(QObject *parent = nullptr);
    void setProject(Project *project) { project_ = project; } ///< null: there is none (any more)

    void listData();
    void listModels();
    void readModel(const QString &id);
    void readUses(const QString &id);
    void compareModels(const QString &a, const QString &b);
    void deleteModel(const QString &id);
    /// Tells the experiment of something whose files (at `path`) are there already; they go away again where it does
    /// not take them. Empty tables: nothing in the experiment names it.
    void add(const QString &name, const QString &path, const Json &tables);

Q_SIGNALS:
    void dataListed(const QVector<lapidary::DataSetValues> &sets);
    void modelsListed(const QVector<lapidary::ModelValues> &models);
    void modelRead(const lapidary::ModelFacts &facts);
    void modelsCompared(const lapidary::ConfigPairs &pairs);
    void usesRead(const lapidary::ModelUses &uses);
    void modelDeleted(const QString &id);
    void added(const QString &name, const QString &why); ///< why: empty where all went well
    void failed(const QString &title, const QString &text);

private:
    std::optional<ModelEntry> find(const QString &id);
    Project *project_ = nullptr;
};

} // namespace lapidary
