// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/flow_layout.h"
#include <QWidget>
#include <algorithm>

namespace lapidary {

namespace {

bool grows(const QLayoutItem &item) {
    if (const QWidget *widget = item.widget();
        widget && widget->maximumWidth() <= std::max(widget->sizeHint().width(), widget->minimumWidth()))
        return false; // it cannot
    return item.expandingDirections().testFlag(Qt::Horizontal) ||
           (item.widget() && item.widget()->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored) ||
           (item.widget() && item.widget()->sizePolicy().horizontalStretch() > 0);
}

constexpr int kShortened = 320; ///< pixels: enough of words that shorten themselves, rather than a further line

/// What words and buttons ask for; where even a line of its own is too narrow for that, what the line has.
int widthOf(const QLayoutItem &item, int most) {
    int hint = item.widget() ? item.widget()->sizeHint().width() : item.sizeHint().width();
    if (item.widget() && item.widget()->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
        hint = std::min(hint, kShortened);
    return std::max(std::min(std::max(hint, item.minimumSize().width()), most), item.minimumSize().width());
}

} // namespace

FlowLayout::FlowLayout(QWidget *parent, int gap) : QLayout(parent), gap_(gap) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    qDeleteAll(items_);
}

void FlowLayout::addStretch() {
    addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum));
}

void FlowLayout::insertWidget(int at, QWidget *widget) {
    addWidget(widget);
    items_.move(items_.size() - 1, std::clamp(at, 0, int(items_.size()) - 1));
    invalidate();
}

QLayoutItem *FlowLayout::takeAt(int index) {
    return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

QVector<FlowLayout::Line> FlowLayout::lines(int width) const {
    QVector<Line> out(1);
    for (QLayoutItem *item : items_) {
        if (item->isEmpty() && !item->spacerItem()) continue; // hidden
        const int wide = item->spacerItem() ? 0 : widthOf(*item, width);
        const bool first = std::all_of(out.last().items.cbegin(), out.last().items.cend(),
                                       [](QLayoutItem *each) { return each->spacerItem(); });
        if (!first && out.last().width + gap_ + wide > width) out.append(Line());
        const bool begins = out.last().items.isEmpty();
        out.last().width += wide + (begins ? 0 : gap_);
        out.last().height = std::max(out.last().height, item->sizeHint().height());
        out.last().items.append(item);
    }
    return out;
}

int FlowLayout::heightForWidth(int width) const {
    int height = -gap_;
    for (const Line &line : lines(width)) height += line.height + gap_;
    return std::max(height, 0);
}

QSize FlowLayout::minimumSize() const {
    QSize out;
    for (QLayoutItem *item : items_)
        if (!item->isEmpty()) out = out.expandedTo(item->minimumSize());
    return out;
}

QSize FlowLayout::sizeHint() const {
    const Line all = lines(QLAYOUTSIZE_MAX).first();
    return {all.width, all.height};
}

void FlowLayout::place(const Line &line, const QRect &rect) const {
    const auto growing = std::count_if(line.items.cbegin(), line.items.cend(), [](auto *each) { return grows(*each); });
    int left = std::max(rect.width() - line.width, 0), waiting = int(growing), x = rect.x();
    for (QLayoutItem *item : line.items) {
        int wide = item->spacerItem() ? 0 : widthOf(*item, rect.width());
        if (grows(*item)) {
            const int share = left / waiting--;
            wide += share;
            left -= share;
        }
        const int high = std::min(item->sizeHint().height(), line.height);
        const bool right = parentWidget() && parentWidget()->layoutDirection() == Qt::RightToLeft;
        item->setGeometry(
            {right ? rect.x() + rect.right() - x - wide + 1 : x, rect.y() + (line.height - high) / 2, wide, high});
        x += wide + gap_;
    }
}

void FlowLayout::setGeometry(const QRect &rect) {
    QLayout::setGeometry(rect);
    int y = rect.y();
    for (const Line &line : lines(rect.width())) {
        place(line, {rect.x(), y, rect.width(), line.height});
        y += line.height + gap_;
    }
}

} // namespace lapidary
