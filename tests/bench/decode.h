// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"
#include "tests/bench/report.h"

namespace lapidary::bench {

/// What one call of generate() has to do, and how much that is.
struct Decoding {
    std::vector<GenerationPrompt> prompts{};
    GenerateOptions options{};
    std::int64_t rows = 1;
    double tokens = 0;  ///< that count
    double context = 0; ///< tokens that one of them looks back on, in the mean
};

Decoding decodingOf(const std::string &name, const Settings &settings, const DecoderConfig &config);
Cost costOf(const std::string &name, const Decoding &work, const Subject &subject);
Result<std::vector<Repetition>> measure(const Decoder &model, const Decoding &work, const Settings &settings);

} // namespace lapidary::bench
