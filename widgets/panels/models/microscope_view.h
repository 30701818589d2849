// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/tokens/token_tint.h"

class QLabel;

namespace lapidary {

class AlternativesTable;
class Choice;
class PlaygroundViewModel;
class TokenFlow;

/// The tokens of one answer, how sure the model was at each of them, and what else could have stood at the chosen one:
/// choosing one of these lets the model go on from it.
class MicroscopeView : public QWidget {
    Q_OBJECT
public:
    explicit MicroscopeView(PlaygroundViewModel &chat, QWidget *parent = nullptr);
    Tint tint() const;

Q_SIGNALS:
    void tintChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectAll();
    void branch(int row);
    void showTokens();
    void showToken();
    void showAlternatives();
    QString about(int token) const;
    int answerShown() const; ///< the chosen turn, else the last answer; -1: none
    PlaygroundViewModel &chat_;
    Choice *tint_;
    TintLegend *legend_;
    TokenFlow *flow_;
    QLabel *token_, *hint_;
    AlternativesTable *alternatives_;
    int shown_ = -1; ///< whose tokens are in the flow
};

} // namespace lapidary
