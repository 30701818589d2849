// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QListWidget>

namespace lapidary {

/// A list of things to tick. Boxes look like those of CheckBox in every theme; texts are plain and cut with an
/// ellipsis.
class CheckList : public QListWidget {
    Q_OBJECT
public:
    CheckList(const QString &objectName, const QString &purpose, QWidget *parent = nullptr);
    void add(const QString &text, const QString &id, bool checked);
    QStringList checkedIds() const;
};

} // namespace lapidary
