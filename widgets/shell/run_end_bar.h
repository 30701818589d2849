// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"
#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace lapidary {

class Workspace;

/// Says at the foot of the window that a run has ended, how, and what one can do next. Who looks elsewhere meanwhile is
/// told by the desktop where the run took long.
class RunEndBar : public QFrame {
    Q_OBJECT
public:
    static constexpr double kLongSeconds = 60; ///< from there on the desktop is told
    explicit RunEndBar(Workspace &workspace, QWidget *parent);

Q_SIGNALS:
    void intended(const lapidary::Intent &intent);
    void longRunEnded(const QString &title, const QString &text);

private:
    void look(const QVector<RunValues> &runs);
    void tell(const RunValues &run);
    void offer(const QString &words, const Intent &intent, bool primary = false);
    void paintEvent(QPaintEvent *event) override;
    Workspace &workspace_;
    QHash<QString, RunState> known_{}; ///< as of the last look
    QLabel *text_;
    QHBoxLayout *buttons_;
    RunState shown_ = RunState::Finished;
};

} // namespace lapidary
