// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/import_page.h"
#include "core/data/layouts/layout.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/visible_text.h"
#include "widgets/panels/data/hit_delegate.h"
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableWidget>

namespace lapidary {

namespace {

/// What a layout is, in the window's language.
QString layoutWord(const QVector<ImportLayoutValues> &layouts, const QString &name) {
    for (const ImportLayoutValues &layout : layouts)
        if (layout.name == name) return QCoreApplication::translate("Layout", layout.summary.toUtf8().constData());
    return name;
}

QTableWidget *makeTable(const char *objectName, const QString &purpose, QWidget *parent) {
    auto *table = new QTableWidget(parent);
    table->setObjectName(QLatin1String(objectName));
    table->setAccessibleName(purpose);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table->setItemDelegate(new HitDelegate(table)); // texts stand below the words of the header
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

} // namespace

ImportPage::ImportPage(DataViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(5 * kGrid);
    auto *head = makeHead();
    split->addWidget(makeSettings());
    split->addWidget(makeRows());
    split->setSizes({340, 800});
    split->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(4 * kGrid);
    layout->addWidget(head);
    layout->addWidget(split, 1);
    layout->addWidget(makeFoot());
    auto *leave = new QShortcut(QKeySequence::Cancel, this);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, &model_, &DataViewModel::cancelImport);
    connect(&model_, &DataViewModel::importChanged, this, &ImportPage::refresh);
    refresh();
}

QWidget *ImportPage::makeHead() {
    auto *head = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, head);
    facts_ = plainLabel({}, Type::Body, true, head);
    facts_->setObjectName(QStringLiteral("importFacts"));
    notes_ = plainLabel({}, Type::Caption, true, head);
    notes_->setObjectName(QStringLiteral("importNotes"));
    notes_->setWordWrap(true);
    notes_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addWidget(title_);
    layout->addWidget(facts_);
    layout->addWidget(notes_);
    return head;
}

QWidget *ImportPage::makeSettings() {
    auto *side = new QWidget(this);
    name_ = new QLineEdit(side);
    name_->setObjectName(QStringLiteral("importName"));
    name_->setAccessibleName(tr("Name of the data set"));
    format_ = new Choice(QStringLiteral("importFormat"), tr("How the file holds its rows"), side);
    layout_ = new Choice(QStringLiteral("importLayout"), tr("What the rows are"), side);
    mapping_ = makeTable("importMapping", tr("Which column becomes which field"), side);
    mapping_->setColumnCount(2);
    mapping_->setHorizontalHeaderLabels({tr("Column"), tr("Becomes")});
    mapping_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    mapping_->verticalHeader()->setDefaultSectionSize(9 * kGrid);
    mapping_->setSelectionMode(QAbstractItemView::NoSelection);
    mapping_->setFocusPolicy(Qt::NoFocus); // its choices take the keys
    left_ = plainLabel({}, Type::Caption, true, side);
    left_->setWordWrap(true);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addWidget(plainLabel(tr("Name in the project"), Type::Caption, true, side));
    layout->addWidget(name_);
    layout->addSpacing(2 * kGrid);
    layout->addWidget(plainLabel(tr("The file is"), Type::Caption, true, side));
    layout->addWidget(format_);
    layout->addSpacing(2 * kGrid);
    layout->addWidget(plainLabel(tr("The rows are"), Type::Caption, true, side));
    layout->addWidget(layout_);
    layout->addSpacing(2 * kGrid);
    layout->addWidget(plainLabel(tr("Columns"), Type::Caption, true, side));
    layout->addWidget(mapping_, 1);
    layout->addWidget(left_);
    connect(format_, &QComboBox::activated, this, [this] {
        ImportRequest request = model_.import().request;
        request.format = format_->currentData().toString();
        request.map.clear(); // the columns are others
        model_.preview(request);
    });
    connect(layout_, &QComboBox::activated, this, [this] {
        ImportRequest request = model_.import().request;
        request.layout = layout_->currentData().toString();
        model_.preview(request);
    });
    return side;
}

QWidget *ImportPage::makeRows() {
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(3 * kGrid);
    rows_ = makeTable("importRows", tr("First rows as they would be imported"), split);
    bad_ = makeTable("importBad", tr("Bad rows"), split);
    bad_->setColumnCount(2);
    bad_->setHorizontalHeaderLabels({tr("Line"), tr("Why it is left out")});
    bad_->setColumnWidth(0, 20 * kGrid);
    bad_->horizontalHeader()->setStretchLastSection(true);
    rowsTitle_ = plainLabel({}, Type::Heading, false, split);
    badTitle_ = plainLabel({}, Type::Heading, false, split);
    saveBad_ = button(tr("&Save the bad rows…"), false, split);
    saveBad_->setObjectName(QStringLiteral("saveBadRows"));
    saved_ = plainLabel({}, Type::Caption, true, split);
    saved_->setObjectName(QStringLiteral("badRowsSaved"));
    saved_->setWordWrap(true);
    connect(saveBad_, &QPushButton::clicked, this, &ImportPage::chooseBadFile);
    for (auto [title, table] : {std::pair(rowsTitle_, rows_), {badTitle_, bad_}}) {
        auto *part = new QWidget(split);
        auto *head = new QHBoxLayout;
        head->addWidget(title, 1);
        if (table == bad_) head->addWidget(saveBad_);
        auto *layout = new QVBoxLayout(part);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(2 * kGrid);
        layout->addLayout(head);
        if (table == bad_) layout->addWidget(saved_);
        layout->addWidget(table, 1);
        split->addWidget(part);
    }
    split->setSizes({380, 220});
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 1);
    return split;
}

QWidget *ImportPage::makeFoot() {
    auto *foot = new QWidget(this);
    problem_ = plainLabel({}, Type::Body, false, foot);
    problem_->setObjectName(QStringLiteral("importProblem"));
    problem_->setWordWrap(true);
    progress_ = new QProgressBar(foot);
    progress_->setAccessibleName(tr("Progress of the import"));
    progress_->setRange(0, 100);
    progress_->setTextVisible(false);
    progress_->setFixedSize(160, 6);
    cancel_ = button(tr("&Cancel"), false, foot);
    cancel_->setObjectName(QStringLiteral("importCancel"));
    import_ = button(tr("&Import"), true, foot);
    import_->setObjectName(QStringLiteral("importStart"));
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(problem_, 1);
    layout->addWidget(progress_);
    layout->addWidget(cancel_);
    layout->addWidget(import_);
    connect(cancel_, &QPushButton::clicked, &model_, &DataViewModel::cancelImport);
    connect(import_, &QPushButton::clicked, this, [this] { model_.startImport(name_->text().trimmed()); });
    connect(name_, &QLineEdit::textChanged, this, &ImportPage::refresh);
    connect(name_, &QLineEdit::returnPressed, import_, &QPushButton::click);
    return foot;
}

void ImportPage::begin() {
    name_->setFocus();
    name_->selectAll();
}

void ImportPage::refresh() {
    const ImportValues &values = model_.import();
    if (values.request.file != file_) {
        file_ = values.request.file;
        const QSignalBlocker quiet(name_);
        name_->setText(values.request.name);
    }
    title_->setText(tr("Import %1").arg(QFileInfo(values.request.file).fileName()));
    const QLocale locale;
    QStringList facts;
    if (model_.previewing())
        facts = {tr("reading …")};
    else if (values.error.isEmpty() || values.rows > 0) {
        facts.append(tr("%1 good rows").arg(locale.toString(values.rows)));
        facts.append(tr("%1 bad").arg(locale.toString(values.bad)));
        if (values.blank > 0) facts.append(tr("%1 blank lines").arg(locale.toString(values.blank)));
    }
    facts_->setText(facts.join(QStringLiteral("  ·  ")));
    notes_->setText(model_.previewing() ? QString() : values.notes.join(QLatin1Char('\n')));
    notes_->setVisible(!notes_->text().isEmpty());
    fillFormats();
    const QSignalBlocker quiet(layout_);
    layout_->clear();
    const bool recognised = values.request.layout.isEmpty() && !values.layout.isEmpty();
    layout_->addItem(recognised ? tr("Recognised: %1").arg(layoutWord(model_.layouts(), values.layout))
                                : tr("Recognise by the columns"),
                     QString());
    for (const ImportLayoutValues &layout : model_.layouts())
        layout_->addItem(layoutWord(model_.layouts(), layout.name), layout.name);
    layout_->setCurrentIndex(std::max(0, layout_->findData(values.request.layout)));
    fillMapping();
    fillRows();
    QString problem = values.error;
    if (problem.isEmpty() && !model_.previewing() && values.layout.isEmpty() && !values.columns.isEmpty())
        problem =
            tr("The columns are not known by their names. Say which of them is the prompt, the completion and so on.");
    else if (problem.isEmpty() && !model_.previewing() && values.rows == 0 && !values.columns.isEmpty())
        problem = tr("There is no good row to import.");
    problem_->setText(problem);
    progress_->setVisible(model_.previewing() || model_.importing());
    progress_->setValue(int(100 * model_.importProgress()));
    import_->setEnabled(!model_.previewing() && !model_.importing() && values.rows > 0 && !values.layout.isEmpty() &&
                        !name_->text().trimmed().isEmpty());
    import_->setText(model_.importing() ? tr("Importing …")
                     : values.rows > 0  ? tr("&Import %1 rows").arg(locale.toString(values.rows))
                                        : tr("&Import"));
}

/// What the file was taken for, and what else it may be read as.
void ImportPage::fillFormats() {
    const ImportValues &values = model_.import();
    const QSignalBlocker quiet(format_);
    format_->clear();
    QString recognised = tr("Recognise by its name and content");
    for (const ImportFormatValues &format : model_.formats())
        if (values.request.format.isEmpty() && format.name == values.format)
            recognised = tr("Recognised: %1").arg(format.words);
    format_->addItem(recognised, QString());
    for (const ImportFormatValues &format : model_.formats()) format_->addItem(format.words, format.name);
    format_->setCurrentIndex(std::max(0, format_->findData(values.request.format)));
}

void ImportPage::chooseBadFile() {
    auto *dialog =
        new QFileDialog(this, tr("Save the bad rows"), name_->text().trimmed() + QStringLiteral(" bad rows.jsonl"),
                        tr("JSON Lines (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // no file is written over
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::fileSelected, &model_, &DataViewModel::saveBadRows);
    dialog->open();
}

void ImportPage::fillMapping() {
    const ImportValues &values = model_.import();
    if (model_.previewing() && !values.columns.isEmpty()) return; // what is shown stays until the answer comes
    QStringList fields;
    for (const ImportLayoutValues &layout : model_.layouts())
        if (values.request.layout.isEmpty() || layout.name == values.layout) // another field may make it another layout
            for (const QString &field : layout.fields)
                if (!fields.contains(field)) fields.append(field);
    // Made anew only for other columns or fields, and the keys stay where they were.
    if (const QStringList now = values.columns + QStringList(QString()) + fields; now != mapped_) {
        mapped_ = now;
        int focused = -1;
        for (int row = 0; row < choices_.size(); ++row)
            if (choices_[row]->hasFocus()) focused = row;
        choices_.clear();
        mapping_->setRowCount(int(values.columns.size()));
        for (int row = 0; row < values.columns.size(); ++row) {
            const QString column = values.columns[row];
            mapping_->setItem(row, 0, new QTableWidgetItem(column));
            auto *choice = new Choice(QStringLiteral("map-") + column, tr("What %1 becomes").arg(column), mapping_);
            choice->addItem(tr("kept beside the row"), QLatin1String(kOtherColumns));
            choice->addItem(tr("left out"), QString());
            for (const QString &field : fields) choice->addItem(field, field);
            connect(choice, &QComboBox::activated, this,
                    [this, column, choice] { remap(column, choice->currentData().toString()); });
            mapping_->setCellWidget(row, 1, choice);
            choices_.append(choice);
        }
        if (focused >= 0 && focused < choices_.size()) choices_[focused]->setFocus();
    }
    for (int row = 0; row < choices_.size(); ++row) {
        const QString column = values.columns[row], field = values.map.value(column);
        const bool kept = field.isEmpty() && !values.leftOut.contains(column);
        choices_[row]->setCurrentIndex(
            std::max(0, choices_[row]->findData(kept ? QString::fromLatin1(kOtherColumns) : field)));
    }
    QStringList told;
    if (!values.kept.isEmpty()) told.append(tr("Kept beside the rows: %1").arg(values.kept.join(QStringLiteral(", "))));
    if (!values.leftOut.isEmpty()) told.append(tr("Left out: %1").arg(values.leftOut.join(QStringLiteral(", "))));
    left_->setText(told.join(QLatin1Char('\n')));
}

/// A field that goes to another column leaves the one that had it, which is kept.
void ImportPage::remap(const QString &column, const QString &field) {
    ImportRequest request = model_.import().request;
    for (auto it = model_.import().map.begin(); it != model_.import().map.end(); ++it)
        if (it.value() == field && it.key() != column) request.map.insert(it.key(), QLatin1String(kOtherColumns));
    request.map.insert(column, field);
    model_.preview(request);
}

void ImportPage::fillRows() {
    const ImportValues &values = model_.import();
    rowsTitle_->setText(tr("First rows"));
    rows_->setColumnCount(int(values.shownColumns.size()));
    rows_->setHorizontalHeaderLabels(values.shownColumns);
    rows_->setRowCount(int(values.first.size()));
    for (int row = 0; row < values.first.size(); ++row)
        for (int column = 0; column < values.first[row].size(); ++column) {
            QString text = values.first[row][column].left(300);
            rows_->setItem(row, column, new QTableWidgetItem(text.replace(QLatin1Char('\n'), QChar(0x23CE))));
        }
    for (int column = 0; column < values.shownColumns.size(); ++column) {
        const bool narrow = values.shownColumns[column] == QLatin1String("reference") ||
                            values.shownColumns[column] == QLatin1String("id");
        rows_->horizontalHeader()->setSectionResizeMode(column,
                                                        narrow ? QHeaderView::Interactive : QHeaderView::Stretch);
    }
    const QLocale locale;
    badTitle_->setVisible(!model_.previewing()); // nothing is known of them before
    badTitle_->setText(values.bad == 0 ? tr("No bad rows")
                       : values.bad > values.problems.size()
                           ? tr("%1 bad rows are left out; the first %2")
                                 .arg(locale.toString(values.bad), locale.toString(values.problems.size()))
                           : tr("%1 bad rows are left out").arg(locale.toString(values.bad)));
    bad_->setVisible(values.bad > 0);
    saveBad_->setVisible(values.bad > 0 && !model_.previewing());
    saveBad_->setEnabled(!values.layout.isEmpty() && !model_.importing());
    saved_->setText(values.saved);
    saved_->setVisible(!values.saved.isEmpty() && values.bad > 0);
    bad_->parentWidget()->setMaximumHeight( // the good ones take the room
        values.bad > 0 ? QWIDGETSIZE_MAX : badTitle_->sizeHint().height());
    bad_->setRowCount(int(values.problems.size()));
    for (int row = 0; row < values.problems.size(); ++row) {
        bad_->setItem(row, 0, new QTableWidgetItem(QString::number(values.problems[row].first)));
        bad_->setItem(row, 1, new QTableWidgetItem(values.problems[row].second));
    }
}

} // namespace lapidary
