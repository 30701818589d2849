// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

class QUndoStack;

namespace lapidary {

class TrainViewModel;

/// Puts what is switched in the curves (runs and metrics hidden or shown) on the window's undo stack. The view model is
/// changed first, by whatever widget; the command only knows the way back.
class UndoRecorder : public QObject {
    Q_OBJECT
public:
    UndoRecorder(TrainViewModel &curves, QUndoStack &stack, QObject *parent = nullptr);

private:
    class Switch;
    TrainViewModel &curves_;
    QUndoStack &stack_;
    bool quiet_ = false; ///< while a command is at work
};

} // namespace lapidary
