// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/docks/log_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/labels.h"
#include "widgets/models/log_model.h"
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTableView>

namespace lapidary {

namespace {

/// Texts on the grid of the header; the level as sign and word.
class LogDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        option.state &= ~QStyle::State_HasFocus;
        option.text.clear();
        (option.widget ? option.widget->style() : QApplication::style())
            ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        QRect box = option.rect.adjusted(2 * kGrid, 0, -kGrid, 0);
        if (index.column() == LogModel::Level) {
            sign(*painter, box, option, index);
            box.adjust(4 * kGrid, 0, 0, 0);
        }
        painter->setPen(
            option.palette.color(index.column() == LogModel::Time ? QPalette::PlaceholderText : QPalette::Text));
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    }

private:
    static void sign(QPainter &painter, const QRect &box, const QStyleOptionViewItem &option,
                     const QModelIndex &index) {
        const auto level = static_cast<NoticeLevel>(index.data(LogModel::LevelRole).toInt());
        const Tone tone = level == NoticeLevel::Error     ? Tone::Bad
                          : level == NoticeLevel::Warning ? Tone::Warning
                                                          : Tone::Neutral;
        const Glyph glyph = level == NoticeLevel::Error     ? Glyph::Failed
                            : level == NoticeLevel::Warning ? Glyph::Paused
                                                            : Glyph::Queued;
        drawGlyph(painter, glyph, QRectF(box.x(), box.center().y() - 4.5, 10, 10), toneColour(tone, option.palette));
    }
};

} // namespace

LogView::LogView(LogModel &model, QWidget *parent) : Panel(parent), model_(model) {
    level_ = new Choice(QStringLiteral("logLevel"), tr("Which messages to list"), this);
    level_->addItem(tr("All messages"), int(NoticeLevel::Info));
    level_->addItem(tr("Warnings and errors"), int(NoticeLevel::Warning));
    level_->addItem(tr("Errors only"), int(NoticeLevel::Error));
    words_ = new QLineEdit(this);
    words_->setObjectName(QStringLiteral("logWords"));
    words_->setPlaceholderText(tr("Filter by run or words"));
    words_->setAccessibleName(words_->placeholderText());
    words_->setClearButtonEnabled(true);
    words_->setMaximumWidth(220);
    shown_ = plainLabel({}, Type::Caption, true, this);
    makeTable();
    setFocusProxy(table_);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, kGrid);
    head->setSpacing(2 * kGrid);
    head->addWidget(level_);
    head->addWidget(words_);
    head->addStretch();
    head->addWidget(shown_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(table_, 1);

    connect(level_, &QComboBox::currentIndexChanged, this, &LogView::filter);
    connect(words_, &QLineEdit::textChanged, this, &LogView::filter);
    count();
}

void LogView::makeTable() {
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("logTable"));
    table_->setAccessibleName(tr("Messages of the runs"));
    table_->setModel(&model_);
    table_->setItemDelegate(new LogDelegate(table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(6 * kGrid);
    table_->horizontalHeader()->setHighlightSections(false);
    constexpr int widths[] = {124, 92, 168};
    for (int column = 0; column < 3; ++column) table_->setColumnWidth(column, widths[column]);
    table_->horizontalHeader()->setStretchLastSection(true);
    auto *copying = new QShortcut(QKeySequence::Copy, table_);
    copying->setContext(Qt::WidgetShortcut);
    connect(copying, &QShortcut::activated, this, &LogView::copy);
    connect(table_, &QTableView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT intended({Intent::SelectRun, index.data(LogModel::RunRole).toString()});
    });
    connect(table_->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { atEnd_ = value >= table_->verticalScrollBar()->maximum(); });
    const auto grown = [this] {
        count();
        if (atEnd_) table_->scrollToBottom();
    };
    connect(&model_, &QAbstractItemModel::rowsInserted, this, grown);
    connect(&model_, &QAbstractItemModel::modelReset, this, grown);
}

void LogView::filter() {
    model_.setFilter(static_cast<NoticeLevel>(level_->currentData().toInt()), words_->text());
}

void LogView::count() {
    shown_->setText(tr("%1 of %2").arg(model_.rowCount()).arg(model_.total()));
}

void LogView::copy() {
    QString out = tr("Time") + QLatin1Char('\t') + tr("Level") + QLatin1Char('\t') + tr("Run") + QLatin1Char('\t') +
                  tr("Message") + QLatin1Char('\n');
    for (const QModelIndex &row : table_->selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < LogModel::ColumnCount; ++column)
            cells.append(row.siblingAtColumn(column).data().toString());
        out += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    QApplication::clipboard()->setText(out);
}

} // namespace lapidary
