// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include <array>

namespace lapidary {
namespace {

/// The colours of a theme stand in it by their names, behind an @.
constexpr char kSheet[] = R"(
QToolTip { color: @text; background: @raised; border: 1px solid @border; padding: 4px 8px; }
QPushButton, QToolButton#menuButton { color: @text; background: @surface; border: 1px solid @border;
    border-radius: 4px; padding: 4px 12px; min-height: 20px; }
QPushButton:hover, QToolButton#menuButton:hover { background: @tint; }
QPushButton:checked { background: @tint; border-color: @accent; }
QPushButton:pressed { background: @border; }
QPushButton:focus, QToolButton#menuButton:focus { border-color: @accent; }
QPushButton:disabled { color: @disabled; background: @window; }
QPushButton[primary="true"] { color: @onAccent; background: @accent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 3px 11px; }
QPushButton[primary="true"]:disabled { color: @disabled; background: @window; border-color: @border; }
QPushButton[quiet="true"] { color: @muted; background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 1px 6px; min-height: 18px; }
QPushButton[quiet="true"]:hover { color: @text; background: @tint; }
QPushButton[quiet="true"]:focus { color: @text; border-color: @accent; }
QPushButton[quiet="true"]:disabled { color: @disabled; background: transparent; }
QPushButton[quiet="true"][chip="true"] { border: 1px solid @border; border-radius: 10px; padding: 1px 8px; }
QPushButton[quiet="true"][chip="true"]:focus { border-color: @accent; }
QComboBox, QLineEdit, QAbstractSpinBox { color: @text; background: @surface; border: 1px solid @border;
    border-radius: 4px; padding: 4px 8px; min-height: 20px; }
QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus { border-color: @accent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QCheckBox { color: @text; spacing: 8px; }
QCheckBox::indicator { width: 14px; height: 14px; background: @surface; border: 1px solid @muted; border-radius: 3px; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; }
QCheckBox:focus { color: @accent; }
QPushButton::menu-indicator { image: none; width: 0; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; selection-background-color: @tint;
    selection-color: @text; }
QTableView, QTreeView, QListView, QPlainTextEdit { background: @surface; alternate-background-color: @raised;
    border: 1px solid @border; border-radius: 4px; selection-background-color: @tint; selection-color: @text;
    gridline-color: transparent; }
QTableView:focus, QTreeView:focus, QListView:focus, QPlainTextEdit:focus { border-color: @accent; }
QPlainTextEdit[quiet="true"], QPlainTextEdit[quiet="true"]:focus { background: transparent; border: none;
    border-radius: 0; }
QHeaderView, QTableCornerButton::section { background: @surface; border: none; }
QHeaderView::section { color: @muted; background: @surface; border: none; border-bottom: 1px solid @border;
    padding: 4px 8px; }
QDockWidget { color: @text; }
QDockWidget::title { background: @window; border-top: 1px solid @border; padding: 4px 8px; text-align: left; }
QDockWidget QTableView, QDockWidget QTreeView, QDockWidget QListView { border-radius: 0; border-left: none;
    border-right: none; border-bottom: none; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { color: @muted; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 4px 0; margin-right: 24px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:focus { background: @tint; }
QMainWindow > QTabBar::tab { border-bottom: none; border-top: 2px solid transparent; padding: 4px 12px;
    margin-right: 0; }
QMainWindow > QTabBar::tab:selected { border-top: 2px solid @accent; background: @surface; font-weight: 400; }
QDialog { background: @window; }
QFrame#palette { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame#palette QLineEdit { border: none; border-bottom: 1px solid @border; border-radius: 0; padding: 8px 12px; }
QFrame#palette QListView { border: none; }
QFrame#banner { background: @tint; border: none; border-bottom: 1px solid @border; }
QStatusBar { color: @muted; background: @window; border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QMenuBar { background: @window; color: @text; border-bottom: 1px solid @border; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: @tint; color: @text; }
QMenu { background: @surface; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 4px 24px; border-radius: 4px; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QSlider:horizontal { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { height: 4px; background: @accent; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: @muted; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; background: @surface;
    border: 1px solid @muted; border-radius: 8px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border: 2px solid @accent; width: 12px;
    height: 12px; }
QProgressBar { background: @border; border: none; border-radius: 3px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; margin: 1px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; width: 0;
    height: 0; }
QFrame#card { background: @surface; border: 1px solid @border; border-radius: 6px; }
QWidget#rail { background: @window; border-right: 1px solid @border; }
QLabel[muted="true"] { color: @muted; }
)";

/// Where grounds must stay as dark as texts on them want it, what is chosen is outlined, and what fills a track differs
/// from the track.
constexpr char kOutlines[] = R"(
QPushButton:hover, QToolButton#menuButton:hover { border-color: @accent; }
QPushButton:pressed { color: @onAccent; background: @accent; }
QPushButton[primary="true"]:hover { color: @accent; background: @window; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { color: @text; background: @tint;
    border: 1px solid @accent; }
QComboBox QAbstractItemView::item:selected, QMenuBar::item:selected, QMenu::item:selected { color: @text;
    background: @tint; border: 1px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QProgressBar, QSlider::groove:horizontal { background: @window; border: 1px solid @border; }
)";

} // namespace

QString Theme::styleSheet() const {
    QString sheet = QString::fromLatin1(kSheet);
    if (contrastRatio(border, surface) > 7) sheet += QString::fromLatin1(kOutlines);
    const std::array<std::pair<const char *, QColor>, 10> names{{{"@window", window},
                                                                 {"@surface", surface},
                                                                 {"@raised", raised},
                                                                 {"@border", border},
                                                                 {"@text", text},
                                                                 {"@muted", muted},
                                                                 {"@accent", accent},
                                                                 {"@onAccent", onAccent},
                                                                 {"@tint", tint},
                                                                 {"@disabled", disabled()}}};
    for (const auto &[name, colour] : names) sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

} // namespace lapidary
