// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/canvas_view_model.h"
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
    CanvasViewModel &canvas() { return canvas_; }

    QString id() const override { return QStringLiteral("home"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Home; }
    Panel *makePanel() override;
    void forget() override {
        home_.clear();
        canvas_.setExperiment({});
    }
    bool perform(const Intent &intent, QWidget *window) override;
    QVector<ActionEntry> actions(QWidget *window) override;

Q_SIGNALS:
    void addWanted(); ///< to the panel: its menu

private:
    void startExperiment();
    void showDifference(const QString &from, const QString &title, QWidget *window);
    void remember(const WrittenChange &change);
    Workspace &workspace_;
    HomeViewModel home_;
    CanvasViewModel canvas_;
};

} // namespace lapidary
