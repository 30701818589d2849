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

TEST_CASE("a warm-up below one step is a share of the run, rounded up") {
    TrainOptions options;
    for (const auto &[given, total, steps] :
         {std::tuple{0.25, 12, 3}, {0.25, 13, 4}, {0.999, 10, 10}, {1.0, 10, 1}, {4.0, 10, 4}, {4.7, 10, 4}}) {
        options.warmupSteps = given;
        CHECK(warmupStepsOf(options, total) == steps);
    }
    options.warmupSteps = 0;
    options.warmupRatio = 0.25;
    CHECK(warmupStepsOf(options, 13) == 4);
}
