// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/home_view_model.h"
#include "widgets/panels/feature.h"

namespace lapidary {

class Workspace;

/// The experiment as a graph, and the projects to begin with.
class HomeFeature : public Feature {
    Q_OBJECT
public:
    HomeFeature(Workspace &workspace, const TrainViewModel &curves);
    HomeViewModel &home() { return home_; }

    QString id() const override { return QStringLiteral("home"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Home; }
    Panel *makePanel() override;
    void forget() override { home_.clear(); }
    bool perform(const Intent &intent, QWidget *window) override;
    QVector<ActionEntry> actions(QWidget *window) override;

private:
    void startExperiment();
    Workspace &workspace_;
    HomeViewModel home_;
};

} // namespace lapidary
