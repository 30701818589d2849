// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace lapidary {

class Choice;
class ModelsViewModel;
class TokenFlow;

/// A strip that tells what the tint of a token means, from nothing to its strongest.
class TintLegend : public QWidget {
    Q_OBJECT
public:
    explicit TintLegend(QWidget *parent = nullptr);
    void setRange(const QString &low, const QString &high);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString low_{}, high_{};
};

/// One prompt, one answer, and what the model thought at each of its tokens: a token shows what else could have stood
/// there, and choosing one of these lets the model go on from it.
class PlaygroundView : public QWidget {
    Q_OBJECT
public:
    explicit PlaygroundView(ModelsViewModel &model, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeAsk();
    QWidget *makeAnswer();
    QWidget *makeAlternatives();
    void ask();
    void branch();
    void refresh();
    void showAnswer();
    void showAlternatives();
    ModelsViewModel &model_;
    QPlainTextEdit *prompt_;
    QDoubleSpinBox *temperature_;
    QSpinBox *seed_, *maxTokens_;
    QPushButton *ask_, *stop_, *back_;
    Choice *tint_;
    TintLegend *legend_;
    QLabel *state_, *problem_, *tokenText_;
    TokenFlow *flow_;
    QTableWidget *alternatives_;
};

} // namespace lapidary
