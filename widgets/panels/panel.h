// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QWidget>

namespace lapidary {

/// What a panel asks for. It knows no other panel and no project; the shell does what is asked.
struct Intent {
    enum Kind { OpenProject, StartExperiment, Pause, Resume, Stop, ShowPanel, TrainOnLabels };
    Kind kind = OpenProject;
    QString argument{}; ///< the run, the panel, or the labelling queue
};

class Panel : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

Q_SIGNALS:
    void intended(const lapidary::Intent &intent);
};

} // namespace lapidary
