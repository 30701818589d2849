// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/versions_dialog.h"
#include "core/store/rows/row_past.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/padded_delegate.h"
#include "widgets/common/text_view.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include "widgets/models/word_diff.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace lapidary {

namespace {

constexpr std::int64_t kMostSteps = 200;    ///< to choose from: a person looks for no more
constexpr int kFiltered = Qt::UserRole + 1; ///< of a choice: its version holds some of the rows
using Lane = RowService::Lane;

/// A side of the chosen row: each field that differs under its name, and where words differ.
struct Side {
    QString text{};
    WordDiff::Spans marks{};
    void add(const QString &field, const QString &value, const WordDiff::Spans &spans) {
        if (!text.isEmpty()) text += QStringLiteral("\n\n");
        text += field + QStringLiteral(":\n");
        for (const auto &[begin, length] : spans) marks.append({int(text.size()) + begin, length});
        text += value;
    }
};

QString versionWord(const RowVersion &version) {
    const QString rows = rowsWord(version.rows), when = timeWord(version.time);
    const QString word = version.seq == 1 ? VersionsDialog::tr("As imported: %1, %2").arg(rows, when)
                                          : VersionsDialog::tr("Version %1: %2, frozen %3 by %4")
                                                .arg(QString::number(version.seq), rows, when, toQt(version.who));
    return version.query.empty() ? word : VersionsDialog::tr("%1, of a filter").arg(word);
}

} // namespace

VersionsDialog::VersionsDialog(CurationViewModel &model, QWidget *parent)
    : CurationDialog(model, QStringLiteral("versionsDialog"), tr("Compare versions"),
                     tr("What became of the rows between two moments of their history."), parent),
      before_(new Choice(QStringLiteral("versionBefore"), tr("The earlier version"), this)),
      after_(new Choice(QStringLiteral("versionAfter"), tr("The later version"), this)),
      kind_(new Choice(QStringLiteral("changeKind"), tr("Which rows are shown"), this)),
      field_(new Choice(QStringLiteral("changeField"), tr("Whose field changed"), this)),
      note_(plainLabel({}, Type::Caption, true, this)) {
    for (Choice *each : {before_, after_, kind_, field_}) { // long entries are cut, not the window
        each->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        each->setMinimumContentsLength(28);
    }
    addField(tr("&From"), before_);
    addField(tr("&To"), after_);
    note_->setWordWrap(true);
    note_->setObjectName(QStringLiteral("versionNote"));
    body()->addWidget(note_);
    makeRows();
    for (Choice *each : {before_, after_}) connect(each, &QComboBox::activated, this, &VersionsDialog::compare);
    for (Choice *each : {kind_, field_}) connect(each, &QComboBox::activated, this, &VersionsDialog::filter);
    connect(&changes_, &RowChangesModel::pageWanted, this, &VersionsDialog::fetch);
    connect(&changes_, &QAbstractItemModel::dataChanged, this, &VersionsDialog::showRow);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &VersionsDialog::showRow);
    resize(228 * kGrid, 144 * kGrid);
    run<History>(
        Lane::Looks, tr("Reading"), [](RowStore &rows, const StoreWork &) { return historyOf(rows); },
        [this](const History &history) {
            fillChoices(history);
            compare();
        });
}

Result<VersionsDialog::History> VersionsDialog::historyOf(RowStore &rows) {
    auto versions = rows.versions();
    if (!versions) return unexpected(versions.error());
    auto steps = rows.steps(0, kMostSteps);
    if (!steps) return unexpected(steps.error());
    return History{std::move(*versions), std::move(*steps)};
}

void VersionsDialog::makeRows() {
    auto *filters = new QHBoxLayout;
    filters->setSpacing(2 * kGrid);
    filters->addWidget(kind_);
    filters->addWidget(field_);
    filters->addStretch();
    body()->addLayout(filters);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("versionRows"));
    table_->setAccessibleName(tr("Rows that differ"));
    table_->setModel(&changes_);
    table_->setItemDelegate(new PaddedDelegate(table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setMinimumHeight(30 * kGrid);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    auto *header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->setColumnWidth(RowChangesModel::Number, 18 * kGrid);
    table_->setColumnWidth(RowChangesModel::What, 26 * kGrid);
    table_->setColumnWidth(RowChangesModel::Fields, 34 * kGrid);
    header->setSectionResizeMode(RowChangesModel::Before, QHeaderView::Stretch);
    header->setSectionResizeMode(RowChangesModel::After, QHeaderView::Stretch);
    auto *sides = new QSplitter(Qt::Horizontal, this);
    sides->setChildrenCollapsible(false);
    sides->setHandleWidth(3 * kGrid);
    old_ = new TextView(tr("The row before"), sides);
    new_ = new TextView(tr("The row after"), sides);
    old_->setObjectName(QStringLiteral("rowBefore"));
    new_->setObjectName(QStringLiteral("rowAfter"));
    old_->setPlaceholderText(tr("Before"));
    new_->setPlaceholderText(tr("After"));
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(3 * kGrid);
    split->addWidget(table_);
    split->addWidget(sides);
    split->setSizes({180, 150});
    body()->addWidget(split, 1);
}

/// From the version that was frozen last to what the rows are now, unless somebody chooses.
void VersionsDialog::fillChoices(const History &history) {
    const qint64 now = history.steps.empty() ? 0 : history.steps.front().seq;
    for (Choice *choice : {before_, after_}) {
        choice->clear();
        choice->addItem(tr("As they are now"), now);
        for (auto version = history.versions.rbegin(); version != history.versions.rend(); ++version) {
            choice->addItem(versionWord(*version), qint64(version->step));
            choice->setItemData(choice->count() - 1, !version->query.empty(), kFiltered);
        }
        for (const RowStep &step : history.steps)
            choice->addItem(tr("Behind step %1: %2, %3").arg(step.seq).arg(stepWord(step), timeWord(step.time)),
                            qint64(step.seq));
    }
    before_->setCurrentIndex(history.versions.empty() ? 0 : 1);
    after_->setCurrentIndex(0);
}

void VersionsDialog::compare() {
    from_ = before_->currentData().toLongLong();
    to_ = after_->currentData().toLongLong();
    found_.reset();
    changes_.setRows(std::make_shared<const RowsBetween>());
    using Found = std::shared_ptr<const RowsBetween>;
    run<Found>(
        Lane::Looks, tr("Comparing"),
        [from = from_, to = to_](RowStore &rows, const StoreWork &work) -> Result<Found> {
            auto found = compareRows(rows, from, to, work);
            if (!found) return unexpected(found.error());
            return std::make_shared<const RowsBetween>(std::move(*found));
        },
        [this](const Found &found) { show(found); });
}

void VersionsDialog::show(const std::shared_ptr<const RowsBetween> &found) {
    found_ = found;
    changes_.setRows(found);
    fillFilters();
    if (changes_.rowCount() > 0) table_->setCurrentIndex(changes_.index(0, 0));
    table_->setFocus();
    refresh();
}

void VersionsDialog::fillFilters() {
    const QLocale locale;
    const auto add = [&](const QString &word, std::int64_t count, int id) {
        if (count > 0) kind_->addItem(QStringLiteral("%1 (%2)").arg(word, locale.toString(qint64(count))), id);
    };
    kind_->clear();
    kind_->addItem(tr("All that differ"), -1);
    using Kind = RowsBetween::Kind;
    for (const auto &[kind, count] :
         {std::pair(Kind::Added, found_->added), std::pair(Kind::Removed, found_->removed),
          std::pair(Kind::Changed, found_->changed), std::pair(Kind::Tagged, found_->tagged)})
        add(RowChangesModel::kindWord(kind), count, int(kind));
    field_->clear();
    field_->addItem(tr("In any field"), -1);
    for (std::size_t i = 0; i < std::min(found_->fields.size(), RowsBetween::kMostFields); ++i)
        field_->addItem(QStringLiteral("%1 (%2)").arg(toQt(found_->fields[i].first),
                                                      locale.toString(qint64(found_->fields[i].second))),
                        int(i));
}

void VersionsDialog::filter() {
    changes_.setFilter(kind_->currentData().toInt(), field_->currentData().toInt());
    if (changes_.rowCount() > 0) table_->setCurrentIndex(changes_.index(0, 0));
    showRow();
}

/// The rows of a page as both moments have them.
void VersionsDialog::fetch(const std::vector<std::int64_t> &ids) {
    using Page = QVector<RowChangeCells>;
    model().ask<Page>(
        Lane::Pages, {},
        [ids, from = from_, to = to_](RowStore &rows, const StoreWork &) -> Result<Page> {
            Page out;
            for (const std::int64_t id : ids) {
                const auto before = rowAt(rows, id, from), after = rowAt(rows, id, to);
                if (!before) return unexpected(before.error());
                if (!after) return unexpected(after.error());
                out.append(changeCellsOf(id, fieldChanges(*before, *after)));
            }
            return out;
        },
        [here = QPointer<VersionsDialog>(this), from = from_, to = to_](const Result<Page> &page) {
            if (!here || here->from_ != from || here->to_ != to) return;
            if (page)
                here->changes_.setPage(*page);
            else if (page.error().code != kCancelled)
                here->setProblem(coreText(page.error()));
        });
}

void VersionsDialog::showRow() {
    const RowChangeCells *cells = changes_.cellsAt(table_->currentIndex().row());
    Side before, after;
    for (qsizetype i = 0; cells && i < cells->fields.size(); ++i) {
        const QString was = shownText(cells->before[i]), is = shownText(cells->after[i]);
        const WordDiff diff = telling(was, is);
        before.add(cells->fields[i], was, diff.a);
        after.add(cells->fields[i], is, diff.b);
    }
    old_->setMarkedText(before.text, before.marks);
    new_->setMarkedText(after.text, after.marks);
}

QString VersionsDialog::countsText() const {
    if (!found_) return {};
    if (found_->rows.empty()) return tr("No row differs.");
    QStringList out;
    const auto add = [&out](const QString &words, std::int64_t rows) {
        if (rows > 0) out.append(words.arg(rowsWord(qint64(rows))));
    };
    add(tr("%1 added"), found_->added);
    add(tr("%1 removed"), found_->removed);
    add(tr("%1 changed"), found_->changed);
    add(tr("%1 with other tags alone"), found_->tagged);
    return out.join(QStringLiteral("  ·  "));
}

void VersionsDialog::refresh() {
    setResult(countsText());
    const bool any = found_ && !found_->rows.empty();
    for (Choice *each : {before_, after_}) each->setEnabled(!isBusy() && each->count() > 0);
    kind_->setEnabled(any);
    field_->setEnabled(any && !found_->fields.empty());
    const bool some = before_->currentData(kFiltered).toBool() || after_->currentData(kFiltered).toBool();
    note_->setText(some ? tr("A version of a filter holds some of the rows; all rows of its moment are compared.")
                        : QString());
    note_->setVisible(some);
}

} // namespace lapidary
