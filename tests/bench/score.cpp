// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/teacher_forced.h"
#include "tests/bench/cases.h"
#include "tests/bench/fixed_ids.h"

namespace lapidary::bench {

Status score(const Context &context, const std::string &name) {
    const Settings &settings = context.settings;
    auto model = context.subject.load();
    if (!model) return unexpected(model.error());
    const std::int64_t count = settings.rows > 0 ? settings.rows : 32,
                       prompt = settings.prompt > 0 ? settings.prompt : 48,
                       completion = settings.tokens > 0 ? settings.tokens : 96;
    std::vector<PromptAndCompletion> rows;
    for (std::int64_t row = 0; row < count; ++row) {
        const auto ids = fixedIds(row, prompt + completion);
        rows.push_back({{ids.begin(), ids.begin() + prompt}, {ids.begin() + prompt, ids.end()}});
    }
    auto repetitions = repeat(settings, 3, static_cast<double>(count * (prompt + completion)), [&]() -> Status {
        const auto scored = teacherForcedLogprobs(**model, rows);
        if (!scored) return unexpected(scored.error());
        return {};
    });
    if (!repetitions) return unexpected(repetitions.error());
    // The head is only needed where a completion's token is predicted.
    const auto &c = context.subject.config;
    const double head = static_cast<double>(c.vocabSize * c.hiddenSize),
                 body = static_cast<double>(context.subject.weights()) - head;
    const double share = static_cast<double>(completion) / static_cast<double>(prompt + completion);
    const double attention =
        2 * static_cast<double>(c.layers * c.heads * c.headDim) * static_cast<double>(prompt + completion);
    context.report.add(context.subject, {.name = name,
                                         .rows = count,
                                         .repetitions = std::move(*repetitions),
                                         .perToken = {.flops = 2 * (body + share * head) + attention}});
    return {};
}

} // namespace lapidary::bench
