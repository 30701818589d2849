// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_panel.h"
#include "widgets/common/key_button.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/label_view_model.h"
#include "widgets/panels/label/label_actions.h"
#include "widgets/panels/label/label_answers_view.h"
#include "widgets/panels/label/label_item_view.h"
#include "widgets/panels/label/label_keys_shown.h"
#include "widgets/panels/label/label_quality_view.h"
#include "widgets/panels/label/label_queue_view.h"
#include "widgets/panels/label/live_bar.h"
#include "widgets/panels/label/new_queue_page.h"
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QStyle>
#include <QVBoxLayout>

namespace lapidary {

LabelPanel::LabelPanel(LabelViewModel &model, LiveViewModel &live, StepHelpModel &steps, QWidget *parent)
    : Panel(parent), model_(model), live_(live), steps_(steps) {
    pages_ = new Pages(this);
    page_ = makePage();
    new_ = new NewQueuePage(model_, this);
    quality_ = new LabelQualityView(model_, this);
    pages_->addWidget(page_);
    pages_->addWidget(new_);
    pages_->addWidget(quality_);
    addActions();
    connectAll();
    showPage();
}

void LabelPanel::connectAll() {
    connect(side_, &LabelQueueView::newQueueRequested, this, &LabelPanel::makeQueue);
    connect(side_, &LabelQueueView::qualityRequested, this, [this] { showQuality(true); });
    connect(quality_, &LabelQualityView::left, this, [this] { showQuality(false); });
    connect(new_, &NewQueuePage::sourcesWanted, this, &LabelPanel::sourcesWanted);
    connect(new_, &NewQueuePage::itemsWanted, this, &LabelPanel::itemsWanted);
    connect(new_, &NewQueuePage::queueWanted, this, &LabelPanel::queueWanted);
    connect(new_, &NewQueuePage::samplesWanted, this, [this] { Q_EMIT intended({Intent::DrawSamples, {}}); });
    connect(new_, &NewQueuePage::cancelled, this, [this] {
        making_ = false;
        showPage();
    });
    connect(item_, &LabelItemView::notesLeft, this, &LabelPanel::focusItems);
    connect(&model_, &LabelViewModel::queueOpened, this, [this] {
        making_ = measuring_ = false;
        showPage();
    });
    connect(&model_, &LabelViewModel::queuesChanged, this, &LabelPanel::showPage);
    for (auto changed : {&LabelViewModel::shownChanged, &LabelViewModel::savedChanged, &LabelViewModel::newsChanged})
        connect(&model_, changed, this, &LabelPanel::refresh);
}

void LabelPanel::focusItems() {
    side_->findChild<QListView *>()->setFocus();
}

QWidget *LabelPanel::makePage() {
    auto *page = new QWidget(this);
    item_ = new LabelItemView(model_, steps_, page);
    actions_ = new LabelActions(model_, page, [this] { return isTyping(); });
    news_ = plainLabel({}, Type::Caption, true, page);
    news_->setObjectName(QStringLiteral("labelNews"));
    news_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    news_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *main = new QVBoxLayout;
    main->setSpacing(2 * kGrid);
    main->addWidget(makeStopped(page));
    main->addWidget(new LiveBar(live_, page));
    main->addWidget(item_, 1);
    main->addWidget(actions_);
    main->addWidget(news_);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 3 * kGrid);
    layout->setSpacing(6 * kGrid);
    layout->addWidget(makeSide(page));
    layout->addLayout(main, 1);
    return page;
}

void LabelPanel::addActions() {
    actions_->on("skip", [this](bool) { model_.skip(); });
    actions_->on("undo", [this](bool) { model_.undo(); });
    actions_->on("redo", [this](bool) { model_.redo(); });
    actions_->on("flag", [this](bool) { model_.flag(); });
    actions_->on("comment", [this](bool) { item_->editComment(); });
    actions_->on("edit", [this](bool fromLast) { item_->editIdeal(fromLast); });
    actions_->on("fresh", [this](bool) { model_.askForPair(); });
    actions_->on("previous", [this](bool) { model_.move(-1); });
    actions_->on("next", [this](bool) { model_.move(1); });
    actions_->on("search", [this](bool) { page_->findChild<QLineEdit *>(QStringLiteral("labelSearch"))->setFocus(); });
    actions_->on("differences", [this](bool) {
        item_->answers().setDifferences(!item_->answers().differences());
        refresh();
    });
    actions_->on("tokens", [this](bool) {
        item_->answers().setTokenColours(!item_->answers().tokenColours());
        refresh();
    });
    actions_->on("suggestions", [this](bool) { model_.showSuggestions(!model_.suggestionsShown()); });
    actions_->on("accept", [this](bool) { model_.accept(); });
    actions_->on("reject", [this](bool) { model_.reject(); });
    actions_->on("zoom_in", [this](bool) { model_.zoomBy(1); });
    actions_->on("zoom_out", [this](bool) { model_.zoomBy(-1); });
    actions_->on("zoom_usual", [this](bool) { model_.setZoom(100); });
    actions_->on("guidelines", [this](bool) {
        item_->setGuidelines(!item_->guidelines());
        refresh();
    });
}

QWidget *LabelPanel::makeSide(QWidget *page) {
    auto *side = new QWidget(page);
    side->setFixedWidth(66 * kGrid);
    side_ = new LabelQueueView(model_, side);
    export_ = button(tr("E&xport labels"), false, side);
    export_->setObjectName(QStringLiteral("exportLabels"));
    export_->setToolTip(tr("Write the labels as a data set that trainings read"));
    train_ = button(tr("&Train on these labels"), false, side);
    train_->setObjectName(QStringLiteral("trainOnLabels"));
    train_->setToolTip(
        tr("Adds a stage of the labelled model to the experiment that learns from such labels (DPO, KTO, SFT, PRM), on "
           "exactly these, and starts it"));
    otherwise_ = button(QStringLiteral("▾"), false, side);
    otherwise_->setObjectName(QStringLiteral("trainOtherwise"));
    otherwise_->setAccessibleName(tr("Choose the method that learns from these labels"));
    otherwise_->setToolTip(tr("Every method that learns from such labels, with what it leaves out"));
    auto *training = new QHBoxLayout;
    training->setSpacing(kGrid);
    training->addWidget(train_, 1);
    training->addWidget(otherwise_);
    connect(otherwise_, &QPushButton::clicked, this, [this] { Q_EMIT lessonsWanted(model_.queue()); });
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 2 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(side_, 1);
    layout->addWidget(export_);
    layout->addLayout(training);
    connect(export_, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(model_.queue()); });
    connect(train_, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::TrainOnLabels, model_.queue()}); });
    return side;
}

void LabelPanel::offerLessons(const QString &queue, const QVector<LabelLessonValues> &lessons) {
    if (queue != model_.queue()) return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("lessonMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const LabelLessonValues &each : lessons) {
        const QString gets = tr("%1: %2 rows of %3 items").arg(each.method).arg(each.rows).arg(each.items);
        auto *action =
            menu->addAction(each.leftOut.isEmpty() ? gets : tr("%1; left out: %2").arg(gets, each.leftOut), this,
                            [this, queue, method = each.method] { Q_EMIT trainingWanted(queue, method); });
        action->setObjectName(QStringLiteral("lesson-") + each.method);
        action->setEnabled(each.rows > 0);
    }
    menu->popup(otherwise_->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
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

bool LabelPanel::isTyping() const {
    return item_->isTyping() || qobject_cast<QLineEdit *>(QApplication::focusWidget());
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

/// Keys that a field with the focus needs for itself, though they also do something at an item.
bool LabelPanel::isForTheField(const QKeyEvent &event) const {
    const bool plain = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    const bool moves = event.key() == Qt::Key_Up || event.key() == Qt::Key_Down;
    if (isTyping()) return plain || enter;
    return plain && moves && qobject_cast<QComboBox *>(QApplication::focusWidget());
}

/// The window has undo and redo too: while an item has the focus they are about its labels.
bool LabelPanel::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride && pages_->currentIndex() == Labelling) {
        const auto &key = static_cast<QKeyEvent &>(*event);
        if (isForTheField(key) || (!isTyping() && (isUndo(key) || isRedo(key)))) {
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
    QVector<KeyHelp> out;
    const auto add = [&](const LabelAction &action) {
        QStringList keys;
        for (const auto &key : keysOf(model_.keymap(), action))
            keys.append(QKeySequence(QString::fromStdString(key)).toString(QKeySequence::NativeText));
        if (!action.emphatic.empty())
            keys.append(QKeySequence(QString::fromStdString(action.emphatic)).toString(QKeySequence::NativeText));
        out.append({keys.join(QStringLiteral(", ")), labelActionWords(action)});
    };
    for (const LabelAction &action : model_.actions()) add(action);
    for (const LabelAction &action : commonLabelActions()) add(action);
    return out;
}

void LabelPanel::makeQueue() {
    making_ = true;
    showPage();
    new_->begin();
}

void LabelPanel::showQuality(bool shown) {
    measuring_ = shown;
    if (shown) model_.askForQuality();
    showPage();
}

void LabelPanel::showPage() {
    const Page wanted = making_ || model_.queues().isEmpty() ? Making : measuring_ ? Quality : Labelling;
    const bool turned = pages_->currentIndex() != wanted;
    pages_->setCurrentIndex(wanted);
    if (turned && wanted == Making && !making_) new_->begin();
    if (turned && wanted == Quality) quality_->setFocus();
    if (turned && wanted == Labelling && isVisible()) focusItems();
    refresh();
}

void LabelPanel::refresh() {
    const bool may = model_.desk().item() && !model_.isReadOnly() && model_.stopped().isEmpty();
    actions_->refresh();
    const auto &state = model_.desk().state();
    const auto button = [&](const char *name) { return actions_->button(name); };
    button("undo")->setEnabled(may && state.undoStep());
    button("redo")->setEnabled(may && state.redoStep());
    button("undo")->setToolTip(model_.undoName());
    button("redo")->setToolTip(model_.redoName());
    button("fresh")->setEnabled(may && model_.hasModel() && !model_.isPairAsked());
    button("differences")->setChecked(item_->answers().differences());
    button("tokens")->setChecked(item_->answers().tokenColours());
    button("guidelines")->setChecked(item_->guidelines());
    button("suggestions")->setChecked(model_.suggestionsShown());
    stoppedText_->setText(
        tr("Labelling has stopped, because the last label could not be saved. %1").arg(model_.stopped()));
    stopped_->setVisible(!model_.stopped().isEmpty());
    showNews(model_.figures());
}

void LabelPanel::showNews(const LabelFigures &figures) {
    const bool nothingOpen = figures.total > 0 && figures.pending + figures.draft == 0;
    const QString rest = figures.skipped == 0
                             ? tr("All items are judged. Export the labels, or train on them.")
                             : tr("Nothing is open but %n skipped items.", nullptr, int(figures.skipped));
    news_->setText(!model_.news().isEmpty() ? model_.news() : nothingOpen ? rest : QString());
    if (train_->property("primary").toBool() != nothingOpen) { // the next thing to do
        train_->setProperty("primary", nothingOpen);
        train_->style()->unpolish(train_);
        train_->style()->polish(train_);
    }
    const bool any = figures.done > 0 || model_.annotators().size() > 1;
    export_->setEnabled(any && model_.isSaved());
    train_->setEnabled(any && model_.isSaved() && !model_.isReadOnly() && model_.stopped().isEmpty());
    otherwise_->setEnabled(train_->isEnabled());
}

void LabelPanel::showEvent(QShowEvent *event) {
    Panel::showEvent(event);
    QWidget *focus = QApplication::focusWidget();
    if (pages_->currentIndex() == Labelling && !(focus && isAncestorOf(focus))) focusItems();
}

} // namespace lapidary
