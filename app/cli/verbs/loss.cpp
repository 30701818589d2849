// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_flags.h"
#include "app/cli/verbs/registry.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct LossFlags {
    std::string algorithm;
    std::vector<std::string> grads;
    LineFlags lines;
};

Result<Json> prepare(const Json &request, const LossFlags &flags) {
    for (const char *ours : {"verb", "model", "algorithm"})
        if (request.contains(ours))
            return fail({.code = "request.unknown_field",
                         .message = "The request has a field that nothing reads",
                         .field = ours,
                         .expected = "tensors, config, grad"});
    Json asked = request;
    asked.erase("id");
    asked["algorithm"] = flags.algorithm;
    if (const auto it = asked.find("grad"); it != asked.end()) {
        const bool names =
            it->is_array() && std::all_of(it->begin(), it->end(), [](const Json &name) { return name.is_string(); });
        if (!names) return fail(wrongField("grad", *it, "an array of tensor names"));
    }
    for (const auto &name : flags.grads) asked["grad"].push_back(name);
    return asked;
}

} // namespace

Action defineLoss(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<LossFlags>();
    command.add_option("algorithm", flags->algorithm, "Name of a training algorithm (sft, dpo, grpo, …)")
        ->required()
        ->type_name("ALGORITHM");
    command.add_option("--grad", flags->grads, "Tensor by which to differentiate the loss; repeatable (default: none)")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    addLineFlags(command, flags->lines);
    command.footer("Request: the tensors that the loss takes as nested arrays, and \"config\"; answer {\"loss\", "
                   "\"metrics\", \"tensors\", \"grad\"?}, computed in f64.");
    return [flags, &common]() {
        return answerByWorker(flags->lines, common, {.verb = "loss", .prepare = [&](const Json &request) {
                                                         return prepare(request, *flags);
                                                     }});
    };
}

} // namespace lapidary
