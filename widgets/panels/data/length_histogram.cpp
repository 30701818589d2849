// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/length_histogram.h"
#include "widgets/common/theme.h"
#include <QPainter>
#include <algorithm>

namespace lapidary {

LengthHistogram::LengthHistogram(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LengthHistogram::sizeHint() const {
    return {66 * kGrid, 22 * kGrid};
}

void LengthHistogram::setLengths(const QVector<qint32> &lengths, int maxLength, qint64 context, bool complete) {
    bins_.fill(0, kBins);
    maxLength_ = maxLength;
    context_ = context;
    longest_ = lengths.isEmpty() ? 0 : std::max(0, *std::max_element(lengths.begin(), lengths.end()));
    counted_ = 0;
    int over = 0, unread = 0, beyond = 0;
    for (const qint32 length : lengths) {
        if (length < 0) {
            ++unread;
            continue;
        }
        ++counted_;
        over += length > maxLength;
        beyond += context > 0 && length > context;
        ++bins_[std::min(kBins - 1, int(qint64(length) * kBins / (longest_ + 1)))];
    }
    const QLocale locale;
    if (lengths.isEmpty())
        summary_ = tr("Lengths are not counted yet");
    else {
        summary_ = tr("longest: %1 tokens; longer than %3: %2")
                       .arg(locale.toString(longest_), locale.toString(over), locale.toString(maxLength));
        if (context > 0)
            summary_ += beyond > 0 ? tr("; longer than the model’s context of %2: %1")
                                         .arg(locale.toString(beyond), locale.toString(context))
                                   : tr("; all within the model’s context of %1").arg(locale.toString(context));
        if (unread > 0) summary_ += tr(", %1 cannot be read").arg(locale.toString(unread));
        if (!complete) summary_ += QStringLiteral(" …");
    }
    setAccessibleName(tr("Lengths of the rows: %1").arg(summary_));
    setToolTip(summary_);
    update();
}

void LengthHistogram::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const QPalette &p = palette();
    const QFontMetrics small(typeFont(Type::Caption));
    const QRect plot(0, 2 * kGrid, width() - 1, height() - small.height() - 3 * kGrid);
    painter.setPen(p.color(QPalette::Mid));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (counted_ == 0) return;
    const int tallest = std::max(1, *std::max_element(bins_.begin(), bins_.end()));
    const double wide = double(plot.width()) / kBins;
    const double cut = double(maxLength_) / (longest_ + 1);
    for (int bin = 0; bin < kBins; ++bin) {
        if (bins_[bin] == 0) continue;
        const double tall = std::max(1.0, double(plot.height()) * bins_[bin] / tallest);
        const QRectF bar(plot.x() + bin * wide + 0.5, plot.bottom() - tall, wide - 1, tall);
        const bool over = double(bin + 1) / kBins > cut && cut < 1;
        painter.fillRect(bar, toneColour(over ? Tone::Warning : Tone::Accent, p));
    }
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(p.color(QPalette::PlaceholderText));
    const QRect figures(plot.x(), plot.bottom() + 2, plot.width(), small.height());
    painter.drawText(figures, Qt::AlignLeft, QStringLiteral("0"));
    painter.drawText(figures, Qt::AlignRight, tr("%1 tokens").arg(QLocale().toString(longest_)));
    drawLimit(painter, plot, maxLength_, toneColour(Tone::Warning, p), Qt::DashLine);
    if (context_ > 0) drawLimit(painter, plot, context_, toneColour(Tone::Bad, p), Qt::SolidLine);
}

/// Where rows lie beyond it.
void LengthHistogram::drawLimit(QPainter &painter, const QRect &plot, qint64 tokens, const QColor &colour,
                                Qt::PenStyle style) {
    if (tokens > longest_) return;
    const int x = plot.x() + int(double(tokens) / (longest_ + 1) * plot.width());
    painter.setPen(QPen(colour, 1, style));
    painter.drawLine(x, plot.top() - kGrid, x, plot.bottom());
}

} // namespace lapidary
