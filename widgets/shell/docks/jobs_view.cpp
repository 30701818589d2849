// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/docks/jobs_view.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/labels.h"
#include "widgets/models/run_words.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/run_menu.h"
#include "widgets/shell/docks/jobs_order.h"
#include "widgets/shell/docks/runs_delegate.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>

namespace lapidary {

namespace {

QTableView *makeTable(QAbstractItemModel &model, QWidget *parent) {
    auto *table = new QTableView(parent);
    table->setObjectName(QStringLiteral("runsTable"));
    table->setAccessibleName(JobsView::tr("Runs of the project"));
    table->setModel(&model);
    table->setItemDelegate(new RunsDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    auto *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    constexpr int widths[] = {176, 132, 104, 168, 84};
    for (int column = 0; column < 5; ++column) table->setColumnWidth(column, widths[column]);
    header->setStretchLastSection(true);
    return table;
}

} // namespace

JobsView::JobsView(RunsModel &model, QWidget *parent) : Panel(parent), model_(model) {
    summary_ = new ElidedLabel(Type::Caption, true, this);
    next_ = button(tr("Start &next"), false, this);
    next_->setObjectName(QStringLiteral("next"));
    next_->setToolTip(tr("The queued run and what it needs start before all others"));
    drop_ = button(tr("Re&move"), false, this);
    drop_->setObjectName(QStringLiteral("drop"));
    drop_->setToolTip(tr("Take the queued run, and what needs it, out of the queue"));
    pause_ = button(tr("Pa&use"), false, this);
    resume_ = button(tr("Res&ume"), false, this);
    stop_ = button(tr("&Stop"), false, this);
    more_ = button(tr("M&ore ▾"), false, this);
    pause_->setObjectName(QStringLiteral("pause"));
    resume_->setObjectName(QStringLiteral("resume"));
    stop_->setObjectName(QStringLiteral("stop"));
    more_->setObjectName(QStringLiteral("moreOfRun"));
    more_->setAccessibleName(tr("What else can be done with the run"));
    order_ = new JobsOrder(this);
    order_->setSourceModel(&model_);
    table_ = makeTable(*order_, this);
    setFocusProxy(table_);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, kGrid);
    head->setSpacing(2 * kGrid);
    head->addWidget(summary_, 1);
    for (QPushButton *each : {next_, drop_, pause_, resume_, stop_, more_}) head->addWidget(each);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(table_, 1);

    connectButtons();
    connect(table_, &QTableView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT intended({Intent::ShowRun, index.data(RunsModel::IdRole).toString()});
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        refresh();
        if (!told_ && table_->selectionModel()->hasSelection()) Q_EMIT intended({Intent::SelectRun, selectedRun()});
    });
    connect(&model_, &QAbstractItemModel::dataChanged, this, &JobsView::refresh);
    connect(&model_, &QAbstractItemModel::rowsInserted, this, &JobsView::refresh);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, &JobsView::refresh);
    refresh();
}

void JobsView::connectButtons() {
    auto *menu = new QMenu(more_);
    menu->setObjectName(QStringLiteral("runMenu"));
    more_->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(*menu); });
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_, &QWidget::customContextMenuRequested, this, &JobsView::showMenu);
    for (auto [button, kind] : {std::pair(next_, Intent::MoveToFront),
                                {drop_, Intent::Drop},
                                {pause_, Intent::Pause},
                                {resume_, Intent::Resume},
                                {stop_, Intent::Stop}})
        connect(button, &QPushButton::clicked, this, [this, kind = kind] { Q_EMIT intended({kind, selectedRun()}); });
    for (auto [key, kind] : {std::pair(Qt::Key_F2, Intent::EditRun), {Qt::Key_Delete, Intent::DeleteRun}}) {
        auto *shortcut = new QShortcut(QKeySequence(key), table_);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, kind = kind] {
            if (ours_ && model_.find(selectedRun())) Q_EMIT intended({kind, selectedRun()});
        });
    }
}

void JobsView::fill(QMenu &menu) {
    menu.clear();
    if (const RunValues *run = model_.find(selectedRun()))
        fillRunMenu(menu, *run, ours_, [this](const Intent &intent) { Q_EMIT intended(intent); });
}

void JobsView::showMenu(const QPoint &place) {
    if (selectedRun().isEmpty()) return;
    QMenu *menu = more_->menu();
    const auto rows = table_->selectionModel()->selectedRows();
    const QRect row = rows.isEmpty() ? QRect() : table_->visualRect(rows.first());
    const bool onIt = table_->viewport()->rect().contains(place) && row.top() <= place.y() && place.y() <= row.bottom();
    menu->popup(table_->viewport()->mapToGlobal(onIt || row.isNull() ? place : row.bottomLeft())); // or by the menu key
}

void JobsView::setProject(const std::optional<ProjectValues> &project) {
    ours_ = project && project->readOnly.isEmpty();
    refresh();
}

void JobsView::select(const QString &run) {
    told_ = true;
    table_->clearSelection();
    for (int row = 0; row < order_->rowCount(); ++row)
        if (order_->index(row, 0).data(RunsModel::IdRole).toString() == run) table_->selectRow(row);
    told_ = false;
}

/// The selected run; without a selection the one that is at work.
QString JobsView::selectedRun() const {
    const auto rows = table_->selectionModel()->selectedRows();
    if (!rows.isEmpty()) return rows.first().data(RunsModel::IdRole).toString();
    for (const RunValues &run : model_.runs())
        if (run.state == RunState::Running || run.state == RunState::Paused) return run.id;
    return {};
}

void JobsView::refresh() {
    summary_->setText(runsSummary(model_.runs()));
    const RunValues *run = model_.find(selectedRun());
    const QString whyNot = run ? whyNoResume(*run, ours_) : tr("Choose a run.");
    const bool mayPause = ours_ && run && run->state == RunState::Running, mayResume = whyNot.isEmpty();
    const bool queued = ours_ && run && run->state == RunState::Queued;
    next_->setEnabled(queued);
    drop_->setEnabled(queued);
    // A button that goes grey hands the focus to its counterpart or to the table: Qt would give it to Stop.
    const bool loses = (pause_->hasFocus() && !mayPause) || (resume_->hasFocus() && !mayResume);
    if (loses) table_->setFocus();
    pause_->setEnabled(mayPause);
    resume_->setEnabled(mayResume);
    if (loses && (mayPause || mayResume)) (mayPause ? pause_ : resume_)->setFocus();
    resume_->setToolTip(mayResume ? resumeText(*run) : whyNot);
    stop_->setEnabled(ours_ && run && isActive(run->state) && run->state != RunState::Queued);
    stop_->setToolTip(stop_->isEnabled() ? stopText(*run) : tr("Nothing is at work here."));
    more_->setEnabled(run);
}

} // namespace lapidary
