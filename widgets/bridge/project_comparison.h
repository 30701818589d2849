// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/project_part.h"
#include "widgets/models/compare_details.h"
#include "widgets/models/values.h"

namespace lapidary {

class OpenProject;
class ProjectRuns;

/// The comparison of the experiment's arms, made anew whenever another one has finished; what stands behind it, where
/// somebody asks; and the report.
class ProjectComparison : public ProjectPart {
    Q_OBJECT
public:
    ProjectComparison(OpenProject &open, ProjectRuns &runs, QObject *parent);

    void readDetails();
    void readAnswers(const QString &armA, const QString &armB);
    void writeReport(); ///< report.html in the project's folder, as the command line writes it

Q_SIGNALS:
    void detectableKnown(const QVector<lapidary::DetectableValues> &found); ///< before any arm has finished
    void revisionsCounted(const QVector<lapidary::RevisedArm> &revised);    ///< before the comparison that they are of
    void comparisonChanged(const lapidary::ComparisonValues &comparison);
    void detailsReady(const lapidary::CompareDetails &details);
    void answersReady(const lapidary::SideBySide &answers);
    void reportWritten(const QString &file);

private:
    void compareIfFinished(const QVector<RunValues> &runs);
    void tellDetectable();
    OpenProject &open_;
    QStringList told_{};     ///< the runs of the plan that was told of
    QStringList compared_{}; ///< the finished evaluations that the last comparison contained
};

} // namespace lapidary
