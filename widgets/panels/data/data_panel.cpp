// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/data_panel.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/entry_list.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/owned_sets.h"
#include "widgets/panels/data/curation_view.h"
#include "widgets/panels/data/import_page.h"
#include "widgets/panels/data/mixture_dialog.h"
#include "widgets/panels/data/row_tokens_view.h"
#include "widgets/panels/data/rows_view.h"
#include "widgets/panels/data/set_tools.h"
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace lapidary {

namespace {

QString heading(DataSetValues::Kind kind) {
    switch (kind) {
    case DataSetValues::Imported:
        return DataPanel::tr("Imported");
    case DataSetValues::Curated:
        return DataPanel::tr("Being curated");
    case DataSetValues::Declared:
        return DataPanel::tr("Of the experiment");
    case DataSetValues::Made:
        return DataPanel::tr("Made by runs");
    case DataSetValues::Snapshot:
        return DataPanel::tr("Earlier snapshots");
    }
    return {};
}

QString aboutOf(const DataSetValues &set) {
    if (set.file.isEmpty()) return DataPanel::tr("%1 · not made yet").arg(set.origin);
    return set.hash.isEmpty() || set.kind == DataSetValues::Snapshot
               ? set.origin
               : QStringLiteral("%1 · %2").arg(set.origin, set.hash.left(8));
}

} // namespace

DataPanel::DataPanel(DataViewModel &model, CurationViewModel &curation, OwnedSets &owned, QWidget *parent)
    : Panel(parent), model_(model), curation_(curation), owned_(owned) {
    setAcceptDrops(true);
    pages_ = new Pages(this);
    empty_ = new EmptyState({}, {}, {}, this);
    main_ = makeMain();
    import_ = new ImportPage(model_, this);
    pages_->addWidget(empty_);
    pages_->addWidget(main_);
    pages_->addWidget(import_);
    connect(empty_, &EmptyState::actionRequested, this, [this] {
        if (model_.hasProject())
            chooseFile();
        else
            Q_EMIT intended({Intent::OpenProject, {}});
    });
    connect(&model_, &DataViewModel::setsChanged, this, &DataPanel::refreshList);
    connect(&model_, &DataViewModel::currentChanged, this, &DataPanel::refreshList);
    connect(&model_, &DataViewModel::outdated, this, [this] {
        if (isVisible()) model_.wantList();
    });
    connect(&model_, &DataViewModel::importChanged, this, &DataPanel::refresh);
    connect(&curation_, &CurationViewModel::stageChanged, this, &DataPanel::refresh);
    connect(&curation_, &CurationViewModel::viewChanged, this, &DataPanel::refreshList);
    connect(&model_, &DataViewModel::trainingWanted, this, [this](const QString &name) {
        Q_EMIT intended({Intent::TrainOnData, name});
    });
    connect(&owned_, &OwnedSets::changed, this, &DataPanel::refresh);
    connect(&model_, &DataViewModel::imported, list_, [this] { list_->setFocus(); });
    refreshList();
}

QWidget *DataPanel::makeMain() {
    auto *page = new QWidget(this);
    list_ = new EntryList(QStringLiteral("dataSets"), tr("Data sets of the project"), page);
    importButton_ = button(tr("&Import data…"), true, page);
    importButton_->setObjectName(QStringLiteral("importData"));
    auto *side = new QWidget(page);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * kGrid);
    column->addWidget(list_, 1);
    column->addWidget(makeUndoBar());
    column->addWidget(importButton_);
    auto *right = new QSplitter(Qt::Vertical, page);
    right->setChildrenCollapsible(false);
    right->setHandleWidth(3 * kGrid);
    right->addWidget(new RowsView(model_, right));
    tokens_ = new RowTokensView(model_, right);
    right->addWidget(tokens_);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);
    auto *split = new QSplitter(Qt::Horizontal, page);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(5 * kGrid);
    split->addWidget(side);
    right_ = new QStackedWidget(page);
    right_->addWidget(right);
    right_->addWidget(new CurationView(curation_, model_, right_));
    split->addWidget(right_);
    split->setSizes({240, 900});
    split->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->addWidget(split);
    mixButton_ = button(tr("&Mix data sets…"), false, page);
    mixButton_->setObjectName(QStringLiteral("mixData"));
    column->addWidget(mixButton_);
    connect(mixButton_, &QPushButton::clicked, this, [this] { (new MixtureDialog(model_, window()))->open(); });
    connect(importButton_, &QPushButton::clicked, this, &DataPanel::chooseFile);
    makeSetActions();
    connect(list_, &EntryList::chosen, this, [this](const QString &id) { model_.choose(id.toInt()); });
    return page;
}

QWidget *DataPanel::makeUndoBar() {
    undoBar_ = new QWidget(this);
    undoText_ = new ElidedLabel(Type::Caption, true, undoBar_);
    undoText_->setObjectName(QStringLiteral("deletedSet"));
    auto *back = button(tr("Put &back"), false, undoBar_);
    back->setObjectName(QStringLiteral("putBackSet"));
    auto *line = new QHBoxLayout(undoBar_);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2 * kGrid);
    line->addWidget(undoText_, 1);
    line->addWidget(back);
    connect(back, &QPushButton::clicked, &owned_, &OwnedSets::undo);
    undoBar_->hide();
    return undoBar_;
}

/// Keys and menu of the list.
void DataPanel::makeSetActions() {
    const auto run = [this](const char *id) {
        for (const CurationTool &tool : setTools(owned_, model_))
            if (tool.id == QLatin1String(id) && tool.enabled()) tool.open(window());
    };
    for (const auto &[key, id] : {std::pair(Qt::Key_F2, "renameSet"), std::pair(Qt::Key_Delete, "deleteSet")}) {
        auto *pressed = new QShortcut(key, list_);
        pressed->setContext(Qt::WidgetShortcut);
        connect(pressed, &QShortcut::activated, this, [run, id = id] { run(id); });
    }
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(list_, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        auto *menu = new QMenu(list_);
        menu->setObjectName(QStringLiteral("setMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        int group = 0;
        for (const CurationTool &tool : setTools(owned_, model_)) {
            if (tool.group != group) menu->addSeparator();
            group = tool.group;
            QAction *action = menu->addAction(tool.text, this, [this, open = tool.open] { open(window()); });
            action->setObjectName(tool.id);
            action->setEnabled(tool.enabled());
        }
        menu->popup(list_->viewport()->mapToGlobal(place));
    });
}

QVector<KeyHelp> DataPanel::keyHelp() const {
    return {
        {QStringLiteral("F2  Del"), tr("In the list: rename or delete the data set")},
        {QStringLiteral("Ctrl+F"), tr("Search all rows")},
        {QStringLiteral("Ctrl+C"), tr("Copy the chosen rows, with headers")},
        {QStringLiteral("Esc"), tr("Leave the search, or the import")},
        {QStringLiteral("F2"), tr("Edit the cell; Enter takes it, Shift+Enter begins a line, Esc leaves it as it was")},
        {QStringLiteral("T  ⇧T"), tr("Tag the chosen rows, or take a tag away")},
        {QStringLiteral("Del  R"), tr("Delete the chosen rows, or bring deleted ones back")},
        {QStringLiteral("Ctrl+H"), tr("Replace text in rows")},
        {QStringLiteral("H"), tr("The history of a row")},
        {QStringLiteral("←  →"), tr("Go over the tokens of a row")}};
}

void DataPanel::chooseFile() {
    auto *dialog = new QFileDialog(
        this, tr("Import data"), {},
        tr("Rows (*.jsonl *.ndjson *.json *.csv *.tsv *.parquet *.txt *.md *.gz *.zst *.zip);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { model_.preview({.file = file}); });
    dialog->open();
}

void DataPanel::refreshList() {
    if (isVisible()) model_.wantList();
    QVector<EntryList::Entry> entries;
    QString current;
    const QLocale locale;
    for (int i = 0; i < model_.sets().size(); ++i) {
        const DataSetValues &set = model_.sets()[i];
        const bool shown = &set == model_.current();
        const bool curated =
            shown && set.kind == DataSetValues::Curated && curation_.stage() == CurationViewModel::Stage::Open;
        const qint64 rows = curated                                    ? qint64(curation_.state().rows)
                            : shown && model_.rows()->shape().rows > 0 ? model_.rows()->shape().rows
                                                                       : set.rows;
        entries.append({.id = QString::number(i),
                        .name = set.name,
                        .about = aboutOf(set),
                        .right = rows >= 0 ? locale.toString(rows) : QString(),
                        .heading = heading(set.kind),
                        .absent = set.file.isEmpty()});
        if (shown) current = entries.last().id;
    }
    list_->setEntries(entries, current);
    refresh();
}

bool DataPanel::isCurating() const {
    return model_.isCurated() || curation_.stage() != CurationViewModel::Stage::Closed;
}

bool DataPanel::undo() {
    if (isCurating()) return curation_.undo(), true;
    if (owned_.undoText().isEmpty()) return false;
    return owned_.undo(), true;
}

bool DataPanel::redo() {
    if (isCurating()) return curation_.redo(), true;
    if (owned_.redoText().isEmpty()) return false;
    return owned_.redo(), true;
}

std::optional<QString> DataPanel::undoText() const {
    if (isCurating()) return curation_.undoText();
    return owned_.undoText().isEmpty() ? std::nullopt : std::optional(owned_.undoText());
}
std::optional<QString> DataPanel::redoText() const {
    if (isCurating()) return curation_.redoText();
    return owned_.redoText().isEmpty() ? std::nullopt : std::optional(owned_.redoText());
}

void DataPanel::refresh() {
    right_->setCurrentIndex(isCurating() ? 1 : 0);
    tokens_->setVisible(!model_.current() ||
                        !model_.current()->file.isEmpty()); // rows that are not made have no tokens
    undoBar_->setVisible(!owned_.lastDeleted().isEmpty());
    undoText_->setText(tr("Deleted: %1").arg(owned_.lastDeleted()));
    const bool importing = !model_.import().request.file.isEmpty();
    const QString readOnly =
        model_.readOnly() ? tr("This project is open elsewhere: it can be read, not added to.") : QString();
    if (!model_.hasProject())
        empty_->setText(tr("Open a project"),
                        tr("Data sets belong to a project: what an experiment trains on and is measured by."),
                        tr("Open a folder…"));
    else if (!model_.listed())
        empty_->setText(tr("Reading the project …"), {}, {});
    else
        empty_->setText(tr("No data yet"),
                        readOnly.isEmpty()
                            ? tr("Drop a JSONL, CSV or TSV file here, or choose one. You see every row as it will be, "
                                 "and every row that is no good, before anything is written.")
                            : readOnly,
                        readOnly.isEmpty() ? tr("Import data…") : QString());
    importButton_->setEnabled(!model_.readOnly());
    mixButton_->setEnabled(model_.canMix());
    mixButton_->setToolTip(readOnly.isEmpty() ? tr("A data set of several of the experiment, each with a weight")
                                              : readOnly);
    importButton_->setToolTip(readOnly.isEmpty() ? tr("JSONL, CSV, TSV or GSM8K; a file may also be dropped here")
                                                 : readOnly);
    QWidget *page = importing                 ? static_cast<QWidget *>(import_)
                    : model_.sets().isEmpty() ? static_cast<QWidget *>(empty_)
                                              : main_;
    if (page == pages_->currentWidget()) return;
    pages_->setCurrentWidget(page);
    if (importing) import_->begin();
}

void DataPanel::showEvent(QShowEvent *event) {
    Panel::showEvent(event);
    model_.wantList();
}

bool DataPanel::mayTake(const QString &path) const {
    const bool model = path.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive);
    return model_.hasProject() && !model_.readOnly() && QFileInfo(path).isFile() && !model;
}

void DataPanel::take(const QString &path) {
    model_.preview({.file = path});
}

} // namespace lapidary
