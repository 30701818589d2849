// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>
#include <array>
#include <cmath>

namespace lapidary {

Theme Theme::light() {
    return {.window = "#f4f5f7",
            .surface = "#ffffff",
            .raised = "#f9fafb",
            .border = "#d9dde3",
            .text = "#1b1f24",
            .muted = "#5b6470",
            .accent = "#0b5fb0",
            .onAccent = "#ffffff",
            .tint = "#e3eefa"};
}

Theme Theme::dark() {
    return {.window = "#16191d",
            .surface = "#1d2126",
            .raised = "#242930",
            .border = "#363d46",
            .text = "#e6e9ed",
            .muted = "#9aa4b0",
            .accent = "#6cb2f5",
            .onAccent = "#0c1a28",
            .tint = "#24384d"};
}

Theme Theme::highContrast() {
    return {.window = "#000000",
            .surface = "#000000",
            .raised = "#141414",
            .border = "#b8b8b8",
            .text = "#ffffff",
            .muted = "#d9d9d9",
            .accent = "#ffd83d",
            .onAccent = "#000000",
            .tint = "#1c2026"};
}

double contrastRatio(const QColor &a, const QColor &b) {
    const auto luminance = [](const QColor &colour) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

QColor Theme::disabled() const {
    const auto mix = [](int a, int b) { return (a * 55 + b * 45) / 100; };
    return {mix(muted.red(), window.red()), mix(muted.green(), window.green()), mix(muted.blue(), window.blue())};
}

QPalette Theme::palette() const {
    QPalette p(window);
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, surface);
    p.setColor(QPalette::AlternateBase, raised);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Button, surface);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, onAccent);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, onAccent);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Light, raised);
    p.setColor(QPalette::Midlight, tint);
    p.setColor(QPalette::Mid, border);
    p.setColor(QPalette::Dark, border);
    p.setColor(QPalette::Shadow, border);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, disabled());
    return p;
}

Themes::Themes(QApplication &application) : QObject(&application), application_(application) {
    systemIsDark_ = isDark(application.palette());
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setFont(typeFont(Type::Body));
    setMode(ThemeMode::System);
}

void Themes::setMode(ThemeMode mode) {
    mode_ = mode;
    const bool dark = mode == ThemeMode::Dark || (mode == ThemeMode::System && systemIsDark_);
    const Theme theme = mode == ThemeMode::HighContrast ? Theme::highContrast() : dark ? Theme::dark() : Theme::light();
    application_.setPalette(theme.palette());
    // Styling every widget anew takes a third of a second: not where "system" and "dark" are the same.
    if (const QString sheet = theme.styleSheet(); sheet != application_.styleSheet()) application_.setStyleSheet(sheet);
    Q_EMIT modeChanged(mode);
}

bool isDark(const QPalette &palette) {
    return palette.color(QPalette::Window).lightnessF() < 0.5f;
}

QColor lineColour(const QPalette &palette) {
    QColor line = palette.color(QPalette::Mid);
    if (contrastRatio(line, palette.color(QPalette::Base)) > 3) line.setAlphaF(0.35f);
    return line;
}

QColor toneColour(Tone tone, const QPalette &palette) {
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Accent:
        return palette.color(QPalette::Link); // item views tint Highlight
    case Tone::Good:
        return dark ? "#5cc8a0" : "#00694c";
    case Tone::Warning:
        return dark ? "#f0b354" : "#8a5200";
    case Tone::Bad:
        return dark ? "#ff9b7a" : "#b03a06";
    case Tone::Neutral:
        break;
    }
    return palette.color(QPalette::PlaceholderText);
}

QColor runColour(int slot, const QPalette &palette) {
    static constexpr std::array<const char *, kRunColours> light{"#2d4bb7", "#e66d14", "#10a274", "#b772b4",
                                                                 "#8a4019", "#100041", "#573b4d"};
    static constexpr std::array<const char *, kRunColours> dark{"#2b79c4", "#c7430b", "#15d376", "#d9bcf3",
                                                                "#ffb52e", "#8f42ff", "#ceffe5"};
    const auto &colours = isDark(palette) ? dark : light;
    return QColor(colours[static_cast<std::size_t>(slot % kRunColours)]);
}

Qt::PenStyle runDash(int slot) {
    static constexpr std::array<Qt::PenStyle, 4> styles{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine};
    return styles[static_cast<std::size_t>(slot / kRunColours) % styles.size()];
}

QFont typeFont(Type type) {
    static const QFont base = [] {
        QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
        if (font.pointSizeF() < 9 || font.pointSizeF() > 14) font.setPointSizeF(10);
        return font;
    }();
    QFont font = base;
    switch (type) {
    case Type::Caption:
        font.setPointSizeF(base.pointSizeF() * 0.88);
        break;
    case Type::Body:
        break;
    case Type::Heading:
        font.setPointSizeF(base.pointSizeF() * 1.15);
        font.setWeight(QFont::Bold);
        break;
    case Type::Title:
        font.setPointSizeF(base.pointSizeF() * 1.5);
        font.setWeight(QFont::Bold);
        break;
    }
    return font;
}

QFont monospaceFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(typeFont(Type::Body).pointSizeF());
    return font;
}

} // namespace lapidary
