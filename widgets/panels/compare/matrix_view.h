// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/compare_details.h"
#include <QAbstractScrollArea>
#include <QWidget>

class QLabel;

namespace lapidary {

class Choice;
class CompareViewModel;

/// Arms down, questions across, hardest first: a filled square is a right answer, a thin stroke a wrong one. The arrow
/// keys and the mouse choose a question.
class MatrixGrid : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit MatrixGrid(QWidget *parent = nullptr);
    void setMatrix(const AnswerMatrix &matrix);
    int current() const { return current_; }

Q_SIGNALS:
    void questionChanged(int column);
    void questionChosen(const QString &id, const QString &prompt); ///< double click or Enter

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setCurrent(int column);
    void chooseCurrent();
    void updateBars();
    int nameWidth() const;
    AnswerMatrix matrix_;
    int current_ = -1;
};

class MatrixView : public QWidget {
    Q_OBJECT
public:
    explicit MatrixView(CompareViewModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void questionChosen(const QString &bucket, const QString &id, const QString &prompt);

private:
    void refill();
    void showBucket();
    void showQuestion(int column);
    CompareViewModel &model_;
    Choice *bucket_;
    QLabel *said_;
    QWidget *frame_ = nullptr;
    MatrixGrid *grid_;
};

} // namespace lapidary
