// SPDX-License-Identifier: Apache-2.0
#include "app/worker/begun_field.h"
#include "app/worker/requests.h"
#include "core/engine/generate/checks.h"
#include <algorithm>

namespace lapidary {

namespace {

Error wrong(Sentence message, std::string field, Sentence found) {
    return {.code = "request.begun",
            .message = std::move(message),
            .field = std::move(field),
            .found = std::move(found),
            .expected = "an object with \"text\" or \"ids\", of which one at least says something"};
}

/// An end token stands behind an answer, and never in one that goes on.
Status checkIds(const std::vector<std::int64_t> &ids, const Decoder &model) {
    if (auto ok = checkTokenIds(ids, model.config(), "begun.ids"); !ok) return ok;
    const auto &ends = model.config().eos;
    const auto end = std::find_first_of(ids.begin(), ids.end(), ends.begin(), ends.end());
    if (end == ids.end()) return {};
    return fail({.code = "request.begun",
                 .message = "In the beginning of the answer stands the token that ends an answer.",
                 .field = "begun.ids",
                 .found = std::to_string(*end),
                 .remedy = "Leave it out: what was written behind it would not follow it."});
}

/// What no token says the model would not read.
Status checkText(const std::string &text, const Tokenizer &tokenizer) {
    const auto encoded = tokenizer.encode(text, false);
    if (!encoded) return unexpected(encoded.error());
    if (encoded->lost.empty()) return {};
    const auto [begin, end] = encoded->lost.front();
    return fail({.code = "request.begun",
                 .message = "The model has no token for a part of the beginning of the answer.",
                 .field = "begun.text",
                 .found = text.substr(begin, end - begin),
                 .expected = "a text of which no character is lost",
                 .remedy = "Leave the character out: the model would not read it."});
}

} // namespace

Result<Beginning> readBegun(const Json &request, const ModelSession &session) {
    Beginning out;
    const auto it = request.find("begun");
    if (it == request.end()) return out;
    if (!it->is_object()) return fail(wrong("A field has the wrong type.", "begun", dumpJson(*it)));
    for (const auto &[name, value] : it->items())
        if (name != "text" && name != "ids")
            return fail(wrong("The beginning of an answer has a field that is not known here.", "begun." + name, name));
    if (it->contains("text")) {
        auto text = getString(*it, "text");
        if (!text) return unexpected(text.error());
        out.text = std::move(*text);
    }
    if (it->contains("ids")) {
        auto ids = getIds(*it, "ids");
        if (!ids) return unexpected(ids.error());
        out.ids = std::move(*ids);
    }
    if (out.ids.empty() && session.tokenizer)
        if (auto ok = checkText(out.text, *session.tokenizer); !ok) return unexpected(ok.error());
    if (out.empty()) return fail(wrong("Nothing of the answer has begun.", "begun", dumpJson(*it)));
    if (session.remote && session.remote->endpoint().api == "chat")
        return fail({.code = "remote.prefix",
                     .message = "The chat API begins every answer itself.",
                     .field = "begun",
                     .remedy = "Leave it out, or set api = \"completions\" for this endpoint."});
    if (session.model)
        if (auto ok = checkIds(out.ids, *session.model); !ok) return unexpected(ok.error());
    return out;
}

} // namespace lapidary
