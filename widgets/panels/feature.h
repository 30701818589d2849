// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/glyphs.h"
#include "widgets/models/palette_model.h"
#include "widgets/models/values.h"
#include "widgets/panels/action_entry.h"
#include "widgets/panels/panel.h"

namespace lapidary {

/// One panel of the rail and all that stands behind it. It owns its view models and threads and connects them to the
/// parts of the project; window, rail, menus and palette are made from what it says here. A new one is a folder under
/// panels/ and one line in panel_registry.cpp.
class Feature : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QString id() const = 0;
    virtual QString title() const = 0; ///< in the language of the moment
    virtual Glyph glyph() const = 0;
    /// After the first frame unless it is shown first, and before any project is opened.
    virtual Panel *makePanel() = 0;

    virtual void forget() {} ///< all of the project that was open
    virtual void setProject(const ProjectValues &) {}
    /// What the person asks for, where it is this feature's to do. The widget is the window, for dialogs.
    virtual bool perform(const Intent &, QWidget *) { return false; }
    /// Brings the run to its panel's view, where it belongs there.
    virtual bool showRun(const RunValues &) { return false; }
    virtual QVector<ActionEntry> actions(QWidget *) { return {}; }
    virtual QVector<PaletteEntry> paletteEntries() { return {}; } ///< beside its actions

Q_SIGNALS:
    void panelWanted();
    void actionsChanged(); ///< another of its actions can be done now
};

} // namespace lapidary
