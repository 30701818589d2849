// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/undo_recorder.h"
#include "widgets/models/train_view_model.h"
#include <QUndoStack>
#include <functional>

namespace lapidary {

class UndoRecorder::Switch : public QUndoCommand {
public:
    Switch(UndoRecorder &recorder, const QString &text, std::function<void(bool)> set, bool on)
        : QUndoCommand(text), recorder_(recorder), set_(std::move(set)), on_(on) {}
    void undo() override { apply(!on_); }
    void redo() override { apply(on_); }

private:
    void apply(bool on) {
        recorder_.quiet_ = true;
        set_(on);
        recorder_.quiet_ = false;
    }
    UndoRecorder &recorder_;
    std::function<void(bool)> set_;
    bool on_;
};

UndoRecorder::UndoRecorder(TrainViewModel &curves, QUndoStack &stack, QObject *parent)
    : QObject(parent), curves_(curves), stack_(stack) {
    connect(&curves_, &TrainViewModel::runVisibilityChanged, this, [this](const QString &run, bool visible) {
        if (quiet_) return;
        QString name = run;
        for (const auto &each : curves_.runs())
            if (each.id == run) name = each.name;
        stack_.push(new Switch(
            *this, visible ? tr("showing of “%1”").arg(name) : tr("hiding of “%1”").arg(name),
            [this, run](bool on) { curves_.setRunVisible(run, on); }, visible));
    });
    connect(&curves_, &TrainViewModel::metricShownChanged, this, [this](const QString &metric, bool shown) {
        if (quiet_) return;
        stack_.push(new Switch(
            *this, shown ? tr("showing of “%1”").arg(metric) : tr("hiding of “%1”").arg(metric),
            [this, metric](bool on) { curves_.setShown(metric, on); }, shown));
    });
}

} // namespace lapidary
