// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/live_bar.h"
#include "widgets/common/labels.h"
#include "widgets/models/live_view_model.h"
#include "widgets/panels/label/trial_dialog.h"
#include <QHBoxLayout>
#include <QPushButton>

namespace lapidary {

LiveBar::LiveBar(LiveViewModel &model, QWidget *parent)
    : QFrame(parent), model_(model), text_(plainLabel({}, Type::Body, false, this)),
      try_(button(tr("Tr&y these labels…"), false, this)), goOn_(button(tr("&Go on without labels"), true, this)) {
    setObjectName(QStringLiteral("card"));
    text_->setObjectName(QStringLiteral("liveText"));
    text_->setWordWrap(true);
    try_->setObjectName(QStringLiteral("tryLabels"));
    goOn_->setObjectName(QStringLiteral("goOnWithLabels"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(text_, 1);
    layout->addWidget(try_);
    layout->addWidget(goOn_);
    connect(goOn_, &QPushButton::clicked, &model_, &LiveViewModel::goOn);
    connect(try_, &QPushButton::clicked, this, [this] {
        auto *dialog = new TrialDialog(model_, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(&model_, &LiveViewModel::changed, this, &LiveBar::refresh);
    refresh();
}

QString LiveBar::text() const {
    if (!model_.news().isEmpty()) return model_.news();
    if (!model_.isWaiting())
        return model_.givenRows() > 0
                   ? tr("What “%1” said at step %2. It has %3 of these labels, and does not wait for more.")
                         .arg(model_.runName())
                         .arg(model_.step())
                         .arg(model_.givenRows())
                   : tr("What “%1” said at step %2. It does not wait for these labels any more.")
                         .arg(model_.runName())
                         .arg(model_.step());
    const QString waits =
        tr("“%1” waits at step %2 while you judge what it says now.").arg(model_.runName()).arg(model_.step());
    return model_.takesLabels()
               ? waits
               : waits + QLatin1Char(' ') +
                     tr("It cannot learn from labels on its way: train on them in a stage of its own.");
}

void LiveBar::refresh() {
    setVisible(model_.isLive());
    if (!model_.isLive()) return;
    const int ready = model_.ready();
    const bool waits = model_.isWaiting(), gives = model_.takesLabels() && ready > 0;
    text_->setText(text());
    goOn_->setVisible(waits);
    goOn_->setEnabled(!model_.isGiving());
    goOn_->setText(!gives       ? tr("&Go on without labels")
                   : ready == 1 ? tr("&Go on with one label")
                                : tr("&Go on with %1 labels").arg(ready));
    goOn_->setToolTip(gives ? tr("Gives the run these labels, which it learns from its next pass over the rows on")
                            : tr("The labels stay in their queue"));
    try_->setVisible(waits);
    try_->setEnabled(model_.anyLabels());
    try_->setToolTip(try_->isEnabled() ? tr("Lets a copy of the policy learn from them for a few steps, and shows "
                                            "what it says before and after. The run stays as it is.")
                                       : tr("Judge some items first"));
}

} // namespace lapidary
