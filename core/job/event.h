// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace lapidary {

/// What a job says while it runs. Plain values: they go into the run log, over the socket, and into the window.
///   state       {"state": queued|starting|running|paused|finished|failed|cancelled, "error"?: Error,
///                "from_step"? (a training run goes on behind this step), "peak_memory"? (bytes, at the end)}
///   progress    {"phase", "done", "total", "eta_s"}
///   metrics     {"step", "values": {name: number}}      names as in TRL ("loss", "rewards/margins")
///   sample      {"step", "group" (row of the data and its id; samples of one prompt share it), "prompt", "completion",
///                "finish_reason", "reward" (null: unscorable), "advantage", "tokens", "logps"} (of the sampled tokens)
///   batch       {"step", "why" (first, or spike: its loss stands out), "usual"? (mean loss before a spike), "of" (its
///                rows), "rows": [{"lines" of the data file, "loss" (null: not finite), "data"?}, …]}, costliest first
///               {"step", "why": eval, "kind" (pair, answer, step), "of", "rows": [{"lines" of the held-out rows'
///                file, "scores" (null: not finite), "labels" (1: chosen or right), "tokens" up to there}, …]}: what a
///                model that scores says of the first held-out rows, in their order
///   search      one event of a search trace (search_event.h)
///   checkpoint  {"step", "path"}                        announced only when it is whole on disk
///   notice      {"level": info|warning|error, "text"}    the text as a sentence: putSentence() in core/base/json.h
///   result      the job's answer, once, at its end
struct Event {
    std::uint64_t seq = 0; ///< 1, 2, 3 … without gaps in one run
    double time = 0;       ///< seconds since 1970
    std::string type;
    Json body = Json::object();
};

Json toJson(const Event &event);
/// The body of a notice.
Json noticeOf(const char *level, const Sentence &text);
Result<Event> eventFromJson(const Json &value);

} // namespace lapidary
