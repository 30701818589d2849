// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>

namespace lapidary {

/// A combo box whose arrow follows the theme (a style sheet can only take a picture). Entries are plain text.
class Choice : public QComboBox {
    Q_OBJECT
public:
    Choice(const QString &objectName, const QString &purpose, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace lapidary
