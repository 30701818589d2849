// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/samples_view.h"
#include "widgets/common/fit_area.h"
#include "widgets/common/flow_layout.h"
#include "widgets/common/labels.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/samples_model.h"
#include "widgets/panels/train/step_bar.h"
#include "widgets/panels/train/token_text.h"
#include <QButtonGroup>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace lapidary {

SamplesView::SamplesView(SamplesModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(3 * kGrid);
    splitter->addWidget(makeTable());
    splitter->addWidget(new FitArea(makeDetail(), this));
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    steps_ = new StepBar(model_, this);
    layout->addWidget(steps_);
    layout->addWidget(splitter, 1);
    connect(search_, &QLineEdit::textChanged, &model_, &SamplesModel::setFilter);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SamplesView::showChosen);
    connect(&model_, &QAbstractItemModel::layoutChanged, this, &SamplesView::refresh);
    connect(&model_, &QAbstractItemModel::modelReset, this, &SamplesView::refresh);
    connect(colours_, &QPushButton::toggled, completion_, &TokenText::setColoured);
    connect(completion_, &TokenText::tokenChanged, token_, &QLabel::setText);
    addKeys();
    refresh();
}

void SamplesView::addKeys() {
    // Letters are for the search while that has the focus; a table would take them for its own search.
    new QShortcut(
        Qt::Key_T, this,
        [this] {
            if (colours_->isEnabled()) colours_->toggle();
        },
        Qt::WidgetWithChildrenShortcut);
    new QShortcut(
        QKeySequence::Find, this, [this] { search_->setFocus(Qt::ShortcutFocusReason); },
        Qt::WidgetWithChildrenShortcut);
    for (const auto &[key, by] : {std::pair(Qt::Key_Comma, -1), {Qt::Key_Period, 1}})
        new QShortcut(
            key, this, [this, by = by] { steps_->go(by); }, Qt::WidgetWithChildrenShortcut);
}

QWidget *SamplesView::makeTable() {
    auto *side = new QWidget(this);
    search_ = new QLineEdit(side);
    search_->setObjectName(QStringLiteral("sampleSearch"));
    search_->setAccessibleName(tr("Search the samples"));
    search_->setPlaceholderText(tr("Search prompts and completions (Ctrl+F)"));
    search_->setClearButtonEnabled(true);
    count_ = plainLabel({}, Type::Caption, true, side);
    table_ = new QTableView(side);
    table_->setObjectName(QStringLiteral("samples"));
    table_->setAccessibleName(tr("Samples of the chosen run"));
    table_->setModel(&model_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(SamplesModel::Step, Qt::DescendingOrder);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setStretchLastSection(true);
    constexpr int widths[] = {64, 64, 80, 96, 160};
    for (int column = 0; column < 5; ++column) table_->setColumnWidth(column, widths[column]);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(search_);
    layout->addWidget(table_, 1);
    layout->addWidget(count_);
    return side;
}

QWidget *SamplesView::makeDetail() {
    auto *frame = card(this);
    facts_ = plainLabel({}, Type::Body, true, frame);
    facts_->setObjectName(QStringLiteral("sampleFacts"));
    facts_->setWordWrap(true);
    token_ = plainLabel({}, Type::Caption, true, frame);
    token_->setObjectName(QStringLiteral("sampleToken"));
    token_->setWordWrap(true);
    prompt_ = new QPlainTextEdit(frame);
    prompt_->setObjectName(QStringLiteral("samplePrompt"));
    prompt_->setAccessibleName(tr("Prompt of the sample"));
    prompt_->setReadOnly(true);
    prompt_->setTabChangesFocus(true);
    prompt_->setFont(monospaceFont());
    prompt_->setMinimumHeight(14 * kGrid);
    completion_ = new TokenText(frame);
    completion_->setMinimumHeight(24 * kGrid);
    completion_->setObjectName(QStringLiteral("sampleCompletion"));
    completion_->setAccessibleName(tr("Completion of the sample"));
    colours_ = button(tr("&Token colours (T)"), false, frame);
    colours_->setObjectName(QStringLiteral("tokenColours"));
    colours_->setCheckable(true);
    colours_->setChecked(true);
    rewards_ = plainLabel({}, Type::Body, false, frame);
    rewards_->setObjectName(QStringLiteral("sampleRewards"));
    rewards_->setWordWrap(true);
    rewards_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    rewardsArea_ = new QScrollArea(frame);
    rewardsArea_->setFrameShape(QFrame::NoFrame);
    rewardsArea_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    rewardsArea_->setWidgetResizable(true);
    rewardsArea_->setWidget(rewards_);
    rewardsArea_->setFocusPolicy(Qt::NoFocus); // the label in it has the keys
    rewardsArea_->viewport()->setAutoFillBackground(false);
    rewards_->setAutoFillBackground(false);
    rewardsArea_->viewport()->installEventFilter(this);
    auto *head = new QHBoxLayout;
    head->addWidget(facts_, 1);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(head);
    layout->addWidget(rewardsArea_);
    layout->addWidget(makeLayers(frame));
    layout->addWidget(prompt_, 1);
    layout->addWidget(completion_, 2);
    layout->addWidget(token_);
    return frame;
}

/// By what the tokens are shaded: what a sample does not tell cannot be chosen.
QWidget *SamplesView::makeLayers(QWidget *frame) {
    auto *box = new QWidget(frame);
    auto *row = new FlowLayout(box);
    row->addWidget(colours_);
    layers_ = new QButtonGroup(frame);
    const struct {
        const char *name;
        QString text, about;
    } layers[] = {
        {"layerLogProb", tr("Log-prob"), tr("The darker, the less likely the token was; underlined: below 10 %")},
        {"layerEntropy", tr("Entropy"),
         tr("The darker, the less sure the policy was of the token; underlined: above 1.5 nats")},
        {"layerRatio", tr("Policy / reference"),
         tr("The darker, the further the policy has gone from the reference; underlined: likelier by a "
            "fifth, dashed: less likely by a fifth")},
        {"layerSampling", tr("Trainer / sampler"),
         tr("The darker, the further the probability that is learnt with is from the one that drew the token, which "
            "only their arithmetic sets apart; underlined: likelier by a fifth, dashed: less likely by a fifth")}};
    int id = 0;
    for (const auto &layer : layers) {
        auto *radio = new QRadioButton(layer.text, frame);
        radio->setObjectName(QLatin1String(layer.name));
        radio->setToolTip(layer.about);
        radio->setChecked(id == 0);
        layers_->addButton(radio, id++);
        row->addWidget(radio);
    }
    connect(layers_, &QButtonGroup::idToggled, this, &SamplesView::chooseLayer);
    return box;
}

/// As high as what it says, up to a few lines.
void SamplesView::fitRewards() {
    constexpr int kMost = 15 * kGrid;
    const int wanted = rewards_->heightForWidth(rewardsArea_->viewport()->width());
    rewardsArea_->setFixedHeight(std::clamp(wanted, 1, kMost));
}

bool SamplesView::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Resize && watched == rewardsArea_->viewport()) {
        const auto *resized = static_cast<QResizeEvent *>(event);
        if (resized->size().width() != resized->oldSize().width()) fitRewards();
    }
    return QWidget::eventFilter(watched, event);
}

/// What the shades mean, until the cursor stands on a token.
void SamplesView::explain() {
    const bool any = colours_->isEnabled() && layers_->checkedButton();
    token_->setText(
        any ? tr("%1. Put the cursor on a token to see its numbers.").arg(layers_->checkedButton()->toolTip())
            : QString());
}

void SamplesView::chooseLayer() {
    completion_->setLayer(static_cast<TokenLayer>(layers_->checkedId()));
    explain();
}

namespace {
QString signedText(double value) {
    return (value > 0 ? QStringLiteral("+") : QString()) + QString::number(value, 'f', 2);
}

/// "correct 1 · format 0.5", in the order of the functions, and below it why a judge said so.
QString rewardsText(const DrawnSample &sample) {
    QStringList parts;
    for (const auto &[function, value] : sample.rewards)
        parts.append(QStringLiteral("%1 %2").arg(toQt(function), value ? QString::number(*value, 'g', 3)
                                                                       : SamplesView::tr("unscorable")));
    QStringList lines{parts.join(QStringLiteral("  ·  "))};
    for (const auto &[criterion, reason] : sample.reasons)
        lines.append(QStringLiteral("%1: %2").arg(toQt(criterion), toQt(reason).simplified()));
    return lines.join(QLatin1Char('\n'));
}
} // namespace

void SamplesView::refresh() {
    const int shown = model_.rowCount(), all = model_.total();
    count_->setText(all == 0       ? tr("This run has told no samples. GRPO tells some with every point of its curves.")
                    : shown == all ? tr("%1 samples").arg(all)
                                   : tr("%1 of %2 samples").arg(shown).arg(all));
    if (shown > 0 && !table_->currentIndex().isValid()) table_->setCurrentIndex(model_.index(0, 0));
    showChosen();
}

void SamplesView::showStep(double step) {
    search_->clear();
    table_->sortByColumn(SamplesModel::Step, Qt::DescendingOrder);
    for (int row = 0; row < model_.rowCount(); ++row)
        if (model_.at(row)->step <= step) return table_->selectRow(row);
}

void SamplesView::showChosen() {
    const DrawnSample *sample = model_.at(table_->currentIndex().row());
    prompt_->setPlainText(sample ? toQt(sample->prompt) : QString());
    completion_->showSample(sample);
    colours_->setEnabled(sample && sample->hasTokens());
    for (QAbstractButton *each : layers_->buttons())
        each->setEnabled(completion_->has(static_cast<TokenLayer>(layers_->id(each))));
    rewards_->setText(sample ? rewardsText(*sample) : QString());
    rewardsArea_->setVisible(!rewards_->text().isEmpty());
    fitRewards();
    explain();
    facts_->setText(!sample ? tr("Choose a sample")
                            : tr("Step %1  ·  reward %2  ·  advantage %3")
                                      .arg(sample->step, 0, 'f', 0)
                                      .arg(sample->reward, 0, 'g', 3)
                                      .arg(signedText(sample->advantage)) +
                                  (sample->isCut() ? tr("  ·  cut before its end") : QString()));
}

} // namespace lapidary
