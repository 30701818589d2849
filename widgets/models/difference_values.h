// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/compare/difference.h"
#include <QMetaType>
#include <QString>

namespace lapidary {

/// What differs between something and the experiment as it is now.
struct ExperimentDifferences {
    QString from{};    ///< as it was asked for: empty, what was run last; "run:ID"; a folder or a file
    QString trouble{}; ///< why there is no answer
    std::vector<TableDifference> tables{};
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::ExperimentDifferences)
