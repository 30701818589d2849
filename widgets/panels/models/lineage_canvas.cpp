// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/lineage_canvas.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/stage_graph.h"
#include "widgets/panels/models/model_wording.h"
#include <QLocale>
#include <QPainter>
#include <algorithm>

namespace lapidary {

namespace {

constexpr double kPad = 2.5 * kGrid, kGlyph = 18;

QSizeF nodeSize(StageKind) {
    return {192, 60};
}

} // namespace

LineageCanvas::LineageCanvas(ModelsViewModel &model, QWidget *parent)
    : NodeCanvas(QStringLiteral("lineageGraph"), tr("Models and what they were made from"), parent), model_(model) {
    connect(&model_, &ModelsViewModel::modelsChanged, this, &LineageCanvas::refresh);
    connect(&model_, &ModelsViewModel::currentChanged, this, [this] {
        if (model_.current()) select(model_.current()->id);
    });
    connect(this, &NodeCanvas::selected, &model_, &ModelsViewModel::choose);
    refresh();
}

const ModelValues *LineageCanvas::find(const QString &id) const {
    const auto &models = model_.models();
    const auto it = std::find_if(models.begin(), models.end(), [&](const ModelValues &each) { return each.id == id; });
    return it == models.end() ? nullptr : &*it;
}

void LineageCanvas::refresh() {
    StageGraphValues graph;
    QStringList order;
    for (const ModelValues &model : model_.models()) {
        order.append(model.id);
        graph.nodes.append({.id = model.id, .kind = StageKind::Model, .name = model.name});
        for (const ModelValues &parent : model_.models())
            if (model.parents.contains(parent.name) && parent.id != model.id) graph.edges.append({parent.id, model.id});
    }
    setNodes(order, layoutOf(graph, nodeSize));
    if (model_.current()) select(model_.current()->id);
}

void LineageCanvas::drawNode(QPainter &painter, const QString &id, const QRectF &box, NodeLook look) const {
    const ModelValues *model = find(id);
    if (!model) return;
    const QPalette &p = palette();
    QPen edge(look.chosen ? toneColour(Tone::Accent, p) : p.color(QPalette::Mid), look.chosen ? 2 : 1);
    if (!model->present && !look.chosen) edge.setStyle(Qt::DashLine); // not there yet
    painter.setPen(edge);
    painter.setBrush(look.chosen || look.hovered ? p.color(QPalette::Midlight) : p.color(QPalette::Base));
    const double round =
        model->kind == ModelValues::Adapter ? box.height() / 2 : 6; // an adapter is no whole model, and looks so
    painter.drawRoundedRect(box, round, round);
    if (look.focus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(toneColour(Tone::Accent, p), 2));
        painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), round + 3, round + 3);
    }
    const double left = model->kind == ModelValues::Adapter ? 4.5 * kGrid : kPad;
    drawGlyph(painter, Glyph::Model, QRectF(box.x() + left, box.center().y() - kGlyph / 2, kGlyph, kGlyph),
              p.color(QPalette::PlaceholderText));
    const QRectF words = box.adjusted(left + kGlyph + 2 * kGrid, kPad, -left, -kPad);
    const auto line = [&](int number, const QString &text, bool bold) {
        QFont font = typeFont(bold ? Type::Body : Type::Caption);
        if (bold) font.setWeight(QFont::Bold);
        painter.setFont(font);
        painter.setPen(p.color(bold ? QPalette::Text : QPalette::PlaceholderText));
        const QRectF room(words.x(), words.y() + number * words.height() / 2, words.width(), words.height() / 2);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
    };
    line(0, model->name, true);
    QStringList second{kindWord(*model)};
    if (model->present) second.append(QLocale().formattedDataSize(model->diskBytes, 1));
    line(1, second.join(QStringLiteral(" · ")), false);
}

QString LineageCanvas::sentenceOf(const QString &id) const {
    const ModelValues *model = find(id);
    if (!model) return {};
    QStringList parts{model->name, kindWord(*model)};
    if (!model->parents.isEmpty()) parts.append(tr("made from %1").arg(model->parents.join(QStringLiteral(", "))));
    const QStringList further = model_.madeFrom(id);
    if (!further.isEmpty()) parts.append(tr("went on to %1").arg(further.join(QStringLiteral(", "))));
    return parts.join(QStringLiteral(", "));
}

} // namespace lapidary
