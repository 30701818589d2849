// SPDX-License-Identifier: Apache-2.0
// Sums of training that are no losses, by `lapidary-cli loss`, against sums by hand.
#include "core/engine/train/formulas.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/engine_doctest.h"
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

Json answer(const char *name, const Json &request) {
    const auto found = lossByName(name, request);
    REQUIRE_MESSAGE(found, (found ? "" : describe(found.error())));
    CHECK((*found)["loss"].is_null());
    return *found;
}

void checkNear(const Json &found, const std::vector<double> &expected, double tolerance) {
    CAPTURE(found.dump());
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(std::abs(found[i].get<double>() - expected[i]) < tolerance);
}

std::string fieldOf(const char *name, const Json &request) {
    const auto found = lossByName(name, request);
    return found ? "none" : found.error().field;
}

} // namespace

TEST_CASE("gradients of examples are clipped one by one and divided by how many are expected") {
    Json request = {{"per_sample_gradients", {{3, 4}, {0.3, 0.4}}}};
    Json found = answer("dp_sgd", request);
    checkNear(found["tensors"]["clip_factors"], {0.2, 1}, 1e-6);
    checkNear(found["tensors"]["gradient"], {0.45, 0.6}, 1e-6);
    CHECK(found["metrics"]["clip_fraction"] == 0.5);
    CHECK(found["metrics"]["noise_std"] == 0);
    request["config"] = {{"expected_batch_size", 10}, {"noise_multiplier", 1.5}, {"max_grad_norm", 0.5}};
    found = answer("dp_sgd", request);
    checkNear(found["tensors"]["gradient"], {0.06, 0.08}, 1e-6);
    CHECK(found["metrics"]["noise_std"].get<double>() == doctest::Approx(0.075));
}

TEST_CASE("weights of clients are averaged by their examples, or their updates clipped and counted alike") {
    const Json clients = {{1, 2}, {3, 4}, {5, 0}};
    const Json found = answer("fedavg", {{"client_weights", clients}, {"num_examples", {10, 30, 60}}});
    checkNear(found["tensors"]["weights"], {4.0, 1.4}, 1e-12);
    const Json clipped = answer("fedavg", {{"client_weights", {{4, 6}}},
                                           {"global_weights", {1, 2}},
                                           {"config", {{"clipping_norm", 1}, {"noise_multiplier", 2}}}});
    checkNear(clipped["tensors"]["weights"], {1.6, 2.8}, 1e-6);
    CHECK(clipped["metrics"]["noise_std"] == 2);
    const Json ten = answer("fedavg", {{"client_weights", Json(10, Json{0, 0})},
                                       {"global_weights", {0, 0}},
                                       {"config", {{"clipping_norm", 1}, {"noise_multiplier", 1}}}});
    CHECK(ten["metrics"]["noise_std"].get<double>() == doctest::Approx(0.1));
}

TEST_CASE("what does not fit together is refused by name") {
    CHECK(fieldOf("dp_sgd", Json::object()) == "per_sample_gradients");
    CHECK(fieldOf("dp_sgd", {{"per_sample_gradients", {1, 2}}}) == "per_sample_gradients");
    CHECK(fieldOf("dp_sgd", {{"per_sample_gradients", {{1, 2}}}, {"config", {{"max_grad_norm", 0}}}}) ==
          "max_grad_norm");
    CHECK(fieldOf("fedavg", {{"client_weights", {{1, 2}}}}) == "num_examples");
    CHECK(fieldOf("fedavg", {{"client_weights", {{1, 2}}}, {"num_examples", {1, 2}}}) == "num_examples");
    CHECK(fieldOf("fedavg", {{"client_weights", {{1, 2}}}, {"num_examples", {0}}}) == "num_examples");
    CHECK(fieldOf("fedavg",
                  {{"client_weights", {{1, 2}}}, {"global_weights", {1}}, {"config", {{"clipping_norm", 1}}}}) ==
          "global_weights");
}
