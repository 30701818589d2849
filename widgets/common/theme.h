// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

namespace lapidary {

/// All colours of the window, in one place. Widgets do not hold a Theme: they read their QPalette (and the functions
/// below), so that a change of theme reaches them as the ordinary PaletteChange event.
struct Theme {
    QColor window, surface, raised, border, text, muted, accent, onAccent, tint;
    QColor disabled() const; ///< text of what cannot be used now
    static Theme light();
    static Theme dark();
    static Theme highContrast(); ///< every text at 7:1 or better
    QPalette palette() const;
    QString styleSheet() const;
};

enum class ThemeMode { System, Light, Dark, HighContrast };
/// Contrast of two colours after WCAG 2.1, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);

/// Puts a theme on the application and swaps it live.
class Themes : public QObject {
    Q_OBJECT
public:
    explicit Themes(QApplication &application);
    void setMode(ThemeMode mode);
    ThemeMode mode() const { return mode_; }

Q_SIGNALS:
    void modeChanged(lapidary::ThemeMode mode);

private:
    QApplication &application_;
    ThemeMode mode_ = ThemeMode::System;
    bool systemIsDark_ = false;
};

bool isDark(const QPalette &palette);
/// For lines behind figures and curves: quiet in every theme, also where the frames are strong.
QColor lineColour(const QPalette &palette);
/// Good, bad and warning: always beside a word or a sign, never the only carrier of a meaning.
enum class Tone { Neutral, Accent, Good, Warning, Bad };
QColor toneColour(Tone tone, const QPalette &palette);

/// Colours that people with any common colour blindness tell apart, readable on either background: searched for the
/// largest smallest distance under simulated protanopia, deuteranopia and tritanopia (a test keeps it above 25).
/// Slots beyond the palette repeat the colours with another dash pattern.
inline constexpr int kRunColours = 7;
QColor runColour(int slot, const QPalette &palette);
Qt::PenStyle runDash(int slot);

/// The 4-px grid and the type scale.
inline constexpr int kGrid = 4;
enum class Type { Caption, Body, Heading, Title };
QFont typeFont(Type type);
QFont monospaceFont();

} // namespace lapidary
