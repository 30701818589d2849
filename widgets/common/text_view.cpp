// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/text_view.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_shades.h"
#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextEdit>

namespace lapidary {

namespace {
constexpr int kMargin = 5 * kGrid;
}

TextView::TextView(const QString &name, QWidget *parent) : QPlainTextEdit(parent), margin_(new QWidget(this)) {
    setReadOnly(true);
    setAccessibleName(name);
    setFont(monospaceFont());
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(2 * kGrid);
    margin_->hide();
    margin_->installEventFilter(this);
    connect(this, &QPlainTextEdit::updateRequest, margin_, qOverload<>(&QWidget::update));
}

void TextView::setMarkedText(const QString &text, const QVector<QPair<int, int>> &spans,
                             const QVector<LineMark> &lines) {
    setPlainText(text);
    spans_ = spans;
    lines_ = lines;
    shaded_.clear();
    margin_->setVisible(!lines.isEmpty());
    setViewportMargins(lines.isEmpty() ? 0 : kMargin, 0, 0, 0);
    mark();
}

void TextView::setShades(const std::vector<TextToken> &tokens) {
    shaded_ = tokens;
    mark();
}

int TextView::shadeCount() const {
    return int(extraSelections().size() - spans_.size());
}

void TextView::paintMargin() {
    QPainter painter(margin_);
    for (const LineMark &line : std::as_const(lines_)) {
        const QTextBlock block = document()->findBlock(line.position);
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        const QRectF sign(kMargin - 4 * kGrid, box.y() + (fontMetrics().lineSpacing() - 10) / 2.0, 10, 10);
        drawGlyph(painter, line.right ? Glyph::Finished : Glyph::Failed, sign,
                  toneColour(line.right ? Tone::Good : Tone::Bad, palette()));
    }
}

void TextView::resizeEvent(QResizeEvent *event) {
    QPlainTextEdit::resizeEvent(event);
    margin_->setGeometry(QRect(contentsRect().topLeft(), QSize(kMargin, contentsRect().height())));
}

bool TextView::eventFilter(QObject *watched, QEvent *event) {
    if (watched == margin_ && event->type() == QEvent::Paint) {
        paintMargin();
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void TextView::mark() {
    const QPalette &p = palette();
    QList<QTextEdit::ExtraSelection> selections = tokenShades(document(), shaded_, p);
    for (const auto &[begin, length] : spans_) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(begin);
        selection.cursor.setPosition(begin + length, QTextCursor::KeepAnchor);
        selection.format.setBackground(p.color(QPalette::Midlight));
        selection.format.setFontUnderline(true);
        selection.format.setUnderlineColor(toneColour(Tone::Accent, p));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void TextView::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) mark();
}

} // namespace lapidary
