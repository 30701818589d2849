// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/forgetting_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/wording.h"

namespace lapidary {

namespace {
QString pointsText(double share) {
    return QString::asprintf("%+.1f", 100 * share);
}
} // namespace

void ForgettingModel::setMatrix(const ForgettingMatrix &matrix) {
    beginResetModel();
    matrix_ = matrix;
    endResetModel();
}

int ForgettingModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(matrix_.tasks.size());
}

int ForgettingModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() || matrix_.stages.empty() ? 0 : int(matrix_.stages.size()) + 1;
}

const ForgettingMatrix::Cell *ForgettingModel::cell(const QModelIndex &index) const {
    if (!index.isValid() || index.column() >= int(matrix_.stages.size())) return nullptr;
    const auto &found = matrix_.tasks[std::size_t(index.row())].cells[std::size_t(index.column())];
    return found ? &*found : nullptr;
}

const ForgettingMatrix::Cell *ForgettingModel::before(const QModelIndex &index) const {
    if (!cell(index)) return nullptr;
    const std::string &parent = matrix_.stages[std::size_t(index.column())].parent;
    for (int column = 0; column < int(matrix_.stages.size()); ++column)
        if (!parent.empty() && matrix_.stages[std::size_t(column)].model == parent)
            return cell(this->index(index.row(), column));
    return nullptr;
}

QVariant ForgettingModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignCenter);
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole) return sentence(index);
    const auto &task = matrix_.tasks[std::size_t(index.row())];
    if (index.column() == int(matrix_.stages.size())) {
        if (role == Qt::DisplayRole)
            return !task.forgotten        ? QString()
                   : *task.forgotten <= 0 ? tr("nothing")
                                          : tr("%1 points").arg(100 * *task.forgotten, 0, 'f', 1);
        return role == LostRole && task.forgotten ? QVariant(*task.forgotten > 0) : QVariant();
    }
    const auto *here = cell(index), *parent = before(index);
    if (!here) return role == Qt::DisplayRole ? QVariant(tr("not asked")) : QVariant();
    if (role == Qt::DisplayRole) return percentText(here->accuracy);
    if (role == AccuracyRole) return here->accuracy;
    if (role == ChangeRole && parent) return pointsText(here->accuracy - parent->accuracy);
    if (role == LostRole && parent) return here->accuracy < parent->accuracy;
    return {};
}

QString ForgettingModel::sentence(const QModelIndex &index) const {
    const auto *here = cell(index), *parent = before(index);
    if (!here) return {};
    const auto &stage = matrix_.stages[std::size_t(index.column())];
    QString text = tr("%1 on “%2”: %3 of %4 right, %5 to %6 with 95 % confidence.")
                       .arg(toQt(stage.model), toQt(matrix_.tasks[std::size_t(index.row())].bucket))
                       .arg(here->correct)
                       .arg(here->n)
                       .arg(percentText(here->low), percentText(here->high));
    if (!parent) return text;
    text += QLatin1Char(' ') +
            tr("Against %1: %2 points.").arg(toQt(stage.parent), pointsText(here->accuracy - parent->accuracy));
    if (here->shared > 0)
        text += QLatin1Char(' ') + tr("Of %1 problems that both were asked %2 flipped to wrong and %3 to right.")
                                       .arg(here->shared)
                                       .arg(here->lost)
                                       .arg(here->gained);
    return text;
}

QVariant ForgettingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || section < 0) return {};
    if (orientation == Qt::Vertical)
        return section < int(matrix_.tasks.size()) ? toQt(matrix_.tasks[std::size_t(section)].bucket) : QVariant();
    if (section == int(matrix_.stages.size())) return tr("Forgotten");
    return section < int(matrix_.stages.size()) ? toQt(matrix_.stages[std::size_t(section)].model) : QVariant();
}

QString ForgettingModel::tsv() const {
    QString out;
    for (int column = 0; column < columnCount(); ++column)
        out += QLatin1Char('\t') + headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    for (int row = 0; row < rowCount(); ++row) {
        out += QLatin1Char('\n') + headerData(row, Qt::Vertical, Qt::DisplayRole).toString();
        for (int column = 0; column < columnCount(); ++column)
            out += QLatin1Char('\t') + data(index(row, column), Qt::DisplayRole).toString();
    }
    return out + QLatin1Char('\n');
}

} // namespace lapidary
