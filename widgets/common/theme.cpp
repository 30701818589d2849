// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>
#include <array>

namespace lapidary {

Theme Theme::light() {
    return {.window = "#f4f5f7", .surface = "#ffffff", .raised = "#f9fafb", .border = "#d9dde3", .text = "#1b1f24",
            .muted = "#5b6470", .accent = "#0b5fb0", .onAccent = "#ffffff", .tint = "#e3eefa"};
}

Theme Theme::dark() {
    return {.window = "#16191d", .surface = "#1d2126", .raised = "#242930", .border = "#363d46", .text = "#e6e9ed",
            .muted = "#9aa4b0", .accent = "#6cb2f5", .onAccent = "#0c1a28", .tint = "#24384d"};
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
        p.setColor(QPalette::Disabled, role, QColor::fromRgbF(0.5f, 0.5f, 0.5f, 0.9f));
    return p;
}

QString Theme::styleSheet() const {
    QString sheet = QStringLiteral(R"(
QToolTip { color: @text; background: @raised; border: 1px solid @border; padding: 4px 8px; }
QPushButton, QToolButton#menuButton { color: @text; background: @surface; border: 1px solid @border; border-radius: 4px; padding: 4px 12px; min-height: 20px; }
QPushButton:hover, QToolButton#menuButton:hover { background: @tint; }
QPushButton:pressed { background: @border; }
QPushButton:focus, QToolButton#menuButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; background: @window; }
QPushButton[primary="true"] { color: @onAccent; background: @accent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 3px 11px; }
QPushButton[primary="true"]:disabled { color: @muted; background: @window; border-color: @border; }
QComboBox, QLineEdit, QAbstractSpinBox { color: @text; background: @surface; border: 1px solid @border; border-radius: 4px; padding: 4px 8px; min-height: 20px; }
QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus { border-color: @accent; }
QPushButton::menu-indicator { image: none; width: 0; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; selection-background-color: @tint; selection-color: @text; }
QTableView, QListView, QPlainTextEdit { background: @surface; alternate-background-color: @raised; border: 1px solid @border; border-radius: 4px; selection-background-color: @tint; selection-color: @text; gridline-color: transparent; }
QTableView:focus, QListView:focus, QPlainTextEdit:focus { border-color: @accent; }
QHeaderView, QTableCornerButton::section { background: @surface; border: none; }
QHeaderView::section { color: @muted; background: @surface; border: none; border-bottom: 1px solid @border; padding: 4px 8px; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { color: @muted; background: transparent; border: none; border-bottom: 2px solid transparent; padding: 4px 0; margin-right: 24px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:focus { background: @tint; }
QStatusBar { color: @muted; background: @window; border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QMenuBar { background: @window; color: @text; border-bottom: 1px solid @border; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: @tint; color: @text; }
QMenu { background: @surface; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 4px 24px; border-radius: 4px; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { height: 4px; background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; background: @surface; border: 1px solid @muted; border-radius: 8px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border: 2px solid @accent; width: 12px; height: 12px; }
QProgressBar { background: @border; border: none; border-radius: 3px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; margin: 1px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; width: 0; height: 0; }
QFrame#card { background: @surface; border: 1px solid @border; border-radius: 6px; }
QWidget#rail { background: @window; border-right: 1px solid @border; }
QLabel[muted="true"] { color: @muted; }
)");
    const std::array<std::pair<const char *, QColor>, 9> names{{{"@window", window}, {"@surface", surface}, {"@raised", raised},
        {"@border", border}, {"@text", text}, {"@muted", muted}, {"@accent", accent}, {"@onAccent", onAccent}, {"@tint", tint}}};
    for (const auto &[name, colour] : names) sheet.replace(QLatin1String(name), colour.name());
    return sheet;
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
    const Theme theme = dark ? Theme::dark() : Theme::light();
    application_.setPalette(theme.palette());
    application_.setStyleSheet(theme.styleSheet());
}

bool isDark(const QPalette &palette) {
    return palette.color(QPalette::Window).lightnessF() < 0.5f;
}

QColor toneColour(Tone tone, const QPalette &palette) {
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Accent: return palette.color(QPalette::Link); // item views tint Highlight
    case Tone::Good: return dark ? "#5cc8a0" : "#00694c";
    case Tone::Warning: return dark ? "#f0b354" : "#8a5200";
    case Tone::Bad: return dark ? "#ff9b7a" : "#b03a06";
    case Tone::Neutral: break;
    }
    return palette.color(QPalette::PlaceholderText);
}

QColor runColour(int slot, const QPalette &palette) {
    static constexpr std::array<const char *, kRunColours> light{"#2d4bb7", "#e66d14", "#10a274", "#b772b4", "#8a4019", "#100041", "#573b4d"};
    static constexpr std::array<const char *, kRunColours> dark{"#2b79c4", "#c7430b", "#15d376", "#d9bcf3", "#ffb52e", "#8f42ff", "#ceffe5"};
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
    case Type::Caption: font.setPointSizeF(base.pointSizeF() * 0.88); break;
    case Type::Body: break;
    case Type::Heading: font.setPointSizeF(base.pointSizeF() * 1.15); font.setWeight(QFont::DemiBold); break;
    case Type::Title: font.setPointSizeF(base.pointSizeF() * 1.5); font.setWeight(QFont::DemiBold); break;
    }
    return font;
}

QFont monospaceFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(typeFont(Type::Body).pointSizeF());
    return font;
}

} // namespace lapidary
