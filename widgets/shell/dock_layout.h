// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

class QDockWidget;
class QMainWindow;
class QSettings;
class QUndoStack;

namespace lapidary {

/// The docks around the panels. Each panel has a layout of its own, since one labels, watches and compares with
/// different things at hand; the layouts are kept per project. Moving, hiding and showing can be undone.
class DockLayout : public QObject {
    Q_OBJECT
public:
    struct Dock {
        QString id, title, keys;
    };
    static QVector<Dock> docks(); ///< the explicit list

    DockLayout(QMainWindow &window, QSettings &settings, QUndoStack &undo);
    void add(const QString &id, QWidget *content);
    /// All docks are there: the layouts may be read.
    void begin(const QString &panel);
    void setProject(const QString &folder); ///< empty: none
    void setPanel(const QString &panel);
    void save();
    void reset(); ///< all panels of this project
    void toggle(const QString &id);
    bool isShown(const QString &id) const;
    QDockWidget *dock(const QString &id) const { return docks_.value(id); }

Q_SIGNALS:
    void panelWanted(const QString &panel); ///< whose layout is being undone
    void changed();

private:
    class Change;
    QString key(const QString &panel) const;
    void restore();
    void arrangeAsNew();
    void apply(const QString &panel, const QByteArray &state);
    void noteChange();
    void settle();
    QStringList hidden() const;
    QMainWindow &window_;
    QSettings &settings_;
    QUndoStack &undo_;
    QHash<QString, QDockWidget *> docks_;
    QHash<QString, QByteArray> layouts_; ///< panel → state
    QString project_, panel_;
    QByteArray last_;
    QTimer settled_;
    QStringList hidden_; ///< when the layout was noted last
    bool quiet_ = true;  ///< while the layout is set by us
    bool moved_ = false;
};

} // namespace lapidary
