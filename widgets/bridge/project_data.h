// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/data/row_file.h"
#include "core/workbench/curation/curated_rows.h"
#include "widgets/bridge/project_part.h"
#include "widgets/models/data_values.h"
#include "widgets/models/owned_sets.h"
#include "widgets/models/reason_values.h"
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

class OpenProject;

/// The project's data sets: what there is, and what comes into it.
class ProjectData : public ProjectPart {
    Q_OBJECT
public:
    ProjectData(OpenProject &open, QObject *parent);

    void list();
    void add(const QString &name, const QString &file, const Json &tables); ///< addFiles
    /// One problem of a data set, which is made and frozen where it is not there yet. `anew`: it may have changed since
    /// it was asked for last.
    void readProblem(const QString &set, int row, bool anew);
    void mix(const lapidary::DataMixture &mixture); ///< it is made when somebody needs its rows
    /// Rows that were written lie there already; the experiment calls them `name` from now on.
    void addFrozen(const FrozenRows &rows, const QString &name);
    void readUses(const SetName &set);
    void change(const lapidary::SetRequest &request);
    void listTrash();

Q_SIGNALS:
    void listed(const QVector<lapidary::DataSetValues> &sets);
    void problemRead(const lapidary::ProblemValues &problem);
    void added(const QString &name, const QString &why);  ///< why: empty where all went well
    void mixed(const QString &name, const QString &why);  ///< the same of mix()
    void frozen(const QString &name, const QString &why); ///< the same of addFrozen()
    void usesRead(const lapidary::SetUses &uses);
    void changed(const lapidary::SetAnswer &answer);
    void trashListed(const std::vector<lapidary::TrashedSet> &sets, const QString &problem);

private:
    Status changeNow(const SetRequest &request, SetAnswer &answer);
    Result<ProblemValues> problemIn(const QString &set, int row, bool anew);
    OpenProject &open_;
    QString problems_{}; ///< whose rows are open
    std::optional<RowFile> rows_{};
    std::string rule_{};
};

} // namespace lapidary
