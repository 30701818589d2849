// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_tools.h"

namespace lapidary {

class OwnedSets;

/// What is done with the chosen data set as a whole: for the menu of the list, the menu of the window and the palette.
QVector<CurationTool> setTools(OwnedSets &sets, DataViewModel &data);

} // namespace lapidary
