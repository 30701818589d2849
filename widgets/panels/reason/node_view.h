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
class ReasonViewModel;
class TextView;

/// The node that is looked at: what was written up to it, what is known of it, and what can be done behind it.
class NodeView : public QWidget {
    Q_OBJECT
public:
    explicit NodeView(ReasonViewModel &model, QWidget *parent = nullptr);
    void beginEdit();   ///< of the node's text: a branch beside it
    void beginAppend(); ///< of a text that is put behind it
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
    QLayout *makeJudgements(QWidget *parent);
    void enableButtons();
    void begin(Edit what, const QString &text);
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
    KeyButton *expand_, *edit_, *append_, *mark_;
    QPushButton *weigh_;
    QVector<KeyButton *> judgements_{}; ///< good, neutral, bad
    QSpinBox *branches_;
    Edit editing_ = Edit::None;
    int node_ = -1;
};

} // namespace lapidary
