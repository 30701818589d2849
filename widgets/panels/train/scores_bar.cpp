// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/scores_bar.h"
#include "widgets/common/labels.h"
#include "widgets/models/scores_model.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <algorithm>

namespace lapidary {

ScoresBar::ScoresBar(ScoresModel &model, QWidget *parent)
    : QWidget(parent), model_(model), back_(button(QStringLiteral("‹"), false, this)),
      on_(button(QStringLiteral("›"), false, this)), slider_(new QSlider(Qt::Horizontal, this)),
      label_(plainLabel({}, Type::Body, false, this)) {
    back_->setObjectName(QStringLiteral("evaluationBack"));
    on_->setObjectName(QStringLiteral("evaluationOn"));
    slider_->setObjectName(QStringLiteral("evaluationSlider"));
    label_->setObjectName(QStringLiteral("evaluationLabel"));
    back_->setAccessibleName(tr("The evaluation before"));
    on_->setAccessibleName(tr("The next evaluation"));
    slider_->setAccessibleName(tr("Evaluation on show"));
    back_->setToolTip(tr("The evaluation before (,)"));
    on_->setToolTip(tr("The next evaluation (.)"));
    for (QAbstractButton *each : {back_, on_}) each->setFixedWidth(9 * kGrid);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(back_);
    layout->addWidget(slider_, 1);
    layout->addWidget(on_);
    layout->addWidget(label_);
    connect(back_, &QAbstractButton::clicked, this, [this] { go(-1); });
    connect(on_, &QAbstractButton::clicked, this, [this] { go(1); });
    connect(slider_, &QSlider::valueChanged, this, [this](int place) {
        if (place >= 0 && place < steps_.size()) model_.setStep(steps_[place]);
    });
    connect(&model_, &ScoresModel::chosenChanged, this, &ScoresBar::refresh);
    refresh();
}

void ScoresBar::go(int by) {
    if (!steps_.isEmpty()) slider_->setValue(std::clamp(slider_->value() + by, 0, int(steps_.size()) - 1));
}

void ScoresBar::refresh() {
    steps_ = model_.steps();
    const HeldOutScores *scores = model_.chosen();
    const int last = std::max(0, int(steps_.size()) - 1), at = scores ? int(steps_.indexOf(scores->step)) : 0;
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, last);
    slider_->setValue(at);
    slider_->setEnabled(last > 0);
    back_->setEnabled(at > 0);
    on_->setEnabled(at < last);
    label_->setText(scores ? tr("Step %1 (evaluation %2 of %3)").arg(scores->step, 0, 'f', 0).arg(at + 1).arg(last + 1)
                           : QString());
}

} // namespace lapidary
