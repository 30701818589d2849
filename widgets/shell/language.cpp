// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/language.h"
#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace lapidary {

QString languageFor(const QString &wished) {
    const QLocale locale = wished.isEmpty() ? QLocale::system() : QLocale(wished);
    return locale.language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

bool installLanguage(QCoreApplication &application, const QString &language) {
    for (auto *old : application.findChildren<QTranslator *>(QStringLiteral("lapidaryTranslator"))) delete old;
    QLocale::setDefault(language == QLatin1String("en") ? QLocale(QLocale::English) : QLocale(language));
    if (language == QLatin1String("en")) return true; // the sources' own
    const auto add = [&](const QString &file, const QString &folder) {
        auto *translator = new QTranslator(&application);
        translator->setObjectName(QStringLiteral("lapidaryTranslator"));
        if (translator->load(file, folder)) return application.installTranslator(translator);
        delete translator;
        return false;
    };
    // Qt's own words ("Cancel"), where they are installed.
    add(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return add(QStringLiteral("lapidary_") + language, QStringLiteral(":/i18n"));
}

} // namespace lapidary
