// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace lapidary {

class CompareViewModel;
class Choice;
class TextView;
class VerdictLine;

/// The questions with their filters, and the answers of two arms side by side with their differences marked.
class AnswersView : public QWidget {
    Q_OBJECT
public:
    explicit AnswersView(CompareViewModel &model, QWidget *parent = nullptr);
    void select(const QString &bucket, const QString &id, const QString &prompt); ///< whatever the filters say
    /// The questions of a bucket on which the first arm was right and the second is wrong.
    void showFlips(const QString &before, const QString &now, const QString &bucket);

private:
    QWidget *makeBar();
    QWidget *makeTexts();
    void showTests();
    void fillChoices();
    void applyFilter();
    void showQuestion();
    CompareViewModel &model_;
    Choice *armA_, *armB_, *filter_, *bucket_;
    QLineEdit *search_;
    QListView *list_;
    QLabel *tests_, *shown_, *where_;
    VerdictLine *verdictA_, *verdictB_;
    TextView *prompt_, *textA_, *textB_;
};

} // namespace lapidary
