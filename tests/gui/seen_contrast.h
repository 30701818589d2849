// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/gui/layout_faults.h"
#include "widgets/common/theme.h"
#include <QAbstractItemView>
#include <QImage>
#include <QPainter>
#include <unordered_map>

namespace lapidary::test {

/// The window's picture with two pixels for one: strokes of small letters reach their full colour.
inline QImage drawnLarge(QWidget &top) {
    constexpr int kScale = 2;
    QImage image(top.size() * kScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kScale);
    image.fill(top.palette().color(QPalette::Window));
    QPainter painter(&image);
    top.render(&painter);
    return image;
}

/// How well what is written in a place stands out: what most of it is, against what differs most from that.
inline double contrastIn(const QImage &image, const QRect &place) {
    const int scale = int(image.devicePixelRatio());
    const QRect room = QRect(place.topLeft() * scale, place.size() * scale).intersected(image.rect());
    std::unordered_map<QRgb, int> counts;
    for (int y = room.top(); y <= room.bottom(); ++y)
        for (int x = room.left(); x <= room.right(); ++x) ++counts[image.pixel(x, y)];
    QRgb ground = 0;
    int most = 0;
    for (const auto &[colour, count] : counts)
        if (count > most) {
            ground = colour;
            most = count;
        }
    double best = 1;
    for (const auto &[colour, count] : counts)
        if (count > 3) best = std::max(best, contrastRatio(QColor(colour), QColor(ground)));
    return best;
}

/// Words of `top` that are on show, can be used, and are less than `least` from their ground.
inline QStringList faintWords(QWidget &top, double least) {
    constexpr int kFrame = 4; ///< of a button: it stands out however faint the words are
    const QImage image = drawnLarge(top);
    QStringList out;
    const auto look = [&](const QRect &place, const QString &what) {
        if (place.width() < 4 || place.height() < 4) return;
        if (const double found = contrastIn(image, place); found < least)
            out.append(QStringLiteral("%1: %2").arg(what).arg(found, 0, 'f', 2));
    };
    for (QWidget *each : top.findChildren<QWidget *>()) {
        if (!each->isVisible() || !each->isEnabled() || each->visibleRegion().isEmpty()) continue;
        const QRect seen = each->visibleRegion().boundingRect();
        const auto *label = qobject_cast<QLabel *>(each);
        const auto *button = qobject_cast<QAbstractButton *>(each);
        if ((label && !label->text().trimmed().isEmpty()) || (button && !button->text().isEmpty()))
            look(seen.adjusted(button ? kFrame : 0, button ? kFrame : 0, button ? -kFrame : 0, button ? -kFrame : 0)
                     .translated(each->mapTo(&top, QPoint())),
                 nameOf(*each));
        if (const auto *view = qobject_cast<QAbstractItemView *>(each); view && view->model())
            for (int row = 0; row < std::min(view->model()->rowCount(), 40); ++row)
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    const QModelIndex index = view->model()->index(row, column);
                    const QRect cell = view->visualRect(index).intersected(view->viewport()->rect());
                    const bool whole = cell.height() >= view->visualRect(index).height();
                    if (!whole || index.data().toString().trimmed().isEmpty()) continue;
                    if (!(index.flags() & Qt::ItemIsEnabled)) continue;
                    look(cell.translated(view->viewport()->mapTo(&top, QPoint())),
                         nameOf(*view) + index.data().toString());
                }
    }
    return out;
}

} // namespace lapidary::test
