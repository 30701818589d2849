// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/panel.h"
#include <QDragEnterEvent>
#include <QMimeData>
#include <QUrl>

namespace lapidary {

QString droppedPath(const QMimeData *data) {
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

void Panel::dragEnterEvent(QDragEnterEvent *event) {
    if (const QString path = droppedPath(event->mimeData()); !path.isEmpty() && mayTake(path))
        event->acceptProposedAction();
}

void Panel::dropEvent(QDropEvent *event) {
    event->acceptProposedAction();
    take(droppedPath(event->mimeData()));
}

} // namespace lapidary
