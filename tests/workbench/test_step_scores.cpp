// SPDX-License-Identifier: Apache-2.0
// What machines say of the steps of a chain: read from runs that labelled them, asked of a process reward model, and
// found by letting a model go on behind each step.
#include "core/config/spec.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/steps.h"
#include "core/workbench/labels/step_scores.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

constexpr const char *kPrompt = "k=1+8;m=e*k;e=k+8;?m:";

LabelItem chain() {
    LabelItem item{.id = "c",
                   .prompt = kPrompt,
                   .answers = {{.text = "k=1+8=9;\ne=9+8=7;\nA3", .run = "02-draws", .name = "draws"}},
                   .steps = {"k=1+8=9;", "e=9+8=7;", "A3"},
                   .origin = "runs"};
    return item;
}

/// A project whose worker lists the methods, and starts nothing.
struct StepProject {
    TemporaryFolder folder{}, elsewhere{};
    std::unique_ptr<Project> project{};
    LabelQueue queue{.name = "q", .setup = {.kind = &stepsKind()}, .runs = {"02-draws"}, .items = {chain()}};
    StepProject() {
        mustWrite(elsewhere.path / "lapidary-worker", "");
        fs::permissions(elsewhere.path / "lapidary-worker", fs::perms::owner_all);
        mustWrite(elsewhere.path / "catalogue.json", dumpJson(smallCatalogueJson()));
        ::setenv("LAPIDARY_WORKER", (elsewhere.path / "lapidary-worker").c_str(), 1);
        writeSmallProject(folder.path);
        auto opened = Project::open(folder.path, "test");
        if (!opened) FAIL(describe(opened.error()));
        project = std::move(*opened);
        run("02-draws", "sample", {{"model", {{"path", "../../blank"}}}, {"config", {{"max_new_tokens", 33}}}});
        write("02-draws", "samples.jsonl",
              {{{"id", "1"}, {"prompt", kPrompt}, {"reference", "3"}, {"completions", Json::array()}}});
    }
    ~StepProject() { ::unsetenv("LAPIDARY_WORKER"); }
    void run(const std::string &id, const std::string &kind, Json toml = Json::object()) {
        REQUIRE(project->store().save(
            RunRecord{.id = id, .name = id.substr(3), .kind = kind, .inputHash = id, .state = "finished"}));
        toml["kind"] = kind;
        mustWrite(project->runFolder(id) / "run.toml", writeToml(toml));
    }
    void write(const std::string &run, const char *file, const std::vector<Json> &rows) {
        mustWrite(project->runFolder(run) / file, toJsonl(rows));
    }
};

} // namespace

TEST_CASE("runs that labelled these very chains by rollouts are found, whatever cut their steps") {
    StepProject p;
    p.run("03-early", "rollout_labels");
    p.run("04-late", "rollout_labels");
    const Json steps = {"k=1+8=9;\n", "e=9+8=7;\n", "A3"};
    p.write("03-early", "steps.jsonl", {{{"prompt", kPrompt}, {"completions", steps}, {"labels", {0.5, 0.25, 1}}}});
    p.write("04-late", "steps.jsonl",
            {{{"prompt", "another"}, {"completions", steps}, {"labels", {0, 0, 0}}},
             {{"prompt", kPrompt}, {"completions", steps}, {"labels", {0.75, nullptr, 1}}}});
    const auto found = stepScoresIn(*p.project, p.queue);
    REQUIRE_MESSAGE(found, describe(found.error()));
    const auto &scores = found->at("c");
    REQUIRE(scores.size() == 2);
    CHECK(scores[0].name == "late"); // the newest first
    CHECK(scores[0].by == StepScores::Rollouts);
    CHECK(scores[0].values == std::vector<std::optional<double>>{0.75, std::nullopt, 1.0});
    CHECK(scores[1].values[1] == 0.25);
    LabelQueue pairs = p.queue;
    pairs.setup.kind = labelKinds().front();
    CHECK(stepScoresIn(*p.project, pairs)->empty());
}

TEST_CASE("a process reward model is asked with the tokens that it was taught, and answers at the end of each step") {
    StepProject p;
    StepAsker asker({{"path", (p.folder.path / "blank").string()}}, "prm", ";");
    const auto request = asker.request(chain());
    REQUIRE_MESSAGE(request, describe(request.error()));
    CHECK(request->at("positions") == "all");
    const auto tokenizer = Tokenizer::load(p.folder.path / "blank");
    REQUIRE(tokenizer);
    std::vector<std::int32_t> expected = tokenizer->encode(kPrompt, true)->ids;
    std::vector<std::size_t> ends;
    for (const char *part : {"k=1+8=9;", "e=9+8=7;", "A3"}) {
        for (const std::string &text : {std::string(part), std::string(";")}) {
            const auto ids = tokenizer->encode(text, false)->ids;
            expected.insert(expected.end(), ids.begin(), ids.end());
        }
        ends.push_back(expected.size() - 1);
    }
    CHECK(request->at("ids").get<std::vector<std::int32_t>>() == expected);

    Json scores = Json::array();
    for (std::size_t i = 0; i < expected.size(); ++i) scores.push_back({9, 9});
    scores[ends[0]] = {0, 2};
    scores[ends[1]] = {1, 1};
    scores[ends[2]] = {3, 0};
    const auto said = asker.scoresFrom({{"scores", scores}});
    REQUIRE(said);
    REQUIRE(said->values.size() == 3);
    CHECK(*said->values[0] == doctest::Approx(1 / (1 + std::exp(-2.0))));
    CHECK(*said->values[1] == doctest::Approx(0.5));
    CHECK(*said->values[2] == doctest::Approx(1 / (1 + std::exp(3.0))));
    CHECK(said->name == "prm");
    scores[ends[1]] = nullptr;
    CHECK(asker.scoresFrom({{"scores", scores}}).error().code == "worker.bad_answer");
    CHECK(asker.scoresFrom({{"scores", {1.0}}}).error().code == "worker.bad_answer");
    LabelItem talk = chain();
    talk.turns = {{.role = "user", .content = "p"}};
    CHECK(asker.request(talk).error().code == "labels.no_text");
}

TEST_CASE("behind each step but the last the model goes on, and the share of right answers is what the step is worth") {
    StepProject p;
    const auto rollouts = stepRollouts(*p.project, p.queue, chain(), 4);
    REQUIRE_MESSAGE(rollouts, describe(rollouts.error()));
    REQUIRE(rollouts->requests.size() == 2);
    CHECK(rollouts->requests[1].at("begun").at("text") == "k=1+8=9;\ne=9+8=7;\n");
    CHECK(rollouts->requests[1].at("n") == 4);
    CHECK(rollouts->requests[1].at("max_new_tokens") == 33);
    CHECK(rollouts->requests[0].at("prompt") == kPrompt);
    const auto texts = [](std::initializer_list<std::pair<const char *, const char *>> all) {
        Json completions = Json::array();
        for (const auto &[text, reason] : all)
            completions.push_back({{"text", text}, {"ids", {5}}, {"finish_reason", reason}});
        return Json{{"completions", std::move(completions)},
                    {"chosen", 0},
                    {"tokens", {{"kept", 1}, {"rejected", 0}, {"rollout", 0}, {"verifier", 0}}}};
    };
    CHECK(*rightShareOf(texts({{"A3", "stop"}, {"A4", "stop"}, {"A3", "length"}, {"A3", "stop"}}), *rollouts, 0) ==
          0.5); // one that was cut has no answer
    CHECK(rightAtTheEnd(*rollouts) == 1);
    LabelItem wrong = chain();
    wrong.steps.back() = "A4";
    CHECK(rightAtTheEnd(*stepRollouts(*p.project, p.queue, wrong, 4)) == 0);
    LabelItem unknown = chain();
    unknown.prompt = "another";
    CHECK(stepRollouts(*p.project, p.queue, unknown, 4).error().code == "labels.no_reference");
    LabelItem nobody = chain();
    nobody.answers[0].run.clear();
    CHECK(stepRollouts(*p.project, p.queue, nobody, 4).error().code == "labels.no_model");
}
