// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/step_bar.h"
#include "widgets/common/labels.h"
#include "widgets/models/samples_model.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <algorithm>

namespace lapidary {

StepBar::StepBar(SamplesModel &model, QWidget *parent)
    : QWidget(parent), model_(model), back_(button(QStringLiteral("‹"), false, this)),
      on_(button(QStringLiteral("›"), false, this)), all_(button(tr("&All steps"), false, this)),
      slider_(new QSlider(Qt::Horizontal, this)), label_(plainLabel({}, Type::Body, false, this)) {
    setObjectName(QStringLiteral("stepBar"));
    back_->setObjectName(QStringLiteral("stepBack"));
    on_->setObjectName(QStringLiteral("stepOn"));
    all_->setObjectName(QStringLiteral("allSteps"));
    slider_->setObjectName(QStringLiteral("stepSlider"));
    label_->setObjectName(QStringLiteral("stepLabel"));
    back_->setAccessibleName(tr("The step before"));
    on_->setAccessibleName(tr("The next step"));
    slider_->setAccessibleName(tr("Step whose completions are on show"));
    back_->setToolTip(tr("The step before (,)"));
    on_->setToolTip(tr("The next step (.)"));
    all_->setCheckable(true);
    for (QAbstractButton *each : {back_, on_}) each->setFixedWidth(9 * kGrid);
    label_->setMinimumWidth(34 * kGrid);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(back_);
    layout->addWidget(slider_, 1);
    layout->addWidget(on_);
    layout->addWidget(label_);
    layout->addWidget(all_);
    connect(back_, &QAbstractButton::clicked, this, [this] { go(-1); });
    connect(on_, &QAbstractButton::clicked, this, [this] { go(1); });
    connect(slider_, &QSlider::valueChanged, this, &StepBar::choose);
    connect(all_, &QAbstractButton::toggled, this, [this](bool on) {
        if (on)
            model_.setStep(std::nullopt);
        else if (!steps_.isEmpty())
            choose(slider_->value());
    });
    connect(&model_, &SamplesModel::stepChanged, this, &StepBar::refresh);
    connect(&model_, &QAbstractItemModel::layoutChanged, this, &StepBar::refresh);
    connect(&model_, &QAbstractItemModel::modelReset, this, &StepBar::refresh);
    refresh();
}

void StepBar::go(int by) {
    if (steps_.isEmpty()) return;
    const int last = int(steps_.size()) - 1;
    choose(model_.step() ? std::clamp(slider_->value() + by, 0, last) : last);
}

void StepBar::choose(int place) {
    if (place >= 0 && place < steps_.size()) model_.setStep(steps_[place]);
}

void StepBar::refresh() {
    steps_ = model_.steps();
    const int last = std::max(0, int(steps_.size()) - 1);
    const auto chosen = model_.step() ? steps_.indexOf(*model_.step()) : qsizetype(last);
    const QSignalBlocker quietSlider(slider_), quietAll(all_);
    slider_->setRange(0, last);
    slider_->setValue(int(std::max<qsizetype>(0, chosen)));
    all_->setChecked(!model_.step());
    setVisible(!steps_.isEmpty());
    back_->setEnabled(!model_.step() || chosen > 0);
    on_->setEnabled(!model_.step() || chosen < last);
    label_->setText(model_.step()
                        ? tr("Step %1 (%2 of %3)").arg(*model_.step(), 0, 'f', 0).arg(chosen + 1).arg(steps_.size())
                        : tr("%1 steps").arg(steps_.size()));
}

} // namespace lapidary
