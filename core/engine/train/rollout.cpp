// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/rollout.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_numbers.h"
#include "core/engine/train/taught_rows.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

namespace lapidary {
namespace {

tl::unexpected<Error> badRow(const std::string &field, Sentence message, const Json &found) {
    return fail({.code = "data.bad_row",
                 .message = std::move(message),
                 .field = field,
                 .found = dumpJson(found).substr(0, 80)});
}

/// Nothing where the row has no such list.
Result<std::optional<std::vector<double>>> numbersOf(const Json &row, const std::string &key, std::size_t length) {
    const auto it = row.find(key);
    if (it == row.end() || it->is_null()) return std::nullopt;
    if (!it->is_array()) return badRow(key, "not a list of log-probs", *it);
    std::vector<double> numbers;
    for (const auto &number : *it) {
        if (!isFloat(number)) return badRow(key, "not a number that 32 bits hold", number);
        numbers.push_back(number.get<double>());
    }
    if (numbers.size() != length)
        return fail({.code = "data.bad_row",
                     .message = "not as long as the tokens of the completion",
                     .field = key,
                     .found = std::to_string(numbers.size()),
                     .expected = std::to_string(length)});
    return numbers;
}

Result<bool> flagOf(const Json &row, const char *key) {
    const auto it = row.find(key);
    if (it == row.end()) return true;
    if (!it->is_boolean()) return badRow(key, "neither true nor false", *it);
    return it->get<bool>();
}

/// Why it ended, where only whether it did is known.
Result<std::string> finishReasonOf(const Json &row) {
    if (row.contains("finish_reason")) return getString(row, "finish_reason");
    const auto terminated = flagOf(row, "terminated");
    if (!terminated) return unexpected(terminated.error());
    return std::string(*terminated ? "stop" : "length");
}

Status readRewards(const Json &row, Rollout &into) {
    const auto rewards = row.find("rewards");
    if (rewards == row.end()) return {};
    if (!rewards->is_object()) return badRow("rewards", "not an object of reward functions and numbers", *rewards);
    into.rewards.emplace();
    for (const auto &[name, value] : rewards->items()) {
        if (!isFloat(value) && !value.is_null())
            return badRow("rewards." + name, "neither a number that 32 bits hold nor null", value);
        (*into.rewards)[name] = value.is_null() ? std::nullopt : std::optional(value.get<double>());
    }
    return {};
}

Status readColumns(const Json &row, const RolloutColumns &columns, Rollout &into) {
    for (const auto &name : columns.values) {
        if (into.rewards && !row.contains(name)) continue;
        const auto value = getFloat(row, row.contains(name) || !row.contains(name + "s") ? name : name + "s");
        if (!value) return unexpected(value.error());
        into.values[name] = *value;
    }
    for (const auto &name : columns.beside) {
        if (!into.rewards && !row.contains(name)) continue;
        const auto value = getFloat(row, name);
        if (!value) return unexpected(value.error());
        into.values[name] = *value;
    }
    for (const auto &name : columns.tokens) {
        auto numbers = numbersOf(row, name, into.completion.size());
        if (!numbers) return unexpected(numbers.error());
        if (*numbers) into.tokens[name] = std::move(**numbers);
    }
    return {};
}

/// Either every row brings these log-probs or none does: a row without them would be compared with probability 1.
Status allOrNone(const std::vector<Rollout> &rollouts, const std::string &column) {
    const auto has = [&](const Rollout &rollout) { return rollout.tokens.contains(column); };
    const auto first = std::find_if(rollouts.begin(), rollouts.end(), has),
               lacking = std::find_if_not(rollouts.begin(), rollouts.end(), has);
    if (first == rollouts.end() || lacking == rollouts.end()) return {};
    return fail({.code = "data.bad_row",
                 .message = "this row has no stored log-probs, but others have",
                 .line = lacking - rollouts.begin() + 1,
                 .field = column,
                 .found = "none",
                 .expected = {"a log-prob for each of completion_ids, as in row {0}", first - rollouts.begin() + 1},
                 .remedy = "Store them for every row, or for none: then they are computed where they are needed."});
}

/// Either every row brings rewards, of all functions that are asked for, or none does.
Status wholeRewards(const std::vector<Rollout> &rollouts, const RolloutColumns &columns) {
    const std::vector<std::string> &functions = columns.rewards;
    const auto brings = [](const Rollout &rollout) { return rollout.rewards.has_value(); };
    if (!columns.mustReward && std::none_of(rollouts.begin(), rollouts.end(), brings)) return {};
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        const auto &given = rollouts[i].rewards;
        const auto lacking = std::find_if(functions.begin(), functions.end(),
                                          [&](const auto &name) { return !given || !given->contains(name); });
        if (lacking == functions.end()) continue;
        std::string names;
        if (given)
            for (const auto &[name, value] : *given) names += (names.empty() ? "" : ", ") + name;
        return fail({.code = "data.bad_row",
                     .message = "this row has no reward of a function that reward_funcs names",
                     .line = static_cast<std::int64_t>(i) + 1,
                     .field = "rewards",
                     .found = names.empty() ? "none" : names,
                     .expected = {"a number or null for {0}", *lacking},
                     .remedy = "Name in reward_funcs what the rows have, and give it in every row."});
    }
    return {};
}

/// A correction of what was drawn cannot do without the log-probs with which it was.
Status sampledRows(const std::vector<Rollout> &rollouts) {
    const auto lacking = std::find_if(rollouts.begin(), rollouts.end(), [](const auto &each) { return !each.sampled; });
    if (lacking == rollouts.end()) return {};
    return fail({.code = "data.bad_row",
                 .message = "importance_sampling_correction compares with the log-probs with which a completion was "
                            "drawn, and this row has none",
                 .line = lacking - rollouts.begin() + 1,
                 .field = kSampledLogps,
                 .found = "none",
                 .expected = "a log-prob for each token of completion_ids that is not forced",
                 .remedy = "Store them with the completions, or leave importance_sampling_correction out."});
}

/// The numbers that `of` gives, at their tokens: the last ones of each completion.
at::Tensor tokenRows(std::span<const Rollout> rollouts, c10::Device device,
                     const std::function<const std::vector<double> &(const Rollout &)> &of) {
    std::size_t longest = 0;
    for (const auto &rollout : rollouts) longest = std::max(longest, rollout.prompt.size() + rollout.completion.size());
    at::Tensor out =
        at::zeros({static_cast<std::int64_t>(rollouts.size()), static_cast<std::int64_t>(longest)}, at::kFloat);
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        const std::vector<double> &numbers = of(rollouts[i]);
        float *row = out.data_ptr<float>() + i * longest + rollouts[i].prompt.size() + rollouts[i].completion.size() -
                     numbers.size();
        for (const double value : numbers) *row++ = static_cast<float>(value);
    }
    return out.to(device);
}

/// The columns of the first rollout that the others have too.
template <class Columns> std::vector<std::string> shared(std::span<const Rollout> rollouts, Columns Rollout::*columns) {
    std::vector<std::string> names;
    for (const auto &[name, ignored] : rollouts.front().*columns)
        if (std::all_of(rollouts.begin(), rollouts.end(),
                        [&, &name = name](const Rollout &rollout) { return (rollout.*columns).contains(name); }))
            names.push_back(name);
    return names;
}

} // namespace

Json toJson(const Rollout &rollout) {
    Json out = {{"prompt_ids", rollout.prompt}, {"completion_ids", rollout.completion},
                {"forced", rollout.forced},     {"finish_reason", rollout.finishReason},
                {"stream_key", rollout.key},    {"scored", rollout.scored}};
    if (rollout.sampled) out[kSampledLogps] = *rollout.sampled;
    if (!rollout.teacher.empty()) out[kTeacherPrompt] = rollout.teacher;
    for (const auto &[name, value] : rollout.values) out[name] = value;
    for (const auto &[name, values] : rollout.tokens) out[name] = values;
    return out;
}

Result<Rollout> rolloutFromJson(const Json &value, std::int64_t vocabulary, const RolloutColumns &columns) {
    auto prompt = idList(value, "prompt_ids", vocabulary);
    if (!prompt) return unexpected(prompt.error());
    auto completion = idList(value, "completion_ids", vocabulary);
    if (!completion) return unexpected(completion.error());
    const Json forced = value.value("forced", Json(0));
    if (!forced.is_number_integer() || forced < 0 || forced > completion->size())
        return badRow("forced", "not a number of the completion's tokens", forced);
    if (prompt->empty() && forced == 0)
        return badRow("prompt_ids", "a completion needs a token before it", value["prompt_ids"]);
    auto reason = finishReasonOf(value);
    if (!reason) return unexpected(reason.error());
    const auto scored = flagOf(value, "scored");
    if (!scored) return unexpected(scored.error());
    const Json group = value.value("group", Json(""));
    if (!group.is_string() && !group.is_number_integer()) return badRow("group", "neither a text nor a number", group);
    const Json key = value.value("stream_key", Json(""));
    if (!key.is_string()) return badRow("stream_key", "not a text", key);
    auto sampled = numbersOf(value, kSampledLogps, completion->size() - forced.get<std::size_t>());
    if (!sampled) return unexpected(sampled.error());
    Rollout rollout{.prompt = std::move(*prompt),
                    .completion = std::move(*completion),
                    .forced = forced.get<std::size_t>(),
                    .finishReason = std::move(*reason),
                    .group = group.is_string() ? group.get<std::string>() : dumpJson(group),
                    .key = key.get<std::string>(),
                    .sampled = std::move(*sampled),
                    .scored = *scored};
    if (const Json taught = value.value(kTeacherPrompt, Json()); !taught.is_null()) {
        auto teacher = idList(value, kTeacherPrompt, vocabulary);
        if (!teacher) return unexpected(teacher.error());
        rollout.teacher = std::move(*teacher);
    }
    if (auto ok = readRewards(value, rollout); !ok) return unexpected(ok.error());
    if (auto ok = readColumns(value, columns, rollout); !ok) return unexpected(ok.error());
    return rollout;
}

Result<std::vector<Rollout>> readRollouts(TrainContext &context, const RolloutColumns &columns) {
    const auto rows = readDataRows(context, "train");
    if (!rows) return unexpected(rows.error());
    const std::string file = dataFile(context, "train").string();
    std::vector<Rollout> rollouts;
    for (const Json &row : *rows) {
        auto rollout = rolloutFromJson(row, context.policy.config().vocabSize, columns);
        if (!rollout) {
            rollout.error().file = file;
            rollout.error().line = static_cast<std::int64_t>(rollouts.size()) + 1;
            return unexpected(rollout.error());
        }
        rollouts.push_back(std::move(*rollout));
    }
    for (const auto &column : columns.tokens)
        if (auto ok = allOrNone(rollouts, column); !ok) {
            ok.error().file = file;
            return unexpected(ok.error());
        }
    for (const auto &ok : {wholeRewards(rollouts, columns), columns.mustSample ? sampledRows(rollouts) : Status{}}) {
        if (ok) continue;
        Error error = ok.error();
        error.file = file;
        return unexpected(std::move(error));
    }
    return rollouts;
}

namespace {

/// Of the sequences of three tokens those that stood there before, as TRL's repetition penalty counts them.
double repetitionOf(const std::vector<std::int64_t> &ids) {
    constexpr std::size_t kLength = 3;
    if (ids.size() < kLength) return 0;
    std::set<std::array<std::int64_t, kLength>> seen;
    const std::size_t all = ids.size() - kLength + 1;
    for (std::size_t i = 0; i < all; ++i) seen.insert({ids[i], ids[i + 1], ids[i + 2]});
    return 1 - static_cast<double>(seen.size()) / static_cast<double>(all);
}

} // namespace

double correlationOf(const std::vector<double> &x, const std::vector<double> &y) {
    const double n = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / std::max(1.0, n),
                 meanY = std::accumulate(y.begin(), y.end(), 0.0) / std::max(1.0, n);
    double xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

Metrics lengthMetrics(const std::vector<Rollout> &rollouts) {
    double repeated = 0;
    for (const auto &rollout : rollouts) repeated += repetitionOf(rollout.completion);
    double sum = 0, low = INFINITY, high = 0, ended = 0, endedSum = 0, endedLow = INFINITY, endedHigh = 0;
    for (const auto &rollout : rollouts) {
        const auto length = static_cast<double>(rollout.completion.size());
        sum += length;
        low = std::min(low, length);
        high = std::max(high, length);
        ended += rollout.terminated() ? 1 : 0;
        if (!rollout.terminated()) continue;
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
            {"completions/clipped_ratio", 1.0 - ended / n},
            {"completions/repetition", repeated / n}};
}

MicroBatch collateRollouts(std::span<const Rollout> rollouts, bool maskTruncated, std::int64_t padding,
                           c10::Device device) {
    std::vector<std::vector<std::int64_t>> ids, labels;
    for (const Rollout &rollout : rollouts) {
        ids.push_back(rollout.prompt);
        ids.back().insert(ids.back().end(), rollout.completion.begin(), rollout.completion.end());
        labels.push_back(ids.back());
        std::fill_n(labels.back().begin(),
                    rollout.learnt(maskTruncated) ? rollout.prompt.size() + rollout.forced : labels.back().size(),
                    kIgnore);
    }
    MicroBatch batch;
    for (const auto &row : ids) batch.tokens += static_cast<std::int64_t>(row.size());
    batch.tensors["input_ids"] = padRows(ids, padding, device);
    batch.tensors["labels"] = padRows(labels, kIgnore, device);
    batch.tensors["mask"] = batch.tensors["labels"].ne(kIgnore).to(at::kFloat);
    for (const auto &name : shared(rollouts, &Rollout::values)) {
        std::vector<float> values;
        for (const Rollout &rollout : rollouts) values.push_back(static_cast<float>(rollout.values.at(name)));
        batch.tensors[name] = at::tensor(values).to(device);
    }
    for (const auto &name : shared(rollouts, &Rollout::tokens))
        batch.tensors[name] = tokenRows(
            rollouts, device, [&](const Rollout &each) -> const auto & { return each.tokens.at(name); });
    if (std::all_of(rollouts.begin(), rollouts.end(), [](const Rollout &each) { return each.sampled.has_value(); }))
        batch.tensors[kSampledLogps] = tokenRows(
            rollouts, device, [](const Rollout &each) -> const auto & { return *each.sampled; });
    return batch;
}

void keepTokens(std::span<Rollout> rollouts, const std::string &column, const at::Tensor &values_BT) {
    const at::Tensor cpu = values_BT.to(at::kCPU, at::kDouble).contiguous();
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        const double *row = cpu.const_data_ptr<double>() + static_cast<std::ptrdiff_t>(i) * cpu.size(1) +
                            static_cast<std::ptrdiff_t>(rollouts[i].prompt.size());
        rollouts[i].tokens[column] = std::vector<double>(row, row + rollouts[i].completion.size());
    }
}

} // namespace lapidary
