// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/cell_delegate.h"
#include "widgets/common/theme.h"
#include <QKeyEvent>
#include <QPlainTextEdit>

namespace lapidary {

QWidget *CellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const {
    auto *editor = new QPlainTextEdit(parent);
    editor->setObjectName(QStringLiteral("cellEditor"));
    editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
    editor->setTabChangesFocus(true);
    return editor;
}

void CellDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const {
    auto *text = static_cast<QPlainTextEdit *>(editor);
    if (text->document()->isModified()) return; // a page that comes meanwhile takes nothing away
    text->setPlainText(index.data(Qt::EditRole).toString());
    text->selectAll();
    text->document()->setModified(false);
}

void CellDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const {
    const auto *text = static_cast<QPlainTextEdit *>(editor);
    if (text->document()->isModified()) model->setData(index, text->toPlainText(), Qt::EditRole);
}

/// At least as wide as the cell, as high as its lines (two to ten), and inside of the table.
void CellDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const {
    const QString text = index.data(Qt::EditRole).toString();
    const QRect room = editor->parentWidget()->rect();
    const int width = std::min(std::max(option.rect.width(), 80 * kGrid), room.width());
    const int letters = std::max(width / std::max(option.fontMetrics.averageCharWidth(), 1), 10);
    qsizetype lines = 0;
    for (const QString &line : text.split(QLatin1Char('\n'))) lines += 1 + line.size() / letters;
    const int height = std::min(
        int(std::clamp<qsizetype>(lines, 1, 10) + 1) * option.fontMetrics.lineSpacing() + 4 * kGrid, room.height());
    QRect box(option.rect.left(), option.rect.top(), width, height);
    box.moveLeft(std::clamp(box.left(), 0, std::max(room.width() - width, 0)));
    box.moveTop(std::clamp(box.top(), 0, std::max(room.height() - height, 0)));
    editor->setGeometry(box);
}

bool CellDelegate::eventFilter(QObject *watched, QEvent *event) {
    auto *editor = qobject_cast<QPlainTextEdit *>(watched);
    if (editor && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
            Q_EMIT commitData(editor);
            Q_EMIT closeEditor(editor);
            return true;
        }
    }
    return HitDelegate::eventFilter(watched, event);
}

} // namespace lapidary
