// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/formulas.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/train/json_tensors.h"
#include "core/engine/train/ops/clipped_mean.h"

namespace lapidary {
namespace {

Result<Json> loraDelta(const TensorMap &inputs, const Json &given) {
    if (!inputs.count("A") || !inputs.count("B") || inputs.at("A").dim() != 2 || inputs.at("B").dim() != 2 ||
        inputs.at("A").size(0) != inputs.at("B").size(1))
        return fail({.code = "loss.missing_tensor",
                     .message = "the LoRA factors are missing or do not fit",
                     .expected = "A [r, in] and B [out, r]"});
    const at::Tensor &a_RI = inputs.at("A"), &b_OR = inputs.at("B");
    Json config = given;
    if (!config.contains("r")) config["r"] = a_RI.size(0);
    const auto read = LoraConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    if (read->r != a_RI.size(0))
        return fail({.code = "loss.bad_shape",
                     .message = "A does not have the rank of the configuration",
                     .field = "A",
                     .found = std::to_string(a_RI.size(0)),
                     .expected = std::to_string(read->r)});
    const at::Tensor delta_OI = deltaWeight(a_RI, b_OR, read->scaling());
    Json tensors = {{"delta_weight", jsonOf(delta_OI)}};
    if (inputs.count("weight")) {
        const at::Tensor merged_OI = inputs.at("weight") + delta_OI;
        tensors["merged_weight"] = jsonOf(merged_OI);
        tensors["weight_norm"] = jsonOf(at::norm(merged_OI, 2, {1}));
    }
    return Json{{"loss", nullptr}, {"metrics", {{"scaling", read->scaling()}}}, {"tensors", std::move(tensors)}};
}

/// The tensor of this name, where it has so many dimensions.
Result<at::Tensor> given(const TensorMap &inputs, const char *name, std::int64_t dimensions, const char *expected) {
    const auto it = inputs.find(name);
    if (it != inputs.end() && it->second.dim() == dimensions && it->second.numel() > 0) return it->second;
    return fail({.code = it == inputs.end() ? "loss.missing_tensor" : "loss.bad_shape",
                 .message = "a tensor that this formula takes is missing or has another shape",
                 .field = name,
                 .found = it == inputs.end() ? Sentence("nothing") : Sentence{"{0} dimensions", it->second.dim()},
                 .expected = expected});
}

unexpected<Error> wrongLength(const char *field, const at::Tensor &found, std::int64_t expected) {
    return fail({.code = "loss.bad_shape",
                 .message = "this tensor does not have the length of the others",
                 .field = field,
                 .found = std::to_string(found.size(0)),
                 .expected = std::to_string(expected)});
}

struct PrivateSums {
    double maxGradNorm = 1, noiseMultiplier = 0, expectedBatchSize = 0;
    static const Described<PrivateSums> &described() {
        using C = PrivateSums;
        static const auto d = Described<C>()
                                  .add("max_grad_norm", &C::maxGradNorm, above(0), "", "gradients are no longer")
                                  .add("noise_multiplier", &C::noiseMultiplier, atLeast(0), "", "more noise")
                                  .add("expected_batch_size", &C::expectedBatchSize, atLeast(0), "examples",
                                       "of a step on average; 0: as many as there are");
        return d;
    }
};

Result<Json> privateGradient(const TensorMap &inputs, const Json &config) {
    const auto read = PrivateSums::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto gradients_ND = given(inputs, "per_sample_gradients", 2, "[N, D]");
    if (!gradients_ND) return unexpected(gradients_ND.error());
    const double expected =
        read->expectedBatchSize > 0 ? read->expectedBatchSize : static_cast<double>(gradients_ND->size(0));
    const ClippedMean sum = clippedMean(*gradients_ND, read->maxGradNorm, expected);
    return Json{{"loss", nullptr},
                {"metrics",
                 {{"noise_std", read->noiseMultiplier * read->maxGradNorm / expected},
                  {"clip_fraction", (sum.factors_N < 1).to(at::kDouble).mean().item<double>()}}},
                {"tensors", {{"gradient", jsonOf(sum.mean_D)}, {"clip_factors", jsonOf(sum.factors_N)}}}};
}

struct FederatedSums {
    double clippingNorm = 0, noiseMultiplier = 0;
    static const Described<FederatedSums> &described() {
        using C = FederatedSums;
        static const auto d =
            Described<C>()
                .add("clipping_norm", &C::clippingNorm, atLeast(0), "", "updates are no longer; 0: of any length")
                .add("noise_multiplier", &C::noiseMultiplier, atLeast(0), "", "more noise");
        return d;
    }
};

Result<Json> federatedMean(const TensorMap &inputs, const Json &config) {
    const auto read = FederatedSums::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto weights_KD = given(inputs, "client_weights", 2, "[K, D]");
    if (!weights_KD) return unexpected(weights_KD.error());
    const std::int64_t clients = weights_KD->size(0);
    if (read->clippingNorm > 0) {
        const auto global_D = given(inputs, "global_weights", 1, "[D], which the clients started from");
        if (!global_D) return unexpected(global_D.error());
        if (global_D->size(0) != weights_KD->size(1))
            return wrongLength("global_weights", *global_D, weights_KD->size(1));
        const ClippedMean sum = clippedMean(*weights_KD - *global_D, read->clippingNorm, static_cast<double>(clients));
        return Json{
            {"loss", nullptr},
            {"metrics", {{"noise_std", read->noiseMultiplier * read->clippingNorm / static_cast<double>(clients)}}},
            {"tensors", {{"weights", jsonOf(*global_D + sum.mean_D)}, {"clip_factors", jsonOf(sum.factors_N)}}}};
    }
    const auto examples_K = given(inputs, "num_examples", 1, "[K]: how many examples each client has");
    if (!examples_K) return unexpected(examples_K.error());
    if (examples_K->size(0) != clients) return wrongLength("num_examples", *examples_K, clients);
    if ((*examples_K < 0).any().item<bool>() || !(examples_K->sum().item<double>() > 0))
        return fail({.code = "loss.bad_tensor",
                     .message = "there is nothing to weigh the clients by",
                     .field = "num_examples",
                     .expected = "numbers of examples, not all 0"});
    return Json{{"loss", nullptr},
                {"metrics", Json::object()},
                {"tensors", {{"weights", jsonOf(meanOfClients(*weights_KD, *examples_K))}}}};
}

} // namespace

std::span<const Formula> formulas() {
    static constexpr Formula list[] = {{"lora", loraDelta}, {"dp_sgd", privateGradient}, {"fedavg", federatedMean}};
    return list;
}

} // namespace lapidary
