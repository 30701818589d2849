// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/tree_export.h"
#include "core/workbench/traces/trace_formats.h"
#include "widgets/common/core_text.h"
#include "widgets/models/qt_text.h"
#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace lapidary {

namespace {

/// The summaries of core's formats, for the tool that looks for what is to be translated.
[[maybe_unused]] constexpr const char *kSummaries[] = {
    QT_TRANSLATE_NOOP("Tree", "the chosen answers as demonstrations, JSON Lines"),
    QT_TRANSLATE_NOOP("Tree", "pairs of better and worse pieces, JSON Lines"),
    QT_TRANSLATE_NOOP("Tree", "answers whose steps have labels, for a process reward model, JSON Lines"),
    QT_TRANSLATE_NOOP("Tree", "the trees as a graph of Graphviz"),
    QT_TRANSLATE_NOOP("Tree", "the trees with all that is known of their nodes"),
    QT_TRANSLATE_NOOP("Tree", "one page to look at, which needs no network"),
};

/// Of a tree from a file nobody knows what was asked but by its name.
Result<TracedTree> tracedTree(const SearchTreeModel &tree, const TreeRequest &from) {
    SearchTrees trees;
    for (const SearchEvent &event : tree.events())
        if (auto added = trees.add(event); !added) return unexpected(added.error());
    TracedTree out{.tree = {.problem = fromQt(tree.nodes()[0].name)}};
    if (!trees.trees().empty()) out.tree = trees.trees().front();
    out.problem.id = out.tree.problem;
    out.problem.prompt = from.prompt.isEmpty() ? out.tree.problem : fromQt(from.prompt);
    out.problem.reference = fromQt(from.expected);
    return out;
}

QString saidOf(const TraceText &made) {
    QStringList parts;
    if (made.rows > 0 || !made.leftOut.empty())
        parts.append(QCoreApplication::translate("Tree", "%n rows", nullptr, int(made.rows)));
    for (const auto &each : made.leftOut)
        parts.append(QCoreApplication::translate("Tree", "left out: %1 (%2)").arg(coreText(each.why)).arg(each.count));
    return parts.join(QStringLiteral("; "));
}

} // namespace

QVector<TreeFormat> treeFormats() {
    QVector<TreeFormat> out;
    for (const TraceFormat &each : traceFormats())
        out.append({QString::fromLatin1(each.name), QCoreApplication::translate("Tree", each.summary),
                    QString::fromLatin1(each.ending)});
    return out;
}

Result<TreeText> treeText(const SearchTreeModel &tree, const TreeRequest &from, const QString &format) {
    const auto rule = from.rule.isEmpty() ? Result<std::unique_ptr<Rule>>(nullptr) : ruleByName(fromQt(from.rule));
    if (!rule) return unexpected(rule.error());
    const auto traced = tracedTree(tree, from);
    if (!traced) return unexpected(traced.error());
    const bool graded = *rule && !from.expected.isEmpty();
    const TraceWriting how{
        .labels = graded ? LabelSource::Answers : LabelSource::Scores, .rule = rule->get(), .grades = graded};
    for (const TraceFormat &each : traceFormats()) {
        if (format != QLatin1String(each.name)) continue;
        const auto made = each.write(std::span(&*traced, 1), how);
        if (!made) return unexpected(made.error());
        return TreeText{.text = QByteArray::fromStdString(made->text), .said = saidOf(*made)};
    }
    return fail({.code = "trace.unknown", .message = "there is no such format for traces", .found = fromQt(format)});
}

namespace {

Json labelOf(StepJudgement judgement) {
    switch (judgement) {
    case StepJudgement::Good:
        return 1;
    case StepJudgement::Neutral:
        return 0.5;
    case StepJudgement::Bad:
        return 0;
    case StepJudgement::None:
        break;
    }
    return {};
}

} // namespace

TreeText judgedSteps(const SearchTreeModel &tree, const TreeRequest &from, const QHash<int, StepJudgement> &judged) {
    QSet<int> within; // labelled ways that another one goes on from
    for (auto it = judged.begin(); it != judged.end(); ++it)
        for (const int node : tree.pathTo(it.key()))
            if (node != it.key()) within.insert(node);
    QList<int> ends;
    for (auto it = judged.begin(); it != judged.end(); ++it)
        if (!within.contains(it.key()) && tree.isKept(it.key())) ends.append(it.key());
    std::sort(ends.begin(), ends.end());
    const QString prompt = from.prompt.isEmpty() ? tree.nodes()[0].name : from.prompt;
    TreeText out;
    for (const int end : ends) {
        Json row = {{"id", fromQt(tree.nodes()[end].name)},
                    {"prompt", fromQt(prompt)},
                    {"completions", Json::array()},
                    {"labels", Json::array()}};
        for (const int node : tree.pathTo(end)) {
            row["completions"].push_back(fromQt(tree.nodes()[node].text));
            row["labels"].push_back(labelOf(judged.value(node, StepJudgement::None)));
        }
        out.text += QByteArray::fromStdString(dumpJson(row) + "\n");
    }
    out.said = QCoreApplication::translate("Tree", "%n rows", nullptr, int(ends.size()));
    return out;
}

} // namespace lapidary
