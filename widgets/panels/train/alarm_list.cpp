// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/alarm_list.h"
#include "widgets/common/labels.h"
#include "widgets/models/train_view_model.h"
#include "widgets/models/wording.h"
#include <QHBoxLayout>
#include <QPainter>

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
    layout->addWidget(text_);
    connect(&model_, &TrainViewModel::alarmsChanged, this, &AlarmList::refresh);
    connect(&model_, &TrainViewModel::runVisibilityChanged, this, &AlarmList::refresh);
    connect(&model_, &TrainViewModel::cleared, this, &AlarmList::refresh);
    refresh();
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
