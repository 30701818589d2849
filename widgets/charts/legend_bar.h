// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>
#include <QHash>
#include <QWidget>

namespace lapidary {

/// One entry: the run's line and its name; hidden runs are struck through. A check button, so keys work too.
class LegendChip : public QAbstractButton {
    Q_OBJECT
public:
    LegendChip(const QString &name, int slot, QWidget *parent);
    QSize sizeHint() const override;
    int slot() const { return slot_; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int slot_;
};

/// The legend that all charts of a panel share: a click hides or shows the run everywhere.
class LegendBar : public QWidget {
    Q_OBJECT
public:
    explicit LegendBar(QWidget *parent = nullptr);
    void setRun(const QString &id, const QString &name, int slot, bool visible);
    void removeRun(const QString &id);
    LegendChip *chip(const QString &id) const { return chips_.value(id); }
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void visibilityChanged(const QString &id, bool visible);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int arrange(int width, bool apply) const;
    QHash<QString, LegendChip *> chips_;
    QVector<LegendChip *> order_;
};

} // namespace lapidary
