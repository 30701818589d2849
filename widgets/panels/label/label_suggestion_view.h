// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;

namespace lapidary {

class KeyButton;
class LabelViewModel;
struct LabelSuggestion;

/// What a judge says of the pair on show, with its reasons in both orders, and the keys that take it over or reject it.
/// A machine's word stands here and nowhere among the labels.
class LabelSuggestionView : public QFrame {
    Q_OBJECT
public:
    explicit LabelSuggestionView(LabelViewModel &model, QWidget *parent = nullptr);
    void refresh();

private:
    QString saidText(const LabelSuggestion &said) const;
    QString reasonText(const LabelSuggestion &said) const;
    LabelViewModel &model_;
    QLabel *said_, *reasons_;
    KeyButton *accept_, *reject_;
};

} // namespace lapidary
