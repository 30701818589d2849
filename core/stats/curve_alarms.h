// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace lapidary {

/// What can go wrong on the curves of a training:
///   NotFinite        a metric came as NaN or infinity: the curve has a gap
///   Spike            the loss stands far above its running median (8 median deviations and half the median at least)
///   KlRunaway        the KL to the reference is five times what it was at first, and above 0.5 nats a token
///   EntropyCollapse  a policy that samples for itself has a tenth of the entropy that it began with
///   Repetition       it says again what it said: of the threes of tokens in its completions, more than three in ten
///                    stood there before, and twice as many as at first
///   Hacking          the canaries earn more than at first (canary/proxy), and a fifth less of them are right
///                    (canary/gold), at least five in a hundred: the reward is exploited
enum class AlarmKind { NotFinite, Spike, KlRunaway, EntropyCollapse, Hacking, Repetition };

struct Alarm {
    AlarmKind kind = AlarmKind::Spike;
    std::string metric{};
    double step = 0, value = 0;
    double usual = 0; ///< the running median, or the level of the beginning; KL and entropy are those of a token
    bool operator==(const Alarm &) const = default;
};

/// Watches the curves of one training while they grow. Medians of ten values and more, so that a single noisy point of
/// KL or entropy raises nothing; each kind but the spike is told once until the curve has come back.
class CurveAlarms {
public:
    /// The metrics of one step; NaN stands for a value that was not finite. A step that does not lie behind the last
    /// one begins anew: the run went on from a checkpoint.
    std::vector<Alarm> next(double step, const std::map<std::string, double> &values);

private:
    struct Level {
        std::size_t enough = 10; ///< values of which a median is believed
        std::vector<double> first{};
        std::deque<double> last{};
        bool told = false;
        void add(double value);
        bool isSettled() const;
        double atFirst() const, now() const;
    };
    /// Told once while the level is `high`, of a metric by its role.
    struct Seen {
        double step = 0;
        const std::map<std::string, double> &values;
        std::vector<Alarm> &out;
    };
    void watchPolicy(const Seen &seen);
    void watchLoss(double step, double value, std::vector<Alarm> &out);
    std::deque<double> losses_{};
    void watchCanary(double step, const std::map<std::string, double> &values, std::vector<Alarm> &out);
    Level kl_{}, entropy_{}, repetition_{};
    Level proxy_{.enough = 4}, gold_{.enough = 4}; ///< each is of many problems, and comes once in many steps
    std::map<std::string, bool> broken_{};
    double lastStep_ = -std::numeric_limits<double>::infinity();
    int sinceSpike_ = 0;
    bool samples_ = false; ///< a policy that is rewarded for what it samples
};

} // namespace lapidary
