// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/allocate.h"
#include "core/workbench/stages/audit.h"
#include "core/workbench/stages/evaluate.h"
#include "core/workbench/stages/feedback.h"
#include "core/workbench/stages/filter.h"
#include "core/workbench/stages/judge_rows.h"
#include "core/workbench/stages/loss.h"
#include "core/workbench/stages/pairs.h"
#include "core/workbench/stages/revise.h"
#include "core/workbench/stages/rollout_labels.h"
#include "core/workbench/stages/sample.h"
#include "core/workbench/stages/stage_check.h"
#include "core/workbench/stages/step_labels.h"
#include "core/workbench/stages/train.h"
#include <algorithm>

namespace lapidary {

std::span<const RunKind> runKinds() {
    static const RunKind kinds[] = {
        trainKind(),    sampleKind(), pairsKind(),     filterKind(), stepLabelsKind(), rolloutLabelsKind(), lossKind(),
        feedbackKind(), reviseKind(), judgeRowsKind(), auditKind(),  allocateKind(),   evaluateKind(),
    };
    return kinds;
}

std::optional<Error> stageProblem(std::string_view kind, const Json &config, const Tokenizer *tokenizer) {
    using Check = Status (*)(const Json &, const Tokenizer *);
    static const std::pair<std::string, Check> checks[] = {{feedbackKind().info.name, checkFeedback}};
    for (const auto &[name, check] : checks)
        if (name == kind)
            if (auto ok = check(config, tokenizer); !ok) return ok.error();
    return std::nullopt;
}

const RunKind *runKind(std::string_view name) {
    const auto kinds = runKinds();
    const auto it =
        std::find_if(kinds.begin(), kinds.end(), [&](const RunKind &kind) { return kind.info.name == name; });
    return it == kinds.end() ? nullptr : &*it;
}

std::vector<std::string> stageKinds() {
    std::vector<std::string> names;
    for (const RunKind &kind : runKinds())
        if (!kind.isArm) names.push_back(kind.info.name);
    return names;
}

const RunKind &kindOf(const std::vector<MethodInfo> Catalogue::*methods) {
    const auto kinds = runKinds();
    return *std::find_if(kinds.begin(), kinds.end(), [&](const RunKind &kind) { return kind.methods == methods; });
}

bool isTraining(std::string_view kind) {
    const RunKind *known = runKind(kind);
    return known && known->trains;
}

bool isArm(std::string_view kind) {
    const RunKind *known = runKind(kind);
    return known && known->isArm;
}

const RunKind *ownerJob(std::string_view kind) {
    const RunKind *known = runKind(kind);
    return known && known->work ? known : nullptr;
}

const MethodInfo *methodOf(const RunKind &kind, const Catalogue &catalogue, const std::string &method) {
    if (kind.methods) return catalogue.find(catalogue.*kind.methods, method);
    return kind.work ? &kind.info : catalogue.find(catalogue.stages, kind.info.name);
}

} // namespace lapidary
