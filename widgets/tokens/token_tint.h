// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include <QColor>
#include <QPalette>
#include <QWidget>

namespace lapidary {

enum class Tint { None, Surprise, Entropy };
/// 0 to 1: how much a token stands out.
double tintStrength(const TextToken &token, Tint tint);
/// Invalid where nothing is to be seen.
QColor tintColour(double strength, const QPalette &palette);
QString probabilityText(double probability);
QString aboutToken(const TextToken &token);

/// A strip that tells what the tint of a token means, from nothing to its strongest.
class TintLegend : public QWidget {
    Q_OBJECT
public:
    explicit TintLegend(QWidget *parent = nullptr);
    void setTint(Tint tint);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString low_{}, high_{};
};

} // namespace lapidary
