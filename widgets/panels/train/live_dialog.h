// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/label_values.h"
#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace lapidary {

class ToneLabel;

/// Asks a training what its policy says now: how many prompts, how long its answers may be and how they are drawn. It
/// stays while the run answers, and closes when there is something to judge.
class LiveDialog : public QDialog {
    Q_OBJECT
public:
    LiveDialog(const QString &run, const QString &name, QWidget *parent = nullptr);
    const QString &run() const { return run_; }
    void setProgress(const LiveProgress &progress);
    void setSilent(const QString &why); ///< empty: it was cancelled

Q_SIGNALS:
    void asked(const lapidary::LiveRequest &request);
    void cancelled();

private:
    void makeLayout(const QString &name);
    QWidget *makeForm();
    void ask();
    void setAsking(bool asking);
    QString run_;
    QSpinBox *prompts_, *longest_;
    QDoubleSpinBox *temperature_;
    QCheckBox *cut_;
    QProgressBar *progress_;
    ToneLabel *state_;
    QPushButton *ask_;
    bool asking_ = false;
};

} // namespace lapidary
