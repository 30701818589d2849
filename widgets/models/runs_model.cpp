// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/runs_model.h"
#include "widgets/models/run_words.h"
#include "widgets/models/wording.h"
#include <algorithm>

namespace lapidary {

double fractionOf(const RunValues &run) {
    if (run.state == RunState::Finished) return 1;
    return run.total > 0 ? std::clamp(run.done / run.total, 0.0, 1.0) : -1;
}

void RunsModel::setRuns(const QVector<RunValues> &runs) {
    if (runs.isEmpty()) { // another project: row by row a view would choose what is left for a moment
        beginResetModel();
        runs_.clear();
        endResetModel();
        return;
    }
    for (int row = int(runs_.size()) - 1; row >= 0; --row) {
        const auto gone = [&](const RunValues &run) { return run.id == runs_[row].id; };
        if (std::any_of(runs.begin(), runs.end(), gone)) continue;
        beginRemoveRows({}, row, row);
        runs_.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < runs.size(); ++row) {
        if (row < runs_.size() && runs_[row].id == runs[row].id) {
            if (runs_[row] == runs[row]) continue;
            runs_[row] = runs[row];
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            continue;
        }
        // New here, or (rarely) the order changed: take an old copy out first.
        const auto same = [&](const RunValues &run) { return run.id == runs[row].id; };
        if (const auto it = std::find_if(runs_.begin(), runs_.end(), same); it != runs_.end()) {
            const int old = int(it - runs_.begin());
            beginRemoveRows({}, old, old);
            runs_.removeAt(old);
            endRemoveRows();
        }
        beginInsertRows({}, row, row);
        runs_.insert(row, runs[row]);
        endInsertRows();
    }
}

const RunValues *RunsModel::find(const QString &id) const {
    const auto it = std::find_if(runs_.begin(), runs_.end(), [&](const RunValues &run) { return run.id == id; });
    return it == runs_.end() ? nullptr : &*it;
}

int RunsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(runs_.size());
}
int RunsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

namespace {

QString display(const RunValues &run, int column, const QVector<RunValues> &runs) {
    switch (column) {
    case RunsModel::Name:
        return run.name;
    case RunsModel::Kind: {
        const QString kind = run.method.isEmpty() ? run.kind : run.kind + QStringLiteral(" · ") + run.method;
        const QString fork = forkText(run, runs);
        return fork.isEmpty() ? kind : kind + QStringLiteral(" · ") + fork;
    }
    case RunsModel::State:
        return run.place > 0 ? RunsModel::tr("%1, no. %2").arg(stateWord(run.state)).arg(run.place)
                             : stateWord(run.state);
    case RunsModel::Progress: {
        if (run.total <= 0) return run.state == RunState::Finished ? RunsModel::tr("done") : QString();
        return QStringLiteral("%1 / %2").arg(run.done, 0, 'f', 0).arg(run.total, 0, 'f', 0);
    }
    case RunsModel::Eta:
        return isActive(run.state) ? durationText(run.etaSeconds) : QString();
    // Why it waits or failed tells more than an old number.
    case RunsModel::KeyFigure:
        return !run.error.isEmpty() ? shortError(run.error) : run.state == RunState::Queued ? run.note : run.keyFigure;
    }
    return {};
}

} // namespace

namespace {

/// Escaped: a tool tip would otherwise interpret text that comes from data.
QVariant tip(const RunValues &run, int column) {
    if ((column == RunsModel::State || column == RunsModel::KeyFigure) && !run.error.isEmpty())
        return run.error.toHtmlEscaped();
    if (column != RunsModel::Name) return {};
    QStringList lines{run.name.toHtmlEscaped()};
    if (!run.ownName.isEmpty()) lines.append(RunsModel::tr("Made as “%1”").arg(run.ownName).toHtmlEscaped());
    if (!run.notes.isEmpty())
        lines.append(run.notes.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    return lines.join(QStringLiteral("<br>"));
}

} // namespace

QVariant RunsModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= runs_.size()) return {};
    const RunValues &run = runs_[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return display(run, index.column(), runs_);
    case Qt::ToolTipRole:
        return tip(run, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == Eta ? Qt::AlignRight : Qt::AlignLeft));
    case IdRole:
        return run.id;
    case StateRole:
        return int(run.state);
    case FractionRole:
        return fractionOf(run);
    case ColourRole:
        return run.colour;
    case PlaceRole:
        return run.place;
    }
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Eta ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole) return {};
    return QStringList{tr("Run"), tr("Kind"), tr("State"), tr("Progress"), tr("Time left"), tr("Latest")}.value(
        section);
}

} // namespace lapidary
