// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace lapidary {

/// When a training keeps a checkpoint on its way: every so many steps, and between them as soon as some minutes have
/// passed since the last one, so that whatever ends the run costs minutes and not hours. Where writing one takes long,
/// those between wait longer: they take a twentieth of the time at most. Knows no clock: all times are the caller's, in
/// seconds.
class CheckpointTimes {
public:
    static constexpr double kMinutes = 5; ///< where a run says nothing else; 0: by steps alone
    enum class Due { No, Between, Step };

    CheckpointTimes(double minutes, double now) : wait_(60 * minutes), last_(now) {}
    Due after(std::int64_t step, std::int64_t everySteps, double now) const;
    void saved(double began, double ended);

private:
    double wait_, last_, took_ = 0;
};

} // namespace lapidary
