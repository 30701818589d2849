// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/comparison_values.h"
#include "core/workbench/compare/compare.h"
#include "core/workbench/compare/detectable.h"
#include "core/workbench/compare/gains.h"
#include "core/workbench/project.h"
#include "widgets/bridge/conversions.h"
#include <algorithm>

namespace lapidary {

namespace {

QVector<ChangeValues> changesOf(const TrainingCost &training) {
    QVector<ChangeValues> out;
    for (const LoggedChange &each : training.changes) out.append(toQt(each));
    return out;
}

void addClaims(const Comparison &compared, ComparisonValues &out) {
    for (const auto &bucket : compared.bucketNames())
        for (const Gain &gain : gainsOf(compared, bucket))
            if (gain.againstControl)
                out.claims.append({toQt(bucket), toQt(gain.from->name), toQt(gain.to->name),
                                   gain.to->accuracy - gain.from->accuracy, gain.p, gain.pHolm,
                                   gain.from->tokensPerProblem, gain.to->tokensPerProblem, int(gain.chosenAmong),
                                   gain.gains()});
    for (const TrainingCost &training : compared.trainings)
        out.trainings.append({toQt(training.name), toQt(training.algorithm), qint64(training.cost.tokensTrained),
                              qint64(training.cost.tokensSampled), training.cost.seconds, changesOf(training)});
    for (const SeenProblems &seen : compared.exposure.seen)
        out.seen.append({toQt(seen.bucket), toQt(seen.learnt), qint64(seen.seen), qint64(seen.of)});
    for (const auto &model : compared.exposure.unknown) out.unrecorded.append(toQt(model));
}

} // namespace

Result<ComparedArms> comparisonValues(Project &project, const Plan &plan) {
    const auto compared = compare(project, plan);
    if (!compared) return unexpected(compared.error());
    QVector<RevisedArm> revised;
    ComparisonValues out{.experiment = toQt(compared->experiment)};
    for (const auto &bucket : compared->bucketNames()) out.buckets.append(toQt(bucket));
    for (const ArmResult &arm : compared->arms) {
        const QString name = toQt(arm.name);
        if (arm.revisions) revised.append({name, toQt(arm.bucket), *arm.revisions});
        if (std::none_of(out.arms.begin(), out.arms.end(), [&](const ArmValues &each) { return each.name == name; }))
            out.arms.append({.name = name, .role = toQt(arm.oracle ? "oracle" : arm.role), .oracle = arm.oracle});
        out.cells.insert({name, toQt(arm.bucket)}, {.n = int(arm.n),
                                                    .correct = int(arm.correct),
                                                    .accuracy = arm.accuracy,
                                                    .low = arm.low,
                                                    .high = arm.high,
                                                    .tokensPerProblem = arm.tokensPerProblem,
                                                    .seconds = arm.seconds,
                                                    .cutRate = arm.cutRate(),
                                                    .unscorable = int(arm.unscorable)});
    }
    for (const PairResult &pair : compared->pairs)
        out.pairs.append(
            {toQt(pair.a), toQt(pair.b), toQt(pair.bucket), int(pair.aOnly), int(pair.bOnly), pair.p, pair.pHolm});
    addClaims(*compared, out);
    for (const auto &name : compared->missing) out.missing.append(toQt(name));
    return ComparedArms{std::move(out), std::move(revised)};
}

Result<QVector<DetectableValues>> detectableValues(Project &project, const Plan &plan) {
    const auto found = detectableOf(project, plan);
    if (!found) return unexpected(found.error());
    QVector<DetectableValues> out;
    for (const Detectable &each : *found)
        out.append({toQt(each.bucket), qint64(each.problems), qint64(each.looks), each.difference});
    return out;
}

Result<CompareDetails> compareDetails(Project &project, const Plan &plan) {
    auto samples = storedSamples(project, plan);
    if (!samples) return unexpected(samples.error());
    const auto budgets = budgetCurves(*samples);
    if (!budgets) return unexpected(budgets.error());
    const auto matrices = answerMatrices(project, plan);
    if (!matrices) return unexpected(matrices.error());
    const auto reliable = reliabilities(*samples);
    if (!reliable) return unexpected(reliable.error());
    const auto difficult = difficultyTables(*samples, *matrices);
    if (!difficult) return unexpected(difficult.error());
    const auto compared = compare(project, plan);
    if (!compared) return unexpected(compared.error());
    QVector<Reliability> all{reliable->begin(), reliable->end()};
    all.append({compared->reliabilities.begin(), compared->reliabilities.end()});
    return CompareDetails{.budgets = {budgets->begin(), budgets->end()},
                          .matrices = {matrices->begin(), matrices->end()},
                          .forgetting = forgettingOf(*compared, *matrices),
                          .samples = std::make_shared<const std::vector<StoredArm>>(std::move(*samples)),
                          .reliabilities = std::move(all),
                          .difficulties = {difficult->begin(), difficult->end()}};
}

Result<SideBySide> sideBySide(Project &project, const Plan &plan, const QString &armA, const QString &armB) {
    auto problems = answersSideBySide(project, plan, fromQt(armA), fromQt(armB));
    if (!problems) return unexpected(problems.error());
    return SideBySide{armA, armB, std::move(*problems)};
}

} // namespace lapidary
