// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/curated_rows.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/data_values.h"
#include <nlohmann/json.hpp>

namespace lapidary {

class OpenProject;

/// The project's data sets: what there is, and what comes into it.
class ProjectData : public ProjectPart {
    Q_OBJECT
public:
    ProjectData(OpenProject &open, QObject *parent);

    void list();
    void add(const QString &name, const QString &file, const Json &tables); ///< addFiles
    /// Rows that were written lie there already; the experiment calls them `name` from now on.
    void addFrozen(const FrozenRows &rows, const QString &name);

Q_SIGNALS:
    void listed(const QVector<lapidary::DataSetValues> &sets);
    void added(const QString &name, const QString &why);  ///< why: empty where all went well
    void frozen(const QString &name, const QString &why); ///< the same of addFrozen()

private:
    OpenProject &open_;
};

} // namespace lapidary
