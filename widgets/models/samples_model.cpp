// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/samples_model.h"
#include "widgets/models/qt_text.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {
/// One line of a cell: the beginning of a text, line ends shown.
QString oneLine(const QString &text) {
    constexpr qsizetype kShown = 160;
    return text.left(kShown).replace(QLatin1Char('\n'), QStringLiteral(" ⏎ ")) +
           (text.size() > kShown ? QStringLiteral("…") : QString());
}
} // namespace

void SamplesModel::clear() {
    beginResetModel();
    all_.clear();
    rows_.clear();
    step_.reset();
    endResetModel();
    Q_EMIT stepChanged();
}

/// A run that goes on from a checkpoint draws the steps behind it again: what was drawn there before is void.
void SamplesModel::append(const QVector<DrawnSample> &samples) {
    bool ours = false;
    for (const DrawnSample &each : samples) {
        const QString run = toQt(each.run);
        auto &list = all_[run];
        while (!list.isEmpty() && list.last().step > each.step) list.removeLast();
        list.append(each);
        ours |= run == run_;
    }
    if (ours) rebuild();
}

void SamplesModel::setRun(const QString &run) {
    if (run == run_) return;
    run_ = run;
    step_.reset(); // its steps are others
    rebuild();
    Q_EMIT stepChanged();
}

QVector<double> SamplesModel::steps() const {
    QVector<double> out;
    for (const DrawnSample &each : all_.value(run_))
        if (out.isEmpty() || each.step > out.last()) out.append(each.step); // a log is in the order of its steps
    return out;
}

void SamplesModel::setStep(std::optional<double> step) {
    if (step == step_) return;
    step_ = step;
    rebuild();
    Q_EMIT stepChanged();
}

std::optional<double> SamplesModel::stepNear(const QString &run, double step) const {
    std::optional<double> nearest;
    for (const DrawnSample &each : all_.value(run))
        if (!nearest || std::abs(each.step - step) < std::abs(*nearest - step)) nearest = each.step;
    return nearest;
}

void SamplesModel::setFilter(const QString &text) {
    if (text == filter_) return;
    filter_ = text;
    rebuild();
}

bool SamplesModel::matches(const DrawnSample &sample) const {
    if (step_ && sample.step != *step_) return false;
    return filter_.isEmpty() || toQt(sample.answer.text).contains(filter_, Qt::CaseInsensitive) ||
           toQt(sample.prompt).contains(filter_, Qt::CaseInsensitive);
}

bool SamplesModel::isBefore(const DrawnSample &a, const DrawnSample &b) const {
    switch (sortedBy_) {
    case Group:
        return a.group < b.group;
    case Reward:
        return a.reward < b.reward;
    case Advantage:
        return a.advantage < b.advantage;
    case Prompt:
        return a.prompt < b.prompt;
    case Completion:
        return a.answer.text < b.answer.text;
    default:
        return a.step < b.step;
    }
}

/// The persistent selection follows its samples where they stay; rows are cheap, so all of them are chosen anew.
void SamplesModel::rebuild() {
    Q_EMIT layoutAboutToBeChanged();
    const auto before = persistentIndexList();
    QVector<int> kept;
    for (const QModelIndex &index : before) kept.append(index.row() < rows_.size() ? rows_[index.row()] : -1);
    rows_.clear();
    const auto list = all_.value(run_);
    for (int i = 0; i < list.size(); ++i)
        if (matches(list[i])) rows_.append(i);
    std::stable_sort(rows_.begin(), rows_.end(), [&](int a, int b) {
        return order_ == Qt::AscendingOrder ? isBefore(list[a], list[b]) : isBefore(list[b], list[a]);
    });
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto row = rows_.indexOf(kept[i]);
        after.append(row < 0 ? QModelIndex() : index(int(row), before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

const DrawnSample *SamplesModel::at(int row) const {
    const auto list = all_.constFind(run_);
    return list == all_.constEnd() || row < 0 || row >= rows_.size() ? nullptr : &list->at(rows_[row]);
}

int SamplesModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}
int SamplesModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SamplesModel::data(const QModelIndex &index, int role) const {
    const DrawnSample *sample = index.isValid() ? at(index.row()) : nullptr;
    if (!sample) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Step:
        return QString::number(sample->step, 'f', 0);
    case Group:
        return toQt(sample->group);
    case Reward:
        return QString::number(sample->reward, 'g', 3);
    case Advantage:
        return (sample->advantage > 0 ? QStringLiteral("+") : QString()) + QString::number(sample->advantage, 'f', 2);
    case Prompt:
        return oneLine(toQt(sample->prompt));
    case Completion:
        return oneLine(toQt(sample->answer.text));
    default:
        return {};
    }
}

QVariant SamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft); // the sign of the order stands on the right
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString names[] = {tr("Step"), tr("Group"), tr("Reward"), tr("Advantage"), tr("Prompt"), tr("Completion")};
    return section >= 0 && section < ColumnCount ? names[section] : QVariant();
}

void SamplesModel::sort(int column, Qt::SortOrder order) {
    sortedBy_ = column;
    order_ = order;
    rebuild();
}

} // namespace lapidary
