// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/advice.h"
#include "core/config/method.h"
#include <QString>

namespace lapidary {

/// What a person wants to know before choosing an algorithm, as its entry of the catalogue says it.
struct AlgorithmCard {
    QString what{};    ///< what it does
    QString from{};    ///< what its rows are
    QString when{};    ///< what speaks for it
    QString caution{}; ///< what goes wrong with it
    QString watch{};   ///< its key metric, what that tells and which way is better
};
AlgorithmCard cardOf(const MethodInfo &method, const Advice &advice = {});

/// What an input is called on the form; one that has no words here keeps its own name, with a capital.
QString inputTitle(const QString &port);

} // namespace lapidary
