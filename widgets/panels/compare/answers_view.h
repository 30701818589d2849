// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;

namespace lapidary {

class CompareViewModel;
class TextView;

/// The questions with their filters, and the answers of two arms side by side with their differences marked.
class AnswersView : public QWidget {
    Q_OBJECT
public:
    explicit AnswersView(CompareViewModel &model, QWidget *parent = nullptr);

private:
    QWidget *makeBar();
    QWidget *makeTexts();
    void fillChoices();
    void applyFilter();
    void showQuestion();
    CompareViewModel &model_;
    QComboBox *armA_, *armB_, *filter_, *bucket_;
    QLineEdit *search_;
    QListView *list_;
    QLabel *shown_, *where_, *prompt_, *verdictA_, *verdictB_;
    TextView *textA_, *textB_;
};

} // namespace lapidary
