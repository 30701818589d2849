// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/shell/actions.h"

namespace lapidary {

class MainWindow;
class Workspace;

/// All actions of the main window, its own and those of the features, in the order of the menus: the one list.
QVector<ActionEntry> mainActions(MainWindow &window, Workspace &workspace);

} // namespace lapidary
