// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/chat_template.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// Any bytes are a template or not; a render ends with text of a bounded size, or with an error of its own.
void chat_template(std::string_view bytes) {
    static const Json variables = {{"messages",
                                    {{{"role", "user"}, {"content", "one"}},
                                     {{"role", "assistant"}, {"content", "two"}, {"tool_calls", Json::array()}}}},
                                   {"tools", Json()},
                                   {"add_generation_prompt", true},
                                   {"bos_token", "<s>"},
                                   {"eos_token", "</s>"}};
    const auto made = Template::parse(std::string(bytes));
    if (!made) return promise(made.error().code.starts_with("template."));
    const auto rendered = made->render(variables, 0);
    if (!rendered) return promise(rendered.error().code.starts_with("template."));
    promise(rendered->text.size() <= (16u << 20));
    for (const auto &[begin, end] : rendered->generation) promise(begin <= end && end <= rendered->text.size());
}

} // namespace lapidary::fuzz
