// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/node_canvas.h"
#include "widgets/models/home_view_model.h"
#include <QTimer>

namespace lapidary {

/// The stages of the experiment, each with its state.
class GraphCanvas : public NodeCanvas {
    Q_OBJECT
public:
    explicit GraphCanvas(HomeViewModel &model, QWidget *parent = nullptr);

protected:
    void drawNode(QPainter &painter, const QString &id, const QRectF &box, NodeLook look) const override;
    QString sentenceOf(const QString &id) const override;
    void showEvent(QShowEvent *event) override;

private:
    void readViews();
    HomeViewModel &model_;
    QHash<QString, StageView> views_; ///< as drawn: asking for them costs too much for every frame
    QTimer refresh_;
};

} // namespace lapidary
