// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/run_bar.h"
#include "widgets/common/choice.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/flow_layout.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/labels.h"
#include "widgets/models/run_words.h"
#include "widgets/models/train_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/run_menu.h"
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace lapidary {

namespace {

QPixmap glyphPixmap(RunState state, const QPalette &palette, qreal ratio) {
    constexpr int kSize = 4 * kGrid;
    QPixmap pixmap(QSize(kSize, kSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    drawGlyph(painter, stateGlyph(state), QRectF(1, 1, kSize - 2, kSize - 2), toneColour(stateTone(state), palette));
    return pixmap;
}

QString factsOf(const RunValues &run) {
    QStringList parts;
    if (run.total > 0) parts.append(RunBar::tr("step %1 of %2").arg(run.done, 0, 'f', 0).arg(run.total, 0, 'f', 0));
    if (!run.keyFigure.isEmpty()) parts.append(run.keyFigure);
    if (run.state == RunState::Running && run.etaSeconds >= 0)
        parts.append(RunBar::tr("%1 left").arg(durationText(run.etaSeconds)));
    else if (run.state == RunState::Queued && !run.note.isEmpty())
        parts.append(run.note);
    else if (run.seconds >= 1)
        parts.append(durationText(run.seconds));
    if (const auto changes = run.changes.size(); changes > 0)
        parts.append(changes == 1 ? RunBar::tr("one setting changed") : RunBar::tr("%1 settings changed").arg(changes));
    if (run.checkpoint > 0) parts.append(RunBar::tr("checkpoint at %1").arg(run.checkpoint, 0, 'f', 0));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

RunBar::RunBar(TrainViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model),
      run_(new Choice(QStringLiteral("trainRun"), tr("The training that the buttons work on"), this)),
      state_(new QLabel(this)), facts_(new ElidedLabel(Type::Body, true, this)),
      pause_(button(tr("Pa&use"), false, this)), resume_(button(tr("Res&ume"), false, this)),
      stop_(button(tr("&Stop"), false, this)), change_(button(tr("Chan&ge…"), false, this)),
      live_(button(tr("Label no&w…"), false, this)), fork_(button(tr("For&k…"), false, this)),
      again_(button(tr("&Again…"), false, this)), more_(button(tr("M&ore ▾"), false, this)),
      new_(button(tr("&New training…"), true, this)) {
    setObjectName(QStringLiteral("runBar"));
    pause_->setObjectName(QStringLiteral("trainPause"));
    resume_->setObjectName(QStringLiteral("trainResume"));
    stop_->setObjectName(QStringLiteral("trainStop"));
    change_->setObjectName(QStringLiteral("trainChange"));
    change_->setToolTip(tr("Give the paused run another learning rate, length or weight of its loss, from here on"));
    live_->setObjectName(QStringLiteral("trainLive"));
    live_->setToolTip(tr("Pauses the run and asks its policy as it stands: you judge what it says, and the run goes on "
                         "with your labels"));
    fork_->setObjectName(QStringLiteral("trainFork"));
    again_->setObjectName(QStringLiteral("trainAgain"));
    facts_->setObjectName(QStringLiteral("trainFacts"));
    new_->setObjectName(QStringLiteral("newTraining"));
    again_->setToolTip(tr("A new training with this one's settings, to be changed"));
    run_->setMinimumContentsLength(14);
    auto *layout = new FlowLayout(this);
    layout->addWidget(run_);
    layout->addWidget(state_);
    layout->addWidget(facts_);
    for (QPushButton *each : {pause_, resume_, change_, live_, stop_, fork_, again_, more_, new_})
        layout->addWidget(each);
    connect(run_, &QComboBox::activated, this,
            [this](int index) { model_.selectRun(run_->itemData(index).toString()); });
    connect(pause_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::Pause, model_.selectedRun()}); });
    connect(resume_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::Resume, model_.selectedRun()}); });
    connect(stop_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::Stop, model_.selectedRun()}); });
    connect(change_, &QPushButton::clicked, this, [this] { Q_EMIT changeRequested(model_.selectedRun()); });
    connect(live_, &QPushButton::clicked, this, [this] { Q_EMIT liveRequested(model_.selectedRun()); });
    connect(fork_, &QPushButton::clicked, this, [this] { Q_EMIT forkRequested(model_.selectedRun()); });
    connect(new_, &QPushButton::clicked, this, &RunBar::newRequested);
    connect(again_, &QPushButton::clicked, this, [this] { Q_EMIT againRequested(model_.selectedRun()); });
    auto *menu = new QMenu(more_);
    menu->setObjectName(QStringLiteral("trainRunMenu"));
    more_->setObjectName(QStringLiteral("trainMore"));
    more_->setAccessibleName(tr("What else can be done with the run"));
    more_->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        if (const RunValues *run = model_.run(model_.selectedRun()))
            fillRunMenu(*menu, *run, !readOnly_, [this](const Intent &intent) { Q_EMIT intended(intent); });
    });
    connect(&model_, &TrainViewModel::runStatesChanged, this, &RunBar::refresh);
    connect(&model_, &TrainViewModel::runsChanged, this, &RunBar::refresh);
    refresh();
}

void RunBar::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    refresh();
}

/// Only what differs is touched: an open list does not close under the person's hands.
void RunBar::fillRuns() {
    const auto all = model_.trainings();
    bool same = run_->count() == all.size();
    for (int i = 0; same && i < all.size(); ++i)
        same = run_->itemData(i).toString() == all[i].id && run_->itemText(i) == all[i].name;
    if (!same) {
        run_->clear();
        for (const RunValues &each : all) run_->addItem(each.name, each.id);
    }
    run_->setCurrentIndex(run_->findData(model_.selectedRun()));
}

/// Whether its policy writes, so that it has something to say; one with a head gives numbers.
bool RunBar::writes(const QString &run) const {
    const MethodInfo *method = model_.methodOf(run);
    const Port *policy = method ? method->port("policy") : nullptr;
    return policy && policy->head.empty();
}

void RunBar::refresh() {
    fillRuns();
    const RunValues *run = model_.run(model_.selectedRun());
    setVisible(run);
    if (!run) return;
    state_->setPixmap(glyphPixmap(run->state, palette(), devicePixelRatioF()));
    state_->setToolTip(stateWord(run->state));
    state_->setAccessibleName(stateWord(run->state));
    QString facts = factsOf(*run);
    if (const QString fork = forkText(*run, model_.trainings()); !fork.isEmpty())
        facts = facts.isEmpty() ? fork : fork + QStringLiteral("  ·  ") + facts;
    facts_->setText(facts.isEmpty() ? stateWord(run->state) : stateWord(run->state) + QStringLiteral("  ·  ") + facts);
    facts_->setToolTip(run->error.isEmpty() ? facts_->text() : run->error);
    const QString whyNot = whyNoResume(*run, !readOnly_);
    const bool mayPause = !readOnly_ && run->state == RunState::Running, mayResume = whyNot.isEmpty();
    // Of the two that undo one another, the one that can be used is there; it also takes the other's focus, which Qt
    // would give to Stop.
    const bool loses = (pause_->hasFocus() && !mayPause) || (resume_->hasFocus() && !mayResume);
    if (loses) run_->setFocus();
    pause_->setEnabled(mayPause);
    resume_->setEnabled(mayResume);
    pause_->setVisible(!mayResume);
    resume_->setVisible(mayResume);
    if (loses && (mayPause || mayResume)) (mayPause ? pause_ : resume_)->setFocus();
    resume_->setToolTip(mayResume ? resumeText(*run) : QString());
    pause_->setToolTip(mayPause ? QString() : whyNot);
    const bool mayAnswer = run->state == RunState::Paused || run->state == RunState::Running;
    live_->setVisible(!readOnly_ && mayAnswer && writes(run->id));
    change_->setVisible(!readOnly_ && run->state == RunState::Paused);
    stop_->setEnabled(!readOnly_ && isActive(run->state) && run->state != RunState::Queued);
    stop_->setToolTip(stop_->isEnabled() ? stopText(*run) : tr("It is not at work."));
    fork_->setToolTip(run->checkpoint > 0
                          ? tr("Go on from a checkpoint with other settings, as a run of its own")
                          : tr("It has no checkpoint to fork from yet. One comes every save_steps steps, and "
                               "every five minutes between them."));
    fork_->setEnabled(!readOnly_ && run->checkpoint > 0);
    again_->setEnabled(!readOnly_);
    new_->setEnabled(!readOnly_);
}

void RunBar::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) refresh();
}

} // namespace lapidary
