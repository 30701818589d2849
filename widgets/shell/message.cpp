// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/message.h"
#include <QLabel>

namespace lapidary {

QMessageBox *messageBox(QWidget *parent, QMessageBox::Icon icon, const QString &title, const QString &text) {
    auto *box = new QMessageBox(icon, title, title, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(text);
    // The informative text has its own label, which would guess the format.
    for (auto *label : box->findChildren<QLabel *>()) label->setTextFormat(Qt::PlainText);
    return box;
}

} // namespace lapidary
