// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/arms_table.h"
#include "widgets/common/theme.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/panels/compare/interval_delegate.h"
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <algorithm>

namespace lapidary {

namespace {

using Column = ComparisonModel::Column;

constexpr int kArm = 50 * kGrid;      ///< what a name and its role get at least, where all of it does not fit
constexpr int kAccuracy = 44 * kGrid; ///< a number and a short scale
constexpr int kPercent = 22 * kGrid;  ///< a number with its interval in words

int widthOf(Column column) {
    return column == Column::Difference ? 14 * kGrid : column == Column::Cut ? 17 * kGrid : 15 * kGrid;
}

} // namespace

ArmsTable::ArmsTable(CompareViewModel &model, QWidget *parent) : QTableView(parent), model_(model) {
    setObjectName(QStringLiteral("comparison"));
    setAccessibleName(tr("Comparison of the arms"));
    setAccessibleDescription(tr("The keys A and B take the row as arm A or B"));
    sorted_ = new QSortFilterProxyModel(this);
    sorted_->setSortRole(ComparisonModel::SortRole);
    sorted_->setSourceModel(model_.table());
    setModel(sorted_);
    setItemDelegate(new IntervalDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(8 * kGrid);
    setHorizontalHeader(makeIntervalHeader(this));
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &ArmsTable::sortBy);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        choose(index, QApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
    });
}

/// Best first, then worst first, then as the file has them.
void ArmsTable::sortBy(int column) {
    QHeaderView *header = horizontalHeader();
    const bool number = column > 0, again = sorted_->sortColumn() == column;
    const Qt::SortOrder first = number ? Qt::DescendingOrder : Qt::AscendingOrder,
                        second = number ? Qt::AscendingOrder : Qt::DescendingOrder;
    const bool off = again && sorted_->sortOrder() == second;
    const Qt::SortOrder order = again ? second : first;
    sorted_->sort(off ? -1 : column, order);
    header->setSortIndicatorShown(!off);
    header->setSortIndicator(off ? -1 : column, order);
    header->viewport()->update();
}

void ArmsTable::choose(const QModelIndex &index, bool asA) {
    if (!index.isValid()) return;
    const QString arm = index.data(ComparisonModel::ArmRole).toString();
    const QString other = asA ? model_.armB() : model_.armA();
    if (arm == other) // the two change places
        model_.chooseArms(model_.armB(), model_.armA());
    else
        model_.chooseArms(asA ? arm : other, asA ? other : arm);
}

void ArmsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() != previous.row())
        Q_EMIT armChosen(current.data(ComparisonModel::ArmRole).toString());
}

void ArmsTable::keyPressEvent(QKeyEvent *event) {
    if (event == QKeySequence::Copy) {
        QApplication::clipboard()->setText(toTsv(model_.table()->comparison()));
    } else if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_A || event->key() == Qt::Key_B)) {
        choose(currentIndex(), event->key() == Qt::Key_A);
    } else {
        QTableView::keyPressEvent(event);
    }
}

void ArmsTable::contextMenuEvent(QContextMenuEvent *event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid()) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Take as &A: the others are compared with it")), &QAction::triggered, this,
            [this, at = QPersistentModelIndex(index)] { choose(at, true); });
    connect(menu->addAction(tr("Take as &B")), &QAction::triggered, this,
            [this, at = QPersistentModelIndex(index)] { choose(at, false); });
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void ArmsTable::resizeEvent(QResizeEvent *event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

/// Where room is short the shares of cut completions go first, then names are cut in their middle, then the scales go.
void ArmsTable::fitColumns() {
    const int columns = sorted_->columnCount(), room = viewport()->width();
    if (columns == 0) return;
    const int buckets = int(model_.table()->comparison().buckets.size()), arm = sizeHintForColumn(0);
    const int numbers = buckets * (widthOf(Column::Difference) + widthOf(Column::Tokens)),
              cuts = buckets * widthOf(Column::Cut);
    const bool withCut = arm + numbers + cuts + buckets * kAccuracy <= room;
    const int rest = room - numbers - (withCut ? cuts : 0);
    const int first = std::clamp(rest - buckets * kAccuracy, std::min(kArm, arm), arm);
    const int each = std::max((rest - first) / std::max(buckets, 1), kPercent);
    for (int column = 0; column < columns; ++column) {
        const Column what = ComparisonModel::columnOf(column);
        setColumnHidden(column, what == Column::Cut && !withCut);
        setColumnWidth(column, what == Column::Arm ? first : what == Column::Accuracy ? each : widthOf(what));
    }
}

} // namespace lapidary
