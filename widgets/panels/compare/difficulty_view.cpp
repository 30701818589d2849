// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/difficulty_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/wording.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableWidget>

namespace lapidary {

namespace {

constexpr int kAccuracy = Qt::UserRole, kInterval = Qt::UserRole + 1;

/// The accuracy on a tint as strong as it is high, and its interval beneath.
class ShareDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const QVariant accuracy = index.data(kAccuracy);
        const QRect cell = option.rect.adjusted(1, 1, -1, -1);
        painter->save();
        painter->setPen(option.palette.color(QPalette::Text));
        if (accuracy.isValid()) {
            QColor tint = toneColour(Tone::Accent, option.palette);
            tint.setAlphaF(float(0.06 + 0.34 * accuracy.toDouble()));
            painter->fillRect(cell, tint);
            painter->drawText(cell.adjusted(0, kGrid, 0, -cell.height() / 2 + kGrid / 2), Qt::AlignCenter,
                              percentText(accuracy.toDouble()));
            painter->setFont(typeFont(Type::Caption));
            painter->drawText(cell.adjusted(0, cell.height() / 2 - kGrid / 2, 0, -kGrid), Qt::AlignCenter,
                              index.data(kInterval).toString());
        } else
            painter->drawText(cell, Qt::AlignCenter, QStringLiteral("–"));
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(option.palette.color(QPalette::Highlight), 2));
            painter->drawRect(cell.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }
};

QString binName(const DifficultyTable::Bin &bin) {
    const QString share = bin.upTo == 0
                              ? DifficultyView::tr("never right")
                              : DifficultyView::tr("over %1 to %2 %").arg(100 * bin.above).arg(100 * bin.upTo);
    return share + QLatin1Char('\n') + DifficultyView::tr("%1 problems").arg(bin.problems);
}

} // namespace

DifficultyView::DifficultyView(CompareViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    page_ = new QWidget(this);
    reference_ = new Choice(QStringLiteral("difficultyReference"), tr("Whose samples tell the difficulty"), page_);
    bucket_ = new Choice(QStringLiteral("difficultyBucket"), tr("Bucket"), page_);
    said_ = plainLabel(tr("An arm whose own samples sort the problems looks steeper than it is: choose the base."),
                       Type::Caption, true, page_);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(2 * kGrid);
    bar->addWidget(plainLabel(tr("How often right are samples of"), Type::Body, true, page_));
    bar->addWidget(reference_);
    bar->addWidget(bucket_);
    bar->addStretch();
    table_ = new QTableWidget(page_);
    table_->setObjectName(QStringLiteral("difficultyTable"));
    table_->setAccessibleName(tr("Arms against the difficulty of problems"));
    table_->setItemDelegate(new ShareDelegate(table_));
    table_->setShowGrid(false);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->setDefaultSectionSize(10 * kGrid);
    table_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    auto *layout = new QVBoxLayout(page_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(bar);
    layout->addWidget(table_, 1);
    layout->addWidget(said_);
    empty_ = plainLabel({}, Type::Body, true, this);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(page_, 1);
    all->addWidget(empty_, 1);
    for (Choice *each : {reference_, bucket_}) connect(each, &QComboBox::activated, this, &DifficultyView::show);
    connect(&model_, &CompareViewModel::detailsChanged, this, &DifficultyView::refill);
    refill();
}

void DifficultyView::refill() {
    using Name = std::string DifficultyTable::*;
    for (auto [choice, of] :
         {std::pair<Choice *, Name>{reference_, &DifficultyTable::reference}, {bucket_, &DifficultyTable::bucket}}) {
        const QString before = choice->currentText();
        choice->clear();
        for (const DifficultyTable &each : model_.details().difficulties)
            if (const QString name = toQt(each.*of); choice->findText(name) < 0) choice->addItem(name);
        choice->setCurrentIndex(std::max(0, choice->findText(before)));
    }
    page_->setVisible(reference_->count() > 0);
    empty_->setVisible(reference_->count() == 0);
    empty_->setText(model_.detailsAwaited()
                        ? tr("Reading the samples …")
                        : tr("No finished arm keeps two samples or more of every problem, by which it could be told "
                             "how hard a problem is."));
    show();
}

void DifficultyView::show() {
    table_->setRowCount(0);
    table_->setColumnCount(0);
    for (const DifficultyTable &each : model_.details().difficulties) {
        if (toQt(each.reference) != reference_->currentText() || toQt(each.bucket) != bucket_->currentText()) continue;
        table_->setColumnCount(int(each.bins.size()));
        table_->setRowCount(int(each.arms.size()));
        for (int row = 0; row < table_->rowCount(); ++row)
            table_->setVerticalHeaderItem(row, new QTableWidgetItem(toQt(each.arms[std::size_t(row)])));
        for (int column = 0; column < table_->columnCount(); ++column) {
            const auto &bin = each.bins[std::size_t(column)];
            table_->setHorizontalHeaderItem(column, new QTableWidgetItem(binName(bin)));
            for (int row = 0; row < table_->rowCount(); ++row) {
                const DifficultyCell &cell = bin.cells[std::size_t(row)];
                auto *item = new QTableWidgetItem;
                const QString interval =
                    tr("%1 to %2").arg(percentText(cell.accuracy.low), percentText(cell.accuracy.high));
                if (cell.n > 0) item->setData(kAccuracy, cell.accuracy.value);
                item->setData(kInterval, interval);
                item->setData(Qt::AccessibleTextRole,
                              cell.n > 0 ? percentText(cell.accuracy.value) + QLatin1Char(' ') + interval
                                         : tr("not asked"));
                table_->setItem(row, column, item);
            }
        }
    }
}

} // namespace lapidary
