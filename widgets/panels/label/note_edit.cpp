// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/note_edit.h"
#include "widgets/common/theme.h"
#include <QKeyEvent>
#include <QTimer>
#include <utility>

namespace lapidary {

NoteEdit::NoteEdit(const QString &objectName, const QString &purpose, QWidget *parent)
    : QPlainTextEdit(parent), pause_(new QTimer(this)) {
    setObjectName(objectName);
    setAccessibleName(purpose);
    setPlaceholderText(purpose);
    setFont(monospaceFont());
    setTabChangesFocus(true);
    document()->setDocumentMargin(2 * kGrid);
    pause_->setSingleShot(true);
    pause_->setInterval(kPauseMs);
    connect(pause_, &QTimer::timeout, this, &NoteEdit::flush);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        touched_ = true;
        pause_->start();
    });
}

void NoteEdit::showText(const QString &text) {
    const QSignalBlocker quiet(this);
    setPlainText(text);
    touched_ = false;
    pause_->stop();
}

void NoteEdit::flush() {
    pause_->stop();
    if (std::exchange(touched_, false)) Q_EMIT written(toPlainText());
}

void NoteEdit::focusOutEvent(QFocusEvent *event) {
    flush();
    QPlainTextEdit::focusOutEvent(event);
}

void NoteEdit::keyPressEvent(QKeyEvent *event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape || (enter && event->modifiers() & Qt::ControlModifier)) {
        flush();
        Q_EMIT left();
        if (enter) Q_EMIT submitted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace lapidary
