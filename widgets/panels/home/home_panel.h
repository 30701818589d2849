// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace lapidary {

class EmptyState;
class FirstSteps;
class GraphCanvas;
class HomeViewModel;
class StartPage;

/// Without a project: what can be opened. With one: its experiment as a graph, and the button that runs it.
class HomePanel : public Panel {
    Q_OBJECT
public:
    explicit HomePanel(HomeViewModel &model, QWidget *parent = nullptr);
    void setProject(const std::optional<ProjectValues> &project, bool running);
    void setRecentProjects(const QStringList &folders);
    void setReadyProjects(const QVector<ReadyProjectValues> &projects);
    void select(const QString &stage);
    QVector<KeyHelp> keyHelp() const override;

private:
    QWidget *makeProjectPage();
    void refresh();
    void open(const QString &stage);
    void showMenu(const QString &stage, const QPoint &place);
    HomeViewModel &model_;
    std::optional<ProjectValues> project_;
    bool running_ = false;
    FirstSteps *steps_ = nullptr;
    QStackedLayout *pages_, *body_ = nullptr;
    StartPage *startPage_;
    GraphCanvas *canvas_ = nullptr;
    EmptyState *nothing_ = nullptr;
    QLabel *title_ = nullptr, *summary_ = nullptr;
    QPushButton *start_ = nullptr;
};

} // namespace lapidary
