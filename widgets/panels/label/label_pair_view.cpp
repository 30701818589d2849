// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_pair_view.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/word_diff.h"
#include "widgets/panels/label/note_edit.h"
#include <QGridLayout>

namespace lapidary {

namespace {

QString text(const std::string &bytes) {
    return QString::fromStdString(bytes);
}

void fitHeight(TextView &view, int most) {
    const int lines =
        std::clamp(int(view.document()->size().height()), 1, most); // a plain text document counts in lines
    view.setFixedHeight(lines * view.fontMetrics().lineSpacing() + 5 * kGrid);
}

} // namespace

LabelPairView::LabelPairView(LabelViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(3 * kGrid);
    grid->setVerticalSpacing(2 * kGrid);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    guide_ = new TextView(tr("Guidelines"), this);
    guide_->setObjectName(QStringLiteral("guidelines"));
    guide_->setFont(typeFont(Type::Body));
    guide_->hide();
    prompt_ = new TextView(tr("Prompt"), this);
    prompt_->setObjectName(QStringLiteral("labelPrompt"));
    grid->addWidget(makeHead(), 0, 0, 1, 2);
    grid->addWidget(guide_, 1, 0, 1, 2);
    grid->addWidget(prompt_, 2, 0, 1, 2);
    addCandidates(*grid);
    addNotes(*grid);
    connect(&model_, &LabelViewModel::shownChanged, this, &LabelPairView::refresh);
    connect(&model_, &LabelViewModel::queueOpened, this, &LabelPairView::refresh);
    connect(&model_, &LabelViewModel::tokensChanged, this, &LabelPairView::showTexts);
    connect(&model_, &LabelViewModel::savedChanged, this, &LabelPairView::showSaved);
    refresh();
}

QWidget *LabelPairView::makeHead() {
    auto *head = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, head);
    title_->setObjectName(QStringLiteral("labelTitle"));
    status_ = plainLabel({}, Type::Body, true, head);
    status_->setObjectName(QStringLiteral("labelStatus"));
    saved_ = plainLabel({}, Type::Body, true, head);
    saved_->setObjectName(QStringLiteral("labelSaved"));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(title_, 0, Qt::AlignBaseline);
    layout->addWidget(status_, 1, Qt::AlignBaseline);
    layout->addWidget(saved_, 0, Qt::AlignBaseline);
    return head;
}

void LabelPairView::addCandidates(QGridLayout &grid) {
    nameLeft_ = plainLabel({}, Type::Heading, false, this);
    nameRight_ = plainLabel({}, Type::Heading, false, this);
    nameLeft_->setObjectName(QStringLiteral("nameLeft"));
    nameRight_->setObjectName(QStringLiteral("nameRight"));
    left_ = new TextView(tr("Left answer"), this);
    right_ = new TextView(tr("Right answer"), this);
    left_->setObjectName(QStringLiteral("labelLeft"));
    right_->setObjectName(QStringLiteral("labelRight"));
    for (TextView *each : {left_, right_}) each->setMinimumHeight(24 * kGrid);
    grid.addWidget(nameLeft_, 3, 0);
    grid.addWidget(nameRight_, 3, 1);
    grid.addWidget(left_, 4, 0);
    grid.addWidget(right_, 4, 1);
    grid.setRowStretch(4, 1);
}

void LabelPairView::addNotes(QGridLayout &grid) {
    ideal_ =
        new NoteEdit(QStringLiteral("idealAnswer"), tr("The answer as it should be; it is chosen over both"), this);
    comment_ = new NoteEdit(QStringLiteral("labelComment"), tr("A comment on this pair"), this);
    idealTitle_ = plainLabel(tr("Ideal answer"), Type::Heading, false, this);
    commentTitle_ = plainLabel(tr("Comment"), Type::Heading, false, this);
    ideal_->setFixedHeight(24 * kGrid);
    comment_->setFixedHeight(14 * kGrid);
    grid.addWidget(idealTitle_, 5, 0, 1, 2);
    grid.addWidget(ideal_, 6, 0, 1, 2);
    grid.addWidget(commentTitle_, 7, 0, 1, 2);
    grid.addWidget(comment_, 8, 0, 1, 2);
    connect(ideal_, &NoteEdit::written, &model_, &LabelViewModel::setIdeal);
    connect(comment_, &NoteEdit::written, &model_, &LabelViewModel::setComment);
    for (NoteEdit *each : {ideal_, comment_})
        connect(each, &NoteEdit::left, this, [this] {
            Q_EMIT notesLeft();
            refresh();
        });
}

bool LabelPairView::isTyping() const {
    return ideal_->hasFocus() || comment_->hasFocus();
}

void LabelPairView::flush() {
    ideal_->flush();
    comment_->flush();
}

void LabelPairView::setDifferences(bool shown) {
    differences_ = shown;
    showTexts();
}

void LabelPairView::setTokenColours(bool shown) {
    tokenColours_ = shown;
    showTexts();
}

void LabelPairView::setGuidelines(bool shown) {
    guidelinesShown_ = shown;
    refresh();
    if (shown) fitHeight(*guide_, 8);
}

void LabelPairView::editIdeal(bool fromRight) {
    if (!model_.desk().item() || model_.isReadOnly()) return;
    if (ideal_->toPlainText().isEmpty()) ideal_->showText((fromRight ? right_ : left_)->toPlainText());
    idealTitle_->show();
    ideal_->show();
    ideal_->setFocus();
    ideal_->moveCursor(QTextCursor::End);
}

void LabelPairView::editComment() {
    if (!model_.desk().item() || model_.isReadOnly()) return;
    commentTitle_->show();
    comment_->show();
    comment_->setFocus();
    comment_->moveCursor(QTextCursor::End);
}

QString LabelPairView::statusText() const {
    const LabelMark *mark = model_.desk().mark();
    if (!mark) return {};
    QStringList parts;
    if (mark->status() == LabelStatus::Done) {
        const QString verdict = mark->verdict == "left"    ? tr("left is better")
                                : mark->verdict == "right" ? tr("right is better")
                                : mark->verdict == "tie"   ? tr("a tie")
                                                           : tr("both are bad");
        parts.append(mark->strong ? tr("%1, strongly").arg(verdict) : verdict);
    } else {
        parts.append(statusWord(mark->status()));
    }
    if (mark->flagged) parts.append(tr("flagged"));
    if (model_.isReadOnly()) parts.append(tr("read-only"));
    return parts.join(QStringLiteral("  ·  "));
}

void LabelPairView::refresh() {
    const LabelItem *item = model_.desk().item();
    const auto index = model_.desk().index();
    title_->setText(index ? tr("Pair %1 of %2").arg(*index + 1).arg(model_.desk().state().items().size())
                          : tr("No pair"));
    status_->setText(statusText());
    const std::string id = item ? item->id : std::string();
    if (id != shown_) {
        shown_ = id;
        showItem();
    } else if (const LabelMark *mark = model_.desk().mark()) { // undone or redone, perhaps
        if (!ideal_->hasFocus()) ideal_->showText(text(mark->ideal));
        if (!comment_->hasFocus()) comment_->showText(text(mark->comment));
    }
    const LabelMark *mark = model_.desk().mark();
    const bool done = mark && mark->status() == LabelStatus::Done;
    const bool swapped = model_.desk().order() == "ba";
    const auto named = [&](const QString &side, bool first) {
        if (!done) return side;
        const LabelCandidate &candidate = first != swapped ? item->a : item->b;
        return candidate.name.empty() ? side : QStringLiteral("%1  ·  %2").arg(side, text(candidate.name));
    };
    nameLeft_->setText(named(tr("Left"), true));
    nameRight_->setText(named(tr("Right"), false));
    const bool ideal = mark && (!mark->ideal.empty() || ideal_->hasFocus()),
               comment = mark && (!mark->comment.empty() || comment_->hasFocus());
    for (QWidget *each : {static_cast<QWidget *>(idealTitle_), static_cast<QWidget *>(ideal_)}) each->setVisible(ideal);
    for (QWidget *each : {static_cast<QWidget *>(commentTitle_), static_cast<QWidget *>(comment_)})
        each->setVisible(comment);
    for (NoteEdit *each : {ideal_, comment_}) each->setReadOnly(model_.isReadOnly() || !model_.stopped().isEmpty());
    guide_->setVisible(guidelinesShown_);
    const QString guide = model_.guidelines().isEmpty()
                              ? tr("Prefer the answer that is right, then the one whose reasoning is right, then the "
                                   "shorter one. Tie: equally good. Both bad: neither should "
                                   "be learnt from. Skip what you cannot judge; flag what somebody else should see.\n"
                                   "A file guidelines.md in the queue's folder stands here instead.")
                              : model_.guidelines();
    if (guide_->toPlainText() != guide) guide_->setMarkedText(guide, {});
    showSaved();
}

void LabelPairView::showItem() {
    const LabelItem *item = model_.desk().item();
    const LabelMark *mark = model_.desk().mark();
    prompt_->setMarkedText(item ? text(item->prompt).trimmed() : QString(), {});
    fitHeight(*prompt_, 6);
    ideal_->showText(mark ? text(mark->ideal) : QString());
    comment_->showText(mark ? text(mark->comment) : QString());
    showTexts();
}

void LabelPairView::showTexts() {
    const LabelItem *item = model_.desk().item();
    const bool swapped = model_.desk().order() == "ba";
    const QString a = item ? text(swapped ? item->b.text : item->a.text) : QString(),
                  b = item ? text(swapped ? item->a.text : item->b.text) : QString();
    const WordDiff diff = differences_ ? wordDiff(a, b) : WordDiff{};
    for (TextView *each : {left_, right_}) each->setPlaceholderText(item ? tr("an empty answer") : QString());
    left_->setMarkedText(a, diff.a);
    right_->setMarkedText(b, diff.b);
    if (!tokenColours_ || !item) return;
    model_.askForTokens();
    if (const LabelTokens *tokens = model_.tokens()) {
        const auto &left = swapped ? tokens->b : tokens->a, &right = swapped ? tokens->a : tokens->b;
        left_->setShades(left);
        right_->setShades(right);
    }
}

void LabelPairView::showSaved() {
    saved_->setText(model_.queue().isEmpty()      ? QString()
                    : !model_.stopped().isEmpty() ? tr("Not saved")
                    : model_.isSaved()            ? tr("Saved")
                                                  : tr("Saving…"));
}

} // namespace lapidary
