// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/theme.h"
#include <QLayout>
#include <QVector>

namespace lapidary {

/// Things side by side that go on in a further line where the width ends, as words do. What can grow shares what a line
/// has left; addStretch() holds a place for that.
class FlowLayout : public QLayout {
public:
    explicit FlowLayout(QWidget *parent = nullptr, int gap = 2 * kGrid);
    ~FlowLayout() override;
    void addStretch();
    void insertWidget(int at, QWidget *widget);
    void addItem(QLayoutItem *item) override { items_.append(item); }
    int count() const override { return int(items_.size()); }
    QLayoutItem *itemAt(int index) const override { return items_.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSize() const override;
    QSize sizeHint() const override; ///< all in one line
    void setGeometry(const QRect &rect) override;

private:
    struct Line {
        QVector<QLayoutItem *> items{};
        int width = 0, height = 0;
    };
    QVector<Line> lines(int width) const;
    void place(const Line &line, const QRect &rect) const;
    QVector<QLayoutItem *> items_{};
    int gap_;
};

} // namespace lapidary
