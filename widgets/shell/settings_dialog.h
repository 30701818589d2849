// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QSettings;

namespace lapidary {

class Themes;

/// Theme (at once), language (at the next start), what is asked about, and how the program begins. Every change is kept
/// at once.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Themes &themes, QSettings &settings, QWidget *parent);

private:
    QWidget *makeReopen(QSettings &settings);
};

/// Names of the settings.
inline constexpr auto kThemeKey = "theme";
inline constexpr auto kLanguageKey = "language"; ///< "" as the system, "en", "zh_CN"
inline constexpr auto kConfirmStopKey = "confirmStop";

} // namespace lapidary
