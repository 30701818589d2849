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

/// A message that is a sentence of its own ends with a full stop, behind which nothing else needs one.
std::string describe(const Error &error) {
    std::string text = told(error).str();
    const std::string message = error.message.str();
    if (!message.ends_with('.')) return text;
    const auto at = text.find(message);
    const auto behind = at == text.npos ? text.size() : at + message.size();
    if (behind < text.size() && (text[behind] == ';' || text[behind] == '.')) text.erase(behind - 1, 1);
    return text;
}

} // namespace lapidary
