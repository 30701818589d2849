// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

class QSystemTrayIcon;
class QWidget;

namespace lapidary {

/// Tells somebody who works in another window: the task bar asks for attention, and the desktop shows a message where
/// it has a place for that. While the window is being looked at it says nothing.
class DesktopNotice : public QObject {
    Q_OBJECT
public:
    explicit DesktopNotice(QWidget &window);
    void show(const QString &title, const QString &text);

Q_SIGNALS:
    void shown(const QString &title, const QString &text);

private:
    QWidget &window_;
    QSystemTrayIcon *icon_ = nullptr; ///< made at its first use; it goes when the window is looked at again
};

} // namespace lapidary
