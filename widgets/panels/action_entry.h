// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QKeySequence>
#include <QList>
#include <QString>
#include <functional>

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

} // namespace lapidary
