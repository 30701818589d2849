// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/desktop_notice.h"
#include <QApplication>
#include <QSystemTrayIcon>
#include <QWidget>

namespace lapidary {

DesktopNotice::DesktopNotice(QWidget &window) : QObject(&window), window_(window) {
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (icon_ && state == Qt::ApplicationActive) icon_->hide();
    });
}

void DesktopNotice::show(const QString &title, const QString &text) {
    if (window_.isActiveWindow()) return;
    QApplication::alert(&window_);
    Q_EMIT shown(title, text);
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) return;
    if (!icon_) {
        icon_ = new QSystemTrayIcon(window_.windowIcon(), this);
        connect(icon_, &QSystemTrayIcon::messageClicked, &window_, [this] {
            window_.raise();
            window_.activateWindow();
        });
    }
    icon_->show();
    icon_->showMessage(title, text);
}

} // namespace lapidary
