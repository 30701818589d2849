// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/safetensors.h"
#include "core/remote/book.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/models/derived_model.h"
#include "core/workbench/models/import_model.h"
#include "core/workbench/models/model_list.h"
#include "core/workbench/models/models.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// A whole model folder: the tiny configuration and one tensor.
void writeWeights(const fs::path &folder) {
    writeTinyModel(folder);
    const std::string header = R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(header.size());
    mustWrite(folder / "model.safetensors", bytes + header + std::string(8, '\0'));
}

struct Given {
    TemporaryFolder folder{};
    TemporaryFolder elsewhere{};
    std::unique_ptr<Project> project{};
    Given() {
        // The project asks the installed worker for its catalogue: here it is the small one.
        mustWrite(elsewhere.path / "lapidary-worker", "");
        fs::permissions(elsewhere.path / "lapidary-worker", fs::perms::owner_all);
        mustWrite(elsewhere.path / "catalogue.json", dumpJson(smallCatalogueJson()));
        ::setenv("LAPIDARY_WORKER", (elsewhere.path / "lapidary-worker").c_str(), 1);
        writeSmallProject(folder.path);
        writeWeights(elsewhere.path / "downloaded");
        auto opened = Project::open(folder.path, "test");
        if (!opened) FAIL(describe(opened.error()));
        project = std::move(*opened);
    }
    ~Given() { ::unsetenv("LAPIDARY_WORKER"); }
    std::vector<ModelEntry> list() {
        auto entries = listModels(*project);
        if (!entries) FAIL(describe(entries.error()));
        return std::move(*entries);
    }
    const ModelEntry entry(const std::string &id) {
        for (const auto &each : list())
            if (each.id == id) return each;
        FAIL("no " << id);
        return {};
    }
    void addTraining(const std::string &id, const Json &model, bool peft) {
        REQUIRE(project->store().save(RunRecord{
            .id = id, .name = id.substr(3), .kind = "train", .method = "sft", .inputHash = id, .state = "finished"}));
        mustWrite(project->runFolder(id) / "run.toml",
                  writeToml({{"kind", "train"}, {"model", model}, {"config", {{"use_peft", peft}}}}));
        mustWrite(project->runFolder(id) / "model" / (peft ? "adapter_config.json" : "config.json"), "{}");
    }
};

} // namespace

TEST_CASE("models come with what they were made from") {
    Given given;
    given.addTraining("01-sft", {{"path", "../../blank"}}, false);
    given.addTraining("02-lora", {{"path", "../01-sft/model"}}, true);
    given.addTraining("03-dpo", {{"path", "../01-sft/model"}, {"adapters", {{{"path", "../02-lora/model"}}}}}, false);
    const auto all = given.list();
    REQUIRE(all.size() == 4);
    CHECK(all[0].id == "model:blank");
    CHECK(given.entry("run:01-sft").base == "blank");
    CHECK(given.entry("run:02-lora").base == "sft");
    CHECK(given.entry("run:02-lora").kind == "adapter");
    CHECK(given.entry("run:02-lora").reference["adapters"][0]["path"] ==
          (given.project->folder() / "runs/02-lora/model").string());
    CHECK(given.entry("run:03-dpo").base == "lora");
    given.addTraining("04-more", {{"path", "../01-sft/model"}, {"adapters", {{{"path", "../02-lora/model"}}}}}, true);
    const std::string more = (given.project->folder() / "runs/04-more/model").string();
    CHECK(given.entry("run:04-more").reference == Json{{"path", more + "/base"}, {"adapters", {{{"path", more}}}}});
    CHECK(given.entry("run:04-more").base == "lora");
    CHECK(!given.entry("model:blank").ours);
}

TEST_CASE("a model folder is copied whole or not at all, and what is not weights is left out") {
    Given given;
    const fs::path source = given.elsewhere.path / "downloaded";
    mustWrite(source / "pytorch_model.bin", "pickled");
    mustWrite(source / "onnx/model.onnx", "x");
    std::uint64_t last = 0;
    const auto copied = copyModel(source, given.project->folder(), "tiny",
                                  [&](std::uint64_t done, std::uint64_t total) { return last = done, done <= total; });
    REQUIRE_MESSAGE(copied, describe(copied.error()));
    CHECK(copied->leftOut == std::vector<std::string>{"onnx", "pytorch_model.bin"});
    CHECK(copied->bytes == last);
    CHECK(*readFile(given.project->folder() / "models/tiny/config.json") == *readFile(source / "config.json"));
    CHECK(copyModel(source, given.project->folder(), "tiny", {}).error().code == "import.exists");
    CHECK(copyModel(source, given.project->folder(), "../tiny", {}).error().code == "import.bad_name");
    CHECK(copyModel(given.folder.path, given.project->folder(), "x", {}).error().code == "import.not_a_model");
    CHECK(copyModel(source, given.project->folder(), "x", [](std::uint64_t, std::uint64_t) { return false; })
              .error()
              .code == kCancelled);
    mustWrite(source / "model.safetensors", "torn");
    CHECK(copyModel(source, given.project->folder(), "x", {}).error().code.starts_with("safetensors."));
    CHECK(!fs::exists(given.project->folder() / "models/x"));
    CHECK(!fs::exists(given.project->folder() / "models/.importing-x"));
}

TEST_CASE("a model that is needed is not deleted, and its users are named") {
    Given given;
    const auto copied = copyModel(given.elsewhere.path / "downloaded", given.project->folder(), "tiny", {});
    REQUIRE(copied);
    CHECK(given.entry("folder:tiny").ours); // copied, not yet named
    REQUIRE(given.project->add(modelTables(*copied)));
    REQUIRE(given.project->add(
        {{"stage", {{{"name", "more"}, {"algorithm", "sft"}, {"model", "tiny"}, {"data", "train"}}}}}));
    given.addTraining("04-old", {{"path", "../../models/tiny"}}, false);
    const ModelEntry tiny = given.entry("model:tiny");
    const auto uses = usesOf(*given.project, tiny);
    REQUIRE(uses);
    REQUIRE(uses->size() == 2);
    CHECK(uses->at(0).kind == "stage");
    CHECK(uses->at(0).blocks);
    CHECK(uses->at(1).name == "04-old");
    CHECK(!uses->at(1).blocks);
    const auto refused = deleteModel(*given.project, tiny);
    CHECK(refused.error().code == "model.in_use");
    CHECK(refused.error().found == "stage more");
    CHECK(fs::exists(tiny.folder / "config.json"));
    REQUIRE(given.project->removeAdded("more"));
    REQUIRE(deleteModel(*given.project, tiny));
    CHECK(!fs::exists(tiny.folder));
    CHECK(given.project->experiment()->models.size() == 1);
    CHECK(deleteModel(*given.project, given.entry("model:blank")).error().code == "model.not_ours");
    CHECK(usesOf(*given.project, given.entry("model:blank"))->back().kind == "experiment");
}

TEST_CASE("what was derived knows all that it was made from, also when the project has moved") {
    Given given;
    const fs::path folder = given.project->folder();
    given.addTraining("01-a", {{"path", "../../blank"}}, true);
    given.addTraining("02-b", {{"path", "../../blank"}}, true);
    const Json reference = {{"path", (folder / "blank").string()},
                            {"mix", "linear"},
                            {"adapters",
                             {{{"path", (folder / "runs/01-a/model").string()}, {"weight", 0.75}},
                              {{"path", (folder / "runs/02-b/model").string()}, {"weight", -0.5}}}}};
    Json asked;
    const auto write = [&](const Json &request) -> Result<Json> {
        asked = request;
        mustWrite(fs::path(request["out"].get<std::string>()) / "adapter_config.json", "{}");
        return Json::object();
    };
    REQUIRE(deriveModel({"mixed", "adapter", reference}, folder, write));
    CHECK(asked["what"] == "adapter");
    CHECK(asked["model"] == reference);
    const auto mixed = given.entry("folder:mixed");
    CHECK(mixed.kind == "adapter");
    CHECK(mixed.present);
    CHECK(mixed.parents == std::vector<std::string>{"a", "b"});
    CHECK(mixed.base == "blank");
    CHECK(mixed.reference["path"] == (folder / "blank").string());
    CHECK(mixed.reference["adapters"][0]["path"] == (folder / "models/mixed").string());
    for (const char *field : {"path", "mix", "adapters"})
        CHECK(lineageOf(folder / "models/mixed")[field] == reference[field]);
    CHECK(readFile(folder / "models/mixed/lineage.toml")->find(folder.string()) == std::string::npos);
    // A second one of the name is refused before the worker is asked; one that fails leaves nothing.
    asked = nullptr;
    CHECK(deriveModel({"mixed", "adapter", reference}, folder, write).error().code == "import.exists");
    CHECK(asked.is_null());
    const auto failing = [&](const Json &request) -> Result<Json> {
        mustWrite(fs::path(request["out"].get<std::string>()) / "half", "");
        return fail("export.broken", "the disk is full");
    };
    CHECK(deriveModel({"other", "adapter", reference}, folder, failing).error().code == "export.broken");
    CHECK(given.list().size() == 4);
    CHECK(!fs::exists(folder / "models/.deriving-other"));
}

TEST_CASE("an adapter in models/ finds its base by what its config names") {
    Given given;
    const fs::path models = given.project->folder() / "models";
    mustWrite(models / "known" / "adapter_config.json", R"({"base_model_name_or_path": "somebody/blank"})");
    mustWrite(models / "lost" / "adapter_config.json", R"({"base_model_name_or_path": "somebody/else"})");
    const auto known = given.entry("folder:known");
    CHECK(known.base == "blank");
    CHECK(known.reference["path"] == (given.project->folder() / "blank").string());
    const auto lost = given.entry("folder:lost");
    CHECK(lost.kind == "adapter");
    CHECK(lost.base.empty());
    CHECK(lost.reference["path"] == "");
}

TEST_CASE("another chat template is another model") {
    Given given;
    const fs::path folder = given.elsewhere.path / "downloaded";
    const auto before = hashOfModel(folder, given.project->store());
    mustWrite(folder / "chat_template.jinja", "{{ messages }}");
    const auto after = hashOfModel(folder, given.project->store());
    REQUIRE(before);
    REQUIRE(after);
    CHECK(*before != *after);
}

TEST_CASE("remote models stand among the others, named by the experiment or by this machine") {
    Given given;
    const TemporaryFolder config;
    ::setenv("XDG_CONFIG_HOME", config.path.c_str(), 1);
    const RemoteBook book;
    REQUIRE(book.put("cluster", {.url = "https://h/v1", .model = "m"}));
    REQUIRE(book.put("other", {.url = "http://127.0.0.1:8000/v1", .model = "n", .api = "completions"}));
    mustWrite(given.folder.path / "experiment.toml",
              replaced(kSmallExperiment, "blank = \"blank\"",
                       "blank = \"blank\"\nfar = \"remote:cluster\"\ngone = \"remote:nobody\""));
    const auto models = listModels(*given.project);
    REQUIRE_MESSAGE(models, (models ? "" : describe(models.error())));
    const auto find = [&](const std::string &id) {
        const auto it =
            std::find_if(models->begin(), models->end(), [&](const ModelEntry &entry) { return entry.id == id; });
        REQUIRE(it != models->end());
        return *it;
    };
    CHECK(find("model:far").kind == "remote");
    CHECK(find("model:far").present);
    CHECK(!find("model:far").ours);
    CHECK(find("model:far").reference["remote"]["model"] == "m");
    CHECK(find("model:far").base == "");
    CHECK(find("model:blank").base == "");
    CHECK(!find("model:gone").present);
    CHECK(find("remote:other").ours);
    CHECK(std::none_of(models->begin(), models->end(), [](const ModelEntry &entry) {
        return entry.id == "remote:cluster";
    })); // it has a name in the experiment
    REQUIRE(deleteModel(*given.project, find("remote:other")));
    CHECK(book.endpoints()->size() == 1);
    ::unsetenv("XDG_CONFIG_HOME");
}
