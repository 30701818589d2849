// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/launch_view_model.h"
#include <QStringList>
#include <QVector>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace lapidary {

class Choice;
class ConfigForm;
class ToneLabel;

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
    void askForSettings();
    QWidget *makeChoices();
    QWidget *makeSummary();
    void addSeeds(QVBoxLayout *inside, QWidget *frame);
    void addCommand(QVBoxLayout *inside, QWidget *frame);
    void connectAll();
    void fillChoices();
    void fillPorts();
    void showCard();
    QWidget *makePort(const LaunchViewModel::PortChoice &port);
    void syncPorts();
    void placeCells();
    void orderChoices();
    void fillForm();
    void refresh();
    void compareWith(int index);
    QStringList fieldProblems() const;
    std::pair<QWidget *, QString> problemPlace() const;
    void goToProblem();
    LaunchViewModel &model_;
    QLabel *title_, *memory_, *time_, *measured_;
    ToneLabel *problems_;
    /// Choices with their labels.
    QWidget *baseCell_ = nullptr, *dataCell_ = nullptr, *stepCell_ = nullptr, *seedCell_ = nullptr,
            *otherCell_ = nullptr;
    Choice *algorithm_, *base_, *data_, *step_, *other_;
    QLineEdit *seed_;
    QGridLayout *grid_ = nullptr;
    QVector<QWidget *> ports_; ///< a choice each, with its label above
    QStringList portsOnShow_;
    QLabel *card_ = nullptr;
    QLineEdit *name_;
    QSpinBox *seeds_ = nullptr;
    QLabel *sweep_ = nullptr;
    ConfigForm *form_;
    QPlainTextEdit *command_;
    QPushButton *back_, *settings_, *start_, *measure_, *lead_ = nullptr;
    bool filling_ = false;
};

} // namespace lapidary
