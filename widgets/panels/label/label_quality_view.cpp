// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_quality_view.h"
#include "widgets/common/labels.h"
#include "widgets/models/label_view_model.h"
#include "widgets/panels/label/estimate_chart.h"
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

namespace {

EstimateLine lineOf(const QString &name, const std::optional<LabelEstimate> &estimate, const QString &none,
                    std::optional<double> even = {}) {
    EstimateLine line{.name = name, .even = even};
    if (!estimate) {
        line.note = none;
        return line;
    }
    line.value = estimate->interval.value;
    line.low = estimate->interval.low;
    line.high = estimate->interval.high;
    line.note = LabelQualityView::tr("of %1").arg(estimate->of);
    return line;
}

QString scaleName(stats::Scale scale) {
    return scale == stats::Scale::Nominal   ? LabelQualityView::tr("Krippendorff's alpha (nominal)")
           : scale == stats::Scale::Ordinal ? LabelQualityView::tr("Krippendorff's alpha (ordinal)")
                                            : LabelQualityView::tr("Krippendorff's alpha (interval)");
}

void addPerson(QVector<EstimateLine> &lines, const LabellerQuality &person) {
    QString head = LabelQualityView::tr("%1: %2 judged, %3 skipped")
                       .arg(QString::fromStdString(person.name))
                       .arg(person.figures.done)
                       .arg(person.figures.skipped);
    if (person.named > 0) head += LabelQualityView::tr(", %1 after the names were seen").arg(person.named);
    lines.append({.name = head, .heading = true});
    lines.append(lineOf(LabelQualityView::tr("Same when asked twice"), person.steady,
                        LabelQualityView::tr("nothing was asked twice")));
    if (person.first) lines.append(lineOf(LabelQualityView::tr("First answer preferred"), person.first, {}, 0.5));
    if (person.longer) lines.append(lineOf(LabelQualityView::tr("Longer answer preferred"), person.longer, {}, 0.5));
}

/// People against each judge, by the principle that it went by.
void addJudges(QVector<EstimateLine> &lines, const std::vector<JudgeAgreement> &judges) {
    QString before;
    for (const JudgeAgreement &each : judges) {
        const QString judge = QString::fromStdString(each.judge);
        if (judge != before || lines.isEmpty())
            lines.append(
                {.name = LabelQualityView::tr("AI feedback of %1 against people").arg(judge), .heading = true});
        before = judge;
        const QString by =
            each.principle.empty() ? LabelQualityView::tr("the better answer") : QString::fromStdString(each.principle);
        lines.append(lineOf(LabelQualityView::tr("%1: the same").arg(by), each.same, {}, 0.5));
        lines.append(lineOf(LabelQualityView::tr("%1: the same, unseen").arg(by), each.unaided,
                            LabelQualityView::tr("all suggestions were seen first"), 0.5));
        lines.append(lineOf(LabelQualityView::tr("%1: alike in both orders").arg(by), each.consistent, {}));
    }
}

} // namespace

LabelQualityView::LabelQualityView(LabelViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("labelQuality"));
    setFocusPolicy(Qt::StrongFocus);
    chart_ = new EstimateChart(this);
    chart_->setObjectName(QStringLiteral("labelEstimates"));
    times_ = new TimeBars(this);
    times_->setObjectName(QStringLiteral("labelTimes"));
    timesTitle_ = plainLabel({}, Type::Heading, false, this);
    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 2 * kGrid, 0);
    inner->setSpacing(3 * kGrid);
    inner->addWidget(chart_);
    inner->addWidget(timesTitle_);
    inner->addWidget(times_);
    inner->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 3 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(makeHead());
    layout->addWidget(scroll, 1);
    connect(&model_, &LabelViewModel::qualityChanged, this, &LabelQualityView::show);
}

QWidget *LabelQualityView::makeHead() {
    auto *head = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, head);
    about_ = plainLabel({}, Type::Body, true, head);
    about_->setObjectName(QStringLiteral("labelDisputes"));
    about_->setWordWrap(true);
    settle_ = button(tr("&Settle them"), false, head);
    settle_->setObjectName(QStringLiteral("settleDisputes"));
    settle_->setToolTip(tr("Makes a queue of the items that people judged otherwise; what is said there counts"));
    auto *back = button(tr("&Back to labelling"), false, head);
    back->setObjectName(QStringLiteral("leaveQuality"));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(title_);
    layout->addWidget(about_, 1);
    layout->addWidget(settle_);
    layout->addWidget(back);
    connect(back, &QPushButton::clicked, this, &LabelQualityView::left);
    connect(settle_, &QPushButton::clicked, &model_, &LabelViewModel::settle);
    return head;
}

void LabelQualityView::show() {
    const LabelQuality &quality = model_.quality();
    title_->setText(tr("Quality of “%1”").arg(model_.queue()));
    about_->setText(quality.disputed == 0 ? tr("No item is disputed.")
                                          : tr("%n items are disputed.", nullptr, int(quality.disputed)));
    settle_->setVisible(quality.disputed > 0 && !model_.isReadOnly());
    QVector<EstimateLine> lines;
    std::vector<double> seconds;
    if (quality.people.size() > 1) {
        lines.append({.name = tr("Agreement, with 95 % intervals"), .heading = true});
        lines.append(lineOf(scaleName(quality.scale), quality.alpha, tr("nothing that two people judged differs")));
    }
    for (const LabellerAgreement &pair : quality.agreements) {
        const QString who = tr("%1 and %2").arg(QString::fromStdString(pair.a), QString::fromStdString(pair.b));
        lines.append(lineOf(tr("%1: the same").arg(who), pair.same, {}));
        lines.append(lineOf(tr("%1: Cohen's kappa").arg(who), pair.kappa, tr("only one thing was said")));
    }
    addJudges(lines, quality.judges);
    for (const LabellerQuality &person : quality.people) {
        addPerson(lines, person);
        seconds.insert(seconds.end(), person.seconds.begin(), person.seconds.end());
    }
    if (lines.isEmpty()) lines.append({.name = tr("Nobody has labelled this queue yet."), .heading = true});
    chart_->setLines(lines);
    std::sort(seconds.begin(), seconds.end());
    times_->setSeconds(seconds);
    timesTitle_->setText(
        seconds.empty() ? QString()
                        : tr("Seconds until a verdict: half within %1 s").arg(seconds[seconds.size() / 2], 0, 'f', 1));
}

void LabelQualityView::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace lapidary
