// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/scores_view.h"
#include "core/stats/intervals.h"
#include "widgets/charts/reliability_chart.h"
#include "widgets/charts/score_histogram.h"
#include "widgets/charts/score_scatter.h"
#include "widgets/common/fit_area.h"
#include "widgets/common/labels.h"
#include "widgets/models/scores_model.h"
#include "widgets/models/train_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/train/scores_bar.h"
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QTextBlock>
#include <QVBoxLayout>
#include <cmath>

namespace lapidary {

namespace {
using Kind = HeldOutScores::Kind;
} // namespace

ScoresView::ScoresView(ScoresModel &model, TrainViewModel &runs, QWidget *parent)
    : QWidget(parent), model_(model), runs_(runs) {
    bar_ = new ScoresBar(model_, this);
    facts_ = plainLabel({}, Type::Body, false, this);
    facts_->setObjectName(QStringLiteral("scoreFacts"));
    facts_->setWordWrap(true);
    none_ = plainLabel({}, Type::Body, true, this);
    none_->setObjectName(QStringLiteral("noScores"));
    none_->setWordWrap(true);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(3 * kGrid);
    splitter->addWidget(makeCharts());
    splitter->addWidget(makeRows());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    body_ = new FitArea(splitter, this); // a small window scrolls: a chart cut flat tells nothing
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(bar_);
    layout->addWidget(facts_);
    layout->addWidget(none_);
    layout->addWidget(body_, 1);
    layout->addStretch();
    for (const auto &[key, by] : {std::pair(Qt::Key_Comma, -1), {Qt::Key_Period, 1}})
        new QShortcut(
            key, this, [this, by = by] { bar_->go(by); }, Qt::WidgetWithChildrenShortcut);
    connect(&model_, &ScoresModel::chosenChanged, this, &ScoresView::refresh);
    connect(&model_, &ScoresModel::textRead, this, &ScoresView::showChosen);
    for (const auto signal : {&TrainViewModel::runStatesChanged, &TrainViewModel::metricsChanged})
        connect(&runs_, signal, this, &ScoresView::showEmpty);
    refresh();
}

/// A frame with a title, room for a chart, and what the chart comes to in words.
QVBoxLayout *ScoresView::makeCard(QLabel *&title, QLabel *&said, const char *name, QLayout *into) {
    auto *frame = card(this);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    layout->setSpacing(kGrid);
    title = plainLabel({}, Type::Body, false, frame);
    said = plainLabel({}, Type::Caption, true, frame);
    said->setObjectName(QLatin1String(name));
    said->setWordWrap(true);
    layout->addWidget(title);
    layout->addWidget(said);
    into->addWidget(frame);
    return layout;
}

QWidget *ScoresView::makeCharts() {
    auto *charts = new QWidget(this);
    charts->setMinimumHeight(58 * kGrid);
    auto *row = new QHBoxLayout(charts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * kGrid);
    histogram_ = new ScoreHistogram(charts);
    reliability_ = new ReliabilityChart(charts);
    lengths_ = new ScoreScatter(charts);
    makeCard(histogramTitle_, histogramSaid_, "histogramSaid", row)->insertWidget(1, histogram_, 1);
    makeCard(reliabilityTitle_, reliabilitySaid_, "scoreCalibration", row)->insertWidget(1, reliability_, 1);
    makeCard(lengthTitle_, lengthSaid_, "lengthSaid", row)->insertWidget(1, lengths_, 1);
    for (int place = 0; place < 3; ++place) row->setStretch(place, 1);
    lengthTitle_->setText(tr("Score against length"));
    return charts;
}

QWidget *ScoresView::makeRows() {
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("scoreRows"));
    table_->setAccessibleName(tr("Held-out rows, the worst first"));
    table_->setModel(&model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    text_ = new QPlainTextEdit(this);
    text_->setObjectName(QStringLiteral("scoreText"));
    text_->setAccessibleName(tr("Text of the chosen row"));
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setFont(monospaceFont());
    auto *rows = new QSplitter(Qt::Horizontal, this);
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(3 * kGrid);
    rows->addWidget(table_);
    rows->addWidget(text_);
    rows->setStretchFactor(0, 1);
    rows->setStretchFactor(1, 1);
    rows->setMinimumHeight(40 * kGrid);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ScoresView::showChosen);
    return rows;
}

namespace {
/// "78.1 % of 256 held-out pairs are ranked right (95 %: 72.7 % to 82.8 %)"
QString rightlyText(Kind kind, const ScoreFigures &figures) {
    const QString share = percentText(figures.rightly.value), low = percentText(figures.rightly.low),
                  high = percentText(figures.rightly.high);
    if (kind == Kind::Pairs)
        return ScoresView::tr("Of %1 held-out pairs %2 are ranked right (95 % interval: %3 to %4).")
            .arg(figures.count)
            .arg(share, low, high);
    const QString most = percentText(double(std::max(figures.labelledRight, figures.count - figures.labelledRight)) /
                                     double(figures.count));
    if (kind == Kind::Steps)
        return ScoresView::tr("Of %1 held-out steps %2 are told right from wrong (95 % interval: %3 to %4); always "
                              "saying the commoner of the two would reach %5.")
            .arg(figures.count)
            .arg(share, low, high, most);
    return ScoresView::tr(
               "Of %1 held-out answers %2 are told right from wrong (95 % interval: %3 to %4); always saying "
               "the commoner of the two would reach %5.")
        .arg(figures.count)
        .arg(share, low, high, most);
}

QString factsOf(const HeldOutScores &scores, const ScoreFigures &figures) {
    QStringList out;
    if (figures.count > 0) out.append(rightlyText(scores.kind, figures));
    if (scores.rows < scores.total)
        out.append(ScoresView::tr("The first %1 of %2 held-out rows are told.").arg(scores.rows).arg(scores.total));
    if (scores.notFinite > 0)
        out.append(
            ScoresView::tr("%1 rows are left out: a score of theirs is no finite number.").arg(scores.notFinite));
    return out.join(QLatin1Char(' '));
}
} // namespace

void ScoresView::refresh() {
    const HeldOutScores *scores = model_.chosen();
    for (QWidget *each : {static_cast<QWidget *>(bar_), static_cast<QWidget *>(facts_), body_})
        each->setVisible(scores != nullptr);
    showEmpty();
    if (!scores) return;
    facts_->setText(factsOf(*scores, model_.figures()));
    drawHistogram();
    drawReliability();
    drawLengths();
    if (!table_->currentIndex().isValid()) table_->selectRow(0);
    showChosen();
}

void ScoresView::drawHistogram() {
    const bool pairs = model_.chosen()->kind == Kind::Pairs;
    const ScoreFigures &figures = model_.figures();
    QVector<ScoreHistogram::Bin> bins;
    for (const ScoreBin &each : figures.histogram) bins.append({each.low, each.high, int(each.right), int(each.wrong)});
    histogram_->setBins(bins, pairs ? ScoreHistogram::Kind::Margins : ScoreHistogram::Kind::Scores);
    histogramTitle_->setText(pairs ? tr("Margins: chosen less rejected") : tr("Scores of right and wrong ones"));
    histogramSaid_->setText(pairs ? tr("Left of 0 the rejected answer is ahead.")
                            : figures.separation
                                ? tr("A right one scores above a wrong one in %1 of all couples; chance gives 50 %.")
                                      .arg(percentText(*figures.separation))
                                : tr("All have the same label, so that nothing is told apart."));
}

void ScoresView::drawReliability() {
    const bool pairs = model_.chosen()->kind == Kind::Pairs;
    const ScoreFigures &figures = model_.figures();
    QVector<ReliabilityChart::Bin> bins;
    for (const auto &bin : figures.calibration.bins) {
        if (bin.count == 0) continue;
        const auto interval = stats::wilson(std::llround(bin.accuracy * double(bin.count)), bin.count);
        bins.append({bin.confidence, bin.accuracy, interval->low, interval->high, int(bin.count)});
    }
    reliability_->setAxes(pairs ? tr("how sure, by the margin") : tr("probability by the score"),
                          pairs ? tr("ranked right") : tr("right"), pairs ? 0.5 : 0);
    reliability_->setBins(bins);
    reliabilityTitle_->setText(pairs ? tr("How sure against how often right")
                                     : tr("Probability said against share right"));
    reliabilitySaid_->setText(tr("Expected calibration error %1; chance alone gives %2.")
                                  .arg(percentText(figures.calibration.ece), percentText(figures.chance)));
}

void ScoresView::drawLengths() {
    const HeldOutScores &scores = *model_.chosen();
    const ScoreFigures &figures = model_.figures();
    QVector<ScoreScatter::Point> points;
    for (const HeldOutScore &each : scores.scores)
        points.append({double(each.tokens), double(each.score), each.label > 0.5f});
    lengths_->setPoints(points);
    QStringList said;
    said.append(scores.kind == Kind::Pairs ? tr("● chosen  × rejected") : tr("● right  × wrong"));
    said.append(figures.lengthCorrelation ? tr("correlation %1").arg(*figures.lengthCorrelation, 0, 'f', 2)
                                          : tr("no correlation: one of the two does not vary"));
    if (figures.unequal > 0)
        said.append(tr("the longer answer is ahead in %1 of the pairs, and is the chosen one in %2")
                        .arg(percentText(double(figures.longerPreferred) / double(figures.unequal)),
                             percentText(double(figures.longerChosen) / double(figures.unequal))));
    lengthSaid_->setText(said.join(QStringLiteral("  ·  ")));
}

/// Why there is nothing, and how there would be.
void ScoresView::showEmpty() {
    none_->setVisible(!model_.chosen());
    if (model_.chosen()) return;
    const QString run = runs_.selectedRun();
    const MethodInfo *method = runs_.methodOf(run);
    const bool scores = method && method->port("eval") &&
                        std::any_of(method->outputs.begin(), method->outputs.end(),
                                    [](auto &out) { return out.what == Artifact::Scores; });
    if (method && !scores)
        none_->setText(tr("This training makes no reward model. Those that do (of pairs, of outcomes, of steps) tell "
                          "their scores of held-out rows here."));
    else if (runs_.hasPoints(run, QStringLiteral("eval_loss")))
        none_->setText(
            tr("This run was measured by a version that kept no scores of single rows. Start it again to see "
               "them."));
    else if (const RunValues *values = runs_.run(run); values && isActive(values->state))
        none_->setText(
            tr("No held-out rows have been scored yet. They are scored every eval_steps steps, or after each "
               "pass over the data, where the run has some: rows of its input eval, or a share of its data "
               "(test_size)."));
    else
        none_->setText(
            tr("This run has scored no held-out rows. Give rows to its input eval, or set test_size (0.1 holds "
               "out a tenth of the rows), and start it again."));
}

/// Of a chain, the step that was scored.
void ScoresView::markStep(int step) {
    const QString number = QStringLiteral("%1. ").arg(step);
    QTextCursor at = text_->document()->find(QStringLiteral("completions:"));
    while (!at.isNull()) {
        at.movePosition(QTextCursor::EndOfBlock);
        if (!at.movePosition(QTextCursor::NextBlock)) return;
        if (!at.block().text().startsWith(number)) continue;
        at.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        return text_->setTextCursor(at);
    }
}

void ScoresView::showChosen() {
    const int row = table_->currentIndex().row();
    model_.look(row);
    const RankedScore *scored = model_.at(row);
    const auto text = scored ? model_.text() : std::nullopt;
    text_->setPlainText(text && text->isEmpty() ? tr("The run's data no longer has this row.")
                                                : text.value_or(QString()));
    if (scored && text && model_.chosen()->kind == Kind::Steps) markStep(scored->place + 1);
}

} // namespace lapidary
