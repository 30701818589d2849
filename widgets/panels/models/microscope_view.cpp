// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/microscope_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/padded_delegate.h"
#include "widgets/common/token_flow.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QTableWidget>
#include <cmath>

namespace lapidary {

namespace {

constexpr int kShareRole = Qt::UserRole;

/// A probability has a bar behind its figure.
class ShareDelegate : public PaddedDelegate {
public:
    using PaddedDelegate::PaddedDelegate;

protected:
    void paintBehind(QPainter &painter, const QStyleOptionViewItem &cell, const QModelIndex &index) const override {
        const QVariant share = index.data(kShareRole);
        if (!share.isValid()) return;
        QColor colour = toneColour(Tone::Accent, cell.palette);
        colour.setAlphaF(0.25f);
        QRect bar = cell.rect.adjusted(0, kGrid, -kGrid, -kGrid);
        bar.setWidth(std::max(1, int(bar.width() * std::clamp(share.toDouble(), 0.0, 1.0))));
        painter.fillRect(bar, colour);
    }
};

/// A token by itself; one that adds nothing to the text has a sign all the same.
QString boxText(const std::string &text) {
    return text.empty() ? QStringLiteral("∅") : visibleText(toQt(text));
}

} // namespace

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
    makeAlternatives();
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

void MicroscopeView::makeAlternatives() {
    alternatives_ = new QTableWidget(this);
    alternatives_->setObjectName(QStringLiteral("playAlternatives"));
    alternatives_->setAccessibleName(tr("What else could have stood here"));
    alternatives_->setColumnCount(2);
    alternatives_->setHorizontalHeaderLabels({tr("Token"), tr("Probability")});
    alternatives_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    alternatives_->horizontalHeader()->setHighlightSections(false);
    alternatives_->verticalHeader()->hide();
    alternatives_->verticalHeader()->setDefaultSectionSize(5 * kGrid);
    alternatives_->setSelectionBehavior(QAbstractItemView::SelectRows);
    alternatives_->setSelectionMode(QAbstractItemView::SingleSelection);
    alternatives_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    alternatives_->setTabKeyNavigation(false);
    alternatives_->setShowGrid(false);
    alternatives_->setFont(monospaceFont());
    alternatives_->setMinimumHeight(26 * kGrid);
    alternatives_->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    alternatives_->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    alternatives_->setItemDelegate(new ShareDelegate(alternatives_));
    alternatives_->installEventFilter(this);
    connect(alternatives_, &QTableWidget::cellDoubleClicked, this, &MicroscopeView::branch);
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
            tokens.append({.text = boxText(token.text),
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
    alternatives_->setRowCount(int(found.tokens.size()));
    for (int row = 0; row < int(found.tokens.size()); ++row) {
        const TokenAlternative &other = found.tokens[std::size_t(row)];
        const double probability = std::exp(other.logprob);
        alternatives_->setItem(row, 0, new QTableWidgetItem(boxText(other.text)));
        auto *share = new QTableWidgetItem(probabilityText(probability));
        share->setData(kShareRole, probability);
        share->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        alternatives_->setItem(row, 1, share);
    }
    if (!found.tokens.empty()) alternatives_->setCurrentCell(0, 0);
    hint_->setText(!chat_.alternativesProblem().isEmpty() ? chat_.alternativesProblem()
                   : found.tokens.empty()                 ? QString()
                   : found.tokens.front().id < 0
                       ? tr("As the server gave them. A remote model cannot be made to go on from another token.")
                       : tr("Enter or a double click puts it there, and the model goes on in a branch of its own."));
}

void MicroscopeView::branch() {
    const int row = alternatives_->currentRow();
    const auto &tokens = chat_.alternatives().tokens;
    if (row >= 0 && row < int(tokens.size())) chat_.branch(tokens[std::size_t(row)].id);
}

bool MicroscopeView::eventFilter(QObject *watched, QEvent *event) {
    if (watched == alternatives_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) return branch(), true;
    }
    return QWidget::eventFilter(watched, event);
}

void MicroscopeView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && flow_) showTokens();
}

} // namespace lapidary
