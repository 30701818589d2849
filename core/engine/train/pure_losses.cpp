// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/pure_losses.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {
namespace {

/// Nested arrays of numbers (or booleans) → f64 tensor; ragged arrays are refused.
struct Nested {
    std::vector<double> values;
    std::vector<std::int64_t> shape;
    bool ragged = false;

    void read(const Json &value, std::size_t depth) {
        if (!value.is_array()) {
            if (depth != shape.size() || (!value.is_number() && !value.is_boolean() && !value.is_null()))
                ragged = true;
            else
                values.push_back(value.is_number()    ? value.get<double>()
                                 : value.is_boolean() ? static_cast<double>(value.get<bool>())
                                                      : std::nan(""));
            return;
        }
        const auto size = static_cast<std::int64_t>(value.size());
        if (depth == shape.size() && values.empty()) shape.push_back(size);
        if (depth >= shape.size() || shape[depth] != size) {
            ragged = true;
            return;
        }
        for (const auto &item : value) read(item, depth + 1);
    }
};

Result<at::Tensor> tensorOf(const std::string &name, const Json &value) {
    Nested nested;
    nested.read(value, 0);
    if (nested.ragged)
        return fail({.code = "loss.bad_tensor",
                     .message = "not a rectangular array of numbers",
                     .field = name,
                     .found = value.dump().substr(0, 80)});
    return at::tensor(nested.values, at::kDouble).reshape(nested.shape);
}

Json jsonOf(const at::Tensor &tensor) {
    const at::Tensor cpu = tensor.to(at::kDouble).cpu();
    if (cpu.dim() == 0) return std::isfinite(cpu.item<double>()) ? Json(cpu.item<double>()) : Json(nullptr);
    Json out = Json::array();
    for (std::int64_t i = 0; i < cpu.size(0); ++i) out.push_back(jsonOf(cpu[i]));
    return out;
}

/// LoRA has no loss of its own, so that "loss" is null: see the header.
Result<Json> loraDelta(const TensorMap &inputs, Json config) {
    if (!inputs.count("A") || !inputs.count("B") || inputs.at("A").dim() != 2 || inputs.at("B").dim() != 2 ||
        inputs.at("A").size(0) != inputs.at("B").size(1))
        return fail({.code = "loss.missing_tensor",
                     .message = "the LoRA factors are missing or do not fit",
                     .expected = "A [r, in] and B [out, r]"});
    const at::Tensor &a_RI = inputs.at("A"), &b_OR = inputs.at("B");
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

/// Older releases of TRL and the papers' code spell some tensors differently; both are understood.
std::string canonicalName(const std::string &name) {
    static const std::map<std::string, std::string> aliases = {{"policy_chosen_logps", "chosen_logps"},
                                                               {"policy_rejected_logps", "rejected_logps"},
                                                               {"reference_chosen_logps", "ref_chosen_logps"},
                                                               {"reference_rejected_logps", "ref_rejected_logps"},
                                                               {"policy_chosen", "chosen_logps"},
                                                               {"policy_rejected", "rejected_logps"},
                                                               {"chosen", "chosen_logps"},
                                                               {"rejected", "rejected_logps"},
                                                               {"ref_chosen", "ref_chosen_logps"},
                                                               {"ref_rejected", "ref_rejected_logps"},
                                                               {"reference_chosen", "ref_chosen_logps"},
                                                               {"reference_rejected", "ref_rejected_logps"},
                                                               {"mask", "completion_mask"},
                                                               {"logps", "per_token_logps"},
                                                               {"logprobs", "per_token_logps"},
                                                               {"new_logps", "per_token_logps"},
                                                               {"old_logps", "old_per_token_logps"},
                                                               {"old_logprobs", "old_per_token_logps"},
                                                               {"ref_logps", "ref_per_token_logps"},
                                                               {"ref_logprobs", "ref_per_token_logps"},
                                                               {"vpred", "new_values"},
                                                               {"vpreds", "new_values"},
                                                               {"old_values", "values"},
                                                               {"scores", "rewards"},
                                                               {"lora_A", "A"},
                                                               {"lora_B", "B"},
                                                               {"W", "weight"}};
    const auto it = aliases.find(name);
    return it == aliases.end() ? name : it->second;
}

Status wantGrads(const std::vector<std::string> &names, TensorMap &inputs) {
    for (const auto &name : names) {
        const auto it = inputs.find(canonicalName(name));
        if (it == inputs.end())
            return fail({.code = "loss.missing_tensor",
                         .message = "a gradient is asked for a tensor that was not given",
                         .field = name});
        it->second.requires_grad_(true);
    }
    return {};
}

/// Numbers of pairs must be of the same pairs: a single one would else stand for all.
Status sameLength(const TensorMap &inputs) {
    const std::pair<const std::string, at::Tensor> *first = nullptr;
    for (const auto &each : inputs) {
        if (!each.first.ends_with("_logps") || each.first.find("per_token") != std::string::npos) continue;
        if (!first) first = &each;
        if (each.second.sizes() == first->second.sizes()) continue;
        return fail({.code = "loss.bad_shape",
                     .message = "these log-probs are not of the same pairs",
                     .field = each.first,
                     .found = {"{0} numbers", each.second.numel()},
                     .expected = {"{0}, as {1} has", first->second.numel(), first->first}});
    }
    return {};
}

using PureLoss = Result<LossResult> (*)(const TensorMap &inputs, const Json &config);

/// Of an algorithm or a regulariser.
Result<PureLoss> lossNamed(const std::string &name) {
    std::string known = "lora";
    for (const auto &each : algorithms()) {
        if (each.info().name == name) return each.pureLoss;
        known += ", " + each.info().name;
    }
    for (const auto &each : regularizers()) {
        if (each.info().name == name) return each.pureLoss;
        known += ", " + each.info().name;
    }
    return fail({.code = "loss.unknown_algorithm", .message = "no such algorithm", .found = name, .expected = known});
}

Result<LossResult> evaluate(PureLoss loss, const TensorMap &inputs, const Json &config) {
    try {
        return loss(inputs, config);
    } catch (const std::out_of_range &) {
        std::string given;
        for (const auto &[name, tensor] : inputs) given += (given.empty() ? "" : ", ") + name;
        return fail({.code = "loss.missing_tensor",
                     .message = "a tensor that this loss takes is missing",
                     .found = given,
                     .remedy = "See the header of the algorithm for names and shapes."});
    } catch (const c10::Error &error) {
        return fail({.code = "loss.bad_shape", .message = error.what_without_backtrace()});
    }
}

} // namespace

Result<Json> lossByName(const std::string &algorithm, const Json &request) {
    TensorMap inputs;
    Json config = Json::object();
    std::vector<std::string> grads;
    for (const auto &[name, value] : request.items()) {
        if (name == "config")
            config = value;
        else if (name == "grad")
            grads = value.get<std::vector<std::string>>();
        else if (name != "id" && name != "verb" && name != "model" && name != "algorithm") {
            auto tensor = tensorOf(name, value);
            if (!tensor) return unexpected(tensor.error());
            inputs[canonicalName(name)] = *tensor;
        }
    }
    if (algorithm == "lora") return loraDelta(inputs, config);
    const auto loss = lossNamed(algorithm);
    if (!loss) return unexpected(loss.error());
    if (auto marked = wantGrads(grads, inputs); !marked) return unexpected(marked.error());
    if (auto fit = sameLength(inputs); !fit) return unexpected(fit.error());
    auto result = evaluate(*loss, inputs, config);
    if (!result) return unexpected(result.error());
    Json answer = {{"loss", jsonOf(result->loss)}, {"metrics", toJson(result->metrics)}, {"tensors", Json::object()}};
    for (const auto &[name, tensor] : result->tensors) answer["tensors"][name] = jsonOf(tensor.detach());
    if (!grads.empty()) {
        result->loss.backward();
        for (const auto &name : grads) {
            const at::Tensor grad = inputs.at(canonicalName(name)).grad();
            answer["grad"][name] = grad.defined() ? jsonOf(grad) : Json(nullptr);
        }
    }
    return answer;
}

} // namespace lapidary
