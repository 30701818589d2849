// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "widgets/common/method_text.h"

namespace lapidary {

/// The words of the core for an id in the window's language; its English where there are none. The effects and units
/// of a method's fields stand in its sentences, too.
inline std::string coreWords(const std::string &id) {
    const QString english = QString::fromStdString(id);
    const QString said = QCoreApplication::translate("Core", id.c_str());
    return (said == english ? methodText(id) : said).toStdString();
}

/// What the core or a worker says, in the window's language.
inline QString coreText(const Sentence &sentence) {
    return QString::fromStdString(sentence.in(coreWords));
}
/// The error as the person reads it: where, what, and the remedy. A message that is a sentence of its own ends with a
/// full stop, behind which nothing else needs one.
inline QString coreText(const Error &error) {
    QString text = coreText(told(error));
    const QString message = coreText(error.message);
    const qsizetype at = text.indexOf(message), behind = at + message.size();
    const auto isIn = [](const QString &marks, QChar mark) { return marks.contains(mark); };
    if (!message.isEmpty() && at >= 0 && behind < text.size() && isIn(QStringLiteral(".。"), message.back()) &&
        isIn(QStringLiteral(".;。；"), text[behind]))
        text.remove(behind - 1, 1);
    return text;
}

} // namespace lapidary
