// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

namespace lapidary {

/// A thin line that fills from the left. The figure that it shows stands beside it in words.
class ProgressStripe : public QWidget {
    Q_OBJECT
public:
    explicit ProgressStripe(QWidget *parent = nullptr);
    void setShare(double share); ///< 0 to 1

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double share_ = 0;
};

} // namespace lapidary
