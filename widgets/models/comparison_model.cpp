// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/comparison_model.h"
#include "widgets/models/wording.h"
#include <utility>

namespace lapidary {

void ComparisonModel::setComparison(const ComparisonValues &comparison) {
    beginResetModel();
    comparison_ = comparison;
    endResetModel();
}

int ComparisonModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(comparison_.arms.size());
}
int ComparisonModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() || comparison_.arms.isEmpty() ? 0 : 1 + kPerBucket * int(comparison_.buckets.size());
}

void ComparisonModel::setChosen(const QString &a, const QString &b) {
    if (a == a_ && b == b_) return;
    a_ = a;
    b_ = b;
    if (rowCount() == 0) return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

/// The paired test of the arm with A, as its a.
std::optional<PairValues> ComparisonModel::againstA(const QString &arm, const QString &bucket) const {
    for (PairValues pair : comparison_.pairs) {
        if (pair.bucket != bucket) continue;
        if (pair.a == arm && pair.b == a_) {
            std::swap(pair.a, pair.b);
            std::swap(pair.aOnly, pair.bOnly);
        }
        if (pair.a == a_ && pair.b == arm) return pair;
    }
    return std::nullopt;
}

QVariant ComparisonModel::armData(const ArmValues &arm, int role) const {
    const QString meaning = roleMeaning(arm.role);
    switch (role) {
    case RoleRole:
        return roleWord(arm.role);
    case LetterRole:
        return arm.name == a_ ? QStringLiteral("A") : arm.name == b_ ? QStringLiteral("B") : QString();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return meaning.isEmpty() ? arm.name.toHtmlEscaped() : tr("%1: %2").arg(arm.name.toHtmlEscaped(), meaning);
    case Qt::DisplayRole:
    case SortRole:
        return arm.name;
    }
    return {};
}

QVariant ComparisonModel::differenceData(const ArmValues &arm, const CellValues &cell, const QString &bucket,
                                         int role) const {
    constexpr double kShown = 0.05; // after the correction for all pairs
    const auto base = comparison_.cell(a_, bucket);
    const auto pair = againstA(arm.name, bucket);
    if (!base || base->n == 0 || cell.n == 0 || arm.name == a_)
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("–")) : QVariant();
    const double points = 100 * (cell.accuracy - base->accuracy);
    const QString text = QString::asprintf("%+.1f", points);
    const bool shown = pair && pair->pHolm < kShown;
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case SortRole:
        return points;
    case ShownRole:
        return shown;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return pair ? tr("%1 against A (%2) on %3: %4 points; %5, corrected for %6 looks %7: %8")
                          .arg(arm.name.toHtmlEscaped(), a_.toHtmlEscaped(), bucket.toHtmlEscaped(), text,
                               pText(pair->p), QString::number(comparison_.pairs.size()), pText(pair->pHolm),
                               shown ? tr("a difference is shown") : tr("no difference shown"))
                    : tr("%1 against A (%2) on %3: %4 points; there is no paired test of the two")
                          .arg(arm.name.toHtmlEscaped(), a_.toHtmlEscaped(), bucket.toHtmlEscaped(), text);
    }
    return {};
}

QVariant ComparisonModel::cellData(const ArmValues &arm, const CellValues &cell, const QString &bucket, Column column,
                                   int role) const {
    const double number = column == Column::Accuracy ? cell.accuracy
                          : column == Column::Cut    ? cell.cutRate
                                                     : cell.tokensPerProblem;
    switch (role) {
    case Qt::DisplayRole:
        if (cell.n == 0) return QStringLiteral("–"); // nothing could be scored
        return column == Column::Tokens ? QString::number(number, 'f', 0) : percentText(number);
    case SortRole:
        return cell.n > 0 ? QVariant(number) : QVariant();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1 on %2: %3 of %4 right, %5; 95 % interval %6 to %7; %8 tokens per problem; %9")
                   .arg(arm.name.toHtmlEscaped(), bucket.toHtmlEscaped())
                   .arg(cell.correct)
                   .arg(cell.n)
                   .arg(percentText(cell.accuracy), percentText(cell.low), percentText(cell.high))
                   .arg(cell.tokensPerProblem, 0, 'f', 1)
                   .arg(durationText(cell.seconds)) +
               tr("; %1 of the completions were cut: they neither vote nor win nor are right")
                   .arg(percentText(cell.cutRate)) +
               (cell.unscorable > 0 ? tr("; %n questions are unscorable and left out", nullptr, cell.unscorable)
                                    : QString());
    case AccuracyRole:
        return column == Column::Accuracy && cell.n > 0 ? QVariant(cell.accuracy) : QVariant();
    case LowRole:
        return cell.low;
    case HighRole:
        return cell.high;
    }
    return {};
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid()) return {};
    const ArmValues &arm = comparison_.arms[index.row()];
    const Column column = columnOf(index.column());
    if (role == ArmRole) return arm.name;
    if (role == OracleRole) return arm.oracle;
    if (role == ColumnRole || role == Qt::TextAlignmentRole) return headerData(index.column(), Qt::Horizontal, role);
    if (column == Column::Arm) return armData(arm, role);
    const QString bucket = comparison_.buckets[(index.column() - 1) / kPerBucket];
    const auto cell = comparison_.cell(arm.name, bucket);
    if (!cell) return role == Qt::DisplayRole ? QVariant(QStringLiteral("–")) : QVariant();
    return column == Column::Difference ? differenceData(arm, *cell, bucket, role)
                                        : cellData(arm, *cell, bucket, column, role);
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    const Column column = columnOf(section);
    if (role == ColumnRole) return static_cast<int>(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter |
                        (column == Column::Arm || column == Column::Accuracy ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return column == Column::Arm ? tr("A click on a row takes it as B, with Ctrl as A; a click on a head sorts")
               : column == Column::Difference
                   ? tr("Points of a hundred more than A (%1); faint where the paired test, corrected for all looks, "
                        "shows no difference")
                         .arg(a_.toHtmlEscaped())
               : column == Column::Cut ? tr("Share of the completions that were cut")
                                       : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case Column::Arm:
        return tr("Arm");
    case Column::Accuracy:
        return comparison_.buckets[(section - 1) / kPerBucket];
    case Column::Difference:
        return tr("− A", "difference to arm A");
    case Column::Cut:
        return tr("cut");
    case Column::Tokens:
        break;
    }
    return tr("tokens");
}

QString toTsv(const ComparisonValues &comparison) {
    QString out = QStringLiteral(
        "arm\trole\tbucket\tn\tcorrect\taccuracy\tlow\thigh\ttokens_per_problem\tseconds\tcut_rate\tunscorable\n");
    for (const ArmValues &arm : comparison.arms)
        for (const QString &bucket : comparison.buckets)
            if (const auto cell = comparison.cell(arm.name, bucket))
                out += QStringList{arm.name,
                                   arm.role,
                                   bucket,
                                   QString::number(cell->n),
                                   QString::number(cell->correct),
                                   QString::number(cell->accuracy, 'g', 6),
                                   QString::number(cell->low, 'g', 6),
                                   QString::number(cell->high, 'g', 6),
                                   QString::number(cell->tokensPerProblem, 'g', 6),
                                   QString::number(cell->seconds, 'g', 6),
                                   QString::number(cell->cutRate, 'g', 6),
                                   QString::number(cell->unscorable)}
                           .join(QLatin1Char('\t')) +
                       QLatin1Char('\n');
    return out;
}

} // namespace lapidary
