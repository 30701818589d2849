// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QVector>
#include <QWidget>

namespace lapidary {

/// The values under the cursor: "step 120", then a coloured mark and a number for each curve.
class Readout : public QWidget {
public:
    struct Entry {
        QColor colour;
        Qt::PenStyle dash = Qt::SolidLine;
        QString text{};
    };
    explicit Readout(QWidget *parent = nullptr);
    void show(const QString &lead, const QVector<Entry> &entries);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString lead_;
    QVector<Entry> entries_;
};

} // namespace lapidary
