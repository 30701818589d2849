// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace lapidary {

class KeyButton;
class NodeTokens;
class ReasonViewModel;
class TextView;

/// The node that is looked at: what was written up to it, what is known of it, and what can be done behind it.
class NodeView : public QWidget {
    Q_OBJECT
public:
    explicit NodeView(ReasonViewModel &model, QWidget *parent = nullptr);
    void beginEdit();   ///< of the node's text: a branch beside it
    void beginAppend(); ///< of a text that is put behind it
    void beginTokens(); ///< what else could have stood in the place of each
    void beginCap();    ///< of a text behind it that ends the thoughts
    void expand();
    int branches() const;

Q_SIGNALS:
    void left(); ///< an edit has ended: the keys are free again

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Edit { None, Node, Behind };
    QWidget *makeReading();
    QWidget *makeButtons();
    QWidget *makeEditing();
    void layOutButtons(QWidget *row);
    QLayout *makeJudgements(QWidget *parent);
    void enableButtons();
    void makeTokens();
    void begin(Edit what, int node, const QString &text);
    void capBefore(int token);
    void toggleEstimate();
    void end(bool keep);
    void refresh();
    void showText();
    void showFigures();
    ReasonViewModel &model_;
    QStackedWidget *pages_;
    QLabel *title_, *figures_, *editTitle_, *hint_;
    TextView *text_;
    QPlainTextEdit *editor_;
    QPushButton *shades_, *keep_;
    KeyButton *expand_, *edit_, *append_, *mark_, *look_, *cap_;
    QPushButton *weigh_, *estimate_;
    NodeTokens *tokens_;
    QVector<KeyButton *> judgements_{}; ///< good, neutral, bad
    QSpinBox *branches_;
    Edit editing_ = Edit::None;
    int node_ = -1;   ///< that was chosen when an edit began
    int looked_ = -1; ///< whose tokens are on show
    int target_ = -1; ///< that is edited: it may be another one on the way there
};

} // namespace lapidary
