// SPDX-License-Identifier: Apache-2.0
// Learning rates against those that transformers' own schedulers gave.
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/engine/train/schedule.h"
#include "tests/support/engine_doctest.h"
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

using namespace lapidary;

TEST_CASE("every schedule gives the learning rates of transformers") {
    const auto recorded = parseJson(*readFile(LAPIDARY_TEST_DATA "/schedules/transformers.json"));
    REQUIRE(recorded);
    std::set<std::string> seen;
    for (const Json &each : (*recorded)["cases"]) {
        CAPTURE(each.dump());
        TrainOptions options;
        options.learningRate = each["learning_rate"];
        options.lrSchedulerType = each["lr_scheduler_type"];
        options.warmupSteps = each.value("warmup_steps", 0);
        options.warmupRatio = each.value("warmup_ratio", 0.0);
        options.minLrRate = each.value("min_lr_rate", options.minLrRate);
        const std::int64_t total = each["total"];
        REQUIRE(each["rates"].size() == static_cast<std::size_t>(total));
        for (std::int64_t step = 1; step <= total; ++step)
            CHECK(std::abs(learningRateAt(options, step, total) -
                           each["rates"][static_cast<std::size_t>(step - 1)].get<double>()) <
                  1e-12 * options.learningRate);
        seen.insert(options.lrSchedulerType);
    }
    for (const auto &field : TrainOptions::described().spec()) // none was forgotten
        if (field.name == "lr_scheduler_type")
            CHECK(seen == std::set<std::string>(field.choices.begin(), field.choices.end()));
}
