// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/reliability_view.h"
#include "core/stats/intervals.h"
#include "widgets/charts/reliability_chart.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/wording.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <cmath>

namespace lapidary {

namespace {

QString confidenceName(const std::string &kind) {
    if (kind == "votes") return ReliabilityView::tr("share of the votes");
    if (kind == "choices") return ReliabilityView::tr("probability among the choices");
    if (kind == "stored") return ReliabilityView::tr("the arm's highest score");
    return ReliabilityView::tr("probability a token, first sample");
}

/// Keeps the choice where it is still there.
void fill(Choice *choice, const QStringList &items) {
    const QString before = choice->currentText();
    choice->clear();
    choice->addItems(items);
    choice->setCurrentIndex(std::max(0, choice->findText(before)));
}

void put(QTableWidget *table, int row, int column, const QString &text) {
    auto *item = new QTableWidgetItem(column == 0 ? QStringLiteral("  ") + text : text + QLatin1Char(' '));
    item->setTextAlignment(column == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    table->setItem(row, column, item);
}

} // namespace

ReliabilityView::ReliabilityView(CompareViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    page_ = new QWidget(this);
    auto *layout = new QVBoxLayout(page_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addLayout(makeBar());
    said_ = plainLabel({}, Type::Body, false, page_);
    said_->setObjectName(QStringLiteral("reliabilitySaid"));
    said_->setWordWrap(true);
    layout->addWidget(said_);
    layout->addWidget(makeBody(), 1);
    empty_ = plainLabel({}, Type::Body, true, this);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(page_, 1);
    all->addWidget(empty_, 1);
    for (Choice *each : {arm_, bucket_})
        connect(each, &QComboBox::activated, this, [this] {
            fillKinds();
            show();
        });
    connect(confidence_, &QComboBox::activated, this, &ReliabilityView::show);
    connect(&model_, &CompareViewModel::detailsChanged, this, &ReliabilityView::refill);
    refill();
}

QLayout *ReliabilityView::makeBar() {
    arm_ = new Choice(QStringLiteral("reliabilityArm"), tr("Arm"), page_);
    bucket_ = new Choice(QStringLiteral("reliabilityBucket"), tr("Bucket"), page_);
    confidence_ = new Choice(QStringLiteral("reliabilityKind"), tr("Sure by what"), page_);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(2 * kGrid);
    bar->addWidget(arm_);
    bar->addWidget(bucket_);
    bar->addWidget(plainLabel(tr("sure by"), Type::Body, true, page_));
    bar->addWidget(confidence_);
    bar->addStretch();
    return bar;
}

QWidget *ReliabilityView::makeBody() {
    auto *body = new QWidget(page_);
    auto *frame = card(body);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    chart_ = new ReliabilityChart(frame);
    inside->addWidget(chart_);
    table_ = new QTableWidget(0, 4, body);
    table_->setObjectName(QStringLiteral("reliabilityTable"));
    table_->setAccessibleName(tr("How sure, how many problems, how often right"));
    table_->setHorizontalHeaderLabels({tr("How sure"), tr("Problems"), tr("Right"), tr("95 % interval")});
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 0; column < 4; ++column)
        table_->horizontalHeaderItem(column)->setTextAlignment(column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setTabKeyNavigation(false);
    auto *layout = new QHBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(frame, 1);
    layout->addWidget(table_, 1);
    return body;
}

void ReliabilityView::refill() {
    QStringList arms, buckets;
    for (const Reliability &each : model_.details().reliabilities) {
        arms.append(toQt(each.arm));
        buckets.append(toQt(each.bucket));
    }
    for (QStringList *each : {&arms, &buckets}) each->removeDuplicates();
    fill(arm_, arms);
    fill(bucket_, buckets);
    fillKinds();
    page_->setVisible(!arms.isEmpty());
    empty_->setVisible(arms.isEmpty());
    empty_->setText(model_.detailsAwaited()
                        ? tr("Reading the samples …")
                        : tr("No finished arm keeps two samples or more of every problem, or chooses among given "
                             "choices, by which it could be told how sure it is."));
    show();
}

/// What this arm tells there.
void ReliabilityView::fillKinds() {
    QStringList kinds;
    for (const Reliability &each : model_.details().reliabilities)
        if (toQt(each.arm) == arm_->currentText() && toQt(each.bucket) == bucket_->currentText())
            kinds.append(confidenceName(each.confidence));
    fill(confidence_, kinds);
}

void ReliabilityView::show() {
    QVector<ReliabilityChart::Bin> bins;
    table_->setRowCount(0);
    said_->setText(tr("This arm tells no such confidence in this bucket."));
    for (const Reliability &each : model_.details().reliabilities) {
        if (toQt(each.arm) != arm_->currentText() || toQt(each.bucket) != bucket_->currentText() ||
            confidenceName(each.confidence) != confidence_->currentText())
            continue;
        for (const auto &bin : each.calibration.bins) {
            if (bin.count == 0) continue;
            const auto interval = stats::wilson(std::llround(bin.accuracy * double(bin.count)), bin.count);
            bins.append({bin.confidence, bin.accuracy, interval->low, interval->high, int(bin.count)});
            const int row = table_->rowCount();
            table_->insertRow(row);
            put(table_, row, 0, tr("%1 to %2 %").arg(100 * bin.low, 0, 'f', 0).arg(100 * bin.high, 0, 'f', 0));
            put(table_, row, 1, QString::number(bin.count));
            put(table_, row, 2, percentText(bin.accuracy));
            put(table_, row, 3, tr("%1 to %2").arg(percentText(interval->low), percentText(interval->high)));
        }
        const double ece = each.calibration.ece;
        QString said =
            tr("Expected calibration error %1 over %2 problems. Chance alone gives %3 to whoever is always as "
               "sure as right.")
                .arg(percentText(ece), QString::number(each.problems), percentText(each.floor));
        if (ece <= each.floor) said += QLatin1Char(' ') + tr("No error is shown.");
        said_->setText(said);
    }
    chart_->setBins(bins);
}

} // namespace lapidary
