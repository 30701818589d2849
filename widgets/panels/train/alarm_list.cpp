// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/alarm_list.h"
#include "widgets/common/labels.h"
#include "widgets/models/train_view_model.h"
#include "widgets/models/wording.h"
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace lapidary {

namespace {
constexpr qsizetype kShown = 3; ///< lines; the rest is counted and stands in the tool tip
}

AlarmList::AlarmList(TrainViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), text_(plainLabel({}, Type::Body, false, this)) {
    text_->setObjectName(QStringLiteral("alarms"));
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    layout->addWidget(text_, 1);
    samples_ = button(tr("Show the sam&ples"), false, this);
    samples_->setObjectName(QStringLiteral("alarmSamples"));
    samples_->setToolTip(tr("What the run said at the step of the alarm"));
    auto *which = new QMenu(samples_);
    connect(which, &QMenu::aboutToShow, this, [this, which] { fill(*which); });
    samples_->setMenu(which);
    layout->addWidget(samples_, 0, Qt::AlignTop);
    connect(&model_, &TrainViewModel::alarmsChanged, this, &AlarmList::refresh);
    connect(&model_, &TrainViewModel::runVisibilityChanged, this, &AlarmList::refresh);
    connect(&model_, &TrainViewModel::cleared, this, &AlarmList::refresh);
    refresh();
}

/// An entry for each alarm that can be explained by what the run said, the newest first.
void AlarmList::fill(QMenu &menu) {
    menu.clear();
    for (const RunValues &run : model_.trainings())
        for (const Alarm &alarm : run.alarms) {
            if (!model_.isRunVisible(run.id)) continue;
            auto *action =
                new QAction(alarmText(run.name, alarm).replace(QLatin1Char('&'), QLatin1String("&&")), &menu);
            connect(action, &QAction::triggered, this,
                    [this, id = run.id, step = alarm.step] { Q_EMIT samplesRequested(id, step); });
            menu.insertAction(menu.actions().value(0), action);
        }
}

void AlarmList::refresh() {
    QStringList lines;
    for (const RunValues &run : model_.trainings())
        for (const Alarm &alarm : run.alarms)
            if (model_.isRunVisible(run.id))
                lines.prepend(QStringLiteral("!  ") + alarmText(run.name, alarm) + QLatin1Char(' ') +
                              alarmRemedy(alarm));
    setVisible(!lines.isEmpty());
    setToolTip(lines.join(QLatin1Char('\n')));
    QStringList shown = lines.mid(0, kShown);
    if (lines.size() > kShown) shown.append(tr("… and %1 more.").arg(lines.size() - kShown));
    text_->setText(shown.join(QLatin1Char('\n')));
}

void AlarmList::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) update();
}

void AlarmList::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor warning = toneColour(Tone::Warning, palette());
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.fillRect(QRectF(1, 5, 3, height() - 10), warning);
}

} // namespace lapidary
