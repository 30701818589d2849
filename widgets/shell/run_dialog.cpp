// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/run_dialog.h"
#include "widgets/common/labels.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

namespace {
constexpr int kLongestName = 60; ///< letters; at most 200 bytes in every script
}

RunDialog::RunDialog(const RunValues &run, QWidget *parent)
    : QDialog(parent), name_(new QLineEdit(run.name, this)), notes_(new QPlainTextEdit(run.notes, this)) {
    const QString own = run.ownName.isEmpty() ? run.name : run.ownName;
    setObjectName(QStringLiteral("runDialog"));
    setWindowTitle(tr("Name and notes"));
    setMinimumWidth(120 * kGrid);
    name_->setObjectName(QStringLiteral("runName"));
    name_->setAccessibleName(tr("Name of the run"));
    name_->setPlaceholderText(own);
    name_->setMaxLength(kLongestName);
    name_->selectAll();
    notes_->setObjectName(QStringLiteral("runNotes"));
    notes_->setAccessibleName(tr("Notes about the run"));
    notes_->setPlaceholderText(tr("What was tried, what came of it"));
    notes_->setTabChangesFocus(true);
    notes_->setFixedHeight(28 * kGrid);
    auto *about = plainLabel(run.id == own ? QString() : tr("Made as “%1”, in the folder %2.").arg(own, run.id),
                             Type::Caption, true, this);
    about->setWordWrap(true);
    about->setVisible(!about->text().isEmpty());
    auto *save = button(tr("&Save"), true, this), *cancel = button(tr("Cancel"), false, this);
    save->setObjectName(QStringLiteral("saveRun"));
    save->setDefault(true);
    cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(plainLabel(windowTitle(), Type::Title, false, this));
    for (auto [words, field] : {std::pair<QString, QWidget *>(tr("&Name"), name_), {tr("N&otes"), notes_}}) {
        auto *label = plainLabel(words, Type::Body, true, this);
        label->setBuddy(field);
        layout->addWidget(label);
        layout->addWidget(field);
        if (field == name_) layout->addWidget(about);
    }
    layout->addSpacing(kGrid);
    layout->addLayout(buttons);
    connect(save, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    notes_->installEventFilter(this);
    before_ = own;
}

/// Return alone begins a line of the notes; with Ctrl it saves.
bool RunDialog::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() & Qt::ControlModifier) {
            accept();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void RunDialog::done(int result) {
    if (result == Accepted) {
        const QString name = name_->text().trimmed();
        Q_EMIT described(name == before_ ? QString() : name, notes_->toPlainText().trimmed());
    }
    QDialog::done(result);
}

} // namespace lapidary
