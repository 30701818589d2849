// SPDX-License-Identifier: Apache-2.0
// What a paused training is asked moves nothing but what it is asked to move: for every algorithm of the list.
#include "core/base/hash.h"
#include "core/job/changes.h"
#include "tests/contract/asked_training.h"

using namespace lapidary;

namespace {

const AlgorithmInfo &growingOne(std::string_view layout) {
    for (const auto &entry : algorithms())
        if (!entry.growing.empty() && entry.info().port("train")->layout == layout) return entry;
    FAIL("none grows");
    return algorithms().front();
}

/// Three passes over eight rows, four at a time.
Variant threePasses(const MethodInfo &info) {
    Variant variant = storedVariant(info);
    variant.run["config"].update({{"per_device_train_batch_size", 4}, {"num_train_epochs", 3}, {"save_steps", 2}});
    return variant;
}

Json addition(const std::vector<Json> &rows, std::size_t count) {
    return {{"verb", "add_rows"},
            {"rows", Json(std::vector<Json>(rows.begin(), rows.begin() + static_cast<long>(count)))}};
}

} // namespace

TEST_CASE("a training that is asked on its way ends with the bytes of one that is not") {
    const TemporaryFolder folder;
    const Json ask = {{"verb", "look"}};
    for (const auto &entry : algorithms())
        for (auto &variant : variantsOf(entry.info(), folder.path)) {
            CAPTURE(entry.info().name);
            CAPTURE(variant.name);
            variant.run["config"].update({{"max_steps", 4}, {"save_steps", 2}});
            if (variant.run["config"].value("use_peft", false)) variant.run["config"]["lora_dropout"] = 0.3;
            if (has(entry.info(), "disable_dropout")) variant.run["config"]["disable_dropout"] = false;
            begin(folder.path / "whole", variant);
            const auto whole = run(folder.path / "whole", variant, {});
            begin(folder.path / "asked", variant);
            const auto asked = run(folder.path / "asked", variant, {{0, {ask}}, {1, {ask, ask}}, {3, {ask}}});
            CHECK(withoutTime(asked.metrics) == withoutTime(whole.metrics));
            CHECK(weightsOf(folder.path / "asked") == weightsOf(folder.path / "whole"));
            for (const char *file : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
                CHECK(textOf(folder.path / "asked/checkpoints/4" / file) ==
                      textOf(folder.path / "whole/checkpoints/4" / file));
            REQUIRE(asked.answers.size() == 4);
            const int steps[] = {0, 1, 1, 3};
            for (int i = 0; i < 4; ++i) {
                CHECK(asked.answers[static_cast<std::size_t>(i)]["step"] == steps[i]);
                CHECK(asked.answers[static_cast<std::size_t>(i)].contains("sum"));
            }
            CHECK(asked.answers[1]["sum"] == asked.answers[2]["sum"]); // the streams stand still between answers too
            CHECK(asked.answers[1]["sum"] != asked.answers[3]["sum"]); // the weights have moved
        }
}

TEST_CASE("rows that are added are learnt from the next pass on, and are found again after a stop") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        if (entry.growing.empty()) continue;
        const Variant variant = threePasses(entry.info());
        const Json add = addition(variant.rows, 6); // 2 steps a pass become 4, of 14 rows
        begin(folder.path / "plain", variant);
        const auto plain = run(folder.path / "plain", variant, {});
        CHECK(plain.metrics.size() == 6);
        begin(folder.path / "whole", variant);
        const auto whole = run(folder.path / "whole", variant, {{1, {add}}});
        CHECK(whole.answers.at(0) == Json{{"rows", 6}, {"left_out", 0}, {"from_step", 3}, {"total", 10}, {"step", 1}});
        REQUIRE(whole.metrics.size() == 10); // 2 + 4 + 4
        CHECK(whole.metrics[1]["epoch"] == 1.0);
        CHECK(whole.metrics[3]["epoch"] == 1.5);
        CHECK(whole.metrics.back()["epoch"] == 3.0);
        CHECK(whole.metrics[0]["loss"] == plain.metrics[0]["loss"]);
        CHECK(whole.metrics[1]["loss"] == plain.metrics[1]["loss"]);
        const auto changes = changesOf(folder.path / "whole");
        REQUIRE(changes);
        REQUIRE(changes->is_object());
        CHECK((*changes)["added"][0]["rows"] == 6);
        CHECK((*changes)["added"][0]["step"] == 1);
        CHECK((*changes)["added"][0]["hash"] == contentHash(textOf(folder.path / "whole/added/001.jsonl")));
        for (int look = 2; look <= 11; ++look) { // stopped behind the addition, before its pass, within it, behind it
            CAPTURE(look);
            begin(folder.path / "broken", variant);
            const auto first = run(folder.path / "broken", variant, {{1, {add}}}, look);
            const auto rest = run(folder.path / "broken", variant, {});
            auto steps = first.metrics;
            steps.insert(steps.end(), rest.metrics.begin(), rest.metrics.end());
            CHECK(withoutTime(steps) == withoutTime(whole.metrics));
            CHECK(weightsOf(folder.path / "broken") == weightsOf(folder.path / "whole"));
            CHECK(*changesOf(folder.path / "broken") == *changes);
        }
    }
}

TEST_CASE("rows come twice within a pass, at its very end, and before the first step") {
    const TemporaryFolder folder;
    const Variant variant = threePasses(growingOne("prompt_completion").info());
    const auto stepsOf = [&](std::map<int, std::vector<Json>> asked) {
        begin(folder.path / "run", variant);
        const auto job = run(folder.path / "run", variant, std::move(asked));
        CHECK(job.metrics.back()["epoch"] == 3.0);
        return job.metrics.size();
    };
    CHECK(stepsOf({{1, {addition(variant.rows, 2), addition(variant.rows, 6)}}}) == 2 + 4 + 4); // 16 rows
    CHECK(stepsOf({{2, {addition(variant.rows, 4)}}}) == 2 + 3 + 3);
    CHECK(stepsOf({{0, {addition(variant.rows, 4)}}}) == 2 + 3 + 3);
    CHECK(stepsOf({{1, {addition(variant.rows, 4)}}, {4, {addition(variant.rows, 4)}}}) == 2 + 3 + 4);
    CHECK(fs::exists(folder.path / "run/added/002.jsonl"));
}

TEST_CASE("an addition that cannot be is refused as a whole, and leaves no trace") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        const Variant variant = entry.growing.empty() ? storedVariant(entry.info()) : threePasses(entry.info());
        std::vector<Json> requests{{{"verb", "add_rows"}, {"port", "nowhere"}, {"rows", Json(variant.rows)}},
                                   {{"verb", "add_rows"}, {"port", "policy"}, {"rows", Json(variant.rows)}}};
        std::vector<std::string> codes{"train.cannot_add", "train.cannot_add"};
        if (entry.growing.empty()) {
            requests.push_back(addition(variant.rows, 2));
            codes.emplace_back("train.cannot_add");
        } else {
            auto bad = variant.rows;
            bad[2] = {{"strange", 1}};
            requests.push_back(addition(bad, 4));
            codes.emplace_back("data.bad_row");
            requests.push_back({{"verb", "add_rows"}, {"rows", Json::array()}});
            requests.push_back({{"verb", "add_rows"}, {"rows", {1}}});
            requests.push_back({{"verb", "add_rows"}, {"row", Json(variant.rows)}});
            codes.insert(codes.end(), {"request.rows", "request.rows", "request.unknown_field"});
        }
        begin(folder.path / "whole", variant);
        const auto whole = run(folder.path / "whole", variant, {});
        begin(folder.path / "asked", variant);
        const auto asked = run(folder.path / "asked", variant, {{1, requests}});
        REQUIRE(asked.answers.size() == codes.size());
        for (std::size_t i = 0; i < codes.size(); ++i) {
            CHECK(asked.answers[i]["error"]["code"] == codes[i]);
            CHECK(asked.answers[i]["step"] == 1);
        }
        if (!entry.growing.empty()) {
            const Error error = errorFromJson(asked.answers[2]["error"]);
            CHECK(error.line == 3);
            CHECK(error.file == "");
        }
        CHECK(withoutTime(asked.metrics) == withoutTime(whole.metrics));
        CHECK(weightsOf(folder.path / "asked") == weightsOf(folder.path / "whole"));
        CHECK(changesOf(folder.path / "asked")->is_null());
        CHECK(!fs::exists(folder.path / "asked/added/001.jsonl"));
    }
}

TEST_CASE("rows that the run would never see are refused, with the reason") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        if (entry.growing.empty()) continue;
        Variant variant = threePasses(entry.info());
        for (const auto &[config, step] : {std::pair{Json{{"num_train_epochs", 1}}, 0},
                                           {Json{{"num_train_epochs", 3}}, 5},
                                           {Json{{"max_steps", 4}}, 3}}) {
            variant.run["config"].update(config);
            begin(folder.path / "run", variant);
            const auto job = run(folder.path / "run", variant, {{step, {addition(variant.rows, 2)}}});
            CHECK(job.answers.at(0)["error"]["code"] == "train.rows_too_late");
        }
    }
}

TEST_CASE("a checkpoint knows its added rows, and refuses others") {
    const TemporaryFolder folder;
    const Variant variant = threePasses(growingOne("preference").info());
    begin(folder.path / "run", variant);
    run(folder.path / "run", variant, {{1, {addition(variant.rows, 4)}}}, 3);
    REQUIRE(writeFileAtomic(folder.path / "run/added/001.jsonl", dumpJson(variant.rows[0]) + "\n"));
    QuietJob job(folder.path / "run");
    const auto refused = train(variant.run, job);
    REQUIRE(!refused);
    CHECK(refused.error().code == "checkpoint.added_rows");
    CHECK(refused.error().file == (folder.path / "run/added/001.jsonl").string());
}

TEST_CASE("a reference whose log-probs were computed beforehand takes no further pairs") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        if (entry.growing.empty() || !has(entry.info(), "precompute_ref_log_probs")) continue;
        Variant variant = threePasses(entry.info());
        variant.run["config"]["precompute_ref_log_probs"] = true;
        begin(folder.path / "run", variant);
        const auto job = run(folder.path / "run", variant, {{1, {addition(variant.rows, 2)}}});
        CHECK(job.answers.at(0)["error"]["code"] == "train.cannot_add");
        CHECK(job.answers.at(0)["error"]["where"]["field"] == "precompute_ref_log_probs");
    }
}

TEST_CASE("a paused run tells which rows it takes and from which step they count; a copy of its policy moves nothing") {
    const TemporaryFolder folder;
    const Json takes = {{"verb", "takes"}};
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        const Variant variant = entry.growing.empty() ? storedVariant(entry.info()) : threePasses(entry.info());
        begin(folder.path / "whole", variant);
        const auto whole = run(folder.path / "whole", variant, {});
        const Json copy = {{"verb", "snapshot"}, {"out", (folder.path / entry.info().name).string()}};
        begin(folder.path / "asked", variant);
        const auto asked = run(folder.path / "asked", variant, {{1, {takes, copy, copy}}});
        REQUIRE(asked.answers.size() == 3);
        const Json &told = asked.answers[0];
        CHECK(told["step"] == 1);
        REQUIRE(told["takes"].size() == entry.growing.size());
        for (std::size_t i = 0; i < entry.growing.size(); ++i) {
            CHECK(told["takes"][i]["port"] == std::string(entry.growing[i]));
            CHECK(told["takes"][i]["layout"] == entry.info().port(entry.growing[i])->layout);
        }
        if (!entry.growing.empty()) CHECK(told["from_step"] == 3); // two steps a pass
        CHECK(asked.answers[1]["out"] == copy["out"]);
        CHECK(fs::exists(folder.path / entry.info().name / "config.json"));
        CHECK(asked.answers[2]["error"]["code"] == "request.out"); // it is there now
        CHECK(withoutTime(asked.metrics) == withoutTime(whole.metrics));
        CHECK(weightsOf(folder.path / "asked") == weightsOf(folder.path / "whole"));
    }
}

TEST_CASE("whose labels rows are is kept with them") {
    const TemporaryFolder folder;
    const Variant variant = threePasses(growingOne("preference").info());
    Json add = addition(variant.rows, 4);
    add["labels"] = "live-8";
    begin(folder.path / "run", variant);
    run(folder.path / "run", variant, {{1, {add}}});
    const auto changes = changesOf(folder.path / "run");
    REQUIRE(changes);
    CHECK((*changes)["added"][0]["labels"] == "live-8");
    CHECK((*changes)["added"][0]["from_step"] == 3);
}
