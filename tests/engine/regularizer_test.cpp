// SPDX-License-Identifier: Apache-2.0
// Penalties on weights: their value and slope, that they are off unless asked for, and that they go with any algorithm.
#include "core/engine/model/model_files.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/regularizers/regularizer.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModel = LAPIDARY_TEST_DATA "/models/llama2_mha";

NamedTensors someWeights(double shift) {
    NamedTensors out{{"a", at::tensor({1.0, -2.0, 0.5}, at::kDouble)},
                     {"b", at::tensor({0.25, 4.0}, at::kDouble).reshape({1, 2})}};
    for (auto &[name, tensor] : out) tensor = (tensor + shift).requires_grad_(true);
    return out;
}

double distance(const fs::path &folder) {
    const auto from = loadModel(kModel, Placement{}), to = loadModel(folder, Placement{});
    REQUIRE((from && to));
    double square = 0;
    const NamedTensors a = (*from)->parameters(), b = (*to)->parameters();
    for (std::size_t i = 0; i < a.size(); ++i) square += (a[i].tensor - b[i].tensor).pow(2).sum().item<double>();
    return std::sqrt(square);
}

} // namespace

TEST_CASE(
    "every regulariser is off by default, and its settings are among those of every algorithm that has its inputs") {
    for (const auto &entry : regularizers()) {
        const MethodInfo &info = entry.info();
        CAPTURE(info.name);
        CHECK_FALSE(info.metrics.empty());
        const auto isOff = [&](const Json &settings) {
            const auto made = entry.make(settings, someWeights(0), nullptr);
            return made && *made == nullptr;
        };
        CHECK(isOff(Json::object()));
        Json defaults;
        for (const FieldSpec &field : info.spec) defaults[field.name] = field.defaultValue;
        CHECK(isOff(defaults));
        for (const auto &algorithm : algorithms()) {
            const MethodInfo &method = algorithm.info();
            const bool hasInputs = std::all_of(info.inputs.begin(), info.inputs.end(),
                                               [&](const Port &port) { return method.port(port.name) != nullptr; });
            for (const FieldSpec &field : info.spec)
                CHECK(hasInputs == std::any_of(method.spec.begin(), method.spec.end(),
                                               [&](const FieldSpec &other) { return other.name == field.name; }));
        }
    }
}

TEST_CASE("a regulariser that is on has the slope of its value, and is 0 where nothing moved") {
    for (const auto &entry : regularizers()) {
        if (!entry.info().inputs.empty()) continue; // it is made from what they bring
        Json settings;
        for (const FieldSpec &field : entry.info().spec)
            settings[field.name] =
                field.type == FieldType::Number && field.defaultValue == 0.0 ? Json(0.6) : field.defaultValue;
        const auto made = std::move(*entry.make(settings, someWeights(0), nullptr));
        REQUIRE(made);
        CHECK(made->metric() == entry.info().metrics.front().name);
        CHECK(made->of(someWeights(0)).item<double>() == 0);
        NamedTensors moved = someWeights(0.1);
        made->of(moved).backward();
        double slope = 0;
        for (const auto &[name, tensor] : moved) slope += tensor.grad().sum().item<double>();
        const double h = 1e-5,
                     found = (made->of(someWeights(0.1 + h)) - made->of(someWeights(0.1 - h))).item<double>() / (2 * h);
        CHECK(std::abs(slope - found) < 1e-6);
    }
}

TEST_CASE("l2_sp is alpha half the squared distance from the start") {
    const auto made = std::move(*regularizers().front().make({{"l2_sp_alpha", 0.6}}, someWeights(0), nullptr));
    NamedTensors moved = someWeights(0.1);
    const at::Tensor value = made->of(moved);
    CHECK(std::abs(value.item<double>() - 0.3 * 5 * 0.01) < 1e-12);
    value.backward();
    for (const auto &[name, tensor] : moved) CHECK(at::allclose(tensor.grad(), at::full_like(tensor, 0.06)));
}

TEST_CASE("l2_sp holds a training near its start, says how much it costs, and is not in the way where it is 0") {
    const TemporaryFolder folder;
    const auto run = [&](const Json &more) {
        Json config = {
            {"max_steps", 10}, {"learning_rate", 1e-2}, {"per_device_train_batch_size", 8}, {"save_steps", 5}};
        config.update(more);
        return runOnTokens("sft", config);
    };
    const auto free = trained(folder.path / "free", run(Json::object()), someSequences());
    const auto off = trained(folder.path / "off", run({{"l2_sp_alpha", 0.0}}), someSequences());
    CHECK(textOf(folder.path / "off/model/model.safetensors") == textOf(folder.path / "free/model/model.safetensors"));
    CHECK_FALSE(off.metrics[0].contains("l2_sp"));
    const auto held = trained(folder.path / "held", run({{"l2_sp_alpha", 5.0}}), someSequences());
    CHECK(held.metrics[0]["l2_sp"] == 0.0);
    CHECK(held.metrics[0]["loss"] == free.metrics[0]["loss"]);
    CHECK(held.metrics[9]["l2_sp"].get<double>() > 0);
    CHECK(distance(folder.path / "held/model") < 0.8 * distance(folder.path / "free/model"));

    // A run that goes on is held to where it began, not to where it went on.
    makeRunFolder(folder.path, "broken", run({{"l2_sp_alpha", 5.0}}), someSequences());
    QuietJob first(folder.path / "broken", 7), rest(folder.path / "broken");
    REQUIRE_FALSE(train(run({{"l2_sp_alpha", 5.0}}), first));
    REQUIRE(train(run({{"l2_sp_alpha", 5.0}}), rest));
    CHECK(rest.fromStep > 0);
    CHECK(textOf(folder.path / "broken/model/model.safetensors") ==
          textOf(folder.path / "held/model/model.safetensors"));
}
