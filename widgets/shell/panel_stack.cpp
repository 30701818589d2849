// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/panel_stack.h"
#include "widgets/common/fit_area.h"
#include "widgets/panels/panel.h"

namespace lapidary {

void PanelStack::add(Entry *panel) {
    panels_.append(panel);
    addWidget(new FitArea(panel, this));
}

void PanelStack::bring(Entry *panel) {
    setCurrentIndex(int(panels_.indexOf(panel)));
}

PanelStack::Entry *PanelStack::current() const {
    return panels_.value(currentIndex());
}

PanelStack::Entry *PanelStack::find(const QString &id) const {
    for (Entry *panel : panels_)
        if (panel->objectName() == id) return panel;
    return nullptr;
}

QSize PanelStack::minimumSizeHint() const {
    return currentWidget() ? currentWidget()->minimumSizeHint() : QSize();
}

} // namespace lapidary
