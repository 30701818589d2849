// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/entry_list.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace lapidary {

namespace {

enum Role { IdRole = Qt::UserRole, AboutRole, RightRole, AbsentRole };

class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const int line = option.fontMetrics.height();
        return {100, index.data(IdRole).isNull() ? line + 4 * kGrid : 2 * line + 4 * kGrid};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        option.text.clear();
        option.state &= ~QStyle::State_HasFocus;
        (option.widget ? option.widget->style() : QApplication::style())
            ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        painter->save();
        const QPalette &p = option.palette;
        const QRect box = option.rect.adjusted(3 * kGrid, kGrid, -3 * kGrid, -kGrid);
        const QFont small = typeFont(Type::Caption);
        const QColor muted = p.color(QPalette::PlaceholderText);
        if (index.data(IdRole).isNull()) {
            QFont heading = small;
            heading.setWeight(QFont::Bold);
            painter->setFont(heading);
            painter->setPen(muted);
            painter->drawText(box, Qt::AlignBottom | Qt::AlignLeft, index.data().toString());
            painter->restore();
            return;
        }
        const bool chosen = option.state & QStyle::State_Selected, absent = index.data(AbsentRole).toBool();
        if (chosen)
            painter->fillRect(QRect(option.rect.x(), option.rect.y(), 3, option.rect.height()),
                              p.color(QPalette::Link));
        const QString right = index.data(RightRole).toString();
        painter->setFont(small);
        painter->setPen(muted);
        const int wide = right.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(right) + 2 * kGrid;
        painter->drawText(QRect(box.x(), box.y(), box.width(), box.height() / 2), Qt::AlignRight | Qt::AlignVCenter,
                          right);
        painter->drawText(
            QRect(box.x(), box.center().y(), box.width(), box.height() / 2), Qt::AlignVCenter,
            QFontMetrics(small).elidedText(index.data(AboutRole).toString(), Qt::ElideRight, box.width()));
        QFont name = option.font;
        if (chosen) name.setWeight(QFont::Bold);
        painter->setFont(name);
        painter->setPen(absent ? muted : p.color(QPalette::Text));
        painter->drawText(QRect(box.x(), box.y(), box.width() - wide, box.height() / 2), Qt::AlignVCenter,
                          QFontMetrics(name).elidedText(index.data().toString(), Qt::ElideRight, box.width() - wide));
        painter->restore();
    }
};

} // namespace

EntryList::EntryList(const QString &objectName, const QString &purpose, QWidget *parent) : QListWidget(parent) {
    setObjectName(objectName);
    setAccessibleName(purpose);
    setItemDelegate(new EntryDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item) Q_EMIT chosen(item->data(IdRole).toString());
    });
}

void EntryList::setEntries(const QVector<Entry> &entries, const QString &current) {
    const QSignalBlocker quiet(this);
    clear();
    QString heading;
    for (const Entry &entry : entries) {
        if (entry.heading != heading) {
            heading = entry.heading;
            auto *title = new QListWidgetItem(heading, this);
            title->setFlags(Qt::NoItemFlags);
        }
        auto *item = new QListWidgetItem(entry.name, this);
        item->setData(IdRole, entry.id);
        item->setData(AboutRole, entry.about);
        item->setData(RightRole, entry.right);
        item->setData(AbsentRole, entry.absent);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2 %3").arg(entry.name, entry.about, entry.right));
        item->setToolTip(QStringLiteral("%1\n%2")
                             .arg(entry.name, entry.about)
                             .toHtmlEscaped()
                             .replace(QLatin1Char('\n'), QLatin1String("<br>")));
        if (entry.id == current) setCurrentItem(item);
    }
}

QString EntryList::currentId() const {
    return currentItem() ? currentItem()->data(IdRole).toString() : QString();
}

} // namespace lapidary
