// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/held_out.h"
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/data/prompt_key.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/token_rows.h"
#include "core/engine/train/told_scores.h"
#include <ATen/core/grad_mode.h>
#include <cmath>
#include <unordered_map>

namespace lapidary {
namespace {

struct Row {
    std::string key, text;
    std::int64_t line = 0;
};

Result<std::vector<Row>> rowsOf(const TrainContext &context, const std::string &port) {
    std::vector<Row> rows;
    auto read = forEachDataRow(context, port, [&](const NumberedRow &row) {
        rows.push_back({promptKey(row.value), dumpJson(row.value) + "\n", row.line});
        return Status{};
    });
    if (!read) return unexpected(read.error());
    return rows;
}

/// No row of `port` has a prompt that the model is measured on.
Status apart(const TrainContext &context, const std::string &port) {
    const auto learnt = rowsOf(context, port), held = rowsOf(context, "eval");
    if (!learnt) return fail(learnt.error());
    if (!held) return fail(held.error());
    std::unordered_map<std::string_view, std::int64_t> lines;
    for (const Row &row : *learnt) lines.emplace(row.key, row.line);
    for (const Row &row : *held)
        if (const auto same = lines.find(row.key); same != lines.end())
            return fail(
                {.code = "train.contaminated",
                 .message = "a prompt that the model is to be measured on is among those that it learns from",
                 .file = dataFile(context, "eval").string(),
                 .line = row.line,
                 .field = "eval",
                 .found = {"the prompt of line {0} of {1}", same->second, dataFile(context, port).filename().string()},
                 .expected = {"prompts that no row of {0} has", port},
                 .remedy = "Take such rows out of one of the two, or give no rows to eval and set test_size."});
    return {};
}

/// The same of all ports that are learnt from, such as replay.
Status allApart(const MethodInfo &method, const TrainContext &context) {
    const Json data = context.run.value("data", Json::object()), config = context.run.value("config", Json::object());
    for (const Port &port : method.inputs) {
        if (port.what != Artifact::Rows || port.name == "eval" || !data.contains(port.name)) continue;
        if (!port.neededBy.empty() && config.value(port.neededBy, 0.0) == 0) continue; // given, but not learnt from
        if (auto ok = apart(context, port.name); !ok) return ok;
    }
    return {};
}

/// Prompts in an order that the seed tells, until they have `wanted` rows; one prompt at least is left.
std::set<std::string_view> drawn(const std::vector<Row> &rows, std::int64_t wanted, std::uint64_t seed) {
    std::map<std::string_view, std::int64_t> sizes;
    std::vector<std::string_view> prompts;
    for (const Row &row : rows)
        if (sizes[row.key]++ == 0) prompts.push_back(row.key);
    Rng(seed, "train.held_out").shuffle(prompts);
    prompts.pop_back();
    std::set<std::string_view> taken;
    std::int64_t count = 0;
    for (const auto &prompt : prompts) {
        if (count >= wanted) break;
        taken.insert(prompt);
        count += sizes[prompt];
    }
    return taken;
}

Status split(double share, TrainContext &context) {
    const auto rows = rowsOf(context, "train");
    if (!rows) return fail(rows.error());
    const auto all = static_cast<std::int64_t>(rows->size());
    const auto held = drawn(*rows, std::max<std::int64_t>(1, std::llround(share * double(all))), context.seed);
    if (held.empty())
        return fail({.code = "train.cannot_split",
                     .message = "all rows have one prompt, so that none of them can be held out",
                     .file = dataFile(context, "train").string(),
                     .field = "test_size",
                     .remedy = "Set test_size to 0, or give rows of other prompts to eval."});
    std::string learnt, measured;
    std::int64_t count = 0;
    for (const Row &row : *rows) {
        const bool out = held.contains(row.key);
        count += out;
        (out ? measured : learnt) += row.text;
    }
    if (auto made = makeFolders(context.folder / "split"); !made) return made;
    for (const auto &[port, text] : {std::pair("train", &learnt), std::pair("eval", &measured)}) {
        const std::string file = std::string("split/") + port + ".jsonl";
        if (auto written = writeFileAtomic(context.folder / file, *text); !written) return written;
        context.run["data"][port] = file;
    }
    context.job.sink().emit(
        "notice", noticeOf("info", {"{0} of {1} rows are held out: nothing is learnt from them.", count, all}));
    return {};
}

Status asked(const TrainOptions &options) {
    const auto &evaluation = options.evaluation;
    if (!evaluation.loadBestModelAtEnd && evaluation.patience == 0) return {};
    return fail({.code = "train.no_held_out",
                 .message = "no rows are held out that would tell which model is best",
                 .field = evaluation.loadBestModelAtEnd ? "load_best_model_at_end" : "early_stopping_patience",
                 .found = evaluation.loadBestModelAtEnd ? "true" : std::to_string(evaluation.patience),
                 .remedy = "Set test_size, or give rows to the input eval."});
}

/// One pass over the rows as they stand, one batch a step.
Json settingsOf(const MethodInfo &method, const TrainContext &context, const TrainOptions &options) {
    Json config = context.run.value("config", Json::object());
    config["per_device_train_batch_size"] = options.evaluation.batchSize;
    config["gradient_accumulation_steps"] = 1;
    config["num_train_epochs"] = 1;
    config["max_steps"] = -1;
    config["shuffle_dataset"] = false;
    for (const Port &port : method.inputs) // rows of other ports are none of these
        if (port.what == Artifact::Rows && !port.neededBy.empty()) config[port.neededBy] = 0;
    return config;
}

} // namespace

Result<std::unique_ptr<HeldOut>> HeldOut::open(const AlgorithmInfo &algorithm, const TrainOptions &options,
                                               TrainContext &context) {
    if (!algorithm.info().port("eval")) return nullptr;
    const bool given = context.run.value("data", Json::object()).contains("eval");
    const double share = options.evaluation.testSize;
    if (!given && share == 0) {
        if (auto ok = asked(options); !ok) return unexpected(ok.error());
        return nullptr;
    }
    if (given && share > 0)
        context.job.sink().emit("notice",
                                noticeOf("warning", "test_size has no effect: the input eval gives rows of its own"));
    if (!given)
        if (auto ok = split(share, context); !ok) return unexpected(ok.error());
    if (auto ok = allApart(algorithm.info(), context); !ok) return unexpected(ok.error());
    auto second = algorithm.make(settingsOf(algorithm.info(), context, options));
    if (!second) return unexpected(joined(second.error()));
    TrainContext own = context;
    own.run["data"]["train"] = own.run["data"]["eval"];
    own.measures = true;
    own.step = 1; // as before anything has moved: what follows the policy stays where it is
    if (auto ok = (*second)->prepare(own); !ok) return unexpected(ok.error());
    return std::unique_ptr<HeldOut>(new HeldOut(std::move(*second), std::move(own)));
}

Result<Metrics> HeldOut::measure() {
    const at::NoGradGuard noGrad;
    context_.networks.setTraining(false);
    StepMetrics collected;
    ToldScores told;
    double sum = 0, rows = 0;
    const std::int64_t steps = algorithm_->stepsPerEpoch();
    for (std::int64_t done = 0; done < steps; ++done) {
        if (context_.job.stopToken().stop_requested()) return fail(kCancelled, "stopped while rows were measured");
        const auto step = algorithm_->next(context_);
        if (!step) return unexpected(step.error());
        double loss = 0, held = 0;
        for (std::size_t part = 0; part < step->parts.size(); ++part) {
            const Autocast autocast(algorithm_->options().bf16, context_.policy.placement().device,
                                    Autocast::Keep::Nothing);
            const LossResult result = algorithm_->loss(context_, *step, part);
            loss += result.loss.item<double>();
            held += static_cast<double>(step->parts[part].tensors.at("input_ids").size(0));
            collected.add(result.metrics);
            told.add(step->parts[part], result);
        }
        sum += loss * held;
        rows += held;
        context_.job.sink().emit("progress", {{"phase", "eval"}, {"done", done + 1}, {"total", steps}});
    }
    Metrics measured;
    for (const auto &[name, metric] : collected.values()) measured["eval_" + name] = metric;
    measured["eval_loss"] = sum / rows;
    scores_ = told.told();
    return measured;
}

} // namespace lapidary
