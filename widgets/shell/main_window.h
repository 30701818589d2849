// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"
#include "widgets/shell/recent_projects.h"
#include <QMainWindow>

namespace lapidary {

class Actions;
class Banner;
class CommandPalette;
class DockLayout;
class Feature;
class InspectorView;
class JobsView;
class PanelStack;
class Rail;
class RunControl;
class StatusLine;
class Themes;
class Tour;
class Workspace;
enum class ThemeMode;

/// Rail, panels, docks, menus and status bar, made from what the features say. It routes what panels and docks intend
/// and holds no knowledge of any panel.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Workspace &workspace, Themes &themes, QSettings &settings);
    ~MainWindow() override;
    void openProject(const QString &path); ///< a folder, or the experiment.toml in it
    void chooseProject();
    void newProject(const QString &from); ///< asks where; `from`: a ready-made project or a folder
    void showPanel(const QString &id);
    QString currentPanel() const;
    void perform(const Intent &intent);
    void undo();
    void redo();
    QString undoText() const; ///< what undo() would undo
    QString redoText() const;
    void showPalette();
    void showShortcuts();
    void showSettings();
    void showManual(); ///< the page of the panel on show
    void showAbout();
    void takeTour();
    void setTheme(ThemeMode mode);
    ThemeMode theme() const;
    DockLayout &docks() { return *docks_; }
    Actions &actions() { return *actions_; }

Q_SIGNALS:
    void firstPainted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void connectParts();
    void addRail();
    Feature *feature(const QString &id) const; ///< null where there is none
    Panel *panelOf(Feature &feature);          ///< made at its first use
    void makeAllPanels();
    void addDocks();
    void addActions();
    void fillRecent(class QMenu *menu);
    void projectOpened();
    void showSelection();
    void showRun(const QString &run);
    void showFailure(const QString &title, const QString &text);
    void showReport(const QString &file);
    void showNothingToDo(int stages);
    Panel *panel() const;
    Panel *takerOf(const QString &path) const; ///< of what is dropped; null where nobody is
    Workspace &workspace_;
    Themes &themes_;
    QSettings &settings_;
    RecentProjects recent_;
    Rail *rail_;
    PanelStack *panels_;
    Banner *banner_;
    JobsView *jobs_ = nullptr;
    InspectorView *inspector_ = nullptr;
    DockLayout *docks_ = nullptr;
    Actions *actions_ = nullptr;
    CommandPalette *palette_ = nullptr;
    StatusLine *status_ = nullptr;
    RunControl *control_ = nullptr;
    Tour *tour_ = nullptr;
    bool painted_ = false;
    bool tourWaits_ = false; ///< for the project that is being made
};

} // namespace lapidary
