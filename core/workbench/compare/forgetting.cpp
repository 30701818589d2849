// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/forgetting.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

using Column = ForgettingMatrix::Stage; // a Stage is one of the experiment
using Cell = ForgettingMatrix::Cell;

/// How many trainings lie behind a model.
std::size_t depthOf(const Comparison &comparison, std::string model) {
    std::size_t depth = 0;
    for (auto it = comparison.parents.find(model); it != comparison.parents.end() && depth < comparison.parents.size();
         it = comparison.parents.find(model)) {
        model = it->second;
        ++depth;
    }
    return depth;
}

/// One arm a model: the first of this strategy.
std::vector<Column> stagesOf(const Comparison &comparison, const std::string &strategy) {
    std::vector<Column> out;
    for (const ArmResult &arm : comparison.arms) {
        const auto known = [&](const Column &stage) { return stage.model == arm.model; };
        if (arm.strategy == strategy && !arm.oracle && std::none_of(out.begin(), out.end(), known))
            out.push_back({.model = arm.model, .arm = arm.name});
    }
    std::stable_sort(out.begin(), out.end(), [&](const Column &a, const Column &b) {
        return depthOf(comparison, a.model) < depthOf(comparison, b.model);
    });
    return out;
}

/// The nearest model behind it that stands on the table.
std::string parentOf(const Comparison &comparison, const std::vector<Column> &stages, std::string model) {
    for (std::size_t steps = 0; steps < comparison.parents.size(); ++steps) {
        const auto it = comparison.parents.find(model);
        if (it == comparison.parents.end()) return {};
        model = it->second;
        if (std::any_of(stages.begin(), stages.end(), [&](const Column &each) { return each.model == model; }))
            return model;
    }
    return {};
}

const std::vector<std::int8_t> *rightOf(const std::vector<AnswerMatrix> &answers, const std::string &bucket,
                                        const std::string &arm) {
    for (const AnswerMatrix &matrix : answers) {
        if (matrix.bucket != bucket) continue;
        const auto it = std::find(matrix.arms.begin(), matrix.arms.end(), arm);
        if (it != matrix.arms.end()) return &matrix.right[static_cast<std::size_t>(it - matrix.arms.begin())];
    }
    return nullptr;
}

void countFlips(const std::vector<std::int8_t> &before, const std::vector<std::int8_t> &now, Cell &cell) {
    for (std::size_t i = 0; i < std::min(before.size(), now.size()); ++i) {
        if (before[i] < 0 || now[i] < 0) continue;
        ++cell.shared;
        cell.lost += before[i] > 0 && now[i] == 0;
        cell.gained += before[i] == 0 && now[i] > 0;
    }
}

std::optional<double> forgottenOf(const std::vector<std::optional<Cell>> &cells) {
    std::optional<double> best, last;
    for (const auto &cell : cells) {
        if (!cell || cell->n == 0) continue;
        if (last) best = std::max(best.value_or(0), *last);
        last = cell->accuracy;
    }
    return best ? std::optional(*best - *last) : std::nullopt;
}

std::string widestStrategy(const Comparison &comparison) {
    std::string best;
    std::size_t most = 0;
    std::set<std::string> seen;
    for (const ArmResult &arm : comparison.arms)
        if (seen.insert(arm.strategy).second)
            if (const auto models = stagesOf(comparison, arm.strategy).size(); models > most) {
                most = models;
                best = arm.strategy;
            }
    return best;
}

} // namespace

ForgettingMatrix forgettingOf(const Comparison &comparison, const std::vector<AnswerMatrix> &answers) {
    ForgettingMatrix out{.strategy = widestStrategy(comparison)};
    out.stages = stagesOf(comparison, out.strategy);
    for (Column &stage : out.stages) stage.parent = parentOf(comparison, out.stages, stage.model);
    const auto armOf = [&](const std::string &model) {
        const auto it =
            std::find_if(out.stages.begin(), out.stages.end(), [&](const Column &each) { return each.model == model; });
        return it == out.stages.end() ? std::string() : it->arm;
    };
    for (const auto &bucket : comparison.bucketNames()) {
        ForgettingMatrix::Task task{.bucket = bucket};
        for (const Column &stage : out.stages) {
            const ArmResult *result = comparison.find(stage.arm, bucket);
            task.cells.emplace_back();
            if (!result) continue;
            Cell cell{.n = result->n,
                      .correct = result->correct,
                      .accuracy = result->accuracy,
                      .low = result->low,
                      .high = result->high};
            const auto *before = rightOf(answers, bucket, armOf(stage.parent)),
                       *now = rightOf(answers, bucket, stage.arm);
            if (before && now) countFlips(*before, *now, cell);
            task.cells.back() = cell;
        }
        task.forgotten = forgottenOf(task.cells);
        out.tasks.push_back(std::move(task));
    }
    return out;
}

} // namespace lapidary
