// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/cases.h"
#include "tests/bench/decode.h"
#include "tests/bench/fixed_ids.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <cstdio>

namespace lapidary::bench {

/// Greedy ids with their log-probs on the path that generation takes, and the logits behind the prompt.
Status answers(const Context &context, const std::string &name) {
    auto model = context.subject.load();
    if (!model) return unexpected(model.error());
    GenerateOptions options;
    options.sampling.maxNewTokens = context.settings.tokens > 0 ? context.settings.tokens : 64;
    options.sampling.sampler = "greedy";
    options.sampling.ignoreEos = true;
    const auto ids = fixedIds(0, context.settings.prompt > 0 ? context.settings.prompt : 48);
    const auto generated = generate(**model, {{.ids = ids, .key = "answers"}}, options);
    if (!generated) return unexpected(generated.error());
    const auto &completion = (*generated)[0].completions[0];
    const c10::InferenceMode noGradients;
    const at::Tensor ids_1T = at::tensor(ids, at::kLong).unsqueeze(0).to((*model)->placement().device);
    const at::Tensor hidden_1TD = (*model)->hidden({.ids_BT = ids_1T});
    const at::Tensor last_V =
        (*model)->logits(hidden_1TD.select(1, -1)).flatten().to(at::kCPU, at::kFloat).contiguous();
    const float *data = last_V.const_data_ptr<float>();
    const Json line = {{"case", name},
                       {"model", context.subject.name},
                       {"dtype", context.settings.dtype},
                       {"ids", completion.ids},
                       {"logprobs", completion.logprobs},
                       {"logits", std::vector<float>(data, data + last_V.numel())}};
    std::printf("%s\n", dumpJson(line).c_str());
    return {};
}

} // namespace lapidary::bench
