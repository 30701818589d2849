// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/wire_messages.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// Any JSON is messages or not: a chat comes out, or an error of its own, from templates that know parts and that do
/// not.
void chat_messages(std::string_view bytes) {
    static const auto plain =
        Template::parse("{% for m in messages %}{{ m.role }}{{ m.content }}{% for c in m.tool_calls or [] %}{{ "
                        "c.function.arguments|tojson }}{% endfor %}{% endfor %}");
    static const auto parted =
        Template::parse("{% for m in messages %}{% if m.content is string %}{{ m.content }}{% else %}{% for p in "
                        "m.content %}{{ p.text }}{% endfor %}{% endif %}{% endfor %}");
    const auto messages = parseJson(bytes, {.depth = 64});
    if (!messages) return;
    for (const auto *made : {&plain, &parted}) {
        const auto written = renderChat(**made, {{"messages", *messages}}, Json::object(), 0);
        if (!written) promise(!written.error().code.empty() && !written.error().message.empty());
    }
}

} // namespace lapidary::fuzz
