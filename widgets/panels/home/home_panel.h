// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"

class QLabel;
class QMenu;
class QPushButton;
class QStackedLayout;

namespace lapidary {

class EmptyState;
class FirstSteps;
class GraphCanvas;
class CanvasViewModel;
class HomeViewModel;
class StageForm;
class ToneLabel;
class StartPage;
struct StageNode;

/// Without a project: what can be opened. With one: its experiment as a graph, and the button that runs it.
class HomePanel : public Panel {
    Q_OBJECT
public:
    HomePanel(HomeViewModel &model, CanvasViewModel &edits, QWidget *parent = nullptr);
    void setProject(const std::optional<ProjectValues> &project, bool running);
    void setRecentProjects(const QStringList &folders);
    void setReadyProjects(const QVector<ReadyProjectValues> &projects);
    void select(const QString &stage);
    QVector<KeyHelp> keyHelp() const override;
    void openAddMenu();
    void showWritten(const QString &node); ///< what a change has just made

Q_SIGNALS:
    /// What differs between the experiment as it is now and this run, or, where that is empty, all that was run of it.
    void differenceWanted(const QString &run);

private:
    QWidget *makeProjectPage();
    QWidget *makeHead(QWidget *page);
    QWidget *makeGraph(QWidget *page);
    void connectCanvas();
    void openForm(const QString &stage);
    void closeForm();
    void tellTrouble();
    void refreshStart(int stages, int done, int begun);
    void addEdits(QMenu &menu, const StageNode &node);
    void refresh();
    void open(const QString &stage);
    void showMenu(const QString &stage, const QPoint &place);
    HomeViewModel &model_;
    CanvasViewModel &edits_;
    std::optional<ProjectValues> project_;
    bool running_ = false;
    FirstSteps *steps_ = nullptr;
    QStackedLayout *pages_, *body_ = nullptr;
    StartPage *startPage_;
    GraphCanvas *canvas_ = nullptr;
    EmptyState *nothing_ = nullptr;
    QLabel *title_ = nullptr, *summary_ = nullptr, *cost_ = nullptr;
    QPushButton *start_ = nullptr, *add_ = nullptr, *differs_ = nullptr;
    StageForm *form_ = nullptr;
    ToneLabel *trouble_ = nullptr;
    QString told_, wanted_;  ///< wanted: a node that is to be chosen as soon as the graph has it
    bool designing_ = false; ///< something was changed here: the graph stays, however little it has
};

} // namespace lapidary
