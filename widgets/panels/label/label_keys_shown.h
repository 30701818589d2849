// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_keys.h"
#include "widgets/common/core_text.h"
#include <QKeySequence>

namespace lapidary {

inline QString labelActionWords(const LabelAction &action) {
    return coreText(action.words);
}

/// The first key of an action as a button shows it.
inline QString labelKeyShown(const LabelKeymap &map, const LabelAction &action) {
    const auto keys = keysOf(map, action);
    if (keys.empty()) return {};
    return QKeySequence(QString::fromStdString(keys.front())).toString(QKeySequence::NativeText);
}

} // namespace lapidary
