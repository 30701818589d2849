// SPDX-License-Identifier: Apache-2.0
#include "core/text/response/response_template.h"
#include "core/base/json.h"
#include "core/base/utf8.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// The bytes before the first NUL are a response template, those behind it an answer; the template reads it or says
/// what is wrong, and writes itself as it was.
void response_template(std::string_view bytes) {
    const auto [spec, answer] = atNul(bytes);
    const auto json = parseJson(spec, {.depth = 32});
    if (!json) return;
    const auto made = ResponseTemplate::parse(*json, "x");
    if (!made) return promise(made.error().code.starts_with("response.") && !made.error().message.empty());
    promise(made->spec() == *json);
    const Json tools = {{{"name", "f"}, {"parameters", {{"properties", {{"a", {{"type", "integer"}}}}}}}}};
    for (const std::string &text : {utf8::sanitize(answer), "<think>a</think>" + utf8::sanitize(answer)}) {
        const auto read = made->read(text, "", tools);
        if (read)
            promise(read->is_object());
        else
            promise(read.error().code.starts_with("response.") && !read.error().message.empty());
    }
}

} // namespace lapidary::fuzz
