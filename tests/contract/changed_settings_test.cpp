// SPDX-License-Identifier: Apache-2.0
// A paused training takes other settings: from the next step on it is what a fork with them would be, and what a run
// that had them from there on is. For every algorithm of the list.
#include "core/config/changeable.h"
#include "core/job/changes.h"
#include "tests/contract/asked_training.h"

using namespace lapidary;

namespace {

Variant fourSteps(const MethodInfo &info) {
    Variant variant = storedVariant(info);
    variant.run["config"].update({{"max_steps", 4},
                                  {"lr_scheduler_type", "linear"},
                                  {"warmup_steps", 0},
                                  {"save_steps", 2},
                                  {"save_total_limit", 9}});
    return variant;
}

Json resolved(const MethodInfo &info, const Variant &variant) {
    const auto config = resolve(info.spec, variant.run["config"]);
    REQUIRE(config);
    return *config;
}

/// A larger step, and twice the weight of whatever the loss weighs by.
Json settingsFor(const MethodInfo &info, const Variant &variant) {
    const Json config = resolved(info, variant);
    Json settings = {{"learning_rate", 4e-3}};
    for (const char *name : {"beta", "kl_coef", "vf_coef"})
        if (has(info, name) && isChangeable(name, config) && 2 * config[name].get<double>() <= 1)
            settings[name] = 2 * config[name].get<double>();
    return settings;
}

Json change(const Json &settings) {
    return {{"verb", "change"}, {"settings", settings}};
}

std::vector<Json> from(const std::vector<Json> &metrics, std::size_t first) {
    return withoutTime({metrics.begin() + static_cast<std::ptrdiff_t>(first), metrics.end()});
}

/// The run of one passed from its checkpoint of step 2 to a folder of its own, as a fork is laid out.
AskedJob forkAtTwo(const fs::path &trunk, const fs::path &folder, Variant variant, const Json &settings) {
    variant.run["config"].update(settings);
    variant.run["fork"] = {{"run", "trunk"}, {"step", 2}};
    begin(folder, variant);
    fs::create_directories(folder / "checkpoints");
    fs::copy(trunk / "checkpoints/2", folder / "checkpoints/2", fs::copy_options::recursive);
    return run(folder, variant, {});
}

const AlgorithmInfo &oneWith(const char *setting) {
    for (const auto &entry : algorithms())
        if (has(entry.info(), setting)) return entry;
    FAIL("none has it");
    return algorithms().front();
}

} // namespace

TEST_CASE("settings that are changed count from the next step on, as a fork there has them, and across a stop") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        const Variant variant = fourSteps(entry.info());
        const Json settings = settingsFor(entry.info(), variant);
        begin(folder.path / "plain", variant);
        const auto plain = run(folder.path / "plain", variant, {});
        begin(folder.path / "whole", variant);
        const auto whole = run(folder.path / "whole", variant, {{2, {change(settings)}}});
        REQUIRE(whole.answers.at(0).contains("changed"));
        CHECK(whole.answers[0]["step"] == 2);
        CHECK(whole.answers[0]["total"] == 4);
        CHECK(whole.answers[0]["changed"].size() == settings.size());
        REQUIRE(whole.metrics.size() == 4);
        const auto fork = forkAtTwo(folder.path / "plain", folder.path / "fork", variant, settings);
        CHECK(from(whole.metrics, 2) == withoutTime(fork.metrics));
        CHECK(weightsOf(folder.path / "whole") == weightsOf(folder.path / "fork"));
        CHECK(withoutTime({whole.metrics[0], whole.metrics[1]}) == withoutTime({plain.metrics[0], plain.metrics[1]}));
        CHECK(weightsOf(folder.path / "whole") != weightsOf(folder.path / "plain"));
        const Json changes = *changesOf(folder.path / "whole");
        CHECK(changes["settings"] == whole.answers[0]["changed"]);
        for (int look = 3; look <= 5; ++look) { // stopped at once, and behind a step
            CAPTURE(look);
            begin(folder.path / "broken", variant);
            const auto first = run(folder.path / "broken", variant, {{2, {change(settings)}}}, look);
            const auto rest = run(folder.path / "broken", variant, {});
            auto steps = first.metrics;
            steps.insert(steps.end(), rest.metrics.begin(), rest.metrics.end());
            CHECK(withoutTime(steps) == withoutTime(whole.metrics));
            CHECK(weightsOf(folder.path / "broken") == weightsOf(folder.path / "whole"));
            CHECK(*changesOf(folder.path / "broken") == changes);
        }
    }
}

TEST_CASE("settings that are changed before the first step make the run that has them from the start") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        const Variant variant = fourSteps(entry.info());
        const Json settings = settingsFor(entry.info(), variant);
        Variant other = variant;
        other.run["config"].update(settings);
        begin(folder.path / "begun", other);
        const auto begun = run(folder.path / "begun", other, {});
        begin(folder.path / "changed", variant);
        const auto changed = run(folder.path / "changed", variant, {{0, {change(settings)}}});
        CHECK(withoutTime(changed.metrics) == withoutTime(begun.metrics));
        CHECK(weightsOf(folder.path / "changed") == weightsOf(folder.path / "begun"));
    }
}

TEST_CASE("the end of a run and of its schedule can be moved; a value that is so already changes nothing") {
    const TemporaryFolder folder;
    Variant variant = fourSteps(oneWith("packing").info());
    const double rate = variant.run["config"]["learning_rate"];
    const auto ratesOf = [&](std::map<int, std::vector<Json>> asked) {
        begin(folder.path / "run", variant);
        std::vector<double> rates;
        for (const Json &each : run(folder.path / "run", variant, std::move(asked)).metrics)
            rates.push_back(each["learning_rate"].get<double>());
        return rates;
    };
    CHECK(ratesOf({}) == std::vector<double>{rate, rate * (1 - 1 / 4.), rate * (1 - 2 / 4.), rate * (1 - 3 / 4.)});
    CHECK(ratesOf({{2, {change({{"max_steps", 3}})}}}) ==
          std::vector<double>{rate, rate * (1 - 1 / 4.), rate * (1 - 2 / 3.)});
    CHECK(ratesOf({{2, {change({{"max_steps", 5}})}}}) == std::vector<double>{rate, rate * (1 - 1 / 4.),
                                                                              rate * (1 - 2 / 5.), rate * (1 - 3 / 5.),
                                                                              rate * (1 - 4 / 5.)});
    CHECK(ratesOf({{2, {change({{"lr_scheduler_type", "constant"}})}}}) ==
          std::vector<double>{rate, rate * (1 - 1 / 4.), rate, rate});
    CHECK(ratesOf({{2, {change({{"max_steps", 4}, {"learning_rate", rate}})}}}).size() == 4);
    CHECK(changesOf(folder.path / "run")->is_null());
    // there and back again is no change of a number
    const Json there = change({{"learning_rate", 1.0}}), back = change({{"learning_rate", rate}});
    CHECK(ratesOf({{2, {there, back}}}) ==
          std::vector<double>{rate, rate * (1 - 1 / 4.), rate * (1 - 2 / 4.), rate * (1 - 3 / 4.)});
    CHECK((*changesOf(folder.path / "run"))["settings"].size() == 2);
}

TEST_CASE("what cannot be changed is refused with the reason, and the run goes on as it was") {
    const TemporaryFolder folder;
    const AlgorithmInfo &entry = oneWith("precompute_ref_log_probs");
    const Variant variant = fourSteps(entry.info());
    begin(folder.path / "whole", variant);
    const auto whole = run(folder.path / "whole", variant, {});
    const std::vector<std::pair<Json, std::string>> asked{
        {change({{"per_device_train_batch_size", 4}}), "config.not_changeable"},
        {change({{"r", 2}, {"learning_rate", 1e-2}}), "config.not_changeable"},
        {change({{"l2_sp_alpha", 0.5}}), "config.not_changeable"}, // is off
        {change({{"learning_rat", 1e-2}}), "config.unknown_key"},
        {change({{"learning_rate", -1}}), "config.out_of_range"},
        {change({{"max_steps", 2}}), "train.change_too_late"},
        {change({{"max_steps", 0}}), "train.change_too_late"},
        {change(Json::object()), "request.settings"},
        {{{"verb", "change"}, {"config", {{"learning_rate", 1}}}}, "request.unknown_field"}};
    std::vector<Json> requests;
    for (const auto &[request, code] : asked) requests.push_back(request);
    begin(folder.path / "asked", variant);
    const auto job = run(folder.path / "asked", variant, {{2, requests}});
    REQUIRE(job.answers.size() == asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        CAPTURE(dumpJson(asked[i].first));
        CHECK(job.answers[i]["error"]["code"] == asked[i].second);
        CHECK(job.answers[i]["step"] == 2);
    }
    CHECK(job.answers[0]["error"]["where"]["field"] == "per_device_train_batch_size");
    CHECK(withoutTime(job.metrics) == withoutTime(whole.metrics));
    CHECK(weightsOf(folder.path / "asked") == weightsOf(folder.path / "whole"));
    CHECK(changesOf(folder.path / "asked")->is_null());
}

TEST_CASE("a fork of a run that was changed has the settings that it was given, and may be changed itself") {
    const TemporaryFolder folder;
    const Variant variant = fourSteps(oneWith("packing").info());
    begin(folder.path / "plain", variant);
    const auto plain = run(folder.path / "plain", variant, {});
    begin(folder.path / "trunk", variant);
    run(folder.path / "trunk", variant, {{2, {change({{"learning_rate", 1.0}})}}});
    const auto back = forkAtTwo(folder.path / "trunk", folder.path / "back", variant, Json::object());
    CHECK(withoutTime(back.metrics) == from(plain.metrics, 2)); // with those that the trunk was begun with
    CHECK(changesOf(folder.path / "back")->is_null());

    Variant fork = variant;
    fork.run["fork"] = {{"run", "trunk"}, {"step", 2}};
    const auto fresh = [&](const fs::path &at) {
        begin(at, fork);
        fs::create_directories(at / "checkpoints");
        fs::copy(folder.path / "trunk/checkpoints/2", at / "checkpoints/2", fs::copy_options::recursive);
    };
    const std::vector<Json> own{change({{"learning_rate", 2e-3}})};
    fresh(folder.path / "whole");
    const auto whole = run(folder.path / "whole", fork, {{2, own}});
    CHECK(whole.metrics[0]["learning_rate"] == 2e-3 * (1 - 2 / 4.));
    fresh(folder.path / "broken");
    run(folder.path / "broken", fork, {{2, own}}, 1); // stopped before its first step
    const auto rest = run(folder.path / "broken", fork, {});
    CHECK(weightsOf(folder.path / "broken") == weightsOf(folder.path / "whole"));
}

TEST_CASE("a change that no checkpoint knows is lost with it, and so is its note") {
    const TemporaryFolder folder;
    const Variant variant = fourSteps(oneWith("packing").info());
    begin(folder.path / "plain", variant);
    const auto plain = run(folder.path / "plain", variant, {});
    begin(folder.path / "run", variant);
    run(folder.path / "run", variant, {{3, {change({{"learning_rate", 1.0}})}}}, 5);
    for (const char *lost : {"3", "4"}) fs::remove_all(folder.path / "run/checkpoints" / lost);
    REQUIRE((*changesOf(folder.path / "run"))["settings"].size() == 1);
    const auto rest = run(folder.path / "run", variant, {});
    CHECK(withoutTime(rest.metrics) == from(plain.metrics, 2));
    CHECK(weightsOf(folder.path / "run") == weightsOf(folder.path / "plain"));
    CHECK(changesOf(folder.path / "run")->is_null());
}

TEST_CASE("a controlled penalty is moved by its controller alone") {
    const TemporaryFolder folder;
    const AlgorithmInfo &entry = oneWith("adap_kl_ctrl");
    Variant variant = fourSteps(entry.info());
    variant.run["config"]["num_ppo_epochs"] = 1;
    begin(folder.path / "fixed", variant);
    const auto fixed = run(folder.path / "fixed", variant, {{2, {change({{"kl_coef", 0.5}})}}});
    REQUIRE(fixed.answers.at(0).contains("changed"));
    CHECK(fixed.metrics.at(1)["objective/kl_coef"] == 0.05);
    CHECK(fixed.metrics.at(2)["objective/kl_coef"] == 0.5);
    variant.run["config"]["adap_kl_ctrl"] = true;
    begin(folder.path / "moved", variant);
    const auto moved = run(folder.path / "moved", variant, {{2, {change({{"kl_coef", 0.5}})}}});
    CHECK(moved.answers.at(0)["error"]["code"] == "config.not_changeable");
}
