// SPDX-License-Identifier: Apache-2.0
#include "core/base/quick_json.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// The quick reader and the careful one agree on what a text is, and on the mistake in it; what was read is written so
/// that it is read as the same, byte for byte as the library writes it.
void json(std::string_view bytes) {
    std::map<std::string, int> lines; // whoever asks for them gets the careful reader
    const auto quick = parseJson(bytes), careful = parseJson(bytes, {}, {}, &lines);
    promise(quick.has_value() == careful.has_value());
    if (!quick)
        return promise(quick.error().code == careful.error().code && quick.error().offset == careful.error().offset);
    promise(*quick == *careful);
    const std::string text = dumpJson(*quick);
    promise(text == dumpJson(*careful));
    promise(text == quick->dump(-1, ' ', false, Json::error_handler_t::replace));
    const auto again = parseJson(text);
    promise(again && *again == *quick);
    const auto exact = parseExactJson(bytes, {});
    promise(exact.has_value());
}

} // namespace lapidary::fuzz
