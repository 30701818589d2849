// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/arena_view.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/arena_view_model.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/word_diff.h"
#include "widgets/panels/compare/arena_column.h"
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QVBoxLayout>

namespace lapidary {

ArenaView::ArenaView(ArenaViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    prompt_ = new QPlainTextEdit(this);
    prompt_->setObjectName(QStringLiteral("question"));
    prompt_->setAccessibleName(tr("Your question"));
    prompt_->setPlaceholderText(tr("A question of your own, exactly as the model shall read it. Ctrl+Enter asks."));
    prompt_->setTabChangesFocus(true);
    prompt_->setFont(monospaceFont());
    prompt_->setFixedHeight(3 * prompt_->fontMetrics().lineSpacing() + 4 * kGrid);
    prompt_->installEventFilter(this);
    row_ = new QHBoxLayout;
    row_->setSpacing(3 * kGrid);
    hint_ = plainLabel({}, Type::Body, true, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(prompt_);
    layout->addWidget(makeBar());
    layout->addLayout(row_, 1);
    setFocusPolicy(Qt::ClickFocus);
    connect(&model_, &ArenaViewModel::columnsChanged, this, &ArenaView::rebuild);
    connect(&model_, &ArenaViewModel::columnChanged, this, &ArenaView::showColumn);
    rebuild();
}

QWidget *ArenaView::makeBar() {
    auto *bar = new QWidget(this);
    ask_ = button(tr("As&k"), true, bar);
    ask_->setObjectName(QStringLiteral("ask"));
    count_ = new Choice(QStringLiteral("contenders"), tr("How many contenders"), bar);
    for (int n = ArenaViewModel::kLeast; n <= ArenaViewModel::kMost; ++n)
        count_->addItem(tr("%1 contenders").arg(n), n);
    blind_ = new CheckBox(tr("&Blind"), bar);
    blind_->setObjectName(QStringLiteral("blind"));
    blind_->setToolTip(tr("Deals the columns anew with each question and tells the names after the vote"));
    tie_ = button(tr("Tie (0)"), false, bar);
    tie_->setObjectName(QStringLiteral("tie"));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(ask_);
    layout->addWidget(count_);
    layout->addWidget(blind_);
    layout->addSpacing(2 * kGrid);
    layout->addWidget(hint_, 1);
    layout->addWidget(tie_);
    connect(ask_, &QPushButton::clicked, this, [this] { model_.isBusy() ? model_.stop() : ask(); });
    connect(count_, &QComboBox::activated, this, [this] { model_.setCount(count_->currentData().toInt()); });
    connect(blind_, &QCheckBox::toggled, &model_, &ArenaViewModel::setBlind);
    connect(tie_, &QPushButton::clicked, this, [this] { model_.vote(-1); });
    return bar;
}

void ArenaView::setQuestion(const QString &prompt) {
    prompt_->setPlainText(prompt);
}

void ArenaView::ask() {
    if (prompt_->toPlainText().isEmpty() || model_.isBusy()) return;
    model_.ask(prompt_->toPlainText(), QRandomGenerator::global()->generate());
}

void ArenaView::rebuild() {
    while (columns_.size() > model_.count()) delete columns_.takeLast();
    while (columns_.size() < model_.count()) {
        const int index = int(columns_.size());
        auto *column = new ArenaColumn(index, this);
        connect(column, &ArenaColumn::armChosen, &model_,
                [this, index](const QString &arm) { model_.setArm(index, arm); });
        connect(column, &ArenaColumn::voted, &model_, [this, index] { model_.vote(index); });
        connect(column, &ArenaColumn::reproduceAsked, &model_, [this, index] { model_.reproduce(index); });
        connect(column->text()->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
            for (auto *each : std::as_const(columns_))
                each->text()->verticalScrollBar()->setValue(value); // they scroll together
        });
        columns_.append(column);
        row_->addWidget(column, 1);
    }
    const bool hidden = model_.namesAreHidden();
    for (int i = 0; i < columns_.size(); ++i) {
        columns_[i]->setArms(model_.arms(), model_.column(i).arm, hidden);
        showColumn(i);
    }
}

void ArenaView::showColumn(int index) {
    if (index >= columns_.size()) return;
    const auto done = [this](int i) { return model_.column(i).state == ArenaViewModel::State::Done; };
    const bool hidden = model_.namesAreHidden();
    for (int i = 0; i < columns_.size(); ++i) {
        if (i != index && index != 0) continue; // all compare with the first
        WordDiff diff;
        if (i > 0 && done(0) && done(i))
            diff = telling(toQt(model_.column(0).answer.text), toQt(model_.column(i).answer.text));
        columns_[i]->show(model_.column(i), hidden, diff.b);
        columns_[i]->setMayVote(model_.mayVote());
    }
    ask_->setText(model_.isBusy() ? tr("&Stop") : tr("As&k"));
    ask_->setEnabled(!model_.arms().isEmpty());
    tie_->setVisible(model_.mayVote());
    hint_->setText(model_.mayVote() ? tr("Which answer is best? The keys 1 to %1 vote, 0 is a tie.").arg(model_.count())
                   : model_.isBusy()     ? tr("The contenders are writing …")
                   : hidden              ? tr("The names come with the vote.")
                   : model_.isVoteKept() ? tr("The vote is kept in the queue “arena” of the panel Label.")
                                         : QString());
}

void ArenaView::keyPressEvent(QKeyEvent *event) {
    const int digit = event->key() - Qt::Key_0;
    if (event->modifiers() == Qt::NoModifier && model_.mayVote() && digit >= 0 && digit <= model_.count())
        return model_.vote(digit - 1);
    QWidget::keyPressEvent(event);
}

bool ArenaView::eventFilter(QObject *watched, QEvent *event) {
    if (watched == prompt_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier) {
            ask();
            setFocus(); // so that the digits vote
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
