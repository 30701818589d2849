// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/playground_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/chat_export.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/panels/models/chat_column.h"
#include "widgets/panels/models/composer.h"
#include "widgets/panels/models/microscope_view.h"
#include "widgets/panels/models/sampler_form.h"
#include "widgets/panels/models/turn_view.h"
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStandardItemModel>

namespace lapidary {

namespace {
enum Mode { Chat, Completion };
constexpr int kSide = 66 * kGrid;
} // namespace

PlaygroundView::PlaygroundView(PlaygroundViewModel &chat, QWidget *parent) : QWidget(parent), chat_(chat) {
    QWidget *head = makeHead(), *system = makeSystem(); // in the order of Tab
    column_ = new ChatColumn(chat_, this);
    composer_ = new Composer(chat_, this);
    auto *talk = new QVBoxLayout;
    talk->setSpacing(2 * kGrid);
    talk->addWidget(system);
    talk->addWidget(column_, 1);
    talk->addWidget(composer_);
    auto *both = new QHBoxLayout;
    both->setSpacing(4 * kGrid);
    both->addLayout(talk, 1);
    both->addWidget(makeSide());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * kGrid, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(head);
    layout->addLayout(both, 1);
    connect(&chat_, &PlaygroundViewModel::stateChanged, this, &PlaygroundView::refresh);
    connect(&chat_, &PlaygroundViewModel::pathChanged, this, &PlaygroundView::refresh);
    connect(column_, &ChatColumn::pairWanted, this, &PlaygroundView::savePair);
    connect(microscope_, &MicroscopeView::tintChanged, this, [this] { column_->setTint(microscope_->tint()); });
    makeShortcuts();
    refresh();
}

void PlaygroundView::beginWriting() {
    composer_->edit()->setFocus();
}

QVector<KeyHelp> PlaygroundView::keyHelp() {
    return {{QStringLiteral("Ctrl+Enter"), tr("Playground: send the message, or the edit")},
            {QStringLiteral("Esc"), tr("Playground: stop the answer, and keep what is written")},
            {QStringLiteral("Ctrl+R"), tr("Playground: another answer to the same question")},
            {QStringLiteral("E"), tr("Playground: edit the turn that has the focus")},
            {QStringLiteral("B"), tr("Playground: bookmark the turn that has the focus")},
            {QStringLiteral("Del"), tr("Playground: delete this branch (can be undone)")},
            {QStringLiteral("←  →"), tr("Playground: go over the tokens of an answer")},
            {QStringLiteral("Alt+←  Alt+→"), tr("Playground: go to the branch beside this one")},
            {QStringLiteral("Ctrl+Shift+O"), tr("Playground: new chat (can be undone)")},
            {QStringLiteral("Enter"), tr("In the list of what else could stand at a token: go on from there")}};
}

QWidget *PlaygroundView::makeHead() {
    auto *head = new QWidget(this);
    mode_ = new Choice(QStringLiteral("playMode"), tr("How the model is asked"), head);
    mode_->addItems({tr("Chat"), tr("Completion")});
    const auto make = [head](const char *name, const QString &text, const QString &tip) {
        auto *made = button(text, false, head);
        made->setObjectName(QLatin1String(name));
        made->setToolTip(tip);
        return made;
    };
    system_ = make("playSystem", tr("Sys&tem prompt…"), tr("What the model is told before the first message"));
    new_ = make("playNew", tr("Ne&w chat"), tr("Ctrl+Shift+O; it can be undone"));
    export_ = make("playExport", tr("Export"), tr("Take the conversation elsewhere"));
    auto *menu = new QMenu(export_);
    menu->addAction(tr("Copy as Markdown"), this, &PlaygroundView::copyMarkdown);
    menu->addAction(tr("Save as JSON Lines…"), this, &PlaygroundView::saveRow);
    export_->setMenu(menu);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2 * kGrid);
    line->addWidget(mode_);
    line->addStretch();
    for (QWidget *each : std::initializer_list<QWidget *>{system_, new_, export_}) line->addWidget(each);
    connect(mode_, &QComboBox::activated, this, [this](int mode) { chat_.setChats(mode == Chat); });
    connect(system_, &QPushButton::clicked, this, &PlaygroundView::toggleSystem);
    connect(new_, &QPushButton::clicked, &chat_, &PlaygroundViewModel::newChat);
    return head;
}

QWidget *PlaygroundView::makeSystem() {
    systemPart_ = new QWidget(this);
    systemEdit_ = new QPlainTextEdit(systemPart_);
    systemEdit_->setObjectName(QStringLiteral("playSystemEdit"));
    systemEdit_->setAccessibleName(tr("System prompt"));
    systemEdit_->setPlaceholderText(tr("What the model is told before the first message. Empty: nothing."));
    systemEdit_->setTabChangesFocus(true);
    systemEdit_->setFixedHeight(18 * kGrid);
    systemEdit_->installEventFilter(this);
    auto *use = button(tr("Use it"), true, systemPart_);
    use->setObjectName(QStringLiteral("playSystemUse"));
    auto *cancel = button(tr("Cancel"), false, systemPart_);
    auto *about = plainLabel(tr("A chat that has begun is asked again in a branch of its own."), Type::Caption, true,
                             systemPart_);
    about->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * kGrid);
    row->addWidget(about, 1);
    row->addWidget(cancel);
    row->addWidget(use);
    auto *layout = new QVBoxLayout(systemPart_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(systemEdit_);
    layout->addLayout(row);
    systemPart_->hide();
    connect(use, &QPushButton::clicked, this, [this] { closeSystem(true); });
    connect(cancel, &QPushButton::clicked, this, [this] { closeSystem(false); });
    return systemPart_;
}

QWidget *PlaygroundView::makeSide() {
    side_ = new QWidget(this);
    side_->setFixedWidth(kSide);
    microscope_ = new MicroscopeView(chat_, side_);
    auto *layout = new QVBoxLayout(side_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(microscope_, 1);
    layout->addWidget(new SamplerForm(chat_, side_));
    return side_;
}

void PlaygroundView::makeShortcuts() {
    const auto key = [this](const QKeySequence &keys, auto &&what) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, what);
    };
    key(QKeySequence(Qt::CTRL | Qt::Key_R), [this] { regenerate(); });
    key(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { chat_.newChat(); });
    key(QKeySequence(Qt::Key_Escape), [this] {
        if (chat_.asking())
            chat_.stop();
        else
            composer_->edit()->setFocus();
    });
}

void PlaygroundView::refresh() {
    mode_->setCurrentIndex(chat_.chats() ? Chat : Completion);
    auto *items = qobject_cast<QStandardItemModel *>(mode_->model());
    mode_->setEnabled(!chat_.isRemote()); // its API decides
    items->item(Chat)->setEnabled(chat_.hasTemplate());
    mode_->setToolTip(chat_.hasTemplate()
                          ? tr("Chat: with the model's template. Completion: the text is continued as it stands.")
                          : tr("This model has no chat template: it goes on with the text as it stands."));
    const bool empty = chat_.conversation().path().isEmpty();
    system_->setVisible(chat_.chats());
    system_->setEnabled(!chat_.asking());
    new_->setEnabled(!empty);
    export_->setEnabled(!empty);
    column_->setHint(chat_.chats() ? tr("Write to the model below. Every turn can be edited, every answer made again: "
                                        "that begins a branch, and nothing is lost.")
                                   : tr("Write a text below and let the model go on with it. A click on a token of its "
                                        "answer shows what else could have stood there."));
}

void PlaygroundView::toggleSystem() {
    if (systemPart_->isVisible()) return closeSystem(false);
    const QVector<int> path = chat_.conversation().path();
    const bool has = !path.isEmpty() && chat_.conversation().at(path.first()).role == ChatTurn::System;
    systemEdit_->setPlainText(has ? chat_.conversation().at(path.first()).text : QString());
    systemPart_->show();
    systemEdit_->setFocus();
}

void PlaygroundView::closeSystem(bool use) {
    systemPart_->hide();
    composer_->edit()->setFocus();
    if (use) chat_.setSystem(systemEdit_->toPlainText());
}

/// Of the turn that has the focus, else of the last one.
void PlaygroundView::regenerate() {
    const TurnView *focused = column_->focused();
    const int turn = focused ? focused->turn() : chat_.conversation().end();
    if (turn >= 0) chat_.regenerate(turn);
}

void PlaygroundView::copyMarkdown() {
    QApplication::clipboard()->setText(chatMarkdown(chat_.conversation()));
}

void PlaygroundView::saveRow() {
    append(tr("Save the conversation"), chatRow(chat_.conversation()));
}

void PlaygroundView::savePair(int chosen, int rejected) {
    append(tr("Save the preference"), preferenceRow(chat_.conversation(), chosen, rejected));
}

/// A file that is there gains a line: that is how a set of rows is gathered.
void PlaygroundView::append(const QString &title, const QByteArray &row) {
    auto *dialog = new QFileDialog(this, title, {}, tr("JSON Lines (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("playSave"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setLabelText(QFileDialog::Accept, tr("Append"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, row](const QString &path) {
        QFile file(path);
        const bool done = file.open(QIODevice::Append) && file.write(row) == row.size() && file.flush();
        chat_.say(done ? tr("A row was added to %1.").arg(path)
                       : tr("%1 cannot be written: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

bool PlaygroundView::eventFilter(QObject *watched, QEvent *event) {
    if (watched == systemEdit_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) return closeSystem(true), true;
        if (key->key() == Qt::Key_Escape) return closeSystem(false), true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
