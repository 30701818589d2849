// SPDX-License-Identifier: Apache-2.0
#include "core/config/method.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {
MethodInfo sample() {
    return {.name = "dpo",
            .summary = "Learns from pairs",
            .role = "algorithm",
            .version = 3,
            .spec = {{.name = "beta", .defaultValue = 0.1, .minimum = 0, .aboveMinimum = true, .effect = "strength"}},
            .inputs = {{.name = "policy", .trained = true, .fresh = true, .effect = "what is trained"},
                       {.name = "train", .what = Artifact::Rows, .layout = "preference"},
                       {.name = "reference", .required = false}},
            .outputs = {{.name = "model", .file = "model"},
                        {.name = "drawn", .what = Artifact::Rows, .file = "s", .layout = "text"}},
            .metrics = {{.name = "reward",
                         .unit = "nats",
                         .group = "rewards",
                         .effect = "how good",
                         .spread = "reward_std",
                         .better = Better::Higher,
                         .key = true},
                        {.name = "loss", .better = Better::Lower},
                        {.name = "rewards/*/mean", .group = "parts"}}};
}
} // namespace

TEST_CASE("a method survives the round trip through the catalogue") {
    const Json written = toJson(sample());
    const auto read = methodFromJson(written);
    REQUIRE(read);
    CHECK(toJson(*read) == written);
    CHECK(read->version == 3);
    CHECK(read->spec.at(0).aboveMinimum);
    REQUIRE(read->port("policy"));
    CHECK(read->port("policy")->trained);
    CHECK(read->port("policy")->fresh);
    CHECK(read->port("policy")->required);
    CHECK_FALSE(read->port("reference")->required);
    CHECK(read->port("train")->what == Artifact::Rows);
    CHECK(read->port("train")->layout == "preference");
    CHECK_FALSE(read->port("teacher"));
    CHECK(read->outputs.at(1).what == Artifact::Rows);
    CHECK(read->outputs.at(1).layout == "text");
    CHECK(read->metric("reward")->better == Better::Higher);
    CHECK(read->metric("reward")->spread == "reward_std");
    CHECK(read->keyMetric() == read->metric("reward"));
    CHECK(read->metric("loss")->better == Better::Lower);
}

TEST_CASE("a star in a metric's name stands for one part") {
    const MethodInfo method = sample();
    REQUIRE(method.metric("rewards/correct/mean"));
    CHECK(method.metric("rewards/correct/mean")->group == "parts");
    for (const char *other : {"rewards//mean", "rewards/mean", "rewards/a/b/mean", "rewards/correct/std"})
        CHECK_FALSE(method.metric(other));
}

TEST_CASE("shared metrics stand behind a method's own and never twice") {
    const auto all = withShared({{.name = "reward", .key = true}, {.name = "loss", .key = true}},
                                {{.name = "loss"}, {.name = "grad_norm"}});
    REQUIRE(all.size() == 3);
    CHECK(all[1].key);
    CHECK(all[2].name == "grad_norm");
}

TEST_CASE("what is wrong with a described method is said with its place") {
    const auto errorOf = [](auto change) {
        Json json = toJson(sample());
        change(json);
        const auto read = methodFromJson(json);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == "config.bad_catalogue");
        return read.error();
    };
    CHECK(errorOf([](Json &json) { json.erase("name"); }).field == "name");
    CHECK(errorOf([](Json &json) { json.erase("version"); }).field == "dpo.version");
    const Error artifact = errorOf([](Json &json) { json["inputs"][1]["what"] = "row"; });
    CHECK(artifact.field == "dpo.inputs.1.what");
    CHECK(artifact.found == "row");
    CHECK(artifact.expected.find("\"rows\"") != std::string::npos);
    CHECK(errorOf([](Json &json) { json["outputs"][0]["what"] = ""; }).field == "dpo.outputs.0.what");
    CHECK(errorOf([](Json &json) { json["metrics"][1].erase("name"); }).field == "dpo.metrics.1.name");
    CHECK(errorOf([](Json &json) { json["metrics"][0]["better"] = "more"; }).field == "dpo.metrics.0.better");
    CHECK(errorOf([](Json &json) { json["inputs"][0]["required"] = "yes"; }).field == "\"dpo\"");
    CHECK_FALSE(methodFromJson(Json("dpo")));
    CHECK_FALSE(methodFromJson(Json(nullptr)));
}

TEST_CASE("every artifact has a word") {
    for (const auto artifact : {Artifact::Model, Artifact::Scores, Artifact::Rows, Artifact::ProblemSet,
                                Artifact::Samples, Artifact::Labels, Artifact::Importance}) {
        const auto read = artifactByName(std::string(nameOf(artifact)));
        REQUIRE(read);
        CHECK(*read == artifact);
    }
    CHECK(artifactByName("modell").error().code == "config.unknown_artifact");
}
