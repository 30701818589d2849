// SPDX-License-Identifier: Apache-2.0
#include "app/worker/requests.h"
#include "core/engine/train/pure_losses.h"
#include <algorithm>
#include <exception>

namespace lapidary {

Status checkFields(const Json &request, std::initializer_list<const char *> known, const ConfigSpec &more) {
    for (const auto &[name, value] : request.items()) {
        const auto same = [&n = name](const char *other) { return n == other; };
        const bool always = name == "verb" || name == "id" || name == "model";
        if (always || std::any_of(known.begin(), known.end(), same)) continue;
        if (std::any_of(more.begin(), more.end(), [&n = name](const auto &field) { return n == field.name; })) continue;
        std::string expected;
        for (const char *other : known) expected += (expected.empty() ? "" : ", ") + std::string(other);
        for (const auto &field : more) expected += ", " + field.name;
        return fail({.code = "request.unknown_field",
                     .message = "The request has a field that this verb does not know.",
                     .field = name,
                     .expected = expected});
    }
    return {};
}

Result<std::vector<std::int64_t>> getIds(const Json &request, const char *field) {
    const auto it = request.find(field);
    const auto wrong = [&](Sentence found) {
        return fail({.code = "request.ids",
                     .message = "Token ids are missing or malformed.",
                     .field = field,
                     .found = std::move(found),
                     .expected = "an array of whole numbers"});
    };
    if (it == request.end()) return wrong("nothing");
    if (!it->is_array()) return wrong(it->type_name());
    std::vector<std::int64_t> ids;
    for (const auto &id : *it) {
        if (!id.is_number_integer()) return wrong(dumpJson(id));
        ids.push_back(id.get<std::int64_t>());
    }
    return ids;
}

Error ofRequest(Error error) {
    if (const auto at = error.field.find("[0]."); at != error.field.npos) error.field.erase(0, at + 4);
    return error;
}

Result<std::vector<std::int64_t>> idsOrText(const Json &request, const char *textField, const ModelSession &session) {
    if (request.contains("ids") == request.contains(textField))
        return fail({.code = "request.input",
                     .message = "A request needs either token ids or text.",
                     .field = "ids",
                     .found = request.contains("ids") ? "both" : "neither",
                     .expected = {"\"ids\" or \"{0}\"", textField}});
    if (request.contains("ids")) return getIds(request, "ids");
    const auto text = getString(request, textField);
    if (!text) return unexpected(text.error());
    return encodeText(session, *text, true);
}

void tellNotice(const TellPartial &tell, const Sentence &notice) {
    if (!tell) return;
    Json partial = Json::object();
    putSentence(partial, "notice", notice);
    tell(partial);
}

Result<Json> answerLoss(const Json &request) {
    const auto algorithm = getString(request, "algorithm");
    if (!algorithm) return unexpected(algorithm.error());
    Json rest = request;
    for (const char *ours : {"verb", "id", "model", "algorithm"}) rest.erase(ours);
    return lossByName(*algorithm, rest);
}

namespace {

/// Those that ask a model, in the order in which they are told.
constexpr const char *kOfModels[] = {"logits", "logprobs", "generate", "score", "step_values", "step_weights", "info"};
constexpr const char *kOfRemoteModels[] = {"generate", "step_values", "info"}; ///< whose weights are not here

template <std::size_t n> bool isOneOf(const std::string &verb, const char *const (&verbs)[n]) {
    return std::any_of(std::begin(verbs), std::end(verbs), [&](const char *each) { return verb == each; });
}

Result<Json> answerByModel(const std::string &verb, const Json &request, const ModelSession &session,
                           std::stop_token stop, const TellPartial &tell) {
    if (session.remote && !isOneOf(verb, kOfRemoteModels))
        return fail({.code = "remote.generate_only",
                     .message = "A remote model only generates; its weights are not here.",
                     .field = "verb",
                     .found = verb,
                     .expected = "generate, step_values or info"});
    if (verb == "logits") return answerLogits(request, session);
    if (verb == "logprobs") return answerLogprobs(request, session);
    if (verb == "score") return answerScore(request, session);
    if (verb == "generate") return answerGenerate(request, session, stop, tell);
    if (verb == "step_values") return answerStepValues(request, session, stop, tell);
    if (verb == "step_weights") return answerStepWeights(request, session, stop);
    return answerInfo(request, &session);
}

} // namespace

Result<Json> RequestHandler::dispatch(const Json &request, std::stop_token stop, const TellPartial &tell) {
    if (!request.is_object())
        return fail(
            {.code = "request.not_object", .message = "A request is a JSON object.", .found = request.type_name()});
    const auto verb = getString(request, "verb");
    if (!verb) return unexpected(verb.error());
    if (*verb == "loss") return answerLoss(request);
    if (*verb == "check") return answerCheck(request, stop);
    if (*verb == "export") return answerExport(request, tell);
    if (*verb == "info" && !request.contains("model")) return answerInfo(request, nullptr);
    if (!isOneOf(*verb, kOfModels))
        return fail(
            {.code = "request.unknown_verb",
             .message = "There is no such request.",
             .field = "verb",
             .found = *verb,
             .expected =
                 "logits, logprobs, generate, score, step_values, step_weights, loss, check, export, info or cancel"});
    bool opened = false;
    const bool watched = tell && request.value("stream", Json()) == true;
    const auto session = models_.get(request.value("model", Json()), [&] {
        opened = watched;
        if (watched) tell({{"loading", true}});
    });
    if (!session) return unexpected(session.error());
    if (opened) tell({{"loading", false}});
    for (const auto &notice : (*session)->notices) tellNotice(tell, notice);
    return answerByModel(*verb, request, **session, stop, tell);
}

Json RequestHandler::answer(const Json &request, std::stop_token stop, const TellPartial &tell) {
    Json out = Json::object();
    if (request.is_object() && request.contains("id")) out["id"] = request["id"];
    const auto tellWithId = [&](const Json &partial) {
        Json line = out;
        line["partial"] = partial;
        tell(line);
    };
    Result<Json> body;
    try { // the job boundary: LibTorch tells of lost devices and exhausted memory by exceptions
        body = dispatch(request, stop, tell ? TellPartial(tellWithId) : TellPartial());
    } catch (const std::exception &thrown) {
        body = fail("worker.exception", std::string(thrown.what()).substr(0, 2000));
    }
    if (body)
        out.update(*body);
    else
        out["error"] = toJson(body.error());
    return out;
}

} // namespace lapidary
