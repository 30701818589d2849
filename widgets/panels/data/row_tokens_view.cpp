// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/row_tokens_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/labels.h"
#include "widgets/common/token_flow.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include "widgets/panels/data/conversation_view.h"
#include "widgets/panels/data/length_histogram.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

namespace lapidary {

namespace {

/// What the tokenizer cannot express, as far as it fits into a line.
QString lostText(const TokenView &view) {
    constexpr int kMost = 24;
    QString out;
    for (const auto &[begin, end] : view.lost)
        if (out.size() < kMost) out += visibleText(toQt(view.text.substr(begin, end - begin)));
    return out;
}

} // namespace

RowTokensView::RowTokensView(DataViewModel &model, QWidget *parent) : QFrame(parent), model_(model) {
    setObjectName(QStringLiteral("card"));
    auto *bar = makeBar();
    problem_ = plainLabel({}, Type::Body, false, this);
    problem_->setObjectName(QStringLiteral("rowProblem"));
    problem_->setWordWrap(true);
    tokens_ = makeTokens();
    conversation_ = new ConversationView(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(bar);
    layout->addWidget(problem_);
    layout->addWidget(tokens_, 1);
    layout->addWidget(conversation_, 1);
    connect(asTalk_, &QPushButton::toggled, this, &RowTokensView::refresh);
    connect(tokenizer_, &QComboBox::activated, &model_, &DataViewModel::chooseTokenizer);
    connect(side_, &QComboBox::activated, this, [this] { model_.setSide(side_->currentData().toString()); });
    connect(maxLength_, &QSpinBox::valueChanged, &model_, &DataViewModel::setMaxLength);
    connect(&model_, &DataViewModel::tokenizersChanged, this, &RowTokensView::fillChoices);
    connect(&model_, &DataViewModel::currentChanged, this, &RowTokensView::refresh);
    connect(&model_, &DataViewModel::rowViewChanged, this, &RowTokensView::refresh);
    connect(&model_, &DataViewModel::lengthsChanged, this, &RowTokensView::showLengths);
    fillChoices();
    refresh();
    showLengths();
}

QWidget *RowTokensView::makeTokens() {
    auto *page = new QWidget(this);
    flow_ = new TokenFlow(tr("Tokens of the row"), page);
    flow_->setObjectName(QStringLiteral("rowTokens"));
    auto *tokens = new QVBoxLayout;
    tokens->setSpacing(kGrid);
    tokens->addWidget(counts_);
    tokens->addWidget(flow_, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(4 * kGrid);
    middle->addLayout(tokens, 1);
    middle->addWidget(makeLengths());
    auto *legend = plainLabel(
        tr("Solid box: learnt.  Dashed and grey: masked, no loss on it.  Struck out: cut off at max_length.  "
           "· is a space, ⏎ a line feed, → a tab."),
        Type::Caption, true, page);
    legend->setWordWrap(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(middle, 1);
    layout->addWidget(legend);
    return page;
}

/// How long the rows are, beside the tokens of one.
QWidget *RowTokensView::makeLengths() {
    auto *box = new QWidget(this);
    lengths_ = new LengthHistogram(this);
    lengthsText_ = plainLabel({}, Type::Caption, true, this);
    lengthsText_->setObjectName(QStringLiteral("lengthsText"));
    lengthsText_->setWordWrap(true);
    lengthsText_->setFixedWidth(lengths_->sizeHint().width());
    auto *side = new QVBoxLayout(box);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(kGrid);
    side->addWidget(plainLabel(tr("Lengths in tokens"), Type::Caption, true, this));
    side->addWidget(lengths_);
    side->addWidget(lengthsText_);
    stop_ = button(tr("Stop counting"), false, this);
    stop_->setObjectName(QStringLiteral("stopCounting"));
    connect(stop_, &QPushButton::clicked, &model_, &DataViewModel::stopCounting);
    side->addWidget(stop_, 0, Qt::AlignLeft);
    side->addStretch();
    return box;
}

QWidget *RowTokensView::makeBar() {
    auto *bar = new QWidget(this);
    title_ = plainLabel({}, Type::Heading, false, bar);
    counts_ = new ElidedLabel(Type::Caption, true, this);
    counts_->setObjectName(QStringLiteral("rowCounts"));
    side_ = new Choice(QStringLiteral("rowSide"), tr("Which answer of the pair"), bar);
    side_->addItem(tr("Chosen"), QStringLiteral("chosen"));
    side_->addItem(tr("Rejected"), QStringLiteral("rejected"));
    tokenizer_ = new Choice(QStringLiteral("rowTokenizer"), tr("Whose tokenizer"), bar);
    maxLength_ = new QSpinBox(bar);
    maxLength_->setObjectName(QStringLiteral("rowMaxLength"));
    maxLength_->setAccessibleName(tr("max_length in tokens"));
    maxLength_->setToolTip(
        tr("Rows lose what lies behind this many tokens. It begins with what the training on this data set says."));
    maxLength_->setRange(2, 1 << 20);
    maxLength_->setButtonSymbols(QAbstractSpinBox::NoButtons); // keys and the wheel change it
    maxLength_->setFixedWidth(18 * kGrid);
    maxLength_->setKeyboardTracking(false);
    asTalk_ = button(tr("C&onversation"), false, bar);
    asTalk_->setObjectName(QStringLiteral("tokensAsConversation"));
    asTalk_->setCheckable(true);
    asTalk_->setToolTip(tr("The row to be read, instead of its tokens"));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(title_);
    layout->addStretch(1);
    layout->addWidget(asTalk_);
    layout->addWidget(side_);
    layout->addWidget(plainLabel(tr("tokenizer of"), Type::Caption, true, bar));
    layout->addWidget(tokenizer_);
    layout->addWidget(plainLabel(QStringLiteral("max_length"), Type::Caption, true, bar));
    layout->addWidget(maxLength_);
    return bar;
}

void RowTokensView::fillChoices() {
    const QSignalBlocker quiet(tokenizer_);
    tokenizer_->clear();
    for (const TokenizerValues &each : model_.tokenizers()) tokenizer_->addItem(each.model);
    tokenizer_->setCurrentIndex(model_.tokenizer());
    tokenizer_->setEnabled(tokenizer_->count() > 0);
    refresh();
}

void RowTokensView::refresh() {
    const QSignalBlocker quiet(maxLength_);
    const RowViewValues &seen = model_.rowView();
    const TokenView &view = seen.view;
    const RowViewRequest &request = model_.rowRequest();
    maxLength_->setValue(request.maxLength);
    const bool speaks = !seen.conversation.turns.isEmpty(), wanted = asTalk_->isChecked() && speaks;
    const bool talk = wanted || (speaks && !seen.problem.isEmpty()); // what has no tokens can be read yet
    asTalk_->setEnabled(speaks);
    tokens_->setVisible(!talk);
    conversation_->setVisible(talk);
    if (talk) conversation_->setConversation(seen.conversation);
    side_->setVisible(model_.isPreference() && !talk); // both are shown there
    side_->setCurrentIndex(request.side == QLatin1String("rejected") ? 1 : 0);
    const bool shown = !seen.request.file.isEmpty() && seen.problem.isEmpty();
    const QString number = QLocale().toString(request.row + 1);
    title_->setText(request.row < 0 ? tr("Choose a row")
                    : talk          ? tr("Row %1").arg(number)
                                    : tr("Row %1 as its training sees it").arg(number));
    problem_->setText(model_.tokenizers().isEmpty() && request.row >= 0
                          ? tr("No model of this project has a tokenizer.")
                          : seen.problem);
    problem_->setVisible(!problem_->text().isEmpty() && !wanted);
    QVector<TokenFlow::Token> tokens;
    int masked = 0;
    for (std::size_t i = 0; i < view.tokens.size(); ++i) {
        const TextToken &token = view.tokens[i];
        masked += !token.trained && i < view.kept;
        const QString fate = i >= view.kept   ? tr("cut off")
                             : !token.trained ? tr("masked: no loss")
                             : i == 0         ? tr("first token: nothing precedes it")
                                              : tr("learnt");
        const QString text = visibleText(toQt(token.text));
        tokens.append({.text = text,
                       .masked = !token.trained,
                       .about = tr("%1 · token %2 · place %3 · %4").arg(text).arg(token.id).arg(i + 1).arg(fate)});
    }
    flow_->setTokens(tokens, int(view.kept), tr("max_length %1").arg(seen.request.maxLength));
    const std::size_t cut = view.tokens.size() - view.kept;
    QStringList counts{tr("%1 tokens").arg(view.tokens.size()), tr("%1 learnt").arg(view.learnt),
                       tr("%1 masked").arg(masked)};
    if (cut > 0) counts.append(tr("%1 cut off").arg(cut));
    if (view.lostCharacters > 0)
        counts.append(tr("%1 characters that the tokenizer cannot express: %2")
                          .arg(QString::number(view.lostCharacters), lostText(view)));
    if (view.merged) counts.append(tr("a token reaches across the end of the prompt: the completion begins before it"));
    if (view.learnt == 0) counts.append(tr("nothing to learn: the row would be left out"));
    counts_->setText(shown ? counts.join(QStringLiteral("  ·  ")) : QString());
}

void RowTokensView::showLengths() {
    const auto &lengths = model_.rows()->lengths();
    lengths_->setLengths(lengths, model_.rowRequest().maxLength, model_.context(),
                         lengths.size() == model_.rows()->shape().rows);
    QStringList words{lengths_->summary()};
    const TokenLengths &counted = model_.counted();
    if (counted.lostCharacters > 0)
        words.append(tr("%1 characters in %2 rows that the tokenizer cannot express: %3")
                         .arg(QLocale().toString(counted.lostCharacters), QLocale().toString(counted.lostRows),
                              visibleText(counted.lost)));
    lengthsText_->setText(words.join(QLatin1Char('\n')));
    stop_->setVisible(model_.counting());
}

} // namespace lapidary
