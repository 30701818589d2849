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
    std::string id{};             ///< also the folder's name below runs/
    std::string name{};           ///< of the stage or arm
    std::string kind{};           ///< train, sample, pairs, evaluate
    std::string method{};         ///< algorithm of a training, strategy of an evaluation
    std::string inputHash{};      ///< of the resolved configuration and everything that goes in
    std::string state = "queued"; ///< queued, starting, running, paused, finished, failed, cancelled, interrupted
    double created = 0, started = 0, ended = 0; ///< seconds since 1970; 0: not yet
    int pid = 0;                                ///< of the newest worker; 0: none
    std::int64_t pidStart = 0; ///< its start in clock ticks since boot, so that a reused number is not taken for it
    std::int64_t memoryEstimate = 0, memoryPeak = 0; ///< bytes; 0: unknown
    std::optional<Error> error{};
    std::string title{}; ///< what a person calls it; empty: its name
    std::string notes{}; ///< what a person wrote about it
};

/// An experiment as it was last run with these overrides.
struct ExperimentRecord {
    std::string name{}, overrides{}; ///< overrides: "key=value" lines, sorted; together the key
    std::string file{}, source{};    ///< experiment.toml as it was
    std::uint64_t seed = 0;
    nlohmann::ordered_json plan{}; ///< see toJson(Plan)
    double updated = 0;
};

struct DatasetRecord {
    std::string hash{}, name{}, origin{}; ///< origin: the JSON of the description that it was made from
    std::int64_t rows = 0;
};

/// One thing that happened to an item of a labelling queue. What a person sees of a queue is the replay of this
/// person's.
///   shown    the item came before a person's eyes      comment  `text` is the comment, "" takes it away
///   named    and so did the names of who answered      edit     `text` is the ideal answer, "" takes it away
///   draft    `verdict` as far as it is begun           flag     marks the item, or takes the mark off
///   label    `verdict` in the words of the queue's     unblind  the names are shown from now on, for good
///            kind                                      undo, redo   the person's latest thing that can be; `item`
///   skip     put aside                                              is only told for readers
///   suggested  what a judge says of it was seen        reject   `text` names the judge who is not believed
/// A label that takes a judge's suggestion over names the judge in `text`.
struct LabelEvent {
    std::int64_t seq = 0; ///< 1, 2, 3 …; given by the store
    std::string queue{}, item{}, kind{};
    std::string verdict{};         ///< of a label or a draft; of a pair: left, right, tie, both_bad
    bool strong = false;           ///< of a label
    std::string shown = "ab";      ///< how the answers a, b … stood on the screen
    std::int64_t milliseconds = 0; ///< that the item was looked at before this
    std::string annotator{};
    double time = 0; ///< seconds since 1970
    std::string text{};
    bool operator==(const LabelEvent &) const = default;
};

} // namespace lapidary
