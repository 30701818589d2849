// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/runs/runs_panel.h"
#include "widgets/common/labels.h"
#include "widgets/common/x_axis.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/runs/runs_delegate.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>

namespace lapidary {

namespace {

QTableView *makeTable(RunsModel &model, QWidget *parent) {
    auto *table = new QTableView(parent);
    table->setObjectName(QStringLiteral("runsTable"));
    table->setAccessibleName(RunsPanel::tr("Runs of the project"));
    table->setModel(&model);
    table->setItemDelegate(new RunsDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(9 * kGrid);
    auto *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    constexpr int widths[] = {220, 190, 120, 240, 100};
    for (int column = 0; column < 5; ++column) table->setColumnWidth(column, widths[column]);
    header->setStretchLastSection(true);
    return table;
}

} // namespace

RunsPanel::RunsPanel(RunsModel &model, QWidget *parent) : Panel(parent), model_(model) {
    pages_ = new QStackedLayout(this);
    empty_ = new EmptyState({}, {}, {}, this);
    auto *page = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, page);
    summary_ = plainLabel({}, Type::Body, true, page);
    readOnly_ = plainLabel({}, Type::Body, false, page);
    readOnly_->setObjectName(QStringLiteral("readOnly"));
    readOnly_->setWordWrap(true);
    auto *about = makeDetail(page);
    start_ = button(tr("&Run experiment"), true, page);
    pause_ = button(tr("&Pause"), false, page);
    resume_ = button(tr("R&esume"), false, page);
    stop_ = button(tr("&Stop"), false, page);
    start_->setObjectName(QStringLiteral("start"));
    pause_->setObjectName(QStringLiteral("pause"));
    resume_->setObjectName(QStringLiteral("resume"));
    stop_->setObjectName(QStringLiteral("stop"));
    table_ = makeTable(model, page);

    auto *words = new QVBoxLayout;
    words->setSpacing(kGrid);
    words->addWidget(title_);
    words->addWidget(summary_);
    words->addWidget(readOnly_);
    auto *head = new QHBoxLayout;
    head->setSpacing(2 * kGrid);
    head->addLayout(words, 1);
    for (QPushButton *each : {pause_, resume_, stop_, start_}) head->addWidget(each, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(4 * kGrid);
    layout->addLayout(head);
    layout->addWidget(table_, 1);
    layout->addWidget(about);
    pages_->addWidget(empty_);
    pages_->addWidget(page);

    connect(empty_, &EmptyState::actionRequested, this,
            [this] { Q_EMIT intended({project_ ? Intent::StartExperiment : Intent::OpenProject, {}}); });
    connect(start_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::StartExperiment, {}}); });
    connect(pause_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::Pause, selectedRun()}); });
    connect(resume_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::Resume, selectedRun()}); });
    connect(stop_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::Stop, selectedRun()}); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::refresh);
    connect(&model_, &QAbstractItemModel::dataChanged, this, &RunsPanel::refresh);
    connect(&model_, &QAbstractItemModel::rowsInserted, this, &RunsPanel::refresh);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, &RunsPanel::refresh);
    refresh();
}

/// Under the table: how the chosen run stands, and why where it does not go on.
QWidget *RunsPanel::makeDetail(QWidget *page) {
    auto *frame = card(page);
    detailTitle_ = plainLabel({}, Type::Heading, false, frame);
    facts_ = plainLabel({}, Type::Body, true, frame);
    detail_ = plainLabel({}, Type::Body, false, frame);
    detail_->setObjectName(QStringLiteral("detail"));
    for (QLabel *each : {facts_, detail_}) {
        each->setWordWrap(true);
        each->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(kGrid);
    for (QLabel *each : {detailTitle_, facts_, detail_}) layout->addWidget(each);
    return frame;
}

void RunsPanel::showDetail(const RunValues *run) {
    detailTitle_->setText(run ? run->name : tr("Choose a run to see how it stands"));
    facts_->setVisible(run);
    detail_->setVisible(run && !(run->error.isEmpty() && run->note.isEmpty()));
    if (!run) return;
    QStringList parts{run->method.isEmpty() ? run->kind : run->kind + QStringLiteral(" · ") + run->method, stateWord(run->state)};
    if (isActive(run->state) && !run->phase.isEmpty()) parts.append(run->phase);
    if (run->total > 0) parts.append(tr("%1 of %2").arg(run->done, 0, 'f', 0).arg(run->total, 0, 'f', 0));
    if (run->seconds >= 1) parts.append(durationText(run->seconds));
    if (run->tokens > 0) parts.append(tr("%1 tokens").arg(shortNumber(run->tokens)));
    if (run->tokens > 0 && run->seconds >= 1) parts.append(tr("%1 tokens/s").arg(shortNumber(run->tokens / run->seconds)));
    facts_->setText(parts.join(QStringLiteral("  ·  ")));
    detail_->setText(run->error.isEmpty() ? run->note : run->error);
}

void RunsPanel::setProject(const std::optional<ProjectValues> &project) {
    project_ = project;
    refresh();
}

void RunsPanel::setExperimentRunning(bool running) {
    running_ = running;
    refresh();
}

/// The selected run; without a selection the one that is at work.
QString RunsPanel::selectedRun() const {
    const auto rows = table_->selectionModel()->selectedRows();
    if (!rows.isEmpty()) return rows.first().data(RunsModel::IdRole).toString();
    for (const RunValues &run : model_.runs())
        if (run.state == RunState::Running || run.state == RunState::Paused) return run.id;
    return {};
}

void RunsPanel::refresh() {
    if (!project_) {
        empty_->setText(tr("Open a project"),
                        tr("A project is a folder with an experiment: data, training stages, and the arms that are compared."),
                        tr("Open a folder…"));
    } else if (model_.rowCount() == 0) {
        empty_->setText(project_->name, tr("Nothing has run here yet. Run the experiment and watch its curves grow."),
                        project_->readOnly.isEmpty() ? tr("Run the experiment") : QString());
    }
    pages_->setCurrentIndex(project_ && model_.rowCount() > 0 ? 1 : 0);
    if (!project_) return;
    title_->setText(project_->name);
    QHash<RunState, int> count;
    for (const RunValues &run : model_.runs()) ++count[run.state];
    const int finished = count[RunState::Finished], queued = count[RunState::Queued], failed = count[RunState::Failed] + count[RunState::Interrupted];
    const int active = count[RunState::Starting] + count[RunState::Running] + count[RunState::Paused];
    QStringList parts{model_.rowCount() == 1 ? tr("1 run") : tr("%1 runs").arg(model_.rowCount()), tr("%1 finished").arg(finished)};
    if (active) parts.append(tr("%1 under way").arg(active));
    if (queued) parts.append(tr("%1 queued").arg(queued));
    if (failed) parts.append(tr("%1 failed").arg(failed));
    if (!project_->readOnly.isEmpty()) parts.append(tr("read-only"));
    summary_->setText(parts.join(QStringLiteral("  ·  ")));

    const RunValues *run = model_.find(selectedRun());
    const bool begun = queued < model_.rowCount() && finished < model_.rowCount();
    const bool ours = project_->readOnly.isEmpty();
    start_->setText(running_ ? tr("Running…") : begun ? tr("&Continue experiment") : tr("&Run experiment"));
    readOnly_->setText(project_->readOnly);
    readOnly_->setVisible(!ours);
    start_->setEnabled(ours && !running_);
    const bool mayPause = ours && run && run->state == RunState::Running, mayResume = ours && run && run->state == RunState::Paused;
    // A button that goes grey hands the focus to its counterpart or to the table: Qt would give it to Stop.
    const bool loses = (pause_->hasFocus() && !mayPause) || (resume_->hasFocus() && !mayResume);
    if (loses) table_->setFocus();
    pause_->setEnabled(mayPause);
    resume_->setEnabled(mayResume);
    if (loses && (mayPause || mayResume)) (mayPause ? pause_ : resume_)->setFocus();
    stop_->setEnabled(ours && run && isActive(run->state) && run->state != RunState::Queued);
    showDetail(run);
}

} // namespace lapidary
