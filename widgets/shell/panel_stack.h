// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStackedWidget>
#include <QVector>

namespace lapidary {

class Panel;

/// The panels, one on show. Each has all the room beside the rail and scrolls where that is not enough: no panel
/// changes the size of the window.
class PanelStack : public QStackedWidget {
    Q_OBJECT
public:
    using QStackedWidget::QStackedWidget;
    using Entry = lapidary::Panel; ///< QFrame has a Panel of its own
    void add(Entry *panel);
    void bring(Entry *panel);
    Entry *current() const; ///< null while there is none
    Entry *find(const QString &id) const;
    const QVector<Entry *> &panels() const { return panels_; }
    QSize minimumSizeHint() const override;

private:
    QVector<Entry *> panels_{};
};

} // namespace lapidary
