// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/train_panel.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/legend_bar.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/train_view_model.h"
#include <QGridLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QStackedLayout>

namespace lapidary {

TrainPanel::TrainPanel(TrainViewModel &model, QWidget *parent) : Panel(parent), model_(model) {
    pages_ = new QStackedLayout(this);
    auto *empty = new EmptyState(tr("No curves yet"),
                                 tr("Loss and reward appear here while a training runs, all runs in the same charts."),
                                 tr("Go to the experiment"), this);
    auto *page = new QWidget(this);
    legend_ = new LegendBar(page);
    auto *area = new QScrollArea(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *charts = new QWidget(area);
    grid_ = new QGridLayout(charts);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(3 * kGrid);
    area->setWidget(charts);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(makeHeader());
    layout->addWidget(legend_);
    layout->addWidget(area, 1);
    pages_->addWidget(empty);
    pages_->addWidget(page);

    connect(empty, &EmptyState::actionRequested, this, [this] { Q_EMIT intended({Intent::ShowPanel, QStringLiteral("home")}); });
    connect(&model_, &TrainViewModel::metricsChanged, this, &TrainPanel::rebuildCharts);
    connect(&model_, &TrainViewModel::runsChanged, this, &TrainPanel::rebuildLegend);
    connect(&model_, &TrainViewModel::cleared, this, [this] {
        qDeleteAll(charts_);
        charts_.clear();
    });
    connect(&model_, &TrainViewModel::pointsAdded, this, [this](const QString &run, const QString &metric, const QVector<QPointF> &points) {
        if (auto *each = charts_.value(metric)) each->appendPoints(run, points);
    });
    connect(&model_, &TrainViewModel::runVisibilityChanged, this, [this](const QString &run, bool visible) {
        if (auto *chip = legend_->chip(run); chip && chip->isChecked() != visible) { // switched elsewhere: undone, say
            const QSignalBlocker quiet(chip);
            chip->setChecked(visible);
        }
        for (auto *each : std::as_const(charts_)) each->setCurveVisible(run, visible);
    });
    connect(&model_, &TrainViewModel::smoothingChanged, this, [this](double weight) {
        for (auto *each : std::as_const(charts_)) each->setSmoothing(weight);
    });
    connect(&model_, &TrainViewModel::curvesRewound, this, &TrainPanel::refillCharts);
    connect(&model_, &TrainViewModel::xAxisChanged, this, [this](XAxis axis) {
        refillCharts();
        for (auto *each : std::as_const(charts_)) each->setXAxis(axis);
    });
    connect(legend_, &LegendBar::visibilityChanged, &model_, &TrainViewModel::setRunVisible);
    rebuildLegend();
    rebuildCharts();
}

QVector<KeyHelp> TrainPanel::keyHelp() const {
    return {{QStringLiteral("+ / -"), tr("Zoom in the chart with the focus (or turn the wheel)")},
            {QStringLiteral("← / →"), tr("Move the cursor from point to point, in all charts")},
            {QStringLiteral("Home"), tr("Show all of every curve (or double-click)")},
            {QStringLiteral("Menu"), tr("Export or copy the chart (or right-click)")},
            {QStringLiteral("Space"), tr("Hide or show the run with the focus in the legend")}};
}

QWidget *TrainPanel::makeHeader() {
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(plainLabel(tr("Training"), Type::Title, false, header));
    layout->addStretch();
    auto *smoothing = new QSlider(Qt::Horizontal, header);
    smoothing->setObjectName(QStringLiteral("smoothing"));
    smoothing->setAccessibleName(tr("Smoothing of the curves"));
    smoothing->setRange(0, 99);
    smoothing->setValue(int(100 * model_.smoothing()));
    smoothing->setFixedWidth(120);
    smoothing->setToolTip(tr("How strongly the lines are smoothed; the raw values stay faded behind"));
    connect(smoothing, &QSlider::valueChanged, &model_, [this](int value) { model_.setSmoothing(value / 100.0); });
    auto *label = plainLabel(tr("Smoothing"), Type::Body, true, header);
    label->setBuddy(smoothing);
    auto *axis = new Choice(QStringLiteral("xAxis"), tr("What stands on the x axis"), header);
    for (XAxis each : {XAxis::Step, XAxis::Tokens, XAxis::Time}) axis->addItem(tr("by %1").arg(xAxisName(each)), int(each));
    axis->setCurrentIndex(int(model_.xAxis()));
    connect(axis, &QComboBox::currentIndexChanged, &model_, [this](int index) { model_.setXAxis(static_cast<XAxis>(index)); });
    auto *metrics = button(tr("&Metrics ▾"), false, header);
    metrics->setObjectName(QStringLiteral("metrics"));
    metrics->setAccessibleName(tr("Metrics on show"));
    metricsMenu_ = new QMenu(metrics);
    metrics->setMenu(metricsMenu_);
    connect(metricsMenu_, &QMenu::aboutToShow, this, &TrainPanel::fillMetricsMenu);
    auto *fit = button(tr("&Fit"), false, header);
    fit->setObjectName(QStringLiteral("fit"));
    fit->setToolTip(tr("Show all of every curve (double-click in a chart)"));
    connect(fit, &QPushButton::clicked, this, [this] {
        for (auto *each : std::as_const(charts_)) each->fit();
    });
    for (QWidget *each : std::initializer_list<QWidget *>{label, smoothing, axis, metrics, fit}) layout->addWidget(each);
    return header;
}

void TrainPanel::fillMetricsMenu() {
    metricsMenu_->clear();
    const QStringList shown = model_.shownMetrics();
    for (const QString &metric : model_.metrics()) {
        auto *action = metricsMenu_->addAction(QString(metric).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(shown.contains(metric));
        connect(action, &QAction::toggled, &model_, [this, metric](bool on) { model_.setShown(metric, on); });
    }
}

void TrainPanel::rebuildLegend() {
    const auto runs = model_.runs();
    QStringList now;
    for (const auto &run : runs) {
        now.append(run.id);
        legend_->setRun(run.id, run.name, run.colour, model_.isRunVisible(run.id));
        for (auto *each : std::as_const(charts_)) {
            each->setCurve(run.id, run.name, run.colour);
            each->setCurveVisible(run.id, model_.isRunVisible(run.id));
        }
    }
    for (const QString &id : std::as_const(inLegend_)) {
        if (now.contains(id)) continue;
        legend_->removeRun(id);
        for (auto *each : std::as_const(charts_)) each->removeCurve(id);
    }
    inLegend_ = now;
}

void TrainPanel::rebuildCharts() {
    const QStringList shown = model_.shownMetrics();
    pages_->setCurrentIndex(model_.metrics().isEmpty() ? 0 : 1);
    for (const QString &old : charts_.keys())
        if (!shown.contains(old)) delete charts_.take(old)->parentWidget();
    for (int i = 0; i < shown.size(); ++i) {
        CurveChart *&made = charts_[shown[i]];
        if (!made) {
            auto *frame = card(grid_->parentWidget());
            auto *inside = new QVBoxLayout(frame);
            inside->setContentsMargins(0, 0, 0, 0);
            made = new CurveChart(shown[i], frame);
            inside->addWidget(made);
            made->setSmoothing(model_.smoothing());
            made->setXAxis(model_.xAxis());
            for (const auto &run : model_.runs()) {
                made->setCurve(run.id, run.name, run.colour);
                made->setCurveVisible(run.id, model_.isRunVisible(run.id));
                made->appendPoints(run.id, model_.points(run.id, shown[i]));
            }
            connect(made, &CurveChart::cursorMoved, this, &TrainPanel::setCursor);
        }
        // An odd last chart takes the whole row.
        const bool wide = i + 1 == shown.size() && i % 2 == 0;
        grid_->addWidget(made->parentWidget(), i / 2, i % 2, 1, wide ? 2 : 1);
    }
}

/// The points that the charts hold are void: they get all of them anew.
void TrainPanel::refillCharts() {
    for (auto it = charts_.cbegin(); it != charts_.cend(); ++it)
        for (const auto &run : model_.runs()) {
            it.value()->clearPoints(run.id);
            it.value()->appendPoints(run.id, model_.points(run.id, it.key()));
        }
}

void TrainPanel::setCursor(std::optional<double> x) {
    for (auto *each : std::as_const(charts_)) each->setCursor(x);
}

} // namespace lapidary
