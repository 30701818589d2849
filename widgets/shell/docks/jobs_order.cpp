// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/docks/jobs_order.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/wording.h"
#include <tuple>

namespace lapidary {

JobsOrder::JobsOrder(QObject *parent) : QSortFilterProxyModel(parent) {
    setDynamicSortFilter(true);
}

void JobsOrder::setSourceModel(QAbstractItemModel *model) {
    QSortFilterProxyModel::setSourceModel(model);
    sort(0);
}

bool JobsOrder::lessThan(const QModelIndex &left, const QModelIndex &right) const {
    const auto rank = [](const QModelIndex &index) {
        const auto state = static_cast<RunState>(index.data(RunsModel::StateRole).toInt());
        const int group = state == RunState::Queued ? 1 : isActive(state) ? 0 : 2;
        const int place = group == 1 ? index.data(RunsModel::PlaceRole).toInt() : 0;
        return std::tuple(group, place, -index.row()); // the source has the oldest first
    };
    return rank(left) < rank(right);
}

} // namespace lapidary
