// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/what_if_form.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/wording.h"
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>

namespace lapidary {

namespace {

/// Dials move in whole per cent.
double share(const QSlider *slider) {
    return slider->value() / 100.0;
}

void add(Choice *choice, const QString &text, const char *value) {
    choice->addItem(text, QString::fromLatin1(value));
}

std::string chosen(const Choice *choice) {
    return choice->currentData().toString().toStdString();
}

/// Labels stand in the middle of what they name, whatever the style makes of a form.
void alignLabels(const QFormLayout &form) {
    for (int row = 0; row < form.rowCount(); ++row) {
        const QLayoutItem *label = form.itemAt(row, QFormLayout::LabelRole),
                          *field = form.itemAt(row, QFormLayout::FieldRole);
        if (label && field) label->widget()->setMinimumHeight(field->sizeHint().height());
    }
}

QString scoreText(const std::string &score) {
    return score == "stored"    ? WhatIfForm::tr("the arm's score")
           : score == "logprob" ? WhatIfForm::tr("log-prob of the text")
                                : WhatIfForm::tr("log-prob a token");
}

} // namespace

QString whatIfText(const WhatIf &asked) {
    const QString chosen = asked.choose == "weighted" ? WhatIfForm::tr("vote weighed by %1").arg(scoreText(asked.score))
                           : asked.choose == "highest" ? WhatIfForm::tr("highest score: %1").arg(scoreText(asked.score))
                                                       : WhatIfForm::tr("majority vote");
    if (asked.stop == "lead") return WhatIfForm::tr("%1, until one leads").arg(chosen);
    if (asked.stop == "agreement") return WhatIfForm::tr("%1, until they agree").arg(chosen);
    if (asked.stop == "decided") return WhatIfForm::tr("%1, until decided").arg(chosen);
    return chosen;
}

WhatIfForm::WhatIfForm(QWidget *parent) : QWidget(parent) {
    form_ = new QFormLayout(this);
    form_->setContentsMargins(0, 0, 0, 0);
    form_->setHorizontalSpacing(3 * kGrid);
    form_->setVerticalSpacing(kGrid);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form_->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    addChoices(*form_);
    addDials(*form_);
    alignLabels(*form_);
    for (Choice *each : {choose_, score_, stop_})
        connect(each, &QComboBox::currentIndexChanged, this, &WhatIfForm::refresh);
    connect(stop_, &QComboBox::currentIndexChanged, this,
            [this] { window_->setValue(chosen(stop_) == "agreement" ? 5 : 1); });
    for (QSlider *each : {weight_, threshold_, truePositive_, falsePositive_})
        connect(each, &QSlider::valueChanged, this, &WhatIfForm::changed);
    connect(window_, &QSpinBox::valueChanged, this, &WhatIfForm::changed);
    connect(verifier_, &QCheckBox::toggled, this, &WhatIfForm::refresh);
    refresh();
}

void WhatIfForm::addChoices(QFormLayout &form) {
    choose_ = new Choice(QStringLiteral("whatIfChoose"), tr("How a sample is chosen"), this);
    add(choose_, tr("majority vote"), "majority");
    add(choose_, tr("weighted vote"), "weighted");
    add(choose_, tr("highest score"), "highest");
    score_ = new Choice(QStringLiteral("whatIfScore"), tr("Which score"), this);
    add(score_, tr("log-prob a token"), "mean_logprob");
    add(score_, tr("log-prob of the text"), "logprob");
    add(score_, tr("the arm's score"), "stored");
    stop_ = new Choice(QStringLiteral("whatIfStop"), tr("What ends the drawing"), this);
    add(stop_, tr("N are drawn"), "never");
    add(stop_, tr("one surely leads"), "lead");
    add(stop_, tr("a window agrees"), "agreement");
    add(stop_, tr("the vote is decided"), "decided");
    stop_->setItemData(1, tr("Adaptive consistency, by the Beta criterion"), Qt::ToolTipRole);
    stop_->setItemData(2, tr("Early-stopping self-consistency (ESC)"), Qt::ToolTipRole);
    stop_->setItemData(3, tr("The samples that are missing cannot change the vote any more"), Qt::ToolTipRole);
    form.addRow(tr("Chosen by"), choose_);
    form.addRow(tr("Score"), score_);
}

/// A slider with its value beside it.
QSlider *WhatIfForm::dial(QFormLayout &form, const char *name, const QString &label, int from, int to, int value) {
    auto *row = new QWidget(this);
    auto *slider = new QSlider(Qt::Horizontal, row);
    slider->setObjectName(QLatin1String(name));
    slider->setAccessibleName(label);
    slider->setRange(from, to);
    slider->setPageStep(5);
    slider->setMinimumWidth(80);
    auto *said = plainLabel({}, Type::Body, false, row);
    said->setMinimumWidth(11 * kGrid);
    said->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(slider, 1);
    layout->addWidget(said);
    connect(slider, &QSlider::valueChanged, said, [said](int now) { said->setText(tr("%1 %").arg(now)); });
    slider->setValue(value);
    form.addRow(label, row);
    return slider;
}

void WhatIfForm::addDials(QFormLayout &form) {
    weight_ = dial(form, "whatIfWeight", tr("Its weight"), 0, 100, 99);
    weight_->setValue(100); // is said too
    weight_->setToolTip(tr("0 %: all votes are equal. 100 %: a vote weighs as much as its score."));
    form.addRow(tr("Ends when"), stop_);
    threshold_ = dial(form, "whatIfThreshold", tr("Surer than"), 50, 99, 95);
    window_ = new QSpinBox(this);
    window_->setObjectName(QStringLiteral("whatIfWindow"));
    window_->setAccessibleName(tr("Samples in a window"));
    window_->setRange(1, 64);
    form.addRow(tr("Window"), window_);
    verifier_ = new CheckBox(tr("Beside it a verifier that accepts"), this);
    verifier_->setObjectName(QStringLiteral("whatIfVerifier"));
    verifier_->setToolTip(
        tr("One of the samples that it accepts is taken. Its noise sets a ceiling, however many samples "
           "are drawn."));
    form.addRow(verifier_);
    truePositive_ = dial(form, "whatIfTruePositive", tr("right answers"), 0, 100, 90);
    falsePositive_ = dial(form, "whatIfFalsePositive", tr("wrong answers"), 0, 100, 10);
}

void WhatIfForm::setScored(bool scored) {
    auto *items = qobject_cast<QStandardItemModel *>(score_->model());
    QStandardItem *stored = items->item(score_->findData(QStringLiteral("stored")));
    stored->setEnabled(scored);
    stored->setToolTip(scored ? QString() : tr("The arm was run without a scorer, and keeps no scores."));
    if (!scored && chosen(score_) == "stored") score_->setCurrentIndex(0);
}

/// Only what has an effect is there. What is decided is known of equal votes only.
void WhatIfForm::refresh() {
    const std::string choose = chosen(choose_);
    auto *items = qobject_cast<QStandardItemModel *>(stop_->model());
    QStandardItem *decided = items->item(stop_->findData(QStringLiteral("decided")));
    decided->setEnabled(choose == "majority");
    if (choose != "majority" && chosen(stop_) == "decided") return stop_->setCurrentIndex(0); // comes back here
    const std::string stop = chosen(stop_);
    form_->setRowVisible(score_, choose != "majority");
    form_->setRowVisible(weight_->parentWidget(), choose == "weighted");
    form_->setRowVisible(threshold_->parentWidget(), stop == "lead");
    form_->setRowVisible(window_, stop != "never");
    for (QSlider *each : {truePositive_, falsePositive_}) form_->setRowVisible(each->parentWidget(), verifier());
    Q_EMIT changed();
}

WhatIf WhatIfForm::asked() const {
    return {.choose = chosen(choose_),
            .score = chosen(score_),
            .weight = share(weight_),
            .stop = chosen(stop_),
            .threshold = share(threshold_),
            .window = window_->value(),
            .truePositive = share(truePositive_),
            .falsePositive = share(falsePositive_)};
}

bool WhatIfForm::verifier() const {
    return verifier_->isChecked();
}

} // namespace lapidary
