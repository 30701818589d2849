// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/duplicates_dialog.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QTableWidget>

namespace lapidary {

namespace {
constexpr std::size_t kMostShown = 500; ///< rows of clusters: a person looks at no more
constexpr const char *kTag = "duplicate";
using Keep = DuplicateConfig::Keep;
} // namespace

DuplicatesDialog::DuplicatesDialog(CurationViewModel &model, QWidget *parent)
    : CurationDialog(model, QStringLiteral("duplicatesDialog"), tr("Duplicates"),
                     tr("Among the %1 on show. One row of each cluster is kept; the others can be deleted or tagged, "
                        "as one step that can be undone.")
                         .arg(rowsWord(model.rows()->rowCount())),
                     parent),
      near_(new CheckBox(tr("Also &near ones, that share most of their words"), this)),
      similarity_(new QDoubleSpinBox(this)),
      field_(new Choice(QStringLiteral("duplicateField"), tr("What is compared"), this)),
      keep_(new Choice(QStringLiteral("duplicateKeep"), tr("Which row is kept"), this)) {
    makeFields();
    table_ = addTable(QStringLiteral("duplicateRows"), tr("Clusters of rows"),
                      {tr("Cluster"), tr("Row"), tr("Becomes"), tr("Text")});
    look_ = addButton(QStringLiteral("duplicatesLook"), tr("&Look"), true);
    tag_ = addButton(QStringLiteral("duplicatesTag"), tr("&Tag the others"));
    delete_ = addButton(QStringLiteral("duplicatesDelete"), tr("&Delete the others"));
    connect(look_, &QPushButton::clicked, this, &DuplicatesDialog::look);
    connect(tag_, &QPushButton::clicked, this, [this] { apply({.tag = {kTag}}); });
    connect(delete_, &QPushButton::clicked, this, [this] { apply({.deleted = true}); });
    const auto changed = [this] {
        stop();
        known_ = false;
        refresh();
    };
    connect(near_, &QCheckBox::toggled, this, changed);
    connect(similarity_, &QDoubleSpinBox::valueChanged, this, changed);
    for (Choice *each : {field_, keep_}) connect(each, &QComboBox::activated, this, changed);
    table_->setColumnWidth(0, 20 * kGrid);
    table_->setColumnWidth(1, 18 * kGrid);
    table_->setColumnWidth(2, 28 * kGrid);
    resize(170 * kGrid, 138 * kGrid);
    refresh();
}

void DuplicatesDialog::makeFields() {
    near_->setObjectName(QStringLiteral("duplicatesNear"));
    similarity_->setObjectName(QStringLiteral("duplicatesSimilarity"));
    similarity_->setRange(0.3, 1);
    similarity_->setSingleStep(0.05);
    similarity_->setValue(NearDuplicateConfig().similarity);
    similarity_->setAccessibleName(tr("Share of runs of words that both have"));
    field_->addItem(tr("all texts"), QString());
    QStringList fields;
    for (const QString &column : model().rows()->columns())
        if (const QString name = column.section(QLatin1Char('.'), 0, 0); !fields.contains(name)) fields.append(name);
    for (const QString &each : std::as_const(fields)) field_->addItem(each, each);
    keep_->addItem(tr("the first"), int(Keep::First));
    keep_->addItem(tr("the longest"), int(Keep::Longest));
    for (const auto &[tag, rows] : model().state().tags)
        keep_->addItem(tr("the first tagged “%1”").arg(toQt(tag)), toQt(tag));
    addField(tr("Co&mpare"), field_);
    addField({}, near_);
    addField(tr("&Similarity"), similarity_);
    addField(tr("&Keep"), keep_);
}

DuplicateConfig DuplicatesDialog::config() const {
    DuplicateConfig out{.near = near_->isChecked(), .field = fromQt(field_->currentData().toString())};
    out.like.similarity = similarity_->value();
    const QVariant keep = keep_->currentData();
    const bool isTag = keep.typeId() == QMetaType::QString;
    out.keep = isTag ? Keep::BestTagged : Keep(keep.toInt());
    if (isTag) out.bestTags = {fromQt(keep.toString())};
    return out;
}

Result<DuplicatesDialog::Found> DuplicatesDialog::foundIn(RowStore &rows, const RowQuery &query,
                                                          const DuplicateConfig &config, const StoreWork &work) {
    auto clusters = findDuplicates(rows, query, config, work);
    if (!clusters) return unexpected(clusters.error());
    std::vector<std::int64_t> ids;
    for (const auto &cluster : *clusters)
        for (const auto id : cluster.rows)
            if (ids.size() < kMostShown) ids.push_back(id);
    const auto page = rows.page(ids);
    if (!page) return unexpected(page.error());
    Found out{.clusters = std::move(*clusters)};
    for (const StoredRow &row : *page) out.first.push_back(cellsOf(row));
    return out;
}

void DuplicatesDialog::look() {
    run<Found>(
        RowService::Lane::Looks, tr("Comparing"),
        [query = model().query(), config = config()](RowStore &rows, const StoreWork &work) {
            return foundIn(rows, query, config, work);
        },
        [this](const Found &found) { show(found); });
}

void DuplicatesDialog::show(const Found &found) {
    known_ = true;
    clusters_ = found.clusters.size();
    surplus_ = surplusOf(found.clusters);
    table_->setRowCount(int(found.first.size()));
    int at = 0;
    for (std::size_t cluster = 0; cluster < found.clusters.size(); ++cluster)
        for (const auto id : found.clusters[cluster].rows) {
            if (at == table_->rowCount()) return;
            const RowCells &cells = found.first[std::size_t(at)];
            QStringList texts;
            for (const QString &column : cells.columns)
                if (column != QLatin1String("id")) texts.append(cells.texts.value(column));
            setCell(*table_, at, 0, QString::number(cluster + 1));
            setCell(*table_, at, 1, QString::number(id));
            setCell(*table_, at, 2, id == found.clusters[cluster].kept ? tr("✓ kept") : tr("one too many"));
            setCell(*table_, at++, 3, texts.join(QStringLiteral("  ·  ")));
        }
}

void DuplicatesDialog::refresh() {
    similarity_->setEnabled(near_->isChecked());
    if (!known_) {
        table_->setRowCount(0);
        surplus_.clear();
    }
    const QString clusters =
        clusters_ == 1 ? tr("1 cluster") : tr("%1 clusters").arg(QLocale().toString(qulonglong(clusters_)));
    setResult(!known_          ? QString()
              : clusters_ == 0 ? tr("No duplicates among these rows.")
                               : tr("%1; %2 too many.").arg(clusters, rowsWord(qint64(surplus_.size()))));
    look_->setEnabled(!isBusy());
    for (QPushButton *each : {tag_, delete_}) each->setEnabled(!isBusy() && !surplus_.empty() && model().canWrite());
}

void DuplicatesDialog::apply(const RowChange &change) {
    runStep(
        tr("Marking"),
        [ids = surplus_, change, clusters = clusters_](RowStore &rows, const StoreWork &work) {
            const Json what = {{"clusters", clusters}, {"surplus", ids.size()}};
            return rows.change(
                {.kind = "duplicates", .what = dumpJson(what), .who = annotatorHere()}, ids,
                [&](const StoredRow &) -> Result<RowChange> { return change; }, work);
        },
        [this](const RowStep &) { accept(); });
}

} // namespace lapidary
