// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/event.h"
#include "core/stats/curve_alarms.h"
#include "core/workbench/data/drawn_sample.h"
#include "core/workbench/data/held_out_scores.h"
#include "core/workbench/data/step_batch.h"
#include <limits>

namespace lapidary {

/// A setting that was given another value while the run was paused; it counts for the steps behind this one.
struct LoggedChange {
    double step = 0;
    std::string field{};
    Json before{}, after{};
    bool operator==(const LoggedChange &) const = default;
};

/// "behind step 40 learning_rate is 1e-05 instead of 0.0001"
std::string describe(const LoggedChange &change);

/// How a run stands, by what its events have told.
struct RunStanding {
    std::string state{};          ///< of its newest word; empty: it has said nothing yet
    std::optional<Error> error{}; ///< beside "failed"
    std::string phase{};
    double done = 0, total = 0, etaSeconds = -1;
    std::map<std::string, double> metrics{}; ///< the newest
    std::vector<Sentence> notices{};         ///< what it warns of, the first of many
    Sentence lastNotice{};                   ///< of any level
    double seconds = 0;                      ///< from its first word to its last
    double tokens = 0;                       ///< trained on so far; 0: not told
    double stepSeconds = 0;                  ///< of an optimiser step, as its last steps took; 0: not told
    double checkpoint = 0;                   ///< step of its newest checkpoint; 0: none yet
    double peakMemory = 0;                   ///< bytes; told at its end
    std::vector<Alarm> alarms{};             ///< what its curves warn of
    std::vector<LoggedChange> changes{};     ///< oldest first
    std::optional<Json> result{};
    std::vector<std::pair<double, std::string>> history{}; ///< its states with their times, oldest first
};

/// The metrics of one step. NaN stands for a value that was not finite, and for tokens that were not told.
struct LoggedMetrics {
    double step = 0, tokens = std::numeric_limits<double>::quiet_NaN(), seconds = 0;
    double time = 0; ///< seconds since 1970
    std::map<std::string, double> values{};
};

struct RunNotice {
    double time = 0; ///< seconds since 1970
    std::string level{};
    Sentence text{};
};

/// What came since it was taken last.
struct RunNews {
    std::vector<LoggedMetrics> metrics{};
    std::vector<RunNotice> notices{}; ///< of very many the newest; why it failed is among them
    std::vector<DrawnSample> samples{};
    std::vector<StepBatch> batches{};
    std::vector<HeldOutScores> heldOut{};
};

/// The one reader of what a run tells while it lives. Every event is shown to it once, in order, wherever it comes
/// from: the log, or the channel.
class LiveRun {
public:
    enum class Keep { Standing, News };
    /// Without Keep::News what came is not kept for anybody to take. `before`: seconds that count as lived before the
    /// first event, as those of the run that a fork left.
    explicit LiveRun(Keep keep = Keep::Standing, double before = 0) : keep_(keep), before_(before) {}
    void see(const Event &event);
    void startAgain(); ///< what was said of the end of the last attempt is void
    const RunStanding &standing() const { return standing_; }
    RunNews takeNews() { return std::exchange(news_, {}); }

private:
    void seeState(const Event &event);
    void seeNotice(const Event &event);
    void seeMetrics(const Event &event);
    void seeChange(const Json &body);
    void seeAdded(const Event &event);
    void watch(const LoggedMetrics &metrics);
    void tell(RunNotice notice);
    Keep keep_;
    double before_;
    std::optional<double> began_{}; ///< time of the first event, less what was lived before
    RunStanding standing_{};
    RunNews news_{};
    CurveAlarms alarms_{};
};

} // namespace lapidary
