// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

namespace lapidary {

class ReasonViewModel;

/// The answers that the ends of the tree give, a bar each, the most frequent first; the one that the search gave has a
/// tick. Of choices that were given the bars are their probabilities, the likeliest first.
class VotesView : public QWidget {
    Q_OBJECT
public:
    explicit VotesView(ReasonViewModel &model, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    ReasonViewModel &model_;
    int rows_ = 0;
};

} // namespace lapidary
