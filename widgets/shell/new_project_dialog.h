// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QLineEdit;
class QPushButton;

namespace lapidary {

class ToneLabel;

/// Where a new project shall stand, and what it is called.
class NewProjectDialog : public QDialog {
    Q_OBJECT
public:
    /// `from`: the ready-made project or the folder that it begins as; `parentFolder`: where the last one was made.
    NewProjectDialog(const QString &from, const QString &parentFolder, QWidget *parent = nullptr);
    QString folder() const;

Q_SIGNALS:
    void chosen(const QString &folder);

private:
    void makeLayout(QWidget *about, QWidget *browseButton, QWidget *cancel);
    void browse();
    void refresh();
    QLineEdit *name_, *place_;
    ToneLabel *result_;
    QPushButton *create_;
};

} // namespace lapidary
