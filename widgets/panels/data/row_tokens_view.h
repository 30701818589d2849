// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;
class QLayout;
class QPushButton;
class QSpinBox;

namespace lapidary {

class Choice;
class ConversationView;
class DataViewModel;
class LengthHistogram;
class TokenFlow;

/// The chosen row as its training sees it: tokens in boxes, masked ones greyed, and where max_length cuts; or as the
/// conversation that it is.
class RowTokensView : public QFrame {
    Q_OBJECT
public:
    explicit RowTokensView(DataViewModel &model, QWidget *parent = nullptr);

private:
    QWidget *makeBar();
    QWidget *makeTokens();
    QWidget *makeLengths();
    void fillChoices();
    void refresh();
    void showLengths();
    DataViewModel &model_;
    QLabel *title_, *counts_, *problem_, *lengthsText_;
    QWidget *tokens_;
    ConversationView *conversation_;
    Choice *tokenizer_, *side_;
    QSpinBox *maxLength_;
    TokenFlow *flow_;
    LengthHistogram *lengths_;
    QPushButton *stop_, *asTalk_;
};

} // namespace lapidary
