// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/replay_bar.h"
#include "widgets/common/labels.h"
#include "widgets/models/reason_view_model.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <algorithm>

namespace lapidary {

ReplayBar::ReplayBar(ReasonViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), back_(button(QStringLiteral("‹"), false, this)),
      play_(button(tr("Rep&lay"), false, this)), on_(button(QStringLiteral("›"), false, this)),
      slider_(new QSlider(Qt::Horizontal, this)), label_(plainLabel({}, Type::Caption, true, this)) {
    setObjectName(QStringLiteral("replayBar"));
    back_->setObjectName(QStringLiteral("replayBack"));
    on_->setObjectName(QStringLiteral("replayOn"));
    play_->setObjectName(QStringLiteral("replayPlay"));
    slider_->setObjectName(QStringLiteral("replaySlider"));
    label_->setObjectName(QStringLiteral("replayLabel"));
    back_->setAccessibleName(tr("The event before"));
    on_->setAccessibleName(tr("The next event"));
    back_->setToolTip(tr("The event before (,)"));
    on_->setToolTip(tr("The next event (.)"));
    play_->setToolTip(tr("Show how the tree grew (P)"));
    slider_->setAccessibleName(tr("Event up to which the tree is shown"));
    for (QAbstractButton *each : {back_, on_}) each->setFixedWidth(9 * kGrid);
    label_->setMinimumWidth(label_->fontMetrics().horizontalAdvance(QStringLiteral("00000 / 00000")));
    label_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(play_);
    layout->addWidget(back_);
    layout->addWidget(slider_, 1);
    layout->addWidget(on_);
    layout->addWidget(label_);
    timer_.setInterval(kPlayMs);
    connect(back_, &QAbstractButton::clicked, this, [this] { step(-1); });
    connect(on_, &QAbstractButton::clicked, this, [this] { step(1); });
    connect(play_, &QAbstractButton::clicked, this, &ReplayBar::togglePlay);
    connect(slider_, &QSlider::valueChanged, &model_, &ReasonViewModel::setPosition);
    connect(&timer_, &QTimer::timeout, this, &ReplayBar::tick);
    connect(&model_, &ReasonViewModel::treeChanged, this, &ReplayBar::refresh);
    connect(&model_, &ReasonViewModel::treeShown, this, [this] {
        timer_.stop();
        refresh();
    });
    refresh();
}

void ReplayBar::step(int by) {
    const SearchTreeModel *tree = model_.tree();
    if (!tree) return;
    timer_.stop();
    model_.setPosition(std::clamp(tree->position() + by, 0, tree->eventCount()));
}

void ReplayBar::togglePlay() {
    const SearchTreeModel *tree = model_.tree();
    if (!tree) return;
    if (timer_.isActive()) {
        timer_.stop();
        return refresh();
    }
    timer_.start();
    if (tree->isLive()) model_.setPosition(0);
    refresh();
}

void ReplayBar::tick() {
    const SearchTreeModel *tree = model_.tree();
    if (!tree || tree->isLive()) {
        timer_.stop();
        return refresh();
    }
    model_.setPosition(tree->position() + std::max(1, tree->eventCount() * kPlayMs / kWholeMs));
}

void ReplayBar::refresh() {
    const SearchTreeModel *tree = model_.tree();
    const int all = tree ? tree->eventCount() : 0, at = tree ? tree->position() : 0;
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, all);
    slider_->setPageStep(std::max(1, all / 20));
    slider_->setValue(at);
    play_->setText(timer_.isActive() ? tr("Pa&use") : tr("Rep&lay"));
    back_->setEnabled(at > 0);
    on_->setEnabled(at < all);
    slider_->setEnabled(all > 0);
    play_->setEnabled(all > 0);
    label_->setText(QStringLiteral("%1 / %2").arg(at).arg(all));
}

} // namespace lapidary
