// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QWidget;

namespace lapidary {

class CanvasViewModel;

/// Fills the menu with what can be added to the experiment: models, data, trainings and other stages, arms, each with
/// what it is for.
void fillAddMenu(QMenu &menu, CanvasViewModel &edits, QWidget *window);

} // namespace lapidary
