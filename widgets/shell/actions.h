// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>
#include <QVector>
#include <functional>

class QAction;
class QMainWindow;
class QMenu;

namespace lapidary {

enum class MenuPlace { Project, Edit, Run, View, Help };

/// One thing that the window can do. Menu, shortcut, command palette and the list of shortcuts are made from it.
struct ActionEntry {
    QString id{};
    MenuPlace menu = MenuPlace::Project;
    int group = 0;  ///< a line stands between groups
    QString text{}; ///< with the letter of its mnemonic
    QList<QKeySequence> keys{};
    std::function<void()> run{};
    std::function<bool()> enabled{};  ///< none: always
    std::function<bool()> checked{};  ///< none: no tick
    std::function<QString()> label{}; ///< none: `text` for ever
};

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
