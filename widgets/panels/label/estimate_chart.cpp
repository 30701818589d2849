// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/estimate_chart.h"
#include "widgets/common/theme.h"
#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary {

namespace {

constexpr int kLine = 6 * kGrid, kNameWidth = 58 * kGrid, kFigureWidth = 52 * kGrid, kAxis = 6 * kGrid, kBars = 20;

QString figures(const EstimateLine &line) {
    if (!line.value) return line.note;
    QString text = QString::number(*line.value, 'f', 2);
    if (line.low && line.high)
        text = QCoreApplication::translate("Labels", "%1 (%2 to %3)")
                   .arg(text, QString::number(*line.low, 'f', 2), QString::number(*line.high, 'f', 2));
    return line.note.isEmpty() ? text : text + QStringLiteral("  ") + line.note;
}

} // namespace

EstimateChart::EstimateChart(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void EstimateChart::setLines(const QVector<EstimateLine> &lines) {
    lines_ = lines;
    QStringList told;
    for (const EstimateLine &line : lines_)
        told.append(line.heading ? line.name : line.name + QStringLiteral(": ") + figures(line));
    setAccessibleName(tr("Quality of the labels"));
    setAccessibleDescription(told.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QSize EstimateChart::sizeHint() const {
    return {kNameWidth + kFigureWidth + 40 * kGrid, int(lines_.size()) * kLine + kAxis};
}

double EstimateChart::xOf(double value) const {
    const bool below =
        std::any_of(lines_.begin(), lines_.end(), [](const EstimateLine &line) { return line.low.value_or(0) < 0; });
    const double lowest = below ? -1 : 0, left = kNameWidth + 2 * kGrid, right = width() - kFigureWidth - 2 * kGrid;
    return left + (std::clamp(value, lowest, 1.0) - lowest) / (1 - lowest) * (right - left);
}

void EstimateChart::paintLine(QPainter &painter, const EstimateLine &line, int top) const {
    const QPalette &p = palette();
    const QRect name(0, top, kNameWidth, kLine);
    QFont font = typeFont(Type::Body);
    if (line.heading) font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.setPen(p.color(QPalette::WindowText));
    painter.drawText(line.heading ? QRect(0, top, width(), kLine) : name, Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(line.name, Qt::ElideRight, line.heading ? width() : kNameWidth));
    if (line.heading) return;
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(p.color(line.value ? QPalette::WindowText : QPalette::PlaceholderText));
    painter.drawText(QRect(width() - kFigureWidth, top, kFigureWidth, kLine), Qt::AlignVCenter,
                     QFontMetrics(painter.font()).elidedText(figures(line), Qt::ElideRight, kFigureWidth));
    const double middle = top + kLine / 2.0;
    if (line.even) {
        painter.setPen(QPen(p.color(QPalette::PlaceholderText), 1, Qt::DashLine));
        painter.drawLine(QPointF(xOf(*line.even), top + 2), QPointF(xOf(*line.even), top + kLine - 2));
    }
    if (!line.value) return;
    const bool away = line.even && line.low && line.high && (*line.low > *line.even || *line.high < *line.even);
    const QColor colour = toneColour(away ? Tone::Warning : Tone::Accent, p);
    painter.setPen(QPen(colour, 1.5));
    if (line.low && line.high) {
        painter.drawLine(QPointF(xOf(*line.low), middle), QPointF(xOf(*line.high), middle));
        for (const double end : {*line.low, *line.high})
            painter.drawLine(QPointF(xOf(end), middle - 4), QPointF(xOf(end), middle + 4));
    }
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(xOf(*line.value), middle), 3.5, 3.5);
}

void EstimateChart::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int bottom = int(lines_.size()) * kLine;
    painter.setFont(typeFont(Type::Caption));
    for (const double tick : {-1.0, -0.5, 0.0, 0.25, 0.5, 0.75, 1.0}) {
        if (tick < 0 && xOf(tick) >= xOf(0)) continue; // the axis begins at 0
        painter.setPen(lineColour(palette()));
        painter.drawLine(QPointF(xOf(tick), 0), QPointF(xOf(tick), bottom));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRectF(xOf(tick) - 20, bottom + 2, 40, kAxis - 2), Qt::AlignCenter, QString::number(tick));
    }
    for (int i = 0; i < lines_.size(); ++i) paintLine(painter, lines_[i], i * kLine);
}

TimeBars::TimeBars(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TimeBars::setSeconds(const std::vector<double> &sorted) {
    seconds_ = sorted;
    setAccessibleName(tr("Seconds until a verdict"));
    if (!seconds_.empty())
        setAccessibleDescription(tr("%1 verdicts, half of them within %2 s")
                                     .arg(seconds_.size())
                                     .arg(seconds_[seconds_.size() / 2], 0, 'f', 1));
    update();
}

QSize TimeBars::sizeHint() const {
    return {80 * kGrid, 24 * kGrid};
}

/// Up to the 95th percentile, so that a pause for a coffee does not flatten the rest; the last bar holds what is
/// beyond.
void TimeBars::paintEvent(QPaintEvent *) {
    if (seconds_.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double most = std::max(seconds_[std::size_t(double(seconds_.size() - 1) * 0.95)], 0.1);
    std::array<int, kBars + 1> bars{};
    for (const double each : seconds_) ++bars[std::size_t(std::min(each / most * kBars, double(kBars)))];
    const int highest = *std::max_element(bars.begin(), bars.end()), bottom = height() - kAxis;
    const double step = double(width()) / (kBars + 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColour(Tone::Accent, palette()));
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double tall = double(bars[i]) / highest * (bottom - kGrid);
        painter.drawRect(QRectF(double(i) * step + 1, bottom - tall, step - 2, tall));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.setFont(typeFont(Type::Caption));
    painter.drawLine(QPointF(0, bottom + 0.5), QPointF(width(), bottom + 0.5));
    painter.drawText(QRect(0, bottom, width(), kAxis), Qt::AlignLeft | Qt::AlignVCenter, tr("0 s"));
    painter.drawText(QRect(0, bottom, width(), kAxis), Qt::AlignRight | Qt::AlignVCenter,
                     tr("%1 s and more").arg(most, 0, 'f', 1));
}

} // namespace lapidary
