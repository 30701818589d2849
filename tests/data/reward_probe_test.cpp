// SPDX-License-Identifier: Apache-2.0
// What a reward pays for texts that cost no thought, found before a run.
#include "core/data/rewards/reward_probe.h"
#include "core/data/tasks/task.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

std::vector<Problem> problems() {
    const auto task = taskByName("chain_mod");
    REQUIRE(task);
    const auto rows = (*task)->make(resolve((*task)->spec(), Json::object()).value(), 5, 20);
    REQUIRE(rows);
    std::vector<Problem> out;
    for (const Json &row : *rows) out.push_back(problemFromJson(row).value());
    return out;
}

std::vector<std::string> found(const char *reward) {
    const auto rule = ruleByName("chain_mod");
    std::vector<std::string> out;
    for (const Sentence &each : probeRules({reward}, **rule, problems())) out.push_back(each.str());
    return out;
}

bool says(const std::vector<std::string> &found, const char *part) {
    return std::any_of(found.begin(), found.end(), [&](const auto &each) { return each.find(part) != each.npos; });
}

} // namespace

TEST_CASE("a reward that asks for right answers pays nothing for texts that cost no thought") {
    for (const char *name : {"correct", "faithful"}) {
        const auto all = found(name);
        for (const char *part : {"empty", "copied", "again and again", "many answers", "said twice"})
            CHECK_MESSAGE(!says(all, part), name << ": " << (all.empty() ? "" : all.front()));
    }
}

TEST_CASE("a reference alone is no right answer where the rule wants more of one") {
    auto bare = problems();
    for (Problem &each : bare) each.row.erase("completion");
    const auto rule = ruleByName("chain_mod");
    CHECK(probeRules({"correct"}, **rule, bare).empty());
    CHECK_FALSE(probeRules({"concise"}, **rule, problems()).empty());
}

TEST_CASE("a lax reward is found out before a run") {
    const auto concise = found("concise");
    CHECK(says(concise, "an empty answer earns 1, a right answer "));
    CHECK_FALSE(says(concise, "said twice"));
    const auto pays = [](double value) {
        return [value](const std::vector<Judged> &texts) -> Result<std::vector<std::optional<double>>> {
            return std::vector<std::optional<double>>(texts.size(), value);
        };
    };
    const auto nothing = probeReward("flat", problems(), pays(0.5));
    REQUIRE(nothing);
    REQUIRE(nothing->size() == 1);
    CHECK(nothing->at(0).str().find("tells nothing apart") != std::string::npos);
    // whatever holds the right digit somewhere, as a verifier that only searches would pay
    const auto searching = [](const std::vector<Judged> &texts) -> Result<std::vector<std::optional<double>>> {
        std::vector<std::optional<double>> out;
        for (const Judged &each : texts)
            out.push_back(each.text.find(each.problem->reference) != std::string::npos ? 1.0 : 0.0);
        return out;
    };
    const auto lax = probeReward("mentions", problems(), searching);
    REQUIRE(lax);
    std::vector<std::string> sentences;
    for (const auto &each : *lax) sentences.push_back(each.str());
    CHECK(says(sentences, "mentions can be exploited: many answers, one of them right earns 1, a right answer 1"));
    CHECK_FALSE(says(sentences, "an empty answer"));
    const auto longer = [](const std::vector<Judged> &texts) -> Result<std::vector<std::optional<double>>> {
        std::vector<std::optional<double>> out;
        for (const Judged &each : texts) out.push_back(static_cast<double>(each.text.size()));
        return out;
    };
    const auto length = probeReward("length", problems(), longer);
    REQUIRE(length);
    CHECK(length->back().str().find("said twice") != std::string::npos);
    const std::vector<Problem> blind{{.id = "1", .prompt = "p", .reference = {}, .row = {}}};
    CHECK(probeReward("flat", blind, pays(1))->empty()); // no right answer to compare with
}
