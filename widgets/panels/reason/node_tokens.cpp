// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/node_tokens.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/token_flow.h"
#include "widgets/models/reason_view_model.h"
#include "widgets/tokens/alternatives_table.h"
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

namespace lapidary {

NodeTokens::NodeTokens(ReasonViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    tint_ = new Choice(QStringLiteral("nodeTint"), tr("What tints the tokens"), this);
    tint_->addItems({tr("No tint"), tr("Surprise"), tr("Entropy")});
    tint_->setCurrentIndex(int(Tint::Surprise));
    legend_ = new TintLegend(this);
    legend_->setTint(Tint::Surprise);
    flow_ = new TokenFlow(tr("Tokens up to the node"), this);
    flow_->setObjectName(QStringLiteral("nodeTokens"));
    flow_->setMinimumHeight(16 * kGrid);
    token_ = plainLabel({}, Type::Caption, true, this);
    token_->setObjectName(QStringLiteral("nodeToken"));
    token_->setWordWrap(true);
    alternatives_ = new AlternativesTable(QStringLiteral("nodeAlternatives"), this);
    alternatives_->setMinimumHeight(22 * kGrid);
    hint_ = plainLabel({}, Type::Caption, true, this);
    hint_->setObjectName(QStringLiteral("nodeTokenHint"));
    hint_->setWordWrap(true);
    force_ = button(tr("Force"), true, this);
    force_->setObjectName(QStringLiteral("nodeForce"));
    cap_ = button(tr("End thoughts"), false, this);
    cap_->setObjectName(QStringLiteral("nodeCapHere"));
    back_ = button(tr("Back"), false, this);
    back_->setObjectName(QStringLiteral("nodeTokensBack"));
    makeLayout();
    connectAll();
    refresh();
}

void NodeTokens::makeLayout() {
    auto *top = new QHBoxLayout;
    top->setSpacing(2 * kGrid);
    top->addWidget(plainLabel(tr("Tokens"), Type::Heading, false, this), 1);
    top->addWidget(tint_);
    auto *frame = card(this);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(2, 2, 2, 2);
    inFrame->addWidget(flow_);
    auto *line = new QHBoxLayout;
    line->setSpacing(kGrid);
    line->addWidget(back_);
    line->addStretch();
    line->addWidget(cap_);
    line->addWidget(force_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(top);
    layout->addWidget(legend_);
    layout->addWidget(frame, 3);
    layout->addWidget(token_);
    layout->addWidget(alternatives_, 2);
    layout->addWidget(hint_);
    layout->addLayout(line);
}

void NodeTokens::connectAll() {
    connect(tint_, &QComboBox::currentIndexChanged, this, [this] {
        legend_->setTint(tint());
        showTokens();
    });
    connect(flow_, &TokenFlow::tokenChosen, &model_, &ReasonViewModel::chooseToken);
    flow_->setAbout([this](int token) {
        const auto &read = model_.tokens();
        return read && token >= 0 && token < int(read->tokens.size()) ? aboutToken(read->tokens[std::size_t(token)])
                                                                      : QString();
    });
    connect(alternatives_, &AlternativesTable::chosen, this, &NodeTokens::forceWanted);
    connect(alternatives_, &QTableWidget::currentCellChanged, this, &NodeTokens::refresh);
    connect(force_, &QPushButton::clicked, this, [this] { Q_EMIT forceWanted(alternatives_->currentRow()); });
    connect(cap_, &QPushButton::clicked, this, &NodeTokens::capWanted);
    connect(back_, &QPushButton::clicked, this, &NodeTokens::left);
    connect(&model_, &ReasonViewModel::nodeChanged, this, &NodeTokens::refresh);
    connect(&model_, &ReasonViewModel::stateChanged, this, &NodeTokens::refresh);
    for (QWidget *each : {static_cast<QWidget *>(flow_), static_cast<QWidget *>(alternatives_)})
        each->installEventFilter(this);
}

void NodeTokens::begin() {
    if (!model_.tokens()) model_.readTokens();
    flow_->setFocus();
}

Tint NodeTokens::tint() const {
    return Tint(tint_->currentIndex());
}

void NodeTokens::showTokens() {
    QVector<TokenFlow::Token> tokens;
    if (model_.tokens())
        for (const TextToken &token : model_.tokens()->tokens)
            tokens.append(
                {.text = tokenBoxText(token.text), .tint = tintColour(tintStrength(token, tint()), palette())});
    flow_->setTokens(tokens);
    shown_ = int(tokens.size());
    if (model_.token() >= 0) flow_->setCurrent(model_.token());
}

/// What is in the table is only put there anew where it is something else: the row that a person chose stays chosen.
void NodeTokens::refresh() {
    const int tokens = model_.tokens() ? int(model_.tokens()->tokens.size()) : 0;
    if (tokens != shown_) showTokens();
    const int token = model_.token();
    if (token >= 0 && flow_->current() != token) flow_->setCurrent(token);
    const auto &found = model_.alternatives().tokens;
    if (std::exchange(looked_, token) != token || std::exchange(found_, found.size()) != found.size()) {
        found_ = found.size();
        alternatives_->setAlternatives(found);
    }
    token_->setText(token >= 0   ? flow_->about(token)
                    : tokens > 0 ? tr("Choose a token to see what else could have stood there.")
                                 : tr("Reading the tokens …"));
    const int row = alternatives_->currentRow();
    const QString why = model_.whyNoForce(row);
    force_->setEnabled(why.isEmpty());
    force_->setToolTip(why.isEmpty() ? tr("Enter; the model goes on behind it in a branch, which can be undone") : why);
    const bool mayCap = model_.whyNoAct().isEmpty() && model_.cutBefore(token).has_value();
    cap_->setEnabled(mayCap);
    cap_->setToolTip(tr("A branch whose thoughts end before the chosen token"));
    hint_->setText(!model_.tokensProblem().isEmpty() ? model_.tokensProblem()
                   : found.empty()                   ? QString()
                   : !why.isEmpty()                  ? why
                                    : tr("Enter or a double click puts it there, and the model goes on in a branch."));
    hint_->setVisible(!hint_->text().isEmpty());
}

bool NodeTokens::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        return Q_EMIT left(), true;
    return QWidget::eventFilter(watched, event);
}

void NodeTokens::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && flow_) showTokens();
}

} // namespace lapidary
