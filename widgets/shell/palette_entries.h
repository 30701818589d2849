// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/palette_model.h"

namespace lapidary {

class Actions;
class MainWindow;
class Workspace;

/// Everything that the palette can find now: actions that are possible, runs, what the features
/// add, data sets, recent projects.
QVector<PaletteEntry> paletteEntries(MainWindow &window, Actions &actions, Workspace &workspace,
                                     const QStringList &recent);

} // namespace lapidary
