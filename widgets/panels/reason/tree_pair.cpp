// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/tree_pair.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/panels/reason/cost_strip.h"
#include "widgets/panels/reason/tree_canvas.h"
#include "widgets/panels/reason/votes_view.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

namespace {

/// The newest other search of the same problem, or of any.
int otherThan(const QVector<ReasonViewModel::Entry> &entries, int current) {
    QString problem;
    for (const auto &each : entries)
        if (each.id == current) problem = each.title;
    int other = 0, same = 0;
    for (const auto &each : entries) {
        if (each.id == current) continue;
        other = each.id;
        if (each.title == problem) same = each.id;
    }
    return same != 0 ? same : other;
}

} // namespace

TreePair::TreePair(ReasonViewModel &trees, QWidget *parent) : QDialog(parent), trees_(trees) {
    setObjectName(QStringLiteral("treePair"));
    setWindowTitle(tr("Two searches side by side"));
    resize(1100, 640);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(4 * kGrid);
    left_ = makeSide(QStringLiteral("Left"), *sides);
    right_ = makeSide(QStringLiteral("Right"), *sides);
    auto *close = button(tr("Close"), false, this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *end = new QHBoxLayout;
    end->addStretch();
    end->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * kGrid, 4 * kGrid, 4 * kGrid, 4 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addLayout(sides, 1);
    layout->addLayout(end);
    for (const auto &[side, id] :
         {std::pair{left_, trees_.current()}, {right_, otherThan(trees_.entries(), trees_.current())}}) {
        side.tree->setCurrentIndex(std::max(0, side.tree->findData(id)));
        show(side);
    }
}

TreePair::Side TreePair::makeSide(const QString &name, QHBoxLayout &line) {
    Side side{.shown = new ReasonViewModel(this),
              .tree = new Choice(QStringLiteral("pair%1").arg(name), tr("Which search"), this)};
    for (const auto &each : trees_.entries())
        side.tree->addItem(QStringLiteral("%1 · %2").arg(each.title.left(40), each.about), each.id);
    side.tree->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *canvas = new TreeCanvas(*side.shown, this);
    canvas->setObjectName(QStringLiteral("pairCanvas%1").arg(name));
    canvas->setMinimumHeight(160);
    auto *column = new QVBoxLayout;
    column->setSpacing(2 * kGrid);
    column->addWidget(side.tree);
    column->addWidget(canvas, 1);
    column->addWidget(new CostStrip(*side.shown, this));
    column->addWidget(plainLabel(tr("Votes"), Type::Heading, false, this));
    column->addWidget(new VotesView(*side.shown, this));
    line.addLayout(column, 1);
    connect(side.tree, &QComboBox::activated, this, [this, side] { show(side); });
    return side;
}

void TreePair::show(const Side &side) {
    side.shown->clear();
    TraceFile copy;
    copy.traces.append(trees_.traceOf(side.tree->currentData().toInt()));
    side.shown->setOpened(copy);
    if (const auto choice = side.shown->tree() ? side.shown->tree()->choice() : std::nullopt)
        side.shown->choose(choice->node);
}

} // namespace lapidary
