// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary::bench {

/// What a call asks for; 0 or nothing where a case knows best.
struct Settings {
    std::string model{}; ///< a Hugging Face folder
    std::string shape{}; ///< or random weights in a named shape; neither: the shipped starter
    std::string dtype = "float32", device = "cpu";
    int threads = 0; ///< 0: as the engine chooses
    std::int64_t rows = 0, prompt = 0, tokens = 0, maxRows = 0;
    int repetitions = 0;
    double seconds = 1; ///< further repetitions until so much time is measured
    int busy = 1;       ///< processes that compute beside the measured one
    bool roofs = true;
    Json config = Json::object(); ///< further settings of a training
    std::string out{};            ///< folder of the case `rows`
};

} // namespace lapidary::bench
