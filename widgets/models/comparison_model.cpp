// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/comparison_model.h"
#include "widgets/models/wording.h"

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

QVariant ComparisonModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid()) return {};
    const ArmValues &arm = comparison_.arms[index.row()];
    if (role == ArmRole) return arm.name;
    if (role == OracleRole) return arm.oracle;
    if (role == IsAccuracyRole) return isAccuracy(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter |
                        (index.column() == 0 || isAccuracy(index.column()) ? Qt::AlignLeft : Qt::AlignRight));
    if (index.column() == 0) {
        if (role == RoleRole) return roleWord(arm.role);
        const QString meaning = roleMeaning(arm.role);
        if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return meaning.isEmpty() ? arm.name.toHtmlEscaped() : tr("%1: %2").arg(arm.name.toHtmlEscaped(), meaning);
        return role == Qt::DisplayRole ? QVariant(arm.name) : QVariant();
    }
    const QString bucket = comparison_.buckets[(index.column() - 1) / kPerBucket];
    const auto cell = comparison_.cell(arm.name, bucket);
    if (!cell) return role == Qt::DisplayRole ? QVariant(QStringLiteral("–")) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        if (cell->n == 0) return QStringLiteral("–"); // nothing could be scored
        if (isAccuracy(index.column())) return percentText(cell->accuracy);
        return (index.column() - 1) % kPerBucket == 1 ? percentText(cell->cutRate)
                                                      : QString::number(cell->tokensPerProblem, 'f', 0);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1 on %2: %3 of %4 right, %5; 95 % interval %6 to %7; %8 tokens per problem; %9")
                   .arg(arm.name.toHtmlEscaped(), bucket.toHtmlEscaped())
                   .arg(cell->correct)
                   .arg(cell->n)
                   .arg(percentText(cell->accuracy), percentText(cell->low), percentText(cell->high))
                   .arg(cell->tokensPerProblem, 0, 'f', 1)
                   .arg(durationText(cell->seconds)) +
               tr("; %1 of the completions were cut: they neither vote nor win nor are right")
                   .arg(percentText(cell->cutRate)) +
               (cell->unscorable > 0 ? tr("; %n questions are unscorable and left out", nullptr, cell->unscorable)
                                     : QString());
    case AccuracyRole:
        return isAccuracy(index.column()) && cell->n > 0 ? QVariant(cell->accuracy) : QVariant();
    case LowRole:
        return cell->low;
    case HighRole:
        return cell->high;
    }
    return {};
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == 0 || isAccuracy(section) ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole) return {};
    if (section == 0) return tr("Arm");
    if (isAccuracy(section)) return comparison_.buckets[(section - 1) / kPerBucket];
    return (section - 1) % kPerBucket == 1 ? tr("cut") : tr("tokens");
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
