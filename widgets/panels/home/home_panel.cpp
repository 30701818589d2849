// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/home_panel.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/canvas_view_model.h"
#include "widgets/models/cost_words.h"
#include "widgets/models/home_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/home/add_menu.h"
#include "widgets/panels/home/first_steps.h"
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/panels/home/stage_form.h"
#include "widgets/panels/home/start_page.h"
#include "widgets/panels/run_menu.h"
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <algorithm>
#include <utility>

namespace lapidary {

HomePanel::HomePanel(HomeViewModel &model, CanvasViewModel &edits, QWidget *parent)
    : Panel(parent), model_(model), edits_(edits) {
    pages_ = new Pages(this);
    startPage_ = new StartPage(this);
    pages_->addWidget(startPage_);
    pages_->addWidget(makeProjectPage());
    connect(startPage_, &StartPage::intended, this, &Panel::intended);
    connectCanvas();
    connect(start_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::StartExperiment, {}}); });
    connect(&model_, &HomeViewModel::graphChanged, this, &HomePanel::refresh);
    connect(&model_, &HomeViewModel::stagesChanged, this, &HomePanel::refresh);
    refresh();
}

void HomePanel::connectCanvas() {
    connect(canvas_, &GraphCanvas::selected, this, [this](const QString &stage) {
        if (form_->isVisible() && !stage.isEmpty()) openForm(stage);
        Q_EMIT intended({Intent::SelectStage, stage});
    });
    connect(canvas_, &GraphCanvas::opened, this, &HomePanel::open);
    connect(canvas_, &GraphCanvas::menuRequested, this, &HomePanel::showMenu);
    connect(canvas_, &GraphCanvas::renameRequested, this, [this](const QString &stage) {
        openForm(stage);
        form_->focusName();
    });
    connect(canvas_, &GraphCanvas::told, this, [this](const QString &words) {
        told_ = words;
        tellTrouble();
    });
    connect(&edits_, &CanvasViewModel::refused, this, [this](const QString &words) {
        told_ = words;
        tellTrouble();
    });
    connect(&edits_, &CanvasViewModel::experimentChanged, this, &HomePanel::refresh);
    connect(form_, &StageForm::closed, this, &HomePanel::closeForm);
    connect(add_, &QPushButton::clicked, this, &HomePanel::openAddMenu);
}

QWidget *HomePanel::makeHead(QWidget *page) {
    auto *head = new QWidget(page);
    title_ = new ElidedLabel(Type::Title, false, head);
    summary_ = new ElidedLabel(Type::Body, true, head);
    cost_ = plainLabel({}, Type::Caption, true, head);
    cost_->setObjectName(QStringLiteral("experimentCost"));
    cost_->setWordWrap(true);
    add_ = button(tr("A&dd…"), false, head);
    add_->setObjectName(QStringLiteral("addToExperiment"));
    add_->setToolTip(tr("Models, data, stages and arms (Insert)"));
    start_ = button(tr("Run &all"), true, head);
    start_->setObjectName(QStringLiteral("start"));
    start_->setToolTip(tr("Runs every stage that is not finished yet (F5)"));
    differs_ = button(tr("&What differs…"), false, head);
    differs_->setObjectName(QStringLiteral("whatDiffers"));
    differs_->setToolTip(tr("Between the experiment as it is now and what was run of it, or another one"));
    auto *fit = button(tr("&Fit"), false, head);
    fit->setObjectName(QStringLiteral("fitGraph"));
    fit->setToolTip(tr("Show the whole experiment (Home)"));
    auto *words = new QVBoxLayout;
    words->setSpacing(kGrid);
    words->addWidget(title_);
    words->addWidget(summary_);
    words->addWidget(cost_);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 3 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(words, 1);
    layout->addWidget(add_, 0, Qt::AlignBottom);
    layout->addWidget(differs_, 0, Qt::AlignBottom);
    layout->addWidget(fit, 0, Qt::AlignBottom);
    layout->addWidget(start_, 0, Qt::AlignBottom);
    connect(differs_, &QPushButton::clicked, this, [this] { Q_EMIT differenceWanted({}); });
    connect(fit, &QPushButton::clicked, this, [this] { canvas_->fit(); });
    return head;
}

/// The graph with the form of a node beside it.
QWidget *HomePanel::makeGraph(QWidget *page) {
    auto *both = new QWidget(page);
    canvas_ = new GraphCanvas(model_, edits_, both);
    form_ = new StageForm(edits_, both);
    form_->setMinimumWidth(108 * kGrid);
    form_->setMaximumWidth(130 * kGrid);
    form_->hide();
    auto *layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(canvas_, 3);
    layout->addWidget(form_, 2);
    return both;
}

QWidget *HomePanel::makeProjectPage() {
    auto *page = new QWidget(this);
    trouble_ = new ToneLabel(Type::Body, page);
    trouble_->setObjectName(QStringLiteral("experimentTrouble"));
    trouble_->setWordWrap(true);
    trouble_->setContentsMargins(6 * kGrid, 0, 6 * kGrid, 2 * kGrid);
    nothing_ = new EmptyState({}, {}, {}, page);
    auto *head = makeHead(page);
    body_ = new Pages;
    body_->addWidget(makeGraph(page));
    body_->addWidget(nothing_);
    steps_ = new FirstSteps(page);
    body_->addWidget(steps_);
    connect(steps_, &FirstSteps::intended, this, &Panel::intended);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(trouble_);
    layout->addLayout(body_, 1);
    return page;
}

void HomePanel::setProject(const std::optional<ProjectValues> &project, bool running) {
    if (!project || !project_ || project->folder != project_->folder) {
        designing_ = false;
        told_.clear();
        form_->hide();
    }
    project_ = project;
    running_ = running;
    edits_.setEditable(project && project->readOnly.isEmpty());
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
            {QStringLiteral("Insert"), tr("Add a model, data, a stage or an arm")},
            {QStringLiteral("F2"), tr("Rename the stage")},
            {QStringLiteral("Delete"), tr("Delete the stage from the experiment; its runs stay")},
            {QStringLiteral("Ctrl+C / Ctrl+X / Ctrl+V"), tr("Copy, cut and paste stages, as text of experiment.toml")},
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
    const bool unread = graph.isEmpty() && !graph.problem.isEmpty();
    const bool work = std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const StageNode &node) {
        return node.kind != StageKind::Data && node.kind != StageKind::Model;
    });
    body_->setCurrentIndex(unread ? 1 : !work && !designing_ ? 2 : 0);
    if (unread) nothing_->setText(tr("The experiment cannot be read"), graph.problem, {});
    add_->setEnabled(edits_.isEditable());
    if (!wanted_.isEmpty() && graph.find(wanted_)) {
        const QString chosen = std::exchange(wanted_, {});
        canvas_->select(chosen);
        openForm(chosen);
    } else if (form_->isVisible() && !graph.find(form_->node())) {
        closeForm();
    } else if (form_->isVisible()) {
        form_->showNode(form_->node(), graph.find(form_->node())->trouble);
    }
    tellTrouble();
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
    refreshStart(stages, done, begun);
}

/// What is wrong of no node, and what was just said of an edge.
void HomePanel::tellTrouble() {
    const auto &graph = model_.graph();
    const bool marked = std::any_of(graph.nodes.begin(), graph.nodes.end(),
                                    [](const StageNode &node) { return !node.trouble.isEmpty(); });
    const auto problems = graph.problem.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QString words = told_;
    if (words.isEmpty() && !problems.isEmpty())
        words = marked ? tr("To be mended before it can run: %1. The stages are marked.").arg(problems.size())
                       : problems.first();
    trouble_->setTone(told_.isEmpty() ? Tone::Bad : Tone::Neutral);
    trouble_->setText(told_.isEmpty() && !words.isEmpty() ? QStringLiteral("✕ ") + words : words);
    trouble_->setVisible(!words.isEmpty() && body_->currentIndex() == 0);
}

void HomePanel::refreshStart(int stages, int done, int begun) {
    const auto &graph = model_.graph();
    start_->setText(running_ && model_.isPaused() ? tr("Paused")
                    : running_                    ? tr("Running…")
                    : begun && done < stages      ? tr("&Continue")
                                                  : tr("Run &all"));
    start_->setAccessibleName(QString(start_->text()).remove(QLatin1Char('&')));
    differs_->setVisible(begun > 0);
    const QString cost = running_ || !graph.problem.isEmpty() ? QString() : costText(model_.costs());
    cost_->setText(cost.isEmpty() ? cost : tr("By estimate: %1").arg(cost));
    cost_->setToolTip(cost.isEmpty() ? cost : costGaps(model_.costs()).toHtmlEscaped());
    cost_->setVisible(!cost.isEmpty());
    start_->setEnabled(project_->readOnly.isEmpty() && !running_ && stages > 0 && graph.problem.isEmpty());
}

/// Trainings lead to their curves, or to their form before they have any; arms to their answers.
void HomePanel::open(const QString &stage) {
    const StageNode *node = model_.graph().find(stage);
    if (!node) return;
    if (node->kind == StageKind::Comparison)
        Q_EMIT intended({Intent::ShowPanel, QStringLiteral("compare")});
    else if (!node->run.isEmpty())
        Q_EMIT intended({Intent::ShowRun, node->run});
    else
        openForm(stage);
}

void HomePanel::openForm(const QString &stage) {
    const StageNode *node = model_.graph().find(stage);
    if (!node || !edits_.tableOf(stage)) return form_->hide();
    form_->showNode(stage, node->trouble);
    form_->setVisible(true);
}

void HomePanel::closeForm() {
    form_->flush();
    form_->hide();
    canvas_->setFocus(Qt::OtherFocusReason);
}

void HomePanel::openAddMenu() {
    if (!edits_.isEditable()) return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("addMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillAddMenu(*menu, edits_, this);
    menu->popup(add_->mapToGlobal(QPoint(0, add_->height())));
}

void HomePanel::showWritten(const QString &node) {
    designing_ = true;
    told_.clear();
    if (!node.isEmpty()) wanted_ = node;
    refresh();
}

/// What changes the experiment, for the keyboard and for those who do not drag.
void HomePanel::addEdits(QMenu &menu, const StageNode &node) {
    if (!edits_.isEditable() || !edits_.tableOf(node.id)) return;
    const QString id = node.id;
    menu.addSeparator();
    menu.addAction(tr("&Edit…"), this, [this, id] { openForm(id); });
    menu.addAction(tr("Re&name…"), this, [this, id] {
        openForm(id);
        form_->focusName();
    });
    auto *feed = menu.addMenu(tr("&Feed it to"));
    feed->setObjectName(QStringLiteral("feedMenu"));
    for (const QString &to : edits_.fitting(id))
        for (const QString &port : edits_.portsFor(id, to).names)
            feed->addAction(tr("%1, as its %2").arg(to.section(QLatin1Char(':'), 1), port), this,
                            [this, id, to, port] { edits_.wire(id, to, port); });
    feed->setEnabled(!feed->isEmpty());
    auto *take = menu.addMenu(tr("&Take away"));
    for (const QString &from : edits_.sources(id))
        take->addAction(from.section(QLatin1Char(':'), 1), this, [this, id, from] { edits_.unwire(from, id); });
    take->setEnabled(!take->isEmpty());
    menu.addAction(tr("&Copy"), this, [this, id] { QApplication::clipboard()->setText(edits_.copy(id)); });
    menu.addAction(tr("D&uplicate"), this, [this, id] { edits_.duplicate(id); });
    menu.addAction(tr("De&lete from the experiment"), this, [this, id] { edits_.remove(id); });
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
    if (node->kind == StageKind::Comparison || !node->run.isEmpty())
        menu->addAction(tr("&Open"), this, [this, stage] { open(stage); });
    else if (model || node->kind == StageKind::Data)
        add(tr("&Open"), {Intent::ShowPanel, model ? QStringLiteral("models") : QStringLiteral("data")}, true);
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
    addEdits(*menu, *node);
    if (const RunValues *run = model_.runOf(*node)) {
        menu->addSeparator();
        menu->addAction(tr("&What differs from its run…"), this, [this, id = run->id] { Q_EMIT differenceWanted(id); });
        fillRunMenu(*menu, *run, ours, [this](const Intent &intent) { Q_EMIT intended(intent); });
    }
    menu->popup(place);
}

} // namespace lapidary
