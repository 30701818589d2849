// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/report_charts.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

std::string at(double value) {
    return formatNumber("%.1f", value);
}

std::string line(double x1, double y1, double x2, double y2, const char *style) {
    return "<line class='" + std::string(style) + "' x1='" + at(x1) + "' y1='" + at(y1) + "' x2='" + at(x2) + "' y2='" +
           at(y2) + "'/>";
}

std::string label(double x, double y, const char *style, const std::string &text) {
    return "<text class='" + std::string(style) + "' x='" + at(x) + "' y='" + at(y) + "'>" + escapeHtml(text) +
           "</text>";
}

std::string svg(double width, double height, const std::string &title, const std::string &body) {
    return "<svg role='img' viewBox='0 0 " + at(width) + " " + at(height) + "' style='max-width:" + at(width) +
           "px'><title>" + escapeHtml(title) + "</title>" + body + "</svg>";
}

std::string roleClass(const ArmResult &arm) {
    return "role-" + (arm.oracle ? std::string("oracle") : arm.role);
}

std::string shortened(const std::string &text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most - 1;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

std::vector<const ArmResult *> inBucket(const Comparison &comparison, const std::string &bucket) {
    std::vector<const ArmResult *> arms;
    for (const auto &arm : comparison.arms)
        if (arm.bucket == bucket) arms.push_back(&arm);
    return arms;
}

/// A few round numbers between low and high.
std::vector<double> ticks(double low, double high) {
    const double span = std::max(high - low, 1e-12), raw = span / 4, power = std::pow(10, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double nice : {1.0, 2.0, 5.0})
        if (raw <= nice * power) {
            step = nice * power;
            break;
        }
    std::vector<double> out;
    const auto first = static_cast<std::int64_t>(std::ceil(low / step)),
               last = static_cast<std::int64_t>(std::floor((high + span * 1e-9) / step));
    for (std::int64_t i = first; i <= last; ++i) out.push_back(static_cast<double>(i) * step);
    return out;
}

/// Keeps labels at least `gap` apart, moving them as little as a sweep down and one up can.
void spread(std::vector<double> &ys, double gap, double bottom) {
    std::vector<std::size_t> order(ys.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ys[a] < ys[b]; });
    for (std::size_t i = 1; i < order.size(); ++i) ys[order[i]] = std::max(ys[order[i]], ys[order[i - 1]] + gap);
    double limit = bottom;
    for (std::size_t i = order.size(); i-- > 0; limit -= gap) ys[order[i]] = std::min(ys[order[i]], limit);
}

} // namespace

std::string escapeHtml(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\t' ? '?' : c;
        }
    }
    return out;
}

std::string formatNumber(const char *format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string intervalChart(const Comparison &comparison, const std::string &bucket) {
    constexpr double kLeft = 230, kPlot = 360, kRow = 28, kTop = 8, kWidth = 700;
    const auto arms = inBucket(comparison, bucket);
    const double bottom = kTop + kRow * static_cast<double>(arms.size());
    const auto x = [&](double share) { return kLeft + share * kPlot; };
    std::string body;
    for (const double tick : {0.0, 0.25, 0.5, 0.75, 1.0})
        body += line(x(tick), kTop, x(tick), bottom, "grid") +
                label(x(tick), bottom + 18, "tick middle", formatNumber("%.2f", tick));
    double y = kTop + kRow / 2;
    for (const auto *arm : arms) {
        const std::string role = roleClass(*arm);
        body += "<g class='" + role + "'>";
        body += label(kLeft - 14, y + 4.5, "name end", shortened(arm->name, 34) + (arm->oracle ? " *" : ""));
        body += line(x(arm->low), y, x(arm->high), y, "whisker") +
                line(x(arm->low), y - 5, x(arm->low), y + 5, "whisker") +
                line(x(arm->high), y - 5, x(arm->high), y + 5, "whisker");
        body += "<circle class='dot' cx='" + at(x(arm->accuracy)) + "' cy='" + at(y) + "' r='5'/>";
        if (arm->faithful)
            body += "<rect class='hollow' x='" + at(x(*arm->faithful) - 3.5) + "' y='" + at(y - 3.5) +
                    "' width='7' height='7' transform='rotate(45 " + at(x(*arm->faithful)) + " " + at(y) + ")'/>";
        body += label(kLeft + kPlot + 14, y + 4.5, "value", formatNumber("%.3f", arm->accuracy)) + "</g>";
        y += kRow;
    }
    return svg(kWidth, bottom + 26, "Accuracy with 95 % intervals, " + bucket, body);
}

std::string tokensChart(const Comparison &comparison, const std::string &bucket) {
    constexpr double kLeft = 44, kPlotWidth = 360, kTop = 10, kHeight = 260, kWidth = 640,
                     kLabels = kLeft + kPlotWidth + 16;
    const auto arms = inBucket(comparison, bucket);
    double least = 1e300, most = 1;
    for (const auto *arm : arms) {
        least = std::min(least, std::max(1.0, arm->tokensPerProblem));
        most = std::max(most, arm->tokensPerProblem);
    }
    const double low = std::log10(least) - 0.08, high = std::max(std::log10(most) + 0.08, low + 0.5);
    const auto x = [&](double tokens) {
        return kLeft + (std::log10(std::max(1.0, tokens)) - low) / (high - low) * kPlotWidth;
    };
    const auto y = [&](double share) { return kTop + (1 - share) * kHeight; };
    std::string body;
    for (const double tick : {0.0, 0.25, 0.5, 0.75, 1.0})
        body += line(kLeft, y(tick), kLeft + kPlotWidth, y(tick), "grid") +
                label(kLeft - 8, y(tick) + 4, "tick end", formatNumber("%.2f", tick));
    for (int power = 0; power < 8; ++power)
        for (const double digit : {1.0, 2.0, 5.0})
            if (const double tick = digit * std::pow(10, power); std::log10(tick) >= low && std::log10(tick) <= high)
                body += line(x(tick), kTop, x(tick), kTop + kHeight, "grid") +
                        label(x(tick), kTop + kHeight + 18, "tick middle", formatNumber("%.0f", tick));
    body += label(kLeft + kPlotWidth / 2, kTop + kHeight + 36, "tick middle", "tokens spent a problem (logarithmic)");
    std::vector<double> ys(arms.size());
    std::transform(arms.begin(), arms.end(), ys.begin(), [&](const auto *arm) { return y(arm->accuracy); });
    spread(ys, 17, kTop + kHeight);
    for (std::size_t i = 0; i < arms.size(); ++i) {
        const auto *arm = arms[i];
        body += "<g class='" + roleClass(*arm) + "'>" +
                line(x(arm->tokensPerProblem), y(arm->accuracy), kLabels - 4, ys[i], "leader");
        body += line(x(arm->tokensPerProblem), y(arm->low), x(arm->tokensPerProblem), y(arm->high), "whisker");
        body +=
            "<circle class='dot' cx='" + at(x(arm->tokensPerProblem)) + "' cy='" + at(y(arm->accuracy)) + "' r='5'/>";
        body += label(kLabels, ys[i] + 4.5, "name", shortened(arm->name, 30) + (arm->oracle ? " *" : "")) + "</g>";
    }
    return svg(kWidth, kTop + kHeight + 44, "Accuracy against tokens, " + bucket, body);
}

std::string curveChart(const std::string &title, const Points &points) {
    constexpr double kLeft = 52, kWidth = 330, kPlotWidth = 268, kTop = 26, kHeight = 120;
    constexpr std::size_t kMostPoints = 300;
    if (points.size() < 2) return {};
    // Means of equal stretches: a report is looked at, not zoomed.
    Points raw;
    const std::size_t stretch = (points.size() + kMostPoints - 1) / kMostPoints;
    for (std::size_t i = 0; i < points.size(); i += stretch) {
        const std::size_t end = std::min(points.size(), i + stretch);
        double sumX = 0, sumY = 0;
        for (std::size_t j = i; j < end; ++j) sumX += points[j].first, sumY += points[j].second;
        raw.push_back({sumX / static_cast<double>(end - i), sumY / static_cast<double>(end - i)});
    }
    double low = raw[0].second, high = raw[0].second;
    for (const auto &[step, value] : raw) low = std::min(low, value), high = std::max(high, value);
    if (high - low < 1e-9) high = low + 1;
    const double first = raw.front().first, last = std::max(raw.back().first, first + 1);
    const auto x = [&](double step) { return kLeft + (step - first) / (last - first) * kPlotWidth; };
    const auto y = [&](double value) { return kTop + (high - value) / (high - low) * kHeight; };
    std::string body = label(kLeft, 14, "title", title), faded, smooth;
    for (const double tick : ticks(low, high))
        body += line(kLeft, y(tick), kLeft + kPlotWidth, y(tick), "grid") +
                label(kLeft - 8, y(tick) + 4, "tick end", formatNumber("%.3g", tick));
    for (const double tick : ticks(first, last))
        body += label(x(tick), kTop + kHeight + 18, "tick middle", formatNumber("%.0f", tick));
    double mean = 0, weight = 0;
    constexpr double kKeep = 0.9;
    for (const auto &[step, value] : raw) { // exponential mean without the pull of its start
        mean = kKeep * mean + (1 - kKeep) * value;
        weight = kKeep * weight + (1 - kKeep);
        faded += at(x(step)) + "," + at(y(value)) + " ";
        smooth += at(x(step)) + "," + at(y(mean / weight)) + " ";
    }
    body += "<polyline class='raw' points='" + faded + "'/><polyline class='smooth' points='" + smooth + "'/>";
    return svg(kWidth, kTop + kHeight + 24, title, body);
}

} // namespace lapidary
