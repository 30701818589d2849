// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ramp.h"
#include "widgets/common/theme.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary {

namespace {

using Three = std::array<double, 3>;

double toLinear(double c) {
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
double fromLinear(double c) {
    const double in = std::clamp(c, 0.0, 1.0);
    return in <= 0.0031308 ? 12.92 * in : 1.055 * std::pow(in, 1 / 2.4) - 0.055;
}

/// The matrices of https://bottosson.github.io/posts/oklab/ (public domain).
Three labOf(const QColor &colour) {
    const double r = toLinear(colour.redF()), g = toLinear(colour.greenF()), b = toLinear(colour.blueF());
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

QColor colourOf(const Three &lab) {
    const auto cube = [](double x) { return x * x * x; };
    const double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
    const double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
    const double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
    return QColor::fromRgbF(float(fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
                            float(fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
                            float(fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)));
}

} // namespace

QColor rampColour(double share, const QPalette &palette) {
    static const std::array<Three, 2> light = {labOf(QColor("#ab8412")), labOf(QColor("#14286e"))};
    static const std::array<Three, 2> dark = {labOf(QColor("#5670bd")), labOf(QColor("#ffe07a"))};
    const auto &[low, high] = isDark(palette) ? dark : light;
    const double t = std::clamp(share, 0.0, 1.0);
    return colourOf(
        {low[0] + t * (high[0] - low[0]), low[1] + t * (high[1] - low[1]), low[2] + t * (high[2] - low[2])});
}

double perceivedLightness(const QColor &colour) {
    return labOf(colour)[0];
}

} // namespace lapidary
