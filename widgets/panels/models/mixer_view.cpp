// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/mixer_view.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/mixer_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/word_diff.h"
#include "widgets/panels/models/chat_wording.h"
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSlider>
#include <QSpinBox>

namespace lapidary {

namespace {

constexpr double kMost = 2; ///< of a fader; the field beside it takes more
constexpr int kSteps = 20;  ///< of a fader for 1

QString meaningOf(const QString &combination) {
    if (combination == QLatin1String("linear"))
        return MixerView::tr("A and B matrices are added by their weights, as PEFT does it. The ranks must be equal.");
    if (combination == QLatin1String("cat")) return MixerView::tr("One adapter of all ranks together, exact.");
    if (combination == QLatin1String("svd"))
        return MixerView::tr("One adapter of the largest rank, the best there is for the sum.");
    return MixerView::tr("All adapters side by side, exact: their changes add up.");
}

} // namespace

MixerView::MixerView(MixerViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    empty_ = plainLabel({}, Type::Body, true, this);
    empty_->setObjectName(QStringLiteral("mixerEmpty"));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    main_ = new QWidget(this);
    auto *inside = new QVBoxLayout(main_);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(3 * kGrid);
    inside->addWidget(makeFaders());
    inside->addWidget(makeAsk());
    inside->addWidget(makeAnswers(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * kGrid, 0, 0);
    layout->addWidget(empty_, 1);
    layout->addWidget(main_, 1);
    connect(&model_, &MixerViewModel::partsChanged, this, &MixerView::fillFaders);
    connect(&model_, &MixerViewModel::changed, this, &MixerView::refresh);
    connect(&model_, &MixerViewModel::answerChanged, this, &MixerView::showAnswers);
    fillFaders();
    showAnswers();
}

QWidget *MixerView::makeFaders() {
    auto *frame = card(main_);
    title_ = plainLabel({}, Type::Heading, false, frame);
    combination_ = new Choice(QStringLiteral("mixCombination"), tr("How the adapters become one"), frame);
    combination_->addItem(tr("side by side"), QStringLiteral("none"));
    for (const char *name : {"linear", "cat", "svd"})
        combination_->addItem(QString::fromLatin1(name), QString::fromLatin1(name));
    meaning_ = plainLabel({}, Type::Caption, true, frame);
    saveAdapter_ = button(tr("Save as one &adapter…"), false, frame);
    saveAdapter_->setObjectName(QStringLiteral("mixSaveAdapter"));
    saveMerged_ = button(tr("&Merge into a model…"), false, frame);
    saveMerged_->setObjectName(QStringLiteral("mixSaveMerged"));
    auto *top = new QHBoxLayout;
    top->setSpacing(2 * kGrid);
    top->addWidget(title_);
    top->addStretch();
    top->addWidget(combination_);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(2 * kGrid);
    bottom->addWidget(meaning_, 1);
    bottom->addWidget(saveAdapter_);
    bottom->addWidget(saveMerged_);
    faderPlace_ = new QVBoxLayout(frame);
    faderPlace_->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    faderPlace_->setSpacing(2 * kGrid);
    faderPlace_->addLayout(top);
    faderPlace_->addLayout(bottom);
    connect(combination_, &QComboBox::currentIndexChanged, this,
            [this] { model_.setCombination(combination_->currentData().toString()); });
    connect(saveAdapter_, &QPushButton::clicked, this, [this] { Q_EMIT writeWanted(false); });
    connect(saveMerged_, &QPushButton::clicked, this, [this] { Q_EMIT writeWanted(true); });
    return frame;
}

void MixerView::makeSampling(QWidget *part) {
    temperature_ = new QDoubleSpinBox(part);
    temperature_->setAccessibleName(tr("Temperature"));
    temperature_->setRange(0, 5);
    temperature_->setSingleStep(0.1);
    temperature_->setSpecialValueText(tr("greedy"));
    seed_ = new QSpinBox(part);
    seed_->setAccessibleName(tr("Seed"));
    seed_->setRange(0, 1 << 30);
    seed_->setValue(1);
    maxTokens_ = new QSpinBox(part);
    maxTokens_->setAccessibleName(tr("Most tokens of the answer"));
    maxTokens_->setRange(1, 4096);
    maxTokens_->setValue(64);
    const auto sampling = [this] {
        model_.setSampling(temperature_->value(), quint64(seed_->value()), maxTokens_->value());
    };
    connect(temperature_, &QDoubleSpinBox::valueChanged, this, sampling);
    connect(seed_, &QSpinBox::valueChanged, this, sampling);
    connect(maxTokens_, &QSpinBox::valueChanged, this, sampling);
}

QWidget *MixerView::makeAsk() {
    auto *part = new QWidget(main_);
    prompt_ = new QPlainTextEdit(part);
    prompt_->setObjectName(QStringLiteral("mixPrompt"));
    prompt_->setAccessibleName(tr("Prompt"));
    prompt_->setTabChangesFocus(true);
    prompt_->setFixedHeight(15 * kGrid);
    mode_ = new Choice(QStringLiteral("mixMode"), tr("How the models are asked"), part);
    mode_->addItem(tr("Chat"), true);
    mode_->addItem(tr("Completion"), false);
    makeSampling(part);
    live_ = new CheckBox(tr("&Live"), part);
    live_->setObjectName(QStringLiteral("mixLive"));
    live_->setChecked(true);
    live_->setToolTip(tr("Every move of a fader asks again"));
    ask_ = button(tr("As&k"), true, part);
    ask_->setObjectName(QStringLiteral("mixAsk"));
    auto *line = new QHBoxLayout;
    line->setSpacing(2 * kGrid);
    line->addWidget(mode_);
    line->addSpacing(2 * kGrid);
    for (auto [name, field] : {std::pair<QString, QAbstractSpinBox *>(tr("Temperature"), temperature_),
                               {tr("Seed"), seed_},
                               {tr("Most tokens"), maxTokens_}}) {
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
        field->setFixedWidth(16 * kGrid);
        line->addWidget(plainLabel(name, Type::Caption, true, part));
        line->addWidget(field);
        line->addSpacing(2 * kGrid);
    }
    line->addStretch();
    line->addWidget(live_);
    line->addWidget(ask_);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(prompt_);
    layout->addLayout(line);
    connect(mode_, &QComboBox::activated, this, [this] { model_.setChats(mode_->currentData().toBool()); });
    connect(prompt_, &QPlainTextEdit::textChanged, this, [this] { model_.setPrompt(prompt_->toPlainText()); });
    connect(live_, &QAbstractButton::toggled, &model_, &MixerViewModel::setLive);
    connect(ask_, &QPushButton::clicked, &model_, &MixerViewModel::ask);
    auto *enter = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), prompt_);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, &model_, &MixerViewModel::ask);
    return part;
}

QWidget *MixerView::makeAnswers() {
    auto *part = new QWidget(main_);
    auto *grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4 * kGrid);
    grid->setVerticalSpacing(kGrid);
    const auto column = [&](int at, const QString &name, const char *object, TextView *&view, QLabel *&facts) {
        view = new TextView(name, part);
        view->setObjectName(QString::fromLatin1(object));
        facts = plainLabel({}, Type::Caption, true, part);
        grid->addWidget(plainLabel(name, Type::Heading, false, part), 0, at);
        grid->addWidget(view, 1, at);
        grid->addWidget(facts, 2, at);
        grid->setColumnStretch(at, 1);
    };
    column(0, tr("Without adapters"), "mixPlain", plain_, plainFacts_);
    column(1, tr("The mix"), "mixAnswer", mixed_, mixFacts_);
    problem_ = plainLabel({}, Type::Body, false, part);
    problem_->setObjectName(QStringLiteral("mixProblem"));
    problem_->setWordWrap(true);
    grid->addWidget(problem_, 3, 0, 1, 2);
    return part;
}

void MixerView::fillFaders() {
    delete faders_;
    faders_ = new QWidget(this);
    auto *grid = new QGridLayout(faders_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4 * kGrid);
    grid->setVerticalSpacing(kGrid);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < model_.parts().size(); ++row) {
        const auto &part = model_.parts()[row];
        auto *on = new CheckBox(QString(part.name).replace(QLatin1Char('&'), QStringLiteral("&&")), faders_);
        on->setObjectName(QStringLiteral("mixOn%1").arg(row));
        on->setChecked(part.on);
        auto *fader = new QSlider(Qt::Horizontal, faders_);
        fader->setObjectName(QStringLiteral("mixFader%1").arg(row));
        fader->setAccessibleName(tr("Weight of %1").arg(part.name));
        fader->setRange(int(-kMost * kSteps / 2), int(kMost * kSteps));
        fader->setPageStep(kSteps / 4);
        fader->setValue(qRound(part.weight * kSteps));
        auto *field = new QDoubleSpinBox(faders_);
        field->setObjectName(QStringLiteral("mixWeight%1").arg(row));
        field->setAccessibleName(fader->accessibleName());
        field->setRange(-10, 10);
        field->setDecimals(2);
        field->setSingleStep(1.0 / kSteps);
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
        field->setFixedWidth(16 * kGrid);
        field->setValue(part.weight);
        const auto enable = [fader, field](bool enabled) {
            fader->setEnabled(enabled);
            field->setEnabled(enabled);
        };
        enable(part.on);
        connect(on, &QAbstractButton::toggled, this, [this, row, enable](bool checked) {
            enable(checked);
            model_.setOn(row, checked);
        });
        connect(fader, &QSlider::valueChanged, field, [field](int value) { field->setValue(double(value) / kSteps); });
        connect(field, &QDoubleSpinBox::valueChanged, this, [this, row, fader](double value) {
            const QSignalBlocker quiet(fader); // what lies between its steps stays
            fader->setValue(qRound(value * kSteps));
            model_.setWeight(row, value);
        });
        grid->addWidget(on, row, 0);
        grid->addWidget(fader, row, 1);
        grid->addWidget(field, row, 2);
    }
    faderPlace_->insertWidget(1, faders_);
    refresh();
}

void MixerView::refresh() {
    const bool some = !model_.parts().isEmpty();
    main_->setVisible(some);
    empty_->setVisible(!some);
    empty_->setText(tr("No adapter stands on this model yet. Train one with “use_peft”, or drop a PEFT folder on this "
                       "panel: several of the same base can then be mixed here by their weights."));
    title_->setText(tr("Adapters of %1").arg(model_.baseName()));
    meaning_->setText(meaningOf(model_.combination()));
    const bool chats = model_.chats();
    mode_->setVisible(model_.hasTemplate());
    mode_->setCurrentIndex(mode_->findData(chats));
    prompt_->setPlaceholderText(chats ? tr("A message, written with the model's own chat template. The answers follow "
                                           "the faders.")
                                      : tr("A prompt, exactly as the model shall see it. The answers follow the "
                                           "faders."));
    if (const QFont font = chats ? typeFont(Type::Body) : monospaceFont(); prompt_->font() != font)
        prompt_->setFont(font);
    saveAdapter_->setEnabled(model_.countOn() > 0);
    saveMerged_->setEnabled(model_.countOn() > 0);
}

void MixerView::showAnswers() {
    const Answer &plain = model_.plain(), &mixed = model_.mixed();
    const auto isWhole = [](const Answer &answer) { return !answer.finishReason.empty() && !answer.text.empty(); };
    const bool both = isWhole(plain) && isWhole(mixed);
    const WordDiff diff = both ? telling(toQt(plain.text), toQt(mixed.text)) : WordDiff();
    const auto show = [](TextView *view, const QString &text, const WordDiff::Spans &spans) {
        if (view->toPlainText() != text || view->markCount() != spans.size()) view->setMarkedText(text, spans);
    };
    show(plain_, toQt(plain.text), diff.a);
    show(mixed_, toQt(mixed.text), diff.b);
    const auto facts = [this](const Answer &answer) {
        const auto tokens = answer.cost.spent();
        if (answer.text.empty() && tokens == 0) return model_.asking() ? tr("answering …") : QString();
        QStringList parts{model_.numbers(), tr("%1 tokens").arg(tokens), tr("%1 s").arg(answer.seconds, 0, 'f', 2)};
        parts.append(answer.finishReason.empty() ? tr("answering …") : finishWord(toQt(answer.finishReason)));
        return parts.join(QStringLiteral("  ·  "));
    };
    plainFacts_->setText(facts(plain));
    mixFacts_->setText(facts(mixed) + (both && plain.text == mixed.text ? tr("  ·  the same text") : QString()));
    problem_->setText(model_.problem());
    problem_->setVisible(!model_.problem().isEmpty());
}

} // namespace lapidary
