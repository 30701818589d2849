// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/project_part.h"
#include "widgets/models/difference_values.h"

namespace lapidary {

class OpenProject;

/// Compares the experiment as it is now with what was run of it, with one run, or with another experiment.
class DifferenceReader : public ProjectPart {
    Q_OBJECT
public:
    DifferenceReader(OpenProject &open, QObject *parent);
    void compareWith(const QString &from); ///< as ExperimentDifferences::from

Q_SIGNALS:
    void differenceRead(const lapidary::ExperimentDifferences &difference);

private:
    Result<std::vector<TableDifference>> difference(const QString &from) const;
    OpenProject &open_;
};

} // namespace lapidary
