// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/theme.h"
#include <QLabel>

namespace lapidary {

/// One line that takes the room that is left and ends in … where it is longer; the tip then says all of it. text() is
/// the whole.
class ElidedLabel : public QLabel {
    Q_OBJECT
    Q_PROPERTY(bool elides READ elides CONSTANT)
public:
    explicit ElidedLabel(Type type = Type::Body, bool muted = false, QWidget *parent = nullptr);
    bool elides() const { return true; }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString shown() const;
};

} // namespace lapidary
