// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/cost_strip.h"
#include "widgets/common/theme.h"
#include "widgets/models/reason_view_model.h"
#include <QLocale>
#include <QPainter>

namespace lapidary {

CostStrip::CostStrip(ReasonViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("costStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&model_, &ReasonViewModel::treeShown, this, &CostStrip::refresh);
    connect(&model_, &ReasonViewModel::treeChanged, this, &CostStrip::refresh);
    refresh();
}

QSize CostStrip::sizeHint() const {
    return {200, QFontMetrics(typeFont(Type::Caption)).height() + 3 * kGrid + 2};
}

/// The worker's own figures hold for the search as it ended; before, and behind a person's acts, the events tell.
QVector<CostStrip::Part> CostStrip::parts() const {
    const SearchTreeModel *tree = model_.tree();
    if (!tree) return {};
    const auto result = model_.result();
    if (result && tree->isLive() && tree->acts() == 0) {
        QVector<Part> all{{tr("kept"), result->cost.kept},
                          {tr("rejected"), result->cost.rejected},
                          {tr("trials"), result->cost.rollout},
                          {tr("verifier"), result->cost.verifier}};
        if (result->cached > 0) all.append({tr("not read again"), result->cached});
        return all;
    }
    const auto cost = tree->cost();
    return {{tr("kept"), cost.kept}, {tr("rejected"), cost.pruned}, {tr("open"), cost.open}};
}

void CostStrip::refresh() {
    QStringList words;
    for (const Part &part : parts())
        words.append(QStringLiteral("%1 %2").arg(part.name, QLocale().toString(part.tokens)));
    setAccessibleName(tr("Tokens: %1").arg(words.join(QStringLiteral(", "))));
    setToolTip(accessibleName());
    update();
}

/// What was not read again costs nothing: it has words, and no part of the bar.
void CostStrip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(typeFont(Type::Caption));
    const QVector<Part> all = parts();
    const QColor colours[] = {toneColour(Tone::Accent, palette()), palette().color(QPalette::PlaceholderText),
                              toneColour(Tone::Warning, palette()), toneColour(Tone::Good, palette())};
    constexpr double kBar = 6;
    double whole = 0;
    for (int i = 0; i < std::min<int>(4, int(all.size())); ++i) whole += double(all[i].tokens);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Midlight));
    painter.drawRoundedRect(QRectF(0, 0, width(), kBar), 3, 3);
    double x = 0;
    for (int i = 0; whole > 0 && i < std::min<int>(4, int(all.size())); ++i) {
        const double wide = width() * double(all[i].tokens) / whole;
        painter.fillRect(QRectF(x, 0, std::max(0.0, wide - 1), kBar), colours[i]);
        x += wide;
    }
    const QFontMetrics metrics(painter.font());
    const double top = kBar + 1.5 * kGrid, high = metrics.height();
    x = 0;
    for (int i = 0; i < all.size(); ++i) {
        const QString words = QStringLiteral("%1 %2").arg(all[i].name, QLocale().toString(all[i].tokens));
        if (x + metrics.horizontalAdvance(words) + 16 > width()) break; // the tool tip has the rest
        if (i < 4) painter.fillRect(QRectF(x, top + high / 2 - 4, 8, 8), colours[i]);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const double begin = x + (i < 4 ? 12 : 0);
        painter.drawText(QPointF(begin, top + metrics.ascent()), words);
        x = begin + metrics.horizontalAdvance(words) + 4 * kGrid;
    }
}

} // namespace lapidary
