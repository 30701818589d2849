// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"
#include <QDialog>

namespace lapidary {

/// What can be done by key, in groups, with a line to search in it.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    struct Group {
        QString title{};
        QVector<KeyHelp> keys{};
    };
    ShortcutsDialog(const QVector<Group> &groups, QWidget *parent);
};

} // namespace lapidary
