// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/rollout.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_rows.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kOld = "old_per_token_logps", *kRef = "ref_per_token_logps";

tl::unexpected<Error> badRow(const char *field, std::string message, const Json &found) {
    return fail({.code = "data.bad_row",
                 .message = std::move(message),
                 .field = field,
                 .found = dumpJson(found).substr(0, 80)});
}

Result<Rollout::Logps> logpsOf(const Json &row, const char *key, std::size_t length) {
    const auto it = row.find(key);
    if (it == row.end() || it->is_null()) return Rollout::Logps{};
    if (!it->is_array()) return badRow(key, "not a list of log-probs", *it);
    std::vector<double> logps;
    for (const auto &logp : *it) {
        if (!logp.is_number()) return badRow(key, "not a number", logp);
        logps.push_back(logp.get<double>());
    }
    if (logps.size() != length)
        return fail({.code = "data.bad_row",
                     .message = "not as long as completion_ids",
                     .field = key,
                     .found = std::to_string(logps.size()),
                     .expected = std::to_string(length)});
    return Rollout::Logps(std::move(logps));
}

Result<bool> flagOf(const Json &row, const char *key) {
    const auto it = row.find(key);
    if (it == row.end()) return true;
    if (!it->is_boolean()) return badRow(key, "neither true nor false", *it);
    return it->get<bool>();
}

/// Either every row brings these log-probs or none does: a row without them would be compared with probability 1.
Status allOrNone(const std::vector<Rollout> &rollouts, Rollout::Logps Rollout::*which, const char *key) {
    const auto has = [&](const Rollout &rollout) { return (rollout.*which).has_value(); };
    const auto first = std::find_if(rollouts.begin(), rollouts.end(), has),
               lacking = std::find_if_not(rollouts.begin(), rollouts.end(), has);
    if (first == rollouts.end() || lacking == rollouts.end()) return {};
    return fail(
        {.code = "data.bad_row",
         .message = "this row has no stored log-probs, but others have",
         .line = lacking - rollouts.begin() + 1,
         .field = key,
         .found = "none",
         .expected = "a log-prob for each of completion_ids, as in row " + std::to_string(first - rollouts.begin() + 1),
         .remedy = "Store them for every row, or for none: then they are computed where they are needed."});
}

at::Tensor logpRows(std::span<const Rollout> rollouts, Rollout::Logps Rollout::*which, c10::Device device) {
    std::size_t longest = 0;
    for (const auto &rollout : rollouts) longest = std::max(longest, rollout.prompt.size() + rollout.completion.size());
    at::Tensor out =
        at::zeros({static_cast<std::int64_t>(rollouts.size()), static_cast<std::int64_t>(longest)}, at::kFloat);
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        float *row = out.data_ptr<float>() + i * longest + rollouts[i].prompt.size();
        for (const double value : *(rollouts[i].*which)) *row++ = static_cast<float>(value);
    }
    return out.to(device);
}

bool allHave(std::span<const Rollout> rollouts, Rollout::Logps Rollout::*which) {
    return std::all_of(rollouts.begin(), rollouts.end(),
                       [&](const Rollout &rollout) { return (rollout.*which).has_value(); });
}

} // namespace

Json toJson(const Rollout &rollout) {
    const auto list = [](const Rollout::Logps &logps) { return logps ? Json(*logps) : Json(nullptr); };
    return {{"prompt_ids", rollout.prompt}, {"completion_ids", rollout.completion},
            {"forced", rollout.forced},     {"terminated", rollout.terminated},
            {"scored", rollout.scored},     {"advantage", rollout.advantage},
            {kOld, list(rollout.oldLogps)}, {kRef, list(rollout.refLogps)}};
}

Result<Rollout> rolloutFromJson(const Json &value, std::int64_t vocabulary) {
    auto prompt = idList(value, "prompt_ids", vocabulary);
    if (!prompt) return unexpected(prompt.error());
    auto completion = idList(value, "completion_ids", vocabulary);
    if (!completion) return unexpected(completion.error());
    const auto advantage = getNumber(value, value.contains("advantages") ? "advantages" : "advantage");
    if (!advantage) return unexpected(advantage.error());
    const Json forced = value.value("forced", Json(0));
    if (!forced.is_number_integer() || forced < 0 || forced > completion->size())
        return badRow("forced", "not a number of the completion's tokens", forced);
    if (prompt->empty() && forced == 0)
        return badRow("prompt_ids", "a completion needs a token before it", value["prompt_ids"]);
    const auto terminated = flagOf(value, "terminated"), scored = flagOf(value, "scored");
    for (const auto *flag : {&terminated, &scored})
        if (!*flag) return unexpected(flag->error());
    auto old = logpsOf(value, kOld, completion->size()), ref = logpsOf(value, kRef, completion->size());
    for (const auto *logps : {&old, &ref})
        if (!*logps) return unexpected(logps->error());
    return Rollout{.prompt = std::move(*prompt),
                   .completion = std::move(*completion),
                   .forced = forced.get<std::size_t>(),
                   .terminated = *terminated,
                   .scored = *scored,
                   .advantage = *advantage,
                   .oldLogps = std::move(*old),
                   .refLogps = std::move(*ref)};
}

Result<std::vector<Rollout>> readRollouts(TrainContext &context, bool withReference) {
    const auto rows = readDataRows(context, "train");
    if (!rows) return unexpected(rows.error());
    const std::string file = dataFile(context, "train").string();
    std::vector<Rollout> rollouts;
    for (const Json &row : *rows) {
        auto rollout = rolloutFromJson(row, context.policy.config().vocabSize);
        if (!rollout) {
            rollout.error().file = file;
            rollout.error().line = static_cast<std::int64_t>(rollouts.size()) + 1;
            return unexpected(rollout.error());
        }
        if (!withReference) rollout->refLogps.reset();
        rollouts.push_back(std::move(*rollout));
    }
    for (auto [which, key] : {std::pair{&Rollout::oldLogps, kOld}, {&Rollout::refLogps, kRef}})
        if (auto ok = allOrNone(rollouts, which, key); !ok) {
            ok.error().file = file;
            return unexpected(ok.error());
        }
    return rollouts;
}

Metrics lengthMetrics(const std::vector<Rollout> &rollouts) {
    double sum = 0, low = INFINITY, high = 0, ended = 0, endedSum = 0, endedLow = INFINITY, endedHigh = 0;
    for (const auto &rollout : rollouts) {
        const auto length = static_cast<double>(rollout.completion.size());
        sum += length;
        low = std::min(low, length);
        high = std::max(high, length);
        ended += rollout.terminated ? 1 : 0;
        if (!rollout.terminated) continue;
        endedSum += length;
        endedLow = std::min(endedLow, length);
        endedHigh = std::max(endedHigh, length);
    }
    const double n = std::max(1.0, static_cast<double>(rollouts.size()));
    return {{"completions/mean_length", sum / n},
            {"completions/min_length", {rollouts.empty() ? 0 : low, Over::Min}},
            {"completions/max_length", {high, Over::Max}},
            {"completions/mean_terminated_length", endedSum / std::max(1.0, ended)},
            {"completions/min_terminated_length", {ended > 0 ? endedLow : 0, Over::Min}},
            {"completions/max_terminated_length", {endedHigh, Over::Max}},
            {"completions/clipped_ratio", 1.0 - ended / n}};
}

MicroBatch collateRollouts(std::span<const Rollout> rollouts, bool maskTruncated, std::int64_t padding,
                           c10::Device device) {
    std::vector<std::vector<std::int64_t>> ids, labels;
    std::vector<float> advantages;
    for (const Rollout &rollout : rollouts) {
        ids.push_back(rollout.prompt);
        ids.back().insert(ids.back().end(), rollout.completion.begin(), rollout.completion.end());
        labels.push_back(ids.back());
        std::fill_n(labels.back().begin(),
                    rollout.learnt(maskTruncated) ? rollout.prompt.size() + rollout.forced : labels.back().size(),
                    kIgnore);
        advantages.push_back(static_cast<float>(rollout.advantage));
    }
    MicroBatch batch;
    for (const auto &row : ids) batch.tokens += static_cast<std::int64_t>(row.size());
    batch.tensors["input_ids"] = padRows(ids, padding, device);
    batch.tensors["labels"] = padRows(labels, kIgnore, device);
    batch.tensors["mask"] = batch.tensors["labels"].ne(kIgnore).to(at::kFloat);
    batch.tensors["advantages"] = at::tensor(advantages).to(device);
    if (allHave(rollouts, &Rollout::oldLogps)) batch.tensors["old"] = logpRows(rollouts, &Rollout::oldLogps, device);
    if (allHave(rollouts, &Rollout::refLogps)) batch.tensors["ref"] = logpRows(rollouts, &Rollout::refLogps, device);
    return batch;
}

} // namespace lapidary
