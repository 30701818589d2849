// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace lapidary {

unexpected<Error> fail(std::string code, std::string message) {
    return fail(Error{.code = std::move(code), .message = std::move(message)});
}

unexpected<Error> fail(Error error) {
    return unexpected<Error>(std::move(error));
}

std::string describe(const Error &error) {
    std::string text = error.file;
    if (error.line > 0) text += ":" + std::to_string(error.line);
    if (error.offset >= 0) text += " at byte " + std::to_string(error.offset);
    if (!error.field.empty()) text += (text.empty() ? "" : ", ") + error.field;
    if (!text.empty()) text += ": ";
    text += error.message;
    if (!error.found.empty()) text += "; found " + error.found;
    if (!error.expected.empty()) text += "; expected " + error.expected;
    text += ".";
    if (!error.remedy.empty()) text += " " + error.remedy;
    return text;
}

} // namespace lapidary
