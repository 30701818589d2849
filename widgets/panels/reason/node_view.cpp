// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/node_view.h"
#include "widgets/common/key_button.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/reason_view_model.h"
#include "widgets/models/visible_text.h"
#include "widgets/models/wording.h"
#include "widgets/panels/reason/node_tokens.h"
#include "widgets/panels/reason/tree_painter.h"
#include <QGridLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTextCursor>
#include <cmath>
#include <tuple>

namespace lapidary {

namespace {

QString judgementText(StepJudgement judgement) {
    switch (judgement) {
    case StepJudgement::None:
        return {};
    case StepJudgement::Good:
        return NodeView::tr("Labelled good by hand");
    case StepJudgement::Neutral:
        return NodeView::tr("Labelled neutral by hand");
    case StepJudgement::Bad:
        return NodeView::tr("Labelled bad by hand");
    }
    return {};
}

QString estimateText(const StepEstimates::Value &estimate) {
    const auto percent = [](double share) { return QLocale().toString(100 * share, 'f', 0); };
    return NodeView::tr("Monte-Carlo %1 % right (%2–%3 %), of %n answers", nullptr, int(estimate.answers))
        .arg(percent(estimate.share), percent(estimate.low), percent(estimate.high));
}

/// In points of the probability of the answer.
QString weightText(const StepWeightValues::Weight &weight) {
    const auto points = [](double share) { return QLocale().toString(100 * share, 'f', 1); };
    const QString leftOut = weight.leftOut < 0
                                ? NodeView::tr("Without it the answer gains %1 points").arg(points(-weight.leftOut))
                                : NodeView::tr("Without it the answer loses %1 points").arg(points(weight.leftOut));
    return weight.trueThinking ? NodeView::tr("%1; true thinking %2").arg(leftOut, points(*weight.trueThinking))
                               : leftOut;
}

} // namespace

NodeView::NodeView(ReasonViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), pages_(new QStackedWidget(this)) {
    pages_->addWidget(makeReading());
    pages_->addWidget(makeEditing());
    makeTokens();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(&model_, &ReasonViewModel::nodeChanged, this, &NodeView::refresh);
    connect(&model_, &ReasonViewModel::treeChanged, this, &NodeView::refresh);
    connect(&model_, &ReasonViewModel::stateChanged, this, &NodeView::refresh);
    refresh();
}

QWidget *NodeView::makeReading() {
    auto *page = new QWidget(this);
    title_ = plainLabel({}, Type::Heading, false, page);
    title_->setObjectName(QStringLiteral("nodeTitle"));
    text_ = new TextView(tr("Text up to the node"), page);
    text_->setObjectName(QStringLiteral("nodeText"));
    text_->setMinimumHeight(16 * kGrid);
    figures_ = plainLabel({}, Type::Caption, false, page);
    figures_->setObjectName(QStringLiteral("nodeFigures"));
    figures_->setWordWrap(true);
    figures_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hint_ = plainLabel({}, Type::Caption, true, page);
    hint_->setObjectName(QStringLiteral("nodeHint"));
    hint_->setWordWrap(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(title_);
    layout->addWidget(text_, 1);
    layout->addWidget(figures_);
    layout->addWidget(makeButtons());
    layout->addWidget(hint_);
    return page;
}

QWidget *NodeView::makeButtons() {
    auto *row = new QWidget(this);
    branches_ = new QSpinBox(row);
    branches_->setObjectName(QStringLiteral("nodeBranches"));
    branches_->setAccessibleName(tr("How many branches"));
    branches_->setToolTip(tr("How many answers are drawn behind a node"));
    branches_->setRange(1, ReasonViewModel::kMostBranches);
    branches_->setValue(4);
    expand_ = new KeyButton(tr("Expand"), QStringLiteral("G"), row);
    edit_ = new KeyButton(tr("Edit"), QStringLiteral("E"), row);
    shades_ = button(tr("&Token colours"), false, row);
    shades_->setObjectName(QStringLiteral("nodeShades"));
    shades_->setToolTip(tr("Asks the model how likely it finds each token: the darker, the less likely"));
    append_ = new KeyButton(tr("Put behind"), QStringLiteral("W"), row);
    mark_ = new KeyButton(tr("Bookmark"), QStringLiteral("B"), row);
    expand_->setObjectName(QStringLiteral("nodeExpand"));
    edit_->setObjectName(QStringLiteral("nodeEdit"));
    append_->setObjectName(QStringLiteral("nodeAppend"));
    mark_->setObjectName(QStringLiteral("nodeMark"));
    look_ = new KeyButton(tr("Tokens"), QStringLiteral("T"), row);
    look_->setObjectName(QStringLiteral("nodeLook"));
    cap_ = new KeyButton(tr("End thoughts"), QStringLiteral("C"), row);
    cap_->setObjectName(QStringLiteral("nodeCap"));
    weigh_ = button(tr("Wei&gh steps"), false, row);
    weigh_->setObjectName(QStringLiteral("nodeWeigh"));
    estimate_ = button({}, false, row);
    estimate_->setObjectName(QStringLiteral("nodeEstimate"));
    layOutButtons(row);
    connect(weigh_, &QPushButton::clicked, &model_, &ReasonViewModel::weighSteps);
    connect(estimate_, &QPushButton::clicked, this, &NodeView::toggleEstimate);
    connect(look_, &QPushButton::clicked, this, &NodeView::beginTokens);
    connect(cap_, &QPushButton::clicked, this, &NodeView::beginCap);
    connect(shades_, &QPushButton::clicked, &model_, &ReasonViewModel::readTokens);
    connect(expand_, &QPushButton::clicked, this, &NodeView::expand);
    connect(edit_, &QPushButton::clicked, this, &NodeView::beginEdit);
    connect(append_, &QPushButton::clicked, this, &NodeView::beginAppend);
    connect(mark_, &QPushButton::clicked, this, [this] { model_.toggleMark(model_.node()); });
    return row;
}

void NodeView::layOutButtons(QWidget *row) {
    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(kGrid);
    auto *first = new QHBoxLayout;
    first->setSpacing(kGrid);
    first->addWidget(expand_, 1);
    first->addWidget(branches_);
    grid->addLayout(first, 0, 0, 1, 2);
    grid->addWidget(edit_, 1, 0);
    grid->addWidget(append_, 1, 1);
    grid->addWidget(look_, 2, 0);
    grid->addWidget(cap_, 2, 1);
    grid->addWidget(mark_, 3, 0);
    grid->addWidget(shades_, 3, 1);
    grid->addWidget(weigh_, 4, 0);
    grid->addWidget(estimate_, 4, 1);
    grid->addLayout(makeJudgements(row), 5, 0, 1, 2);
}

void NodeView::makeTokens() {
    tokens_ = new NodeTokens(model_, this);
    pages_->addWidget(tokens_);
    connect(tokens_, &NodeTokens::left, this, [this] {
        pages_->setCurrentIndex(0);
        Q_EMIT left();
    });
    connect(tokens_, &NodeTokens::forceWanted, this, [this](int alternative) {
        if (!model_.whyNoForce(alternative).isEmpty()) return;
        model_.force(alternative, branches());
        pages_->setCurrentIndex(0);
        Q_EMIT left();
    });
    connect(tokens_, &NodeTokens::capWanted, this, [this] { capBefore(model_.token()); });
}

/// What a person thinks of the step, beside what scores say of it.
QLayout *NodeView::makeJudgements(QWidget *parent) {
    auto *line = new QHBoxLayout;
    line->setSpacing(kGrid);
    const std::tuple<const char *, QString, StepJudgement> all[] = {
        {"nodeGood", tr("Good"), StepJudgement::Good},
        {"nodeNeutral", tr("Neutral"), StepJudgement::Neutral},
        {"nodeBad", tr("Bad"), StepJudgement::Bad}};
    int number = 0;
    for (const auto &[name, words, judgement] : all) {
        auto *made = new KeyButton(words, QString::number(++number), parent);
        made->setObjectName(QLatin1String(name));
        made->setToolTip(tr("A label of this step by hand; the same once more takes it back"));
        connect(made, &QPushButton::clicked, this,
                [this, judgement = judgement] { model_.judge(model_.node(), judgement); });
        judgements_.append(made);
        line->addWidget(made, made->sizeHint().width()); // longer words, more room
    }
    return line;
}

QWidget *NodeView::makeEditing() {
    auto *page = new QWidget(this);
    editTitle_ = plainLabel({}, Type::Heading, false, page);
    editTitle_->setWordWrap(true);
    editor_ = new QPlainTextEdit(page);
    editor_->setObjectName(QStringLiteral("nodeEditor"));
    editor_->setAccessibleName(tr("Text of the branch"));
    editor_->setFont(monospaceFont());
    editor_->setTabChangesFocus(true);
    editor_->installEventFilter(this);
    auto *wait = button(tr("“Wait”"), false, page);
    wait->setObjectName(QStringLiteral("nodeWait"));
    wait->setToolTip(tr("Makes the model think on: “Wait” in the place of the end of its answer"));
    keep_ = button(tr("Branch"), true, page);
    keep_->setObjectName(QStringLiteral("nodeKeep"));
    keep_->setToolTip(tr("Ctrl+Enter; it can be undone"));
    auto *cancel = button(tr("Cancel"), false, page);
    auto *line = new QHBoxLayout;
    line->setSpacing(kGrid);
    line->addWidget(wait);
    line->addStretch();
    line->addWidget(cancel);
    line->addWidget(keep_);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(editTitle_);
    layout->addWidget(editor_, 1);
    layout->addLayout(line);
    connect(wait, &QPushButton::clicked, this, [this] {
        editor_->insertPlainText(QStringLiteral("Wait"));
        editor_->setFocus();
    });
    connect(keep_, &QPushButton::clicked, this, [this] { end(true); });
    connect(cancel, &QPushButton::clicked, this, [this] { end(false); });
    return page;
}

int NodeView::branches() const {
    return branches_->value();
}

void NodeView::expand() {
    if (model_.whyNoAct().isEmpty()) model_.expand(model_.node(), branches());
}

void NodeView::beginEdit() {
    const int node = model_.node();
    if (model_.whyNoAct().isEmpty() && node > 0) begin(Edit::Node, node, model_.tree()->nodes()[node].text);
}

void NodeView::beginAppend() {
    if (model_.whyNoAct().isEmpty()) begin(Edit::Behind, model_.node(), {});
}

void NodeView::beginTokens() {
    if (!model_.whyNoTokens().isEmpty()) return;
    pages_->setCurrentIndex(2);
    looked_ = model_.node();
    tokens_->begin();
}

void NodeView::beginCap() {
    if (model_.whyNoAct().isEmpty()) begin(Edit::Behind, model_.node(), model_.capText());
}

void NodeView::capBefore(int token) {
    const auto cut = model_.cutBefore(token);
    if (cut && model_.whyNoAct().isEmpty()) begin(Edit::Node, cut->node, cut->kept + model_.capText());
}

void NodeView::toggleEstimate() {
    if (model_.isEstimating())
        model_.stop();
    else
        model_.estimateSteps(branches());
}

void NodeView::begin(Edit what, int node, const QString &text) {
    editing_ = what;
    node_ = model_.node();
    target_ = node;
    editTitle_->setText(what == Edit::Node ? tr("Another text for this step") : tr("A text behind this step"));
    editor_->setPlainText(text);
    editor_->moveCursor(QTextCursor::End);
    pages_->setCurrentIndex(1);
    editor_->setFocus();
}

void NodeView::end(bool keep) {
    const Edit what = std::exchange(editing_, Edit::None);
    pages_->setCurrentIndex(0);
    if (keep && what == Edit::Node) model_.edit(target_, editor_->toPlainText(), branches());
    if (keep && what == Edit::Behind) model_.append(target_, editor_->toPlainText(), branches());
    Q_EMIT left();
}

void NodeView::refresh() {
    if (editing_ != Edit::None && model_.node() != node_) end(false);
    if (pages_->currentIndex() == 2 && model_.node() != looked_) pages_->setCurrentIndex(0);
    const bool chosen = model_.tree() && model_.node() >= 0;
    showText();
    showFigures();
    enableButtons();
    const QString why = model_.whyNoAct();
    const QString hint = !model_.tokensProblem().isEmpty() ? model_.tokensProblem() : chosen ? why : QString();
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
}

/// What cannot be done says why.
void NodeView::enableButtons() {
    const QString why = model_.whyNoAct();
    const auto enable = [](QPushButton *button, const QString &whyNot, const QString &about) {
        button->setEnabled(whyNot.isEmpty());
        button->setToolTip(whyNot.isEmpty() ? about : whyNot);
    };
    const bool isStep = model_.tree() && model_.node() > 0;
    enable(expand_, why, {});
    enable(edit_, why.isEmpty() && !isStep ? tr("Choose a node behind the problem.") : why, {});
    enable(append_, why, {});
    mark_->setEnabled(isStep);
    mark_->setWords(model_.isMarked(model_.node()) ? tr("Unmark") : tr("Bookmark"));
    enable(shades_, model_.whyNoTokens(),
           tr("Asks the model how likely it finds each token: the darker, the less likely"));
    enable(look_, model_.whyNoTokens(),
           tr("What else could have stood in the place of each token; one of these begins a branch"));
    enable(cap_, why, tr("Puts a text behind the step that ends the thoughts and asks for the answer"));
    enable(weigh_, model_.whyNoWeights(),
           tr("How far the probability of the last piece moves with each step before it"));
    const auto [done, all] = model_.estimated();
    estimate_->setText(model_.isEstimating() ? tr("Cancel (%1/%2)").arg(done).arg(all) : tr("Est&imate"));
    enable(estimate_, model_.isEstimating() ? QString() : model_.whyNoEstimate(),
           tr("Draws answers behind each step, as many as stand beside Expand, and counts the right ones"));
    for (KeyButton *each : std::as_const(judgements_)) each->setEnabled(isStep);
}

/// What stands before the node is there to be read; the node's own text is marked.
void NodeView::showText() {
    const SearchTreeModel *tree = model_.tree();
    const int node = model_.node();
    if (!tree || node < 0) {
        title_->setText(tr("No node chosen"));
        text_->setMarkedText({}, {});
        text_->setPlaceholderText(tr("A click on a node, or the arrows, shows its text."));
        return;
    }
    title_->setText(node == 0 ? tr("Problem") : tr("Step %1").arg(tree->nodes()[node].depth));
    if (node == 0) {
        const QString begun = shownText(tree->nodes()[0].text);
        text_->setShades({});
        return text_->setMarkedText(shownText(tree->nodes()[0].name) + begun, {});
    }
    if (model_.tokens()) {
        std::string whole;
        for (const std::string &piece : piecesOf(model_.tokens()->tokens)) whole += piece;
        text_->setMarkedText(QString::fromStdString(whole), {});
        return text_->setShades(model_.tokens()->tokens);
    }
    text_->setShades({});
    const QString whole = tree->textTo(node), own = tree->nodes()[node].text;
    const QString shown = shownText(whole);
    const auto begin = shown.size() - shownText(own).size();
    const bool marks = begin > 0 && !own.isEmpty();
    text_->setMarkedText(shown,
                         marks ? QVector<QPair<int, int>>{{int(begin), int(own.size())}} : QVector<QPair<int, int>>{});
}

void NodeView::showFigures() {
    const SearchTreeModel *tree = model_.tree();
    const int node = model_.node();
    QStringList lines;
    if (tree && node > 0) {
        const auto &of = tree->nodes()[node];
        if (const auto score = tree->score(node))
            lines.append(of.isGiven() ? tr("Probability %1 among the choices").arg(percentText(*score))
                                      : tr("Score %1").arg(QLocale().toString(*score, 'g', 4)));
        if (const auto estimate = model_.estimate(node)) lines.append(estimateText(*estimate));
        if (const auto visit = tree->visit(node)) lines.append(visitWords(*visit));
        if (const QString judged = judgementText(model_.judgement(node)); !judged.isEmpty()) lines.append(judged);
        if (const auto weight = model_.weight(node)) lines.append(weightText(*weight));
        if (of.tokens > 0 && std::isfinite(of.logprob))
            lines.append(tr("Log-probability %1, a token %2")
                             .arg(QLocale().toString(of.logprob, 'g', 3),
                                  QLocale().toString(of.logprob / double(of.tokens), 'g', 3)));
        if (of.isGiven() && std::isfinite(of.logprob))
            lines.append(tr("Log-probability %1").arg(QLocale().toString(of.logprob, 'g', 3)));
        if (of.byHand)
            lines.append(tr("Written by hand"));
        else if (of.isGiven())
            lines.append(tr("A given choice: the model wrote nothing of it"));
        else
            lines.append(tr("%n tokens, ended by %1", nullptr, int(of.tokens)).arg(of.finishReason));
        if (of.aside) lines.append(tr("An opinion: no part of an answer"));
        if (of.answer) {
            const auto right = model_.isRight(node);
            lines.append(!right   ? tr("Answer %1").arg(*of.answer)
                         : *right ? tr("Answer %1: right").arg(*of.answer)
                                  : tr("Answer %1: wrong").arg(*of.answer));
        }
        if (const QString pruned = prunedWords(*tree, node); !pruned.isEmpty()) lines.append(pruned);
        if (const auto choice = tree->choice(); choice && choice->node == node)
            lines.append(choice->answered ? tr("Chosen: %1").arg(choice->reason)
                                          : tr("No answer: %1").arg(choice->reason));
    }
    figures_->setText(lines.join(QLatin1Char('\n')));
    figures_->setVisible(!lines.isEmpty());
}

bool NodeView::eventFilter(QObject *watched, QEvent *event) {
    if (watched == editor_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) return end(true), true;
        if (key->key() == Qt::Key_Escape) return end(false), true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
