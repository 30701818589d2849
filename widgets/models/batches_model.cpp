// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/batches_model.h"
#include "widgets/models/qt_text.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {
QString oneLine(const QString &text) {
    constexpr qsizetype kShown = 240;
    return text.left(kShown).simplified() + (text.size() > kShown ? QStringLiteral("…") : QString());
}
} // namespace

void BatchesModel::clear() {
    all_.clear();
    step_.reset();
    show();
}

/// A run that goes on from a checkpoint takes the steps behind it again: what was told there before is void.
void BatchesModel::append(const QVector<StepBatch> &batches) {
    bool ours = false;
    const double before = chosen() ? chosen()->step : -1; // steps count from 1
    for (const StepBatch &each : batches) {
        const QString run = toQt(each.run);
        auto &list = all_[run];
        while (!list.isEmpty() && list.last().step >= each.step) list.removeLast();
        list.append(each);
        ours |= run == run_;
    }
    if (!ours) return;
    const bool same = chosen() && before == chosen()->step &&
                      std::none_of(batches.begin(), batches.end(),
                                   [&](auto &each) { return toQt(each.run) == run_ && each.step == before; });
    if (same)
        Q_EMIT chosenChanged(); // there is more to choose from
    else
        show();
}

void BatchesModel::setRun(const QString &run) {
    if (run == run_) return;
    run_ = run;
    step_.reset(); // its steps are others
    show();
}

void BatchesModel::setStep(double step) {
    if (step_ == step) return;
    step_ = step;
    show();
}

void BatchesModel::show() {
    beginResetModel();
    texts_.clear();
    endResetModel();
    Q_EMIT chosenChanged();
    if (const StepBatch *batch = chosen()) Q_EMIT textsWanted(*batch);
}

void BatchesModel::setTexts(const QString &run, double step, const QStringList &texts) {
    const StepBatch *batch = chosen();
    if (!batch || run != run_ || step != batch->step || texts == texts_) return;
    texts_ = texts;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, Text), index(rowCount() - 1, Text));
}

QVector<double> BatchesModel::steps() const {
    QVector<double> out;
    for (const StepBatch &each : all_.value(run_)) out.append(each.step);
    return out;
}

const StepBatch *BatchesModel::batchAt(double step) const {
    const auto list = all_.constFind(run_);
    if (list == all_.constEnd()) return nullptr;
    const auto it = std::find_if(list->begin(), list->end(), [&](const StepBatch &each) { return each.step == step; });
    return it == list->end() ? nullptr : &*it;
}

/// Without a choice the last one: what stands out is news.
const StepBatch *BatchesModel::chosen() const {
    const auto list = all_.constFind(run_);
    if (list == all_.constEnd() || list->isEmpty()) return nullptr;
    const StepBatch *batch = step_ ? batchAt(*step_) : nullptr;
    return batch ? batch : &list->last();
}

std::optional<double> BatchesModel::stepNear(const QString &run, double step, double reach) const {
    std::optional<double> nearest;
    for (const StepBatch &each : all_.value(run))
        if (std::abs(each.step - step) <= reach && (!nearest || std::abs(each.step - step) < std::abs(*nearest - step)))
            nearest = each.step;
    return nearest;
}

QString BatchesModel::textOf(int row) const {
    return texts_.value(row);
}

QString BatchesModel::rowName(const BatchRow &row) {
    if (row.lines.empty()) return tr("added on the way");
    QStringList lines;
    for (const auto line : row.lines) lines.append(QString::number(line));
    const QString all = lines.join(QStringLiteral(", "));
    return row.replayed ? tr("%1 (replayed)").arg(all) : all;
}

int BatchesModel::rowCount(const QModelIndex &parent) const {
    const StepBatch *batch = chosen();
    return parent.isValid() || !batch ? 0 : int(batch->rows.size());
}

int BatchesModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchesModel::data(const QModelIndex &index, int role) const {
    const StepBatch *batch = chosen();
    if (!batch || !index.isValid() || index.row() >= int(batch->rows.size())) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole) return {};
    const BatchRow &row = batch->rows[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Row:
        return rowName(row);
    case Loss:
        return std::isfinite(row.loss) ? QString::number(row.loss, 'g', 4) : tr("not finite");
    default:
        return oneLine(textOf(index.row()));
    }
}

QVariant BatchesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString names[] = {tr("Row"), tr("Loss"), tr("Text")};
    return section >= 0 && section < ColumnCount ? names[section] : QVariant();
}

} // namespace lapidary
