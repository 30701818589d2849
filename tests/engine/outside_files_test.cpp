// SPDX-License-Identifier: Apache-2.0
// What people's checkpoints and adapters look like: names under wrappers, adapters of other writers, vocabularies that
// grew.
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/capture.h"
#include "tests/support/worker_run.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace lapidary;

namespace {

const fs::path kAdapters = LAPIDARY_TEST_DATA "/adapters", kModels = LAPIDARY_TEST_DATA "/models";
using Rename = std::function<std::string(const std::string &)>;

NamedTensors tensorsOf(const fs::path &file) {
    const auto weights = WeightFiles::open(file);
    REQUIRE(weights);
    NamedTensors out;
    for (const auto &name : weights->names()) out.push_back({name, *weights->readAsStored(name)});
    return out;
}

/// A copy of a folder with its tensors under other names; those that become nothing are left out.
fs::path renamedCopy(const TemporaryFolder &folder, const fs::path &from, const std::string &name, const Rename &rename,
                     const NamedTensors &more = {}) {
    const fs::path to = folder.path / name;
    fs::create_directories(to);
    for (const auto &entry : fs::directory_iterator(from)) {
        if (entry.path().extension() == ".json") {
            REQUIRE(writeFileAtomic(to / entry.path().filename(), *readFile(entry.path())));
            continue;
        }
        if (entry.path().extension() != ".safetensors") continue;
        NamedTensors tensors = more;
        for (auto &[own, tensor] : tensorsOf(entry.path()))
            if (const std::string other = rename(own); !other.empty()) tensors.push_back({other, tensor});
        REQUIRE(saveTensors(to / entry.path().filename(), tensors));
    }
    return to;
}

void edit(const fs::path &file, const std::function<void(Json &)> &change) {
    Json value = *parseJson(*readFile(file));
    change(value);
    REQUIRE(writeFileAtomic(file, dumpJson(value)));
}

Result<std::unique_ptr<Decoder>> load(const fs::path &model, const std::vector<fs::path> &adapters = {}) {
    ModelRef ref{.path = model.string()};
    for (const auto &adapter : adapters) ref.adapters.push_back({adapter.string()});
    return loadModel(ref);
}

at::Tensor logitsOf(const Result<std::unique_ptr<Decoder>> &model) {
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    at::NoGradGuard noGrad;
    return (*model)->logits((*model)->hidden({.ids_BT = at::arange(3, 15, at::kLong).unsqueeze(0)})).squeeze(0);
}

bool contains(const std::string &text, const std::string &part) {
    return text.find(part) != text.npos;
}

at::Tensor numbers(std::int64_t rows, std::int64_t columns, double step) {
    return (at::arange(rows * columns, at::kFloat).remainder(37) - 18).mul(step).reshape({rows, columns});
}

} // namespace

TEST_CASE("weights under a wrapper are the same weights, and a notice says how they were read") {
    const TemporaryFolder folder;
    for (const std::string base : {"llama2_mha", "llama_gqa_tied", "gpt2", "gpt_neox_serial"}) {
        CAPTURE(base);
        const at::Tensor wanted = logitsOf(load(kModels / base));
        int copies = 0;
        for (const std::string prefix : {"_orig_mod.", "module.", "module._orig_mod.", "base_model.model.",
                                         "language_model.", "_fsdp_wrapped_module._orig_mod.", "student."}) {
            CAPTURE(prefix);
            const auto model = load(renamedCopy(folder, kModels / base, base + std::to_string(++copies),
                                                [&](const std::string &name) { return prefix + name; }));
            CHECK(at::equal(logitsOf(model), wanted));
            REQUIRE((*model)->config().notices.size() == 1);
            CHECK(contains((*model)->config().notices[0], prefix));
        }
        CHECK((*load(kModels / base))->config().notices.empty());
    }
    // Layers that were compiled one by one, and PEFT's name for what an adapter stood on.
    const auto layered = renamedCopy(folder, kModels / "llama2_mha", "layered", [](std::string name) {
        if (const auto at = name.find(".mlp."); at != name.npos) name.insert(at, "._orig_mod");
        if (const auto at = name.rfind(".weight"); at != name.npos && contains(name, "q_proj"))
            name.insert(at, ".base_layer");
        return name;
    });
    CHECK(at::equal(logitsOf(load(layered)), logitsOf(load(kModels / "llama2_mha"))));
}

TEST_CASE("where two models stand in one file, the error names both and the likely mapping") {
    const TemporaryFolder folder;
    const auto plain = tensorsOf(kModels / "llama2_mha/model.safetensors");
    NamedTensors teacher;
    for (const auto &[name, tensor] : plain) teacher.push_back({"teacher." + name, tensor});
    const auto both = load(renamedCopy(
        folder, kModels / "llama2_mha", "both", [](const std::string &name) { return "student." + name; }, teacher));
    REQUIRE_FALSE(both);
    CHECK(both.error().code == "model.missing_tensor");
    CHECK(contains(both.error().found,
                   "student.model.embed_tokens.weight [96, 32] or teacher.model.embed_tokens.weight [96, 32]"));
    CHECK(contains(both.error().remedy, "more than one"));

    const auto odd = load(renamedCopy(folder, kModels / "llama2_mha", "odd", [](std::string name) {
        if (contains(name, "q_proj")) name.replace(name.find("q_proj"), 6, "query");
        return name;
    }));
    REQUIRE_FALSE(odd);
    CHECK(contains(odd.error().field, "model.layers.0.self_attn.q_proj.weight"));
    CHECK(contains(odd.error().found, "tensors in all"));

    const auto unmerged = load(
        renamedCopy(folder, kModels / "llama2_mha", "unmerged", [](const std::string &name) { return name; },
                    {{"base_model.model.model.layers.0.self_attn.q_proj.lora_A.default.weight", at::zeros({2, 32})}}));
    REQUIRE_FALSE(unmerged);
    CHECK(unmerged.error().code == "model.unmerged_adapter");
}

TEST_CASE("wrong shapes say what may be the reason") {
    const TemporaryFolder folder;
    const auto grown =
        renamedCopy(folder, kModels / "llama2_mha", "grown", [](const std::string &name) { return name; });
    edit(grown / "config.json", [](Json &config) { config["vocab_size"] = 90; });
    const auto rows = load(grown);
    REQUIRE_FALSE(rows);
    CHECK(rows.error().code == "model.wrong_shape");
    CHECK(contains(rows.error().remedy, "set vocab_size to 96"));

    const fs::path turned = folder.path / "turned"; // as those who hold GPT-2 in ordinary linear layers write it
    fs::create_directories(turned);
    REQUIRE(writeFileAtomic(turned / "config.json", *readFile(kModels / "gpt2/config.json")));
    NamedTensors tensors = tensorsOf(kModels / "gpt2/model.safetensors");
    for (auto &[name, tensor] : tensors)
        if (contains(name, "c_attn.weight")) tensor = tensor.t().contiguous();
    REQUIRE(saveTensors(turned / "model.safetensors", tensors));
    const auto transposed = load(turned);
    REQUIRE_FALSE(transposed);
    CHECK(contains(transposed.error().remedy, "other way round"));
}

TEST_CASE("adapters of other writers change the logits as PEFT's own do") {
    const TemporaryFolder folder;
    const fs::path base = kModels / "llama2_mha";
    const at::Tensor wanted = logitsOf(load(base, {kAdapters / "lora_qv"}));
    CHECK(!at::equal(wanted, logitsOf(load(base))));
    const std::string prefix = "base_model.model.";
    const auto named = [](std::string name, const std::string &adapter) { // lora_A.weight → lora_A.default.weight
        const auto at = name.rfind(".weight");
        return name.insert(at, "." + adapter);
    };
    const std::vector<std::pair<std::string, Rename>> writers = {
        {"compiled around PEFT", [](const std::string &name) { return "_orig_mod." + name; }},
        {"compiled inside PEFT",
         [&](const std::string &name) { return prefix + "_orig_mod." + name.substr(prefix.size()); }},
        {"data parallel", [](const std::string &name) { return "module." + name; }},
        {"the adapter's name left in", [&](const std::string &name) { return named(name, "default"); }},
        {"another adapter's name left in",
         [&](const std::string &name) { return "_orig_mod." + named(name, "my-run"); }},
        {"no prefix", [&](const std::string &name) { return name.substr(prefix.size()); }},
        {"of the bare body", [&](const std::string &name) { return prefix + name.substr(prefix.size() + 6); }},
    };
    int copies = 0;
    for (const auto &[writer, rename] : writers) {
        CAPTURE_BOUND(writer);
        const auto model =
            load(base, {renamedCopy(folder, kAdapters / "lora_qv", "writer" + std::to_string(++copies), rename)});
        CHECK(at::equal(logitsOf(model), wanted));
        REQUIRE((*model)->config().notices.size() == 1);
        CHECK(contains((*model)->config().notices[0], " as base_model.model.model.layers.0"));
        const fs::path saved = folder.path / ("saved" + std::to_string(copies)); // written back as PEFT writes it
        REQUIRE(saveAdapter(**model, (*model)->adapters[0]->name, base.string(), saved));
        CHECK(WeightFiles::open(saved / "adapter_model.safetensors")->names() ==
              WeightFiles::open(kAdapters / "lora_qv/adapter_model.safetensors")->names());
    }
    for (const std::string kind : {"dora", "modules_to_save"}) {
        CAPTURE(kind);
        const auto other = renamedCopy(folder, kAdapters / kind, kind, [&](std::string name) {
            if (name.ends_with("lora_magnitude_vector")) return name + ".default.weight";
            if (contains(name, "lora_")) return named(name, "default");
            return name.insert(name.rfind(".weight"), ".modules_to_save.default");
        });
        const fs::path own = kModels / jsonOf(kAdapters / "expected" / (kind + ".json"))["base"].get<std::string>();
        CHECK(at::equal(logitsOf(load(own, {other})), logitsOf(load(own, {kAdapters / kind}))));
    }
}

TEST_CASE("an adapter is never dead: what fits no module is an error that shows the file's name for it") {
    const TemporaryFolder folder;
    const auto refusal = [&](const std::string &name, const Rename &rename, const NamedTensors &more = {}) {
        const auto model =
            load(kModels / "llama2_mha", {renamedCopy(folder, kAdapters / "lora_qv", name, rename, more)});
        REQUIRE_FALSE(model);
        return model.error();
    };
    const Error foreign = refusal(
        "foreign", [](std::string name) { return name.replace(name.find("model.layers"), 12, "encoder.blocks"); });
    CHECK(foreign.code == "adapter.missing_tensor");
    CHECK(contains(foreign.found, "encoder.blocks.0.self_attn.q_proj.lora_A.weight"));
    CHECK(contains(foreign.remedy, "encoder.blocks."));
    const Error further =
        refusal("further", [](const std::string &name) { return name; },
                {{"base_model.model.model.layers.9.self_attn.q_proj.lora_A.weight", at::zeros({4, 32})}});
    CHECK(further.code == "adapter.no_such_module");
    CHECK(further.field == "base_model.model.model.layers.9.self_attn.q_proj.lora_A.weight");
    CHECK(contains(further.expected, "self_attn.q_proj"));
    const Error twice = refusal("twice", [](const std::string &name) { return name; },
                                {{"model.layers.0.self_attn.q_proj.lora_A.weight", at::zeros({4, 32})}});
    CHECK(twice.code == "adapter.ambiguous_names");
}

namespace {

const std::string kEmbed = "base_model.model.model.embed_tokens", kHead = "base_model.model.lm_head";

/// Two tokens more than the models of the tests have.
NamedTensors grownTables() {
    return {{kEmbed + ".weight", numbers(98, 32, 0.01)}, {kHead + ".weight", numbers(98, 32, 0.02)}};
}

/// An adapter that brings these tables of its own.
fs::path withTables(const TemporaryFolder &folder, const std::string &name, const NamedTensors &tables,
                    const Json &more = Json::object()) {
    const fs::path adapter = renamedCopy(
        folder, kAdapters / "lora_qv", name, [](const std::string &own) { return own; }, tables);
    edit(adapter / "adapter_config.json", [&](Json &config) { config.update(more); });
    return adapter;
}

} // namespace

TEST_CASE("a model grows to the vocabulary that an adapter brings, and its own tokens keep their numbers") {
    const TemporaryFolder folder;
    const fs::path base = kModels / "llama2_mha";
    const NamedTensors both = grownTables();
    for (const Json &more : {Json::object(), Json{{"modules_to_save", {"embed_tokens", "lm_head"}}}}) {
        CAPTURE(dumpJson(more));
        const auto model = load(base, {withTables(folder, "both" + std::to_string(more.size()), both, more)});
        REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
        CHECK((*model)->config().vocabSize == 98);
        REQUIRE((*model)->config().notices.size() == 1);
        CHECK(contains((*model)->config().notices[0], "2 tokens were added"));
        CHECK(contains((*model)->config().notices[0], "from 96 to 98"));
        CHECK(logitsOf(model).size(1) == 98);
        CHECK(at::equal((*model)->parameterInForce("lm_head.weight"), both[1].tensor));
        CHECK(at::equal((*model)->parameter("lm_head.weight").slice(0, 96),
                        both[1].tensor.slice(0, 96))); // the base's new rows
        CHECK(at::equal((*model)->parameter("lm_head.weight").slice(0, 0, 96),
                        (*load(base))->parameter("lm_head.weight")));
        (*model)->adapters[0]->weight = 0;
        CHECK(at::equal(logitsOf(model).slice(1, 0, 96), logitsOf(load(base)))); // without the adapter it is the base
        (*model)->adapters[0]->weight = 1;
        const at::Tensor on = logitsOf(model);
        REQUIRE(mergeAdapters(**model));
        CHECK(at::max(at::abs(logitsOf(model) - on)).item<double>() < 1e-4);
        const fs::path merged = folder.path / ("merged" + std::to_string(more.size()));
        REQUIRE(saveModel(**model, merged));
        CHECK(at::max(at::abs(logitsOf(load(merged)) - on)).item<double>() < 1e-4);
    }

    // Prepared as transformers' resize_token_embeddings() would, the same adapter finds its rows and nothing grows: the
    // same numbers.
    const auto resized = renamedCopy(
        folder, base, "resized",
        [](const std::string &name) { return contains(name, "embed_tokens") || contains(name, "lm_head") ? "" : name; },
        {{"model.embed_tokens.weight", numbers(98, 32, 0.5)}, {"lm_head.weight", numbers(98, 32, 0.5)}});
    edit(resized / "config.json", [](Json &config) { config["vocab_size"] = 98; });
    CHECK(at::equal(logitsOf(load(resized, {folder.path / "both0"})), logitsOf(load(base, {folder.path / "both0"}))));
}

TEST_CASE("a vocabulary that grows in part, unevenly or downwards is refused") {
    const TemporaryFolder folder;
    const fs::path base = kModels / "llama2_mha";
    const NamedTensors both = grownTables();
    const auto refused = [&](const std::string &name, const NamedTensors &tables, const Json &more = Json::object()) {
        const auto model = load(base, {withTables(folder, name, tables, more)});
        REQUIRE_FALSE(model);
        CHECK(contains(describe(model.error()), "token"));
        CHECK(contains(describe(model.error()), "96"));
        return model.error();
    };
    const Error half = refused("half", {both[0]}, {{"modules_to_save", {"embed_tokens"}}});
    CHECK(half.code == "adapter.grown_vocabulary");
    CHECK(half.field == kEmbed + ".weight");
    CHECK(contains(half.found, "98"));
    CHECK(refused("uneven", {both[0], {kHead + ".weight", numbers(97, 32, 0.1)}}).code == "adapter.grown_vocabulary");
    CHECK(refused(
              "term",
              {{kEmbed + ".lora_embedding_A", at::zeros({4, 98})}, {kEmbed + ".lora_embedding_B", at::zeros({32, 4})}},
              {{"target_modules", {"q_proj", "v_proj", "embed_tokens"}}})
              .code == "adapter.grown_vocabulary");
    const Error fewer =
        refused("fewer", {{kEmbed + ".weight", numbers(90, 32, 0.1)}, {kHead + ".weight", numbers(90, 32, 0.1)}});
    CHECK(fewer.code == "adapter.wrong_shape");
    CHECK(contains(fewer.remedy, "90"));
}

TEST_CASE("a load that fails behind a grown vocabulary leaves the model as it was, and two vocabularies do not mix") {
    const TemporaryFolder folder;
    const NamedTensors both = {{"base_model.model.model.embed_tokens.weight", numbers(98, 32, 0.01)},
                               {"base_model.model.lm_head.weight", numbers(98, 32, 0.02)}};
    const auto adapterWith = [&](const std::string &name, const NamedTensors &more) {
        return renamedCopy(
            folder, kAdapters / "lora_qv", name, [](const std::string &own) { return own; }, more);
    };
    auto model = load(kModels / "llama2_mha");
    const at::Tensor before = logitsOf(model);
    NamedTensors wrong = both;
    wrong.push_back({"base_model.model.model.layers.9.mlp.up_proj.lora_A.weight", at::zeros({4, 32})});
    CHECK_FALSE(loadAdapter(**model, adapterWith("wrong", wrong), 1));
    CHECK((*model)->config().vocabSize == 96);
    CHECK(at::equal(logitsOf(model), before));
    REQUIRE(loadAdapter(**model, adapterWith("right", both), 1));
    REQUIRE(loadAdapter(**model, kAdapters / "lora_qv_second", 1)); // knows nothing of the vocabulary
    const auto copy = (*model)->cloneFrozen();
    CHECK(copy->config().vocabSize == 98);
    const NamedTensors more = {{"base_model.model.model.embed_tokens.weight", numbers(99, 32, 0.01)},
                               {"base_model.model.lm_head.weight", numbers(99, 32, 0.02)}};
    const auto third = loadAdapter(**model, adapterWith("third", more), 1);
    REQUIRE_FALSE(third);
    CHECK(contains(third.error().remedy, "first"));
}

TEST_CASE("a tied head follows the embedding that an adapter resized") {
    const TemporaryFolder folder;
    const auto tables = [&](const std::string &name, const NamedTensors &more) {
        const fs::path to = folder.path / name;
        fs::create_directories(to);
        Json config = *parseJson(*readFile(kAdapters / "lora_qv/adapter_config.json"));
        config["target_modules"] = {"o_proj"};
        REQUIRE(writeFileAtomic(to / "adapter_config.json", dumpJson(config)));
        NamedTensors tensors = more;
        for (int i = 0; i < 3; ++i) {
            const std::string path = "base_model.model.model.layers." + std::to_string(i) + ".self_attn.o_proj";
            tensors.push_back({path + ".lora_A.weight", numbers(config["r"].get<std::int64_t>(), 48, 0.01)});
            tensors.push_back({path + ".lora_B.weight", numbers(48, config["r"].get<std::int64_t>(), 0.01)});
        }
        REQUIRE(saveTensors(to / "adapter_model.safetensors", tensors));
        return to;
    };
    const at::Tensor rows = numbers(98, 48, 0.02);
    const std::string embed = "base_model.model.model.embed_tokens.weight", head = "base_model.model.lm_head.weight";
    const auto alone = load(kModels / "llama_gqa_tied", {tables("alone", {{embed, rows}})}),
               both = load(kModels / "llama_gqa_tied", {tables("both", {{embed, rows}, {head, rows}})});
    CHECK(at::equal(logitsOf(alone), logitsOf(both)));
    CHECK(at::equal((*alone)->parameterInForce("lm_head.weight"), rows));
}
