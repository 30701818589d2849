// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/scores_model.h"
#include "widgets/models/qt_text.h"
#include <algorithm>

namespace lapidary {

namespace {
using Kind = HeldOutScores::Kind;

QString number(double value) {
    return QString::number(value, 'f', 3);
}
} // namespace

void ScoresModel::clear() {
    all_.clear();
    step_.reset();
    show();
}

/// A run that goes on from a checkpoint takes the steps behind it again: what was told there before is void.
void ScoresModel::append(const QVector<HeldOutScores> &scores) {
    bool ours = false;
    const double before = chosen() ? chosen()->step : -1;
    for (const HeldOutScores &each : scores) {
        const QString run = toQt(each.run);
        auto &list = all_[run];
        while (!list.isEmpty() && list.last().step >= each.step) list.removeLast();
        list.append(each);
        ours |= run == run_;
    }
    if (!ours) return;
    const bool again = std::any_of(scores.begin(), scores.end(),
                                   [&](auto &each) { return toQt(each.run) == run_ && each.step == before; });
    if (!again && chosen() && chosen()->step == before)
        Q_EMIT chosenChanged(); // there is more to choose from
    else
        show();
}

void ScoresModel::setRun(const QString &run) {
    if (run == run_) return;
    run_ = run;
    step_.reset(); // its steps are others
    show();
}

QVector<double> ScoresModel::steps() const {
    QVector<double> out;
    if (const auto list = all_.constFind(run_); list != all_.constEnd())
        for (const HeldOutScores &each : *list) out.append(each.step);
    return out;
}

/// Whoever chooses the newest goes on to those that come.
void ScoresModel::setStep(double step) {
    const QVector<double> all = steps();
    const auto wanted = all.isEmpty() || step == all.last() ? std::optional<double>() : step;
    if (step_ == wanted) return;
    step_ = wanted;
    show();
}

const HeldOutScores *ScoresModel::chosen() const {
    const auto list = all_.constFind(run_);
    if (list == all_.constEnd() || list->isEmpty()) return nullptr;
    if (step_)
        for (const HeldOutScores &each : *list)
            if (each.step == *step_) return &each;
    return &list->last();
}

void ScoresModel::show() {
    beginResetModel();
    const HeldOutScores *scores = chosen();
    figures_ = scores ? figuresOf(*scores) : ScoreFigures();
    ranked_ = scores ? worstFirst(*scores) : std::vector<RankedScore>();
    wanted_ = 0;
    text_.reset();
    endResetModel();
    Q_EMIT chosenChanged();
}

const RankedScore *ScoresModel::at(int row) const {
    return row >= 0 && row < std::ssize(ranked_) ? &ranked_[static_cast<std::size_t>(row)] : nullptr;
}

void ScoresModel::look(int row) {
    const RankedScore *scored = at(row);
    const qint64 line = scored ? scored->line : 0;
    if (line == wanted_) return;
    wanted_ = line;
    text_.reset();
    if (line > 0) Q_EMIT textWanted(run_, line);
}

void ScoresModel::setText(const QString &run, qint64 line, const QString &text) {
    if (run != run_ || line != wanted_ || text_ == text) return;
    text_ = text;
    Q_EMIT textRead();
}

QVector<ScoresModel::Column> ScoresModel::columns() const {
    const HeldOutScores *scores = chosen();
    if (!scores) return {};
    if (scores->kind == Kind::Pairs) return {Column::Row, Column::Lead, Column::Score, Column::Other, Column::Tokens};
    if (scores->kind == Kind::Steps) return {Column::Row, Column::Step, Column::Score, Column::Label, Column::Tokens};
    return {Column::Row, Column::Score, Column::Label, Column::Tokens};
}

int ScoresModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ranked_.size());
}

int ScoresModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(columns().size());
}

QString ScoresModel::cell(const RankedScore &row, Column column) const {
    const bool pair = chosen()->kind == Kind::Pairs;
    switch (column) {
    case Column::Row:
        return QString::number(row.line);
    case Column::Step:
        return QString::number(row.place + 1);
    case Column::Lead:
        return number(row.lead);
    case Column::Score:
        return number(row.score);
    case Column::Other:
        return number(row.other);
    case Column::Label:
        return row.right ? tr("right") : tr("wrong");
    case Column::Tokens:
        return pair ? tr("%1 / %2").arg(row.tokens).arg(row.otherTokens) : QString::number(row.tokens);
    }
    return {};
}

QVariant ScoresModel::data(const QModelIndex &index, int role) const {
    const RankedScore *row = index.isValid() ? at(index.row()) : nullptr;
    if (!row || index.column() >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignVCenter | Qt::AlignLeft);
    return role == Qt::DisplayRole ? cell(*row, columns()[index.column()]) : QVariant();
}

QVariant ScoresModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount()) return {};
    const bool pair = chosen()->kind == Kind::Pairs;
    switch (columns()[section]) {
    case Column::Row:
        return tr("Row");
    case Column::Step:
        return tr("Step");
    case Column::Lead:
        return tr("Margin");
    case Column::Score:
        return pair ? tr("Chosen") : tr("Score");
    case Column::Other:
        return tr("Rejected");
    case Column::Label:
        return tr("Label");
    case Column::Tokens:
        return tr("Tokens");
    }
    return {};
}

} // namespace lapidary
