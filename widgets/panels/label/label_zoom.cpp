// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_zoom.h"
#include "widgets/common/theme.h"
#include "widgets/models/label_view_model.h"
#include <QAbstractScrollArea>
#include <QListView>
#include <QWheelEvent>

namespace lapidary {

namespace {

void setSize(QAbstractScrollArea &view, int percent) {
    QFont font = monospaceFont();
    font.setPointSizeF(font.pointSizeF() * percent / 100);
    if (view.font() == font) return;
    view.setFont(font);
    if (auto *list = qobject_cast<QListView *>(&view)) list->doItemsLayout(); // its rows are as high as their words
}

} // namespace

LabelZoom::LabelZoom(LabelViewModel &model, QObject *parent) : QObject(parent), model_(model) {
    connect(&model_, &LabelViewModel::zoomChanged, this, &LabelZoom::apply);
}

void LabelZoom::watch(QAbstractScrollArea *view) {
    views_.append(view);
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
    setSize(*view, model_.zoom());
}

void LabelZoom::apply() {
    views_.removeAll(nullptr);
    for (const auto &view : std::as_const(views_)) setSize(*view, model_.zoom());
}

/// A text by itself would take Ctrl and the wheel for its own size, and loses its size with a new style sheet.
bool LabelZoom::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::StyleChange)
        QMetaObject::invokeMethod(this, &LabelZoom::apply, Qt::QueuedConnection); // behind the style's own doing
    if (event->type() != QEvent::Wheel) return QObject::eventFilter(watched, event);
    const auto &wheel = static_cast<const QWheelEvent &>(*event);
    if (!(wheel.modifiers() & Qt::ControlModifier)) return QObject::eventFilter(watched, event);
    turned_ += wheel.angleDelta().y();
    const int steps = turned_ / QWheelEvent::DefaultDeltasPerStep;
    turned_ -= steps * QWheelEvent::DefaultDeltasPerStep;
    if (steps != 0) model_.zoomBy(steps);
    return true;
}

} // namespace lapidary
