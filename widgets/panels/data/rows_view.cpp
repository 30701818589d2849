// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/rows_view.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/data/hit_delegate.h"
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QTimer>

namespace lapidary {

namespace {
constexpr int kTypingMs = 200; ///< of rest before a search begins
}

RowsView::RowsView(DataViewModel &model, QWidget *parent) : QWidget(parent), model_(model), typing_(new QTimer(this)) {
    auto *bar = makeBar();
    problem_ = plainLabel({}, Type::Body, false, this);
    problem_->setObjectName(QStringLiteral("dataProblem"));
    problem_->setWordWrap(true);
    badLines_ = new TextView(tr("Lines that are no rows"), this);
    badLines_->setObjectName(QStringLiteral("badLines"));
    badLines_->setMaximumHeight(100);
    badLines_->hide();
    makeTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    for (QWidget *above : {bar, static_cast<QWidget *>(problem_)}) // what is left over goes below them
        above->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    layout->addWidget(bar);
    layout->addWidget(problem_);
    layout->addWidget(badLines_);
    layout->addWidget(table_, 1);
    layout->addStretch(); // where there is no table
    typing_->setSingleShot(true);
    typing_->setInterval(kTypingMs);
    connect(typing_, &QTimer::timeout, this, [this] { model_.search(search_->text()); });
    connect(search_, &QLineEdit::textEdited, typing_, qOverload<>(&QTimer::start));
    connect(search_, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) model_.search({}); // also by the button in the field
    });
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        model_.search(search_->text());
        table_->setFocus();
        if (model_.rows()->rowCount() > 0) table_->setCurrentIndex(model_.rows()->index(0, 1));
    });
    connect(bad_, &QPushButton::toggled, badLines_, &QWidget::setVisible);
    connect(&model_, &DataViewModel::currentChanged, this, &RowsView::refresh);
    connect(&model_, &DataViewModel::searchChanged, this, &RowsView::refresh);
    refresh();
}

QWidget *RowsView::makeBar() {
    auto *bar = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, bar);
    title_->setObjectName(QStringLiteral("dataTitle"));
    facts_ = plainLabel({}, Type::Body, true, bar);
    hits_ = plainLabel({}, Type::Caption, true, bar);
    hits_->setObjectName(QStringLiteral("hits"));
    bad_ = button({}, false, bar);
    bad_->setObjectName(QStringLiteral("showBad"));
    bad_->setCheckable(true);
    curate_ = button(tr("&Curate…"), false, bar);
    curate_->setObjectName(QStringLiteral("curate"));
    curate_->setToolTip(tr("Edit, tag, deduplicate and split these rows. The file stays as it is."));
    connect(curate_, &QPushButton::clicked, &model_, &DataViewModel::curate);
    train_ = button(tr("&Train on these…"), false, bar);
    train_->setObjectName(QStringLiteral("trainOnRows"));
    connect(train_, &QPushButton::clicked, &model_, &DataViewModel::train);
    search_ = new QLineEdit(bar);
    search_->setObjectName(QStringLiteral("dataSearch"));
    search_->setPlaceholderText(tr("Search all rows (Ctrl+F)"));
    search_->setAccessibleName(tr("Search all rows"));
    search_->setClearButtonEnabled(true);
    search_->setFixedWidth(240);
    search_->installEventFilter(this);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WindowShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        search_->setFocus();
        search_->selectAll();
    });
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title_);
    words->addWidget(facts_);
    auto *right = new QVBoxLayout;
    right->setSpacing(2);
    auto *line = new QHBoxLayout;
    line->setSpacing(2 * kGrid);
    line->addWidget(bad_);
    line->addWidget(search_);
    line->addWidget(curate_);
    line->addWidget(train_);
    right->addLayout(line);
    right->addWidget(hits_, 0, Qt::AlignRight);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(words, 1);
    layout->addLayout(right);
    return bar;
}

void RowsView::makeTable() {
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("rows"));
    table_->setAccessibleName(tr("Rows of the data set"));
    table_->setModel(model_.rows());
    table_->setItemDelegate(new HitDelegate(table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    auto *header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(12 * kGrid);
    header->setSortIndicator(0, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    auto *copy = new QShortcut(QKeySequence::Copy, table_);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &RowsView::copySelected);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RowsView::chooseRow);
}

/// Esc in the search field empties it and goes back to the rows; the down key goes there without.
bool RowsView::eventFilter(QObject *watched, QEvent *event) {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) search_->clear();
        if (key == Qt::Key_Escape || key == Qt::Key_Down) return table_->setFocus(), true;
    }
    return QWidget::eventFilter(watched, event);
}

void RowsView::refresh() {
    const DataSetValues *set = model_.current();
    const DataShape &shape = model_.rows()->shape();
    title_->setText(set ? set->name : QString());
    QStringList facts;
    if (set && !set->origin.isEmpty()) facts.append(set->origin);
    if (model_.opening()) facts.append(tr("reading …"));
    if (set && !set->hash.isEmpty()) facts.append(tr("frozen as %1").arg(set->hash.left(12)));
    if (set && !set->trainedBy.isEmpty()) facts.append(tr("trained on by %1").arg(set->trainedBy));
    facts_->setText(facts.join(QStringLiteral("  ·  ")));
    hits_->setText(model_.searchSummary());
    bad_->setVisible(shape.badCount > 0);
    bad_->setText(shape.badCount == 1 ? tr("1 bad line") : tr("%1 bad lines").arg(shape.badCount));
    bad_->setAccessibleName(bad_->text());
    badLines_->setVisible(shape.badCount > 0 && bad_->isChecked());
    badLines_->setMarkedText(shape.bad.join(QLatin1Char('\n')), {});
    const QString missing = set && set->file.isEmpty() ? tr("These rows are made when a run needs them: run the "
                                                            "experiment, or a stage of it, and they stand here.")
                                                       : QString();
    problem_->setText(model_.problem().isEmpty() ? missing : model_.problem());
    problem_->setVisible(!problem_->text().isEmpty());
    table_->setVisible(problem_->text().isEmpty());
    search_->setEnabled(shape.rows > 0);
    curate_->setEnabled(model_.canCurate());
    train_->setEnabled(model_.canTrain());
    train_->setToolTip(
        set && set->kind == DataSetValues::Snapshot
            ? tr("The experiment has no name for a snapshot: curate it, and freeze it under one.")
            : tr("Opens the form of a new training with these rows, and a method that learns from such."));
    if (search_->text() != model_.searched() && !typing_->isActive()) search_->setText(model_.searched());
    static_cast<HitDelegate *>(table_->itemDelegate())->setSearched(model_.searched());
    table_->viewport()->update();
    layOutColumns();
}

/// Once for each set of columns: later widths are the person's.
void RowsView::layOutColumns() {
    const DataShape &shape = model_.rows()->shape();
    const QString columns = shape.columns.join(QLatin1Char('\n'));
    if (columns == laidOut_ || shape.columns.isEmpty()) return;
    laidOut_ = columns;
    auto *header = table_->horizontalHeader();
    const int last = model_.rows()->columnCount() - 1;
    for (int column = 0; column <= last; ++column) {
        const QString name = shape.columns.value(column - 1);
        const bool narrow = column == 0 || column == last || name == QLatin1String("reference");
        header->setSectionResizeMode(column, narrow ? QHeaderView::Interactive : QHeaderView::Stretch);
        if (narrow) table_->setColumnWidth(column, column == 0 ? 18 * kGrid : 22 * kGrid);
    }
}

void RowsView::chooseRow() {
    const int row = model_.rows()->fileRow(table_->currentIndex().row());
    if (row >= 0) model_.chooseRow(row);
}

void RowsView::copySelected() {
    QVector<int> rows;
    for (const QModelIndex &each : table_->selectionModel()->selectedRows())
        rows.append(model_.rows()->fileRow(each.row()));
    if (rows.isEmpty()) return;
    std::sort(rows.begin(), rows.end());
    QString text;
    if (model_.rows()->toTsv(rows, text)) return QApplication::clipboard()->setText(text);
    // Rows that are not held are on their way; once more when they have come.
    connect(model_.rows(), &QAbstractItemModel::dataChanged, this, &RowsView::copySelected,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

} // namespace lapidary
