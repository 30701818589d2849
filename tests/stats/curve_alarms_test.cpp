// SPDX-License-Identifier: Apache-2.0
#include "core/stats/curve_alarms.h"
#include <cmath>
#include <doctest/doctest.h>
#include <functional>

using namespace lapidary;

namespace {

/// A loss that falls with a little noise, the same on every machine.
double fallingLoss(int step) {
    return 0.4 + 2 * std::exp(-step / 60.0) + 0.03 * std::sin(12.9898 * step);
}

std::vector<Alarm> alarmsOf(int steps, const std::function<std::map<std::string, double>(int)> &at) {
    CurveAlarms watch;
    std::vector<Alarm> all;
    for (int step = 1; step <= steps; ++step)
        for (const auto &alarm : watch.next(step, at(step))) all.push_back(alarm);
    return all;
}

} // namespace

TEST_CASE("a quiet curve raises no alarm") {
    CHECK(alarmsOf(400, [](int step) {
              return std::map<std::string, double>{{"loss", fallingLoss(step)}, {"grad_norm", 1.0}};
          }).empty());
    // The entropy of a fine-tuning falls to nothing, as it should.
    CHECK(alarmsOf(400, [](int step) {
              return std::map<std::string, double>{{"entropy", std::exp(-step / 20.0)}};
          }).empty());
}

TEST_CASE("a spike is told once, with the level that it left") {
    const auto alarms = alarmsOf(200, [](int step) {
        return std::map<std::string, double>{{"loss", fallingLoss(step) + (step >= 120 && step < 125 ? 2.0 : 0.0)}};
    });
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].kind == AlarmKind::Spike);
    CHECK(alarms[0].step == 120);
    CHECK(alarms[0].value > 2);
    CHECK(alarms[0].usual == doctest::Approx(0.7).epsilon(0.1));
    CHECK(alarmsOf(9, [](int step) {
              return std::map<std::string, double>{{"loss", step == 9 ? 50.0 : 1.0}};
          }).empty()); // too early to say
    // The loss of a policy gradient jumps about zero.
    CHECK(alarmsOf(100, [](int step) {
              return std::map<std::string, double>{{"loss", step == 80 ? 3.0 : 0.01 * (step % 3 - 1)}, {"reward", 0.5}};
          }).empty());
}

TEST_CASE("a gap is told once until the values come back") {
    const auto alarms = alarmsOf(60, [](int step) {
        return std::map<std::string, double>{
            {"grad_norm", (step >= 30 && step < 40) || step == 50 ? std::nan("") : 1.0}};
    });
    REQUIRE(alarms.size() == 2);
    CHECK(alarms[0].kind == AlarmKind::NotFinite);
    CHECK(alarms[0].metric == "grad_norm");
    CHECK(alarms[0].step == 30);
    CHECK(alarms[1].step == 50);
}

TEST_CASE("KL that runs away and entropy that collapses") {
    const auto at = [](int step) {
        return std::map<std::string, double>{{"kl", step < 50 ? 0.02 : 0.02 * std::exp((step - 50) / 10.0)},
                                             {"entropy", step < 100 ? 1.2 : 0.05},
                                             {"reward", 0.4}};
    };
    const auto alarms = alarmsOf(200, at);
    REQUIRE(alarms.size() == 2);
    CHECK(alarms[0].kind == AlarmKind::KlRunaway);
    CHECK(alarms[0].step > 80);
    CHECK(alarms[0].value > 0.5);
    CHECK(alarms[0].usual == doctest::Approx(0.02));
    CHECK(alarms[1].kind == AlarmKind::EntropyCollapse);
    CHECK(alarms[1].usual == doctest::Approx(1.2));
    // One wild value is no collapse.
    CHECK(alarmsOf(60, [](int step) {
              return std::map<std::string, double>{{"kl", step == 40 ? 30.0 : 0.02}, {"reward", 1.0}};
          }).empty());
}

TEST_CASE("a run that goes on from a checkpoint is watched anew") {
    CurveAlarms watch;
    for (int step = 1; step <= 30; ++step) CHECK(watch.next(step, {{"loss", 1.0}}).empty());
    CHECK(watch.next(10, {{"loss", 40.0}}).empty()); // nothing to compare with yet
    CHECK(watch.next(11, {{"loss", std::nan("")}}).size() == 1);
}

TEST_CASE("a reward that is exploited: the canaries earn more, and fewer of them are right") {
    const auto at = [](double goldEnd, double proxyEnd) {
        return [=](int step) {
            std::map<std::string, double> values{{"reward", 0.5}};
            const double share = std::min(1.0, step / 20.0);
            if (step % 2 == 1) {
                values["canary/proxy"] = 0.5 + share * (proxyEnd - 0.5);
                values["canary/gold"] = 0.5 + share * (goldEnd - 0.5);
            }
            return values;
        };
    };
    const auto alarms = alarmsOf(40, at(0.2, 0.9));
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].kind == AlarmKind::Hacking);
    CHECK(alarms[0].metric == "canary/gold");
    CHECK(alarms[0].step <= 25);
    CHECK(alarms[0].usual == doctest::Approx(0.5).epsilon(0.2));
    CHECK(alarmsOf(40, at(0.7, 0.9)).empty());  // both rise: it learns
    CHECK(alarmsOf(40, at(0.2, 0.3)).empty());  // both fall: it is spoilt, and no reward is exploited
    CHECK(alarmsOf(40, at(0.45, 0.9)).empty()); // a tenth is noise
}

TEST_CASE("the KL and the entropy of whole completions are watched as those of a token") {
    // A completion of 20 tokens that becomes one of 2: both sums fall to a tenth, and nothing has happened to a token.
    CHECK(alarmsOf(60, [](int step) {
              const double length = step < 30 ? 20 : 2;
              return std::map<std::string, double>{{"reward", 1.0},
                                                   {"completions/mean_length", length},
                                                   {"objective/entropy", 1.5 * length},
                                                   {"objective/kl", 0.04 * length}};
          }).empty());
    const auto alarms = alarmsOf(60, [](int step) {
        return std::map<std::string, double>{{"reward", 1.0},
                                             {"completions/mean_length", 20},
                                             {"objective/entropy", step < 30 ? 30.0 : 1.0},
                                             {"objective/kl", step < 40 ? 0.8 : 12.0}};
    });
    REQUIRE(alarms.size() == 2);
    CHECK(alarms[0].kind == AlarmKind::EntropyCollapse);
    CHECK(alarms[0].metric == "objective/entropy");
    CHECK(alarms[0].usual == doctest::Approx(1.5));
    CHECK(alarms[0].value == doctest::Approx(0.05));
    CHECK(alarms[1].kind == AlarmKind::KlRunaway);
    CHECK(alarms[1].metric == "objective/kl");
    CHECK(alarms[1].value == doctest::Approx(0.6));
    // Where both are told, the policy's own is believed.
    CHECK(alarmsOf(60, [](int step) {
              return std::map<std::string, double>{{"reward", 1.0},
                                                   {"completions/mean_length", 20},
                                                   {"policy/entropy_avg", 1.2},
                                                   {"objective/entropy", step < 30 ? 30.0 : 1.0}};
          }).empty());
    // A sum without a length tells nothing of a token.
    CHECK(alarmsOf(60, [](int step) {
              return std::map<std::string, double>{{"reward", 1.0}, {"objective/kl", step < 40 ? 0.8 : 90.0}};
          }).empty());
}

TEST_CASE("completions that repeat themselves") {
    const auto at = [](double first, double last) {
        return [=](int step) {
            return std::map<std::string, double>{{"reward", 1.0}, {"completions/repetition", step < 40 ? first : last}};
        };
    };
    const auto alarms = alarmsOf(80, at(0.1, 0.6));
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].kind == AlarmKind::Repetition);
    CHECK(alarms[0].metric == "completions/repetition");
    CHECK(alarms[0].usual == doctest::Approx(0.1));
    CHECK(alarms[0].value > 0.3);
    CHECK(alarmsOf(80, at(0.1, 0.29)).empty());
    CHECK(alarmsOf(80, at(0.4, 0.7)).empty()); // what is asked for repeats itself
    CHECK(alarmsOf(80, [](int step) {
              return std::map<std::string, double>{{"completions/repetition", step < 40 ? 0.0 : 0.9}};
          }).empty()); // nobody rewards it
}
