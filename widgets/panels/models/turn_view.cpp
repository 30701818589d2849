// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/turn_view.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/panels/models/chat_wording.h"
#include "widgets/panels/models/turn_text.h"
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>

namespace lapidary {

TurnView::TurnView(PlaygroundViewModel &chat, int turn, QWidget *parent) : QFrame(parent), chat_(chat), turn_(turn) {
    setObjectName(QStringLiteral("turn"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(3 * kGrid, kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid / 2);
    makeHead(column);
    text_ = new TurnText(this);
    text_->setObjectName(QStringLiteral("turnText"));
    text_->installEventFilter(this);
    column->addWidget(text_);
    makeFoot(column);
    QWidget *last = text_; // Tab goes from the text to what can be done with it
    for (QWidget *each : std::initializer_list<QWidget *>{edit_, again_, copy_, more_, before_, after_, chip_})
        setTabOrder(std::exchange(last, each), each);
    connect(text_, &TurnText::tokenWanted, this, [this](int token) { chat_.chooseToken(turn_, token); });
    connect(text_, &TurnText::keyWanted, this, &TurnView::key);
}

QPushButton *TurnView::quiet(const char *name, const QString &text, const QString &tip) {
    auto *made = button(text, false, this);
    made->setObjectName(QLatin1String(name));
    made->setProperty("quiet", true);
    made->setToolTip(tip);
    made->setFont(typeFont(Type::Caption));
    made->installEventFilter(this);
    return made;
}

void TurnView::makeHead(QVBoxLayout *column) {
    who_ = plainLabel({}, Type::Caption, false, this);
    who_->setObjectName(QStringLiteral("turnWho"));
    QFont strong = typeFont(Type::Caption);
    strong.setWeight(QFont::Bold);
    who_->setFont(strong);
    who_->setIndent(kGrid / 2);                                        // in line with the text
    who_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long name gives way to the buttons
    who_->setMinimumWidth(10 * kGrid);
    before_ = quiet("turnBefore", QStringLiteral("‹"), tr("The branch before (Alt+Left)"));
    after_ = quiet("turnAfter", QStringLiteral("›"), tr("The next branch (Alt+Right)"));
    before_->setAccessibleName(tr("The branch before"));
    after_->setAccessibleName(tr("The next branch"));
    place_ = plainLabel({}, Type::Caption, true, this);
    place_->setObjectName(QStringLiteral("turnPlace"));
    edit_ = quiet("turnEdit", tr("Edit"), tr("Edit (E): another branch; this one stays"));
    again_ = quiet("turnAgain", tr("Regenerate"), tr("Another answer beside this one (Ctrl+R)"));
    copy_ = quiet("turnCopy", tr("Copy"), tr("Copy the text"));
    more_ = quiet("turnMore", QStringLiteral("⋯"), tr("More"));
    more_->setAccessibleName(tr("More"));
    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(who_, 1);
    for (QWidget *each : std::initializer_list<QWidget *>{edit_, again_, copy_, more_}) head->addWidget(each);
    head->addSpacing(kGrid);
    for (QWidget *each : std::initializer_list<QWidget *>{before_, place_, after_}) head->addWidget(each);
    head->addStrut(7 * kGrid); // the row keeps its height while its buttons are away
    column->addLayout(head);
    connect(before_, &QPushButton::clicked, this, [this] { chat_.step(turn_, -1); });
    connect(after_, &QPushButton::clicked, this, [this] { chat_.step(turn_, 1); });
    connect(edit_, &QPushButton::clicked, this, &TurnView::beginEdit);
    connect(again_, &QPushButton::clicked, this, [this] { chat_.regenerate(turn_); });
    connect(copy_, &QPushButton::clicked, this, &TurnView::copy);
    connect(more_, &QPushButton::clicked, this, &TurnView::showMenu);
}

void TurnView::makeFoot(QVBoxLayout *column) {
    problem_ = new ToneLabel(Type::Body, this);
    problem_->setTone(Tone::Bad);
    problem_->setObjectName(QStringLiteral("turnProblem"));
    problem_->setWordWrap(true);
    chip_ = quiet("turnChip", {}, {});
    chip_->setProperty("chip", true);
    check_ = new ToneLabel(Type::Caption, this);
    check_->setObjectName(QStringLiteral("turnCheck"));
    check_->setWordWrap(true);
    facts_ = plainLabel({}, Type::Caption, true, this);
    facts_->setObjectName(QStringLiteral("turnFacts"));
    facts_->setWordWrap(true);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(kGrid / 2, kGrid / 2, 0, 0);
    foot->setSpacing(2 * kGrid);
    foot->addWidget(chip_);
    foot->addWidget(check_, 1);
    foot->addStretch();
    column->addWidget(problem_);
    column->addLayout(foot);
    column->addWidget(facts_);
    facts_->setContentsMargins(kGrid / 2, 0, 0, 0);
    connect(chip_, &QPushButton::clicked, this, [this] { chat_.reproduce(turn_); });
}

void TurnView::refresh(Tint tint) {
    const ChatTurn &turn = chat_.conversation().at(turn_);
    text_->setTurn(turn, tint);
    text_->setCurrentToken(chat_.turn() == turn_ ? chat_.token() : -1);
    text_->setAccessibleName(speakerOf(turn));
    text_->setVisible(!editor_ &&
                      (!turn.text.isEmpty() || turn.role != ChatTurn::Assistant || !turn.answer.tokens.empty()));
    refreshState();
}

void TurnView::refreshState() {
    refreshHead();
    refreshFoot();
}

void TurnView::refreshHead() {
    const ChatTurn &turn = chat_.conversation().at(turn_);
    who_->setText(chat_.conversation().isMarked(turn_) ? QStringLiteral("★ %1").arg(speakerOf(turn)) : speakerOf(turn));
    who_->setToolTip(who_->text().toHtmlEscaped());
    who_->setAccessibleName(chat_.conversation().isMarked(turn_) ? tr("%1, bookmarked").arg(speakerOf(turn))
                                                                 : speakerOf(turn));
    const QVector<int> row = chat_.conversation().siblings(turn_);
    const auto at = row.indexOf(turn_);
    switchable_ = row.size() > 1;
    place_->setText(QStringLiteral("%1/%2").arg(at + 1).arg(row.size()));
    for (QWidget *each : std::initializer_list<QWidget *>{before_, place_, after_}) each->setVisible(switchable_);
    before_->setEnabled(at > 0);
    after_->setEnabled(at + 1 < row.size());
    showActions();
}

void TurnView::refreshFoot() {
    const ChatTurn &turn = chat_.conversation().at(turn_);
    const bool writing = chat_.writing() == turn_,
               made = turn.role == ChatTurn::Assistant && !turn.from.byHand && !writing && turn.answer.made();
    problem_->setText(turn.problem);
    problem_->setVisible(!turn.problem.isEmpty());
    chip_->setVisible(made);
    if (made) {
        chip_->setText(chipText(turn));
        chip_->setToolTip(provenanceText(turn).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
        chip_->setAccessibleName(tr("Made by %1. Make it again and compare").arg(chipText(turn)));
    }
    QStringList facts;
    if (writing)
        facts.append(tr("%1 · Esc stops").arg(writingText(turn, chat_.speed(), chat_.loading())));
    else if (made)
        facts = {factsText(turn), differenceText(turn.check)};
    facts.removeAll(QString());
    facts_->setText(facts.join(QLatin1Char('\n')));
    facts_->setVisible(!facts_->text().isEmpty());
    refreshCheck();
}

void TurnView::refreshCheck() {
    const ChatTurn::Check &check = chat_.conversation().at(turn_).check;
    check_->setText(checkText(check));
    check_->setTone(check.state == ChatTurn::Check::Identical ? std::optional(Tone::Good)
                    : check.state == ChatTurn::Check::Running ? std::nullopt
                                                              : std::optional(Tone::Bad));
    check_->setToolTip(check.why.toHtmlEscaped());
    check_->setVisible(check.state != ChatTurn::Check::None);
}

bool TurnView::hasFocusInside() const {
    const QWidget *focus = QApplication::focusWidget();
    return focus && isAncestorOf(focus);
}

void TurnView::showActions() {
    const bool wanted = (hovered_ || hasFocusInside()) && !editor_;
    const bool person = chat_.conversation().at(turn_).role != ChatTurn::Assistant;
    for (QPushButton *each : {edit_, copy_, more_}) each->setVisible(wanted);
    again_->setVisible(wanted && !person);
    update();
}

void TurnView::enterEvent(QEnterEvent *) {
    hovered_ = true;
    showActions();
}

void TurnView::leaveEvent(QEvent *) {
    hovered_ = false;
    showActions();
}

/// A bar beside the turn that has the focus: its place in the column is seen also where a small button has it.
void TurnView::paintEvent(QPaintEvent *) {
    if (!hasFocusInside()) return;
    QPainter painter(this);
    painter.fillRect(QRect(0, 2 * kGrid, 2, height() - 4 * kGrid), palette().color(QPalette::Link));
}

bool TurnView::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        // A button that just got the focus must not be hidden by the one that lost it.
        if (event->type() == QEvent::FocusIn || static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
            QMetaObject::invokeMethod(this, &TurnView::showActions, Qt::QueuedConnection);
        if (event->type() == QEvent::FocusIn && watched == text_ && chat_.turn() != turn_ &&
            !chat_.conversation().at(turn_).answer.tokens.empty())
            chat_.chooseToken(turn_, -1);
    }
    if (watched == editor_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) return endEdit(true), true;
        if (key->key() == Qt::Key_Escape) return endEdit(false), true;
    }
    return QFrame::eventFilter(watched, event);
}

void TurnView::key(QKeyEvent *event) {
    const bool plain = event->modifiers() == Qt::NoModifier, alt = event->modifiers() == Qt::AltModifier;
    event->accept();
    if (plain && event->key() == Qt::Key_E) return beginEdit();
    if (plain && event->key() == Qt::Key_B) return chat_.mark(turn_);
    if (plain && event->key() == Qt::Key_Delete) return chat_.remove(turn_);
    if (alt && event->key() == Qt::Key_Left) return chat_.step(turn_, -1);
    if (alt && event->key() == Qt::Key_Right) return chat_.step(turn_, 1);
    event->ignore();
}

void TurnView::showMenu() {
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const ChatConversation &talk = chat_.conversation();
    menu->addAction((talk.isMarked(turn_) ? tr("Remove the bookmark") : tr("Bookmark")) + QStringLiteral("\tB"), this,
                    [this] { chat_.mark(turn_); });
    if (talk.at(turn_).role == ChatTurn::Assistant) {
        const QVector<int> row = talk.siblings(turn_);
        for (qsizetype i = 0; i < row.size(); ++i)
            if (row[i] != turn_)
                menu->addAction(tr("Save as better than answer %1…").arg(i + 1), this,
                                [this, other = row[i]] { Q_EMIT pairWanted(turn_, other); });
    }
    menu->addSeparator();
    menu->addAction(tr("Delete this branch") + QStringLiteral("\tDel"), this, [this] { chat_.remove(turn_); });
    menu->popup(more_->mapToGlobal(QPoint(0, more_->height())));
}

void TurnView::copy() const {
    QApplication::clipboard()->setText(chat_.conversation().at(turn_).text);
}

void TurnView::beginEdit() {
    if (editor_ || chat_.asking()) return;
    const ChatTurn &turn = chat_.conversation().at(turn_);
    const bool answer = turn.role == ChatTurn::Assistant;
    editor_ = new QPlainTextEdit(turn.text, this);
    editor_->setObjectName(QStringLiteral("turnEditor"));
    editor_->setAccessibleName(answer ? tr("The answer, to be changed") : tr("The message, to be changed"));
    editor_->setFont(text_->font());
    editor_->setTabChangesFocus(true);
    editor_->setFixedHeight(std::clamp(text_->height() + 4 * kGrid, 20 * kGrid, 60 * kGrid));
    editor_->installEventFilter(this);
    editRow_ = new QWidget(this);
    auto *row = new QHBoxLayout(editRow_);
    row->setContentsMargins(0, kGrid, 0, 0);
    row->setSpacing(2 * kGrid);
    auto *send = button(answer ? tr("Go on from here") : tr("Send"), true, editRow_);
    send->setObjectName(QStringLiteral("turnSend"));
    send->setToolTip(answer ? tr("The model goes on from this text (Ctrl+Enter)")
                            : tr("A branch of its own, answered (Ctrl+Enter)"));
    send->setEnabled(chat_.canAsk());
    connect(send, &QPushButton::clicked, this, [this] { endEdit(true); });
    row->addWidget(send);
    if (answer) {
        auto *keep = button(tr("Keep as it stands"), false, editRow_);
        keep->setObjectName(QStringLiteral("turnKeep"));
        connect(keep, &QPushButton::clicked, this, [this] { endEdit(true, true); });
        row->addWidget(keep);
    }
    auto *cancel = button(tr("Cancel"), false, editRow_);
    connect(cancel, &QPushButton::clicked, this, [this] { endEdit(false); });
    row->addWidget(cancel);
    row->addStretch();
    for (QPushButton *each : editRow_->findChildren<QPushButton *>()) each->installEventFilter(this);
    auto *column = static_cast<QVBoxLayout *>(layout());
    const int at = column->indexOf(text_) + 1;
    column->insertWidget(at, editor_);
    column->insertWidget(at + 1, editRow_);
    text_->hide();
    editor_->show(); // a layout shows it only later, and what is hidden takes no focus
    editRow_->show();
    editor_->moveCursor(QTextCursor::End);
    editor_->setFocus();
    showActions();
}

void TurnView::endEdit(bool send, bool keep) {
    if (!editor_ || (send && !keep && !chat_.canAsk())) return;
    const QString text = editor_->toPlainText();
    editor_->removeEventFilter(this);
    editor_->deleteLater();
    editRow_->deleteLater();
    editor_->hide();
    editRow_->hide();
    editor_ = nullptr;
    text_->show();
    text_->setFocus();
    showActions();
    const bool answer = chat_.conversation().at(turn_).role == ChatTurn::Assistant;
    // What follows may take this widget away.
    if (send && keep)
        chat_.keepEdited(turn_, text);
    else if (send && answer)
        chat_.goOn(turn_, text);
    else if (send)
        chat_.edit(turn_, text);
}

} // namespace lapidary
