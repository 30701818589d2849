// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/row_losses.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

struct ToldRow {
    std::vector<std::int64_t> lines{};
    bool replayed = false;
    double loss = 0;
};

/// What is not finite stands before all numbers.
bool costsMore(const ToldRow &a, const ToldRow &b) {
    if (std::isfinite(a.loss) != std::isfinite(b.loss)) return !std::isfinite(a.loss);
    return std::isfinite(a.loss) && a.loss > b.loss;
}

void addRows(const RowLosses &pass, std::vector<ToldRow> &out) {
    const std::size_t before = out.size();
    const at::Tensor losses_B = pass.losses_B.to(at::kCPU, at::kDouble).contiguous();
    for (std::int64_t b = 0; b < losses_B.numel(); ++b) out.push_back({.loss = losses_B.const_data_ptr<double>()[b]});
    const std::int64_t *lines = pass.lines_N3.const_data_ptr<std::int64_t>();
    for (std::int64_t n = 0; n < pass.lines_N3.size(0); ++n) {
        ToldRow &row = out[before + static_cast<std::size_t>(lines[3 * n])];
        row.lines.push_back(lines[3 * n + 1]);
        row.replayed = lines[3 * n + 2] == 1;
    }
}

} // namespace

at::Tensor linesTensor(const std::vector<RowLine> &lines) {
    std::vector<std::int64_t> flat;
    for (const RowLine &each : lines)
        if (each.line > 0) flat.insert(flat.end(), {each.place, each.line, each.set});
    return at::tensor(flat, at::kLong).reshape({-1, 3});
}

std::optional<RowLosses> rowLossesOf(const MicroBatch &batch, const LossResult &result) {
    const auto lines = batch.tensors.find(kLines);
    auto losses = result.tensors.find("row_losses");
    if (losses == result.tensors.end()) losses = result.tensors.find("losses");
    if (lines == batch.tensors.end() || losses == result.tensors.end() || lines->second.numel() == 0) return {};
    return RowLosses{lines->second, losses->second};
}

Json batchOf(const std::vector<RowLosses> &passes) {
    std::vector<ToldRow> rows;
    for (const RowLosses &pass : passes) addRows(pass, rows);
    std::stable_sort(rows.begin(), rows.end(), costsMore);
    Json told = Json::array();
    for (std::size_t i = 0; i < std::min(rows.size(), kMostRowsTold); ++i) {
        Json row{{"lines", rows[i].lines}, {"loss", std::isfinite(rows[i].loss) ? Json(rows[i].loss) : Json(nullptr)}};
        if (rows[i].replayed) row["data"] = "replay";
        told.push_back(std::move(row));
    }
    return {{"of", rows.size()}, {"rows", std::move(told)}};
}

} // namespace lapidary
