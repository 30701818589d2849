// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/live_dialog.h"
#include "widgets/common/check_box.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

namespace lapidary {

LiveDialog::LiveDialog(const QString &run, const QString &name, QWidget *parent)
    : QDialog(parent), run_(run), prompts_(new QSpinBox(this)), longest_(new QSpinBox(this)),
      temperature_(new QDoubleSpinBox(this)),
      cut_(new CheckBox(tr("Judge answers too that were cut at that length"), this)), progress_(new QProgressBar(this)),
      state_(new ToneLabel(Type::Body, this)), ask_(button(tr("&Ask"), true, this)) {
    setObjectName(QStringLiteral("liveDialog"));
    setWindowTitle(tr("Label what “%1” says now").arg(name));
    makeLayout(name);
    connect(ask_, &QPushButton::clicked, this, &LiveDialog::ask);
    connect(this, &QDialog::rejected, this, [this] {
        if (asking_) Q_EMIT cancelled();
    });
    setAsking(false);
    resize(130 * kGrid, sizeHint().height());
}

void LiveDialog::makeLayout(const QString &name) {
    auto *about =
        plainLabel(tr("“%1” pauses, and its policy answers prompts of its own rows with the weights that it "
                      "has at this step. You judge the answers in a queue of their own. The run then goes on, "
                      "with your labels where its method can learn from them.")
                       .arg(name),
                   Type::Body, true, this);
    about->setWordWrap(true);
    state_->setObjectName(QStringLiteral("liveState"));
    state_->setWordWrap(true);
    progress_->setObjectName(QStringLiteral("liveProgress"));
    progress_->setAccessibleName(tr("Prompts that are answered"));
    ask_->setObjectName(QStringLiteral("liveAsk"));
    ask_->setDefault(true);
    auto *cancel = button(tr("Cancel"), false, this);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(ask_);
    auto *title = plainLabel(windowTitle(), Type::Title, false, this);
    title->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(title);
    layout->addWidget(about);
    layout->addWidget(makeForm());
    layout->addWidget(state_);
    layout->addWidget(progress_);
    layout->addStretch();
    layout->addLayout(buttons);
}

QWidget *LiveDialog::makeForm() {
    prompts_->setObjectName(QStringLiteral("livePrompts"));
    prompts_->setRange(1, 200);
    prompts_->setValue(12);
    longest_->setObjectName(QStringLiteral("liveLongest"));
    longest_->setRange(0, 8192);
    longest_->setSpecialValueText(tr("as the run samples"));
    longest_->setSuffix(tr(" tokens"));
    temperature_->setObjectName(QStringLiteral("liveTemperature"));
    temperature_->setRange(0.1, 4);
    temperature_->setSingleStep(0.1);
    temperature_->setValue(1);
    cut_->setObjectName(QStringLiteral("liveCut"));
    auto *form = new QWidget(this);
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(3 * kGrid);
    grid->setVerticalSpacing(2 * kGrid);
    int row = 0;
    const std::pair<QString, QWidget *> fields[] = {
        {tr("Prompts"), prompts_}, {tr("Longest answer"), longest_}, {tr("Temperature"), temperature_}};
    for (const auto &[words, field] : fields) {
        auto *label = plainLabel(words, Type::Body, false, form);
        label->setBuddy(field);
        field->setAccessibleName(words);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    }
    grid->addWidget(cut_, row, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    return form;
}

void LiveDialog::setAsking(bool asking) {
    asking_ = asking;
    progress_->setVisible(asking);
    for (QWidget *each : std::initializer_list<QWidget *>{prompts_, longest_, temperature_, cut_, ask_})
        each->setEnabled(!asking);
    state_->setVisible(!state_->text().isEmpty());
}

void LiveDialog::ask() {
    state_->setTone(std::nullopt);
    state_->setText(tr("The run comes to rest…"));
    progress_->setRange(0, prompts_->value());
    progress_->setValue(0);
    setAsking(true);
    Q_EMIT asked({.run = run_,
                  .prompts = prompts_->value(),
                  .maxNewTokens = longest_->value(),
                  .temperature = temperature_->value(),
                  .cutAnswers = cut_->isChecked()});
}

void LiveDialog::setProgress(const LiveProgress &progress) {
    if (progress.run != run_ || !asking_) return;
    progress_->setRange(0, progress.of);
    progress_->setValue(progress.done);
    if (progress.done > 0) state_->setText(tr("%1 of %2 prompts are answered.").arg(progress.done).arg(progress.of));
}

void LiveDialog::setSilent(const QString &why) {
    if (!asking_) return;
    state_->setTone(Tone::Bad);
    state_->setText(why);
    setAsking(false);
}

} // namespace lapidary
