// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_item_view.h"
#include "widgets/common/core_text.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/label_view_model.h"
#include "widgets/panels/label/label_answers_view.h"
#include "widgets/panels/label/label_spans_view.h"
#include "widgets/panels/label/label_steps_view.h"
#include "widgets/panels/label/label_suggestion_view.h"
#include "widgets/panels/label/label_zoom.h"
#include "widgets/panels/label/note_edit.h"
#include <QGridLayout>
#include <algorithm>

namespace lapidary {

namespace {

QString text(const std::string &bytes) {
    return QString::fromStdString(bytes);
}

/// As high as there is room for, in steps of the grid.
void between(QWidget &widget, int least, int most) {
    widget.setMinimumHeight(least * kGrid);
    widget.setMaximumHeight(most * kGrid);
}

void fitHeight(TextView &view, int most) {
    const int lines =
        std::clamp(int(view.document()->size().height()), 1, most); // a plain text document counts in lines
    view.setFixedHeight(lines * view.fontMetrics().lineSpacing() + 5 * kGrid);
}

} // namespace

LabelItemView::LabelItemView(LabelViewModel &model, StepHelpModel &steps, QWidget *parent)
    : QWidget(parent), model_(model) {
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2 * kGrid);
    guide_ = new NoteEdit(QStringLiteral("guidelines"), tr("Guidelines"), this);
    guide_->setFont(typeFont(Type::Body));
    guide_->setPlaceholderText(
        tr("How to judge, for everybody who labels this queue. Such as: prefer the answer that is right, then the one "
           "whose reasoning is right, then the shorter one. Skip what you cannot judge; flag what somebody else should "
           "see. What you write here is kept with the queue."));
    between(*guide_, 9, 24);
    prompt_ = new TextView(tr("Prompt"), this);
    prompt_->setObjectName(QStringLiteral("labelPrompt"));
    (new LabelZoom(model_, this))->watch(prompt_);
    connect(&model_, &LabelViewModel::zoomChanged, this, [this] { fitHeight(*prompt_, 5); });
    answers_ = new LabelAnswersView(model_, this);
    steps_ = new LabelStepsView(model_, steps, this);
    spans_ = new LabelSpansView(model_, this);
    suggestion_ = new LabelSuggestionView(model_, this);
    grid->addWidget(makeHead(), 0, 0);
    grid->addWidget(guide_, 1, 0);
    grid->addWidget(prompt_, 2, 0);
    auto *body = new QVBoxLayout; // a row of the grid would keep its stretch where its widget is hidden
    body->addWidget(answers_, 1);
    body->addWidget(steps_, 1);
    body->addWidget(spans_, 1);
    grid->addLayout(body, 3, 0);
    grid->addWidget(suggestion_, 4, 0);
    addNotes(*grid);
    connectNotes();
    connect(&model_, &LabelViewModel::shownChanged, this, &LabelItemView::refresh);
    connect(&model_, &LabelViewModel::queueOpened, this, [this] {
        shown_.clear();
        guide_->showText(model_.guidelines());
        refresh();
    });
    connect(&model_, &LabelViewModel::savedChanged, this, &LabelItemView::showSaved);
    refresh();
}

QWidget *LabelItemView::makeHead() {
    auto *head = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, head);
    title_->setObjectName(QStringLiteral("labelTitle"));
    status_ = plainLabel({}, Type::Body, true, head);
    status_->setObjectName(QStringLiteral("labelStatus"));
    said_ = plainLabel({}, Type::Body, false, head);
    said_->setObjectName(QStringLiteral("labelSaid"));
    said_->setToolTip(tr("What others said of this item; your verdict settles it"));
    saved_ = plainLabel({}, Type::Body, true, head);
    saved_->setObjectName(QStringLiteral("labelSaved"));
    for (QLabel *each : {status_, said_}) each->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(title_, 0, Qt::AlignBaseline);
    layout->addWidget(status_, 1, Qt::AlignBaseline);
    layout->addWidget(said_, 1, Qt::AlignBaseline);
    layout->addWidget(saved_, 0, Qt::AlignBaseline);
    return head;
}

void LabelItemView::addNotes(QGridLayout &grid) {
    ideal_ = new NoteEdit(QStringLiteral("idealAnswer"), tr("The answer as it should be; it is chosen over the others"),
                          this);
    comment_ = new NoteEdit(QStringLiteral("labelComment"), tr("A comment on this item"), this);
    idealTitle_ = plainLabel(tr("Ideal answer"), Type::Heading, false, this);
    commentTitle_ = plainLabel(tr("Comment"), Type::Heading, false, this);
    between(*ideal_, 9, 24);
    between(*comment_, 9, 14);
    grid.addWidget(idealTitle_, 5, 0);
    grid.addWidget(ideal_, 6, 0);
    grid.addWidget(commentTitle_, 7, 0);
    grid.addWidget(comment_, 8, 0);
    grid.setRowStretch(3, 1);
}

void LabelItemView::connectNotes() {
    connect(guide_, &NoteEdit::written, &model_, &LabelViewModel::setGuidelines);
    connect(ideal_, &NoteEdit::written, &model_, &LabelViewModel::setIdeal);
    connect(comment_, &NoteEdit::written, &model_, &LabelViewModel::setComment);
    for (NoteEdit *each : {guide_, ideal_, comment_})
        connect(each, &NoteEdit::left, this, [this] {
            Q_EMIT notesLeft();
            refresh();
        });
    connect(ideal_, &NoteEdit::submitted, this, [this] {
        if (writesIdeal()) model_.act(QStringLiteral("submit"));
    });
}

bool LabelItemView::writesIdeal() const {
    const LabelKind &kind = model_.desk().state().kind();
    return kind.takesIdeal && kind.fewest == 0;
}

bool LabelItemView::isTyping() const {
    return ideal_->hasFocus() || comment_->hasFocus() || guide_->hasFocus();
}

void LabelItemView::flush() {
    for (NoteEdit *each : {guide_, ideal_, comment_}) each->flush();
}

void LabelItemView::setGuidelines(bool shown) {
    guidelinesShown_ = shown;
    refresh();
}

void LabelItemView::editIdeal(bool fromLast) {
    const LabelItem *item = model_.desk().item();
    if (!item || model_.isReadOnly() || !model_.desk().state().kind().takesIdeal) return;
    if (ideal_->toPlainText().isEmpty() && !item->answers.empty())
        ideal_->showText(answers_->answer(fromLast ? item->answers.size() - 1 : 0));
    idealTitle_->show();
    ideal_->show();
    ideal_->setFocus();
    ideal_->moveCursor(QTextCursor::End);
}

void LabelItemView::editComment() {
    if (!model_.desk().item() || model_.isReadOnly()) return;
    commentTitle_->show();
    comment_->show();
    comment_->setFocus();
    comment_->moveCursor(QTextCursor::End);
}

QString LabelItemView::statusText() const {
    const LabelMark *mark = model_.desk().mark();
    if (!mark) return {};
    QStringList parts;
    const QString brief = text(model_.desk().state().brief(*model_.desk().index()));
    if (mark->status() == LabelStatus::Done && model_.desk().state().kind().most == 2) {
        const QString verdict = mark->verdict == "left"    ? tr("left is better")
                                : mark->verdict == "right" ? tr("right is better")
                                : mark->verdict == "tie"   ? tr("a tie")
                                                           : tr("both are bad");
        parts.append(mark->strong ? tr("%1, strongly").arg(verdict) : verdict);
    } else {
        parts.append(statusWord(mark->status()));
        if (!brief.isEmpty()) parts.append(brief);
    }
    if (!mark->accepted.empty()) parts.append(tr("taken over from a judge"));
    if (mark->flagged) parts.append(tr("flagged"));
    if (mark->status() == LabelStatus::Done && !mark->blind) parts.append(tr("not blind"));
    if (model_.isReadOnly()) parts.append(tr("read-only"));
    return parts.join(QStringLiteral("  ·  "));
}

void LabelItemView::refresh() {
    const LabelItem *item = model_.desk().item();
    const auto index = model_.desk().index();
    const LabelKind &kind = model_.desk().state().kind();
    title_->setText(
        index ? coreText(Sentence::known(
                    kind.one.id(), {std::to_string(*index + 1), std::to_string(model_.desk().state().items().size())}))
              : tr("No item"));
    status_->setText(statusText());
    said_->setText(model_.othersSaid());
    said_->setVisible(!model_.othersSaid().isEmpty());
    answers_->setVisible(!kind.ofSteps && !kind.ofSpans);
    steps_->setVisible(kind.ofSteps);
    spans_->setVisible(kind.ofSpans);
    const std::string id = item ? item->id : std::string();
    if (id != shown_) {
        shown_ = id;
        showItem();
    }
    answers_->refresh();
    steps_->refresh();
    spans_->refresh();
    suggestion_->refresh();
    showNotes();
    showSaved();
}

void LabelItemView::showNotes() {
    const LabelMark *mark = model_.desk().mark();
    if (mark && !ideal_->hasFocus()) ideal_->showText(text(mark->ideal)); // undone or redone, perhaps
    if (mark && !comment_->hasFocus()) comment_->showText(text(mark->comment));
    const bool ideal = mark && (writesIdeal() || !mark->ideal.empty() || ideal_->hasFocus()),
               comment = mark && (!mark->comment.empty() || comment_->hasFocus());
    for (QWidget *each : {static_cast<QWidget *>(idealTitle_), static_cast<QWidget *>(ideal_)}) each->setVisible(ideal);
    for (QWidget *each : {static_cast<QWidget *>(commentTitle_), static_cast<QWidget *>(comment_)})
        each->setVisible(comment);
    const bool fixed = model_.isReadOnly() || !model_.stopped().isEmpty();
    for (NoteEdit *each : {ideal_, comment_}) each->setReadOnly(fixed);
    guide_->setReadOnly(model_.isReadOnly() || model_.queue().isEmpty());
    guide_->setVisible(guidelinesShown_);
}

void LabelItemView::showItem() {
    const LabelItem *item = model_.desk().item();
    const LabelMark *mark = model_.desk().mark();
    prompt_->setMarkedText(item ? text(item->prompt).trimmed() : QString(), {});
    fitHeight(*prompt_, 5);
    ideal_->showText(mark ? text(mark->ideal) : QString());
    comment_->showText(mark ? text(mark->comment) : QString());
    answers_->showTexts();
    spans_->showText();
}

void LabelItemView::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    fitHeight(*prompt_, 5); // its lines are others in another width
}

void LabelItemView::showSaved() {
    saved_->setText(model_.queue().isEmpty()      ? QString()
                    : !model_.stopped().isEmpty() ? tr("Not saved")
                    : model_.isSaved()            ? tr("Saved")
                                                  : tr("Saving…"));
}

} // namespace lapidary
