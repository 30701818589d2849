// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/actions.h"
#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>

namespace lapidary {

QString Actions::menuTitle(MenuPlace place) {
    switch (place) {
    case MenuPlace::Project:
        return tr("&Project");
    case MenuPlace::Edit:
        return tr("&Edit");
    case MenuPlace::Run:
        return tr("&Run");
    case MenuPlace::View:
        return tr("&View");
    case MenuPlace::Help:
        return tr("&Help");
    }
    return {};
}

Actions::Actions(QVector<ActionEntry> entries, QMainWindow &window) : QObject(&window), entries_(std::move(entries)) {
    for (MenuPlace place : {MenuPlace::Project, MenuPlace::Edit, MenuPlace::Run, MenuPlace::View, MenuPlace::Help}) {
        menus_.append(window.menuBar()->addMenu(menuTitle(place)));
        connect(menus_.last(), &QMenu::aboutToShow, this, &Actions::refresh);
    }
    QVector<int> group(menus_.size(), -1);
    for (const ActionEntry &entry : std::as_const(entries_)) {
        QMenu *into = menus_[int(entry.menu)];
        if (int &last = group[int(entry.menu)]; last != entry.group) {
            if (last >= 0) into->addSeparator();
            last = entry.group;
        }
        auto *action = into->addAction(entry.text, this, entry.run);
        action->setObjectName(entry.id);
        action->setShortcuts(entry.keys);
        action->setCheckable(bool(entry.checked));
        window.addAction(action); // works while the menu bar is hidden, too
        actions_.append(action);
    }
    refresh();
}

QAction *Actions::find(const QString &id) const {
    for (QAction *each : actions_)
        if (each->objectName() == id) return each;
    return nullptr;
}

void Actions::refresh() {
    for (int i = 0; i < entries_.size(); ++i) {
        if (entries_[i].enabled) actions_[i]->setEnabled(entries_[i].enabled());
        if (entries_[i].checked) actions_[i]->setChecked(entries_[i].checked());
        if (entries_[i].label) actions_[i]->setText(entries_[i].label());
    }
}

QString Actions::plainText(const QAction &action) {
    QString text = action.text();
    // Chinese menus carry their mnemonic behind: "打开(&O)…".
    static const QRegularExpression behind(QStringLiteral("\\(&.\\)"));
    text.remove(behind);
    QString out;
    for (int i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('&') && ++i >= text.size()) break;
        out += text[i];
    }
    return out;
}

QString Actions::keysText(const QAction &action) {
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText);
}

} // namespace lapidary
