// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QThread>

namespace lapidary {

class ArenaAnswers;
class DifferenceReader;
class ExperimentCosts;
class ExperimentEditing;
class ExperimentGraph;
class ExperimentQueue;
class OpenProject;
class ProjectComparison;
class ProjectData;
class ProjectLabels;
class ProjectModels;
class ProjectPart;
class ProjectPlanning;
class ProjectRuns;

/// The bridge's thread with the parts of the project on it. They may only be connected to, or called by post()
/// (project_part.h): no call blocks the window.
class ProjectSession {
public:
    ProjectSession();
    ~ProjectSession();
    ProjectSession(const ProjectSession &) = delete;
    ProjectSession &operator=(const ProjectSession &) = delete;

    OpenProject &project() const;
    ExperimentQueue &queue() const;
    ProjectRuns &runs() const;
    ExperimentEditing &editing() const;
    ExperimentGraph &graph() const;
    ExperimentCosts &costs() const;
    DifferenceReader &differences() const;
    ProjectComparison &comparison() const;
    ArenaAnswers &arena() const;
    ProjectPlanning &planning() const;
    ProjectLabels &labels() const;
    ProjectData &data() const;
    ProjectModels &models() const;
    QList<ProjectPart *> parts() const; ///< all of them

private:
    struct Parts;
    QThread thread_{};
    Parts *parts_;
};

} // namespace lapidary
