// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/fit_area.h"
#include "widgets/common/theme.h"
#include <QEvent>
#include <QLayout>
#include <QScrollBar>

namespace lapidary {

namespace {

constexpr QSize kLeast(60 * kGrid, 24 * kGrid); ///< a corner of it, with both scroll bars

int leastHeight(const QWidget &content, int width) {
    const QLayout *layout = content.layout();
    const int height = layout && layout->hasHeightForWidth() ? layout->totalMinimumHeightForWidth(width)
                                                             : content.minimumSizeHint().height();
    return std::max(height, content.minimumHeight());
}

} // namespace

FitArea::FitArea(QWidget *content, QWidget *parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // its content has the keys
    setWidget(content);
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    content->installEventFilter(this);
}

QSize FitArea::minimumSizeHint() const {
    return kLeast.boundedTo(widget()->minimumSizeHint().expandedTo(widget()->minimumSize()));
}

QSize FitArea::sizeHint() const {
    return widget()->sizeHint();
}

bool FitArea::eventFilter(QObject *watched, QEvent *event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fit();
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

void FitArea::resizeEvent(QResizeEvent *event) {
    fit();
    QScrollArea::resizeEvent(event);
}

void FitArea::fit() {
    const QSize room = maximumViewportSize();
    const int leastWidth = std::max(widget()->minimumSizeHint().width(), widget()->minimumWidth());
    int width = std::max(room.width(), leastWidth), height = leastHeight(*widget(), width);
    const int below = leastWidth > room.width() ? horizontalScrollBar()->sizeHint().height() : 0;
    if (height > room.height() - below) { // a bar at the side takes from the width
        width = std::max(room.width() - verticalScrollBar()->sizeHint().width(), leastWidth);
        height = leastHeight(*widget(), width);
    }
    widget()->resize(width, std::max(room.height() - below, height));
}

} // namespace lapidary
