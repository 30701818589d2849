// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QScrollArea>

namespace lapidary {

/// Gives its content all the room that there is. Where that is less than the content can do with, it scrolls: what
/// stands in it asks nothing of the window.
class FitArea : public QScrollArea {
    Q_OBJECT
public:
    explicit FitArea(QWidget *content, QWidget *parent = nullptr);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
};

} // namespace lapidary
