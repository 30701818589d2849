// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <string>

namespace lapidary {

/// Words of a method (an effect, a unit, a summary) in the window's language. They are known by their English.
inline QString methodText(const std::string &english) {
    return english.empty() ? QString() : QCoreApplication::translate("Method", english.c_str());
}

} // namespace lapidary
