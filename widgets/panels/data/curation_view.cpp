// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/curation_view.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/data/cell_delegate.h"
#include "widgets/panels/data/conversation_view.h"
#include "widgets/panels/data/curation_tools.h"
#include "widgets/panels/data/filter_header.h"
#include "widgets/panels/data/row_actions.h"
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QTimer>

namespace lapidary {

namespace {
constexpr int kTypingMs = 250; ///< of rest before a search begins
const QString kTagsKey = QStringLiteral("tags:");
} // namespace

CurationView::CurationView(CurationViewModel &model, DataViewModel &project, QWidget *parent)
    : QWidget(parent), model_(model), data_(project), typing_(new QTimer(this)) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(makeBar());
    layout->addWidget(makeSearch());
    layout->addWidget(makeWork());
    layout->addWidget(makeEmpty());
    makeTable();
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(3 * kGrid);
    split->addWidget(table_);
    split->addWidget(makeRow());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({360, 190});
    layout->addWidget(split, 1);
    actions_ = new RowActions(model_, *table_);
    auto *menu = new QMenu(rowsButton_);
    actions_->fill(*menu);
    rowsButton_->setMenu(menu);
    typing_->setSingleShot(true);
    typing_->setInterval(kTypingMs);
    connect(typing_, &QTimer::timeout, this, [this] { model_.setWords(search_->text()); });
    connect(&model_, &CurationViewModel::stageChanged, this, &CurationView::refresh);
    connect(&model_, &CurationViewModel::viewChanged, this, &CurationView::refresh);
    connect(&model_, &CurationViewModel::stateChanged, this, &CurationView::refresh);
    connect(&model_, &CurationViewModel::queryChanged, this, &CurationView::refreshFields);
    connect(&model_, &CurationViewModel::workChanged, this, &CurationView::refreshWork);
    connect(&model_, &CurationViewModel::problemChanged, this, &CurationView::refreshWork);
    connect(&model_, &CurationViewModel::copied, this,
            [](const QString &text) { QApplication::clipboard()->setText(text); });
    connect(model_.rows(), &CuratedRowsModel::columnsChanged, this, &CurationView::refreshFields);
    connect(model_.rows(), &QAbstractItemModel::modelReset, this, &CurationView::restoreChoice);
    connect(model_.rows(), &QAbstractItemModel::dataChanged, this, &CurationView::showRow);
    refreshFields();
    refreshWork();
}

QWidget *CurationView::makeBar() {
    auto *bar = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, bar);
    title_->setObjectName(QStringLiteral("curationTitle"));
    summary_ = plainLabel({}, Type::Body, true, bar);
    summary_->setObjectName(QStringLiteral("curationSummary"));
    chosen_ = plainLabel({}, Type::Body, true, bar);
    chosen_->setObjectName(QStringLiteral("chosenRows"));
    columns_ = button(tr("Co&lumns ▾"), false, bar);
    columns_->setObjectName(QStringLiteral("columnChooser"));
    rowsButton_ = button(tr("Ro&ws ▾"), false, bar);
    rowsButton_->setObjectName(QStringLiteral("rowsMenu"));
    tools_ = button(tr("Data &set ▾"), false, bar);
    tools_->setObjectName(QStringLiteral("toolsMenu"));
    columns_->setMenu(new QMenu(columns_));
    tools_->setMenu(new QMenu(tools_));
    connect(columns_->menu(), &QMenu::aboutToShow, this, &CurationView::fillColumns);
    connect(tools_->menu(), &QMenu::aboutToShow, this, &CurationView::fillTools);
    auto *facts = new QHBoxLayout;
    facts->setSpacing(4 * kGrid);
    facts->addWidget(summary_);
    facts->addWidget(chosen_);
    facts->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title_);
    words->addLayout(facts);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(words, 1);
    for (QPushButton *each : {columns_, rowsButton_, tools_}) layout->addWidget(each, 0, Qt::AlignTop);
    return bar;
}

QWidget *CurationView::makeSearch() {
    auto *bar = new QWidget(this);
    search_ = new QLineEdit(bar);
    search_->setObjectName(QStringLiteral("curationSearch"));
    search_->setPlaceholderText(tr("Search all texts (Ctrl+F)"));
    search_->setAccessibleName(tr("Search all texts"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    clear_ = button(tr("Clear &filters"), false, bar);
    clear_->setObjectName(QStringLiteral("clearFilters"));
    deleted_ = button(tr("&Deleted rows"), false, bar);
    deleted_->setObjectName(QStringLiteral("showDeleted"));
    deleted_->setCheckable(true);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(search_, 1);
    layout->addWidget(clear_);
    layout->addWidget(deleted_);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WindowShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        search_->setFocus();
        search_->selectAll();
    });
    connect(search_, &QLineEdit::textEdited, typing_, qOverload<>(&QTimer::start));
    connect(search_, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) model_.setWords({}); // also by the button in the field
    });
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        typing_->stop();
        model_.setWords(search_->text());
        table_->setFocus();
    });
    connect(clear_, &QPushButton::clicked, &model_, &CurationViewModel::clearFilters);
    connect(deleted_, &QPushButton::toggled, &model_, &CurationViewModel::setDeletedShown);
    return bar;
}

QWidget *CurationView::makeWork() {
    auto *both = new QWidget(this);
    working_ = new QWidget(both);
    work_ = plainLabel({}, Type::Body, true, working_);
    work_->setObjectName(QStringLiteral("curationWork"));
    stop_ = button(tr("Stop"), false, working_);
    stop_->setObjectName(QStringLiteral("curationStop"));
    auto *line = new QHBoxLayout(working_);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(work_, 1);
    line->addWidget(stop_);
    problemBar_ = new QWidget(both);
    problem_ = new ToneLabel(Type::Body, problemBar_);
    problem_->setObjectName(QStringLiteral("curationProblem"));
    problem_->setTone(Tone::Bad);
    problem_->setWordWrap(true);
    auto *dismiss = button(tr("Dismiss"), false, problemBar_);
    auto *told = new QHBoxLayout(problemBar_);
    told->setContentsMargins(0, 0, 0, 0);
    told->addWidget(problem_, 1);
    told->addWidget(dismiss, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(working_);
    layout->addWidget(problemBar_);
    connect(stop_, &QPushButton::clicked, &model_, &CurationViewModel::cancelShown);
    connect(dismiss, &QPushButton::clicked, &model_, &CurationViewModel::dismissProblem);
    return both;
}

/// Above a table without rows: why, and what to do.
QWidget *CurationView::makeEmpty() {
    emptyBar_ = new QWidget(this);
    empty_ = plainLabel({}, Type::Body, true, emptyBar_);
    empty_->setObjectName(QStringLiteral("curationEmpty"));
    empty_->setWordWrap(true);
    auto *layout = new QHBoxLayout(emptyBar_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(empty_, 1);
    return emptyBar_;
}

void CurationView::makeTable() {
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("curatedRows"));
    table_->setAccessibleName(tr("Rows that are curated"));
    header_ = new FilterHeader(table_);
    table_->setHorizontalHeader(header_);
    table_->setModel(model_.rows());
    cells_ = new CellDelegate(table_);
    table_->setItemDelegate(cells_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::DoubleClicked);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setMinimumHeight(40 * kGrid);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    header_->setMinimumSectionSize(12 * kGrid);
    header_->setStretchLastSection(true);
    header_->setSortIndicator(0, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    connect(header_, &FilterHeader::typed, this, [this](const QString &key, const QString &text) {
        if (key == kTagsKey)
            model_.setTagFilter(text);
        else
            model_.setColumnFilter(key, text);
    });
    connect(header_, &FilterHeader::left, this, [this] { table_->setFocus(); });
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (!now.isValid()) return;
        current_ = model_.rows()->idAt(now.row());
        currentRow_ = now.row();
        currentColumn_ = now.column();
        showRow();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CurationView::refresh);
}

/// Esc in the search field empties it and goes back to the rows; the down key goes there without.
bool CurationView::eventFilter(QObject *watched, QEvent *event) {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) search_->clear();
        if (key == Qt::Key_Escape || key == Qt::Key_Down) return table_->setFocus(), true;
    }
    return QWidget::eventFilter(watched, event);
}

/// The chosen row: as a conversation where it is one, unless somebody wants its fields.
QWidget *CurationView::makeRow() {
    auto *page = new QWidget(this);
    row_ = new TextView(tr("The chosen row"), page);
    row_->setObjectName(QStringLiteral("curatedRow"));
    conversation_ = new ConversationView(page);
    conversation_->hide();
    asTalk_ = button(tr("C&onversation"), false, page);
    asTalk_->setObjectName(QStringLiteral("rowAsConversation"));
    asTalk_->setCheckable(true);
    asTalk_->setChecked(true);
    asTalk_->setToolTip(tr("The row to be read, instead of its fields"));
    auto *head = new QHBoxLayout;
    head->addWidget(plainLabel(tr("The chosen row"), Type::Heading, false, page), 1);
    head->addWidget(asTalk_);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addLayout(head);
    layout->addWidget(row_, 1);
    layout->addWidget(conversation_, 1);
    connect(asTalk_, &QPushButton::toggled, this, &CurationView::showRow);
    return page;
}

void CurationView::fillColumns() {
    QMenu *menu = columns_->menu();
    menu->clear();
    for (const QString &column : model_.rows()->columns()) {
        QAction *action = menu->addAction(QString(column).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setObjectName(QStringLiteral("column-") + column);
        action->setCheckable(true);
        action->setChecked(model_.rows()->isShown(column));
        connect(action, &QAction::toggled, this, [this, column](bool on) { model_.rows()->setShown(column, on); });
    }
}

void CurationView::fillTools() {
    QMenu *menu = tools_->menu();
    menu->clear();
    int group = 0;
    for (const CurationTool &tool : curationTools(model_, data_)) {
        if (tool.group != group) menu->addSeparator();
        group = tool.group;
        QAction *action = menu->addAction(tool.text, this, [this, open = tool.open] { open(window()); });
        action->setObjectName(tool.id);
        action->setEnabled(tool.enabled());
    }
}

void CurationView::refresh() {
    using Stage = CurationViewModel::Stage;
    const bool open = model_.stage() == Stage::Open;
    title_->setText(model_.name());
    summary_->setText(open ? model_.summary() : QString());
    qint64 chosen = 0;
    for (const QItemSelectionRange &range : table_->selectionModel()->selection()) chosen += range.height();
    chosen_->setText(chosen > 1 ? tr("%1 chosen").arg(rowsWord(chosen)) : QString());
    for (QPushButton *each : {columns_, rowsButton_, tools_, deleted_}) each->setEnabled(open);
    search_->setEnabled(open);
    clear_->setVisible(model_.isFiltered());
    const bool none = open && !model_.finding() && model_.rows()->rowCount() == 0;
    empty_->setText(model_.query().deleted && !model_.isFiltered() ? tr("No row is deleted.")
                    : model_.isFiltered() ? tr("No row is like that. Take a filter away, or empty the search.")
                                          : tr("All rows are deleted. Undo, or look at the deleted rows."));
    emptyBar_->setVisible(none);
    refreshWork();
}

void CurationView::refreshWork() {
    working_->setVisible(model_.isWorking());
    work_->setText(model_.workTitle());
    stop_->setVisible(model_.canStop());
    problem_->setText(model_.problem().isEmpty() ? QString() : QStringLiteral("✕ ") + model_.problem());
    problemBar_->setVisible(!model_.problem().isEmpty());
    working_->parentWidget()->setVisible(model_.isWorking() || !model_.problem().isEmpty());
}

void CurationView::refreshFields() {
    QStringList keys{QString()};
    QHash<QString, QString> texts{{kTagsKey, model_.tagFilter()}};
    for (const QString &column : model_.rows()->shownColumns()) {
        keys.append(column);
        texts.insert(column, model_.columnFilter(column));
    }
    header_->setFields(keys + QStringList{kTagsKey}, texts);
    if (!typing_->isActive() && search_->text() != model_.words()) search_->setText(model_.words());
    if (deleted_->isChecked() != model_.query().deleted) deleted_->setChecked(model_.query().deleted);
    cells_->setSearched(model_.words());
    table_->viewport()->update();
    layOutColumns();
    refresh();
}

/// Each column once: later widths are the person's. Texts share what the narrow columns leave.
void CurationView::layOutColumns() {
    const CuratedRowsModel *rows = model_.rows();
    const int count = rows->columnCount();
    const auto keyOf = [&](int section) {
        return section == 0 ? QStringLiteral("row:") : rows->isTags(section) ? kTagsKey : rows->columnAt(section);
    };
    const auto widthOf = [&](const QString &key) { // 0: a text
        if (key == QLatin1String("row:")) return 18 * kGrid;
        const bool narrow = key == kTagsKey || key == QLatin1String("id") || key == QLatin1String("reference");
        return narrow ? 24 * kGrid : key.contains(QLatin1Char('.')) ? 30 * kGrid : 0;
    };
    int left = table_->viewport()->width(), texts = 0;
    for (int section = 0; section < count; ++section) {
        left -= widthOf(keyOf(section));
        texts += widthOf(keyOf(section)) == 0 ? 1 : 0;
    }
    const int room = std::max(left / std::max(texts, 1), 32 * kGrid);
    for (int section = 0; section < count; ++section) {
        const QString key = keyOf(section);
        if (laidOut_.contains(key)) continue;
        laidOut_.insert(key);
        table_->setColumnWidth(section, widthOf(key) > 0 ? widthOf(key) : room);
    }
}

/// Where the same row still stands, the cursor stays in it; else in its place.
void CurationView::restoreChoice() {
    if (model_.stage() != CurationViewModel::Stage::Open) {
        current_ = 0;
        currentRow_ = 0;
        currentColumn_ = 1;
        laidOut_.clear();
        header_->setSortIndicator(0, Qt::AscendingOrder);
        row_->setMarkedText({}, {});
        return;
    }
    const int rows = model_.rows()->rowCount();
    if (rows == 0) return row_->setMarkedText({}, {});
    const int same = current_ > 0 ? model_.rows()->rowOf(current_) : -1;
    const int row = same >= 0 ? same : std::clamp(currentRow_, 0, rows - 1);
    const int column = std::clamp(currentColumn_, 0, model_.rows()->columnCount() - 1);
    table_->setCurrentIndex(model_.rows()->index(row, column));
}

void CurationView::showRow() {
    const RowCells *cells = model_.rows()->heldAt(table_->currentIndex().row());
    const RowConversation conversation = cells ? conversationOf(cells->body) : RowConversation();
    const bool speaks = !conversation.turns.isEmpty(), talk = asTalk_->isChecked() && speaks;
    asTalk_->setEnabled(speaks);
    row_->setVisible(!talk);
    conversation_->setVisible(talk);
    if (talk) conversation_->setConversation(conversation);
    if (!cells) return row_->setMarkedText({}, {});
    QString text;
    QVector<QPair<int, int>> marks;
    for (const QString &column : cells->columns) {
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + column + QStringLiteral(":  ") +
                cells->texts.value(column);
    }
    const QString words = model_.words();
    for (qsizetype at = words.isEmpty() ? -1 : text.indexOf(words, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(words, at + words.size(), Qt::CaseInsensitive))
        marks.append({int(at), int(words.size())});
    if (text != row_->toPlainText() || marks.size() != row_->markCount()) row_->setMarkedText(text, marks);
}

} // namespace lapidary
