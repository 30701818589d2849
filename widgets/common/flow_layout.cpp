// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/flow_layout.h"
#include <QWidget>
#include <algorithm>

namespace lapidary {

FlowLayout::FlowLayout(int spacing) {
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    qDeleteAll(items_);
}

void FlowLayout::addItem(QLayoutItem *item) {
    items_.append(item);
}

void FlowLayout::insertWidget(int at, QWidget *widget) {
    addWidget(widget);
    items_.move(items_.size() - 1, std::clamp(at, 0, int(items_.size()) - 1));
    invalidate();
}

QLayoutItem *FlowLayout::takeAt(int index) {
    return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const {
    return place({0, 0, width, 0}, false);
}

/// All in one row.
QSize FlowLayout::sizeHint() const {
    int width = 0, height = 0;
    for (const QLayoutItem *item : items_) {
        if (item->isEmpty()) continue;
        width += (width > 0 ? spacing() : 0) + item->sizeHint().width();
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem *item : items_)
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect &area) {
    QLayout::setGeometry(area);
    place(area, true);
}

int FlowLayout::place(const QRect &area, bool really) const {
    int x = area.x(), y = area.y(), tall = 0;
    for (QLayoutItem *item : items_) {
        if (item->isEmpty()) continue;
        const QSize size = item->sizeHint();
        if (x > area.x() && x + size.width() > area.x() + area.width()) {
            x = area.x();
            y += tall + spacing();
            tall = 0;
        }
        if (really) item->setGeometry({QPoint(x, y), size});
        x += size.width() + spacing();
        tall = std::max(tall, size.height());
    }
    return y + tall - area.y();
}

} // namespace lapidary
