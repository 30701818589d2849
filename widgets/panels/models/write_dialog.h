// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lapidary {

class Choice;
class ModelWriterViewModel;
class ToneLabel;

/// What of a model is written, in which number format, and where to: a folder outside, or a model of the project.
class WriteDialog : public QDialog {
    Q_OBJECT
public:
    explicit WriteDialog(ModelWriterViewModel &model, QWidget *parent = nullptr);

private:
    QLayout *makeWhat();
    QLayout *makeWhere();
    void makeLayout();
    void fill();
    void refresh();
    void browse();
    ModelWriterViewModel &model_;
    Choice *what_, *dtype_, *where_;
    QLabel *title_, *meaning_, *dtypeLabel_, *placeLabel_;
    QLineEdit *name_, *target_;
    QPushButton *browse_, *write_;
    ToneLabel *problems_;
    bool filling_ = false;
};

} // namespace lapidary
