// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/check_list.h"
#include "widgets/common/check_delegate.h"
#include "widgets/common/theme.h"

namespace lapidary {

CheckList::CheckList(const QString &objectName, const QString &purpose, QWidget *parent) : QListWidget(parent) {
    setObjectName(objectName);
    setAccessibleName(purpose);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new CheckDelegate(this));
}

void CheckList::add(const QString &text, const QString &id, bool checked) {
    auto *item = new QListWidgetItem(text, this);
    item->setData(Qt::UserRole, id);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    if (count() == 1) setCurrentRow(0);
}

QStringList CheckList::checkedIds() const {
    QStringList ids;
    for (int i = 0; i < count(); ++i)
        if (item(i)->checkState() == Qt::Checked) ids.append(item(i)->data(Qt::UserRole).toString());
    return ids;
}

} // namespace lapidary
