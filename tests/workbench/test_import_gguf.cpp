// SPDX-License-Identifier: Apache-2.0
// A GGUF file becomes a model folder, or is one where it stands: listed, hashed, sized, inspected.
#include "core/base/sha256.h"
#include "core/data/formats/safetensors.h"
#include "core/gguf/model_file.h"
#include "core/gguf/place.h"
#include "core/store/store.h"
#include "core/text/tokenizer/tokenizer.h"
#include "core/workbench/inspect.h"
#include "core/workbench/models/import_gguf.h"
#include "core/workbench/models/models.h"
#include "tests/support/capture.h"
#include "tests/support/gguf_bytes.h"
#include "tests/support/temporary_folder.h"
#include <cstring>
#include <doctest/doctest.h>

using namespace lapidary;
using namespace lapidary::test;

namespace {

const fs::path kTiny = LAPIDARY_TEST_DATA "/gguf/tiny.gguf";

Json jsonIn(const fs::path &file) {
    const auto text = readFile(file);
    REQUIRE(text);
    return *parseJson(*text);
}

std::map<std::string, TensorInfo> tensorsIn(const fs::path &file) {
    std::map<std::string, TensorInfo> out;
    const auto header = readSafetensorsHeader(*FileReader::open(file));
    REQUIRE(header);
    for (const auto &tensor : header->tensors) out[tensor.name] = tensor;
    return out;
}

std::vector<float> numbersOf(const fs::path &file, const TensorInfo &tensor) {
    std::vector<float> out((tensor.end - tensor.begin) / 4);
    REQUIRE(FileReader::open(file)->readAt(tensor.begin, std::as_writable_bytes(std::span(out))));
    return out;
}

std::set<std::string> filesIn(const fs::path &folder) {
    std::set<std::string> out;
    for (const auto &entry : fs::directory_iterator(folder)) out.insert(entry.path().filename().string());
    return out;
}

} // namespace

TEST_CASE("SHA-256 of what its standard gives as examples") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a GGUF file becomes a folder that says where it came from") {
    const TemporaryFolder folder;
    std::uint64_t last = 0, all = 0;
    const auto imported = writeGgufModel(kTiny, folder.path / "m", {}, [&](std::uint64_t done, std::uint64_t total) {
        last = done;
        all = total;
        return true;
    });
    REQUIRE_MESSAGE(imported, (imported ? "" : describe(imported.error())));
    CHECK(imported->warnings.empty());
    CHECK(last == all);
    CHECK(imported->bytes == all);
    CHECK(filesIn(folder.path / "m") == std::set<std::string>{"config.json", "generation_config.json",
                                                              "model.safetensors", "source.json", "tokenizer.json",
                                                              "tokenizer_config.json"});
    const auto tensors = tensorsIn(folder.path / "m/model.safetensors");
    CHECK(tensors.at("model.layers.1.self_attn.k_proj.weight").dtype == "F16"); // as they were
    CHECK(tensors.at("model.layers.1.self_attn.v_proj.weight").dtype == "BF16");
    CHECK(tensors.at("model.layers.0.self_attn.q_proj.weight").dtype == "F32");
    CHECK(!tensors.contains("lm_head.weight"));
    const auto model = gguf::ModelFile::open(kTiny);
    for (const auto &[name, entry] : model->entries()) {
        CAPTURE_BOUND(name);
        CHECK(tensors.at(name).shape == entry.shape);
        if (tensors.at(name).dtype == "F32")
            CHECK(numbersOf(folder.path / "m/model.safetensors", tensors.at(name)) == *model->read(entry));
    }
    const Json config = jsonIn(folder.path / "m/config.json"), source = jsonIn(folder.path / "m/source.json");
    CHECK(config["tie_word_embeddings"] == true);
    CHECK(config["rms_norm_eps"] == 1e-5);
    CHECK(config["dtype"] == "float32");
    CHECK(source["files"][0]["name"] == "tiny.gguf");
    CHECK(source["files"][0]["sha256"] == *sha256OfFile(kTiny));
    CHECK(source["types"]["Q2_K"] == 1);
    CHECK(source["license"] == "apache-2.0");
    const auto there = Tokenizer::load(folder.path / "m"), here = Tokenizer::load(kTiny);
    REQUIRE(there);
    CHECK(there->encode("the cat <|im_end|>", true)->ids == here->encode("the cat <|im_end|>", true)->ids);
    CHECK(inspectModel(folder.path / "m", true).problems.empty());
    CHECK(inspectModel(folder.path / "m", false).facts["source"]["format"] == "gguf");
}

TEST_CASE("the weights in the format that is asked for, rounded to the nearest") {
    const TemporaryFolder folder;
    for (const auto &[dtype, stored, said] :
         {std::tuple{"f32", "F32", "float32"}, {"bf16", "BF16", "bfloat16"}, {"f16", "F16", "float16"}}) {
        CAPTURE_BOUND(dtype);
        REQUIRE(writeGgufModel(kTiny, folder.path / dtype, {.dtype = dtype}, {}));
        for (const auto &[name, tensor] : tensorsIn(folder.path / dtype / "model.safetensors"))
            CHECK(tensor.dtype == stored);
        CHECK(jsonIn(folder.path / dtype / "config.json")["dtype"] == said);
    }
}

TEST_CASE("an import that is ended, or whose target is there, leaves nothing") {
    const TemporaryFolder folder;
    const auto ended = writeGgufModel(kTiny, folder.path / "m", {}, [](std::uint64_t, std::uint64_t) { return false; });
    REQUIRE(!ended);
    CHECK(ended.error().code == kCancelled);
    CHECK(filesIn(folder.path).empty());
    folder.write("m/precious", "x");
    const auto there = writeGgufModel(kTiny, folder.path / "m", {}, {});
    REQUIRE(!there);
    CHECK(there.error().code == "import.exists");
    CHECK(filesIn(folder.path / "m") == std::set<std::string>{"precious"});
}

TEST_CASE("a model whose tokenizer cannot be made is imported without it, and told") {
    const TemporaryFolder folder;
    const auto bytes = readFile(kTiny, 1 << 30);
    std::string changed = *bytes;
    const auto at = changed.find("smollm");
    REQUIRE(at != changed.npos);
    changed.replace(at, 6, "unread");
    const auto imported = writeGgufModel(folder.write("m.gguf", changed), folder.path / "m", {}, {});
    REQUIRE(imported);
    REQUIRE(imported->warnings.size() == 1);
    CHECK(imported->warnings[0].str().find("tokenizer.ggml.pre") != std::string::npos);
    CHECK(!fs::exists(folder.path / "m/tokenizer.json"));
    CHECK(fs::exists(folder.path / "m/tokenizer_config.json"));
}

TEST_CASE("where it stands a GGUF file has facts, a size and a hash of its own") {
    const TemporaryFolder folder;
    const auto inspection = inspectPath(kTiny, true);
    REQUIRE(inspection);
    CHECK(inspection->problems.empty());
    CHECK(inspection->facts["kind"] == "model");
    CHECK(inspection->facts["format"] == "gguf");
    CHECK(inspection->facts["dtypes"]["Q6_K"] == 1);
    CHECK(inspection->facts["tokenizer"] == true);
    const auto size = sizeOfModel(kTiny);
    REQUIRE(size);
    CHECK(size->parameters == inspection->facts["parameters"].get<std::int64_t>());
    auto store = Store::open(folder.path / "project.db", true);
    REQUIRE(store);
    fs::copy_file(kTiny, folder.path / "a.gguf");
    const auto hash = hashOfModel(folder.path / "a.gguf", **store);
    REQUIRE(hash);
    fs::create_directories(folder.path / "inside");
    fs::copy_file(kTiny, folder.path / "inside/a.gguf");
    CHECK(*hashOfModel(folder.path / "inside", **store) == *hash); // the only file of a folder is the model
    std::string other = *readFile(kTiny, 1 << 30);
    other.back() = static_cast<char>(other.back() + 1);
    folder.write("inside/a.gguf", other);
    CHECK(*hashOfModel(folder.path / "inside", **store) != *hash);
}

TEST_CASE("weights that are not finite are found under their blocks") {
    const TemporaryFolder folder;
    std::string bytes = *readFile(kTiny, 1 << 30);
    const auto model = gguf::ModelFile::open(kTiny);
    const auto &tensor = model->tensorOf(model->entries().at("model.layers.0.self_attn.o_proj.weight"));
    bytes.replace(tensor.begin, 2, "\xFF\x7F"); // the scale of its first block
    const auto inspection = inspectPath(folder.write("m.gguf", bytes), true);
    REQUIRE(inspection);
    REQUIRE(inspection->problems.size() == 1);
    CHECK(inspection->problems[0].code == "gguf.not_finite");
    CHECK(inspection->problems[0].field == "blk.0.attn_output.weight");
}
