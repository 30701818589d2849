// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/difficulty.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace lapidary {
namespace {

constexpr double kUpTo[] = {0, 0.25, 0.5, 0.75, 1};

std::size_t binOf(const StoredProblem &problem) {
    const double share = static_cast<double>(problem.correct()) / static_cast<double>(problem.samples.size());
    return static_cast<std::size_t>(std::ceil(4 * share));
}

std::map<std::pair<std::string, std::string>, std::size_t> binsOf(const StoredArm &arm) {
    std::map<std::pair<std::string, std::string>, std::size_t> out;
    for (const auto &problem : arm.problems) out[{problem.id, problem.prompt}] = binOf(problem);
    return out;
}

Status addIntervals(DifficultyTable &table) {
    for (auto &bin : table.bins)
        for (auto &cell : bin.cells) {
            if (cell.n == 0) continue;
            const auto interval = stats::wilson(cell.correct, cell.n);
            if (!interval) return unexpected(interval.error());
            cell.accuracy = *interval;
        }
    return {};
}

Result<DifficultyTable> tableOf(const StoredArm &arm, const AnswerMatrix &matrix) {
    DifficultyTable table{.bucket = arm.bucket, .reference = arm.arm, .arms = matrix.arms};
    for (std::size_t b = 0; b < std::size(kUpTo); ++b)
        table.bins.push_back({.above = b > 0 ? kUpTo[b - 1] : 0,
                              .upTo = kUpTo[b],
                              .cells = std::vector<DifficultyCell>(matrix.arms.size())});
    const auto bins = binsOf(arm);
    for (std::size_t p = 0; p < matrix.ids.size(); ++p) {
        const auto found = bins.find({matrix.ids[p], matrix.prompts[p]});
        if (found == bins.end()) continue;
        auto &bin = table.bins[found->second];
        ++bin.problems;
        for (std::size_t a = 0; a < matrix.arms.size(); ++a) {
            const auto right = matrix.right[a][p];
            bin.cells[a].n += right >= 0;
            bin.cells[a].correct += right > 0;
        }
    }
    if (auto ok = addIntervals(table); !ok) return unexpected(ok.error());
    return table;
}

} // namespace

Result<std::vector<DifficultyTable>> difficultyTables(const std::vector<StoredArm> &stored,
                                                      const std::vector<AnswerMatrix> &matrices) {
    std::vector<DifficultyTable> out;
    for (const auto &arm : stored)
        for (const auto &matrix : matrices) {
            if (matrix.bucket != arm.bucket) continue;
            auto table = tableOf(arm, matrix);
            if (!table) return unexpected(table.error());
            out.push_back(std::move(*table));
        }
    return out;
}

} // namespace lapidary
