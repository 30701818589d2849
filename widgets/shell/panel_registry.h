// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/glyphs.h"
#include "widgets/panels/panel.h"
#include <functional>
#include <vector>

namespace lapidary {

class Workspace;

/// One panel of the rail. A new panel is a folder under panels/ and one line in panel_registry.cpp. It is made after
/// the first frame unless it is shown first, and before any project is opened.
struct PanelEntry {
    QString id;
    QString title;
    Glyph glyph;
    std::function<Panel *(Workspace &)> make;
};
/// In the language of the moment.
std::vector<PanelEntry> panelRegistry();

} // namespace lapidary
