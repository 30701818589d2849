// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/runs/runs_panel.h"
#include "widgets/common/labels.h"
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
    table->setAccessibleName(QStringLiteral("Runs of the project"));
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
    detail_ = plainLabel({}, Type::Body, false, page);
    detail_->setWordWrap(true);
    detail_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    start_ = button(QStringLiteral("&Run experiment"), true, page);
    pause_ = button(QStringLiteral("&Pause"), false, page);
    resume_ = button(QStringLiteral("R&esume"), false, page);
    stop_ = button(QStringLiteral("&Stop"), false, page);
    start_->setObjectName(QStringLiteral("start"));
    pause_->setObjectName(QStringLiteral("pause"));
    resume_->setObjectName(QStringLiteral("resume"));
    stop_->setObjectName(QStringLiteral("stop"));
    table_ = makeTable(model, page);

    auto *words = new QVBoxLayout;
    words->setSpacing(kGrid);
    words->addWidget(title_);
    words->addWidget(summary_);
    auto *head = new QHBoxLayout;
    head->setSpacing(2 * kGrid);
    head->addLayout(words, 1);
    for (QPushButton *each : {pause_, resume_, stop_, start_}) head->addWidget(each, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(4 * kGrid);
    layout->addLayout(head);
    layout->addWidget(table_, 1);
    layout->addWidget(detail_);
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
        empty_->setText(QStringLiteral("Open a project"),
                        QStringLiteral("A project is a folder with an experiment: data, training stages, and the arms that are compared."),
                        QStringLiteral("Open a folder…"));
    } else if (model_.rowCount() == 0) {
        empty_->setText(project_->name, QStringLiteral("Nothing has run here yet. Run the experiment and watch its curves grow."),
                        project_->readOnly.isEmpty() ? QStringLiteral("Run the experiment") : QString());
    }
    pages_->setCurrentIndex(project_ && model_.rowCount() > 0 ? 1 : 0);
    if (!project_) return;
    title_->setText(project_->name);
    int active = 0, finished = 0, failed = 0;
    for (const RunValues &run : model_.runs()) {
        active += isActive(run.state);
        finished += run.state == RunState::Finished;
        failed += run.state == RunState::Failed;
    }
    QStringList parts{QStringLiteral("%1 runs").arg(model_.rowCount()), QStringLiteral("%1 finished").arg(finished)};
    if (active) parts.append(QStringLiteral("%1 under way").arg(active));
    if (failed) parts.append(QStringLiteral("%1 failed").arg(failed));
    if (!project_->readOnly.isEmpty()) parts.append(QStringLiteral("read-only: ") + project_->readOnly);
    summary_->setText(parts.join(QStringLiteral("  ·  ")));

    const RunValues *run = model_.find(selectedRun());
    const bool ours = project_->readOnly.isEmpty();
    start_->setText(running_ ? QStringLiteral("Running…") : QStringLiteral("&Run experiment"));
    start_->setEnabled(ours && !running_);
    pause_->setEnabled(ours && run && run->state == RunState::Running);
    resume_->setEnabled(ours && run && run->state == RunState::Paused);
    stop_->setEnabled(ours && run && isActive(run->state));
    detail_->setText(run && !run->error.isEmpty() ? run->error : QString());
    detail_->setVisible(!detail_->text().isEmpty());
}

} // namespace lapidary
