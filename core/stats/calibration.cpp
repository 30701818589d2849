// SPDX-License-Identifier: Apache-2.0
#include "core/stats/calibration.h"
#include <algorithm>
#include <cmath>

namespace lapidary::stats {

Result<Calibration> calibration(std::span<const double> confidence, std::span<const bool> correct, std::int64_t bins) {
    if (confidence.size() != correct.size())
        return fail({.code = "stats.length",
                     .message = "Every answer needs a confidence and a verdict",
                     .field = "correct",
                     .found = {"{0} values", correct.size()},
                     .expected = {"{0} values", confidence.size()}});
    if (confidence.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no answers",
                     .field = "confidence",
                     .found = "0 values",
                     .expected = "1 or more"});
    if (bins < 1 || bins > 10'000)
        return fail({.code = "stats.range",
                     .message = "Not a number of bins",
                     .field = "bins",
                     .found = std::to_string(bins),
                     .expected = "1 to 10000"});
    Calibration out;
    const double width = 1 / static_cast<double>(bins), n = static_cast<double>(confidence.size());
    for (std::int64_t b = 0; b < bins; ++b)
        out.bins.push_back({.low = static_cast<double>(b) * width, .high = static_cast<double>(b + 1) * width});
    for (std::size_t i = 0; i < confidence.size(); ++i) {
        if (!(confidence[i] >= 0 && confidence[i] <= 1))
            return fail({.code = "stats.range",
                         .message = "A confidence is no probability",
                         .field = "confidence",
                         .found = std::to_string(confidence[i]),
                         .expected = "0 to 1"});
        const auto at = std::max<std::int64_t>(
            0, static_cast<std::int64_t>(std::ceil(confidence[i] * static_cast<double>(bins))) - 1);
        auto &bin = out.bins[static_cast<std::size_t>(at)];
        ++bin.count;
        bin.confidence += confidence[i];
        bin.accuracy += correct[i];
    }
    for (auto &bin : out.bins) {
        if (bin.count == 0) continue;
        const double count = static_cast<double>(bin.count);
        bin.confidence /= count;
        bin.accuracy /= count;
        const double gap = std::abs(bin.accuracy - bin.confidence);
        out.ece += count / n * gap;
        out.mce = std::max(out.mce, gap);
    }
    return out;
}

} // namespace lapidary::stats
