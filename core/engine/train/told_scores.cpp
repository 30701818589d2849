// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/told_scores.h"
#include "core/engine/train/row_losses.h"
#include <array>
#include <charconv>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::array<std::pair<const char *, const char *>, 3> kKinds{
    {{kScoredPairs, "pair"}, {kScoredAnswers, "answer"}, {kScoredSteps, "step"}}};

/// As few digits as give the same float again.
Json shortNumber(double value) {
    if (!std::isfinite(value)) return nullptr;
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), static_cast<float>(value));
    double out = 0;
    std::from_chars(text.data(), written.ptr, out);
    return out;
}

/// One row's line and lists, which its scores are appended to.
struct Collected {
    std::vector<std::int64_t> lines{};
    Json scores = Json::array(), labels = Json::array(), tokens = Json::array();
};

std::vector<Collected> collect(const at::Tensor &lines_N3, const at::Tensor &scores_N4) {
    std::vector<Collected> rows;
    const auto row = [&](std::int64_t place) -> Collected & {
        if (place >= std::ssize(rows)) rows.resize(static_cast<std::size_t>(place) + 1);
        return rows[static_cast<std::size_t>(place)];
    };
    const std::int64_t *lines = lines_N3.const_data_ptr<std::int64_t>();
    for (std::int64_t n = 0; n < lines_N3.size(0); ++n) row(lines[3 * n]).lines.push_back(lines[3 * n + 1]);
    const double *scores = scores_N4.const_data_ptr<double>();
    for (std::int64_t n = 0; n < scores_N4.size(0); ++n) {
        const double *each = scores + 4 * n;
        Collected &into = row(std::llround(each[0]));
        into.scores.push_back(shortNumber(each[1]));
        into.labels.push_back(shortNumber(each[2]));
        into.tokens.push_back(std::llround(each[3]));
    }
    return rows;
}

} // namespace

at::Tensor scoresTensor(const PassScores &scores) {
    std::vector<at::Tensor> columns;
    for (const at::Tensor &each : {scores.row_N, scores.score_N, scores.label_N, scores.tokens_N})
        columns.push_back(each.detach().to(at::kCPU, at::kDouble));
    return at::stack(columns, 1).contiguous();
}

void ToldScores::add(const MicroBatch &batch, const LossResult &result) {
    const auto lines = batch.tensors.find(kLines);
    if (lines == batch.tensors.end()) return;
    for (const auto &[tensor, kind] : kKinds) {
        const auto scored = result.tensors.find(tensor);
        if (scored == result.tensors.end()) continue;
        kind_ = kind;
        for (Collected &row : collect(lines->second, scored->second)) {
            if (row.scores.empty()) continue;
            ++total_;
            if (rows_.size() >= kMostRows || scores_ + row.scores.size() > kMostScores) {
                scores_ = kMostScores; // a shorter row behind it would not be one of the first
                continue;
            }
            scores_ += row.scores.size();
            rows_.push_back({{"lines", std::move(row.lines)},
                             {"scores", std::move(row.scores)},
                             {"labels", std::move(row.labels)},
                             {"tokens", std::move(row.tokens)}});
        }
    }
}

Json ToldScores::told() const {
    if (rows_.empty()) return nullptr;
    return {{"why", "eval"}, {"kind", kind_}, {"of", total_}, {"rows", rows_}};
}

} // namespace lapidary
