// SPDX-License-Identifier: Apache-2.0
// Which claims are made of a table of arms, and how each says what it is worth.
#include "core/workbench/compare/gains.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

struct Table {
    Comparison comparison{};
    void arm(const std::string &name, const std::string &role, const std::string &model, double accuracy,
             double tokens = 10, bool oracle = false) {
        comparison.arms.push_back({.name = name,
                                   .role = role,
                                   .model = model,
                                   .strategy = "greedy",
                                   .bucket = "edge",
                                   .n = 100,
                                   .correct = static_cast<std::int64_t>(100 * accuracy),
                                   .accuracy = accuracy,
                                   .low = accuracy - 0.1,
                                   .high = accuracy + 0.1,
                                   .tokensPerProblem = tokens,
                                   .oracle = oracle});
    }
    /// Every two arms, all with the same p.
    void test(double p, double pHolm) {
        for (std::size_t a = 0; a < comparison.arms.size(); ++a)
            for (std::size_t b = a + 1; b < comparison.arms.size(); ++b)
                comparison.pairs.push_back({.a = comparison.arms[a].name,
                                            .b = comparison.arms[b].name,
                                            .bucket = "edge",
                                            .aOnly = 1,
                                            .bOnly = 2,
                                            .p = p,
                                            .pHolm = pHolm});
    }
    std::vector<Gain> gains() const { return gainsOf(comparison, "edge"); }
};

/// base < SFT < DPO, two searches, two controls, an oracle.
Table starter() {
    Table table;
    table.arm("base", "base", "base", 0.15, 4);
    table.arm("asked", "control", "base", 0.66, 89);
    table.arm("more", "control", "more", 0.47, 44);
    table.arm("sft", "sft", "sft", 0.45, 46);
    table.arm("dpo", "rl", "dpo", 0.56, 73);
    table.arm("grpo", "rl", "grpo", 0.63, 80);
    table.arm("vote sft", "tts", "sft", 0.62, 739);
    table.arm("best dpo", "tts", "dpo", 0.68, 926);
    table.arm("ceiling", "tts", "dpo", 0.96, 926, true);
    table.comparison.parents = {{"sft", "base"}, {"dpo", "sft"}, {"grpo", "sft"}, {"more", "sft"}};
    table.test(0.004, 0.02);
    return table;
}

std::string both(const Gain &gain) {
    return gain.from->name + " > " + gain.to->name;
}

} // namespace

TEST_CASE("the strongest control stands first, and no oracle is a claim") {
    const Table table = starter();
    const auto gains = table.gains();
    REQUIRE(gains.size() == 6);
    CHECK(both(gains[0]) == "asked > sft");
    CHECK(both(gains[1]) == "asked > grpo");
    CHECK(both(gains[2]) == "asked > best dpo");
    for (int i = 0; i < 3; ++i) CHECK(gains[static_cast<std::size_t>(i)].againstControl);
    CHECK(strongestControl(table.comparison, "edge")->name == "asked");
    CHECK(strongestControl(table.comparison, "id") == nullptr);
}

TEST_CASE("a step differs in one thing where it can: the same model, or the model that a training began from") {
    Table table = starter();
    auto gains = table.gains();
    CHECK(both(gains[3]) == "base > sft");
    CHECK(both(gains[4]) == "sft > grpo");
    CHECK(both(gains[5]) == "dpo > best dpo"); // not the best of the trainings, grpo
    for (std::size_t i = 3; i < 6; ++i) CHECK(gains[i].sameModel);
    table.comparison.parents.clear(); // nothing is known of the models: the best of the role before
    gains = table.gains();
    CHECK(both(gains[4]) == "sft > grpo");
    CHECK(!gains[4].sameModel);
    CHECK(gains[5].sameModel); // a search is on the same weights whatever made them
}

TEST_CASE("what was chosen on the test problems is counted and said") {
    Table table = starter();
    const auto gains = table.gains();
    CHECK(gains[0].chosenAmong == 1); // one SFT arm: nothing was chosen in its favour
    CHECK(!gains[0].afterTheFact());
    CHECK(gains[1].chosenAmong == 2);
    CHECK(gains[4].chosenAmong == 2);
    CHECK(sentence(gains[0]).find("after the fact") == std::string::npos);
    CHECK(sentence(gains[4]) == "sft (46 tokens) → grpo (80 tokens): +0.180, p = 0.004, Holm p = 0.020 of 36 looks, "
                                "intervals overlap; the best of 2, chosen after the fact");
    CHECK(sentence(gains[2]).starts_with(
        "against the strongest control, asked (89 tokens) → best dpo (926 tokens): +0.020"));
}

TEST_CASE("a step gains by the corrected p alone") {
    Table table = starter();
    table.comparison.pairs.clear();
    table.test(0.004, 0.14);
    const auto gains = table.gains();
    CHECK(!gains[4].gains());
    CHECK(sentence(gains[4]).find("Holm p = 0.140 of 36 looks: not shown, after so many looks") != std::string::npos);
    CHECK(sentence(gains[0]).find(": not shown") != std::string::npos);
    table.comparison.pairs.clear();
    table.test(0.0001, 0.001);
    CHECK(sentence(table.gains()[0]).find("p < .001, Holm p = 0.001 of 36 looks: worse") !=
          std::string::npos); // asked 0.66 > sft 0.45
}

TEST_CASE("json and csv tell the looks, the corrected p, the claims and the control") {
    const Table table = starter();
    const Json json = toJson(table.comparison);
    CHECK(json["looks"] == 36);
    CHECK(json["pairs"][0]["p_holm"] == 0.02);
    CHECK(json["pairs"][0]["looks"] == 36);
    REQUIRE(json["claims"].size() == 6);
    CHECK(json["claims"][2]["against_control"] == true);
    CHECK(json["claims"][2]["tokens_to"] == 926);
    CHECK(json["claims"][4]["after_the_fact"] == true);
    const std::string csv = toCsv(table.comparison);
    const auto columns = [](const std::string &line) { return std::count(line.begin(), line.end(), ','); };
    std::size_t begin = 0, lines = 0;
    for (std::size_t end; (end = csv.find('\n', begin)) != csv.npos; begin = end + 1, ++lines)
        CHECK(columns(csv.substr(begin, end - begin)) == columns(csv.substr(0, csv.find('\n'))));
    CHECK(lines == 10);
    CHECK(csv.find(",asked,0.0040000000000000001,0.02,36,,,\n") != std::string::npos);
}
