// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/trace_reader.h"
#include "widgets/bridge/tree_searcher.h"
#include "widgets/models/reason_view_model.h"
#include "widgets/models/search_setup.h"
#include "widgets/panels/feature.h"

namespace lapidary {

class ProjectSession;
class Workspace;

/// Searches and their trees, with a thread that lets a worker search and one that reads traces.
class ReasonFeature : public Feature {
    Q_OBJECT
public:
    explicit ReasonFeature(Workspace &workspace);
    SearchSetup &setup() { return setup_; }
    ReasonViewModel &trees() { return trees_; }

    QString id() const override { return QStringLiteral("reason"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Tree; }
    Panel *makePanel() override;
    void forget() override;
    void setProject(const ProjectValues &project) override { setup_.setProject(project.folder); }
    QVector<ActionEntry> actions(QWidget *window) override;

private:
    void connectSetup(const ProjectSession &session);
    void connectTrees(Workspace &workspace);
    void connectSteps();
    void openSearches();
    Workspace &workspace_;
    SearchSetup setup_{};
    ReasonViewModel trees_{};
    OnThread<TreeSearcher> searching_{QStringLiteral("tree search")};
    OnThread<TraceReader> reading_{QStringLiteral("traces")};
};

} // namespace lapidary
