// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/node_canvas.h"
#include "widgets/models/home_view_model.h"

class QPainter;
class QPalette;

namespace lapidary {

/// Draws one stage into its box: name, state by sign and word, key figure, spark line or interval, progress.
void drawStage(QPainter &painter, const QRectF &box, const StageNode &node, const StageView &view,
               const QPalette &palette, NodeLook look);

/// The same in words, for tool tips and screen readers.
QString sentenceOf(const StageNode &node, const StageView &view);

} // namespace lapidary
