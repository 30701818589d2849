// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/norm_names.h"

namespace lapidary {

std::set<std::string> normParameters(const Decoder &model) {
    const DecoderConfig &c = model.config();
    const TensorNames &names = c.names;
    std::set<std::string> out;
    const auto add = [&](const std::string &path) {
        for (const char *part : {".weight", ".bias"}) out.insert(c.names.body + "." + path + part);
    };
    for (std::int64_t i = 0; i < c.layers; ++i)
        for (const auto *norm : {&names.beforeAttention, &names.afterAttention, &names.beforeMlp, &names.afterMlp,
                                 &names.qNorm, &names.kNorm})
            if (!norm->empty()) add(names.layers + "." + std::to_string(i) + "." + *norm);
    add(names.finalNorm);
    for (const auto &adapter : model.adapters)
        for (const auto &replaced : adapter->replaced)
            if (out.contains(replaced.name)) out.insert(replaced.storedAs);
    return out;
}

} // namespace lapidary
