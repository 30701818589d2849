// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace lapidary {

class Choice;
class ConfigForm;
class ToneLabel;
class LaunchViewModel;

/// A training before it starts: what it is made of, its form, what it will cost, and the command line that does the
/// same.
class LaunchPage : public QWidget {
    Q_OBJECT
public:
    explicit LaunchPage(LaunchViewModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeChoices();
    QWidget *makeSummary();
    void addCommand(QVBoxLayout *inside, QWidget *frame);
    void connectAll();
    void fillChoices();
    void fillPorts();
    void fillForm();
    void refresh();
    void compareWith(int index);
    LaunchViewModel &model_;
    QLabel *title_, *memory_, *time_, *measured_;
    ToneLabel *problems_;
    QLabel *modelLabel_, *dataLabel_, *stepLabel_;
    Choice *algorithm_, *base_, *data_, *step_, *other_;
    QWidget *ports_ = nullptr;
    QLineEdit *name_;
    ConfigForm *form_;
    QPlainTextEdit *command_;
    QPushButton *back_, *start_, *measure_;
    bool filling_ = false;
};

} // namespace lapidary
