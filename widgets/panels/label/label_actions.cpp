// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_actions.h"
#include "widgets/common/flow_layout.h"
#include "widgets/common/key_button.h"
#include "widgets/common/theme.h"
#include "widgets/models/label_view_model.h"
#include "widgets/panels/label/label_keys_shown.h"
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QShortcut>
#include <algorithm>

namespace lapidary {

namespace {

const LabelAction &commonAction(const char *name) {
    const auto all = commonLabelActions();
    return *std::find_if(all.begin(), all.end(), [&](const LabelAction &each) { return each.name == name; });
}

/// Those stand at the answers that they are about.
bool isAtAnswer(const LabelAction &action) {
    return action.name.starts_with("place") || action.name.starts_with("take");
}

/// Takes a button away that may be the one that was clicked.
void retire(KeyButton &button) {
    button.setObjectName({});
    button.hide();
    button.deleteLater();
}

/// The window has these keys too; the panel takes them before any shortcut.
bool isTheWindows(const std::string &key) {
    return key == "Ctrl+Z" || key == "Ctrl+Shift+Z" || key == "Ctrl+Y";
}

} // namespace

LabelActions::LabelActions(LabelViewModel &model, QWidget *page, std::function<bool()> isTyping)
    : QWidget(page), model_(model), page_(page), isTyping_(std::move(isTyping)) {
    rows_ = new QVBoxLayout(this);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(2 * kGrid);
    first_ = new QHBoxLayout;
    first_->setSpacing(2 * kGrid);
    second_ = new FlowLayout(nullptr);
    tools_ = new FlowLayout(nullptr);
    rows_->addLayout(first_);
    rows_->addLayout(second_);
    rows_->addLayout(tools_);
    makeCommon();
}

void LabelActions::makeCommon() {
    tools_->addWidget(keyed("skip", "skip"));
    tools_->addWidget(keyed("undo", "undoLabel"));
    tools_->addWidget(keyed("redo", "redoLabel"));
    tools_->addWidget(keyed("edit", "editIdeal", tr("Begins with the first answer; with Shift+E with the last one")));
    tools_->addWidget(keyed("comment", "editComment"));
    tools_->addWidget(keyed("flag", "flag"));
    tools_->addWidget(keyed("differences", "differences"));
    tools_->addWidget(keyed("guidelines", "guide"));
    tools_->addWidget(
        keyed("tokens", "tokenColoursOfPair",
              tr("Shades each token by how unlikely the model that answered finds it; unlikely ones are underlined")));
    tools_->addWidget(
        keyed("fresh", "freshPair", tr("Ask the model for new answers to this prompt; they come next in the queue")));
    tools_->addWidget(keyed("suggestions", "suggestions",
                            tr("Shows what a judge says of the pair, with its reasons. A verdict that you give without "
                               "looking tells how far the judge agrees with you.")));
    for (const char *each : {"differences", "tokens", "guidelines", "suggestions"}) button(each)->setCheckable(true);
}

KeyButton *LabelActions::keyed(const char *action, const char *objectName, const QString &toolTip) {
    const LabelAction &made = commonAction(action);
    auto *button = new KeyButton(labelActionWords(made), labelKeyShown(model_.keymap(), made), this);
    button->setObjectName(QLatin1String(objectName));
    button->setToolTip(toolTip);
    common_.insert(QLatin1String(action), button);
    connect(button, &QPushButton::clicked, this, [this, name = QString::fromLatin1(action)] {
        if (const auto what = does_.value(name)) what(QApplication::keyboardModifiers() & Qt::ShiftModifier);
    });
    return button;
}

KeyButton *LabelActions::button(const char *action) const {
    return common_.value(QLatin1String(action));
}

void LabelActions::on(const char *action, std::function<void(bool)> what) {
    does_.insert(QLatin1String(action), std::move(what));
}

void LabelActions::refresh() {
    rebuild();
    const bool may = model_.desk().item() && !model_.isReadOnly() && model_.stopped().isEmpty();
    for (KeyButton *each : std::as_const(kind_)) each->setEnabled(may);
    for (const char *each : {"skip", "edit", "comment", "flag"}) button(each)->setEnabled(may);
    const LabelKind &kind = model_.desk().state().kind();
    const LabelItem *item = model_.desk().item();
    button("edit")->setVisible(kind.takesIdeal);
    button("differences")->setVisible(item && item->answers.size() > 1);
    button("suggestions")->setVisible(model_.help().suggestions.size() > 0 || kind.ofSteps);
    button("tokens")->setVisible(!kind.ofSteps && !kind.ofSpans); // whose text is marked otherwise
    for (const char *each : {"tokens", "fresh"}) button(each)->setEnabled(may && model_.hasModel());
}

/// Buttons and keys are made anew where the kind, the number of answers or the keymap is another.
void LabelActions::rebuild() {
    const LabelItem *item = model_.desk().item();
    const std::string_view name = model_.desk().state().kind().name;
    const QString wanted = QStringLiteral("%1 %2 %3")
                               .arg(QString::fromUtf8(name.data(), qsizetype(name.size())))
                               .arg(item ? int(item->answers.size()) : -1)
                               .arg(QString::fromStdString(model_.keymap().name));
    if (wanted == built_) return;
    if (item || built_.isEmpty() || kind_.isEmpty()) makeKindButtons();
    built_ = wanted;
    for (auto it = common_.begin(); it != common_.end(); ++it)
        it.value()->setKey(labelKeyShown(model_.keymap(), commonAction(it.key().toLatin1().constData())));
    makeKeys();
}

void LabelActions::makeKindButtons() {
    for (KeyButton *each : std::as_const(kind_)) retire(*each);
    kind_.clear();
    for (const LabelAction &action : model_.actions()) {
        if (isAtAnswer(action)) continue;
        const QString name = QString::fromStdString(action.name);
        auto *made = new KeyButton(labelActionWords(action), labelKeyShown(model_.keymap(), action), this);
        made->setObjectName(name);
        if (!action.emphatic.empty()) made->setToolTip(tr("With Shift: strongly"));
        connect(made, &QPushButton::clicked, this,
                [this, name] { model_.act(name, QApplication::keyboardModifiers() & Qt::ShiftModifier); });
        // Two that stand below the answers of a pair are as wide as these; tie and both bad stand before the tools.
        if (model_.desk().state().kind().most != 2)
            second_->addWidget(made);
        else if (!action.emphatic.empty())
            first_->addWidget(made, 1);
        else
            tools_->insertWidget(int(kind_.size()) - 2, made);
        kind_.append(made);
    }
}

void LabelActions::makeKeys() {
    for (QShortcut *each : std::as_const(keys_)) {
        each->setEnabled(false);
        each->deleteLater(); // it may be the one that was pressed
    }
    keys_.clear();
    for (const LabelAction &action : model_.actions()) {
        const QString name = QString::fromStdString(action.name);
        addKeys(action.name, keysOf(model_.keymap(), action), action.emphatic,
                [this, name](bool emphatic) { model_.act(name, emphatic); });
    }
    for (const LabelAction &action : commonLabelActions())
        if (const auto what = does_.value(QString::fromStdString(action.name)))
            if (action.name != "edit" || model_.desk().state().kind().takesIdeal)
                addKeys(action.name, keysOf(model_.keymap(), action), action.emphatic, what);
    const LabelItem *item = model_.desk().item();
    const LabelKind &kind = model_.desk().state().kind();
    if (!item || kind.ofSpans ||
        kind.cells({*item, model_.desk().order(), model_.desk().state().setup().criteria}) == 0)
        return;
    addKey("Up", [this] { model_.aim(model_.desk().at() > 0 ? model_.desk().at() - 1 : 0); });
    addKey("Down", [this] { model_.aim(model_.desk().at() + 1); });
}

void LabelActions::addKeys(const std::string &, const std::vector<std::string> &keys, const std::string &emphatic,
                           const std::function<void(bool)> &what) {
    for (const auto &key : keys)
        if (!isTheWindows(key)) addKey(key, [what] { what(false); });
    if (!emphatic.empty()) addKey(emphatic, [what] { what(true); });
}

/// Space and Return are for a button or a list that has the focus, where there is one.
void LabelActions::addKey(const std::string &key, const std::function<void()> &what) {
    auto *shortcut = new QShortcut(QKeySequence(QString::fromStdString(key)), page_);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    const bool presses = key == "Space" || key == "Return" || key == "Enter";
    connect(shortcut, &QShortcut::activated, this, [this, what, presses] {
        if (isTyping_()) return;
        QWidget *focus = QApplication::focusWidget();
        if (auto *button = qobject_cast<QAbstractButton *>(focus); presses && button)
            button->click();
        else if (auto *choice = qobject_cast<QComboBox *>(focus); presses && choice)
            choice->showPopup();
        else
            what();
    });
    keys_.append(shortcut);
}

} // namespace lapidary
