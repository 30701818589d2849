// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/jsonl.h"
#include "core/workbench/experiment/plan.h"
#include "core/workbench/models/models.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue{};
    std::unique_ptr<Store> store{};
    Given() {
        writeSmallProject(folder.path);
        catalogue = smallCatalogue(folder.path);
        auto opened = Store::open(folder.path / "project.db", true);
        REQUIRE(opened);
        store = std::move(*opened);
    }
    Plan plan(const std::vector<std::string> &set = {}, const std::string &only = {}) {
        const auto experiment = readExperiment(folder.path / "experiment.toml", catalogue, set);
        if (!experiment) FAIL(describe(joined(experiment.error())));
        auto made = makePlan(*experiment, folder.path, *store, only);
        if (!made) FAIL(describe(made.error()));
        return std::move(*made);
    }
};

std::set<std::string> promptsOf(const fs::path &file) {
    std::set<std::string> prompts;
    REQUIRE(forEachRow(file, [&](const Json &row) -> Status {
        prompts.insert(row.at("prompt").get<std::string>());
        return {};
    }));
    return prompts;
}

} // namespace

TEST_CASE("the same inputs give the same ids, a changed one changes what stands behind it") {
    Given given;
    const auto first = given.plan(), again = given.plan();
    REQUIRE(first.runs.size() == 3);
    CHECK(first.runs[0].id.starts_with("01-base-"));
    CHECK(first.runs[2].id.starts_with("03-sft-greedy-"));
    for (std::size_t i = 0; i < 3; ++i) CHECK(first.runs[i].inputHash == again.runs[i].inputHash);
    const auto slower = given.plan({"stage.sft.config.learning_rate=1e-4"});
    CHECK(slower.runs[0].inputHash == first.runs[0].inputHash);
    CHECK(slower.runs[1].inputHash != first.runs[1].inputHash);
    CHECK(slower.runs[2].inputHash != first.runs[2].inputHash);
    CHECK(given.plan({"threads=2"}).runs[0].inputHash == first.runs[0].inputHash);
    mustWrite(given.folder.path / "blank/tokenizer.json", "{}");
    CHECK(given.plan().runs[0].inputHash != first.runs[0].inputHash);
}

TEST_CASE("a seed reaches every run and leaves the problems alone") {
    Given given;
    const auto one = given.plan(), two = given.plan({"seed=2"});
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(one.runs[i].inputHash != two.runs[i].inputHash);
        CHECK(two.runs[i].config["seed"] == 2);
        CHECK(one.runs[i].files == two.runs[i].files);
    }
    CHECK(given.plan({"seed=2", "data.train.follow_seed=true"}).runs[0].files != one.runs[0].files);
}

TEST_CASE("data sets are frozen under the hash of their bytes and keep apart") {
    Given given;
    const auto plan = given.plan();
    const auto train = promptsOf(given.folder.path / plan.runs[0].files.at("train.jsonl"));
    const auto edge = promptsOf(given.folder.path / plan.runs[2].files.at("bucket-1-edge.jsonl"));
    CHECK(train.size() == 40);
    CHECK(edge.size() == 12);
    for (const auto &prompt : edge) CHECK(!train.count(prompt));
    // The same seed would give the same problems, were they not kept apart.
    const auto same = given.plan({"data.train.seed=5"});
    for (const auto &prompt : promptsOf(given.folder.path / same.runs[0].files.at("train.jsonl")))
        CHECK(!edge.count(prompt));
}

TEST_CASE("a task that reads a file finds it beside the experiment") {
    Given given;
    mustWrite(given.folder.path / "school.jsonl",
              "{\"question\":\"1 + 1?\",\"answer\":\"<<1+1=2>>\\n#### 2\"}\n{\"question\":\"2 + "
              "2?\",\"answer\":\"<<2+2=4>>\\n#### 4\"}\n");
    std::string text = kSmallExperiment;
    const std::string was = "name = \"train\"\ntask = \"chain_mod\"\nseed = 7\ncount = 40\n";
    text.replace(text.find(was), was.size(),
                 "name = \"train\"\ntask = \"gsm8k\"\nseed = 7\ncount = 2\nconfig = { file = \"school.jsonl\" }\n");
    mustWrite(given.folder.path / "experiment.toml", text);
    const auto plan = given.plan({}, "base");
    CHECK(promptsOf(given.folder.path / plan.runs[0].files.at("train.jsonl")) ==
          std::set<std::string>{"1 + 1?\n", "2 + 2?\n"});
}

TEST_CASE("a part of the experiment is that part and what it needs") {
    Given given;
    CHECK(given.plan({}, "base").runs.size() == 1);
    CHECK(given.plan({}, "sft").runs.size() == 2);
    CHECK(given.plan({}, "sft, greedy").runs.size() == 3);
    CHECK(given.plan({}, "sft").runs[1].needs == std::vector<std::string>{given.plan().runs[0].id});
}

TEST_CASE("a plan survives being written down") {
    Given given;
    const auto plan = given.plan();
    const auto read = planFromJson(toJson(plan));
    REQUIRE(read);
    CHECK(dumpJson(toJson(*read)) == dumpJson(toJson(plan)));
    CHECK(planFromJson(Json::object()).error().code == "store.bad_plan");
}

TEST_CASE("bad rows are all listed with their lines") {
    const TemporaryFolder folder;
    mustWrite(folder.path / "rows.jsonl", "{\"prompt\":\"a\"}\n{bad\n\n[1]\n{\"prompt\":\"b\"}\n");
    int good = 0;
    const auto read = forEachRow(folder.path / "rows.jsonl", [&](const Json &) -> Status {
        ++good;
        return {};
    });
    REQUIRE(!read);
    CHECK(good == 2);
    CHECK(read.error().code == "data.bad_rows");
    CHECK(read.error().message.find("rows.jsonl:2") != std::string::npos);
    CHECK(read.error().message.find("rows.jsonl:4") != std::string::npos);
}

TEST_CASE("an adapter to begin with is meant from the experiment's file on, and known by what lies there") {
    Given given;
    Json catalogue = smallCatalogueJson();
    catalogue["algorithms"][1]["fields"].push_back({{"name", "init_lora_weights"},
                                                    {"type", "text"},
                                                    {"default", ""},
                                                    {"choices", {"true", "gaussian"}},
                                                    {"folder", true},
                                                    {"unit", ""},
                                                    {"effect", ""}});
    mustWrite(given.folder.path / "catalogue.json", dumpJson(catalogue));
    auto read = readCatalogue(given.folder.path / "catalogue.json");
    REQUIRE(read);
    given.catalogue = std::move(*read);
    const std::vector<std::string> named{"stage.sft.config.init_lora_weights=start"};
    const auto refused = [&] {
        const auto experiment = readExperiment(given.folder.path / "experiment.toml", given.catalogue, named);
        REQUIRE(experiment);
        return makePlan(*experiment, given.folder.path, *given.store, "").error();
    }();
    CHECK(refused.code == "adapter.no_folder");
    CHECK(refused.field == "init_lora_weights");
    CHECK(refused.file == (given.folder.path / "start").string());
    fs::create_directories(given.folder.path / "start");
    mustWrite(given.folder.path / "start/adapter_config.json", "{}");
    mustWrite(given.folder.path / "start/adapter_model.safetensors", "one");
    const auto first = given.plan(named);
    CHECK(first.runs[1].config["config"]["init_lora_weights"] == "../../start");
    fs::rename(given.folder.path / "start", given.folder.path / "moved");
    CHECK(given.plan({"stage.sft.config.init_lora_weights=moved"}).runs[1].inputHash == first.runs[1].inputHash);
    mustWrite(given.folder.path / "moved/adapter_model.safetensors", "other");
    CHECK(given.plan({"stage.sft.config.init_lora_weights=moved"}).runs[1].inputHash != first.runs[1].inputHash);
    const auto drawn = given.plan({"stage.sft.config.init_lora_weights=gaussian"}); // no folder
    CHECK(drawn.runs[1].config["config"]["init_lora_weights"] == "gaussian");
}

TEST_CASE("the estimate follows the model and the method") {
    const TemporaryFolder folder;
    writeTinyModel(folder.path / "blank");
    const auto size = sizeOfModel(folder.path / "blank");
    REQUIRE(size);
    const auto vocabulary = static_cast<std::int64_t>(chainModSymbols().size() + 3);
    CHECK(size->parameters == vocabulary * 16 + 4 * 16 * 16 + 3 * 16 * 32 + 2 * 16 + 16);
    const ModelSize billion{
        .parameters = 1'000'000'000, .layers = 16, .hidden = 2048, .vocabulary = 32000, .keyValues = 1024};
    const Json config = {{"per_device_train_batch_size", 1}, {"max_length", 128}};
    const Catalogue catalogue = smallCatalogue(folder.path);
    const auto estimate = [&](const char *algorithm, const Json &settings) {
        return estimateMemory({catalogue.algorithm(algorithm), settings, billion, {}, {"policy"}, 100});
    };
    const auto sft = estimate("sft", config), dpo = estimate("dpo", config);
    CHECK(sft > 16'000'000'000); // weights, gradients and two moments of four bytes
    CHECK(sft < 18'000'000'000);
    CHECK(dpo > sft + 4'000'000'000); // the reference model
    Json small = config;
    small["frozen_dtype"] = "int8";
    CHECK(estimate("dpo", small) == dpo - 3'000'000'000);
    CHECK(availableMemory() > 0);
    Json adapter = config;
    adapter["use_peft"] = true;
    CHECK(estimate("dpo", adapter) < dpo - 3 * 4'000'000'000); // the reference is the model without the adapter
    Json unheld = config;
    unheld["beta"] = 0.0;
    CHECK(estimate("dpo", unheld) == dpo - 4'000'000'000);
    const ModelSize two{.parameters = 2'000'000'000};
    CHECK(estimateMemory({catalogue.algorithm("dpo"), config, billion, {two}, {"policy", "reference"}, 100}) ==
          dpo + 4'000'000'000); // the one that was given, in place of its own
    const MethodInfo search{.name = "search", .sideBySide = {"wide", "tries"}};
    const auto drawing = [&](std::int64_t wide, std::int64_t tries) {
        return estimateMemory({&search, {{"wide", wide}, {"tries", tries}}, billion, {}, {"policy"}, 100});
    };
    const auto row = (drawing(100, 1) - drawing(1, 1)) / 36; // 64 rows are decoded together in any case
    CHECK(drawing(10, 20) == drawing(1, 1) + row * (200 - 64));
    CHECK(drawing(100, 100) == drawing(1, 1) + row * (256 - 64)); // and never more than a batch holds
    CHECK(sizeOfModel(folder.path / "nowhere").error().code == "model.no_config");
}

TEST_CASE("a teacher that is made of the policy takes its room, and so do natural gradients") {
    const ModelSize billion{
        .parameters = 1'000'000'000, .layers = 16, .hidden = 2048, .vocabulary = 32000, .keyValues = 1024};
    const Json config = {{"per_device_train_batch_size", 1}, {"max_length", 128}};
    const MethodInfo itself{.name = "itself",
                            .inputs = {{.name = "policy", .trained = true}, {.name = "teacher", .required = false}}};
    const auto taught = [&](const Json &more) {
        Json settings = config;
        settings.update(more);
        return estimateMemory({&itself, settings, billion, {}, {"policy"}, 100});
    };
    const auto live = taught({{"teacher_model_kind", "live"}});
    CHECK(taught(Json::object()) == live + 4'000'000'000); // the policy as it starts
    const auto natural = taught({{"teacher_model_kind", "live"}, {"cg_iterations", 10}});
    CHECK(natural == live + 36 * 32000 * 4 + 64'000'000'000); // 36 tokens of a hundred bytes
}

TEST_CASE("a step is estimated in tokens, and the completions of a group share their prompt") {
    const TemporaryFolder folder;
    const Catalogue catalogue = smallCatalogue(folder.path);
    const ModelSize large{
        .parameters = 134'515'008, .layers = 30, .hidden = 576, .vocabulary = 49152, .keyValues = 384};
    ModelSize letters = large;
    letters.vocabulary = 300;
    const auto step = [&](const ModelSize &size, Json config, std::int64_t bytes) {
        config["use_peft"] = true;
        config["per_device_train_batch_size"] = 16;
        return estimateMemory({catalogue.algorithm("sft"), config, size, {}, {"policy"}, bytes});
    };
    const std::int64_t token = 4 * 30 * 20 * 576;
    CHECK(step(large, {}, 600) - step(large, {}, 300) == 16 * 100 * token); // three bytes a token
    CHECK(step(letters, {}, 600) - step(letters, {}, 300) == 16 * 300 * token);
    const Json groups = {{"num_generations", 8}, {"max_completion_length", 64}};
    CHECK(step(large, groups, 600) - step(large, {}, 0) == (2 * 202 + 16 * 64 - 16 * 2) * token);
    Json ragged = groups;
    ragged["num_generations"] = 7;
    CHECK(step(large, ragged, 600) - step(large, groups, 600) == 202 * token); // a third group has begun
}

TEST_CASE("GPT-2 is counted by the names that its config has") {
    const TemporaryFolder folder;
    mustWrite(folder.path / "config.json",
              R"({"model_type":"gpt2","vocab_size":50257,"n_embd":768,"n_layer":12,"n_head":12,"n_positions":1024,)"
              R"("n_inner":null})");
    const auto size = sizeOfModel(folder.path);
    REQUIRE(size);
    CHECK(size->parameters == 124'439'808); // as transformers counts them
    CHECK(size->layers == 12);
    CHECK(size->hidden == 768);
    CHECK(size->keyValues == 2 * 768);
    mustWrite(folder.path / "config.json",
              R"({"model_type":"gpt2","vocab_size":50257,"n_embd":999999999,"n_layer":12,"n_head":12})");
    CHECK(sizeOfModel(folder.path).error().field == "/n_embd");
}

TEST_CASE("an adapter that was trained on an adapter stands on a base of its own") {
    Given given;
    const std::string peft = "max_steps = 12\nuse_peft = true\n", stage = "[[stage]]\nname = \"sft\"";
    std::string text = kSmallExperiment;
    text.replace(
        text.find(stage), stage.size(),
        "[[stage]]\nname = \"first\"\nalgorithm = \"sft\"\nmodel = \"base\"\ndata = \"train\"\n[stage.config]\n" +
            peft + "\n" + stage);
    const std::string onBase = "name = \"sft\"\nalgorithm = \"sft\"\nmodel = \"base\"";
    text = replaced(text, onBase, "name = \"sft\"\nalgorithm = \"sft\"\nmodel = \"first\"");
    text.replace(text.rfind("max_steps = 12\n"), 15, peft);
    mustWrite(given.folder.path / "experiment.toml", text);
    const auto plan = given.plan();
    REQUIRE(plan.runs.size() == 4);
    const auto folderOf = [&](std::size_t run) { return "../" + plan.runs[run].id + "/model"; };
    CHECK(plan.runs[2].config["model"] == Json{{"path", folderOf(0)}, {"adapters", {{{"path", folderOf(1)}}}}});
    CHECK(plan.runs[3].config["model"] ==
          Json{{"path", folderOf(2) + "/base"}, {"adapters", {{{"path", folderOf(2)}}}}});
    CHECK(plan.runs[3].needs == std::vector<std::string>{plan.runs[2].id});
}

TEST_CASE("rows without a column that the settings need are refused before anything runs, with file and line") {
    Given given;
    for (auto &method : given.catalogue.algorithms)
        if (method.name == "sft")
            method.inputs[1].columns = {{.name = "hint", .when = {{"max_steps", 12}}, .expected = "a text"}};
    const auto planned = [&](const std::vector<std::string> &set) {
        const auto experiment = readExperiment(given.folder.path / "experiment.toml", given.catalogue, set);
        REQUIRE(experiment);
        return makePlan(*experiment, given.folder.path, *given.store, {});
    };
    const auto refused = planned({});
    REQUIRE(!refused);
    CHECK(refused.error().code == "data.no_column");
    CHECK(refused.error().field == "hint");
    CHECK(refused.error().line == 1);
    CHECK(fs::exists(refused.error().file));
    CHECK(planned({"stage.sft.config.max_steps=13"}));
}
