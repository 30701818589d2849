// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/action_entry.h"
#include <QObject>
#include <QVector>

class QAction;
class QMainWindow;
class QMenu;

namespace lapidary {

/// The list, made into actions of a window with its menus.
class Actions : public QObject {
    Q_OBJECT
public:
    Actions(QVector<ActionEntry> entries, QMainWindow &window);
    const QVector<ActionEntry> &entries() const { return entries_; }
    QAction *find(const QString &id) const;
    QAction *action(int entry) const { return actions_[entry]; }
    QMenu *menu(MenuPlace place) const { return menus_[int(place)]; }
    /// Asks every entry anew whether it can be done now.
    void refresh();

    static QString menuTitle(MenuPlace place);
    static QString plainText(const QAction &action); ///< without the mnemonic
    static QString keysText(const QAction &action);

private:
    QVector<ActionEntry> entries_;
    QVector<QAction *> actions_;
    QVector<QMenu *> menus_;
};

} // namespace lapidary
