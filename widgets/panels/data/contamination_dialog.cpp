// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/contamination_dialog.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/check_list.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/qt_text.h"
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

namespace lapidary {

namespace {
constexpr std::size_t kMostShown = 500;
constexpr const char *kTag = "contaminated";
} // namespace

ContaminationDialog::ContaminationDialog(CurationViewModel &model, const DataViewModel &project, QWidget *parent)
    : CurationDialog(model, QStringLiteral("contaminationDialog"), tr("Contamination"),
                     tr("Which of the %1 on show have seen a question of the chosen sets: a run of words that stands "
                        "in both.")
                         .arg(rowsWord(model.rows()->rowCount())),
                     parent),
      sets_(new CheckList(QStringLiteral("contaminationSets"), tr("Evaluation sets"), this)),
      words_(new QSpinBox(this)) {
    for (const DataSetValues &set : project.sets())
        if (!set.file.isEmpty() && set.kind != DataSetValues::Curated) sets_->add(set.name, set.file, false);
    sets_->setFixedHeight(28 * kGrid);
    words_->setObjectName(QStringLiteral("contaminationWords"));
    words_->setRange(1, 100);
    words_->setValue(ContaminationConfig().words);
    addField(tr("&Questions of"), sets_);
    addField(tr("&Words of a run"), words_);
    table_ = addTable(QStringLiteral("contaminationRows"), tr("Rows that have seen a question"),
                      {tr("Row"), tr("Set"), tr("Question"), tr("Share of it")});
    look_ = addButton(QStringLiteral("contaminationLook"), tr("&Look"), true);
    tag_ = addButton(QStringLiteral("contaminationTag"), tr("&Tag them"));
    delete_ = addButton(QStringLiteral("contaminationDelete"), tr("&Delete them"));
    connect(look_, &QPushButton::clicked, this, &ContaminationDialog::look);
    connect(tag_, &QPushButton::clicked, this, [this] { apply({.tag = {kTag}}); });
    connect(delete_, &QPushButton::clicked, this, [this] { apply({.deleted = true}); });
    const auto changed = [this] {
        stop();
        known_ = false;
        refresh();
    };
    connect(sets_, &QListWidget::itemChanged, this, changed);
    connect(words_, &QSpinBox::valueChanged, this, changed);
    resize(150 * kGrid, 138 * kGrid);
    refresh();
}

Result<std::vector<ContaminationDialog::Hit>> ContaminationDialog::hitsIn(RowStore &rows, const RowQuery &query,
                                                                          const std::vector<Against> &sets,
                                                                          const ContaminationConfig &config,
                                                                          const StoreWork &work) {
    EvaluationQuestions questions(config);
    std::vector<std::size_t> first; // the number of each set's first question
    for (const Against &set : sets) {
        first.push_back(questions.size());
        const auto read = forEachRow(set.file, [&](const Json &row) -> Status {
            questions.add(row);
            return work.stop.stop_requested() ? fail(kCancelled, "Stopped on request") : Status{};
        });
        if (!read) return unexpected(read.error());
    }
    const auto seen = findSeen(rows, query, questions, work);
    if (!seen) return unexpected(seen.error());
    std::vector<Hit> out;
    for (const SeenRow &each : *seen) {
        std::size_t set = first.size() - 1;
        while (first[set] > each.seen.question) --set;
        out.push_back({each, sets[set].name, each.seen.question - first[set] + 1});
    }
    return out;
}

void ContaminationDialog::look() {
    std::vector<Against> sets;
    for (int i = 0; i < sets_->count(); ++i)
        if (const auto *item = sets_->item(i); item->checkState() == Qt::Checked)
            sets.push_back({fromQt(item->text()), {}});
    const QStringList files = sets_->checkedIds();
    for (std::size_t i = 0; i < sets.size(); ++i) sets[i].file = fromQt(files.value(qsizetype(i)));
    run<std::vector<Hit>>(
        RowService::Lane::Looks, tr("Comparing"),
        [query = model().query(), sets, config = ContaminationConfig{.words = words_->value()}](
            RowStore &rows, const StoreWork &work) { return hitsIn(rows, query, sets, config, work); },
        [this](const std::vector<Hit> &hits) { show(hits); });
}

void ContaminationDialog::show(const std::vector<Hit> &hits) {
    known_ = true;
    seen_.clear();
    for (const Hit &hit : hits) seen_.push_back(hit.seen.row);
    table_->setRowCount(int(std::min(hits.size(), kMostShown)));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const Hit &hit = hits[std::size_t(row)];
        setCell(*table_, row, 0, QString::number(hit.seen.row));
        setCell(*table_, row, 1, toQt(hit.set));
        setCell(*table_, row, 2, QString::number(hit.question));
        setCell(*table_, row, 3, tr("%1 %").arg(QLocale().toString(hit.seen.seen.share * 100, 'f', 0)));
    }
}

void ContaminationDialog::refresh() {
    if (!known_) {
        table_->setRowCount(0);
        seen_.clear();
    }
    const qint64 rows = qint64(seen_.size());
    setResult(!known_     ? QString()
              : rows == 0 ? tr("No row on show has seen one of these questions.")
              : rows == 1 ? tr("1 row has seen one.")
                          : tr("%1 rows have seen one.").arg(QLocale().toString(rows)));
    look_->setEnabled(!isBusy() && !sets_->checkedIds().isEmpty());
    for (QPushButton *each : {tag_, delete_}) each->setEnabled(!isBusy() && !seen_.empty() && model().canWrite());
}

void ContaminationDialog::apply(const RowChange &change) {
    runStep(
        tr("Marking"),
        [ids = seen_, change](RowStore &rows, const StoreWork &work) {
            const Json what = {{"seen_by", ids.size()}};
            return rows.change(
                {.kind = "contamination", .what = dumpJson(what), .who = annotatorHere()}, ids,
                [&](const StoredRow &) -> Result<RowChange> { return change; }, work);
        },
        [this](const RowStep &) { accept(); });
}

} // namespace lapidary
