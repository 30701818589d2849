// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/arena_column.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/wording.h"
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

namespace {

/// "greedy · seed 1 · 3f9a2c · 46 tokens · 0.2 s"
QString chipText(const Answer &answer) {
    const QString seed = toQt(answer.from.seed), weights = toQt(answer.from.weights);
    QStringList parts{toQt(answer.from.strategy)};
    if (!seed.isEmpty()) parts.append(ArenaColumn::tr("seed %1").arg(seed));
    parts.append(weights.contains(QLatin1String("://")) ? weights : weights.left(6));
    parts.append(ArenaColumn::tr("%n tokens", nullptr, int(answer.cost.spent())));
    if (!answer.fault().empty()) parts.append(ArenaColumn::tr("cut before its end"));
    parts.append(ArenaColumn::tr("%1 s").arg(answer.seconds, 0, 'f', 2));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

ArenaColumn::ArenaColumn(int index, QWidget *parent) : QWidget(parent), index_(index) {
    arm_ = new Choice(QStringLiteral("contender%1").arg(index + 1), tr("Contender %1").arg(index + 1), this);
    name_ = plainLabel(tr("Answer %1").arg(index + 1), Type::Heading, false, this);
    state_ = plainLabel({}, Type::Caption, true, this);
    state_->setWordWrap(true);
    text_ = new TextView(tr("Answer %1").arg(index + 1), this);
    text_->setObjectName(QStringLiteral("answer%1").arg(index + 1));
    chip_ = button({}, false, this);
    chip_->setObjectName(QStringLiteral("chip%1").arg(index + 1));
    chip_->setToolTip(tr("Strategy, seed, hash of the weights, tokens and time. Click to ask for the same answer once "
                         "more and compare."));
    vote_ = button(tr("Best (%1)").arg(index + 1), false, this);
    vote_->setObjectName(QStringLiteral("vote%1").arg(index + 1));
    auto *below = new QHBoxLayout;
    below->setSpacing(2 * kGrid);
    below->addWidget(chip_);
    below->addStretch();
    below->addWidget(vote_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(arm_);
    layout->addWidget(name_);
    layout->addWidget(text_, 1);
    layout->addWidget(state_);
    layout->addLayout(below);
    connect(arm_, &QComboBox::activated, this, [this] { Q_EMIT armChosen(arm_->currentText()); });
    connect(chip_, &QPushButton::clicked, this, &ArenaColumn::reproduceAsked);
    connect(vote_, &QPushButton::clicked, this, &ArenaColumn::voted);
}

void ArenaColumn::setArms(const QStringList &arms, const QString &arm, bool hidden) {
    arm_->clear();
    arm_->addItems(arms);
    arm_->setCurrentIndex(int(arms.indexOf(arm)));
    arm_->setVisible(!hidden);
    name_->setVisible(hidden);
}

void ArenaColumn::show(const ArenaViewModel::Column &column, bool hidden, const QVector<QPair<int, int>> &differences) {
    using State = ArenaViewModel::State;
    text_->setMarkedText(toQt(column.answer.text), differences);
    QString said = column.note;
    if (column.state == State::Waiting)
        said = tr("the worker is getting ready …");
    else if (column.state == State::Failed)
        said = tr("No answer: %1").arg(column.note);
    else if (column.state == State::Done)
        said = column.check.isEmpty() && !column.answer.fault().empty()
                   ? tr("Cut before its end: a vote on it makes no pair.")
                   : column.check;
    state_->setText(said);
    state_->setVisible(!said.isEmpty());
    chip_->setVisible(column.state == State::Done && !hidden);
    chip_->setText(chipText(column.answer));
    chip_->setAccessibleName(tr("Where the answer came from: %1").arg(chip_->text()));
}

void ArenaColumn::setMayVote(bool may) {
    vote_->setVisible(may);
}

} // namespace lapidary
