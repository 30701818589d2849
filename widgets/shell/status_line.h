// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

class QLabel;
class QStatusBar;

namespace lapidary {

class Workspace;

/// What the status bar says: the running job with its progress, device, memory, whether all is saved, the project.
class StatusLine : public QObject {
    Q_OBJECT
public:
    StatusLine(Workspace &workspace, QStatusBar &bar);

private:
    void refresh();
    Workspace &workspace_;
    QLabel *job_, *device_, *memory_, *saved_, *project_;
};

} // namespace lapidary
