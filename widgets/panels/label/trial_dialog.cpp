// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/trial_dialog.h"
#include "widgets/common/fit_area.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/live_view_model.h"
#include "widgets/models/word_diff.h"
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSpinBox>

namespace lapidary {

namespace {

/// Prompt, and both answers beside one another with their differences marked.
QWidget *pairOf(const LabelTrialValues::Answer &answer, int number, QWidget *parent) {
    auto *pair = new QWidget(parent);
    auto *grid = new QGridLayout(pair);
    grid->setContentsMargins(0, 0, 0, 3 * kGrid);
    grid->setHorizontalSpacing(3 * kGrid);
    grid->setVerticalSpacing(kGrid);
    auto *prompt = plainLabel(answer.prompt.trimmed().left(400), Type::Body, true, pair);
    prompt->setWordWrap(true);
    grid->addWidget(prompt, 0, 0, 1, 2);
    const WordDiff diff = telling(answer.before, answer.after);
    const std::pair<QString, const QString *> sides[] = {{TrialDialog::tr("Before"), &answer.before},
                                                         {TrialDialog::tr("After"), &answer.after}};
    for (int side = 0; side < 2; ++side) {
        const auto &[title, text] = sides[side];
        grid->addWidget(plainLabel(title, Type::Caption, true, pair), 1, side);
        auto *view = new TextView(TrialDialog::tr("%1, prompt %2").arg(title).arg(number), pair);
        view->setObjectName((side == 0 ? QStringLiteral("before%1") : QStringLiteral("after%1")).arg(number));
        view->setPlaceholderText(TrialDialog::tr("an empty answer"));
        view->setMarkedText(*text, side == 0 ? diff.a : diff.b);
        view->setFixedHeight(6 * view->fontMetrics().lineSpacing() + 3 * kGrid);
        grid->addWidget(view, 2, side);
        grid->setColumnStretch(side, 1);
    }
    return pair;
}

} // namespace

TrialDialog::TrialDialog(LiveViewModel &model, QWidget *parent)
    : QDialog(parent), model_(model), steps_(new QSpinBox(this)), rate_(new QDoubleSpinBox(this)),
      begin_(button(tr("&Try"), true, this)), stop_(button(tr("&Stop"), false, this)),
      state_(new ToneLabel(Type::Body, this)), answers_(new QWidget(this)), rows_(new QVBoxLayout(answers_)) {
    setObjectName(QStringLiteral("trialDialog"));
    setWindowTitle(tr("Try these labels"));
    auto *about =
        plainLabel(tr("A scratch adapter on a copy of the policy learns from the labels so far. Both then "
                      "answer prompts that you judged, word by word the likeliest. The run itself stays as it "
                      "is, and nothing of the trial is kept."),
                   Type::Body, true, this);
    about->setWordWrap(true);
    state_->setObjectName(QStringLiteral("trialState"));
    state_->setWordWrap(true);
    rows_->setContentsMargins(0, 0, kGrid, 0);
    rows_->addStretch();
    auto *close = button(tr("Close"), false, this);
    close->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(plainLabel(windowTitle(), Type::Title, false, this));
    layout->addWidget(about);
    layout->addWidget(makeForm());
    layout->addWidget(state_);
    layout->addWidget(new FitArea(answers_, this), 1);
    layout->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(begin_, &QPushButton::clicked, this, [this] { model_.tryLabels(steps_->value(), rate_->value()); });
    connect(stop_, &QPushButton::clicked, &model_, &LiveViewModel::stopTrial);
    connect(&model_, &LiveViewModel::trialChanged, this, &TrialDialog::refresh);
    const QSize wished(200 * kGrid, 140 * kGrid);
    resize(parent ? wished.boundedTo(parent->window()->size()) : wished);
    refresh();
}

TrialDialog::~TrialDialog() {
    if (isAtWork()) model_.stopTrial();
}

QWidget *TrialDialog::makeForm() {
    auto *form = new QWidget(this);
    steps_->setObjectName(QStringLiteral("trialSteps"));
    steps_->setAccessibleName(tr("Steps of the trial"));
    steps_->setRange(1, 500);
    steps_->setValue(8);
    rate_->setObjectName(QStringLiteral("trialRate"));
    rate_->setAccessibleName(tr("Learning rate of the trial"));
    rate_->setDecimals(6);
    rate_->setRange(0.000001, 0.1);
    rate_->setSingleStep(0.0001);
    rate_->setValue(0.0002);
    begin_->setObjectName(QStringLiteral("trialBegin"));
    begin_->setDefault(true);
    stop_->setObjectName(QStringLiteral("trialStop"));
    stop_->setAutoDefault(false);
    auto *steps = plainLabel(tr("Steps"), Type::Body, false, form),
         *rate = plainLabel(tr("Learning rate"), Type::Body, false, form);
    steps->setBuddy(steps_);
    rate->setBuddy(rate_);
    auto *layout = new QHBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    for (QWidget *each : std::initializer_list<QWidget *>{steps, steps_, rate, rate_}) layout->addWidget(each);
    layout->addStretch();
    layout->addWidget(stop_);
    layout->addWidget(begin_);
    return form;
}

bool TrialDialog::isAtWork() const {
    return model_.trial() && model_.trial()->phase < LabelTrialValues::Done;
}

QString TrialDialog::stateText() const {
    if (!model_.trial()) return {};
    const LabelTrialValues &trial = *model_.trial();
    switch (trial.phase) {
    case LabelTrialValues::Copying:
        return tr("The policy is copied…");
    case LabelTrialValues::Learning:
        return tr("The adapter learns from the labels…");
    case LabelTrialValues::Answering:
        return tr("Both answer the same prompts…");
    case LabelTrialValues::Failed:
        return trial.problem.isEmpty() ? tr("Stopped.") : tr("The trial failed. %1").arg(trial.problem);
    case LabelTrialValues::Done:
        break;
    }
    qsizetype others = 0;
    for (const auto &each : trial.answers) others += each.before != each.after;
    return tr("Labels: %1, steps: %2, method: %3. Loss %4 → %5. %6 of %7 answers changed.")
        .arg(trial.labels)
        .arg(trial.steps)
        .arg(trial.method)
        .arg(trial.firstLoss, 0, 'g', 3)
        .arg(trial.lastLoss, 0, 'g', 3)
        .arg(others)
        .arg(trial.answers.size());
}

void TrialDialog::refresh() {
    const bool atWork = isAtWork();
    const bool failed =
        model_.trial() && model_.trial()->phase == LabelTrialValues::Failed && !model_.trial()->problem.isEmpty();
    state_->setText(stateText());
    state_->setVisible(!state_->text().isEmpty());
    state_->setTone(failed ? std::optional(Tone::Bad) : std::nullopt);
    if (stop_->hasFocus() && !atWork) steps_->setFocus();
    begin_->setEnabled(!atWork);
    steps_->setEnabled(!atWork);
    rate_->setEnabled(!atWork);
    stop_->setVisible(atWork);
    showAnswers();
}

void TrialDialog::showAnswers() {
    while (rows_->count() > 1) {
        QLayoutItem *item = rows_->takeAt(0);
        delete item->widget();
        delete item;
    }
    if (!model_.trial()) return;
    const auto &answers = model_.trial()->answers;
    for (int i = 0; i < answers.size(); ++i) rows_->insertWidget(i, pairOf(answers[i], i + 1, answers_));
}

} // namespace lapidary
