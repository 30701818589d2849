// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_generate.h"
#include <set>

namespace lapidary {

/// What a paused training is asked for, so that a person may judge what its policy says now.
struct LiveConfig {
    std::int64_t prompts = 12;     ///< of the run's own rows, drawn at random
    std::int64_t maxNewTokens = 0; ///< of an answer; 0: as many as the run itself samples, or 128
    double temperature = 1;
    bool cutAnswers = false; ///< those that were cut at that length are judged too
    std::uint64_t seed = 1;
};

/// What such a run can be given, as it answers {"verb": "takes"}.
struct LiveTakes {
    std::string layout{};                   ///< of its rows; empty: it takes none
    std::optional<std::int64_t> fromStep{}; ///< from which they would be learnt; none where that is too late
};
Result<LiveTakes> liveTakes(const Json &answer); ///< worker.bad_answer

/// The kind of items whose rows have this layout, or pairs.
const LabelKind &liveKind(const std::string &layout);

/// A question to the paused run for each prompt. Errors: labels.no_prompts where its rows have none, template.*,
/// data.*, those of reading run.toml.
Result<std::vector<FreshRequest>> liveRequests(Project &project, const std::string &run, const LabelKind &kind,
                                               const LiveConfig &config);

/// The item that an answer gives; labels.cut_answer, labels.same_answers where there is none to judge.
Result<LabelItem> liveItem(const Json &answer, const FreshRequest &asked, bool cutAnswers);

/// A queue of such items, "<run> step <n>" or so. Errors: those of makeLabelQueue().
Result<LabelQueue> makeLiveQueue(Project &project, const LiveOrigin &origin, const LabelKind &kind,
                                 std::vector<LabelItem> items);

/// The labels of a queue that its run has not been given yet.
struct LiveGift {
    std::string run{};
    std::vector<Json> rows{};
    std::vector<std::string> ids{}; ///< of the rows
    std::size_t before = 0;         ///< rows that it was given before
    LabelRows labels{};             ///< all that were made, and what is left out
};
/// Errors: labels.not_live; labels.not_taken where the run takes no such rows; those of reading.
Result<LiveGift> labelsToGive(Project &project, const std::string &queue);
/// What the run is asked; it needs an id.
Json giveRequest(const LiveGift &gift, const std::string &queue);

/// What a queue's run was given: a line of labels/<queue>/given.jsonl for each time.
struct LiveGiven {
    std::int64_t rows = 0, leftOut = 0, fromStep = 0;
};
Result<LiveGiven> givenFrom(const Json &answer); ///< of the run to giveRequest(); worker.bad_answer
/// Ids of the rows that a queue's run was given.
Result<std::set<std::string>> givenIds(const fs::path &project, const std::string &queue);
Status noteGiven(Project &project, const std::string &queue, const LiveGift &gift, const LiveGiven &given);

} // namespace lapidary
