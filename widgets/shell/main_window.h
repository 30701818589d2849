// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"
#include "widgets/shell/recent_projects.h"
#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace lapidary {

class Rail;
class Themes;
class Workspace;

/// Rail, panels, menus and status bar. It routes the panels' intents and holds no knowledge of any panel.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Workspace &workspace, Themes &themes, QSettings &settings);
    void openProject(const QString &folder);
    void showPanel(const QString &id);
    QString currentPanel() const;

Q_SIGNALS:
    void firstPainted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void addPanels();
    void addMenus();
    void addThemeMenu(class QMenu *view);
    void fillRecent(class QMenu *menu);
    void perform(const Intent &intent);
    void chooseProject();
    void updateStatus();
    void showFailure(const QString &title, const QString &text);
    Workspace &workspace_;
    Themes &themes_;
    QSettings &settings_;
    RecentProjects recent_;
    Rail *rail_;
    QStackedWidget *panels_;
    QLabel *status_, *projectLabel_;
    bool painted_ = false;
};

} // namespace lapidary
