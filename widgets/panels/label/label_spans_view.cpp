// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_spans_view.h"
#include "core/workbench/labels/kinds/spans.h"
#include "widgets/common/labels.h"
#include "widgets/common/text_view.h"
#include "widgets/models/label_view_model.h"
#include "widgets/panels/label/label_zoom.h"
#include <QEvent>
#include <QTextBlock>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

namespace {

/// No criterion is told by its colour alone: each has a line of its own below its words.
struct SpanLook {
    Tone tone;
    QTextCharFormat::UnderlineStyle line;
};
constexpr SpanLook kLooks[] = {{Tone::Bad, QTextCharFormat::SingleUnderline},
                               {Tone::Warning, QTextCharFormat::WaveUnderline},
                               {Tone::Accent, QTextCharFormat::DashUnderline},
                               {Tone::Good, QTextCharFormat::DotLine},
                               {Tone::Neutral, QTextCharFormat::DashDotLine}};

const SpanLook &lookOf(std::size_t criterion) {
    return kLooks[criterion % std::size(kLooks)];
}

} // namespace

LabelSpansView::LabelSpansView(LabelViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), name_(plainLabel({}, Type::Heading, false, this)),
      legend_(plainLabel({}, Type::Caption, true, this)), text_(new TextView(tr("Answer"), this)) {
    text_->setObjectName(QStringLiteral("labelSpans"));
    text_->setMinimumHeight(24 * kGrid);
    legend_->setObjectName(QStringLiteral("labelSpanList"));
    legend_->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addWidget(name_);
    layout->addWidget(text_, 1);
    layout->addWidget(legend_);
    (new LabelZoom(model_, this))->watch(text_);
    connect(text_, &QPlainTextEdit::selectionChanged, this, &LabelSpansView::choose);
    connect(text_, &QPlainTextEdit::cursorPositionChanged, this, &LabelSpansView::choose);
}

void LabelSpansView::showText() {
    const LabelItem *item = model_.desk().item();
    following_ = true;
    text_->setMarkedText(item && !item->answers.empty() ? QString::fromStdString(item->answers[0].text) : QString(),
                         {});
    following_ = false;
    mark();
}

/// The words that the choice touches; the one at or behind the cursor where nothing is chosen.
void LabelSpansView::choose() {
    const LabelItem *item = model_.desk().item();
    if (following_ || !item || item->answers.empty() || !model_.desk().state().kind().ofSpans) return;
    const auto words = markableWords(item->answers[0].text);
    if (words.empty()) return;
    const QTextCursor cursor = text_->textCursor();
    const QString all = text_->toPlainText();
    const auto bytes = [&](int place) { return std::size_t(QStringView(all).left(place).toUtf8().size()); };
    const std::size_t begin = bytes(cursor.selectionStart()), end = std::max(bytes(cursor.selectionEnd()), begin + 1);
    const auto first = std::find_if(words.begin(), words.end(), [&](const auto &word) { return word.second > begin; });
    const std::size_t from = first == words.end() ? words.size() - 1 : std::size_t(first - words.begin());
    std::size_t to = from;
    while (to + 1 < words.size() && words[to + 1].first < end) ++to;
    model_.aim(spanCell(words.size(), from, to));
}

void LabelSpansView::mark() {
    const LabelMark *now = model_.desk().mark();
    const LabelItem *item = model_.desk().item();
    QList<QTextEdit::ExtraSelection> marks;
    const std::string text = item && !item->answers.empty() ? item->answers[0].text : std::string();
    const auto place = [&](std::size_t byte) {
        return int(QString::fromUtf8(text.data(), qsizetype(std::min(byte, text.size()))).size());
    };
    for (const LabelSpan &each : now ? labelSpans(now->now()) : std::vector<LabelSpan>()) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(text_->document());
        selection.cursor.setPosition(place(each.begin));
        selection.cursor.setPosition(place(each.end), QTextCursor::KeepAnchor);
        const QColor colour = toneColour(lookOf(each.criterion).tone, palette());
        QColor ground = colour;
        ground.setAlpha(48);
        selection.format.setBackground(ground);
        selection.format.setUnderlineStyle(lookOf(each.criterion).line);
        selection.format.setUnderlineColor(colour);
        marks.append(selection);
    }
    text_->setExtraSelections(marks);
    legend_->setText(legend());
}

/// What is marked, in words: "wrong: “4”  ·  unclear: “so”".
QString LabelSpansView::legend() const {
    const LabelMark *now = model_.desk().mark();
    const LabelItem *item = model_.desk().item();
    if (!now || !item || item->answers.empty()) return {};
    const auto spans = labelSpans(now->now());
    if (spans.empty())
        return tr("Choose words with the mouse, or with Shift and the arrow keys, and mark them by a key.");
    QStringList out;
    const auto &criteria = model_.desk().state().setup().criteria;
    for (const LabelSpan &each : spans)
        out.append(tr("%1: “%2”")
                       .arg(QString::fromStdString(each.criterion < criteria.size() ? criteria[each.criterion]
                                                                                    : std::string()),
                            QString::fromStdString(item->answers[0].text.substr(each.begin, each.end - each.begin))
                                .simplified()));
    return out.join(QStringLiteral("  ·  "));
}

void LabelSpansView::refresh() {
    const LabelItem *item = model_.desk().item();
    mark();
    const QString who = item && model_.desk().showsNames() && !item->answers.empty()
                            ? QString::fromStdString(item->answers[0].name)
                            : QString();
    name_->setText(who.isEmpty() ? tr("Answer") : tr("Answer") + QStringLiteral("  ·  ") + who);
}

/// The text takes the marks of the old colours away by itself, behind this.
void LabelSpansView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) QTimer::singleShot(0, this, &LabelSpansView::mark);
}

} // namespace lapidary
