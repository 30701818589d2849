// SPDX-License-Identifier: Apache-2.0
// Checkpoints in FP8 and MXFP4, as DeepSeek, compressed-tensors and gpt-oss store them.
#include "core/data/formats/safetensors.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/packed.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/temporary_folder.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <cstring>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

struct Stored {
    std::string name, dtype;
    at::Tensor tensor;
};

void write(const fs::path &file, const std::vector<Stored> &all) {
    std::vector<TensorBytes> entries;
    for (const auto &each : all)
        entries.push_back({each.name,
                           each.dtype,
                           each.tensor.sizes().vec(),
                           {static_cast<const std::byte *>(each.tensor.const_data_ptr()), each.tensor.nbytes()}});
    REQUIRE(writeSafetensors(file, std::span<const TensorBytes>(entries), {}));
}

at::Tensor readOf(const std::vector<Stored> &all, const std::string &name, const std::string &config = {}) {
    const TemporaryFolder folder;
    write(folder.path / "model.safetensors", all);
    if (!config.empty()) folder.write("config.json", config);
    const auto weights = WeightFiles::open(folder.path);
    REQUIRE(weights);
    CHECK(weights->names() == std::vector{name}); // scales are no weights
    const auto read = weights->readAsStored(name);
    REQUIRE_MESSAGE(read, (read ? "" : describe(read.error())));
    CHECK((read->scalar_type() == at::kFloat));
    at::Tensor into = at::zeros_like(*read);
    REQUIRE(weights->readInto(name, into));
    CHECK(at::allclose(into, *read, 0, 0, true));
    return *read;
}

} // namespace

TEST_CASE("every number of FP8 is the float that it means") {
    at::Tensor bytes = at::arange(256, at::kInt).to(at::kByte).reshape({16, 16});
    const at::Tensor four = readOf({{"w.weight", "F8_E4M3", bytes}}, "w.weight"),
                     five = readOf({{"w.weight", "F8_E5M2", bytes}}, "w.weight");
    for (int i = 0; i < 256; ++i) {
        CAPTURE(i);
        const auto valueOf = [&](int exponentBits, int fractionBits, int bias) {
            const int exponent = i >> fractionBits & ((1 << exponentBits) - 1),
                      fraction = i & ((1 << fractionBits) - 1);
            const double magnitude = exponent == 0
                                         ? std::ldexp(fraction, 1 - bias - fractionBits)
                                         : std::ldexp((1 << fractionBits) + fraction, exponent - bias - fractionBits);
            return i & 0x80 ? -magnitude : magnitude;
        };
        const float e4 = four.reshape(-1)[i].item<float>(), e5 = five.reshape(-1)[i].item<float>();
        if ((i & 0x7F) == 0x7F)
            CHECK(std::isnan(e4));
        else
            CHECK(e4 == valueOf(4, 3, 7));
        if ((i & 0x7C) == 0x7C)
            CHECK(!std::isfinite(e5));
        else
            CHECK(e5 == valueOf(5, 2, 15));
    }
}

TEST_CASE("scales of FP8: one for all, one a row, one a block with smaller ones at the edges") {
    const at::Tensor numbers = (at::randn({150, 300}) * 50).to(at::kFloat8_e4m3fn), wide = numbers.to(at::kFloat);
    const auto with = [&](const std::string &name, const at::Tensor &scale, const std::string &dtype = "F32",
                          const std::string &config = {}) {
        return readOf({{"w.weight", "F8_E4M3", numbers}, {name, dtype, scale}}, "w.weight", config);
    };
    CHECK(at::equal(with("w.weight_scale", at::full({}, 0.25f)), wide * 0.25f));
    CHECK(at::equal(with("w.weight_scale", at::full({1}, 3.0f).to(at::kBFloat16), "BF16"), wide * 3.0f));
    const at::Tensor rows = at::rand({150, 1}) + 0.5;
    CHECK(at::equal(with("w.weight_scale", rows), wide * rows));
    const at::Tensor blocks = at::rand({2, 3}) + 0.5;
    const at::Tensor found = with("w.weight_scale_inv", blocks);
    for (const auto &[row, column] : {std::pair{0, 0}, {127, 255}, {128, 256}, {149, 299}, {127, 128}})
        CHECK(found[row][column].item<float>() ==
              wide[row][column].item<float>() * blocks[row / 128][column / 128].item<float>());
    const at::Tensor small = at::rand({3, 5}) + 0.5;
    const at::Tensor other = with("w.weight_scale_inv", small, "F32",
                                  R"({"quantization_config": {"quant_method": "fp8", "weight_block_size": [64, 60]}})");
    CHECK(other[149][299].item<float>() == wide[149][299].item<float>() * small[2][4].item<float>());
    CHECK(other[64][60].item<float>() == wide[64][60].item<float>() * small[1][1].item<float>());
}

TEST_CASE("scales that do not fit or are missing are told with the tensor's name") {
    const TemporaryFolder folder;
    const at::Tensor numbers = at::ones({150, 300}).to(at::kFloat8_e4m3fn);
    write(folder.path / "model.safetensors",
          {{"w.weight", "F8_E4M3", numbers}, {"w.weight_scale_inv", "F32", at::ones({3, 3})}});
    auto read = WeightFiles::open(folder.path)->readAsStored("w.weight");
    REQUIRE(!read);
    CHECK(read.error().code == "weights.bad_scale");
    CHECK(read.error().field == "w.weight");
    write(folder.path / "model.safetensors", {{"w.weight", "F8_E4M3", numbers}});
    folder.write("config.json", R"({"quantization_config": {"quant_method": "fp8"}})");
    read = WeightFiles::open(folder.path)->readAsStored("w.weight");
    REQUIRE(!read);
    CHECK(read.error().code == "weights.no_scale");
}

TEST_CASE("MXFP4: sixteen values, the low half first, times powers of two") {
    at::Tensor blocks = at::zeros({1, 2, 16}, at::kByte);
    for (int i = 0; i < 16; ++i) {
        blocks[0][0][i] = i | (15 - i) << 4;
        blocks[0][1][i] = 0x21; // 0.5 and 1
    }
    at::Tensor scales = at::tensor({127, 130}, at::kInt).to(at::kByte).reshape({1, 2});
    const at::Tensor found = readOf({{"w.weight_blocks", "U8", blocks}, {"w.weight_scales", "U8", scales}}, "w.weight");
    CHECK(found.sizes().vec() == std::vector<std::int64_t>{1, 64});
    const float values[] = {0, 0.5f, 1, 1.5f, 2, 3, 4, 6, -0.0f, -0.5f, -1, -1.5f, -2, -3, -4, -6};
    for (int i = 0; i < 16; ++i) {
        CHECK(found[0][2 * i].item<float>() == values[i]);
        CHECK(found[0][2 * i + 1].item<float>() == values[15 - i]);
        CHECK(found[0][32 + 2 * i].item<float>() == 4);
        CHECK(found[0][33 + 2 * i].item<float>() == 8);
    }
}

TEST_CASE("a whole model in FP8 opens, is told of, and is written in plain numbers") {
    const TemporaryFolder folder;
    const fs::path source = fs::path(LAPIDARY_TEST_DATA) / "models/qwen3", packed = folder.path / "fp8",
                   plain = folder.path / "plain";
    fs::create_directories(packed);
    fs::create_directories(plain);
    const auto weights = WeightFiles::open(source);
    REQUIRE(weights);
    std::vector<Stored> eight, same;
    for (const auto &name : weights->names()) {
        const at::Tensor tensor = *weights->readAsStored(name);
        if (tensor.dim() != 2 || name.find("embed") != std::string::npos) {
            eight.push_back({name, "F32", tensor});
            same.push_back({name, "F32", tensor});
            continue;
        }
        const at::Tensor scale = tensor.abs().max() / 448, numbers = (tensor / scale).to(at::kFloat8_e4m3fn);
        eight.push_back({name, "F8_E4M3", numbers});
        eight.push_back({name + "_scale_inv", "F32", scale.reshape({1, 1})});
        same.push_back({name, "F32", (numbers.to(at::kFloat) * scale).contiguous()});
    }
    write(packed / "model.safetensors", eight);
    write(plain / "model.safetensors", same);
    Json config = *parseJson(*readFile(source / "config.json"));
    REQUIRE(writeFileAtomic(plain / "config.json", dumpJson(config)));
    config["quantization_config"] = {{"quant_method", "fp8"}, {"weight_block_size", {128, 128}}};
    REQUIRE(writeFileAtomic(packed / "config.json", dumpJson(config)));
    const auto model = loadModel(packed, Placement{}), other = loadModel(plain, Placement{});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    REQUIRE(other);
    CHECK((*model)->config().notices.size() == 1);
    CHECK((*model)->config().notices[0].str().find("FP8 (E4M3)") != std::string::npos);
    for (const auto &[name, tensor] : (*model)->parameters()) CHECK(at::equal(tensor, (*other)->parameter(name)));
    REQUIRE(saveModel(**model, folder.path / "saved"));
    const auto saved = loadModel(folder.path / "saved", Placement{});
    REQUIRE_MESSAGE(saved, (saved ? "" : describe(saved.error())));
    CHECK((*saved)->config().notices.empty());
}

TEST_CASE("other ways of packing are refused by their names") {
    const TemporaryFolder folder;
    Json config = *parseJson(*readFile(fs::path(LAPIDARY_TEST_DATA) / "models/qwen3/config.json"));
    const Json kinds[] = {{{"quant_method", "gptq"}},
                          {{"quant_method", "awq"}},
                          {{"quant_method", "bitsandbytes"}, {"load_in_8bit", true}},
                          {{"quant_method", "compressed-tensors"},
                           {"config_groups", {{"group_0", {{"weights", {{"type", "int"}, {"num_bits", 4}}}}}}}}};
    for (const auto &kind : kinds) {
        config["quantization_config"] = kind;
        folder.write("config.json", dumpJson(config));
        const auto model = readModelConfig(folder.path);
        REQUIRE(!model);
        CHECK(model.error().code == "model.quantized");
        CHECK(model.error().found.str() == "\"" + kind["quant_method"].get<std::string>() + "\"");
    }
    config["quantization_config"] = {
        {"quant_method", "compressed-tensors"},
        {"config_groups", {{"group_0", {{"weights", {{"type", "float"}, {"num_bits", 8}}}}}}}};
    folder.write("config.json", dumpJson(config));
    CHECK(readModelConfig(folder.path));
}
