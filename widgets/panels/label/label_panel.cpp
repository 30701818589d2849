// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_panel.h"
#include "widgets/common/key_button.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/label_view_model.h"
#include "widgets/panels/label/label_pair_view.h"
#include "widgets/panels/label/label_queue_view.h"
#include "widgets/panels/label/new_queue_page.h"
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QShortcut>
#include <QStyle>
#include <QVBoxLayout>

namespace lapidary {

LabelPanel::LabelPanel(LabelViewModel &model, QWidget *parent) : Panel(parent), model_(model) {
    pages_ = new Pages(this);
    page_ = makePage();
    new_ = new NewQueuePage(model_, this);
    pages_->addWidget(page_);
    pages_->addWidget(new_);
    addKeys();
    connect(side_, &LabelQueueView::newQueueRequested, this, &LabelPanel::makeQueue);
    connect(new_, &NewQueuePage::pairsWanted, this, &LabelPanel::pairsWanted);
    connect(new_, &NewQueuePage::queueWanted, this, &LabelPanel::queueWanted);
    connect(new_, &NewQueuePage::samplesWanted, this, [this] { Q_EMIT intended({Intent::DrawSamples, {}}); });
    connect(new_, &NewQueuePage::cancelled, this, [this] {
        making_ = false;
        showPage();
    });
    connect(pair_, &LabelPairView::notesLeft, this, [this] { side_->findChild<QListView *>()->setFocus(); });
    connect(&model_, &LabelViewModel::queueOpened, this, [this] {
        making_ = false;
        showPage();
    });
    connect(&model_, &LabelViewModel::queuesChanged, this, &LabelPanel::showPage);
    connect(&model_, &LabelViewModel::shownChanged, this, &LabelPanel::refresh);
    connect(&model_, &LabelViewModel::savedChanged, this, &LabelPanel::refresh);
    connect(&model_, &LabelViewModel::newsChanged, this, &LabelPanel::refresh);
    showPage();
}

QWidget *LabelPanel::makePage() {
    auto *page = new QWidget(this);
    pair_ = new LabelPairView(model_, page);
    news_ = plainLabel({}, Type::Caption, true, page);
    news_->setObjectName(QStringLiteral("labelNews"));
    news_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    news_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *main = new QVBoxLayout;
    main->setSpacing(2 * kGrid);
    main->addWidget(makeStopped(page));
    main->addWidget(pair_, 1);
    addVerdicts(*main, page);
    addTools(*main, page);
    main->addWidget(news_);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 3 * kGrid);
    layout->setSpacing(6 * kGrid);
    layout->addWidget(makeSide(page));
    layout->addLayout(main, 1);
    return page;
}

QWidget *LabelPanel::makeSide(QWidget *page) {
    auto *side = new QWidget(page);
    side->setFixedWidth(66 * kGrid);
    side_ = new LabelQueueView(model_, side);
    export_ = button(tr("E&xport preferences"), false, side);
    export_->setObjectName(QStringLiteral("exportLabels"));
    export_->setToolTip(tr("Write the preferences as a data set: prompt, chosen, rejected"));
    train_ = button(tr("&Train DPO on these labels"), false, side);
    train_->setObjectName(QStringLiteral("trainOnLabels"));
    train_->setToolTip(
        tr("Adds a DPO stage of the labelled model to the experiment, on exactly these labels, and starts it"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 2 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(side_, 1);
    layout->addWidget(export_);
    layout->addWidget(train_);
    connect(export_, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(model_.queue()); });
    connect(train_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::TrainOnLabels, model_.queue()}); });
    return side;
}

/// Why nothing more can be saved, and the way on.
QWidget *LabelPanel::makeStopped(QWidget *page) {
    stopped_ = card(page);
    stoppedText_ = plainLabel({}, Type::Body, false, stopped_);
    stoppedText_->setObjectName(QStringLiteral("labelsStopped"));
    stoppedText_->setWordWrap(true);
    stoppedText_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *again = button(tr("Read the queue &again"), false, stopped_);
    again->setObjectName(QStringLiteral("readAgain"));
    auto *layout = new QHBoxLayout(stopped_);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 3 * kGrid, 3 * kGrid);
    layout->setSpacing(4 * kGrid);
    layout->addWidget(stoppedText_, 1);
    layout->addWidget(again);
    connect(again, &QPushButton::clicked, &model_, &LabelViewModel::readAgain);
    return stopped_;
}

KeyButton *LabelPanel::keyed(const QString &name, const QString &words, const QString &key, QWidget *page,
                             const std::function<void()> &action) {
    auto *made = new KeyButton(words, key, page);
    made->setObjectName(name);
    connect(made, &QPushButton::clicked, this, action);
    return made;
}

void LabelPanel::addVerdicts(QVBoxLayout &column, QWidget *page) {
    const auto verdict = [&](const char *name, const QString &words, const char *key) {
        const QString word = QLatin1String(name);
        auto *made = keyed(word, words, QLatin1String(key), page, [this, word] {
            model_.choose(word, QApplication::keyboardModifiers() & Qt::ShiftModifier);
        });
        made->setToolTip(word == QLatin1String("left") || word == QLatin1String("right")
                             ? tr("Shift+1, Shift+2: strongly")
                             : QString());
        verdicts_.append(made);
        return made;
    };
    auto *sides = new QHBoxLayout;
    sides->setSpacing(3 * kGrid);
    sides->addWidget(verdict("left", tr("Left is better"), "1"), 1);
    sides->addWidget(verdict("right", tr("Right is better"), "2"), 1);
    auto *rest = new QHBoxLayout;
    rest->setSpacing(2 * kGrid);
    rest->addWidget(verdict("tie", tr("Tie"), "3"));
    rest->addWidget(verdict("both_bad", tr("Both bad"), "4"));
    auto *skip = keyed(QStringLiteral("skip"), tr("Skip"), tr("Space"), page, [this] { model_.skip(); });
    verdicts_.append(skip);
    rest->addWidget(skip);
    rest->addWidget(plainLabel(tr("Shift+1, Shift+2: strongly"), Type::Caption, true, page));
    rest->addStretch();
    undo_ = keyed(QStringLiteral("undoLabel"), tr("Undo"), tr("Backspace"), page, [this] { model_.undo(); });
    redo_ = keyed(QStringLiteral("redoLabel"), tr("Redo"), tr("Ctrl+Shift+Z"), page, [this] { model_.redo(); });
    rest->addWidget(undo_);
    rest->addWidget(redo_);
    column.addLayout(sides);
    column.addLayout(rest);
}

void LabelPanel::addTools(QVBoxLayout &column, QWidget *page) {
    auto *tools = new QHBoxLayout;
    tools->setSpacing(2 * kGrid);
    const auto add = [&](const char *name, const QString &words, const char *key, const std::function<void()> &action) {
        auto *made = keyed(QLatin1String(name), words, QLatin1String(key), page, action);
        tools->addWidget(made);
        return made;
    };
    auto *ideal = add("editIdeal", tr("Ideal answer"), "E", [this] { pair_->editIdeal(false); });
    ideal->setToolTip(tr("Begins with the left answer; with Shift+E with the right one"));
    verdicts_.append(ideal);
    verdicts_.append(add("editComment", tr("Comment"), "C", [this] { pair_->editComment(); }));
    verdicts_.append(add("flag", tr("Flag"), "F", [this] { model_.flag(); }));
    differences_ = add("differences", tr("Differences"), "D", [this] {
        pair_->setDifferences(!pair_->differences());
        refresh();
    });
    guide_ = add("guide", tr("Guidelines"), "H", [this] {
        pair_->setGuidelines(!pair_->guidelines());
        refresh();
    });
    tokens_ = add("tokenColoursOfPair", tr("Token colours"), "T", [this] {
        pair_->setTokenColours(!pair_->tokenColours());
        refresh();
    });
    tokens_->setToolTip(
        tr("Shades each token by how unlikely the model that answered finds it; unlikely ones are underlined"));
    for (KeyButton *each : {differences_, tokens_, guide_}) each->setCheckable(true);
    fresh_ = add("freshPair", tr("Fresh pair"), "G", [this] { model_.askForPair(); });
    fresh_->setToolTip(tr("Ask the model for two new answers to this prompt; they come next in the queue"));
    tools->addStretch();
    column.addLayout(tools);
}

/// Shortcuts of the labelling page. A text field takes the keys that type before they come here; the others are left
/// alone while somebody writes.
void LabelPanel::onKeys(std::initializer_list<const char *> keys, const std::function<void()> &action) {
    for (const char *key : keys) {
        auto *shortcut = new QShortcut(QKeySequence(QLatin1String(key)), page_);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, action] {
            if (!isTyping()) action();
        });
    }
}

bool LabelPanel::isTyping() const {
    return pair_->isTyping() || qobject_cast<QLineEdit *>(QApplication::focusWidget());
}

namespace {
bool isUndo(const QKeyEvent &event) {
    return event.keyCombination() == (Qt::ControlModifier | Qt::Key_Z);
}
bool isRedo(const QKeyEvent &event) {
    return event.keyCombination() == (Qt::ControlModifier | Qt::ShiftModifier | Qt::Key_Z) ||
           event.keyCombination() == (Qt::ControlModifier | Qt::Key_Y);
}
} // namespace

/// The window has these keys too: while a pair has the focus they are about its labels.
bool LabelPanel::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride && pages_->currentIndex() == Labelling && !isTyping()) {
        const auto &key = static_cast<QKeyEvent &>(*event);
        if (isUndo(key) || isRedo(key)) {
            event->accept();
            return true;
        }
    }
    return Panel::event(event);
}

void LabelPanel::keyPressEvent(QKeyEvent *event) {
    if (pages_->currentIndex() == Labelling && !isTyping() &&
        ((isUndo(*event) && undo()) || (isRedo(*event) && redo())))
        return;
    Panel::keyPressEvent(event);
}

bool LabelPanel::undo() {
    if (pages_->currentIndex() != Labelling) return false;
    model_.undo();
    return true;
}

bool LabelPanel::redo() {
    if (pages_->currentIndex() != Labelling) return false;
    model_.redo();
    return true;
}

QVector<KeyHelp> LabelPanel::keyHelp() const {
    return {{tr("1, 2"), tr("Left or right is better")},
            {tr("Shift+1, Shift+2"), tr("… strongly")},
            {tr("3, 4"), tr("Tie, both bad")},
            {tr("Space"), tr("Skip")},
            {tr("Backspace, Ctrl+Z"), tr("Undo, across verdicts")},
            {tr("Ctrl+Shift+Z, Ctrl+Y"), tr("Redo")},
            {tr("E, Shift+E"), tr("Edit the left or right answer into the ideal one")},
            {tr("C, F"), tr("Comment, flag")},
            {tr("D, T, H"), tr("Differences, token colours, guidelines")},
            {tr("G"), tr("Ask the model for a fresh pair of this prompt")},
            {tr("Alt+Left, Alt+Right"), tr("Previous, next pair")},
            {tr("Ctrl+F"), tr("Search pairs")}};
}

void LabelPanel::addKeys() {
    static constexpr std::pair<const char *, std::array<const char *, 2>> verdicts[] = {{"left", {"1", "Shift+1"}},
                                                                                        {"right", {"2", "Shift+2"}},
                                                                                        {"tie", {"3", "Shift+3"}},
                                                                                        {"both_bad", {"4", "Shift+4"}}};
    for (const auto &[name, keys] : verdicts) {
        const QString verdict = QLatin1String(name);
        onKeys({keys[0]}, [this, verdict] { model_.choose(verdict, false); });
        onKeys({keys[1]}, [this, verdict] { model_.choose(verdict, true); });
    }
    onKeys({"Space"}, [this] {
        if (auto *focused = qobject_cast<QAbstractButton *>(QApplication::focusWidget()))
            focused->click(); // Space is for the button
        else if (auto *choice = qobject_cast<QComboBox *>(QApplication::focusWidget()))
            choice->showPopup();
        else
            model_.skip();
    });
    onKeys({"Backspace"}, [this] { model_.undo(); });
    onKeys({"E"}, [this] { pair_->editIdeal(false); });
    onKeys({"Shift+E"}, [this] { pair_->editIdeal(true); });
    onKeys({"C"}, [this] { pair_->editComment(); });
    onKeys({"F"}, [this] { model_.flag(); });
    onKeys({"D"}, [this] { differences_->click(); });
    onKeys({"T"}, [this] { tokens_->click(); });
    onKeys({"H"}, [this] { guide_->click(); });
    onKeys({"G"}, [this] { model_.askForPair(); });
    onKeys({"Alt+Left"}, [this] { model_.move(-1); });
    onKeys({"Alt+Right"}, [this] { model_.move(1); });
    onKeys({"Ctrl+F"}, [this] { page_->findChild<QLineEdit *>(QStringLiteral("labelSearch"))->setFocus(); });
}

void LabelPanel::makeQueue() {
    making_ = true;
    showPage();
    new_->begin();
}

void LabelPanel::showPage() {
    const bool making = making_ || model_.queues().isEmpty();
    const bool turned = pages_->currentIndex() != (making ? Making : Labelling);
    pages_->setCurrentIndex(making ? Making : Labelling);
    if (turned && making && !making_) new_->begin();
    if (turned && !making && isVisible()) side_->findChild<QListView *>()->setFocus();
    refresh();
}

void LabelPanel::refresh() {
    const bool may = model_.desk().item() && !model_.isReadOnly() && model_.stopped().isEmpty();
    for (KeyButton *each : std::as_const(verdicts_)) each->setEnabled(may);
    const auto &state = model_.desk().state();
    undo_->setEnabled(may && state.undoStep());
    redo_->setEnabled(may && state.redoStep());
    undo_->setToolTip(model_.undoName());
    redo_->setToolTip(model_.redoName());
    fresh_->setEnabled(may && !model_.isPairAsked());
    differences_->setChecked(pair_->differences());
    tokens_->setChecked(pair_->tokenColours());
    guide_->setChecked(pair_->guidelines());
    stoppedText_->setText(
        tr("Labelling has stopped, because the last label could not be saved. %1").arg(model_.stopped()));
    stopped_->setVisible(!model_.stopped().isEmpty());
    const LabelFigures figures = model_.figures();
    const bool allJudged = figures.total > 0 && figures.pending + figures.draft == 0;
    news_->setText(!model_.news().isEmpty() ? model_.news()
                   : allJudged              ? tr("All pairs are judged. Export the preferences, or train on them.")
                                            : QString());
    if (train_->property("primary").toBool() != allJudged) { // the next thing to do
        train_->setProperty("primary", allJudged);
        train_->style()->unpolish(train_);
        train_->style()->polish(train_);
    }
    const bool any = figures.done > figures.ties; // both bad may have an ideal answer
    export_->setEnabled(any && model_.isSaved());
    train_->setEnabled(any && model_.isSaved() && !model_.isReadOnly() && model_.stopped().isEmpty());
}

void LabelPanel::showEvent(QShowEvent *event) {
    Panel::showEvent(event);
    QWidget *focus = QApplication::focusWidget();
    if (pages_->currentIndex() == Labelling && !(focus && isAncestorOf(focus)))
        side_->findChild<QListView *>()->setFocus();
}

} // namespace lapidary
