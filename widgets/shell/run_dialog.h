// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include <QDialog>

class QLineEdit;
class QPlainTextEdit;

namespace lapidary {

/// What a person calls a run, and what there is to say about it.
class RunDialog : public QDialog {
    Q_OBJECT
public:
    explicit RunDialog(const RunValues &run, QWidget *parent = nullptr);

Q_SIGNALS:
    void described(const QString &name, const QString &notes); ///< an empty name: that of its stage

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void done(int result) override;
    QString before_;
    QLineEdit *name_;
    QPlainTextEdit *notes_;
};

} // namespace lapidary
