// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>

namespace lapidary {

/// Which steps of a training are worth a look at their batch: the first ones, by which somebody sees what is read at
/// all, and those whose loss stands out: more than four standard deviations above the mean of the last 50.
class LossSpikes {
public:
    static constexpr std::int64_t kFirst = 3;  ///< steps
    static constexpr std::size_t kWindow = 50; ///< losses that are compared with
    static constexpr std::size_t kEnough = 10; ///< of which a deviation is believed
    static constexpr double kDeviations = 4;
    enum class Kind { Usual, First, Spike };
    struct Seen {
        Kind kind = Kind::Usual;
        double mean = 0; ///< of the losses before it; with Spike alone
    };
    /// A step (1-based) and its loss; each is shown once, in order.
    Seen next(std::int64_t step, double loss);
    /// What the next step is compared with: kept over a restart.
    const std::deque<double> &recent() const { return losses_; }
    void setRecent(std::deque<double> losses) { losses_ = std::move(losses); }

private:
    std::deque<double> losses_{};
};

} // namespace lapidary
