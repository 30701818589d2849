// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/batches_model.h"
#include "widgets/models/launch_view_model.h"
#include "widgets/models/samples_model.h"
#include "widgets/models/scores_model.h"
#include "widgets/models/train_view_model.h"
#include "widgets/panels/feature.h"
#include "widgets/panels/train/undo_recorder.h"

namespace lapidary {

class ProjectSession;
class Workspace;

/// Trainings: their curves and samples, and the form that a new one begins with.
class TrainFeature : public Feature {
    Q_OBJECT
public:
    explicit TrainFeature(Workspace &workspace);
    TrainViewModel &curves() { return curves_; }
    SamplesModel &samples() { return samples_; }
    BatchesModel &batches() { return batches_; }
    ScoresModel &scores() { return scores_; }

    QString id() const override { return QStringLiteral("train"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Train; }
    Panel *makePanel() override;
    void forget() override;
    void setProject(const ProjectValues &project) override;
    bool perform(const Intent &intent, QWidget *window) override;
    bool showRun(const RunValues &run) override;
    QVector<ActionEntry> actions(QWidget *window) override;

private:
    void connectLaunch(const ProjectSession &session);
    void beginNew();
    Workspace &workspace_;
    TrainViewModel curves_{};
    LaunchViewModel launch_{};
    SamplesModel samples_{};
    BatchesModel batches_{};
    ScoresModel scores_{};
    UndoRecorder undo_;
};

} // namespace lapidary
