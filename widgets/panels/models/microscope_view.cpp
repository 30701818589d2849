// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/microscope_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/token_flow.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/tokens/alternatives_table.h"
#include <QHBoxLayout>

namespace lapidary {

MicroscopeView::MicroscopeView(PlaygroundViewModel &chat, QWidget *parent) : QWidget(parent), chat_(chat) {
    tint_ = new Choice(QStringLiteral("playTint"), tr("What tints the tokens"), this);
    tint_->addItems({tr("No tint"), tr("Surprise"), tr("Entropy")});
    tint_->setCurrentIndex(int(Tint::Surprise));
    tint_->setMinimumWidth(tint_->sizeHint().width()); // the legend beside it gives way
    legend_ = new TintLegend(this);
    legend_->setTint(Tint::Surprise);
    flow_ = new TokenFlow(tr("Tokens of the answer"), this);
    flow_->setObjectName(QStringLiteral("playTokens"));
    flow_->setMinimumHeight(18 * kGrid);
    auto *frame = card(this);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(2, 2, 2, 2);
    inFrame->addWidget(flow_);
    token_ = plainLabel({}, Type::Caption, true, this);
    token_->setObjectName(QStringLiteral("playToken"));
    token_->setWordWrap(true);
    hint_ = plainLabel({}, Type::Caption, true, this);
    hint_->setObjectName(QStringLiteral("playLookHint"));
    hint_->setWordWrap(true);
    hint_->setMinimumHeight(2 * hint_->fontMetrics().lineSpacing()); // what stands above does not move with it
    hint_->setAlignment(Qt::AlignTop);
    alternatives_ = new AlternativesTable(QStringLiteral("playAlternatives"), this);
    alternatives_->setMinimumHeight(26 * kGrid);
    auto *top = new QHBoxLayout;
    top->setSpacing(2 * kGrid);
    top->addWidget(tint_);
    top->addWidget(legend_, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(top);
    layout->addWidget(frame, 3);
    layout->addWidget(token_);
    layout->addWidget(alternatives_, 4);
    layout->addWidget(hint_);
    connectAll();
    showTokens();
    showAlternatives();
}

void MicroscopeView::connectAll() {
    connect(tint_, &QComboBox::currentIndexChanged, this, [this] {
        legend_->setTint(tint());
        showTokens();
        Q_EMIT tintChanged();
    });
    connect(flow_, &TokenFlow::tokenChosen, this, [this](int token) { chat_.chooseToken(shown_, token); });
    connect(alternatives_, &AlternativesTable::chosen, this, &MicroscopeView::branch);
    flow_->setAbout([this](int token) { return about(token); });
    connect(&chat_, &PlaygroundViewModel::lookChanged, this, [this] {
        if (answerShown() != shown_)
            showTokens();
        else
            showToken();
        showAlternatives();
    });
    connect(&chat_, &PlaygroundViewModel::pathChanged, this, &MicroscopeView::showTokens);
    connect(&chat_, &PlaygroundViewModel::turnChanged, this, [this](int turn) {
        if (turn == answerShown() && turn != chat_.writing()) showTokens();
    });
}

Tint MicroscopeView::tint() const {
    return Tint(tint_->currentIndex());
}

int MicroscopeView::answerShown() const {
    if (chat_.turn() >= 0) return chat_.turn();
    const QVector<int> path = chat_.conversation().path();
    for (auto it = path.rbegin(); it != path.rend(); ++it)
        if (chat_.conversation().at(*it).answer.made()) return *it;
    return -1;
}

QString MicroscopeView::about(int token) const {
    if (shown_ < 0) return {};
    const auto &tokens = chat_.conversation().at(shown_).answer.tokens;
    return token >= 0 && token < int(tokens.size()) ? aboutToken(tokens[std::size_t(token)]) : QString();
}

void MicroscopeView::showTokens() {
    shown_ = answerShown();
    QVector<TokenFlow::Token> tokens;
    if (shown_ >= 0) {
        const Answer &answer = chat_.conversation().at(shown_).answer;
        tokens.reserve(qsizetype(answer.tokens.size()));
        for (const TextToken &token : answer.tokens)
            tokens.append({.text = tokenBoxText(token.text),
                           .marked = token.forced,
                           .tint = tintColour(tintStrength(token, tint()), palette())});
    }
    flow_->setTokens(tokens);
    showToken();
}

void MicroscopeView::showToken() {
    const int token = chat_.turn() >= 0 ? chat_.token() : -1;
    if (token >= 0 && flow_->current() != token) flow_->setCurrent(token);
    token_->setText(token >= 0    ? about(token)
                    : shown_ >= 0 ? tr("Choose a token of the answer to see what else could have stood there.")
                                  : tr("Ask, and see at each token how sure the model was."));
}

void MicroscopeView::showAlternatives() {
    const Alternatives &found = chat_.alternatives();
    alternatives_->setAlternatives(found.tokens);
    hint_->setText(!chat_.alternativesProblem().isEmpty() ? chat_.alternativesProblem()
                   : found.tokens.empty()                 ? QString()
                   : found.tokens.front().id < 0
                       ? tr("As the server gave them. A remote model cannot be made to go on from another token.")
                       : tr("Enter or a double click puts it there, and the model goes on in a branch of its own."));
}

void MicroscopeView::branch(int row) {
    const auto &tokens = chat_.alternatives().tokens;
    if (row >= 0 && row < int(tokens.size())) chat_.branch(tokens[std::size_t(row)].id);
}

void MicroscopeView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && flow_) showTokens();
}

} // namespace lapidary
