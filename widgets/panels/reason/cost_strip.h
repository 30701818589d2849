// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

namespace lapidary {

class ReasonViewModel;

/// What the search has cost, as a bar of tokens: those of the answer, of others, of trials, read by a verifier. While
/// it runs, and in replay, as far as the events tell.
class CostStrip : public QWidget {
    Q_OBJECT
public:
    explicit CostStrip(ReasonViewModel &model, QWidget *parent = nullptr);
    struct Part {
        QString name{};
        qint64 tokens = 0;
    };
    QVector<Part> parts() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    ReasonViewModel &model_;
};

} // namespace lapidary
