// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace lapidary {

unexpected<Error> fail(std::string code, Sentence message) {
    return fail(Error{.code = std::move(code), .message = std::move(message)});
}

unexpected<Error> fail(Error error) {
    return unexpected<Error>(std::move(error));
}

Sentence told(const Error &error) {
    Sentence text = error.file;
    if (error.line > 0) text += ":" + std::to_string(error.line);
    if (error.offset >= 0) text = {"{0} at byte {1}", text, error.offset};
    if (!error.field.empty()) text = text.empty() ? Sentence(error.field) : Sentence("{0}, {1}", text, error.field);
    text = text.empty() ? error.message : Sentence("{0}: {1}", text, error.message);
    if (!error.found.empty()) text = {"{0}; found {1}", text, error.found};
    if (!error.expected.empty()) text = {"{0}; expected {1}", text, error.expected};
    return error.remedy.empty() ? Sentence("{0}.", text) : Sentence("{0}. {1}", text, error.remedy);
}

std::string describe(const Error &error) {
    return told(error).str();
}

} // namespace lapidary
