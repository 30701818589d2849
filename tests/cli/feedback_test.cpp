// SPDX-License-Identifier: Apache-2.0
// AI feedback and constitutional AI from outside: stages that follow one another, on a model that knows nothing.
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr const char *kStages = R"(
[[stage]]
name = "answers"
kind = "sample"
model = "base"
data = "edge"
[stage.config]
n = 6
max_new_tokens = 40
stop = ["0", "1", "2", "3", "4", "5", "6"]

[[stage]]
name = "revised"
kind = "revise"
model = "base"
data = "answers"
[stage.config]
constitution = "principles.toml"
num_revisions = 2
critique_prompt = "{prompt}"
critique_prefix = "T"
revision_prompt = "{prompt}{answer};"
revision_prefix = "A"
max_new_tokens = 40
stop = ["0", "1", "2", "3", "4", "5", "6"]
temperature = 1.0
critique_stop = [";"]

[[stage]]
name = "learnt"
algorithm = "dpo"
model = "base"
data = "revised"
[stage.config]
max_steps = 2

[[stage]]
name = "feedback"
kind = "feedback"
model = "base"
data = "answers"
[stage.config]
constitution = "principles.toml"
judge_prompt = "{prompt}{a};{b}?"
answer_prefix = ""
answers = ["a", "b"]
drop_inconsistent = false

[[stage]]
name = "audit"
kind = "audit"
data = "answers"
[stage.config]
constitution = "principles.toml"
)";

constexpr const char *kPrinciples = R"([[principle]]
name = "short"
text = "Be short."
max_characters = 4
)";

std::string project(const TemporaryFolder &scratch, const std::string &principles = kPrinciples) {
    const fs::path folder = scratch.path / "project";
    writeSmallProject(folder, std::string(kSmallExperiment) + kStages);
    mustWrite(folder / "principles.toml", principles);
    return folder.string();
}

std::map<std::string, std::string> idsOf(const std::string &project) {
    std::map<std::string, std::string> out;
    for (const Json &run : answersOf(cli({"jobs", project, "--json"}))) out[run["name"]] = run["id"];
    return out;
}

} // namespace

TEST_CASE("a judge labels samples in both orders, and principles count what breaks them") {
    const TemporaryFolder scratch;
    const std::string place = project(scratch);
    for (const char *only : {"feedback", "audit", "learnt"}) {
        const auto ran = cli({"run", place, "--only", only, "--progress", "off"});
        REQUIRE_MESSAGE(ran.code == 0, ran.err);
    }
    const auto ids = idsOf(place);
    const fs::path rows = fs::path(place) / "runs" / ids.at("feedback") / "feedback.jsonl";
    const auto text = readFile(rows);
    REQUIRE(text);
    const auto row = parseJson(text->substr(0, text->find('\n')));
    REQUIRE(row);
    CHECK(row->at("made_by") == "ai");
    CHECK(row->at("principle") == "short");
    CHECK(row->at("scores").size() == 2);
    CHECK(row->at("soft_label").get<double>() ==
          doctest::Approx(0.5 * (row->at("scores")[0].get<double>() + row->at("scores")[1].get<double>())));
    CHECK(row->at("soft_label").get<double>() >= 0.5);

    // Of the two kinds of rows that revisions leave, the training got those that it learns from.
    const auto pairs = readFile(fs::path(place) / "runs" / ids.at("learnt") / "train.jsonl");
    REQUIRE(pairs);
    CHECK(parseJson(pairs->substr(0, pairs->find('\n')))->contains("rejected"));
    const auto revisions = readFile(fs::path(place) / "runs" / ids.at("revised") / "revisions.jsonl");
    REQUIRE(revisions);
    const auto revised = parseJson(revisions->substr(0, revisions->find('\n')));
    REQUIRE(revised);
    CHECK(revised->at("rounds").size() == 2);
    CHECK(revised->at("rounds")[0]["critique"].get<std::string>().starts_with("T"));
    CHECK(revised->at("rounds")[1]["revision"].get<std::string>().starts_with("A"));

    // The constitution is edited: what reads it is another run, what does not is reused.
    mustWrite(fs::path(place) / "principles.toml", "[[principle]]\ntext = \"Be long.\"\nmax_characters = 3\n");
    const auto planned = cli({"run", place, "--only", "audit", "--dry-run"});
    REQUIRE(planned.code == 0);
    CHECK(planned.out.find("reused    sample") != std::string::npos);
    CHECK(planned.out.find("to run    audit") != std::string::npos);
}

TEST_CASE("a constitution that is wrong is told at the dry run, with its line") {
    const TemporaryFolder scratch;
    const std::string place = project(scratch, "[[principle]]\ntext = \"a\"\nchek = \"correct\"\n");
    const auto planned = cli({"run", place, "--only", "audit", "--dry-run"});
    CHECK(planned.code != 0);
    CHECK(planned.err.find("principles.toml:3") != std::string::npos);
    CHECK(planned.err.find("chek") != std::string::npos);
    fs::remove(fs::path(place) / "principles.toml");
    CHECK(cli({"run", place, "--only", "audit", "--dry-run"}).err.find("principles.toml") != std::string::npos);
    mustWrite(fs::path(place) / "experiment.toml",
              std::string(kSmallExperiment) + "[[stage]]\nname = \"f\"\nkind = \"feedback\"\nmodel = \"base\"\n");
    const auto without = cli({"run", place, "--dry-run"});
    CHECK(without.code != 0);
    CHECK(without.err.find("samples, pairs") != std::string::npos);
}

namespace {

/// A judge of one's own, asked about votes that it has not seen.
constexpr const char *kVotes = R"(
[[data]]
name = "votes"
file = "votes.jsonl"

[[data]]
name = "later-votes"
file = "later.jsonl"

[[stage]]
name = "judge-rows"
kind = "judge_rows"
[stage.inputs]
pairs = "votes"
[stage.config]
judge_prompt = "{prompt}{a};{b}?"
answer_prefix = ""
answers = ["a", "b"]

[[stage]]
name = "judge"
algorithm = "sft"
model = "base"
data = "judge-rows"
[stage.config]
max_steps = 150
learning_rate = 2e-2
per_device_train_batch_size = 16

[[stage]]
name = "agreement"
kind = "feedback"
model = "judge"
[stage.inputs]
pairs = "later-votes"
[stage.config]
judge_prompt = "{prompt}{a};{b}?"
answer_prefix = ""
answers = ["a", "b"]
drop_inconsistent = false
)";

} // namespace

TEST_CASE("a judge learns from a person's votes, and how far it agrees with others of them is told with its interval") {
    const TemporaryFolder scratch;
    const fs::path folder = scratch.path / "project";
    const auto votes = [](const std::string &prompts, const std::string &losers) {
        std::string rows;
        for (const char prompt : prompts)
            for (const char loser : losers) {
                const Json row = {
                    {"prompt", std::string(1, prompt)}, {"chosen", "7"}, {"rejected", std::string(1, loser)}};
                rows += dumpJson(row) + "\n";
            }
        return rows;
    };
    writeSmallProject(folder, std::string(kSmallExperiment) + kVotes);
    mustWrite(folder / "votes.jsonl", votes("abcdefgh", "123456"));
    mustWrite(folder / "later.jsonl", votes("klmnop", "123456"));
    const auto ran = cli({"run", folder.string(), "--only", "agreement", "--progress", "off"});
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    const auto rows = readFile(folder / "runs" / idsOf(folder.string()).at("judge-rows") / "judge.jsonl");
    REQUIRE(rows);
    const auto first = parseJson(rows->substr(0, rows->find('\n')));
    CHECK(first->at("prompt") == "a7;1?");
    CHECK(first->at("completion") == "a");
    Json found;
    const std::string run = (folder / "runs" / idsOf(folder.string()).at("agreement")).string();
    for (const Json &event : answersOf(cli({"events", run})))
        if (event.value("type", "") == "result") found = event["body"];
    REQUIRE(found.contains("accuracy"));
    CHECK(found["judged"] == 36);
    CHECK(found["accuracy"].get<double>() > 0.9);
    CHECK(found["accuracy_low"].get<double>() > 0.7);
    CHECK(found["accuracy_high"].get<double>() <= 1);
    CHECK(std::abs(found["overconfidence"].get<double>()) < 0.3);
    CHECK(found["brier"].get<double>() < 0.2);
}
