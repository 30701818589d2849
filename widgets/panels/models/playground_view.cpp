// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/playground_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/token_flow.h"
#include "widgets/models/models_view_model.h"
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <cmath>

namespace lapidary {

namespace {

enum Tint { Plain, Surprise, Entropy };
constexpr double kMostSurprise = 4, kMostEntropy = 2; ///< nats at which a tint is strongest
constexpr double kStrongest = 0.45;                   ///< of the warning colour, so that the text stays readable

double strength(const AnswerToken &token, int tint) {
    if (tint == Surprise) return std::clamp(-token.logprob / kMostSurprise, 0.0, 1.0);
    if (tint == Entropy) return std::clamp(token.entropy / kMostEntropy, 0.0, 1.0);
    return 0;
}

QColor tinted(double share, const QPalette &palette) {
    if (share <= 0) return {};
    QColor colour = toneColour(Tone::Warning, palette);
    colour.setAlphaF(float(kStrongest * share));
    return colour;
}

QString percent(double probability) { return probability < 0.001 ? QStringLiteral("< 0.1 %") : QStringLiteral("%1 %").arg(100 * probability, 0, 'f', 1); }

} // namespace

TintLegend::TintLegend(QWidget *parent) : QWidget(parent) { setFont(typeFont(Type::Caption)); }
QSize TintLegend::sizeHint() const { return {fontMetrics().horizontalAdvance(low_ + high_) + 28 * kGrid, fontMetrics().height() + kGrid}; }

void TintLegend::setRange(const QString &low, const QString &high) {
    low_ = low;
    high_ = high;
    updateGeometry();
    update();
}

void TintLegend::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, low_);
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignRight, high_);
    const int left = fontMetrics().horizontalAdvance(low_) + 2 * kGrid, right = width() - fontMetrics().horizontalAdvance(high_) - 2 * kGrid;
    const QRect bar(left, (height() - 10) / 2, right - left, 10);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    QColor none = toneColour(Tone::Warning, palette());
    none.setAlpha(0);
    gradient.setColorAt(0, none);
    gradient.setColorAt(1, tinted(1, palette()));
    painter.fillRect(bar, palette().color(QPalette::Base));
    painter.fillRect(bar, gradient);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
}

PlaygroundView::PlaygroundView(ModelsViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * kGrid, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(makeAsk());
    layout->addWidget(makeAnswer(), 1);
    connect(&model_, &ModelsViewModel::currentChanged, this, &PlaygroundView::refresh);
    connect(&model_, &ModelsViewModel::answerChanged, this, &PlaygroundView::showAnswer);
    connect(&model_, &ModelsViewModel::alternativesChanged, this, &PlaygroundView::showAlternatives);
    showAnswer();
    showAlternatives();
}

QWidget *PlaygroundView::makeAsk() {
    auto *part = new QWidget(this);
    prompt_ = new QPlainTextEdit(part);
    prompt_->setObjectName(QStringLiteral("playPrompt"));
    prompt_->setAccessibleName(tr("Prompt"));
    prompt_->setPlaceholderText(tr("A prompt, exactly as the model shall see it. Ctrl+Enter asks."));
    prompt_->setFont(monospaceFont());
    prompt_->setTabChangesFocus(true);
    prompt_->setFixedHeight(22 * kGrid);
    prompt_->installEventFilter(this);
    temperature_ = new QDoubleSpinBox(part);
    temperature_->setObjectName(QStringLiteral("playTemperature"));
    temperature_->setAccessibleName(tr("Temperature"));
    temperature_->setRange(0, 5);
    temperature_->setSingleStep(0.1);
    temperature_->setSpecialValueText(tr("greedy"));
    seed_ = new QSpinBox(part);
    seed_->setAccessibleName(tr("Seed"));
    seed_->setRange(0, 1 << 30);
    seed_->setValue(1);
    maxTokens_ = new QSpinBox(part);
    maxTokens_->setObjectName(QStringLiteral("playMaxTokens"));
    maxTokens_->setAccessibleName(tr("Most tokens of the answer"));
    maxTokens_->setRange(1, 4096);
    maxTokens_->setValue(128);
    for (QAbstractSpinBox *each : std::initializer_list<QAbstractSpinBox *>{temperature_, seed_, maxTokens_}) {
        each->setButtonSymbols(QAbstractSpinBox::NoButtons); // keys and the wheel change it
        each->setFixedWidth(18 * kGrid);
    }
    ask_ = button(tr("&Ask"), true, part);
    ask_->setObjectName(QStringLiteral("playAsk"));
    stop_ = button(tr("&Stop"), false, part);
    stop_->setObjectName(QStringLiteral("playStop"));
    auto *line = new QHBoxLayout;
    line->setSpacing(2 * kGrid);
    for (auto [name, field] : {std::pair<QString, QWidget *>(tr("temperature"), temperature_), {tr("seed"), seed_}, {tr("most tokens"), maxTokens_}}) {
        line->addWidget(plainLabel(name, Type::Caption, true, part));
        line->addWidget(field);
        line->addSpacing(2 * kGrid);
    }
    line->addStretch();
    line->addWidget(stop_);
    line->addWidget(ask_);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(prompt_);
    layout->addLayout(line);
    connect(ask_, &QPushButton::clicked, this, &PlaygroundView::ask);
    connect(stop_, &QPushButton::clicked, &model_, &ModelsViewModel::stopAsking);
    return part;
}

QWidget *PlaygroundView::makeAnswer() {
    auto *frame = card(this);
    state_ = plainLabel({}, Type::Body, true, frame);
    state_->setObjectName(QStringLiteral("playState"));
    problem_ = plainLabel({}, Type::Body, false, frame);
    problem_->setObjectName(QStringLiteral("playProblem"));
    problem_->setWordWrap(true);
    tint_ = new Choice(QStringLiteral("playTint"), tr("What tints the tokens"), frame);
    tint_->addItems({tr("No tint"), tr("Surprise (log-probability)"), tr("Entropy")});
    tint_->setCurrentIndex(Surprise);
    legend_ = new TintLegend(frame);
    back_ = button(tr("&Back to the answer before"), false, frame);
    back_->setObjectName(QStringLiteral("playBack"));
    flow_ = new TokenFlow(tr("Tokens of the answer"), frame);
    flow_->setObjectName(QStringLiteral("playTokens"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(3 * kGrid);
    bar->addWidget(state_, 1);
    bar->addWidget(back_);
    bar->addWidget(legend_);
    bar->addWidget(tint_);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(4 * kGrid);
    middle->addWidget(flow_, 1);
    middle->addWidget(makeAlternatives());
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(bar);
    layout->addWidget(problem_);
    layout->addLayout(middle, 1);
    connect(tint_, &QComboBox::currentIndexChanged, this, &PlaygroundView::showAnswer);
    connect(back_, &QPushButton::clicked, &model_, &ModelsViewModel::goBack);
    connect(flow_, &TokenFlow::tokenChosen, &model_, &ModelsViewModel::chooseToken);
    return frame;
}

QWidget *PlaygroundView::makeAlternatives() {
    auto *part = new QWidget(this);
    part->setFixedWidth(66 * kGrid);
    tokenText_ = plainLabel({}, Type::Caption, true, part);
    tokenText_->setObjectName(QStringLiteral("playToken"));
    tokenText_->setWordWrap(true);
    alternatives_ = new QTableWidget(part);
    alternatives_->setObjectName(QStringLiteral("playAlternatives"));
    alternatives_->setAccessibleName(tr("What else could have stood here"));
    alternatives_->setColumnCount(2);
    alternatives_->setHorizontalHeaderLabels({tr("Token"), tr("Probability")});
    alternatives_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    alternatives_->verticalHeader()->hide();
    alternatives_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    alternatives_->setSelectionBehavior(QAbstractItemView::SelectRows);
    alternatives_->setSelectionMode(QAbstractItemView::SingleSelection);
    alternatives_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    alternatives_->setTabKeyNavigation(false);
    alternatives_->setShowGrid(false);
    alternatives_->setFont(monospaceFont());
    alternatives_->installEventFilter(this);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(tokenText_);
    layout->addWidget(alternatives_, 1);
    layout->addWidget(plainLabel(tr("Enter or a double click goes on from there"), Type::Caption, true, part));
    connect(alternatives_, &QTableWidget::cellDoubleClicked, this, &PlaygroundView::branch);
    return part;
}

void PlaygroundView::ask() {
    if (ask_->isEnabled()) model_.ask(prompt_->toPlainText(), temperature_->value(), quint64(seed_->value()), maxTokens_->value());
}

void PlaygroundView::branch() {
    const int row = alternatives_->currentRow();
    if (row >= 0 && row < model_.alternatives().tokens.size()) model_.branch(model_.alternatives().tokens[row].id);
}

bool PlaygroundView::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (watched == prompt_ && enter && key->modifiers().testFlag(Qt::ControlModifier)) return ask(), true;
        if (watched == alternatives_ && enter) return branch(), true;
    }
    return QWidget::eventFilter(watched, event);
}

void PlaygroundView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showAnswer();
}

void PlaygroundView::refresh() {
    const ModelValues *model = model_.current();
    const bool readable = model && !model->tokenizer.isEmpty();
    ask_->setEnabled(model && model->present && readable && !model_.asking());
    ask_->setToolTip(model && !readable ? tr("This model has no tokenizer, so that text cannot be read.") : tr("Ctrl+Enter in the prompt"));
    stop_->setVisible(model_.asking());
}

void PlaygroundView::showAnswer() {
    refresh();
    const PromptAnswer &answer = model_.answer();
    QVector<TokenFlow::Token> tokens;
    double surprise = 0;
    for (const AnswerToken &token : answer.tokens) {
        surprise -= token.logprob;
        tokens.append({.text = token.text.isEmpty() ? QStringLiteral("∅") : token.text, .marked = token.forced, .tint = tinted(strength(token, tint_->currentIndex()), palette()),
                       .about = tr("“%1” · log-probability %2 (%3) · entropy %4 nats%5").arg(token.text, QString::number(token.logprob, 'f', 3), percent(std::exp(token.logprob)), QString::number(token.entropy, 'f', 3),
                                                                                        token.forced ? tr(" · kept from before the branch") : QString())});
    }
    flow_->setTokens(tokens);
    QStringList facts;
    if (model_.asking()) facts.append(tr("The model is answering …"));
    else if (!answer.tokens.isEmpty()) {
        facts = {tr("%1 tokens").arg(answer.tokens.size()), tr("%1 s").arg(answer.seconds, 0, 'f', 2), tr("mean log-probability %1").arg(-surprise / double(answer.tokens.size()), 0, 'f', 3)};
        if (!answer.finish.isEmpty()) facts.append(tr("ended by %1").arg(answer.finish));
    } else facts.append(tr("Ask, and see at each token how sure the model was."));
    state_->setText(facts.join(QStringLiteral("  ·  ")));
    problem_->setText(model_.askProblem());
    problem_->setVisible(!model_.askProblem().isEmpty());
    back_->setVisible(model_.canGoBack());
    const int tint = tint_->currentIndex();
    legend_->setVisible(tint != Plain);
    legend_->setRange(tint == Entropy ? tr("sure") : tr("expected"), tint == Entropy ? tr("≥ %1 nats").arg(kMostEntropy) : tr("≤ −%1 nats").arg(kMostSurprise));
}

void PlaygroundView::showAlternatives() {
    const Alternatives &found = model_.alternatives();
    const int token = model_.token();
    tokenText_->setText(token < 0 ? tr("Choose a token of the answer to see what else could have stood there.") : flow_->tokens().value(token).about);
    alternatives_->setRowCount(int(found.tokens.size()));
    for (int row = 0; row < found.tokens.size(); ++row) {
        alternatives_->setItem(row, 0, new QTableWidgetItem(found.tokens[row].text.isEmpty() ? QStringLiteral("∅") : found.tokens[row].text));
        auto *share = new QTableWidgetItem(percent(found.tokens[row].probability));
        share->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        alternatives_->setItem(row, 1, share);
    }
    if (!found.tokens.isEmpty()) alternatives_->setCurrentCell(0, 0);
}

} // namespace lapidary
