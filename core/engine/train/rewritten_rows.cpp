// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/rewritten_rows.h"
#include "core/base/rng.h"
#include "core/engine/generate/generator.h"
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/ops/row_set.h"
#include "core/engine/train/teacher.h"
#include <algorithm>

namespace lapidary {
namespace {

enum class Writer { Nobody, Policy, Teacher };

std::string keyOf(const TrainContext &context, const RewriteSettings &how, std::size_t place) {
    return how.stream + "/" + std::to_string(context.step) + "/" + std::to_string(place);
}

/// Of every row of the step, by a throw that no other row shares.
std::vector<Writer> writersOf(const TrainContext &context, std::size_t rows, const RewriteSettings &how) {
    std::vector<Writer> writers(rows, how.teacherWrites ? Writer::Teacher : Writer::Nobody);
    for (std::size_t i = 0; i < rows; ++i)
        if (Rng(context.seed, keyOf(context, how, i) + "/who").uniform() < how.lmbda) writers[i] = Writer::Policy;
    return writers;
}

std::size_t firstLearnt(const TokenRow &row) {
    for (std::size_t i = 1; i < row.labels.size(); ++i)
        if (row.labels[i] != kIgnore) return i;
    return row.labels.size();
}

/// A row as a text that was learnt, for those who count lengths.
Rollout learntOf(const TokenRow &row, const std::vector<std::int64_t> &ends) {
    Rollout out;
    for (std::size_t i = 1; i < row.labels.size(); ++i)
        if (row.labels[i] != kIgnore) out.completion.push_back(row.labels[i]);
    const bool ended =
        !out.completion.empty() && std::find(ends.begin(), ends.end(), out.completion.back()) != ends.end();
    out.finishReason = ended ? "stop" : "length";
    return out;
}

/// Draws completions of the rows that are this writer's, with their numbers.
Result<std::vector<std::pair<std::size_t, Completion>>> draw(const TrainContext &context,
                                                             const std::vector<TokenRow> &rows,
                                                             const std::vector<Writer> &writers, Writer who,
                                                             const RewriteSettings &how) {
    std::vector<std::pair<std::size_t, Completion>> out;
    std::vector<GenerationPrompt> prompts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (writers[i] != who) continue;
        const auto end = rows[i].ids.begin() + static_cast<std::ptrdiff_t>(firstLearnt(rows[i]));
        prompts.push_back({.ids = {rows[i].ids.begin(), end}, .key = keyOf(context, how, i)});
        out.emplace_back(i, Completion{});
    }
    if (prompts.empty()) return out;
    GenerateOptions options{.sampling = how.sampling, .stop = context.job.stopToken()};
    options.sampling.seed = static_cast<std::int64_t>(context.seed);
    auto drawn = generate(who == Writer::Policy ? context.policy : context.networks[kTeacher], prompts, options);
    if (!drawn) return unexpected(drawn.error());
    if (options.stop.stop_requested()) return fail(kCancelled, "stopped while completions were sampled");
    for (std::size_t i = 0; i < out.size(); ++i) out[i].second = std::move((*drawn)[i].completions[0]);
    return out;
}

void put(const Completion &completion, TokenRow &row) {
    const auto prompt = static_cast<std::ptrdiff_t>(firstLearnt(row));
    row.ids.erase(row.ids.begin() + prompt, row.ids.end());
    row.labels.assign(row.ids.size(), kIgnore);
    row.ids.insert(row.ids.end(), completion.ids.begin(), completion.ids.end());
    row.labels.insert(row.labels.end(), completion.ids.begin(), completion.ids.end());
}

} // namespace

Result<Rewritten> rewriteRows(TrainContext &context, std::vector<TokenRow> &rows, const RewriteSettings &how) {
    const auto writers = writersOf(context, rows.size(), how);
    Rewritten out;
    std::vector<std::pair<std::size_t, Completion>> written;
    for (const Writer who : {Writer::Policy, Writer::Teacher}) {
        auto drawn = draw(context, rows, writers, who, how);
        if (!drawn) return unexpected(drawn.error());
        for (auto &each : *drawn) written.push_back(std::move(each));
    }
    for (const auto &[row, completion] : written) {
        put(completion, rows[row]);
        out.tokens += static_cast<std::int64_t>(completion.ids.size());
    }
    std::vector<Rollout> learnt;
    for (const auto &row : rows) learnt.push_back(learntOf(row, context.policy.config().eos));
    out.metrics = lengthMetrics(learnt);
    const auto own = std::count(writers.begin(), writers.end(), Writer::Policy);
    out.metrics["frac_on_policy"] = static_cast<double>(own) / std::max(1.0, static_cast<double>(rows.size()));
    return out;
}

std::vector<MetricInfo> rewriteMetrics() {
    std::vector<MetricInfo> metrics{{.name = "frac_on_policy",
                                     .group = "policy",
                                     .effect = "share of the completions that the model wrote itself"}};
    for (MetricInfo &each : groupMetrics())
        if (each.name.starts_with("completions/")) metrics.push_back(std::move(each));
    return metrics;
}

} // namespace lapidary
