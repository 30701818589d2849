// SPDX-License-Identifier: Apache-2.0
// Models from strangers as a user meets them: `inspect --validate`, `import model` and `logits` say the same plain
// sentence. The rows are those of the catalogue of hostile inputs: S are weights, J are the JSON files beside them.
#include "tests/cli/cli.h"
#include "tests/support/budget.h"
#include "tests/support/capture.h"
#include "tests/support/safetensors_bytes.h"
#include <csignal>
#include <cstring>
#include <thread>

using namespace lapidary;
using namespace lapidary::test;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

const std::string kIds = R"({"ids":[5,6,7]})";

/// A model of its own to spoil, and a project to import it into.
struct Stage {
    TemporaryFolder scratch;
    fs::path model = scratch.path / "model";
    std::string project = (scratch.path / "project").string();

    explicit Stage(const std::string &name = "llama2_mha") {
        fs::copy(kGolden + "/models/" + name, model);
        REQUIRE(cli({"new", project}).code == 0);
    }
    void write(const std::string &name, std::string_view bytes) const { scratch.write("model/" + name, bytes); }
    Json config() const { return *parseJson(textOf(model / "config.json")); }

    Json inspected() const { return onlyAnswer(cli({"inspect", model.string(), "--validate"})); }
    Json imported() const {
        return onlyAnswer(cli({"import", "model", model.string(), "--project", project, "--json-errors"}));
    }
    Json logits() const { return onlyAnswer(cli({"logits", "--model", model.string(), "--json-errors"}, kIds)); }

    /// The error that all three doors give.
    Json refused() const {
        const Json inspection = inspected(), import = imported(), use = logits();
        CHECK(inspection["valid"] == false);
        const Json error = inspection.value("error", Json::object());
        REQUIRE(error.is_object());
        for (const auto &other : {import, use}) {
            CHECK(codeOf(other) == error.value("code", ""));
            CHECK(other["error"]["message"] == error["message"]);
            CHECK(other["error"]["where"] == error["where"]);
        }
        CHECK(!fs::exists(fs::path(project) / "models" / "model"));
        CHECK(!fs::exists(fs::path(project) / "models" / ".importing-model"));
        return error;
    }
    std::string refusedCode() const { return refused()["code"].get<std::string>(); }
};

void makeSparse(const fs::path &file, std::uint64_t size) {
    if (!fs::exists(file)) std::ofstream(file).put(' ');
    fs::resize_file(file, size);
}

} // namespace

TEST_CASE("S1 to S12, S14: weights that lie are refused alike at every door") {
    const Stage stage;
    const std::pair<std::string, const char *> rows[] = {
        {"", "safetensors.too_short"},
        {"1234567", "safetensors.too_short"},
        {lengthBytes(~0ull) + "{}", "safetensors.header_too_large"},
        {lengthBytes(11) + "{}", "safetensors.header_past_end"},
        {lengthBytes(0), "safetensors.header_not_json"},
        {file("{\"a\xFF\":1}"), "safetensors.header_not_utf8"},
        {file(R"({"t":)" + entry("U8", "[4]", "[0,4]") + R"(,"t":)" + entry("F32", "[1]", "[0,4]") + "}", 4),
         "safetensors.duplicate"},
        {file(R"({"t":{"dtype":"U8","dtype":"F32","shape":[4],"data_offsets":[0,4]}})", 4), "safetensors.duplicate"},
        {oneTensor("U8", "[4194305,4194305,211106198978564]", "[0,4]", 4), "safetensors.size_overflow"},
        {oneTensor("U8", "[-1]", "[0,4]", 4), "safetensors.bad_shape"},
        {oneTensor("U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]", 1), "safetensors.bad_shape"},
        {oneTensor("U8", "[4]", "[1,5]", 5), "safetensors.hole"},
        {oneTensor("F32", "[4]", "[0,8]", 8), "safetensors.size_mismatch"},
        {oneTensor("F4", "[3]", "[0,3]", 3), "safetensors.unknown_dtype"},
        {file(R"({"__metadata__":{"a":{"b":"c"}}})"), "safetensors.bad_metadata"}};
    for (const auto &[bytes, code] : rows) {
        CAPTURE_BOUND(code);
        stage.write("model.safetensors", bytes);
        const Json error = stage.refused();
        CHECK(error["code"] == code);
        CHECK(error["where"]["file"] == (stage.model / "model.safetensors").string());
    }
}

TEST_CASE("S13: five million tensors are refused in two seconds of processor time and little memory") {
    const Stage stage;
    std::string header = "{";
    while (header.size() < 90'000'000) header += R"("":{"dtype":"U8","shape":[],"data_offsets":[0,1]},)";
    header.back() = '}';
    stage.write("model.safetensors", file(header, 1));
    const Finished inspected = cli({"inspect", stage.model.string(), "--validate"});
    CHECK(onlyAnswer(inspected)["error"]["code"] == "safetensors.too_many_tensors");
    CHECK(inspected.cpuSeconds < test::budget(2));
    CHECK(inspected.peakKiB < 64 * 1024 + 4 * 90'000);
}

TEST_CASE("S15: a name from a file is shown without its control characters and is never a path") {
    const Stage stage;
    stage.write("model.safetensors",
                file("{" + dumpJson("../\n\x1B[31m\xE2\x80\xAE.x") + ":" + entry("U8", "[2]", "[0,1]") + "}", 1));
    const auto inspected = cli({"inspect", stage.model.string(), "--validate"});
    CHECK(inspected.err.find('\x1B') == std::string::npos);
    CHECK(inspected.err.find(R"(../\n\u001b[31m\u202e.x)") != std::string::npos);
    CHECK(inspected.err.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("S16: values that are no numbers are counted in every tensor, and the model still opens") {
    const Stage stage;
    std::string bytes = textOf(stage.model / "model.safetensors");
    const Json header =
        *parseJson(bytes.substr(8, static_cast<unsigned char>(bytes[0]) + 256u * static_cast<unsigned char>(bytes[1])));
    const std::size_t data = 8 + static_cast<unsigned char>(bytes[0]) + 256u * static_cast<unsigned char>(bytes[1]);
    const auto spoil = [&](const char *name, std::size_t index, float value) {
        std::memcpy(bytes.data() + data + header[name]["data_offsets"][0].get<std::size_t>() + 4 * index, &value, 4);
    };
    spoil("lm_head.weight", 7, std::numeric_limits<float>::quiet_NaN());
    spoil("lm_head.weight", 9, -std::numeric_limits<float>::infinity());
    spoil("lm_head.weight", 10, std::numeric_limits<float>::infinity());
    spoil("model.norm.weight", 0, std::numeric_limits<float>::infinity());
    spoil("model.norm.weight", 1, 1e-42f); // denormal: a number like others
    stage.write("model.safetensors", bytes);
    const Json problems = stage.inspected()["problems"];
    REQUIRE(problems.size() == 2);
    CHECK(problems[0]["code"] == "safetensors.not_finite");
    CHECK(problems[0]["where"]["field"] == "lm_head.weight");
    CHECK(problems[0]["where"]["offset"] == data + header["lm_head.weight"]["data_offsets"][0].get<std::size_t>() + 28);
    CHECK(problems[0]["found"] == "1 NaN, 2 infinite");
    CHECK(problems[1]["where"]["field"] == "model.norm.weight");
    CHECK(problems[1]["found"] == "0 NaN, 1 infinite");
    CHECK(codeOf(stage.logits()) == "");
    CHECK(codeOf(stage.imported()) == "");
}

TEST_CASE("S17: weights that are cut while they are read are told as changed, replaced ones do not disturb") {
    const Stage stage;
    const fs::path file = stage.model / "model.safetensors";
    constexpr std::uint64_t size = 4ull << 30;
    const auto spoil = [&](const auto &change) {
        const std::string header =
            R"({"t":)" + entry("F32", "[" + std::to_string(size / 4) + "]", "[0," + std::to_string(size) + "]") + "}";
        stage.write("model.safetensors", lengthBytes(header.size()) + header);
        fs::resize_file(file, 8 + header.size() + size); // zeros that take no room
        Process inspect(kProgram, {"inspect", stage.model.string(), "--validate"});
        std::this_thread::sleep_for(std::chrono::milliseconds(300)); // reading takes seconds
        change();
        return inspect.wait();
    };
    const auto cut = spoil([&] { fs::resize_file(file, 1 << 20); });
    CHECK(cut.code == 1);
    const Json error = onlyAnswer(cut)["error"];
    CHECK(error["code"] == "file.changed");
    CHECK(error["where"]["file"] == file.string());
    CHECK(!error["remedy"].get<std::string>().empty());
    const auto replaced = spoil([&] { fs::rename(stage.scratch.write("other", "x"), file); });
    CHECK(onlyAnswer(replaced)["problems"].is_null());
}

TEST_CASE("S18: a model is never written over the one that is read") {
    const Stage stage;
    const std::string before = textOf(stage.model / "model.safetensors");
    CHECK(codeOf(onlyAnswer(cli(
              {"export", "merged", "--model", stage.model.string(), stage.model.string(), "--json-errors"}))) != "");
    CHECK(textOf(stage.model / "model.safetensors") == before);
    REQUIRE(codeOf(stage.imported()) == "");
    const fs::path inside = fs::path(stage.project) / "models" / "model";
    CHECK(codeOf(onlyAnswer(cli({"import", "model", inside.string(), "--project", stage.project, "--json-errors"}))) ==
          "import.exists");
    CHECK(textOf(inside / "model.safetensors") == before);
}

TEST_CASE("S19, S20: an index that leaves the folder or promises what is not there") {
    const Stage stage("llama_sharded");
    const Json good = *parseJson(textOf(stage.model / "model.safetensors.index.json"));
    const auto with = [&](const std::string &tensor, const Json &shard) {
        Json changed = good;
        changed["weight_map"][tensor] = shard;
        stage.write("model.safetensors.index.json", dumpJson(changed));
        return stage.refused();
    };
    for (const char *name : {"../../x", "/etc/passwd", "\\\\host\\share", "file:///etc/passwd"}) {
        const Json error = with("lm_head.weight", name);
        CHECK(error["message"] == "a shard must be a plain file name in the model's folder");
        CHECK(error["where"]["field"] == "/weight_map/\"lm_head.weight\"");
    }
    fs::create_symlink("/dev/zero", stage.model / "zero.safetensors");
    CHECK(with("lm_head.weight", "zero.safetensors")["message"] == "a shard is not a file");
    CHECK(with("lm_head.weight", "gone.safetensors")["message"] == "the index names a shard that is missing");
    const Json lacking = with("lm_head.weight", "model-00001-of-00004.safetensors");
    CHECK(lacking["found"] == "it in \"model-00004-of-00004.safetensors\"");
    CHECK(lacking["expected"] == "it in \"model-00001-of-00004.safetensors\"");
    fs::copy_file(stage.model / "model-00004-of-00004.safetensors", stage.model / "again.safetensors");
    CHECK(with("more", "again.safetensors")["code"] == "safetensors.duplicate");
}

TEST_CASE("S21: what is no safetensors file at all is called by its name") {
    const Stage stage;
    for (const auto &[bytes, message] :
         {std::pair{"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"s,
                    "this is a Git LFS pointer, not the model"},
          {"PK\x03\x04....archive/data.pkl"s, "this is a zip archive, probably a PyTorch checkpoint"},
          {"\x80\x02}q\x00."s, "this is a Python pickle"},
          {"<!DOCTYPE html><html><head>"s, "this is an HTML page, probably a failed download"}}) {
        stage.write("model.safetensors", bytes);
        const Json error = stage.refused();
        CHECK(error["message"] == message);
        CHECK(!error["remedy"].get<std::string>().empty());
    }
    fs::remove(stage.model / "model.safetensors");
    stage.write("pytorch_model.bin", "PK\x03\x04");
    CHECK(stage.refusedCode() == "model.pickle");
}

TEST_CASE("J1 to J4, J7, J8: a config.json that is no JSON of its kind") {
    const Stage stage;
    const std::string good = textOf(stage.model / "config.json");
    const std::string open = good.substr(0, good.rfind('}'));
    const auto refused = [&](const std::string &text, const char *code) {
        stage.write("config.json", text);
        const Json error = stage.refused();
        CHECK(error["code"] == code);
        CHECK(error["where"]["file"] == (stage.model / "config.json").string());
        return error["message"].get<std::string>();
    };
    refused(std::string(100'000, '['), "json.too_deep");
    CHECK(refused(open + R"(,"x": NaN})", "json.syntax").find("NaN and Infinity are not JSON numbers") == 0);
    CHECK(refused(open + ",\"x\": -Infinity}", "json.syntax").size() > 0);
    CHECK(refused(open + "} // note", "json.syntax").find("JSON has no comments") == 0);
    CHECK(refused(open + ",}", "json.syntax").find("JSON allows no comma before a closing bracket") == 0);
    CHECK(refused("{'a': 1}", "json.syntax").find("JSON texts stand in double quotes") == 0);
    CHECK(refused(open + R"(,"hidden_size": 64})", "json.duplicate_key").find("\"hidden_size\"") != std::string::npos);
    refused(open + R"(,"x": 1e400})", "json.number_range");
    refused(open + R"(,"x": )" + std::string(10'000'000, '1') + "}", "json.number_range");
    refused("[]", "json.wrong_type");
    refused("null", "json.wrong_type");
    refused("\"LlamaForCausalLM\"", "json.wrong_type");
    stage.write("config.json", "\xEF\xBB\xBF" + open + R"(,"x": -0})");
    CHECK(codeOf(stage.logits()) == "");

    makeSparse(stage.model / "config.json", 2ull << 30);
    const Json error = stage.refused();
    CHECK(error["code"] == "file.too_large");
    CHECK(error["expected"] == "at most 67108864 bytes");
}

TEST_CASE("J6: a model that brings its own code is refused at every door, with what to do") {
    const Stage stage;
    Json config = stage.config();
    config["auto_map"] = {{"AutoModelForCausalLM", "modeling_x.XForCausalLM"}};
    stage.write("config.json", dumpJson(config));
    stage.write("modeling_x.py", "raise SystemExit(7)");
    Json error = stage.refused();
    CHECK(error["code"] == "model.custom_code");
    CHECK(error["where"]["field"] == "/auto_map");
    CHECK(!error["remedy"].get<std::string>().empty());
    config = stage.config();
    config.erase("auto_map");
    config["quantization_config"] = {{"quant_method", "bitsandbytes"}, {"load_in_4bit", true}};
    stage.write("config.json", dumpJson(config));
    error = stage.refused();
    CHECK(error["code"] == "model.quantized");
    CHECK(error["found"] == "\"bitsandbytes\"");
    config.erase("quantization_config");
    config["architectures"] = {"MambaForCausalLM"};
    stage.write("config.json", dumpJson(config));
    const Json unknown = stage.logits()["error"];
    CHECK(unknown["code"] == "model.unknown_architecture");
    CHECK(unknown["found"] == "MambaForCausalLM");
}

TEST_CASE(
    "J4, J5, J7: values that make no model are refused by field, with both numbers, before anything is allocated") {
    const Stage stage;
    const Json good = stage.config();
    const auto with = [&](const std::string &field, const std::string &value) {
        CAPTURE(field + " " + value);
        Json config = good;
        config.erase(field);
        std::string text = dumpJson(config);
        text.pop_back();
        stage.write("config.json",
                    text + ",\"" + field + "\":" + value + "}"); // as it stands, numbers beyond all types too
        const Json error = stage.logits()["error"];
        CHECK(error["where"]["file"] == (stage.model / "config.json").string());
        CHECK(error["code"] == "model.bad_config");
        CHECK(error["where"]["field"] == "/" + field);
        CHECK(!error["found"].get<std::string>().empty());
        return error["expected"].get<std::string>();
    };
    for (const char *size : {"0", "-1", "1000000000000000000", "9223372036854775808", "18446744073709551616", "1.5",
                             "\"32\"", "{}", "[]", "true"})
        with("hidden_size", size);
    CHECK(with("num_key_value_heads", "3").find("num_attention_heads = 4") != std::string::npos);
    CHECK(with("num_key_value_heads", "8").find("num_attention_heads = 4") != std::string::npos);
    CHECK(with("num_hidden_layers", "1000000000") == "a whole number from 1 to 1024");
    for (const char *theta : {"0", "-1", "\"NaN\"", "[]"}) with("rope_theta", theta);
    with("rms_norm_eps", "0");
    with("tie_word_embeddings", "\"no\"");
    with("hidden_act", "3");
    with("hidden_act", "\"mish\"");
}

TEST_CASE("J5: sizes that the weights do not have, and more than fits into memory") {
    const Stage stage;
    Json config = stage.config();
    config["vocab_size"] = 97;
    stage.write("config.json", dumpJson(config));
    Json error = stage.logits()["error"];
    CHECK(error["code"] == "model.wrong_shape");
    CHECK(error["where"]["field"] == "model.embed_tokens.weight");
    CHECK(error["found"] == "[96, 32]");
    CHECK(error["expected"] == "[97, 32]");
    config["vocab_size"] = 96;
    config["num_hidden_layers"] = 1024;
    config["intermediate_size"] = 1 << 20;
    stage.write("config.json", dumpJson(config));
    const auto finished = cli({"logits", "--model", stage.model.string(), "--json-errors"}, kIds);
    error = onlyAnswer(finished)["error"];
    CHECK(error["message"] == "config.json asks for more weights than the checkpoint holds");
    CHECK(error["expected"].get<std::string>().find("39392") != std::string::npos);
}

TEST_CASE("J7: the other JSON files of a model and an adapter") {
    const Stage stage;
    stage.write("generation_config.json", "[1]");
    CHECK(codeOf(stage.logits()) == "json.wrong_type");
    fs::remove(stage.model / "generation_config.json");
    const fs::path adapter = stage.scratch.path / "adapter";
    fs::copy(kGolden + "/adapters/lora_qv", adapter);
    const auto with = [&](const std::string &text) {
        stage.scratch.write("adapter/adapter_config.json", text);
        return onlyAnswer(
            cli({"logits", "--model", stage.model.string(), "--adapter", adapter.string(), "--json-errors"},
                kIds))["error"];
    };
    CHECK(with("[]")["code"] == "adapter.bad_config");
    CHECK(with(R"({"peft_type":"LORA","r":"8"})")["where"]["field"] == "/r");
    CHECK(with(R"({"peft_type":"LORA","r":0})")["code"] == "adapter.bad_config");
    CHECK(with(R"({"peft_type":"XLORA"})")["code"] == "adapter.unsupported");
    CHECK(with(std::string(100'000, '{'))["code"] == "json.syntax");
}
