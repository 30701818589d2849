// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/decode.h"
#include "tests/bench/cases.h"
#include "tests/bench/fixed_ids.h"

namespace lapidary::bench {

namespace {

std::int64_t orElse(std::int64_t asked, std::int64_t own) {
    return asked > 0 ? asked : own;
}

Decoding oneText(const Settings &settings, const DecoderConfig &, std::int64_t samples) {
    Decoding work;
    work.options.sampling.maxNewTokens = orElse(settings.tokens, 96);
    work.options.sampling.ignoreEos = true;
    const std::int64_t rows = orElse(settings.rows, samples), prompt = orElse(settings.prompt, 48);
    if (rows == 1) work.options.sampling.sampler = "greedy";
    work.options.maxRows = orElse(settings.maxRows, std::max<std::int64_t>(rows, 1));
    work.prompts = {{.ids = fixedIds(0, prompt), .key = "bench", .n = rows}};
    work.rows = rows;
    work.tokens = static_cast<double>(rows * work.options.sampling.maxNewTokens);
    work.context = static_cast<double>(prompt + work.options.sampling.maxNewTokens / 2);
    return work;
}

Decoding ragged(const Settings &settings) {
    Decoding work;
    work.options.sampling.ignoreEos = true;
    work.options.maxRows = orElse(settings.maxRows, 32);
    work.rows = orElse(settings.rows, 64);
    for (std::int64_t row = 0; row < work.rows; ++row) {
        const std::int64_t answer = raggedAnswer(row);
        work.prompts.push_back(
            {.ids = fixedIds(row, raggedPrompt(row)), .key = "bench/" + std::to_string(row), .maxNewTokens = answer});
        work.options.sampling.maxNewTokens = std::max(work.options.sampling.maxNewTokens, answer);
        work.tokens += static_cast<double>(answer);
        work.context += static_cast<double>(raggedPrompt(row) + answer / 2) / static_cast<double>(work.rows);
    }
    return work;
}

/// The prompt's tokens are what counts; the first new one comes with them.
Decoding prefill(const Settings &settings, const DecoderConfig &config) {
    Decoding work;
    const std::int64_t prompt = orElse(settings.prompt, std::min<std::int64_t>(512, config.maxPositions - 2));
    work.options.sampling.maxNewTokens = 1;
    work.options.sampling.sampler = "greedy";
    work.rows = orElse(settings.rows, 1);
    for (std::int64_t row = 0; row < work.rows; ++row)
        work.prompts.push_back({.ids = fixedIds(row, prompt), .key = "bench/" + std::to_string(row)});
    work.tokens = static_cast<double>(work.rows * prompt);
    work.context = static_cast<double>(prompt) / 2;
    return work;
}

} // namespace

Decoding decodingOf(const std::string &name, const Settings &settings, const DecoderConfig &config) {
    if (name == "prefill") return prefill(settings, config);
    if (name == "ragged") return ragged(settings);
    return oneText(settings, config, name == "samples" ? 32 : 1);
}

Cost costOf(const std::string &name, const Decoding &work, const Subject &subject) {
    const auto &c = subject.config;
    const double weights = static_cast<double>(subject.weights()), width = subject.bytesPerWeight();
    const double side = static_cast<double>(std::min(work.rows, work.options.maxRows)); // tokens of one pass
    const double perPass = name == "prefill" ? work.tokens : side;
    const double keys = static_cast<double>(2 * c.layers * c.kvHeads * c.headDim) * work.context;
    return {.bytes = width * (weights / perPass + (name == "prefill" ? 0 : keys)),
            .flops = 2 * weights + 4 * static_cast<double>(c.layers * c.heads * c.headDim) * work.context};
}

Result<std::vector<Repetition>> measure(const Decoder &model, const Decoding &work, const Settings &settings) {
    return repeat(settings, 3, work.tokens, [&]() -> Status {
        const auto done = generate(model, work.prompts, work.options);
        if (!done) return unexpected(done.error());
        return {};
    });
}

Status decode(const Context &context, const std::string &name) {
    auto model = context.subject.load();
    if (!model) return unexpected(model.error());
    const Decoding work = decodingOf(name, context.settings, context.subject.config);
    auto repetitions = measure(**model, work, context.settings);
    if (!repetitions) return unexpected(repetitions.error());
    context.report.add(context.subject, {.name = name,
                                         .rows = work.rows,
                                         .repetitions = std::move(*repetitions),
                                         .perToken = costOf(name, work, context.subject)});
    return {};
}

} // namespace lapidary::bench
