// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QVector>

class QLineEdit;
class QPushButton;

namespace lapidary {

class TemplateList;
class ToneLabel;
struct ExperimentTemplate;

/// What a new project begins with, where it shall stand, and what it is called.
class NewProjectDialog : public QDialog {
    Q_OBJECT
public:
    /// `from`: the ready-made project or the folder that it begins as, empty where the person chooses; `parentFolder`:
    /// where the last one was made.
    NewProjectDialog(const QString &from, const QString &parentFolder, QWidget *parent = nullptr);
    QString folder() const;
    QString from() const; ///< as createProject() takes it
    void setTemplates(const QVector<ExperimentTemplate> &templates);

Q_SIGNALS:
    void chosen(const QString &folder, const QString &from);

private:
    void makeLayout(QWidget *about, QWidget *browseButton, QWidget *cancel);
    void browse();
    void suggestName();
    void refresh();
    QString from_, suggested_;
    TemplateList *templates_ = nullptr; ///< null: what it begins as is decided
    QLineEdit *name_, *place_;
    ToneLabel *result_;
    QPushButton *create_;
};

} // namespace lapidary
