// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QCheckBox;
class QDialog;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace lapidary {

class Choice;
class ConfigForm;
class ReasonViewModel;
class SearchSetup;

/// What is to be searched and how: the problem, the model, the strategy with its settings (in a window of their own,
/// for there may be twenty), and what finds answers.
class SearchForm : public QWidget {
    Q_OBJECT
public:
    SearchForm(SearchSetup &setup, ReasonViewModel &trees, QWidget *parent = nullptr);
    void beginWriting(); ///< the keys go to the problem
    void run();

Q_SIGNALS:
    void begun(); ///< a search was started

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeFields();
    void makeProblem();
    void refreshProblem();
    void makeLayout();
    void connectAll();
    void makeSettings();
    void fillForm();
    void refresh();
    SearchSetup &setup_;
    ReasonViewModel &trees_;
    QPlainTextEdit *prompt_;
    QCheckBox *chat_;
    Choice *set_, *model_, *strategy_, *rule_;
    QSpinBox *row_;
    QLineEdit *expected_;
    QLabel *about_, *why_;
    ConfigForm *form_;
    QPushButton *settings_, *run_;
    QDialog *dialog_;
    bool filling_ = false;
};

} // namespace lapidary
