// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/forgetting_view.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/qt_text.h"
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QPainter>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace lapidary {

namespace {

/// The accuracy on a tint as strong as it is high, and beneath it the change; a loss has its own sign and tone.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const QPalette &palette = option.palette;
        const QRect cell = option.rect.adjusted(1, 1, -1, -1);
        painter->save();
        if (const QVariant accuracy = index.data(ForgettingModel::AccuracyRole); accuracy.isValid()) {
            QColor tint = toneColour(Tone::Accent, palette);
            tint.setAlphaF(float(0.06 + 0.34 * accuracy.toDouble()));
            painter->fillRect(cell, tint);
        }
        const bool lost = index.data(ForgettingModel::LostRole).toBool();
        const QString change = index.data(ForgettingModel::ChangeRole).toString();
        const QRect upper = change.isEmpty() ? cell : cell.adjusted(0, kGrid, 0, -cell.height() / 2 + kGrid / 2);
        painter->setFont(typeFont(Type::Body));
        painter->setPen(lost && change.isEmpty() ? toneColour(Tone::Bad, palette) : palette.color(QPalette::Text));
        painter->drawText(upper, Qt::AlignCenter, index.data().toString());
        if (!change.isEmpty()) {
            painter->setFont(typeFont(Type::Caption));
            painter->setPen(lost ? toneColour(Tone::Bad, palette) : palette.color(QPalette::Text));
            painter->drawText(cell.adjusted(0, cell.height() / 2 - kGrid / 2, 0, -kGrid), Qt::AlignCenter,
                              (lost ? QStringLiteral("▼ ") : QStringLiteral("▲ ")) + change);
        }
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(palette.color(QPalette::Highlight), 2));
            painter->drawRect(cell.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override {
        return {30 * kGrid, 12 * kGrid};
    }
};

QTableView *makeTable(ForgettingModel *model, QWidget *parent) {
    auto *table = new QTableView(parent);
    table->setObjectName(QStringLiteral("forgetting"));
    table->setAccessibleName(ForgettingView::tr("Tasks against stages of training"));
    table->setModel(model);
    table->setItemDelegate(new CellDelegate(table));
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->verticalHeader()->setDefaultSectionSize(12 * kGrid);
    table->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setDefaultSectionSize(34 * kGrid);
    table->horizontalHeader()->setHighlightSections(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    return table;
}

} // namespace

ForgettingView::ForgettingView(CompareViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), matrix_(new ForgettingModel(this)) {
    said_ = plainLabel({}, Type::Body, true, this);
    said_->setObjectName(QStringLiteral("forgettingSaid"));
    said_->setWordWrap(true);
    none_ = plainLabel({}, Type::Body, true, this);
    none_->setWordWrap(true);
    none_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *page = new QWidget(this);
    table_ = makeTable(matrix_, page);
    auto *inside = new QVBoxLayout(page);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(3 * kGrid);
    inside->addWidget(said_);
    inside->addWidget(table_, 1);
    pages_ = new Pages(this);
    pages_->addWidget(none_);
    pages_->addWidget(page);
    auto *copy = new QShortcut(QKeySequence::Copy, table_);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, [this] { QApplication::clipboard()->setText(matrix_->tsv()); });
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ForgettingView::say);
    connect(table_, &QTableView::activated, this, &ForgettingView::choose);
    connect(table_, &QTableView::doubleClicked, this, &ForgettingView::choose);
    connect(&model_, &CompareViewModel::detailsChanged, this, &ForgettingView::refill);
    refill();
}

void ForgettingView::refill() {
    matrix_->setMatrix(model_.details().forgetting);
    const bool empty = matrix_->matrix().empty();
    none_->setText(model_.detailsAwaited()
                       ? tr("Reading the answers …")
                       : tr("With arms that ask two models or more in the same way, what each stage of training can do "
                            "of each task stands here, and what it forgot."));
    pages_->setCurrentIndex(empty ? 0 : 1);
    say();
}

void ForgettingView::say() {
    const QString cell = matrix_->sentence(table_->currentIndex());
    said_->setText(cell.isEmpty() ? tr("Share of right answers (%1), each stage against the one that it went on from. "
                                       "Enter on a cell shows the answers that flipped to wrong.")
                                        .arg(toQt(matrix_->matrix().strategy))
                                  : cell);
}

void ForgettingView::choose(const QModelIndex &index) {
    const auto &matrix = matrix_->matrix();
    if (!index.isValid() || index.column() >= int(matrix.stages.size())) return;
    const auto &stage = matrix.stages[std::size_t(index.column())];
    for (const auto &each : matrix.stages)
        if (!stage.parent.empty() && each.model == stage.parent)
            Q_EMIT flipsChosen(toQt(each.arm), toQt(stage.arm), toQt(matrix.tasks[std::size_t(index.row())].bucket));
}

} // namespace lapidary
