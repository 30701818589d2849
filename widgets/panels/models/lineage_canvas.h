// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/node_canvas.h"

namespace lapidary {

class ModelsViewModel;
struct ModelValues;

/// All models of the project and what each was made from. A click chooses a model, a double click opens its details.
class LineageCanvas : public NodeCanvas {
    Q_OBJECT
public:
    explicit LineageCanvas(ModelsViewModel &model, QWidget *parent = nullptr);

protected:
    void drawNode(QPainter &painter, const QString &id, const QRectF &box, NodeLook look) const override;
    QString sentenceOf(const QString &id) const override;

private:
    void refresh();
    const ModelValues *find(const QString &id) const;
    ModelsViewModel &model_;
};

} // namespace lapidary
