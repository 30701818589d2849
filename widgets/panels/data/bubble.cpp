// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/bubble.h"
#include "widgets/common/labels.h"
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

namespace {
constexpr qsizetype kLong = 3000, kShown = 1500; ///< characters: longer words are folded behind the first
constexpr int kRound = 8;
} // namespace

QString Bubble::speaker(const RowTurn &turn) {
    switch (turn.who) {
    case RowTurn::System:
        return tr("System");
    case RowTurn::User:
        return turn.name.isEmpty() ? tr("User") : tr("User %1").arg(turn.name);
    case RowTurn::Assistant:
        return turn.name.isEmpty() ? tr("Assistant") : tr("Assistant %1").arg(turn.name);
    case RowTurn::Tool:
        return turn.name.isEmpty() ? tr("Tool") : tr("Tool %1").arg(turn.name);
    case RowTurn::Other:
        break;
    }
    return turn.name.isEmpty() ? tr("Text") : turn.name;
}

Bubble::Bubble(const RowTurn &turn, QWidget *parent) : QFrame(parent), turn_(turn) {
    setObjectName(QStringLiteral("bubble"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    const QString who = turn.part.isEmpty() ? speaker(turn) : QStringLiteral("%1 · %2").arg(speaker(turn), turn.part);
    setAccessibleName(who);
    setAccessibleDescription(turn.text.left(kShown));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid);
    auto *name = plainLabel(who, Type::Caption, true, this);
    QFont strong = typeFont(Type::Caption);
    strong.setWeight(QFont::Bold);
    name->setFont(strong);
    column->addWidget(name);
    if (!turn.reasoning.isEmpty()) addFold(column, tr("Reasoning"), turn.reasoning, false);
    addWords(column);
    if (!turn.calls.isEmpty())
        addFold(column,
                turn.who == RowTurn::System              ? tr("As they are described")
                : turn.calls.contains(QLatin1Char('\n')) ? tr("Calls of tools")
                                                         : tr("Call of a tool"),
                turn.calls, true);
}

QLabel *Bubble::addText(QVBoxLayout *column, const QString &text, bool quiet) {
    auto *label = plainLabel(text, Type::Body, quiet, this);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus); // the bubble has the keys
    label->setMinimumWidth(20 * kGrid);
    column->addWidget(label);
    return label;
}

void Bubble::addWords(QVBoxLayout *column) {
    if (turn_.text.trimmed().isEmpty()) {
        if (turn_.calls.isEmpty()) addText(column, tr("(says nothing)"), true);
        return;
    }
    if (turn_.text.size() <= kLong) {
        addText(column, turn_.text, false);
        return;
    }
    addText(column, turn_.text.left(kShown) + QChar(0x2026), false);
    addFold(column, tr("The other %1 characters").arg(QLocale().toString(turn_.text.size() - kShown)),
            turn_.text.mid(kShown), false);
}

void Bubble::addFold(QVBoxLayout *column, const QString &name, const QString &text, bool monospace) {
    auto *fold = button(QStringLiteral("▸ ") + name, false, this);
    fold->setObjectName(QStringLiteral("fold"));
    fold->setProperty("quiet", true);
    fold->setCheckable(true);
    fold->setFont(typeFont(Type::Caption));
    fold->setAccessibleName(name);
    fold->setFocusPolicy(Qt::NoFocus); // Space and Enter of the bubble
    column->addWidget(fold, 0, Qt::AlignLeft);
    QLabel *words = addText(column, text, true);
    if (monospace) words->setFont(monospaceFont());
    words->hide();
    connect(fold, &QPushButton::toggled, this, [fold, words, name](bool on) {
        fold->setText((on ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + name);
        words->setVisible(on);
    });
    folds_.append(fold);
}

void Bubble::toggle() {
    const bool open = std::any_of(folds_.begin(), folds_.end(), [](QPushButton *each) { return !each->isChecked(); });
    for (QPushButton *each : std::as_const(folds_)) each->setChecked(open);
}

/// Filled by the speaker: the accent's tint on the right, a raised surface on the left; a system prompt has a dashed
/// frame, what a tool answers a dotted one.
void Bubble::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &p = palette();
    const bool framed = turn_.who == RowTurn::System || turn_.who == RowTurn::Tool;
    QPen frame(hasFocus() ? p.color(QPalette::Link) : lineColour(p), hasFocus() ? 2 : 1);
    if (framed && !hasFocus()) frame.setStyle(turn_.who == RowTurn::System ? Qt::DashLine : Qt::DotLine);
    painter.setPen(frame);
    painter.setBrush(framed                            ? QBrush(Qt::NoBrush)
                     : turn_.who == RowTurn::User      ? p.color(QPalette::Midlight)
                     : turn_.who == RowTurn::Assistant ? p.color(QPalette::AlternateBase)
                                                       : p.color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRound, kRound);
}

void Bubble::keyPressEvent(QKeyEvent *event) {
    const int key = event->key();
    if (event->matches(QKeySequence::Copy)) return QApplication::clipboard()->setText(turn_.text);
    if (key == Qt::Key_Up || key == Qt::Key_Down) return Q_EMIT stepped(key == Qt::Key_Up ? -1 : 1);
    if ((key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter) && !folds_.isEmpty()) return toggle();
    QFrame::keyPressEvent(event);
}

void Bubble::focusInEvent(QFocusEvent *event) {
    QFrame::focusInEvent(event);
    update();
}
void Bubble::focusOutEvent(QFocusEvent *event) {
    QFrame::focusOutEvent(event);
    update();
}

} // namespace lapidary
