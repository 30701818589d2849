// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/labels/label_keys.h"
#include <QString>

namespace lapidary {

/// What is kept of labelling on this machine: who labels, and by which keys. Both stand in labelling.toml where the
/// program keeps its settings; a keymap of one's own in labelling-keys.toml beside it (see readLabelKeymap()).
struct LabelSettings {
    QString annotator{}; ///< empty: nobody chose one
    LabelKeymap keymap{};
    int zoom = 100;    ///< per cent: the size of the text that is judged
    QString problem{}; ///< why one's own keymap is not used
};

LabelSettings readLabelSettings();
void keepLabelSettings(const QString &annotator, const QString &keymap, int zoom);
/// Those that can be chosen: ours, and one's own where the file is there.
std::vector<LabelKeymap> knownLabelKeymaps();
QString ownLabelKeysFile();

} // namespace lapidary
