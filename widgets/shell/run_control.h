// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"

class QSettings;

namespace lapidary {

class Workspace;

/// What a person does with a run, wherever in the window: pause, resume, stop, name, describe, delete. It asks before
/// something is lost.
class RunControl : public QObject {
    Q_OBJECT
public:
    RunControl(Workspace &workspace, QSettings &settings, QWidget *window);
    bool perform(const Intent &intent); ///< false: not about this

private:
    void stop(const QString &run);
    void edit(const QString &run);
    void askDelete(const RunUsesValues &uses);
    Workspace &workspace_;
    QSettings &settings_;
    QWidget *window_;
};

} // namespace lapidary
