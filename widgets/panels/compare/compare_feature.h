// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/what_if_replayer.h"
#include "widgets/models/arena_view_model.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/draw_view_model.h"
#include "widgets/panels/feature.h"

namespace lapidary {

class ProjectSession;
class Workspace;

/// The arms of the experiment: compared, asked side by side, and new ones of them.
class CompareFeature : public Feature {
    Q_OBJECT
public:
    explicit CompareFeature(Workspace &workspace);
    CompareViewModel &comparison() { return comparison_; }
    ArenaViewModel &arena() { return arena_; }
    DrawViewModel &draw() { return draw_; }

    QString id() const override { return QStringLiteral("compare"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Compare; }
    Panel *makePanel() override;
    void forget() override { comparison_.clear(); }
    void setProject(const ProjectValues &project) override { draw_.setProject(project); }
    bool perform(const Intent &intent, QWidget *window) override;
    bool showRun(const RunValues &run) override;
    QVector<ActionEntry> actions(QWidget *window) override;
    QVector<PaletteEntry> paletteEntries() override;

private:
    void connectComparison(const ProjectSession &session);
    void connectWhatIf();
    void connectArena(const ProjectSession &session);
    void connectDraw(const ProjectSession &session);
    void beginDraw(DrawViewModel::Kind kind, const QString &model, QWidget *window);
    void showArm(const QString &arm);
    Workspace &workspace_;
    CompareViewModel comparison_{};
    ArenaViewModel arena_{};
    DrawViewModel draw_{};
    OnThread<WhatIfReplayer> replaying_{QStringLiteral("what if")};
};

} // namespace lapidary
