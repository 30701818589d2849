// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/experiment_editor.h"
#include <QMetaType>
#include <QString>
#include <functional>
#include <memory>

namespace lapidary {

/// The experiment as its files were last read: for whoever changes it. It does not change itself.
using ReadExperiment = std::shared_ptr<const ExperimentEditor>;

/// A change that somebody asks for: what it is called where it can be undone, and how it is made. `named` gets the
/// tables that are new.
struct ExperimentChange {
    QString what{}; ///< completes "Undo …"
    std::function<Result<ExperimentEditor>(const ExperimentEditor &, std::vector<TableName> &named)> make{};
    /// Files that it names, written where none of these names is there: file name and text.
    std::vector<std::pair<std::string, std::string>> files{};
    ReadExperiment seen{}; ///< what the person saw: nothing is written where the files are other ones by now
};

/// A change that was written, with the way back.
struct WrittenChange {
    QString what{};
    ExperimentTexts before{}, after{};
    std::vector<TableName> named{};
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::ReadExperiment)
Q_DECLARE_METATYPE(lapidary::ExperimentChange)
Q_DECLARE_METATYPE(lapidary::ExperimentTexts)
Q_DECLARE_METATYPE(lapidary::WrittenChange)
