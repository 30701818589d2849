// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/tokens/token_tint.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace lapidary {

class AlternativesTable;
class Choice;
class KeyButton;
class ReasonViewModel;
class TokenFlow;

/// The tokens up to the node, how sure the model was at each, and what else could have stood at the chosen one: one of
/// these begins a branch in its place, or the thoughts end before it.
class NodeTokens : public QWidget {
    Q_OBJECT
public:
    explicit NodeTokens(ReasonViewModel &model, QWidget *parent = nullptr);
    void begin(); ///< reads the tokens where they are not known, and takes the keys

Q_SIGNALS:
    void forceWanted(int alternative);
    void capWanted(); ///< before the chosen token
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeLayout();
    void connectAll();
    void refresh();
    void showTokens();
    Tint tint() const;
    ReasonViewModel &model_;
    Choice *tint_;
    TintLegend *legend_;
    TokenFlow *flow_;
    QLabel *token_, *hint_;
    AlternativesTable *alternatives_;
    QPushButton *force_, *cap_, *back_;
    int shown_ = 0;         ///< tokens in the flow
    int looked_ = -1;       ///< the token whose alternatives are in the table
    std::size_t found_ = 0; ///< of them
};

} // namespace lapidary
