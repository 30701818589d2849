// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace lapidary {

class Choice;
class TrainViewModel;

/// The run that the buttons work on, how it stands, and what can be done with it.
class RunBar : public QWidget {
    Q_OBJECT
public:
    explicit RunBar(TrainViewModel &model, QWidget *parent = nullptr);
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void intended(const lapidary::Intent &intent);
    void newRequested();
    void forkRequested(const QString &run);
    void againRequested(const QString &run);
    void changeRequested(const QString &run); ///< other settings for a paused run
    void liveRequested(const QString &run);   ///< what its policy says now is to be labelled

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fillRuns();
    bool writes(const QString &run) const;
    TrainViewModel &model_;
    Choice *run_;
    QLabel *state_, *facts_;
    QPushButton *pause_, *resume_, *stop_, *change_, *live_, *fork_, *again_, *more_, *new_;
    bool readOnly_ = false;
};

} // namespace lapidary
