// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMessageBox>

namespace lapidary {

/// A message whose texts are shown as they are, whatever data they come from. It deletes itself; the caller gives it
/// its buttons and opens it.
QMessageBox *messageBox(QWidget *parent, QMessageBox::Icon icon, const QString &title, const QString &text);

} // namespace lapidary
