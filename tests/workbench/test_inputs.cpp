// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/plan.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// A preference training behind a fine-tuning, and an arm; the tests give it inputs.
constexpr const char *kExperiment = R"(version = 1
name = "ports"
seed = 1
rule = "exact"
[models]
blank = "blank"
scorer = "scorer"
cluster = "remote:cluster"
[[data]]
name = "rows"
file = "rows.jsonl"
[[stage]]
name = "sft"
algorithm = "sft"
model = "blank"
data = "rows"
[[stage]]
name = "drawn"
kind = "sample"
model = "sft"
data = "rows"
[[stage]]
name = "pairs"
kind = "pairs"
data = "drawn"
[[stage]]
name = "dpo"
algorithm = "dpo"
model = "sft"
data = "pairs"
[[arm]]
name = "best"
model = "dpo"
strategy = "best_of_n"
buckets = ["rows"]
)";

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue{};
    std::unique_ptr<Store> store{};
    Given() {
        mustWrite(
            folder.path / "blank/config.json",
            R"({"model_type":"llama","hidden_size":16,"num_hidden_layers":1,"num_attention_heads":2,"vocab_size":40})");
        mustWrite(folder.path / "scorer/config.json",
                  R"({"architectures":["LlamaForSequenceClassification"],"hidden_size":16,"num_hidden_layers":1})");
        mustWrite(folder.path / "rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        catalogue = smallCatalogue(folder.path);
        auto opened = Store::open(folder.path / "project.db", true);
        REQUIRE(opened);
        store = std::move(*opened);
    }
    tl::expected<Experiment, Problems> read(const std::string &text, const std::vector<std::string> &set = {}) {
        mustWrite(folder.path / "experiment.toml", text);
        return readExperiment(folder.path / "experiment.toml", catalogue, set);
    }
    Error onlyProblem(const std::string &text) {
        const auto experiment = read(text);
        REQUIRE(!experiment);
        if (experiment.error().size() != 1) FAIL(describe(joined(experiment.error())));
        return experiment.error().front();
    }
    Plan plan(const std::string &text) {
        const auto experiment = read(text);
        if (!experiment) FAIL(describe(joined(experiment.error())));
        auto made = makePlan(*experiment, folder.path, *store);
        if (!made) FAIL(describe(made.error()));
        return std::move(*made);
    }
    MethodInfo &algorithm(const std::string &name) {
        for (auto &each : catalogue.algorithms)
            if (each.name == name) return each;
        throw std::runtime_error(name);
    }
};

/// kExperiment with these lines behind the table that ends with `data = "pairs"`.
std::string dpoWith(const std::string &lines) {
    return replaced(kExperiment, "data = \"pairs\"\n", "data = \"pairs\"\n" + lines);
}

int lineOf(const std::string &text, const std::string &word) {
    const auto at = text.find(word);
    REQUIRE(at != text.npos);
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

} // namespace

TEST_CASE("a training is given a reference, from an entry of [models] or from an earlier stage") {
    Given given;
    const Plan without = given.plan(kExperiment);
    const Plan entry = given.plan(dpoWith("[stage.inputs]\nreference = \"blank\"\n"));
    REQUIRE(entry.runs.size() == 5);
    CHECK(entry.runs[3].config["reference"]["path"] == "../../blank");
    CHECK_FALSE(without.runs[3].config.contains("reference"));
    CHECK(entry.runs[2].id == without.runs[2].id);
    CHECK(entry.runs[3].id != without.runs[3].id);
    const Plan stage = given.plan(dpoWith("[stage.inputs]\nreference = \"sft\"\n"));
    CHECK(stage.runs[3].config["reference"]["path"] == "../" + stage.runs[0].id + "/model");
    CHECK(stage.runs[3].inputHash != entry.runs[3].inputHash);
    CHECK(stage.runs[3].needs == std::vector<std::string>{stage.runs[0].id, stage.runs[2].id}); // each once
    CHECK(stage.runs[4].inputHash != without.runs[4].inputHash);
}

TEST_CASE("a part of the experiment takes along what its further inputs need") {
    Given given;
    const std::string text = replaced(dpoWith("[stage.inputs]\nreference = \"other\"\n"), "[[stage]]\nname = \"drawn\"",
                                      "[[stage]]\nname = \"other\"\nalgorithm = \"pretrain\"\nmodel = \"blank\"\ndata "
                                      "= \"rows\"\n[[stage]]\nname = \"drawn\"");
    const auto experiment = given.read(text);
    if (!experiment) FAIL(describe(joined(experiment.error())));
    const auto plan = makePlan(*experiment, given.folder.path, *given.store, "dpo");
    REQUIRE(plan);
    CHECK(plan->runs.size() == 5);
    CHECK(plan->runs[1].name == "other");
}

TEST_CASE("the long names of the short ones say the same") {
    Given given;
    const Plan shorts = given.plan(kExperiment);
    const Plan longs = given.plan(replaced(kExperiment, "model = \"sft\"\ndata = \"pairs\"\n",
                                           "[stage.inputs]\npolicy = \"sft\"\ntrain = \"pairs\"\n"));
    CHECK(dumpJson(toJson(longs)) == dumpJson(toJson(shorts)));
    const auto experiment = given.read(kExperiment, {"stage.dpo.inputs.reference=blank"});
    REQUIRE(experiment);
    CHECK(experiment->stages[3].inputs.at("reference").name == "blank");
    CHECK(experiment->stages[3].model == "sft");
    CHECK(experiment->stages[3].data == "pairs");
}

TEST_CASE("an input is told with its line: a port that is unknown, given twice, or of another type") {
    Given given;
    std::string text = dpoWith("[stage.inputs]\nteacher = \"sft\"\n");
    Error error = given.onlyProblem(text);
    CHECK(error.code == "experiment.unknown_port");
    CHECK(error.field == "stage.dpo.inputs.teacher");
    CHECK(error.line == lineOf(text, "teacher ="));
    CHECK(error.expected == "policy, train, reference");
    error = given.onlyProblem(dpoWith("[stage.inputs]\npolicy = \"blank\"\n"));
    CHECK(error.code == "experiment.given_twice");
    CHECK(given.onlyProblem(dpoWith("[stage.inputs]\nreference = 3\n")).code == "config.wrong_type");
    CHECK(given.onlyProblem(dpoWith("inputs = 3\n")).code == "config.wrong_type");
    error = given.onlyProblem(replaced(kExperiment, "model = \"sft\"\ndata = \"pairs\"", "model = \"sft\""));
    CHECK(error.code == "config.missing");
    CHECK(error.field == "stage.dpo.data");
}

TEST_CASE("an input that is something else is told with what it is") {
    Given given;
    std::string text = dpoWith("[stage.inputs]\nreference = \"pairs\"\n");
    Error error = given.onlyProblem(text);
    CHECK(error.code == "experiment.wrong_artifact");
    CHECK(error.line == lineOf(text, "reference ="));
    CHECK(error.found == "pairs, a stage that leaves rows");
    CHECK(error.remedy.find("blank") != std::string::npos);
    CHECK(error.remedy.find("scorer") == std::string::npos);
    CHECK(given.onlyProblem(dpoWith("[stage.inputs]\nreference = \"rows\"\n")).found == "rows, a data set of rows");
    CHECK(given.onlyProblem(dpoWith("[stage.inputs]\nreference = \"scorer\"\n")).found ==
          "scorer, a model that scores");
    error = given.onlyProblem(replaced(kExperiment, "data = \"pairs\"", "data = \"drawn\""));
    CHECK(error.code == "experiment.wrong_artifact");
    CHECK(error.found == "drawn, a stage that leaves samples");
    CHECK(given.onlyProblem(replaced(kExperiment, "data = \"drawn\"", "data = \"rows\"")).code ==
          "experiment.wrong_artifact");
    CHECK(given.onlyProblem(dpoWith("[stage.inputs]\nreference = \"cluster\"\n")).code == "experiment.remote_input");
    CHECK(given.onlyProblem(dpoWith("[stage.inputs]\nreference = \"nobody\"\n")).code == "experiment.unknown_model");
}

TEST_CASE("a stage behind the one that names it and a circle are told apart") {
    Given given;
    const std::string later = "[[stage]]\nname = \"later\"\nalgorithm = \"sft\"\nmodel = \"blank\"\ndata = \"rows\"\n";
    std::string text = replaced(dpoWith("[stage.inputs]\nreference = \"later\"\n"), "[[arm]]", later + "[[arm]]");
    Error error = given.onlyProblem(text);
    CHECK(error.code == "experiment.later_stage");
    CHECK(error.line == lineOf(text, "reference ="));
    CHECK(error.remedy.find("later") != std::string::npos);
    error = given.onlyProblem(dpoWith("[stage.inputs]\nreference = \"dpo\"\n"));
    CHECK(error.code == "experiment.circle");
    error = given.onlyProblem(
        replaced(text, "model = \"blank\"\ndata = \"rows\"\n[[arm]]", "model = \"dpo\"\ndata = \"rows\"\n[[arm]]"));
    CHECK(error.code == "experiment.circle");
    CHECK(error.found == "dpo → later → dpo");
}

TEST_CASE("a port that must be given is missed, and a model that scores fits where one is asked for") {
    Given given;
    given.algorithm("dpo").inputs.push_back(
        {.name = "reward", .what = Artifact::Scores, .effect = "what rates the answers"});
    Error error = given.onlyProblem(kExperiment);
    CHECK(error.code == "config.missing");
    CHECK(error.field == "stage.dpo.inputs.reward");
    CHECK(error.line == lineOf(kExperiment, "[[stage]]\nname = \"dpo\""));
    CHECK(error.remedy.find("what rates the answers") != std::string::npos);
    const Plan plan = given.plan(dpoWith("[stage.inputs]\nreward = \"scorer\"\n"));
    CHECK(plan.runs[3].config["reward"]["path"] == "../../scorer");
    CHECK(given.onlyProblem(dpoWith("[stage.inputs]\nreward = \"sft\"\n")).code == "experiment.wrong_artifact");
}

TEST_CASE("what a stage leaves follows from its method") {
    Given given;
    auto &sft = given.algorithm("sft");
    sft.outputs = {{.name = "model", .what = Artifact::Scores, .file = "model"}}; // as a reward model would
    const auto experiment = given.read(kExperiment);
    REQUIRE(!experiment);
    for (const auto &problem : experiment.error()) CHECK(problem.code == "experiment.wrong_artifact");
    CHECK(experiment.error().front().found == "sft, a stage that leaves a model that scores");
}

TEST_CASE("of a stage that leaves a model and what it is worth, each port takes what it asks for") {
    Given given;
    auto &sft = given.algorithm("sft");
    sft.outputs = {{.name = "model", .what = Artifact::Model, .file = "model"},
                   {.name = "value", .what = Artifact::Scores, .file = "value"}};
    given.algorithm("dpo").inputs.push_back({.name = "reward", .what = Artifact::Scores, .effect = "what rates"});
    const Plan plan = given.plan(dpoWith("[stage.inputs]\nreward = \"sft\"\n"));
    const std::string sftRun = "../" + plan.runs[0].id;
    CHECK(plan.runs[3].config["model"]["path"] == sftRun + "/model");
    CHECK(plan.runs[3].config["reward"]["path"] == sftRun + "/value");
    const std::string drawn = "[[stage]]\nname = \"drawn\"";
    const Plan lora = given.plan(
        replaced(dpoWith("[stage.inputs]\nreward = \"sft\"\n"), drawn, "[stage.config]\nuse_peft = true\n" + drawn));
    CHECK(lora.runs[3].config["model"]["adapters"][0]["path"] == "../" + lora.runs[0].id + "/model");
    CHECK(lora.runs[3].config["reward"]["path"] ==
          "../" + lora.runs[0].id + "/value"); // whole: it has no base of its own
}

TEST_CASE("a setting that needs an input is told with its line where the input is not given") {
    Given given;
    auto &dpo = given.algorithm("dpo");
    dpo.inputs.push_back({.name = "reward", .what = Artifact::Scores, .required = false, .effect = "what rates"});
    FieldSpec field{.name = "asks", .type = FieldType::TextList, .defaultValue = Json::array({"rule"})};
    field.rules.push_back({.kind = FieldRule::Kind::Among,
                           .others = {"rule"},
                           .message = "it asks the input",
                           .unless = {{"inputs", "reward"}},
                           .when = {{"inputs", ""}}});
    dpo.spec.push_back(field);
    CHECK(given.read(kExperiment));
    const std::string asking = "[stage.config]\nasks = [\"network\"]\n";
    const Error error = given.onlyProblem(dpoWith(asking));
    CHECK(error.field == "stage.dpo.config.asks");
    CHECK(error.line == lineOf(dpoWith(asking), "asks ="));
    CHECK(given.read(dpoWith("[stage.inputs]\nreward = \"scorer\"\n" + asking)));
    const std::vector<FieldSpec> alone{field}; // whoever does not know the inputs cannot miss one
    CHECK(checkRules(alone, {{"asks", {"network"}}}).errors.empty());
}

TEST_CASE("an input that a kind does not have is said and not read") {
    Given given;
    const auto experiment =
        given.read(replaced(kExperiment, "data = \"drawn\"\n", "data = \"drawn\"\nmodel = \"sft\"\n"));
    REQUIRE(experiment);
    REQUIRE(experiment->warnings.size() == 1);
    CHECK(experiment->warnings[0].code == "experiment.unused_input");
    CHECK(experiment->warnings[0].line > 0);
    CHECK(experiment->stages[2].model.empty());
}

TEST_CASE("a fork has the inputs of the run that it leaves") {
    Given given;
    const Error error =
        given.onlyProblem(replaced(kExperiment, "model = \"sft\"\ndata = \"pairs\"\n",
                                   "fork = \"04-dpo-aaaaaa\"\nfork_step = 5\n[stage.inputs]\nreference = \"blank\"\n"));
    CHECK(error.code == "experiment.bad_fork");
    const fs::path parent = given.folder.path / "runs/04-dpo-aaaaaa";
    mustWrite(parent / "run.toml",
              "kind = \"train\"\ninput_hash = \"abc\"\n[model]\npath = \"../../blank\"\n[reference]\npath "
              "= \"../../blank\"\n[data]\ntrain = \"train.jsonl\"\n");
    mustWrite(parent / "train.jsonl", "{}\n");
    const Plan plan = given.plan(
        replaced(kExperiment, "model = \"sft\"\ndata = \"pairs\"\n", "fork = \"04-dpo-aaaaaa\"\nfork_step = 5\n"));
    CHECK(plan.runs[3].config["reference"]["path"] == "../../blank");
}

TEST_CASE("an arm's judge is an input like any other, and a server") {
    Given given;
    for (auto &strategy : given.catalogue.strategies)
        if (strategy.name == "best_of_n") {
            strategy.inputs.push_back({.name = "judge", .required = false});
            strategy.spec.push_back({.name = "judge", .type = FieldType::Text, .defaultValue = ""});
        }
    const auto with = [](const std::string &lines) { return kExperiment + lines; };
    const auto experiment = given.read(with("[arm.inputs]\njudge = \"cluster\"\n"));
    if (!experiment) FAIL(describe(joined(experiment.error())));
    CHECK(experiment->arms[0].config["judge"] == "cluster");
    CHECK(given.onlyProblem(with("[arm.inputs]\njudge = \"sft\"\n")).code == "experiment.local_input");
    CHECK(given.onlyProblem(with("[arm.inputs]\njudge = \"rows\"\n")).code == "experiment.wrong_artifact");
    CHECK(given.onlyProblem(with("[arm.inputs]\nproblems = \"rows\"\n")).code == "experiment.unknown_port");
    CHECK(given.onlyProblem(with("[arm.inputs]\njudge = \"cluster\"\n[arm.config]\njudge = \"cluster\"\n")).code ==
          "experiment.given_twice");
}

TEST_CASE("an input that a setting reads is asked for where it is on, and told where it is off") {
    Given given;
    MethodInfo &sft = given.algorithm("sft");
    sft.spec.push_back({.name = "held", .type = FieldType::Number, .defaultValue = 0.0});
    sft.inputs.push_back(
        {.name = "old", .what = Artifact::Rows, .required = false, .neededBy = "held", .effect = "earlier rows"});
    sft.inputs.push_back({.name = "before", .what = Artifact::Importance, .required = false, .neededBy = "held"});
    sft.outputs.push_back(
        {.name = "importance", .what = Artifact::Importance, .file = "importance.safetensors", .onlyWith = "held"});
    const auto with = [](const std::string &lines) {
        return replaced(kExperiment, "model = \"blank\"\ndata = \"rows\"\n",
                        "model = \"blank\"\ndata = \"rows\"\n" + lines);
    };
    const Error missing = given.onlyProblem(with("[stage.config]\nheld = 0.5\n"));
    CHECK(missing.code == "config.missing");
    CHECK(missing.field == "stage.sft.inputs.old");
    CHECK(missing.expected.find("old, before") != std::string::npos);
    CHECK(missing.remedy.find("earlier rows") != std::string::npos);
    const std::string on = "[stage.inputs]\nold = \"rows\"\n[stage.config]\nheld = 0.5\n";
    const Plan plan = given.plan(with(on));
    CHECK(plan.runs[0].config["data"]["old"] == "old.jsonl");
    CHECK(plan.runs[0].files.count("old.jsonl") == 1);
    const auto off = given.read(with("[stage.inputs]\nold = \"rows\"\n"));
    REQUIRE(off);
    REQUIRE(off->warnings.size() == 1);
    CHECK(off->warnings[0].code == "experiment.unused_input");
    CHECK(off->warnings[0].field == "stage.sft.inputs.old");

    // A later stage takes what one with the setting leaves, and one without it leaves nothing.
    const std::string later = "[[stage]]\nname = \"next\"\nalgorithm = \"sft\"\nmodel = \"sft\"\ndata = "
                              "\"rows\"\n[stage.inputs]\nbefore = \"sft\"\n[stage.config]\nheld = 1\n";
    const auto behind = [&](const std::string &lines) {
        return replaced(with(lines), "[[stage]]\nname = \"drawn\"", later + "[[stage]]\nname = \"drawn\"");
    };
    const Plan chain = given.plan(behind(on));
    CHECK(chain.runs[1].config["data"]["before"] == "before.safetensors");
    CHECK(chain.runs[1].files.at("before.safetensors") == "runs/" + chain.runs[0].id + "/importance.safetensors");
    CHECK(given.onlyProblem(behind("")).code == "experiment.wrong_artifact");
}

TEST_CASE("a teacher of another vocabulary is refused before anything is trained") {
    Given given;
    MethodInfo &sft = given.algorithm("sft");
    sft.inputs.push_back({.name = "teacher", .required = false, .sameVocabulary = true});
    for (const char *name : {"blank", "same", "other", "larger"}) {
        writeTinyModel(given.folder.path / name);
    }
    auto symbols = chainModSymbols();
    std::swap(symbols[0], symbols[1]);
    mustWrite(given.folder.path / "other/tokenizer.json", characterTokenizerJson(symbols, {"<pad>", "<bos>", "<eos>"}));
    Json config = *parseJson(*readFile(given.folder.path / "larger/config.json"));
    config["vocab_size"] = config["vocab_size"].get<int>() + 1;
    mustWrite(given.folder.path / "larger/config.json", dumpJson(config));
    const auto with = [](const std::string &teacher) {
        return replaced(replaced(kExperiment, "blank = \"blank\"\n",
                                 "blank = \"blank\"\nsame = \"same\"\nother = \"other\"\nlarger = \"larger\"\n"),
                        "model = \"blank\"\ndata = \"rows\"\n",
                        "model = \"blank\"\ndata = \"rows\"\n[stage.inputs]\nteacher = \"" + teacher + "\"\n");
    };
    CHECK(given.plan(with("same")).runs[0].config["teacher"]["path"] == "../../same");
    for (const char *name : {"other", "larger"}) {
        CAPTURE(name);
        const auto experiment = given.read(with(name));
        REQUIRE(experiment);
        const auto plan = makePlan(*experiment, given.folder.path, *given.store);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().code == "model.other_vocabulary");
        CHECK(plan.error().field == "stage.sft.inputs.teacher");
        CHECK_FALSE(plan.error().found.empty());
    }
}

namespace {

/// A stage that leaves rows and pairs, and one that is given them.
std::string revised(const std::string &last) {
    return replaced(kExperiment, "[[arm]]",
                    "[[stage]]\nname = \"new\"\nkind = \"revise\"\nmodel = \"sft\"\ndata = \"drawn\"\n" + last +
                        "[[arm]]");
}

} // namespace

TEST_CASE(
    "of several kinds of rows a port gets those of its layout, or those that serve it, and else it must be said") {
    Given given;
    for (const auto &[name, layout] : {std::pair{"kto", "unpaired_preference"}, {"prm", "stepwise_supervision"}}) {
        given.catalogue.algorithms.push_back(given.algorithm("dpo"));
        given.catalogue.algorithms.back().name = name;
        given.catalogue.algorithms.back().inputs[1].layout = layout;
    }
    const auto trainedOn = [](const std::string &algorithm, const std::string &data) {
        return revised("[[stage]]\nname = \"t\"\nalgorithm = \"" + algorithm + "\"\nmodel = \"sft\"\ndata = \"" + data +
                       "\"\n");
    };
    const auto fileOf = [&](const std::string &text, const char *name) {
        const Plan plan = given.plan(text);
        for (const PlannedRun &run : plan.runs)
            if (run.name == name) return run.files.at(run.kind == "train" ? "train.jsonl" : "rows.jsonl").filename();
        return fs::path();
    };
    CHECK(fileOf(trainedOn("dpo", "new"), "t") == "pairs.jsonl");
    CHECK(fileOf(trainedOn("sft", "new"), "t") == "revised.jsonl");
    CHECK(fileOf(trainedOn("kto", "new"), "t") == "pairs.jsonl"); // demonstrations are neither good nor bad
    CHECK(given.onlyProblem(trainedOn("prm", "new")).code == "experiment.wrong_layout");
    const auto measured = [](const std::string &data) {
        return revised("[[stage]]\nname = \"l\"\nkind = \"loss\"\nmodel = \"sft\"\ndata = \"" + data + "\"\n");
    };
    const Error which = given.onlyProblem(measured("new")); // it takes rows of any layout
    CHECK(which.code == "experiment.ambiguous_output");
    CHECK(which.expected.str() == "one of them: “new:rows” or “new:pairs”");
    CHECK(fileOf(measured("new:pairs"), "l") == "pairs.jsonl");
    CHECK(fileOf(measured("new:rows"), "l") == "revised.jsonl");
    CHECK(given.onlyProblem(trainedOn("dpo", "new:rows")).code == "experiment.wrong_layout");
    CHECK(given.onlyProblem(trainedOn("dpo", "new:model")).code == "experiment.unknown_output");
    CHECK(given.read(trainedOn("sft", "new:rows"))->stages.back().data == "new:rows");
    const std::string early = replaced(trainedOn("sft", "new"), "data = \"pairs\"", "data = \"t:rows\"");
    CHECK(given.onlyProblem(early).code == "experiment.later_stage");
}

TEST_CASE("a network of values is taken from the stage that learnt one, and not its policy") {
    Given given;
    MethodInfo &dpo = given.algorithm("dpo");
    dpo.outputs.push_back({.name = "value", .what = Artifact::Scores, .file = "value"});
    dpo.inputs.push_back({.name = "value", .required = false, .head = "sequence"});
    dpo.inputs.push_back({.name = "judge", .required = false, .head = "sequence"});
    const auto second = [](const std::string &port) {
        return replaced(kExperiment, "[[arm]]",
                        "[[stage]]\nname = \"again\"\nalgorithm = \"dpo\"\nmodel = \"sft\"\ndata = "
                        "\"pairs\"\n[stage.inputs]\n" +
                            port + " = \"dpo\"\n[[arm]]");
    };
    const Plan value = given.plan(second("value")), judge = given.plan(second("judge"));
    CHECK(value.runs[4].config["value"]["path"].get<std::string>().ends_with("/value"));
    CHECK(judge.runs[4].config["judge"]["path"].get<std::string>().ends_with("/model"));
}
