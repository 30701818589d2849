// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QTableWidget;

namespace lapidary {

class CheckBox;
class Choice;
class ModelsViewModel;

/// All settings of the chosen model beside those of another one; what differs is marked.
class ConfigView : public QWidget {
    Q_OBJECT
public:
    explicit ConfigView(ModelsViewModel &model, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeBar();
    void fillOthers();
    void refresh();
    void copySelected();
    ModelsViewModel &model_;
    Choice *other_;
    CheckBox *onlyDifferent_;
    QLineEdit *filter_;
    QLabel *summary_;
    QTableWidget *table_;
    bool filling_ = false;
};

} // namespace lapidary
