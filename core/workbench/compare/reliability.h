// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/calibration.h"
#include <string>

namespace lapidary {

struct AnswerRow;
struct StoredArm;

/// How sure an arm is of its answers in a bucket, and how often it is right then.
struct Reliability {
    std::string arm{}, bucket{};
    /// votes: of the first answer, out of all samples; mean_logprob: the probability a token of the first sample;
    /// stored: the arm's score of the sample that it scores highest, where scores lie between 0 and 1; choices: the
    /// probability of the choice that it took among those that were given
    std::string confidence{};
    std::int64_t problems = 0;
    stats::Calibration calibration{}; ///< over ten bins of equal width
    double floor = 0;                 ///< the ECE that chance alone gives: an error of this size is none
};

/// Of every arm by every kind of confidence that its samples tell. What has no confidence (nothing whole, no score)
/// counts as 0, and is wrong.
Result<std::vector<Reliability>> reliabilities(const std::vector<StoredArm> &arms);

/// Of an arm whose answers say themselves how sure it was, bucket by bucket; nothing of any other. Unscorable problems
/// are left out.
Result<std::vector<Reliability>> toldReliabilities(const std::string &arm, const std::vector<AnswerRow> &rows);

/// "likeliest: expected calibration error 4.1 % over 200 problems; chance alone gives 3.0 %."
std::string sentence(const Reliability &told);

} // namespace lapidary
