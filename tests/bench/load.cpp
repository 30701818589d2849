// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/cases.h"
#include <ATen/ATen.h>

namespace lapidary::bench {

Status load(const Context &context, const std::string &name) {
    double bytes = 0;
    for (const auto &file : fs::directory_iterator(context.subject.folder))
        if (file.path().extension() == ".safetensors") bytes += static_cast<double>(file.file_size());
    auto repetitions = repeat(context.settings, 3, bytes, [&]() -> Status {
        const auto model = context.subject.load();
        if (!model) return unexpected(model.error());
        (void)(*model)->parameters()[0].tensor.flatten()[0].item<float>(); // waits for a GPU
        return {};
    });
    if (!repetitions) return unexpected(repetitions.error());
    context.report.add(context.subject, {.name = name,
                                         .repetitions = std::move(*repetitions),
                                         .perToken = {.bytes = 1},
                                         .more = {{"tokens_are", "bytes"}}});
    return {};
}

} // namespace lapidary::bench
