// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/labels.h"
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

QLabel *plainLabel(const QString &text, Type type, bool muted, QWidget *parent) {
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(typeFont(type));
    label->setProperty("muted", muted);
    return label;
}

QPushButton *button(const QString &text, bool primary, QWidget *parent) {
    auto *made = new QPushButton(text, parent);
    made->setProperty("primary", primary);
    made->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    return made;
}

QFrame *card(QWidget *parent) {
    auto *made = new QFrame(parent);
    made->setObjectName(QStringLiteral("card"));
    return made;
}

EmptyState::EmptyState(const QString &title, const QString &text, const QString &action, QWidget *parent)
    : QWidget(parent), title_(plainLabel({}, Type::Title, false, this)), text_(plainLabel({}, Type::Body, true, this)),
      action_(button({}, true, this)) {
    title_->setAlignment(Qt::AlignCenter);
    title_->setWordWrap(true);
    text_->setAlignment(Qt::AlignCenter);
    text_->setWordWrap(true);
    text_->setFixedWidth(120 * kGrid);
    action_->setObjectName(QStringLiteral("emptyAction"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(3 * kGrid);
    layout->addStretch(2);
    layout->addWidget(title_);
    layout->addWidget(text_, 0, Qt::AlignHCenter);
    layout->addSpacing(kGrid);
    layout->addWidget(action_, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(action_, &QPushButton::clicked, this, &EmptyState::actionRequested);
    setText(title, text, action);
}

void EmptyState::setText(const QString &title, const QString &text, const QString &action) {
    title_->setText(title);
    text_->setText(text);
    text_->setFixedHeight(
        std::max(text_->heightForWidth(text_->width()), 0)); // an aligned label gets no height for its width
    action_->setText(action);
    action_->setAccessibleName(action);
    action_->setVisible(!action.isEmpty());
}

} // namespace lapidary
