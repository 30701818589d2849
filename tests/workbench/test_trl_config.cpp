// SPDX-License-Identifier: Apache-2.0
#include "core/config/yaml.h"
#include "core/workbench/experiment/trl_config.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Import {
    TemporaryFolder scratch{};
    Catalogue catalogue = smallCatalogue(scratch.path);
    Experiment experiment;
    Import() {
        writeSmallProject(scratch.path / "p");
        experiment = *readExperiment(scratch.path / "p" / "experiment.toml", catalogue);
    }
    Result<TrlTraining> read(const std::string &text, const TrlWish &wish = {}) const {
        const auto yaml = parseYaml(text, (scratch.path / "trl" / "dpo.yaml").string());
        REQUIRE(yaml);
        return readTrlConfig(*yaml, experiment, catalogue, wish);
    }
    Json stage(const std::string &text, const TrlWish &wish = {}) const {
        const auto training = read(text, wish);
        REQUIRE_MESSAGE(training.has_value(), describe(training.error()));
        return training->tables["stage"][0];
    }
};

const std::string kInputs = "model_name_or_path: someone/base\ndataset_name: train\n";

} // namespace

TEST_CASE("settings of TRL become a stage") {
    const Import it;
    const Json stage =
        it.stage(kInputs + "learning_rate: 2e-5\nmax_steps: 1e2\nuse_peft: true\n", {.algorithm = "sft"});
    CHECK(stage["kind"] == "train");
    CHECK(stage["algorithm"] == "sft");
    CHECK(stage["name"] == "sft 2"); // the experiment has a stage "sft"
    CHECK(stage["model"] == "base");
    CHECK(stage["data"] == "train");
    CHECK(stage["config"] == Json{{"learning_rate", 2e-5}, {"max_steps", 100}, {"use_peft", true}});
    CHECK(it.stage("max_seq_length: 32", {.algorithm = "sft", .model = "base", .data = "train"})["config"] ==
          Json{{"max_length", 32}});
    CHECK(it.stage("learning_rate: '1e-3'", {.algorithm = "sft", .model = "base", .data = "train"})["config"] ==
          Json{{"learning_rate", 1e-3}});
}

TEST_CASE("an adapter of which a file of TRL says no more is TRL's, and a scale may be true or false") {
    Import it;
    MethodInfo &sft = *std::find_if(it.catalogue.algorithms.begin(), it.catalogue.algorithms.end(),
                                    [](const MethodInfo &each) { return each.name == "sft"; });
    for (const char *name : {"r", "lora_alpha", "lora_dropout"})
        sft.spec.push_back({.name = name, .type = FieldType::Number, .defaultValue = 8});
    sft.spec.push_back({.name = "scale_rewards", .type = FieldType::Text, .defaultValue = "group"});
    const TrlWish wish{.algorithm = "sft"};
    CHECK(it.stage(kInputs + "use_peft: true\nlora_r: 4\n", wish)["config"] ==
          Json{{"use_peft", true}, {"r", 4}, {"lora_alpha", 32}, {"lora_dropout", 0.05}});
    CHECK(it.stage(kInputs + "use_peft: false\n", wish)["config"] == Json{{"use_peft", false}});
    CHECK(it.stage(kInputs + "scale_rewards: true\n", wish)["config"] == Json{{"scale_rewards", "group"}});
    CHECK(it.stage(kInputs + "scale_rewards: false\n", wish)["config"] == Json{{"scale_rewards", "none"}});
}

TEST_CASE("what the settings cannot be here is told with its line") {
    const Import it;
    const auto training = it.read(kInputs + "report_to: none\nseed: 7\nlearning_rat: 1e-3\nvllm_mode: colocate\n",
                                  {.name = "mine", .algorithm = "sft"});
    REQUIRE(training);
    CHECK(training->name == "mine");
    REQUIRE(training->leftOut.size() == 2);
    for (const Error &each : training->leftOut) {
        CAPTURE(each.field);
        CHECK(each.line == (each.field == "report_to" ? 3 : 6));
    }
    CHECK(training->tables["stage"][0]["seed"] == 7); // which a training has here, too
    CHECK(it.stage(kInputs + "seed: \"7\"\n", {.algorithm = "sft"})["seed"] == 7);
    for (const char *none : {"-7", "seven", "1.5", "[7]"}) {
        const auto left = it.read(kInputs + "seed: " + none + "\n", {.algorithm = "sft"});
        REQUIRE(left);
        CHECK(!left->tables["stage"][0].contains("seed"));
        CHECK(left->leftOut.size() == 1);
    }
    REQUIRE(training->unknown.size() == 1);
    CHECK(training->unknown[0].code == "trl.unknown_setting");
    CHECK(training->unknown[0].field == "learning_rat");
    CHECK(training->unknown[0].line == 5);
}

TEST_CASE("wrong values are refused, all at once, with the file's lines") {
    const Import it;
    const auto training = it.read(kInputs + "learning_rate: high\nmax_steps: -3\n", {.algorithm = "sft"});
    REQUIRE(!training);
    const std::string text = describe(training.error());
    CHECK(text.find("dpo.yaml:3") != text.npos);
    CHECK(text.find("dpo.yaml:4") != text.npos);
    const auto twice = it.read(kInputs + "max_length: 8\nmax_seq_length: 16\n", {.algorithm = "sft"});
    REQUIRE(!twice);
    CHECK(twice.error().code == "config.duplicate_key");
}

TEST_CASE("settings that do not go together are told with the lines of the YAML, before anything is added") {
    Import it;
    for (MethodInfo &method : it.catalogue.algorithms)
        for (FieldSpec &field : method.spec)
            if (field.name == "max_length")
                field.rules = {{.kind = FieldRule::Kind::Divides,
                                .others = {"per_device_train_batch_size"},
                                .message = "does not divide"}};
    const auto apart = it.read(kInputs + "max_seq_length: 3\nper_device_train_batch_size: 8\n", {.algorithm = "sft"});
    REQUIRE_FALSE(apart);
    CHECK(apart.error().message.str() == "does not divide");
    CHECK(apart.error().file.ends_with("dpo.yaml"));
    CHECK(apart.error().line == 3);
    const auto beside = it.read(kInputs + "per_device_train_batch_size: 7\n", {.algorithm = "sft"});
    REQUIRE_FALSE(beside);
    CHECK(beside.error().line == 3);
}

TEST_CASE("the algorithm is named, or the only one that its settings fit") {
    const Import it;
    const auto none = it.read(kInputs);
    REQUIRE(!none);
    CHECK(none.error().code == "trl.no_algorithm");
    CHECK(none.error().expected.str() == "pretrain, sft, dpo");
    CHECK(it.read(kInputs, {.algorithm = "orpo"}).error().found.str() == "orpo");
    Import own;
    own.catalogue.algorithms[2].spec.push_back({.name = "beta", .type = FieldType::Number, .defaultValue = 0.1});
    CHECK(own.stage("beta: 0.2", {.model = "base", .data = "train"})["algorithm"] == "dpo");
}

TEST_CASE("a path of the file becomes an entry of the experiment; a name that nothing has is refused") {
    const Import it;
    writeTinyModel(it.scratch.path / "trl" / "small");
    mustWrite(it.scratch.path / "trl" / "rows.jsonl", "{\"prompt\": \"a\", \"completion\": \"b\"}\n");
    const auto training = it.read("model_name_or_path: ./small\ndataset_name: rows.jsonl\n", {.algorithm = "sft"});
    REQUIRE(training);
    CHECK(training->tables["models"] == Json{{"small", "../trl/small"}});
    CHECK(training->tables["data"] == Json::array({{{"name", "rows"}, {"file", "../trl/rows.jsonl"}}}));
    CHECK(training->tables["stage"][0]["model"] == "small");
    const auto model = it.read("dataset_name: train\nmodel_name_or_path: Qwen/Qwen3\n", {.algorithm = "sft"});
    CHECK(model.error().code == "trl.no_model");
    CHECK(model.error().line == 2);
    CHECK(model.error().found.str() == "Qwen/Qwen3");
    CHECK(model.error().expected.str() == "blank, base, sft");
    CHECK(it.read("model_name_or_path: base\n", {.algorithm = "sft"}).error().code == "trl.no_data");
}

TEST_CASE("for a form nothing is added, and what the experiment does not have is that of the form") {
    const Import import;
    const auto read = [&](const std::string &text, const TrlWish &form) {
        const auto yaml = parseYaml(text, (import.scratch.path / "trl" / "dpo.yaml").string());
        REQUIRE(yaml);
        return readTrlSettings(*yaml, import.experiment, import.catalogue, form);
    };
    const TrlWish form{.algorithm = "sft", .model = "blank", .data = "edge"};
    const auto all = read("model_name_or_path: org/base\ndataset_name: org/train\nlearning_rate: 2e-4\n", form);
    REQUIRE_MESSAGE(all.has_value(), describe(all.error()));
    CHECK(all->algorithm == "sft"); // the settings do not tell
    CHECK(all->tables["stage"][0]["model"] == "base");
    CHECK(all->tables["stage"][0]["data"] == "train");
    CHECK(all->tables["stage"][0]["config"] == Json{{"learning_rate", 2e-4}});
    CHECK(all->leftOut.empty());
    mustWrite(import.scratch.path / "trl/rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
    const auto other = read("model_name_or_path: Qwen/Qwen2.5-0.5B\ndataset_name: rows.jsonl\nmax_steps: 3\n", form);
    REQUIRE_MESSAGE(other.has_value(), describe(other.error()));
    CHECK(other->tables["stage"][0]["model"] == "blank");
    CHECK(other->tables["stage"][0]["data"] == "edge"); // the file is there, but not in the experiment
    CHECK_FALSE(other->tables.contains("data"));
    REQUIRE(other->leftOut.size() == 2);
    CHECK(other->leftOut[0].field == "model_name_or_path");
    CHECK(other->leftOut[0].found == "Qwen/Qwen2.5-0.5B");
    CHECK(other->leftOut[1].line == 2);
    CHECK(read("max_steps: 3\n", {.algorithm = "sft"}).error().code == "trl.no_model"); // the form has none either
    CHECK(read("max_steps: many\n", form).error().code == "config.wrong_type");
}
