// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/train_panel.h"
#include "core/workbench/curves/curve_formats.h"
#include "widgets/charts/legend_bar.h"
#include "widgets/charts/plot_export.h"
#include "widgets/common/choice.h"
#include "widgets/common/flow_layout.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/batches_model.h"
#include "widgets/models/launch_view_model.h"
#include "widgets/models/samples_model.h"
#include "widgets/models/scores_model.h"
#include "widgets/models/train_view_model.h"
#include "widgets/panels/train/alarm_list.h"
#include "widgets/panels/train/batch_view.h"
#include "widgets/panels/train/change_dialog.h"
#include "widgets/panels/train/charts_view.h"
#include "widgets/panels/train/launch_page.h"
#include "widgets/panels/train/live_dialog.h"
#include "widgets/panels/train/run_bar.h"
#include "widgets/panels/train/samples_view.h"
#include "widgets/panels/train/scores_view.h"
#include <QButtonGroup>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QSlider>
#include <cmath>

namespace lapidary {

namespace {
bool writeText(const QString &text, const QString &file) {
    QSaveFile out(file);
    return file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) && out.open(QIODevice::WriteOnly) &&
           out.write(text.toUtf8()) >= 0 && out.commit();
}
} // namespace

TrainPanel::TrainPanel(TrainViewModel &model, LaunchViewModel &launch, const Told &told, QWidget *parent)
    : Panel(parent), model_(model), launch_(launch), samples_(told.samples), batches_(told.batches),
      scores_(told.scores) {
    pages_ = new Pages(this);
    empty_ = new EmptyState({}, {}, {}, this);
    launchPage_ = new LaunchPage(launch_, this);
    pages_->addWidget(empty_);
    pages_->addWidget(makePage());
    pages_->addWidget(launchPage_);

    connect(empty_, &EmptyState::actionRequested, this, [this] {
        if (mayStart_)
            launch_.beginNew();
        else
            Q_EMIT intended({Intent::ShowPanel, QStringLiteral("home")});
    });
    connect(&launch_, &LaunchViewModel::planningRequested, this, [this] {
        launching_ = true;
        showPage();
    });
    connect(&launch_, &LaunchViewModel::started, this, [this](const QString &name) {
        awaited_ = name;
        launching_ = false;
        if (launch_.seeds() > 1) model_.setGrouping(Grouping::Name); // several seeds are looked at as one
        showPage();
    });
    connect(launchPage_, &LaunchPage::closed, this, [this] {
        launching_ = false;
        showPage();
    });
    connectCurves();
    setProject(std::nullopt);
    syncLegend();
}

void TrainPanel::connectCurves() {
    connect(&model_, &TrainViewModel::metricsChanged, this, [this] {
        showPage();
        syncPreset();
    });
    connect(&model_, &TrainViewModel::runsChanged, this, &TrainPanel::syncLegend);
    connect(&model_, &TrainViewModel::runStatesChanged, this, [this] {
        samples_.setRun(model_.selectedRun());
        batches_.setRun(model_.selectedRun());
        scores_.setRun(model_.selectedRun());
        showPage();
    });
    connect(&model_, &TrainViewModel::runsChanged, this, &TrainPanel::selectWhenThere);
    connect(&model_, &TrainViewModel::groupingChanged, this, [this] {
        groups_->setCurrentIndex(int(model_.grouping()));
        syncLegend();
    });
    connect(legend_, &LegendBar::visibilityChanged, this, &TrainPanel::showOrHide);
    connect(&model_, &TrainViewModel::runVisibilityChanged, this,
            &TrainPanel::syncLegend); // switched elsewhere: undone, say
    connect(runBar_, &RunBar::intended, this, &Panel::intended);
    connect(runBar_, &RunBar::newRequested, &launch_, &LaunchViewModel::beginNew);
    connect(runBar_, &RunBar::againRequested, &launch_, &LaunchViewModel::beginAgain);
    connect(runBar_, &RunBar::changeRequested, this, &TrainPanel::settingsWanted);
    connect(runBar_, &RunBar::liveRequested, this, &TrainPanel::askLive);
    connect(runBar_, &RunBar::forkRequested, this,
            [this](const QString &run) { fork(run, model_.run(run) ? model_.run(run)->checkpoint : 0); });
    connect(charts_, &ChartsView::curveClicked, this, &TrainPanel::lookAt);
    connect(charts_, &ChartsView::menuRequested, this, &TrainPanel::fillChartMenu);
}

CurveChart *TrainPanel::chart(const QString &metric, const QString &run) const {
    return charts_->chart(metric, run);
}

void TrainPanel::setProject(const std::optional<ProjectValues> &project) {
    launching_ = false;
    mayStart_ = project && project->readOnly.isEmpty();
    runBar_->setReadOnly(!mayStart_);
    empty_->setText(tr("No curves yet"),
                    tr("Loss and reward appear here while a training runs, all runs in the same charts."),
                    mayStart_ ? tr("New training…") : tr("Go to the experiment"));
    showPage();
}

void TrainPanel::showPage() {
    const bool any = !model_.metrics().isEmpty() || !model_.trainings().isEmpty();
    pages_->setCurrentIndex(launching_ ? 2 : any ? 1 : 0);
}

QWidget *TrainPanel::makePage() {
    auto *page = new QWidget(this);
    charts_ = new ChartsView(model_, page);
    legend_ = new LegendBar(page);
    auto *curves = new QWidget(page);
    auto *inside = new QVBoxLayout(curves);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(3 * kGrid);
    inside->addWidget(legend_);
    inside->addWidget(charts_, 1);
    views_ = new Pages;
    views_->addWidget(curves);
    auto *samples = new SamplesView(samples_, page);
    views_->addWidget(samples);
    views_->addWidget(new BatchView(batches_, page));
    views_->addWidget(new ScoresView(scores_, model_, page));
    runBar_ = new RunBar(model_, page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(makeHeader(page));
    layout->addWidget(runBar_);
    auto *alarms = new AlarmList(model_, page);
    connect(alarms, &AlarmList::samplesRequested, samples, [this, samples](const QString &run, double step) {
        if (const auto batch = batches_.stepNear(run, step, reachOf(run))) return showBatchAt(run, *batch);
        model_.selectRun(run);
        samples_.setRun(run);
        findChild<QPushButton *>(QStringLiteral("showSamples"))->setChecked(true);
        samples->showStep(step);
    });
    layout->addWidget(alarms);
    layout->addLayout(views_, 1);
    return page;
}

QVector<KeyHelp> TrainPanel::keyHelp() const {
    return {{QStringLiteral("+ / -"), tr("Zoom in the chart with the focus (or turn the wheel)")},
            {QStringLiteral("← / →"), tr("Move the cursor from point to point, in all charts")},
            {QStringLiteral("Home"), tr("Show all of every curve (or double-click)")},
            {QStringLiteral("Menu"), tr("Export or copy the chart (or right-click)")},
            {QStringLiteral("Space"), tr("Hide or show the run with the focus in the legend")}};
}

QWidget *TrainPanel::makeAxis(QWidget *header) {
    auto *axis = new Choice(QStringLiteral("xAxis"), tr("What stands on the x axis"), header);
    for (XAxis each : {XAxis::Step, XAxis::Tokens, XAxis::Time})
        axis->addItem(tr("by %1").arg(xAxisName(each)), int(each));
    axis->setCurrentIndex(int(model_.xAxis()));
    connect(axis, &QComboBox::currentIndexChanged, &model_,
            [this](int index) { model_.setXAxis(static_cast<XAxis>(index)); });
    return axis;
}

QWidget *TrainPanel::makeGroups(QWidget *header) {
    auto *groups = groups_ = new Choice(
        QStringLiteral("grouping"),
        tr("Runs that are drawn as one mean line with a band from the smallest to the largest value"), header);
    for (const QString &each : {tr("single runs"), tr("grouped by name"), tr("grouped by algorithm")})
        groups->addItem(each);
    connect(groups, &QComboBox::currentIndexChanged, &model_,
            [this](int index) { model_.setGrouping(static_cast<Grouping>(index)); });
    return groups;
}

QWidget *TrainPanel::makeMetrics(QWidget *header) {
    auto *metrics = button(tr("&Metrics ▾"), false, header);
    metrics->setObjectName(QStringLiteral("metrics"));
    metrics->setAccessibleName(tr("Metrics on show"));
    metricsMenu_ = new QMenu(metrics);
    metrics->setMenu(metricsMenu_);
    connect(metricsMenu_, &QMenu::aboutToShow, this, &TrainPanel::fillMetricsMenu);
    return metrics;
}

QWidget *TrainPanel::makeHeader(QWidget *page) {
    auto *header = new QWidget(page);
    auto *layout = new FlowLayout(header);
    auto *smoothing = new QSlider(Qt::Horizontal, header);
    smoothing->setObjectName(QStringLiteral("smoothing"));
    smoothing->setAccessibleName(tr("Smoothing of the curves"));
    smoothing->setRange(0, 99);
    smoothing->setValue(int(100 * model_.smoothing()));
    smoothing->setFixedWidth(14 * kGrid);
    smoothing->setToolTip(tr("How strongly the lines are smoothed; the raw values stay faded behind"));
    connect(smoothing, &QSlider::valueChanged, &model_, [this](int value) { model_.setSmoothing(value / 100.0); });
    auto *label = plainLabel(tr("Smoothing"), Type::Body, true, header);
    label->setBuddy(smoothing);
    auto *axis = makeAxis(header), *groups = makeGroups(header);
    preset_ = new Choice(QStringLiteral("preset"), tr("Charts on show"), header);
    preset_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    preset_->setMinimumContentsLength(10); // the list is as wide as its longest name
    syncPreset();
    connect(preset_, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index >= 0 && !filling_) model_.setPreset(preset_->itemData(index).toString());
    });
    auto *metrics = makeMetrics(header);
    auto *fit = button(tr("&Fit"), false, header);
    fit->setObjectName(QStringLiteral("fit"));
    fit->setToolTip(tr("Show all of every curve (double-click in a chart)"));
    connect(fit, &QPushButton::clicked, charts_, &ChartsView::fit);
    auto *out = makeExport(header);
    layout->addWidget(makeTabs(header));
    layout->addStretch();
    curveTools_ = {label, smoothing, axis, groups, preset_, metrics, fit, out};
    for (QWidget *each : std::as_const(curveTools_)) layout->addWidget(each);
    return header;
}

/// The curves on show as one table, or all that their runs logged for another program.
QPushButton *TrainPanel::makeExport(QWidget *header) {
    auto *out = button(tr("E&xport ▾"), false, header);
    out->setObjectName(QStringLiteral("exportCurves"));
    out->setToolTip(tr("Values as a table or for another program; a chart's own menu exports its picture"));
    auto *menu = new QMenu(out);
    out->setMenu(menu);
    menu->addAction(tr("The curves on show as &CSV…"), this,
                    [this] {
                        askWhereToExport(*this, QStringLiteral("curves.csv"),
                                         [this](const QString &file) { return writeText(model_.csv(), file); });
                    })
        ->setObjectName(QStringLiteral("exportShown"));
    menu->addSection(tr("All that the runs on show logged"));
    for (const CurveFormat &each : curveFormats()) {
        const QString name = QString::fromLatin1(each.name), ending = QString::fromLatin1(each.ending);
        menu->addAction(
                tr("%1…").arg(QString::fromLatin1(each.title)), this,
                [this, name, ending] { askExport(name, (ending.isEmpty() ? name : QStringLiteral("runs")) + ending); })
            ->setObjectName(QStringLiteral("export-") + name);
    }
    return out;
}

void TrainPanel::askExport(const QString &format, const QString &suggestion) {
    askWhereToExport(*this, suggestion, [this, format](const QString &file) {
        QStringList runs;
        for (const auto &run : model_.runs())
            if (model_.isRunVisible(run.id)) runs.append(run.id);
        Q_EMIT exportRequested(runs, format, file);
        return true; // what goes wrong is told by the project
    });
}

/// Curves or samples: what the training does, or what it says.
QWidget *TrainPanel::makeTabs(QWidget *page) {
    auto *box = new QWidget(page);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    auto *group = tabs_ = new QButtonGroup(box);
    const QString titles[] = {tr("&Curves"), tr("Sa&mples"), tr("&Batches"), tr("He&ld out")};
    const char *const names[] = {"showCurves", "showSamples", "showBatches", "showScores"};
    for (int i = 0; i < 4; ++i) {
        auto *tab = button(titles[i], false, box);
        tab->setObjectName(QLatin1String(names[i]));
        tab->setCheckable(true);
        tab->setChecked(i == 0);
        group->addButton(tab, i);
        layout->addWidget(tab);
    }
    connect(group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (!on) return;
        views_->setCurrentIndex(id);
        for (QWidget *each : std::as_const(curveTools_)) each->setVisible(id == 0);
    });
    return box;
}

/// Groups of metrics as people call them; one that is new has the methods' word.
QString TrainPanel::presetName(const QString &preset) {
    if (preset == kChosenCharts) return tr("chosen charts");
    if (preset == kAllCharts) return tr("All");
    const std::pair<const char *, QString> known[] = {{"loss", tr("Loss")},
                                                      {"preference", tr("Preference")},
                                                      {"policy", tr("Policy")},
                                                      {"value", tr("Value function")},
                                                      {"forgetting", tr("Forgetting")},
                                                      {"detail", tr("Details")},
                                                      {"progress", tr("Speed and memory")}};
    for (const auto &[group, name] : known)
        if (preset == QLatin1String(group)) return name;
    return preset;
}

/// An open list is left alone while it holds the same.
void TrainPanel::syncPreset() {
    filling_ = true;
    const QStringList presets = model_.presets();
    QStringList now;
    for (int i = 0; i < preset_->count(); ++i) now.append(preset_->itemData(i).toString());
    if (now != presets) {
        preset_->clear();
        for (const QString &each : presets) preset_->addItem(presetName(each), each);
    }
    preset_->setCurrentIndex(int(presets.indexOf(model_.preset())));
    filling_ = false;
}

void TrainPanel::fillMetricsMenu() {
    metricsMenu_->clear();
    const QStringList shown = model_.shownMetrics();
    for (const QString &metric : model_.metrics()) {
        const QString name = metric == kPairsWrong ? ChartsView::tr("pairs still wrong") : metric;
        auto *action = metricsMenu_->addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(shown.contains(metric));
        connect(action, &QAction::toggled, &model_, [this, metric](bool on) { model_.setShown(metric, on); });
    }
}

/// What a place on a curve offers: the run there, or the selected one.
void TrainPanel::fillChartMenu(QMenu *menu, const QString &run, double x) {
    const RunValues *values = model_.run(run.isEmpty() ? model_.selectedRun() : run);
    if (!values) return;
    const QString id = values->id, name = QString(values->name).replace(QLatin1Char('&'), QLatin1String("&&"));
    const double step = model_.stepAt(id, x);
    auto *forkHere = menu->addAction(tr("Fo&rk %1 near step %2…").arg(name).arg(step, 0, 'f', 0), this,
                                     [this, id, step] { fork(id, step); });
    forkHere->setEnabled(mayStart_ && values->checkpoint > 0);
    const auto told = samples_.stepNear(id, step);
    auto *samples = menu->addAction(told ? tr("Show what %1 &wrote at step %2").arg(name).arg(*told, 0, 'f', 0)
                                         : tr("%1 has told no completions").arg(name),
                                    this, [this, id, step] { showSamplesAt(id, step); });
    samples->setEnabled(told.has_value());
    if (const auto batch = batches_.stepNear(id, step, reachOf(id)))
        menu->addAction(tr("Show the row&s of %1 at step %2").arg(name).arg(*batch, 0, 'f', 0), this,
                        [this, id, at = *batch] { showBatchAt(id, at); });
    auto *again =
        menu->addAction(tr("Start %1 &again, with changes…").arg(name), this, [this, id] { launch_.beginAgain(id); });
    again->setEnabled(mayStart_);
}

/// In steps, a finger's width of the run's length.
double TrainPanel::reachOf(const QString &run) const {
    constexpr double kNear = 0.02;
    const RunValues *values = model_.run(run);
    return values ? std::max(1.0, kNear * std::max(values->done, values->total)) : 1;
}

/// A click on a curve chooses its run and the step. The rows behind a step that was told by them are shown at once, and
/// where the curve warns of something, what the policy said there.
void TrainPanel::lookAt(const QString &run, double x) {
    model_.selectRun(run);
    const double step = model_.stepAt(run, x), reach = reachOf(run);
    if (const auto batch = batches_.stepNear(run, step, reach)) return showBatchAt(run, *batch);
    const RunValues *values = model_.run(run);
    if (!values || !samples_.stepNear(run, step)) return;
    const bool spike = std::any_of(values->alarms.begin(), values->alarms.end(),
                                   [&](const Alarm &alarm) { return std::abs(alarm.step - step) <= reach; });
    if (spike) showSamplesAt(run, step);
}

void TrainPanel::showSamplesAt(const QString &run, double step) {
    model_.selectRun(run);
    samples_.setRun(run);
    samples_.setStep(samples_.stepNear(run, step));
    tabs_->button(1)->click();
}

void TrainPanel::showBatchAt(const QString &run, double step) {
    model_.selectRun(run);
    batches_.setRun(run);
    batches_.setStep(step);
    tabs_->button(2)->click();
}

void TrainPanel::askLive(const QString &run) {
    const RunValues *values = model_.run(run);
    if (!values) return;
    live_ = new LiveDialog(run, values->name, this);
    live_->setAttribute(Qt::WA_DeleteOnClose);
    connect(live_, &LiveDialog::asked, this, &TrainPanel::liveWanted);
    connect(live_, &LiveDialog::cancelled, this, &TrainPanel::liveCancelled);
    live_->open();
}

void TrainPanel::setLiveProgress(const LiveProgress &progress) {
    if (live_) live_->setProgress(progress);
}
void TrainPanel::endLive() {
    if (live_) live_->accept();
}
void TrainPanel::setLiveSilent(const QString &why) {
    if (live_) live_->setSilent(why);
}

void TrainPanel::changeSettings(const QString &run, const Json &settings) {
    const MethodInfo *method = model_.methodOf(run);
    const RunValues *values = model_.run(run);
    if (!method || !values || values->state != RunState::Paused) return; // it has gone on meanwhile
    auto *dialog = new ChangeDialog(values->name, method->spec, settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChangeDialog::accepted, this,
            [this, run, dialog] { Q_EMIT changeWanted(run, dialog->changes()); });
    dialog->open();
}

void TrainPanel::fork(const QString &run, double step) {
    launch_.beginFork(run, step);
}

/// A run that was started here is the one to look at.
void TrainPanel::selectWhenThere() {
    if (awaited_.isEmpty()) return;
    for (const RunValues &run : model_.trainings()) {
        const QString rest = run.name.mid(awaited_.size()); // of a sweep: "name beta=0.1, seed 2"
        const bool ofIt = rest.isEmpty() || rest.startsWith(QLatin1Char(' ')) || rest.startsWith(QLatin1Char(','));
        if (!run.name.startsWith(awaited_) || !ofIt) continue;
        awaited_.clear();
        return model_.selectRun(run.id);
    }
}

/// The runs, or their groups: hiding a group hides all of its runs.
void TrainPanel::syncLegend() {
    QStringList now;
    for (const auto &group : model_.groups()) {
        const QStringList runs = model_.runsOf(group.name);
        const bool seen =
            std::any_of(runs.begin(), runs.end(), [this](const QString &id) { return model_.isRunVisible(id); });
        now.append(group.id);
        legend_->setRun(group.id, runs.size() == 1 ? group.name : tr("%1 (%2 runs)").arg(group.name).arg(runs.size()),
                        group.colour, seen);
    }
    if (model_.grouping() == Grouping::None)
        for (const auto &run : model_.runs()) {
            now.append(run.id);
            legend_->setRun(run.id, run.name, run.colour, model_.isRunVisible(run.id));
        }
    for (const QString &id : std::as_const(inLegend_))
        if (!now.contains(id)) legend_->removeRun(id);
    inLegend_ = now;
}

void TrainPanel::showOrHide(const QString &id, bool visible) {
    for (const auto &group : model_.groups())
        if (group.id == id)
            for (const QString &run : model_.runsOf(group.name)) model_.setRunVisible(run, visible);
    if (model_.grouping() == Grouping::None) model_.setRunVisible(id, visible);
}

} // namespace lapidary
