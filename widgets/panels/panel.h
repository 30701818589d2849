// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QVector>
#include <QWidget>
#include <optional>

class QMimeData;

namespace lapidary {

/// What a panel asks for. It knows no other panel and no project; the shell does what is asked.
struct Intent {
    enum Kind {
        OpenProject,
        StartExperiment,
        Pause,
        Resume,
        Stop,
        ShowPanel,
        OpenFolder,
        NewProject,
        SelectStage,
        SelectRun,
        ShowRun,
        MoveToFront,
        Drop,
        TrainOnLabels,
        TrainOnData,
        RunStage,
        NewTraining,
        TrainAgain,
        NewArm,
        DrawSamples,
        EditRun,
        DeleteRun,
        InspectRun,
        TakeTour
    };
    Kind kind = OpenProject;
    QString argument{}; ///< the run, the stage, the model, the panel, the labelling queue, the data set, the folder, or
                        ///< what a new project begins from
};

/// A key that works inside of a panel, for the list of shortcuts.
struct KeyHelp {
    QString keys{}, what{};
};

class Panel : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual QVector<KeyHelp> keyHelp() const { return {}; }
    /// A panel with an undo of its own does it and returns true; otherwise the window's undo takes the key.
    virtual bool undo() { return false; }
    virtual bool redo() { return false; }
    /// What that is, as QUndoStack words it; nothing where the window's undo takes the key.
    virtual std::optional<QString> undoText() const { return std::nullopt; }
    virtual std::optional<QString> redoText() const { return std::nullopt; }
    /// A file or a folder that somebody drops, here or on a panel that does not want it.
    virtual bool mayTake(const QString &) const { return false; }
    virtual void take(const QString &) {}

Q_SIGNALS:
    void intended(const lapidary::Intent &intent);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
};

/// The one file or folder of this machine that is being dropped; empty where there are several, or none.
QString droppedPath(const QMimeData *data);

} // namespace lapidary
