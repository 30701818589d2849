// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/template_list.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>
#include <QTextLayout>

namespace lapidary {

namespace {

constexpr int kColumns = 3, kCardWidth = 60 * kGrid, kCardHeight = 36 * kGrid, kPicture = 13 * kGrid, kPad = 3 * kGrid;
constexpr int kGraphRole = Qt::UserRole + 1, kSummaryRole = Qt::UserRole + 2;

/// Small nodes, so that a whole experiment is seen at once.
QSizeF pictureSize(StageKind kind) {
    switch (kind) {
    case StageKind::Data:
    case StageKind::Model:
        return {30, 24};
    case StageKind::Arm:
        return {40, 14};
    case StageKind::Comparison:
        return {30, 40};
    default:
        return {48, 34};
    }
}

/// A graph without words: what learns stands out, what it is given and what is asked of it is quiet.
class GraphPicture {
public:
    GraphPicture(const StageGraphValues &graph, const QPalette &palette)
        : graph_(graph), layout_(layoutOf(graph, pictureSize)), palette_(palette) {}

    void draw(QPainter &painter, const QRectF &room) const {
        if (layout_.bounds.isEmpty()) return;
        const double scale =
            std::min({room.width() / layout_.bounds.width(), room.height() / layout_.bounds.height(), 1.0});
        painter.save();
        painter.translate(room.center());
        painter.scale(scale, scale);
        painter.translate(-layout_.bounds.center());
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette_.color(QPalette::PlaceholderText), 0.8 / scale));
        for (const auto &edge : layout_.edges) painter.drawPath(way(edge.points));
        for (const StageNode &node : graph_.nodes) drawNode(painter, node, 1 / scale);
        painter.restore();
    }

private:
    static QPainterPath way(const QVector<QPointF> &points) {
        QPainterPath path(points.first());
        for (int i = 1; i < points.size(); ++i) {
            const QPointF &a = points[i - 1], &b = points[i];
            const double middle = (a.x() + b.x()) / 2;
            path.cubicTo({middle, a.y()}, {middle, b.y()}, b);
        }
        return path;
    }

    void drawNode(QPainter &painter, const StageNode &node, double pixel) const {
        const QColor accent = toneColour(Tone::Accent, palette_), text = palette_.color(QPalette::Text);
        const bool trains = node.kind == StageKind::Train;
        const bool quiet = node.kind == StageKind::Data || node.kind == StageKind::Model;
        painter.setPen(QPen(trains ? accent : quiet ? palette_.color(QPalette::PlaceholderText) : text, 1.2 * pixel));
        painter.setBrush(trains ? accent : palette_.color(QPalette::Base));
        const QRectF box = layout_.boxes.value(node.id);
        if (node.kind == StageKind::Data) // rows
            painter.drawEllipse(box.adjusted(3, 0, -3, 0));
        else
            painter.drawRoundedRect(box, 5, 5);
    }

    const StageGraphValues &graph_;
    NodeLayout layout_;
    const QPalette &palette_;
};

/// Picture over title over sentence.
class TemplateDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override {
        return {kCardWidth, kCardHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const bool chosen = option.state & QStyle::State_Selected;
        const bool focused = chosen && (option.state & QStyle::State_HasFocus);
        const QPalette &palette = option.palette;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(option.rect).adjusted(3, 3, -3, -3);
        const QColor accent = toneColour(Tone::Accent, palette);
        painter->setPen(QPen(chosen ? accent : palette.color(QPalette::Mid), focused ? 3 : chosen ? 2 : 1));
        painter->setBrush(
            palette.color(chosen || option.state & QStyle::State_MouseOver ? QPalette::Midlight : QPalette::Base));
        painter->drawRoundedRect(frame, 6, 6);
        const QRectF inner = frame.adjusted(kPad, kPad - 2, -kPad, -kPad + 2);
        drawPicture(*painter, {inner.x(), inner.y(), inner.width(), kPicture}, index, palette);
        drawWords(*painter, inner.adjusted(0, kPicture + kGrid, 0, 0), index, palette);
        painter->restore();
    }

private:
    static void drawPicture(QPainter &painter, const QRectF &room, const QModelIndex &index, const QPalette &palette) {
        const auto graph = index.data(kGraphRole).value<StageGraphValues>();
        if (!graph.isEmpty()) return GraphPicture(graph, palette).draw(painter, room);
        if (!index.data(Qt::UserRole).toString().isEmpty()) return; // a template that is not read yet
        const QSizeF size(26, 26);
        const QPointF middle = room.center() - QPointF(13, 13);
        const QColor quiet = palette.color(QPalette::PlaceholderText);
        drawGlyph(painter, Glyph::Model, {middle - QPointF(24, 0), size}, quiet);
        drawGlyph(painter, Glyph::Data, {middle + QPointF(24, 0), size}, quiet);
    }

    static void drawWords(QPainter &painter, const QRectF &room, const QModelIndex &index, const QPalette &palette) {
        QFont bold = typeFont(Type::Body);
        bold.setWeight(QFont::Bold);
        const QFontMetricsF metrics(bold);
        painter.setFont(bold);
        painter.setPen(palette.color(QPalette::Text));
        painter.drawText(QRectF(room.x(), room.y(), room.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
        painter.setFont(typeFont(Type::Caption));
        painter.setPen(palette.color(QPalette::PlaceholderText));
        painter.drawText(room.adjusted(0, metrics.height() + 1, 0, 0), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop,
                         index.data(kSummaryRole).toString());
    }
};

} // namespace

TemplateList::TemplateList(QWidget *parent) : QListWidget(parent) {
    setObjectName(QStringLiteral("templates"));
    setAccessibleName(tr("What the project begins with"));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSpacing(0);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new TemplateDelegate(this));
    const auto add = [this](const QString &name, const QString &title, const QString &summary) {
        auto *item = new QListWidgetItem(title, this);
        item->setData(Qt::UserRole, name);
        item->setData(kSummaryRole, summary);
        item->setData(Qt::AccessibleTextRole, title + QStringLiteral(". ") + summary);
        item->setToolTip(summary.toHtmlEscaped());
    };
    add({}, tr("My data, my model"), tr("Nothing yet: bring a model and rows, and add stages to them."));
    for (const ExperimentTemplate &each : experimentTemplates()) add(each.name, each.title, each.summary);
    setCurrentRow(0);
    const int rows = (count() + kColumns - 1) / kColumns;
    setMinimumSize(kColumns * kCardWidth + 4 * kGrid, rows * kCardHeight + 2 * kGrid); // all of them, unscrolled
}

void TemplateList::setTemplates(const QVector<ExperimentTemplate> &templates) {
    for (int row = 0; row < count(); ++row)
        for (const ExperimentTemplate &each : templates)
            if (each.name == item(row)->data(Qt::UserRole).toString())
                item(row)->setData(kGraphRole, QVariant::fromValue(each.graph));
}

QString TemplateList::chosen() const {
    return currentItem() ? currentItem()->data(Qt::UserRole).toString() : QString();
}

} // namespace lapidary
