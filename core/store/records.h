// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace lapidary {

/// The index's view of a run. The run folder's log knows more and is the truth.
struct RunRecord {
    std::string id{};        ///< also the folder's name below runs/
    std::string name{};      ///< of the stage or arm
    std::string kind{};      ///< train, sample, pairs, evaluate
    std::string method{};    ///< algorithm of a training, strategy of an evaluation
    std::string inputHash{}; ///< of the resolved configuration and everything that goes in
    std::string state = "queued"; ///< queued, starting, running, paused, finished, failed, cancelled, interrupted
    double created = 0, started = 0, ended = 0; ///< seconds since 1970; 0: not yet
    int pid = 0;                  ///< of the newest worker; 0: none
    std::int64_t pidStart = 0;    ///< its start in clock ticks since boot, so that a reused number is not taken for it
    std::int64_t memoryEstimate = 0, memoryPeak = 0; ///< bytes; 0: unknown
    std::optional<Error> error{};
};

/// An experiment as it was last run with these overrides.
struct ExperimentRecord {
    std::string name{}, overrides{}; ///< overrides: "key=value" lines, sorted; together the key
    std::string file{}, source{};    ///< experiment.toml as it was
    std::uint64_t seed = 0;
    nlohmann::ordered_json plan{};   ///< see toJson(Plan)
    double updated = 0;
};

struct DatasetRecord {
    std::string hash{}, name{}, origin{}; ///< origin: the JSON of the description that it was made from
    std::int64_t rows = 0;
};

} // namespace lapidary
