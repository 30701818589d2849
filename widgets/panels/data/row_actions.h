// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <functional>
#include <vector>

class QAction;
class QMenu;
class QTableView;

namespace lapidary {

class CurationViewModel;

/// What is done with the rows that are chosen in a table: keys, context menu and the menu of a button are the same
/// actions.
class RowActions : public QObject {
    Q_OBJECT
public:
    RowActions(CurationViewModel &model, QTableView &table);
    void fill(QMenu &menu) const;
    void refresh();                           ///< what can be done with what is chosen now
    std::vector<std::int64_t> chosen() const; ///< ids, in the order of the table

private:
    QAction *add(const QString &objectName, const QString &text, const QList<QKeySequence> &keys,
                 std::function<void()> run);
    void makeActions();
    void edit();
    void askTag(bool on);
    CurationViewModel &model_;
    QTableView &table_;
    QAction *edit_ = nullptr, *remove_ = nullptr, *restore_ = nullptr, *tag_ = nullptr, *untag_ = nullptr,
            *replace_ = nullptr, *history_ = nullptr, *copy_ = nullptr, *all_ = nullptr;
};

} // namespace lapidary
