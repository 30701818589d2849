// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/settings_dialog.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/theme.h"
#include "widgets/shell/recent_projects.h"
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSettings>

namespace lapidary {

SettingsDialog::SettingsDialog(Themes &themes, QSettings &settings, QWidget *parent) : QDialog(parent) {
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setMinimumWidth(420);
    auto *theme = new Choice(QStringLiteral("themeChoice"), tr("Theme"), this);
    theme->addItem(tr("As the system"), int(ThemeMode::System));
    theme->addItem(tr("Light"), int(ThemeMode::Light));
    theme->addItem(tr("Dark"), int(ThemeMode::Dark));
    theme->addItem(tr("High contrast"), int(ThemeMode::HighContrast));
    theme->setCurrentIndex(theme->findData(int(themes.mode())));
    auto *language = new Choice(QStringLiteral("languageChoice"), tr("Language"), this);
    language->addItem(tr("As the system"), QString());
    language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    language->setCurrentIndex(std::max(language->findData(settings.value(QLatin1String(kLanguageKey)).toString()), 0));
    auto *later =
        plainLabel(tr("The language changes when Lapidary is started the next time."), Type::Caption, true, this);
    later->setWordWrap(true);
    auto *confirm = new CheckBox(tr("Ask before a run is stopped"), this);
    confirm->setObjectName(QStringLiteral("confirmStop"));
    confirm->setChecked(settings.value(QLatin1String(kConfirmStopKey), true).toBool());
    auto *reopen = makeReopen(settings);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 4 * kGrid);
    form->setVerticalSpacing(3 * kGrid);
    form->setHorizontalSpacing(4 * kGrid);
    form->addRow(tr("&Theme"), theme);
    form->addRow(tr("&Language"), language);
    form->addRow(QString(), later);
    form->addRow(tr("Questions"), confirm);
    form->addRow(tr("Start"), reopen);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(theme, &QComboBox::currentIndexChanged, &themes,
            [&themes, theme] { themes.setMode(static_cast<ThemeMode>(theme->currentData().toInt())); });
    connect(language, &QComboBox::currentIndexChanged, this,
            [&settings, language] { settings.setValue(QLatin1String(kLanguageKey), language->currentData()); });
    connect(confirm, &QCheckBox::toggled, this,
            [&settings](bool on) { settings.setValue(QLatin1String(kConfirmStopKey), on); });
    // The theme may be changed by the menu while this is open.
    connect(&themes, &Themes::modeChanged, theme, [theme](ThemeMode mode) {
        const QSignalBlocker quiet(theme);
        theme->setCurrentIndex(theme->findData(int(mode)));
    });
}

QWidget *SettingsDialog::makeReopen(QSettings &settings) {
    auto *reopen = new CheckBox(tr("Begin with the project of last time"), this);
    reopen->setObjectName(QStringLiteral("reopenProject"));
    reopen->setChecked(settings.value(QLatin1String(kReopenKey), true).toBool());
    connect(reopen, &QCheckBox::toggled, this,
            [&settings](bool on) { settings.setValue(QLatin1String(kReopenKey), on); });
    return reopen;
}

} // namespace lapidary
