// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/live_run.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Told {
    LiveRun run;
    std::uint64_t seq = 0;
    void tell(const std::string &type, Json body) {
        ++seq;
        run.see({.seq = seq, .time = 1000.0 + static_cast<double>(seq), .type = type, .body = std::move(body)});
    }
    const RunStanding &now() const { return run.standing(); }
};

} // namespace

TEST_CASE("a run's events are folded into how it stands") {
    Told it;
    CHECK(it.now().state.empty());
    it.tell("state", {{"state", "running"}});
    it.tell("progress", {{"phase", "train"}, {"done", 2}, {"total", 8}, {"eta_s", 3.5}});
    it.tell("metrics", {{"step", 1}, {"values", {{"loss", 0.5}, {"num_tokens", 64}, {"step_time", 1.0}}}});
    it.tell("metrics", {{"step", 2}, {"values", {{"loss", nullptr}, {"kl", 0.1}, {"step_time", 2.0}}}});
    it.tell("checkpoint", {{"step", 2}, {"path", "checkpoints/2"}});
    it.tell("notice", {{"level", "info"}, {"text", "by the way"}});
    it.tell("notice", {{"level", "warning"}, {"text", "beware"}});
    CHECK(it.now().state == "running");
    CHECK(it.now().phase == "train");
    CHECK(it.now().done == 2);
    CHECK(it.now().total == 8);
    CHECK(it.now().etaSeconds == 3.5);
    CHECK(it.now().metrics.at("loss") == 0.5); // the newest number: null is a gap
    CHECK(it.now().metrics.at("kl") == 0.1);
    CHECK(it.now().tokens == 64);
    CHECK(it.now().stepSeconds == doctest::Approx(1.1));
    CHECK(it.now().checkpoint == 2);
    CHECK(it.now().notices == std::vector<Sentence>{std::string("beware")});
    CHECK(it.now().lastNotice == "beware");
    CHECK(it.now().seconds == 6);
    REQUIRE(it.now().alarms.size() == 1);
    CHECK(it.now().alarms[0].kind == AlarmKind::NotFinite);
    it.tell("metrics", {{"step", 1}, {"values", {{"loss", 0.5}}}}); // it goes on from a checkpoint
    CHECK(it.now().alarms.empty());
    it.tell("result", {{"answer", 42}});
    it.tell("state", {{"state", "finished"}, {"peak_memory", 77}});
    CHECK(it.now().result->at("answer") == 42);
    CHECK(it.now().peakMemory == 77);
    CHECK(it.now().history == std::vector<std::pair<double, std::string>>{{1001, "running"}, {1010, "finished"}});
    CHECK(it.run.takeNews().metrics.empty()); // nobody takes them
}

TEST_CASE("why a run failed is void when it starts again; what it had told is not") {
    Told it{LiveRun(LiveRun::Keep::News)};
    it.tell("metrics", {{"step", 1}, {"values", {{"loss", 0.5}}}});
    it.tell("state", {{"state", "failed"}, {"error", toJson(Error{.code = "x", .message = "out of memory"})}});
    REQUIRE(it.now().error);
    CHECK(it.now().error->code == "x");
    const auto news = it.run.takeNews();
    REQUIRE(news.notices.size() == 1);
    CHECK(news.notices[0].level == "error");
    CHECK(news.notices[0].text.find("out of memory") != std::string::npos);
    it.run.startAgain();
    CHECK(it.now().state.empty());
    CHECK(!it.now().error);
    CHECK(it.now().metrics.at("loss") == 0.5);
    it.tell("state", {{"state", "running"}});
    CHECK(!it.now().error);
}

TEST_CASE("news are each told once; a fork counts the seconds of its trunk") {
    Told it{LiveRun(LiveRun::Keep::News, 50)};
    it.tell("metrics", {{"step", 3}, {"values", {{"loss", 2.0}, {"entropy", nullptr}}}});
    it.tell("sample", {{"step", 3},
                       {"group", 7},
                       {"prompt", "p"},
                       {"completion", "so 7"},
                       {"finish_reason", "length"},
                       {"reward", 1},
                       {"advantage", 0.5},
                       {"criteria", {{"short", 1.0}, {"kind", nullptr}}},
                       {"reasons", {{"short", "one digit"}, {"odd", 3}}},
                       {"tokens", {" so", " 7"}},
                       {"logps", {-0.5, -3}},
                       {"train_logps", {-0.5, -2.5}}});
    it.tell("sample",
            {{"prompt", nullptr}, {"completion", "x"}, {"reasons", {"why"}}, {"tokens", {"x"}}, {"logps", {-1, -2}}});
    const auto news = it.run.takeNews();
    REQUIRE(news.metrics.size() == 1);
    CHECK(news.metrics[0].step == 3);
    CHECK(news.metrics[0].seconds == 50);
    CHECK(std::isnan(news.metrics[0].tokens));
    CHECK(std::isnan(news.metrics[0].values.at("entropy")));
    REQUIRE(news.samples.size() == 2);
    const DrawnSample &sample = news.samples[0];
    CHECK(sample.group == "7");
    CHECK(sample.isCut());
    CHECK(sample.rewards == decltype(sample.rewards){{"rubric: short", 1.0}, {"rubric: kind", std::nullopt}});
    CHECK(sample.reasons == decltype(sample.reasons){{"short", "one digit"}});
    REQUIRE(sample.hasTokens());
    CHECK(sample.answer.tokens[1].text == " 7");
    CHECK(sample.answer.tokens[1].logprob == -3);
    CHECK(sample.samplingRatios() == std::vector<double>{0, 0.5});
    CHECK(sample.logRatios().empty());
    CHECK(news.samples[1].samplingRatios().empty());
    CHECK(!news.samples[1].hasTokens()); // the figures do not fit the tokens
    CHECK(!news.samples[1].isCut());     // older logs do not tell it
    CHECK(it.run.takeNews().samples.empty());
}

TEST_CASE("odd events of other versions are passed over") {
    Told it{LiveRun(LiveRun::Keep::News)};
    for (const Json &body : {Json{{"state", 7}}, Json::object()}) it.tell("state", body);
    for (const Json &body :
         {Json{{"step", "one"}, {"values", Json::object()}}, Json{{"step", 1}, {"values", 3}}, Json{{"step", 1}}})
        it.tell("metrics", body);
    it.tell("progress", {{"phase", 1}, {"done", "x"}});
    it.tell("notice", {{"text", 4}});
    it.tell("novelty", {{"a", 1}});
    CHECK(it.now().state.empty());
    CHECK(it.now().history.empty());
    CHECK(it.now().metrics.empty());
    CHECK(it.now().notices.empty());
    CHECK(it.run.takeNews().metrics.empty());
}

TEST_CASE("settings that were changed are told, and those behind the checkpoint of a crash are void") {
    Told it;
    it.tell("state", {{"state", "running"}, {"from_step", 0}});
    it.tell("changed", {{"step", 4}, {"field", "beta"}, {"old", 0.1}, {"new", 0.2}});
    it.tell("changed", {{"step", 9}, {"field", "max_steps"}, {"old", 20}, {"new", 30}});
    it.tell("changed", {{"field", "beta"}}); // of another version
    REQUIRE(it.now().changes.size() == 2);
    CHECK(it.now().changes[0] == LoggedChange{4, "beta", 0.1, 0.2});
    it.tell("state", {{"state", "paused"}});
    CHECK(it.now().changes.size() == 2);
    it.tell("state", {{"state", "running"}, {"from_step", 9}});
    CHECK(it.now().changes.size() == 2);
    it.tell("state", {{"state", "running"}, {"from_step", 8}});
    CHECK(it.now().changes.size() == 1);
}

TEST_CASE("rows that were added are told with the queue whose labels they are and the step from which they count") {
    LiveRun run(LiveRun::Keep::News);
    const auto tell = [&](Json body) { run.see({.time = 1, .type = "added", .body = std::move(body)}); };
    tell({{"port", "train"}, {"rows", 12}, {"step", 8}, {"from_step", 9}, {"labels", "dpo-step-8"}});
    tell({{"port", "train"}, {"rows", 3}, {"step", 8}, {"from_step", 9}});
    tell({{"port", "train"}, {"rows", 3}, {"step", 8}}); // of another version
    const RunNews news = run.takeNews();
    REQUIRE(news.notices.size() == 2);
    CHECK(news.notices[0].text.str() == "Labels of “dpo-step-8” were added (12); they are learnt from step 9 on.");
    CHECK(news.notices[1].text.str() == "Rows were added (3); they are learnt from step 9 on.");
    CHECK(news.notices[0].level == "info");
}
