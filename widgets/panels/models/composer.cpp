// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/composer.h"
#include "widgets/common/labels.h"
#include "widgets/models/playground_view_model.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>

namespace lapidary {

namespace {
constexpr int kFewestLines = 2, kMostLines = 7;
}

Composer::Composer(PlaygroundViewModel &chat, QWidget *parent) : QWidget(parent), chat_(chat) {
    edit_ = new QPlainTextEdit(this);
    edit_->setObjectName(QStringLiteral("playPrompt"));
    edit_->setTabChangesFocus(true);
    edit_->document()->setDocumentMargin(1.5 * kGrid);
    edit_->installEventFilter(this);
    send_ = button(tr("&Send"), true, this);
    send_->setObjectName(QStringLiteral("playAsk"));
    stop_ = button(tr("&Stop"), false, this);
    stop_->setObjectName(QStringLiteral("playStop"));
    stop_->setToolTip(tr("Keeps what is written (Esc)"));
    notice_ = plainLabel({}, Type::Caption, true, this);
    notice_->setObjectName(QStringLiteral("playNotice"));
    notice_->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(2 * kGrid);
    line->addWidget(notice_, 1);
    line->addWidget(stop_);
    line->addWidget(send_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(edit_);
    layout->addLayout(line);
    connect(edit_, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        refresh();
    });
    connect(send_, &QPushButton::clicked, this, &Composer::send);
    connect(stop_, &QPushButton::clicked, &chat_, &PlaygroundViewModel::stop);
    connect(&chat_, &PlaygroundViewModel::stateChanged, this, &Composer::refresh);
    fit();
    refresh();
}

void Composer::fit() {
    int lines = 0;
    for (QTextBlock block = edit_->document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    edit_->setFixedHeight(edit_->fontMetrics().lineSpacing() * std::clamp(lines, kFewestLines, kMostLines) +
                          int(2 * edit_->document()->documentMargin()) + kGrid);
}

/// The mode is said in words as long as there is nothing more urgent to say.
void Composer::refresh() {
    const bool text = !chat_.chats();
    const QFont wanted = text ? monospaceFont() : typeFont(Type::Body);
    if (edit_->font() != wanted) {
        edit_->setFont(wanted);
        fit();
    }
    edit_->setAccessibleName(text ? tr("Text to go on with") : tr("Message"));
    edit_->setPlaceholderText(text ? tr("Text, exactly as the model shall see it. Ctrl+Enter lets it go on.")
                                   : tr("A message. Ctrl+Enter sends it."));
    send_->setText(text ? tr("&Go on") : tr("&Send"));
    send_->setAccessibleName(text ? tr("Go on") : tr("Send"));
    send_->setToolTip(tr("Ctrl+Enter"));
    send_->setEnabled(chat_.canAsk() && !edit_->document()->isEmpty());
    send_->setVisible(!chat_.asking());
    stop_->setVisible(chat_.asking());
    QString say = chat_.notice();
    if (say.isEmpty()) say = chat_.whyNot();
    if (say.isEmpty() && !chat_.templateProblem().isEmpty())
        say = tr("The chat template cannot be used: %1").arg(chat_.templateProblem());
    if (say.isEmpty() && !chat_.hasTemplate() && !chat_.isRemote())
        say = tr("This model has no chat template: it goes on with the text as it stands.");
    if (say.isEmpty() && chat_.leavesMachine())
        say = text ? tr("The text leaves this machine and is continued there.")
                   : tr("Messages leave this machine; the server writes them with its own chat template.");
    if (say.isEmpty() && chat_.isRemote())
        say = text ? tr("A server of this machine continues the text.")
                   : tr("A server of this machine writes the messages with its own chat template.");
    if (say.isEmpty())
        say = text ? tr("The text is continued as it stands, without the model's chat template.")
                   : tr("Messages are written with the model's own chat template.");
    notice_->setText(say);
}

/// A style sheet that is put on anew with another theme brings the first font back.
void Composer::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        QMetaObject::invokeMethod(this, &Composer::refresh, Qt::QueuedConnection);
}

void Composer::send() {
    if (!send_->isEnabled() || !send_->isVisibleTo(this)) return;
    const QString text = edit_->toPlainText();
    edit_->clear();
    chat_.ask(text);
}

bool Composer::eventFilter(QObject *watched, QEvent *event) {
    if (watched == edit_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) return send(), true;
    }
    // With nothing typed to take back, the window's own undo takes the key.
    if (watched == edit_ && event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool idle = (key->matches(QKeySequence::Undo) && !edit_->document()->isUndoAvailable()) ||
                          (key->matches(QKeySequence::Redo) && !edit_->document()->isRedoAvailable());
        if (idle) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
