// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keys, context menu and exports of a chart.
#include "widgets/charts/curve_chart_impl.h"
#include "widgets/charts/plot_export.h"
#include <QApplication>
#include <QMouseEvent>

namespace lapidary {

bool CurveChart::exportTo(const QString &file) {
    setCursor(std::nullopt); // a cursor is no part of the picture
    impl_->settle();
    return exportPlot(*impl_->plot, title(), file, [this] { return csv(); });
}

QString CurveChart::csv() const {
    QString out = QStringLiteral("run,%1,value,smoothed\n").arg(xAxisName(impl_->axis));
    for (const auto &curve : impl_->curves) {
        if (!curve.visible) continue;
        const QString name =
            QLatin1Char('"') + QString(curve.name).replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
        for (int i = 0; i < curve.values.size(); ++i)
            out += QStringLiteral("%1,%2,%3,%4\n")
                       .arg(name)
                       .arg(curve.values.at(i)->key, 0, 'g', 12)
                       .arg(curve.values.at(i)->value, 0, 'g', 9)
                       .arg(curve.line.at(i)->value, 0, 'g', 9);
    }
    return out;
}

double CurveChart::placeAt(const QPointF &place) const {
    return impl_->plot->xAxis->pixelToCoord(place.x());
}

void CurveChart::askExport(const QString &ending) {
    askWhereToExport(*this, QString(title()).replace(QLatin1Char('/'), QLatin1Char('-')) + QLatin1Char('.') + ending,
                     [this](const QString &file) { return exportTo(file); });
}

void CurveChart::contextMenuEvent(QContextMenuEvent *event) {
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPointF place = impl_->plot->mapFromGlobal(QPointF(event->globalPos()));
    const double x = byKey ? impl_->cursorX.value_or(impl_->plot->xAxis->range().upper)
                           : impl_->plot->xAxis->pixelToCoord(place.x());
    emit menuRequested(menu, byKey ? QString() : curveAt(place), x);
    if (!menu->isEmpty()) menu->addSeparator();
    menu->addAction(tr("&Fit all curves"), this, &CurveChart::fit);
    menu->addAction(tr("Copy &image"), this,
                    [this] { QGuiApplication::clipboard()->setPixmap(impl_->plot->toPixmap(0, 0, 2)); });
    menu->addAction(tr("Copy &data as CSV"), this, [this] { QGuiApplication::clipboard()->setText(csv()); });
    menu->addSeparator();
    for (const char *ending : {"png", "svg", "pdf", "csv"})
        menu->addAction(tr("Export as &%1…").arg(QString::fromLatin1(ending).toUpper()), this,
                        [this, ending] { askExport(QString::fromLatin1(ending)); });
    menu->popup(byKey ? mapToGlobal(rect().center()) : event->globalPos());
}

/// A step of the cursor: the next point of the first visible curve.
void CurveChart::moveCursor(int direction) {
    for (const auto &curve : impl_->curves) {
        if (!curve.visible || curve.values.isEmpty()) continue;
        const QCPGraphDataContainer &points = curve.values;
        const double now =
            impl_->cursorX.value_or(direction > 0 ? points.constBegin()->key : (points.constEnd() - 1)->key);
        auto at = direction > 0 ? points.findEnd(now, false) : points.findBegin(now, false);
        if (direction < 0 && at != points.constBegin()) --at;
        if (at == points.constEnd()) --at;
        emit cursorMoved(at->key);
        return;
    }
}

bool CurveChart::keyPressed(int key) {
    switch (key) {
    case Qt::Key_Home:
        fit();
        return true;
    case Qt::Key_Left:
        moveCursor(-1);
        return true;
    case Qt::Key_Right:
        moveCursor(1);
        return true;
    case Qt::Key_Escape:
        emit cursorMoved(std::nullopt);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
        impl_->fitted = false;
        for (QCPAxis *each : {impl_->plot->xAxis, impl_->plot->yAxis})
            each->scaleRange(key == Qt::Key_Minus ? 1.25 : 0.8);
        impl_->refresh();
        return true;
    default:
        return false;
    }
}

/// A ring around the card while the plot has the focus.
void CurveChart::paintEvent(QPaintEvent *) {
    if (!impl_->plot->hasFocus()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(toneColour(Tone::Accent, palette()), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

bool CurveChart::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->buttons() & Qt::LeftButton) impl_->fitted = false; // dragged by hand: stay there
        emit cursorMoved(impl_->plot->xAxis->pixelToCoord(mouse->position().x()));
    } else if (event->type() == QEvent::MouseButtonPress) {
        impl_->pressed = static_cast<QMouseEvent *>(event)->position();
    } else if (event->type() == QEvent::MouseButtonRelease &&
               static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton) {
        const QPointF place = static_cast<QMouseEvent *>(event)->position();
        const QString id =
            (place - impl_->pressed).manhattanLength() < QApplication::startDragDistance() ? curveAt(place) : QString();
        if (!id.isEmpty()) emit curveClicked(id, impl_->plot->xAxis->pixelToCoord(place.x()));
    } else if (event->type() == QEvent::Leave) {
        emit cursorMoved(std::nullopt);
    } else if (event->type() == QEvent::ContextMenu) {
        contextMenuEvent(static_cast<QContextMenuEvent *>(event)); // the plot lets nothing through to its parent
        return true;
    } else if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    } else if (event->type() == QEvent::KeyPress && keyPressed(static_cast<QKeyEvent *>(event)->key())) {
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
