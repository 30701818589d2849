// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/project_part.h"
#include "widgets/models/experiment_change.h"

namespace lapidary {

class OpenProject;

/// Writes what a person changes in the experiment's files. A file that is another one than the person saw is left as it
/// is, and that is said. Runs are never touched.
class ExperimentEditing : public ProjectPart {
    Q_OBJECT
public:
    ExperimentEditing(OpenProject &open, QObject *parent);

    void change(const ExperimentChange &change);
    /// Back to what the files were, or forth again, where they still are `now`.
    void restore(const ExperimentTexts &now, const ExperimentTexts &wanted);

Q_SIGNALS:
    void written(const lapidary::WrittenChange &change);
    void acted(); ///< to the parts: the files are to be read again

private:
    Status write(const ExperimentTexts &now, const ExperimentTexts &wanted);
    Status changeNow(const ExperimentChange &change);
    OpenProject &open_;
};

} // namespace lapidary
