// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStackedLayout>
#include <QWidget>

namespace lapidary {

/// Pages of which one is on show. It asks for the room of that one only: a page that is wide or high keeps no small
/// screen from the others.
class Pages : public QStackedLayout {
public:
    Pages() { follow(); }
    explicit Pages(QWidget *parent) : QStackedLayout(parent) { follow(); }
    QSize minimumSize() const override {
        const QWidget *shown = currentWidget();
        return shown ? shown->minimumSizeHint().expandedTo(shown->minimumSize()) : QSize();
    }
    bool hasHeightForWidth() const override { return currentWidget() && currentWidget()->hasHeightForWidth(); }
    int heightForWidth(int width) const override {
        return currentWidget() ? currentWidget()->heightForWidth(width) : -1;
    }
    int minimumHeightForWidth(int width) const override {
        const QWidget *shown = currentWidget();
        return shown && shown->layout() ? shown->layout()->totalMinimumHeightForWidth(width) : minimumSize().height();
    }

private:
    void follow() {
        connect(this, &QStackedLayout::currentChanged, this, [this] {
            invalidate();
            if (parentWidget()) parentWidget()->updateGeometry();
        });
    }
};

} // namespace lapidary
