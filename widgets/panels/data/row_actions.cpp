// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/row_actions.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/curation_wording.h"
#include "widgets/panels/data/history_dialog.h"
#include "widgets/panels/data/replace_dialog.h"
#include "widgets/panels/data/tag_dialog.h"
#include <QAction>
#include <QMenu>
#include <QTableView>

namespace lapidary {

RowActions::RowActions(CurationViewModel &model, QTableView &table) : QObject(&table), model_(model), table_(table) {
    makeActions();
    table_.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&table_, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        auto *menu = new QMenu(&table_);
        menu->setObjectName(QStringLiteral("rowMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fill(*menu);
        menu->popup(table_.viewport()->mapToGlobal(place));
    });
    connect(table_.selectionModel(), &QItemSelectionModel::selectionChanged, this, &RowActions::refresh);
    connect(table_.selectionModel(), &QItemSelectionModel::currentChanged, this, &RowActions::refresh);
    connect(&model_, &CurationViewModel::viewChanged, this, &RowActions::refresh);
    connect(&model_, &CurationViewModel::stageChanged, this, &RowActions::refresh);
    refresh();
}

QAction *RowActions::add(const QString &objectName, const QString &text, const QList<QKeySequence> &keys,
                         std::function<void()> run) {
    auto *action = new QAction(text, this);
    action->setObjectName(objectName);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    table_.addAction(action);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    return action;
}

void RowActions::makeActions() {
    edit_ = add(QStringLiteral("editCell"), tr("&Edit the cell"), {Qt::Key_F2}, [this] { edit(); });
    tag_ = add(QStringLiteral("tagRows"), tr("&Tag…"), {Qt::Key_T}, [this] { askTag(true); });
    untag_ =
        add(QStringLiteral("untagRows"), tr("Ta&ke a tag away…"), {Qt::SHIFT | Qt::Key_T}, [this] { askTag(false); });
    remove_ =
        add(QStringLiteral("deleteRows"), tr("&Delete"), {QKeySequence::Delete}, [this] { model_.remove(chosen()); });
    restore_ = add(QStringLiteral("restoreRows"), tr("&Bring back"), {Qt::Key_R}, [this] { model_.restore(chosen()); });
    replace_ = add(QStringLiteral("replaceInRows"), tr("&Replace text…"), {Qt::CTRL | Qt::Key_H},
                   [this] { (new ReplaceDialog(model_, chosen(), table_.window()))->open(); });
    history_ = add(QStringLiteral("rowHistory"), tr("&History of the row…"), {Qt::Key_H}, [this] {
        const auto id = model_.rows()->idAt(table_.currentIndex().row());
        if (id > 0) (new HistoryDialog(model_, id, table_.window()))->open();
    });
    copy_ = add(QStringLiteral("copyRows"), tr("&Copy with headers"), {QKeySequence::Copy},
                [this] { model_.copy(chosen()); });
    all_ = add(QStringLiteral("allRows"), tr("Choose &all on show"), {QKeySequence::SelectAll},
               [this] { table_.selectAll(); });
}

void RowActions::fill(QMenu &menu) const {
    menu.addActions({edit_, replace_});
    menu.addSeparator();
    menu.addActions({tag_, untag_});
    menu.addSeparator();
    menu.addActions({remove_, restore_});
    menu.addSeparator();
    menu.addActions({history_, copy_, all_});
}

std::vector<std::int64_t> RowActions::chosen() const {
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : table_.selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    std::vector<std::int64_t> ids;
    for (int next = 0; const auto &[top, bottom] : ranges) // ranges may overlap
        for (int row = std::max(top, next); row <= bottom; next = ++row) ids.push_back(model_.rows()->idAt(row));
    return ids;
}

void RowActions::refresh() {
    const bool any = table_.selectionModel()->hasSelection(), write = model_.canWrite();
    const bool deleted = model_.query().deleted;
    for (QAction *action : {tag_, untag_}) action->setEnabled(any && write);
    edit_->setEnabled(write && table_.currentIndex().isValid());
    remove_->setEnabled(any && write && !deleted);
    restore_->setEnabled(any && write && deleted);
    replace_->setEnabled(write && model_.rows()->rowCount() > 0);
    history_->setEnabled(table_.currentIndex().isValid());
    copy_->setEnabled(any);
    all_->setEnabled(model_.rows()->rowCount() > 0);
}

/// The number of a row is no cell to write in: the first column behind it is meant.
void RowActions::edit() {
    QModelIndex cell = table_.currentIndex();
    if (cell.column() == 0) cell = cell.siblingAtColumn(1);
    table_.setCurrentIndex(cell);
    table_.edit(cell);
}

void RowActions::askTag(bool on) {
    (new TagDialog(model_, chosen(), on, table_.window()))->open();
}

} // namespace lapidary
