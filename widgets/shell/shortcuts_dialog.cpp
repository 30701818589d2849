// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/shortcuts_dialog.h"
#include "widgets/common/labels.h"
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lapidary {

ShortcutsDialog::ShortcutsDialog(const QVector<Group> &groups, QWidget *parent) : QDialog(parent) {
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Shortcuts"));
    resize(520, 560);
    auto *words = new QLineEdit(this);
    words->setPlaceholderText(tr("Search"));
    words->setAccessibleName(words->placeholderText());
    words->setClearButtonEnabled(true);
    auto *tree = new QTreeWidget(this);
    tree->setAccessibleName(windowTitle());
    tree->setObjectName(QStringLiteral("shortcuts"));
    tree->setColumnCount(2);
    tree->setHeaderHidden(true);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    for (const Group &group : groups) {
        if (group.keys.isEmpty()) continue;
        auto *head = new QTreeWidgetItem(tree, {group.title});
        QFont bold = typeFont(Type::Body);
        bold.setWeight(QFont::Bold);
        head->setFont(0, bold);
        head->setFlags(Qt::ItemIsEnabled);
        for (const KeyHelp &key : group.keys) new QTreeWidgetItem(head, {key.what, key.keys});
    }
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree->header()->setStretchLastSection(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * kGrid, 4 * kGrid, 4 * kGrid, 4 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(words);
    layout->addWidget(tree, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(words, &QLineEdit::textChanged, this, [tree](const QString &text) {
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            bool any = false;
            for (int k = 0; k < tree->topLevelItem(i)->childCount(); ++k) {
                QTreeWidgetItem *each = tree->topLevelItem(i)->child(k);
                const bool shown = each->text(0).contains(text, Qt::CaseInsensitive) ||
                                   each->text(1).contains(text, Qt::CaseInsensitive);
                each->setHidden(!shown);
                any |= shown;
            }
            tree->topLevelItem(i)->setHidden(!any);
        }
    });
}

} // namespace lapidary
