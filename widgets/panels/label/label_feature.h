// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_view_model.h"
#include "widgets/models/live_view_model.h"
#include "widgets/models/step_help_model.h"
#include "widgets/panels/feature.h"

namespace lapidary {

class Workspace;

/// Labels by hand.
class LabelFeature : public Feature {
    Q_OBJECT
public:
    explicit LabelFeature(Workspace &workspace);
    LabelViewModel &labels() { return labels_; }
    LiveViewModel &live() { return live_; }
    StepHelpModel &steps() { return steps_; }

    QString id() const override { return QStringLiteral("label"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Label; }
    Panel *makePanel() override;
    void forget() override {
        labels_.clear();
        live_.clear();
        steps_.clear();
    }
    bool perform(const Intent &intent, QWidget *window) override;

private:
    void applySettings();
    void connectLive();
    Workspace &workspace_;
    LabelViewModel labels_{};
    LiveViewModel live_{labels_};
    StepHelpModel steps_{labels_};
};

} // namespace lapidary
