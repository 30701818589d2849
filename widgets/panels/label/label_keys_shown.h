// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_keys.h"
#include "widgets/common/core_text.h"
#include <QKeySequence>

namespace lapidary {

/// Words of kinds and actions that are no sentences, so that nobody finds them in the core.
inline constexpr const char *kLabelWords[] = {
    QT_TRANSLATE_NOOP("Core", "Pairs"),       QT_TRANSLATE_NOOP("Core", "Rankings"),
    QT_TRANSLATE_NOOP("Core", "Ratings"),     QT_TRANSLATE_NOOP("Core", "Submit"),
    QT_TRANSLATE_NOOP("Core", "Skip"),        QT_TRANSLATE_NOOP("Core", "Undo"),
    QT_TRANSLATE_NOOP("Core", "Redo"),        QT_TRANSLATE_NOOP("Core", "Flag"),
    QT_TRANSLATE_NOOP("Core", "Comment"),     QT_TRANSLATE_NOOP("Core", "Differences"),
    QT_TRANSLATE_NOOP("Core", "Guidelines"),  QT_TRANSLATE_NOOP("Core", "Search"),
    QT_TRANSLATE_NOOP("Core", "Tie"),         QT_TRANSLATE_NOOP("Core", "Poor"),
    QT_TRANSLATE_NOOP("Core", "Weak"),        QT_TRANSLATE_NOOP("Core", "Fair"),
    QT_TRANSLATE_NOOP("Core", "Good"),        QT_TRANSLATE_NOOP("Core", "Bad"),
    QT_TRANSLATE_NOOP("Core", "Right"),       QT_TRANSLATE_NOOP("Core", "Neutral"),
    QT_TRANSLATE_NOOP("Core", "Wrong"),       QT_TRANSLATE_NOOP("Core", "Spans"),
    QT_TRANSLATE_NOOP("Core", "Accept"),      QT_TRANSLATE_NOOP("Core", "Reject"),
    QT_TRANSLATE_NOOP("Core", "Suggestions"),
};

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
