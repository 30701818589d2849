// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/run_end_bar.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/labels.h"
#include "widgets/models/run_words.h"
#include "widgets/models/wording.h"
#include "widgets/panels/workspace.h"
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace lapidary {

RunEndBar::RunEndBar(Workspace &workspace, QWidget *parent)
    : QFrame(parent), workspace_(workspace), text_(new ElidedLabel(Type::Body, false, this)),
      buttons_(new QHBoxLayout) {
    setObjectName(QStringLiteral("banner"));
    text_->setObjectName(QStringLiteral("runEnd"));
    buttons_->setSpacing(2 * kGrid);
    auto *close = button(QStringLiteral("✕"), false, this);
    close->setObjectName(QStringLiteral("runEndClose"));
    close->setProperty("quiet", true);
    close->setAccessibleName(tr("Close the message"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(text_, 1);
    layout->addLayout(buttons_);
    layout->addWidget(close);
    hide();
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    connect(&workspace_, &Workspace::projectChanged, this, [this] {
        known_.clear();
        hide();
    });
    connect(&workspace_.session().runs(), &ProjectRuns::runsChanged, this, &RunEndBar::look);
}

/// What was at work when it was looked at last, and is not now. Runs that had ended before are no news.
void RunEndBar::look(const QVector<RunValues> &runs) {
    for (const RunValues &run : runs) {
        const auto before = known_.constFind(run.id);
        const bool wasAtWork = before != known_.cend() && isActive(*before) && *before != RunState::Queued;
        if (wasAtWork && !isActive(run.state)) tell(run);
        known_.insert(run.id, run.state);
    }
}

void RunEndBar::offer(const QString &words, const Intent &intent, bool primary) {
    auto *made = button(words, primary, this);
    made->setObjectName(QStringLiteral("runEndNext"));
    buttons_->addWidget(made);
    connect(made, &QPushButton::clicked, this, [this, intent] {
        hide();
        Q_EMIT intended(intent);
    });
}

void RunEndBar::tell(const RunValues &run) {
    while (QLayoutItem *old = buttons_->takeAt(0)) {
        old->widget()->deleteLater();
        old->widget()->hide();
        delete old;
    }
    shown_ = run.state;
    const bool trained = isTraining(run.kind.toStdString()), well = run.state == RunState::Finished;
    QStringList parts{QStringLiteral("“%1”: %2").arg(run.name, endText(run))};
    if (!run.error.isEmpty())
        parts.append(shortError(run.error));
    else if (!run.keyFigure.isEmpty())
        parts.append(run.keyFigure);
    if (run.seconds >= 1) parts.append(durationText(run.seconds));
    text_->setText(parts.join(QStringLiteral("  ·  ")));
    setAccessibleName(text_->text());
    if (well && trained) {
        offer(tr("Show its curves"), {Intent::ShowRun, run.id});
        offer(tr("Measure it in an arm…"), {Intent::NewArm, run.ownName.isEmpty() ? run.name : run.ownName}, true);
    } else if (const StageNode *node = workspace_.graph().find(workspace_.graph().stageOf(run.id));
               well && node && node->kind == StageKind::Arm) {
        offer(tr("Compare the arms"), {Intent::ShowPanel, QStringLiteral("compare")}, true);
    } else if (!well) {
        offer(tr("Show why"), {Intent::InspectRun, run.id});
        if (whyNoResume(run, workspace_.isOurs()).isEmpty()) {
            offer(tr("Resume it"), {Intent::Resume, run.id}, true);
            if (auto *resume = qobject_cast<QPushButton *>(buttons_->itemAt(buttons_->count() - 1)->widget()))
                resume->setToolTip(resumeText(run));
        }
    }
    show();
    if (run.seconds >= kLongSeconds && run.state != RunState::Cancelled)
        Q_EMIT longRunEnded(QStringLiteral("%1: %2").arg(run.name, stateWord(run.state)), text_->text());
}

void RunEndBar::paintEvent(QPaintEvent *event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawGlyph(painter, stateGlyph(shown_), QRectF(5 * kGrid, height() / 2.0 - 6, 12, 12),
              toneColour(stateTone(shown_), palette()));
}

} // namespace lapidary
