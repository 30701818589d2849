// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/home_panel.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/home_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/home/first_steps.h"
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/panels/home/start_page.h"
#include "widgets/panels/run_menu.h"
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace lapidary {

HomePanel::HomePanel(HomeViewModel &model, QWidget *parent) : Panel(parent), model_(model) {
    pages_ = new Pages(this);
    startPage_ = new StartPage(this);
    pages_->addWidget(startPage_);
    pages_->addWidget(makeProjectPage());
    connect(startPage_, &StartPage::intended, this, &Panel::intended);
    connect(canvas_, &GraphCanvas::selected, this, [this](const QString &stage) {
        Q_EMIT intended({Intent::SelectStage, stage});
    });
    connect(canvas_, &GraphCanvas::opened, this, &HomePanel::open);
    connect(canvas_, &GraphCanvas::menuRequested, this, &HomePanel::showMenu);
    connect(start_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::StartExperiment, {}}); });
    connect(&model_, &HomeViewModel::graphChanged, this, &HomePanel::refresh);
    connect(&model_, &HomeViewModel::stagesChanged, this, &HomePanel::refresh);
    refresh();
}

QWidget *HomePanel::makeProjectPage() {
    auto *page = new QWidget(this);
    title_ = new ElidedLabel(Type::Title, false, page);
    summary_ = new ElidedLabel(Type::Body, true, page);
    start_ = button(tr("Run &all"), true, page);
    start_->setObjectName(QStringLiteral("start"));
    start_->setToolTip(tr("Runs every stage that is not finished yet (F5)"));
    auto *fit = button(tr("&Fit"), false, page);
    fit->setObjectName(QStringLiteral("fitGraph"));
    fit->setToolTip(tr("Show the whole experiment (Home)"));
    canvas_ = new GraphCanvas(model_, page);
    nothing_ = new EmptyState({}, {}, {}, page);
    auto *words = new QVBoxLayout;
    words->setSpacing(kGrid);
    words->addWidget(title_);
    words->addWidget(summary_);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 3 * kGrid);
    head->setSpacing(2 * kGrid);
    head->addLayout(words, 1);
    head->addWidget(fit, 0, Qt::AlignBottom);
    head->addWidget(start_, 0, Qt::AlignBottom);
    body_ = new Pages;
    body_->addWidget(canvas_);
    body_->addWidget(nothing_);
    steps_ = new FirstSteps(page);
    body_->addWidget(steps_);
    connect(steps_, &FirstSteps::intended, this, &Panel::intended);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(body_, 1);
    connect(fit, &QPushButton::clicked, canvas_, &GraphCanvas::fit);
    return page;
}

void HomePanel::setProject(const std::optional<ProjectValues> &project, bool running) {
    project_ = project;
    running_ = running;
    refresh();
}

void HomePanel::setRecentProjects(const QStringList &folders) {
    startPage_->setRecent(folders);
}
void HomePanel::setReadyProjects(const QVector<ReadyProjectValues> &projects) {
    startPage_->setReady(projects);
}
void HomePanel::select(const QString &stage) {
    canvas_->select(stage);
}

QVector<KeyHelp> HomePanel::keyHelp() const {
    return {{QStringLiteral("← ↑ → ↓"), tr("Choose the next stage of the graph")},
            {QStringLiteral("Return"),
             tr("Show curves or answers of the stage, or its form while it has none (or double-click)")},
            {QStringLiteral("Menu"), tr("What can be done with the stage (or right-click)")},
            {QStringLiteral("+ / -"), tr("Zoom the graph (or turn the wheel; dragging moves it)")},
            {QStringLiteral("Home"), tr("Show the whole experiment")}};
}

void HomePanel::refresh() {
    // A page that goes away would hand its focus to whatever stands next.
    const bool handsOver =
        project_ && pages_->currentIndex() == 0 && startPage_->isAncestorOf(QApplication::focusWidget());
    pages_->setCurrentIndex(project_ ? 1 : 0);
    if (handsOver) canvas_->setFocus();
    setFocusProxy(project_ ? static_cast<QWidget *>(canvas_) : startPage_);
    if (!project_) return;
    const auto &graph = model_.graph();
    body_->setCurrentIndex(!graph.problem.isEmpty() ? 1 : graph.isEmpty() ? 2 : 0);
    if (!graph.problem.isEmpty()) nothing_->setText(tr("The experiment cannot be read"), graph.problem, {});
    title_->setText(project_->name);
    int stages = 0, done = 0, begun = 0;
    for (const StageNode &node : graph.nodes) {
        if (node.kind == StageKind::Data || node.kind == StageKind::Model || node.kind == StageKind::Comparison)
            continue;
        ++stages;
        const auto state = model_.stateOf(node);
        done += state == RunState::Finished;
        begun += state && *state != RunState::Queued;
    }
    QStringList parts;
    if (!project_->experiment.isEmpty()) parts.append(project_->experiment);
    if (stages > 0) parts.append(tr("%1 of %2 stages finished").arg(done).arg(stages));
    summary_->setText(parts.join(QStringLiteral("  ·  ")));
    start_->setText(running_ && model_.isPaused() ? tr("Paused")
                    : running_                    ? tr("Running…")
                    : begun && done < stages      ? tr("&Continue")
                                                  : tr("Run &all"));
    start_->setAccessibleName(QString(start_->text()).remove(QLatin1Char('&')));
    start_->setEnabled(project_->readOnly.isEmpty() && !running_ && !graph.isEmpty());
}

/// Trainings lead to their curves, or to their form before they have any; arms to their answers.
void HomePanel::open(const QString &stage) {
    const StageNode *node = model_.graph().find(stage);
    if (!node) return;
    if (node->kind == StageKind::Comparison)
        Q_EMIT intended({Intent::ShowPanel, QStringLiteral("compare")});
    else if (node->kind == StageKind::Data)
        Q_EMIT intended({Intent::ShowPanel, QStringLiteral("data")});
    else if (node->kind == StageKind::Model)
        Q_EMIT intended({Intent::ShowPanel, QStringLiteral("models")});
    else if (!node->run.isEmpty())
        Q_EMIT intended({Intent::ShowRun, node->run});
    else if (node->kind == StageKind::Train && project_->readOnly.isEmpty())
        Q_EMIT intended({Intent::TrainAgain, node->name});
}

void HomePanel::showMenu(const QString &stage, const QPoint &place) {
    const StageNode *node = model_.graph().find(stage);
    if (!node) return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("stageMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool ours = project_->readOnly.isEmpty();
    const auto add = [&](const QString &text, const Intent &intent, bool enabled) {
        menu->addAction(text, this, [this, intent] { Q_EMIT intended(intent); })->setEnabled(enabled);
    };
    const auto state = model_.stateOf(*node);
    const bool model = node->kind == StageKind::Model, training = node->kind == StageKind::Train;
    if (node->kind == StageKind::Comparison || !node->run.isEmpty() || model || node->kind == StageKind::Data)
        menu->addAction(tr("&Open"), this, [this, stage] { open(stage); });
    if (!model && node->kind != StageKind::Data && node->kind != StageKind::Comparison)
        add(tr("&Run it and what it needs"), {Intent::RunStage, node->name},
            ours && (!state || (!isActive(*state) && *state != RunState::Finished)));
    if (training)
        add(tr("Start it &with changes…"), {Intent::TrainAgain, node->run.isEmpty() ? node->name : node->run}, ours);
    if (training || model) {
        menu->addSeparator();
        add(tr("New &arm on this model…"), {Intent::NewArm, node->name}, ours);
        add(tr("&Draw samples from this model…"), {Intent::DrawSamples, node->name}, ours);
    }
    if (const RunValues *run = model_.runOf(*node)) {
        menu->addSeparator();
        fillRunMenu(*menu, *run, ours, [this](const Intent &intent) { Q_EMIT intended(intent); });
    }
    menu->popup(place);
}

} // namespace lapidary
