// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/docks/inspector_view.h"
#include "widgets/common/labels.h"
#include "widgets/common/x_axis.h"
#include "widgets/models/cost_words.h"
#include "widgets/models/wording.h"
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QShortcut>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace lapidary {

InspectorView::InspectorView(QWidget *parent) : QWidget(parent) {
    title_ = plainLabel({}, Type::Heading, false, this);
    title_->setObjectName(QStringLiteral("inspectorTitle"));
    summary_ = plainLabel({}, Type::Body, true, this);
    detail_ = plainLabel({}, Type::Body, false, this);
    detail_->setObjectName(QStringLiteral("detail"));
    for (QLabel *each : {title_, summary_, detail_}) {
        each->setWordWrap(true);
        each->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    facts_ = new QStandardItemModel(0, 2, this);
    tree_ = new QTreeView(this);
    tree_->setObjectName(QStringLiteral("facts"));
    tree_->setAccessibleName(tr("Facts of the run"));
    tree_->setModel(facts_);
    tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree_->setIndentation(3 * kGrid);
    tree_->setUniformRowHeights(true);
    tree_->setHeaderHidden(true);
    tree_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    setFocusProxy(tree_);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    words->setSpacing(kGrid);
    for (QLabel *each : {title_, summary_, detail_}) words->addWidget(each);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(words);
    layout->addWidget(tree_, 1);
    layout->addStretch(0);
    auto *copying = new QShortcut(QKeySequence::Copy, tree_);
    copying->setContext(Qt::WidgetShortcut);
    connect(copying, &QShortcut::activated, this, &InspectorView::copy);
    show(nullptr, nullptr);
}

void InspectorView::show(const StageNode *stage, const RunValues *run, const StageCost *cost) {
    if (run_ != (run ? run->id : QString())) facts_->removeRows(0, facts_->rowCount());
    run_ = run ? run->id : QString();
    title_->setText(run ? run->name : stage ? stage->name : tr("Choose a stage or a run"));
    QStringList parts;
    if (run) {
        parts = {run->method.isEmpty() ? run->kind : run->kind + QStringLiteral(" · ") + run->method,
                 stateWord(run->state)};
        if (isActive(run->state) && !run->phase.isEmpty()) parts.append(run->phase);
        if (run->total > 0) parts.append(tr("%1 of %2").arg(run->done, 0, 'f', 0).arg(run->total, 0, 'f', 0));
        if (run->seconds >= 1) parts.append(durationText(run->seconds));
        if (run->tokens > 0) parts.append(tr("%1 tokens").arg(shortNumber(run->tokens)));
        if (run->tokens > 0 && run->seconds >= 1)
            parts.append(tr("%1 tokens/s").arg(shortNumber(run->tokens / run->seconds)));
    } else if (stage) {
        parts.append(stage->detail);
    } else {
        parts.append(tr("Its configuration, hashes and history stand here."));
    }
    summary_->setText(parts.join(QStringLiteral("  ·  ")));
    QStringList detail;
    if (run) detail.append(run->error.isEmpty() ? run->note : run->error);
    if (cost && !cost->isDone && !(run && isActive(run->state)))
        detail.append(tr("It will take, by estimate: %1").arg(costText(*cost)));
    detail.removeAll({});
    detail_->setText(detail.join(QLatin1Char('\n')));
    detail_->setVisible(!detail.isEmpty());
    tree_->setVisible(run);
    static_cast<QVBoxLayout *>(layout())->setStretch(2, run ? 0 : 1); // words alone stand at the top
}

void InspectorView::setFacts(const RunFactsValues &facts) {
    if (facts.run != run_) return; // another run was chosen meanwhile
    facts_->removeRows(0, facts_->rowCount());
    for (const auto &group : facts.groups) {
        if (group.facts.isEmpty()) continue;
        auto *head = new QStandardItem(group.title);
        QFont bold = typeFont(Type::Body);
        bold.setWeight(QFont::Bold);
        head->setFont(bold);
        for (const auto &[name, value] : group.facts) {
            auto *shown = new QStandardItem(value);
            shown->setToolTip(value.toHtmlEscaped());
            head->appendRow({new QStandardItem(name), shown});
        }
        facts_->appendRow({head, new QStandardItem});
    }
    tree_->expandAll();
    for (int row = 0; row < facts_->rowCount(); ++row) tree_->setFirstColumnSpanned(row, {}, true);
}

/// "key = value" lines, as they can be pasted into an experiment.
void InspectorView::copy() {
    QStringList lines;
    for (const QModelIndex &row : tree_->selectionModel()->selectedRows()) {
        const QString value = row.siblingAtColumn(1).data().toString();
        lines.append(value.isEmpty() ? row.data().toString() : row.data().toString() + QStringLiteral(" = ") + value);
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace lapidary
