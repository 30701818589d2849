// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/first_steps.h"
#include "widgets/common/labels.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

FirstSteps::FirstSteps(QWidget *parent) : Panel(parent) {
    auto *inner = new QWidget(this);
    inner->setMaximumWidth(150 * kGrid);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(6 * kGrid, 4 * kGrid, 6 * kGrid, 4 * kGrid);
    column->setSpacing(3 * kGrid);
    column->addStretch(1);
    column->addWidget(plainLabel(tr("An experiment in three steps"), Type::Title, false, inner));
    addStep(*column, 1, tr("A model to begin from"),
            tr("A folder in Hugging Face layout, a GGUF file, or a server that answers."), tr("Import a &model…"),
            {Intent::ShowPanel, QStringLiteral("models")});
    addStep(*column, 2, tr("Data to learn from"),
            tr("Rows of prompts and answers, chats, or preferences: JSON Lines, JSON, CSV or text."),
            tr("Import &data…"), {Intent::ShowPanel, QStringLiteral("data")});
    addStep(*column, 3, tr("A training"),
            tr("Its form says what it needs, how long it will take, and what each setting does."), tr("New &training…"),
            {Intent::NewTraining, {}});
    auto *note = plainLabel(tr("What you do here is kept in experiment.toml and added.toml of the project; the command "
                               "line runs the same."),
                            Type::Caption, true, inner);
    note->setWordWrap(true);
    column->addWidget(note);
    column->addStretch(2);
    auto *row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(inner, 8);
    row->addStretch(1);
}

void FirstSteps::addStep(QVBoxLayout &column, int number, const QString &title, const QString &text,
                         const QString &action, const Intent &intent) {
    auto *frame = card(this);
    auto *count = plainLabel(QString::number(number), Type::Title, true, frame);
    count->setFixedWidth(6 * kGrid);
    auto *words = new QVBoxLayout;
    words->setSpacing(kGrid / 2);
    words->addWidget(plainLabel(title, Type::Heading, false, frame));
    auto *about = plainLabel(text, Type::Body, true, frame);
    about->setWordWrap(true);
    words->addWidget(about);
    auto *go = button(action, false, frame);
    go->setObjectName(QStringLiteral("firstStep%1").arg(number));
    if (number == 1) setFocusProxy(go);
    auto *layout = new QHBoxLayout(frame);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(count);
    layout->addLayout(words, 1);
    layout->addWidget(go);
    column.addWidget(frame);
    connect(go, &QPushButton::clicked, this, [this, intent] { Q_EMIT intended(intent); });
}

} // namespace lapidary
