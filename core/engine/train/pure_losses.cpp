// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/pure_losses.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/formulas.h"
#include "core/engine/train/json_tensors.h"
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {
namespace {

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
    std::string known;
    for (const Formula &each : formulas()) known += (known.empty() ? "" : ", ") + std::string(each.name);
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
    for (const Formula &each : formulas())
        if (algorithm == each.name) return each.of(inputs, config);
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
