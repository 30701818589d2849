// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/workbench/compare/answers.h"
#include "core/workbench/compare/compare.h"
#include "core/workbench/compare/gains.h"
#include "core/workbench/compare/report.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <sstream>

using namespace lapidary;

namespace {

const std::string kEvil = "<script>alert(1)</script>";

/// Two arms on ten problems: a solves 0..5, b solves 2..9, so a alone 2 and b alone 4.
struct Given {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};
    Plan plan{.experiment = "ten " + kEvil, .seed = 3};

    Given() {
        mustWrite(folder.path / "experiment.toml", "name = \"ten\"");
        auto opened = Project::open(folder.path, "test");
        REQUIRE(opened);
        project = std::move(*opened);
        addArm("a", "sft", 0, 6, 10, false);
        addArm("b", "tts", 2, 10, 40, false);
        REQUIRE(project->store().save(
            ExperimentRecord{.name = plan.experiment, .source = "note = \"" + kEvil + "\"", .plan = toJson(plan)}));
    }

    void addArm(const std::string &name, const std::string &role, int from, int to, int tokens, bool oracle) {
        PlannedRun run{.id = "01-" + name,
                       .name = name,
                       .kind = "evaluate",
                       .method = "greedy",
                       .role = role,
                       .model = "m",
                       .inputHash = name,
                       .config = {{"note", kEvil}},
                       .seed = 3};
        std::string rows;
        for (int i = 0; i < 10; ++i)
            rows += dumpJson({{"bucket", "edge"},
                              {"id", std::to_string(i)},
                              {"prompt", "p" + std::to_string(i)},
                              {"reference", "r"},
                              {"text", "t" + name},
                              {"answer", nullptr},
                              {"correct", i >= from && i < to},
                              {"faithful", i == 3},
                              {"tokens",
                               {{"kept", tokens - 4},
                                {"distinct", 99},
                                {"rejected", 3},
                                {"rollout", 1},
                                {"verifier", 0},
                                {"cached", 7}}},
                              {"seconds", 0.5},
                              {"oracle", oracle}}) +
                    "\n";
        mustWrite(project->runFolder(run.id) / "answers.jsonl", rows);
        auto log = RunLogWriter::open(project->runFolder(run.id) / "run.log");
        REQUIRE(log);
        REQUIRE(log->append("state", {{"state", "finished"}}));
        plan.runs.push_back(std::move(run));
    }
};

} // namespace

TEST_CASE("how far an arm that says how sure it is can be trusted stands in table and JSON") {
    Given given;
    const fs::path file = given.project->runFolder("01-b") / "answers.jsonl";
    const auto told = readFile(file);
    REQUIRE(told);
    std::istringstream lines(*told);
    std::string sure;
    for (std::string line; std::getline(lines, line);) {
        Json row = *parseJson(line);
        row["confidence"] = row["correct"] == true ? 0.95 : 0.35; // 8 of 10 are right
        sure += dumpJson(row) + "\n";
    }
    mustWrite(file, sure);
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    REQUIRE(comparison->reliabilities.size() == 1);
    CHECK(comparison->reliabilities[0].calibration.ece == doctest::Approx((8 * 0.05 + 2 * 0.35) / 10));
    CHECK(toTable(*comparison).find("b: expected calibration error 11.0 % over 10 problems") != std::string::npos);
    const auto report = makeReport(*given.project, given.plan, {});
    REQUIRE(report);
    CHECK(report->find("b: expected calibration error 11.0 %") != std::string::npos);
    const Json arms = toJson(*comparison)["arms"];
    CHECK(!arms[0].contains("calibration"));
    CHECK(arms[1]["calibration"]["ece"].get<double>() == doctest::Approx(0.11));
    CHECK(arms[1]["calibration"]["bins"].size() == 2);
    CHECK(arms[1]["calibration"]["bins"][1]["n"] == 8);
    Json wrong = *parseJson(sure.substr(0, sure.find('\n')));
    for (const Json &confidence : {Json(1.5), Json(-0.1), Json("sure"), Json(nullptr)}) {
        wrong["confidence"] = confidence;
        mustWrite(file, dumpJson(wrong) + "\n");
        const auto refused = compare(*given.project, given.plan);
        REQUIRE(!refused);
        CHECK(refused.error().field == "confidence");
        CHECK(refused.error().line == 1);
    }
}

TEST_CASE("what revising did to drafts stands in table, report and JSON") {
    Given given;
    const fs::path file = given.project->runFolder("01-b") / "answers.jsonl";
    const auto told = readFile(file);
    REQUIRE(told);
    std::istringstream lines(*told);
    std::string revised;
    std::int64_t number = 0;
    for (std::string line; std::getline(lines, line); ++number) {
        Json row = *parseJson(line);
        row["revisions"] = number == 9 ? Json() // unscorable drafts
                                       : toJson(Revisions{.problems = 1,
                                                          .drafts = 3,
                                                          .firstRight = number % 2,
                                                          .wrongToRight = number < 4,
                                                          .rightToWrong = number == 8});
        revised += dumpJson(row) + "\n";
    }
    mustWrite(file, revised);
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    CHECK(!comparison->find("a", "edge")->revisions);
    const auto made = comparison->find("b", "edge")->revisions;
    REQUIRE(made);
    CHECK(*made == Revisions{.problems = 9, .drafts = 27, .firstRight = 4, .wrongToRight = 4, .rightToWrong = 1});
    const std::string sentence = "b: from a draft to the next 4 wrong answers became right and 1 right ones wrong; the "
                                 "first drafts alone: 4 of 9 right.";
    CHECK(toTable(*comparison).find(sentence) != std::string::npos);
    CHECK(toJson(*comparison)["arms"][1]["revisions"]["wrong_to_right"] == 4);
    CHECK(!toJson(*comparison)["arms"][0].contains("revisions"));
    const auto report = makeReport(*given.project, given.plan, {});
    REQUIRE(report);
    CHECK(report->find(sentence) != std::string::npos);
    CHECK(report->find("What revising did") != std::string::npos);
    mustWrite(file, dumpJson({{"bucket", "edge"},
                              {"id", "0"},
                              {"prompt", "p"},
                              {"reference", "r"},
                              {"text", "t"},
                              {"correct", true},
                              {"tokens", {{"kept", 1}, {"rejected", 0}, {"rollout", 0}, {"verifier", 0}}},
                              {"seconds", 1},
                              {"revisions", {{"problems", 1}}}}) +
                        "\n");
    const auto lacks = compare(*given.project, given.plan);
    REQUIRE(!lacks);
    CHECK(lacks.error().field == "drafts");
}

TEST_CASE("accuracy, interval, tokens and the paired test are those that a hand computes") {
    Given given;
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    const auto *a = comparison->find("a", "edge"), *b = comparison->find("b", "edge");
    REQUIRE(a);
    REQUIRE(b);
    CHECK(a->correct == 6);
    CHECK(a->accuracy == doctest::Approx(0.6));
    CHECK(a->low == doctest::Approx(0.3127).epsilon(1e-3));
    CHECK(a->high == doctest::Approx(0.8318).epsilon(1e-3));
    CHECK(*a->faithful == doctest::Approx(0.1));
    CHECK(a->tokensPerProblem == doctest::Approx(10));
    CHECK(a->seconds == doctest::Approx(5));
    REQUIRE(comparison->pairs.size() == 1);
    CHECK(comparison->pairs[0].aOnly == 2);
    CHECK(comparison->pairs[0].bOnly == 4);
    CHECK(comparison->pairs[0].p == doctest::Approx(2 * (1 + 6 + 15) / 64.0)); // two-sided binomial of 2 in 6
    CHECK(comparison->pairs[0].pHolm == comparison->pairs[0].p);               // one look

    const Json json = toJson(*comparison);
    for (const char *key : {"name", "role", "model", "strategy", "bucket", "n", "correct", "accuracy", "low", "high",
                            "tokens_per_problem", "seconds", "seed"})
        CHECK(json["arms"][0].contains(key));
    for (const char *key : {"a", "b", "bucket", "a_only", "b_only", "p"}) CHECK(json["pairs"][0].contains(key));
    CHECK(json["arms"][1]["seed"] == 3);
}

TEST_CASE("every paired test is a look, and Holm's correction is over all of them") {
    Given given;
    given.addArm("c", "control", 0, 10, 10, false); // a 6, b 8 and c 10 of ten: only ties between c and each other
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    REQUIRE(comparison->pairs.size() == 3);
    const double ab = 2 * 22 / 64.0, ac = 2 / 16.0, bc = 2 / 4.0; // 4 in 6, 4 of 4, 2 of 2
    CHECK(comparison->pair("a", "b", "edge")->p == doctest::Approx(ab));
    CHECK(comparison->pair("a", "c", "edge")->pHolm == doctest::Approx(3 * ac));
    CHECK(comparison->pair("b", "c", "edge")->pHolm == doctest::Approx(std::min(1.0, 2 * bc)));
    CHECK(comparison->pair("a", "b", "edge")->pHolm == doctest::Approx(std::min(1.0, 2 * bc)));
}

TEST_CASE("trainings tell what they cost, and arms what was spent on the way to their model") {
    Given given;
    const auto made = [&](PlannedRun run, Json result) {
        REQUIRE(makeFolders(given.project->runFolder(run.id)));
        auto log = RunLogWriter::open(given.project->runFolder(run.id) / "run.log");
        REQUIRE(log);
        if (!result.is_null()) REQUIRE(log->append("result", std::move(result)));
        REQUIRE(log->append("state", {{"state", "finished"}}));
        given.plan.runs.push_back(std::move(run));
    };
    const auto cost = [](std::int64_t trained, std::int64_t sampled, double seconds) {
        return Json{{"cost", {{"tokens_trained", trained}, {"tokens_sampled", sampled}, {"seconds", seconds}}}};
    };
    made({.id = "sft", .name = "sft", .kind = "train", .method = "sft", .model = "base"}, cost(1000, 0, 10));
    made({.id = "samples", .name = "samples", .kind = "sample", .model = "sft", .needs = {"sft"}}, cost(0, 300, 5));
    made({.id = "pairs", .name = "pairs", .kind = "pairs", .needs = {"samples"}}, {});
    made({.id = "dpo", .name = "dpo", .kind = "train", .method = "dpo", .model = "sft", .needs = {"pairs", "sft"}},
         cost(500, 0, 7));
    given.addArm("d", "rl", 0, 10, 10, false);
    given.plan.runs.back().needs = {"dpo"};
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    REQUIRE(comparison->trainings.size() == 2);
    CHECK(comparison->trainings[1].name == "dpo");
    CHECK(comparison->trainings[1].cost.tokensTrained == 500);
    CHECK(comparison->trainings[1].cost.tokensSampled == 300); // what its pairs were made of
    CHECK(comparison->trainings[1].cost.seconds == doctest::Approx(12));
    const auto *arm = comparison->find("d", "edge");
    REQUIRE(arm->training);
    CHECK(arm->training->tokensTrained == 1500);
    CHECK(arm->training->tokensSampled == 300);
    CHECK(arm->training->seconds == doctest::Approx(22));
    CHECK(comparison->find("a", "edge")->training->tokensTrained == 0);
    CHECK(comparison->parents.at("dpo") == "sft");
    const Json json = toJson(*comparison);
    CHECK(json["trainings"][1]["tokens_sampled"] == 300);
    CHECK(json["arms"][2]["training"]["seconds"] == 22);
    CHECK(toTable(*comparison).find("dpo (dpo)") != std::string::npos);
    const auto report = makeReport(*given.project, given.plan, {});
    REQUIRE(report);
    CHECK(report->find("What the trainings cost") != std::string::npos);
}

TEST_CASE("the table says where a step does not gain, and what is an oracle") {
    Given given;
    given.addArm("o", "oracle", 0, 10, 40, true);
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    const std::string table = toTable(*comparison);
    CHECK(table.find("a (10 tokens) → b (40 tokens): +0.200, p = 0.688, Holm p = 1.000 of 3 looks: no gain shown") !=
          std::string::npos);
    CHECK(table.find("No control arm was measured here") != std::string::npos);
    CHECK(table.find("oracle *") != std::string::npos);
    CHECK(comparison->find("o", "edge")->oracle);
    CHECK(toCsv(*comparison).find("a,sft,m,greedy,edge,10,6,") != std::string::npos);
}

TEST_CASE("answers stand side by side; unfinished arms are named") {
    Given given;
    const auto answers = answersSideBySide(*given.project, given.plan, "a", "b");
    REQUIRE(answers);
    REQUIRE(answers->size() == 10);
    CHECK((*answers)[1].a.isRight());
    CHECK(!(*answers)[1].b.isRight());
    CHECK((*answers)[1].b.answer.cost.spent() == 40);
    CHECK(answersSideBySide(*given.project, given.plan, "a", "c").error().code == "compare.unknown_arm");
    given.plan.runs.push_back({.id = "09-c", .name = "c", .kind = "evaluate"});
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    CHECK(comparison->missing == std::vector<std::string>{"c"});
    given.plan.runs.erase(given.plan.runs.begin(), given.plan.runs.begin() + 2);
    CHECK(compare(*given.project, given.plan).error().code == "compare.nothing_finished");
}

namespace {

/// An answer of greedy, to a problem that shares its id with others.
Json answerTo(const std::string &prompt, Json correct, const std::string &finish) {
    return {{"bucket", "edge"},
            {"id", "same"},
            {"prompt", prompt},
            {"reference", "r"},
            {"text", "t"},
            {"finish_reason", finish},
            {"answer", nullptr},
            {"correct", std::move(correct)},
            {"faithful", nullptr},
            {"tokens", {{"kept", 4}, {"distinct", 4}, {"rejected", 0}, {"rollout", 0}, {"verifier", 0}, {"cached", 0}}},
            {"seconds", 0.5},
            {"oracle", false},
            {"samples", {{{"text", "t"}, {"finish_reason", finish}}, {{"text", "u"}, {"finish_reason", "stop"}}}}};
}

/// Two more arms that have answered these rows.
struct Told : Given {
    Told(const std::vector<Json> &c, const std::vector<Json> &d) {
        plan.runs.clear();
        for (const auto &[name, rows] : {std::pair{"c", &c}, {"d", &d}}) {
            addArm(name, "sft", 0, 0, 10, false);
            std::string text;
            for (const auto &row : *rows) text += dumpJson(row) + "\n";
            mustWrite(project->runFolder(plan.runs.back().id) / "answers.jsonl", text);
        }
    }
};

} // namespace

TEST_CASE("cut completions are shown beside every accuracy, unscorable problems are in none") {
    Told given({answerTo("p", true, "stop"), answerTo("q", false, "length"), answerTo("r", nullptr, "length")},
               {answerTo("p", nullptr, "stop")});
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE_MESSAGE(comparison, describe(comparison.error()));
    const auto *c = comparison->find("c", "edge");
    REQUIRE(c);
    CHECK(c->n == 2);
    CHECK(c->correct == 1);
    CHECK(c->accuracy == doctest::Approx(0.5));
    CHECK(c->unscorable == 1);
    CHECK(c->samples == 4);
    CHECK(c->cut == 1);
    CHECK(c->cutRate() == doctest::Approx(0.25));
    CHECK(c->tokensPerProblem == doctest::Approx(4));
    const Json json = toJson(*comparison);
    CHECK(json["arms"][0]["unscorable"] == 1);
    CHECK(json["arms"][0]["cut"] == 1);
    CHECK(json["arms"][0]["cut_rate"] == doctest::Approx(0.25));
    CHECK(json["arms"][1]["n"] == 0);
    CHECK(json["arms"][1]["accuracy"].is_null());
    const std::string table = toTable(*comparison);
    CHECK(table.find("25.0 %") != std::string::npos);
    CHECK(table.find("c: 1 of 3 problems are unscorable") != std::string::npos);
    CHECK(toCsv(*comparison).find(",unscorable,samples,cut,cut_rate,") != std::string::npos);
    CHECK(toCsv(*comparison).find(",1,4,1,0.25,") != std::string::npos);
    const auto report = makeReport(*given.project, given.plan, {});
    REQUIRE(report);
    CHECK(report->find("25.0 %") != std::string::npos);
    CHECK(report->find("(1 unscorable)") != std::string::npos);
}

TEST_CASE("problems are told apart by id and prompt everywhere") {
    Told given({answerTo("p", true, "stop"), answerTo("q", false, "stop")},
               {answerTo("q", true, "stop"), answerTo("p", false, "length")});
    const auto answers = answersSideBySide(*given.project, given.plan, "c", "d");
    REQUIRE(answers);
    REQUIRE(answers->size() == 2);
    CHECK((*answers)[0].prompt == "p");
    CHECK((*answers)[0].a.isRight());
    CHECK(!(*answers)[0].b.isRight());
    CHECK((*answers)[0].b.answer.fault() == "cut");
    CHECK((*answers)[1].b.isRight());
    const auto matrices = answerMatrices(*given.project, given.plan);
    REQUIRE(matrices);
    const AnswerMatrix &matrix = matrices->front();
    CHECK(matrix.ids == std::vector<std::string>{"same", "same"});
    CHECK(matrix.prompts == std::vector<std::string>{"p", "q"});
    CHECK(matrix.right == std::vector<std::vector<std::int8_t>>{{1, 0}, {0, 1}});
    const auto comparison = compare(*given.project, given.plan);
    REQUIRE(comparison);
    CHECK(comparison->pairs[0].aOnly == 1);
    CHECK(comparison->pairs[0].bOnly == 1);
}

TEST_CASE("the matrix says who was right where, hardest problems first") {
    Given given;
    const auto matrices = answerMatrices(*given.project, given.plan);
    REQUIRE(matrices);
    REQUIRE(matrices->size() == 1);
    const AnswerMatrix &matrix = matrices->front();
    CHECK(matrix.arms == std::vector<std::string>{"a", "b"});
    CHECK(matrix.ids == std::vector<std::string>{"0", "1", "6", "7", "8", "9", "2", "3", "4", "5"});
    CHECK(matrix.right[0] == std::vector<std::int8_t>{1, 1, 0, 0, 0, 0, 1, 1, 1, 1});
    CHECK(matrix.right[1] == std::vector<std::int8_t>{0, 0, 1, 1, 1, 1, 1, 1, 1, 1});
}

TEST_CASE("a report holds nothing from outside and runs nothing from data") {
    Given given;
    const auto report = makeReport(*given.project, given.plan, {});
    if (!report) FAIL(describe(report.error()));
    CHECK(report->find("<script") == std::string::npos);
    CHECK(report->find("&lt;script&gt;") != std::string::npos);
    for (const char *outside : {"http:", "https:", "src=", "@import", "url("})
        CHECK(report->find(outside) == std::string::npos);
    CHECK(report->find("prefers-color-scheme:dark") != std::string::npos);
    CHECK(report->find("<svg") != std::string::npos);
}
