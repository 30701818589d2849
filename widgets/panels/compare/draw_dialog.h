// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lapidary {

class CheckList;
class Choice;
class ConfigForm;
class DrawViewModel;
class ToneLabel;

/// The form of an arm, or of samples: the model, how its answers are drawn, the problems, and every setting of the
/// strategy.
class DrawDialog : public QDialog {
    Q_OBJECT
public:
    explicit DrawDialog(DrawViewModel &model, QWidget *parent = nullptr);

private:
    void makeLayout();
    void fillChoices();
    void fillForm();
    void refresh();
    DrawViewModel &model_;
    QLineEdit *name_;
    Choice *base_, *strategy_;
    CheckList *data_;
    QLabel *title_, *about_, *dataLabel_, *strategyLabel_;
    ConfigForm *form_;
    ToneLabel *problems_;
    QPushButton *start_ = nullptr;
    bool filling_ = false;
};

} // namespace lapidary
