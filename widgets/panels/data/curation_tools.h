// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QWidget;

namespace lapidary {

class CurationViewModel;
class DataViewModel;

/// The menu of what is done with all rows on show together; each entry opens a dialog over `window`.
void fillCurationTools(QMenu &menu, CurationViewModel &model, DataViewModel &data, QWidget *window);

} // namespace lapidary
