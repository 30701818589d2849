// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/glyphs.h"
#include <QAbstractButton>
#include <QWidget>

class QButtonGroup;

namespace lapidary {

class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(Glyph glyph, const QString &title, QWidget *parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Glyph glyph_;
};

/// The slim bar on the left with one button a panel.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);
    RailButton *addPanel(Glyph glyph, const QString &title, const QString &shortcut);
    void setCurrent(int index);

Q_SIGNALS:
    void chosen(int index);

private:
    QButtonGroup *group_;
};

} // namespace lapidary
