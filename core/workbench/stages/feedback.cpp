// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/feedback.h"
#include "core/data/feedback/judge_config.h"

namespace lapidary {

RunKind feedbackKind() {
    return {.info = {.name = "feedback", .summary = "AI feedback", .role = "stage"}};
}

Status checkFeedback(const Json &config, const Tokenizer *tokenizer) {
    const auto &described = JudgeConfig::described();
    Json own = Json::object(); // the stage has further settings
    for (const FieldSpec &field : described.spec())
        if (config.contains(field.name)) own[field.name] = config[field.name];
    const auto judge = described.read(own);
    if (!judge) return fail(joined(judge.error()));
    if (auto ok = mustAsk(*judge); !ok) return ok;
    return tokenizer ? mustTellApart(*judge, *tokenizer) : Status();
}

} // namespace lapidary
