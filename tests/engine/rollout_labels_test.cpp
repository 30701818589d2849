// SPDX-License-Identifier: Apache-2.0
// Steps labelled by what the shipped starter model makes of them, as a run folder like any other.
#include "tests/support/worker_run.h"

using namespace lapidary;

namespace {

const Json kRight = {"Tm=e*k;e=k+8;k=1+8;:k=1+8=9", "e=9+8=7", "m=7*9=3", "A3"},
           kSlipped = {"Tm=e*k;e=k+8;k=1+8;:k=1+8=9", "e=9+8=6", "m=6*9=4", "A4"};

std::vector<Json> chains() {
    const Json row = {{"id", "a"}, {"prompt", "k=1+8;m=e*k;e=k+8;?m:"}, {"reference", "3"}};
    Json right = row, slipped = row;
    right.update({{"completions", kRight}, {"labels", {true, true, true, true}}});
    slipped.update({{"completions", kSlipped}, {"labels", {true, false, false, false}}});
    return {right, slipped, right};
}

struct Labelled {
    std::vector<Json> labels{};
    Json result{};
};

Labelled labelled(const Json &config, const std::vector<Json> &rows = chains()) {
    const TemporaryFolder folder;
    Json settings = {{"step_separator", ";"}, {"max_new_tokens", 60}};
    settings.update(config);
    const Json run = {{"kind", "rollout_labels"},
                      {"seed", 3},
                      {"threads", 1},
                      {"rule", "chain_mod"},
                      {"model", {{"path", LAPIDARY_TEST_DATA "/../../resources/starter"}}},
                      {"data", {{"chains", "train.jsonl"}}},
                      {"config", settings}};
    const fs::path made = makeRunFolder(folder.path, "run", run, rows);
    const int code = runWorker(made);
    Labelled out;
    for (const auto &event : eventsOf(made)) {
        if (event.type == "result") out.result = event.body;
        if (event.type == "state" && event.body.contains("error")) out.result = event.body["error"];
    }
    CHECK((code == 0) == out.result.contains("rows"));
    std::istringstream lines(code == 0 ? textOf(made / "steps.jsonl") : "");
    for (std::string line; std::getline(lines, line);) out.labels.push_back((*parseJson(line))["labels"]);
    return out;
}

} // namespace

TEST_CASE("a step is labelled by the share of answers behind it that come right") {
    const Labelled greedy = labelled({{"n", 1}, {"temperature", 0.0}});
    REQUIRE(greedy.labels.size() == 3);
    CHECK(greedy.labels[0] == Json{1.0, 1.0, 1.0, 1.0});
    CHECK(greedy.labels[1] == Json{1.0, 0.0, 0.0, 0.0}); // what goes on from a slip carries it on
    CHECK(greedy.result["steps_compared"] == 12);
    CHECK(greedy.result["steps_agreeing"] == 12);
    CHECK(greedy.result["cost"]["tokens_sampled"].get<int>() > 0);

    const Labelled drawn = labelled({{"n", 8}, {"temperature", 1.5}}),
                   again = labelled({{"n", 8}, {"temperature", 1.5}});
    CHECK(drawn.labels == again.labels);
    CHECK(drawn.labels[0] != drawn.labels[2]); // every chain has random numbers of its own
    for (const Json &labels : drawn.labels)
        for (std::size_t s = 0; s + 1 < labels.size(); ++s) {
            const double eighths = labels[s].get<double>() * 8;
            CHECK(eighths == std::round(eighths));
        }
    const Labelled hard = labelled({{"n", 8}, {"temperature", 1.5}, {"labels", "hard"}});
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t s = 0; s < 4; ++s)
            CHECK((hard.labels[c][s].get<double>() == 1) == (drawn.labels[c][s].get<double>() > 0));
}

TEST_CASE("by halves the first wrong step is found with fewer answers") {
    const Labelled every = labelled({{"n", 1}, {"temperature", 0.0}}),
                   halves = labelled({{"n", 1}, {"temperature", 0.0}, {"search", "binary"}});
    CHECK(halves.labels == every.labels);
    const auto cost = [](const Labelled &of) { return of.result["cost"]["tokens_sampled"].get<int>(); };
    CHECK(cost(halves) < cost(every));
    CHECK(cost(halves) > 0);
}

TEST_CASE("chains that nothing can be learnt from are refused with their line") {
    Json row = chains()[0];
    row.erase("reference");
    CHECK(labelled(Json::object(), {chains()[0], row}).result["where"]["line"] == 2);
    row = chains()[0];
    row["completions"] = Json::array();
    CHECK(labelled(Json::object(), {row}).result["where"]["field"] == "completions");
}
