// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <string>

namespace lapidary {

inline QString toQt(const std::string &text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}
inline std::string fromQt(const QString &text) {
    return text.toStdString();
}

} // namespace lapidary
