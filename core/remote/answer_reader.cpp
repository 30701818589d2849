// SPDX-License-Identifier: Apache-2.0
#include "core/remote/answer_reader.h"
#include "core/remote/content.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace lapidary {

namespace {

constexpr std::size_t kMaxText = 16 << 20; ///< bytes of one choice
constexpr std::size_t kMaxToolCalls = 256;

Error badAnswer(const std::string &field, Sentence message, const Json &found) {
    return {.code = "remote.bad_answer",
            .message = std::move(message),
            .field = field,
            .found = dumpJson(found).substr(0, 200)};
}

/// Servers put their words at several places: {"error": {"message"}}, {"error": "…"}, {"message"}.
std::string wordsOf(const Json &error) {
    if (error.is_string()) return error.get<std::string>();
    if (error.is_object())
        for (const char *name : {"message", "detail", "type"})
            if (const auto it = error.find(name); it != error.end() && it->is_string()) return it->get<std::string>();
    return dumpJson(error);
}

double numberOf(const Json &value) {
    const bool usable = value.is_number() && std::isfinite(value.get<double>());
    return usable ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::string wordOf(const Json &object, const char *name) {
    const auto it = object.find(name);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

/// Proxies of other APIs pass the words of those on. What says neither that the answer is whole nor that it is too long
/// stays as it is.
std::string reasonOf(const Json &choice) {
    std::string word = wordOf(choice, "finish_reason"), lower;
    for (const char c : word) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (const char *whole : {"stop", "eos", "eos_token", "end_turn", "stop_sequence"})
        if (lower == whole) return "stop";
    for (const char *cut : {"length", "max_tokens", "max_output_tokens", "max_new_tokens"})
        if (lower == cut) return "length";
    return word;
}

} // namespace

Status AnswerReader::chunk(std::string_view data) {
    if (data == "[DONE]") {
        done_ = true;
        return {};
    }
    if (done_) return {}; // whether more still arrives depends on the network, so it means nothing
    const auto object = parseJson(data, {.depth = 64, .duplicateKeys = true});
    if (!object) return unexpected(object.error());
    return take(*object, chat_ ? "delta" : nullptr);
}

Status AnswerReader::whole(std::string_view body) {
    const auto object = parseJson(body, {.depth = 64, .duplicateKeys = true});
    if (!object) return unexpected(object.error());
    if (auto ok = take(*object, chat_ ? "message" : nullptr); !ok) return ok;
    if (answer_.choices.empty()) return fail(badAnswer("choices", "the answer holds no choices", *object));
    done_ = true;
    return {};
}

Status AnswerReader::take(const Json &object, const char *part) {
    if (!object.is_object()) return fail(badAnswer("", "the answer is no object", object));
    if (const auto error = object.find("error"); error != object.end() && !error->is_null())
        return fail(
            {.code = "remote.server_error", .message = {"the server says: {0}", wordsOf(*error).substr(0, 500)}});
    if (const std::string model = wordOf(object, "model"); !model.empty()) answer_.model = model;
    takeUsage(object);
    const auto choices = object.find("choices");
    if (choices == object.end() || choices->is_null()) return {}; // a chunk of usage, a ping
    if (!choices->is_array()) return fail(badAnswer("choices", "the choices are no list", *choices));
    for (std::size_t i = 0; i < choices->size(); ++i)
        if (auto ok = takeChoice((*choices)[i], part, i); !ok) return ok;
    return {};
}

Status AnswerReader::takeChoice(const Json &choice, const char *part, std::size_t place) {
    if (!choice.is_object()) return fail(badAnswer("choices", "a choice is no object", choice));
    const Json given = choice.value("index", Json(place));
    if (!given.is_number_integer() || given.get<double>() < 0 ||
        given.get<double>() >= static_cast<double>(std::min(n_, kMaxChoices)))
        return fail(badAnswer("choices.index", "a choice has a number that was not asked for", given));
    const auto index = given.get<std::size_t>();
    if (answer_.choices.size() <= index) answer_.choices.resize(index + 1);
    RemoteChoice &out = answer_.choices[index];
    static const Json nothing = Json::object();
    const auto inner = part ? choice.find(part) : choice.end();
    const Json &message = !part ? choice : inner != choice.end() && inner->is_object() ? *inner : nothing;
    const std::size_t before = out.text.size() + out.reasoning.size();
    if (auto ok = takeText(message, out, index); !ok) return ok;
    takeReason(reasonOf(choice), out.text.size() + out.reasoning.size() != before, index);
    if (const auto logprobs = choice.find("logprobs"); logprobs != choice.end() && logprobs->is_object())
        takeLogprobs(*logprobs, out);
    return {};
}

/// Some servers give a reason with every piece, others once more with the usage: the last one counts, as OpenAI's own
/// clients have it. Text behind a reason opens the choice again.
void AnswerReader::takeReason(const std::string &reason, bool grew, std::size_t index) {
    std::string &known = answer_.choices[index].finishReason;
    if (grew && !known.empty()) answer_.flag("a choice went on after its end");
    if (!reason.empty()) {
        known = reason;
        open_.erase(index);
    } else if (grew && !known.empty()) {
        open_.insert(index);
    }
}

bool AnswerReader::ended() const {
    const auto &choices = answer_.choices;
    return !choices.empty() && open_.empty() &&
           std::none_of(choices.begin(), choices.end(), [](const auto &choice) { return choice.finishReason.empty(); });
}

Status AnswerReader::takeText(const Json &message, RemoteChoice &choice, std::size_t index) {
    std::string thoughts;
    for (const auto &[name, thought] : {std::pair{chat_ ? "content" : "text", false},
                                        {"refusal", false},
                                        {"reasoning_content", true},
                                        {"reasoning", true}}) {
        const auto content = contentOf(message, name, thought);
        if (!content) return unexpected(content.error());
        if (!content->leftOut.empty()) answer_.flag({"holds a part that is no text: {0}", content->leftOut});
        choice.text += content->text;
        if (!thought || content->thoughts != thoughts)
            choice.reasoning += content->thoughts; // some send one thought under both names
        if (thought) thoughts = content->thoughts;
    }
    if (std::max(choice.text.size(), choice.reasoning.size()) > kMaxText)
        return fail({.code = "remote.too_large",
                     .message = "an answer does not end",
                     .found = {"over {0} bytes of text", kMaxText}});
    takeToolCalls(message, index);
    return {};
}

/// The place of a call among those of its choice. Some servers do not number the calls of a stream, but name them.
std::int64_t AnswerReader::placeOf(const Json &call, std::size_t index, std::size_t position) const {
    if (const auto number = call.find("index"); number != call.end() && number->is_number_integer())
        return number->get<std::int64_t>();
    const std::string id = wordOf(call, "id");
    auto next = static_cast<std::int64_t>(position);
    for (const auto &[place, known] : toolCalls_) {
        if (place.first != index) continue;
        if (!id.empty() && known.id == id) return place.second;
        if (!id.empty() && !known.id.empty()) next = std::max(next, place.second + 1);
    }
    return next;
}

/// Shown as text when the answer ends, and never carried out or mended.
void AnswerReader::takeToolCalls(const Json &message, std::size_t index) {
    const auto calls = message.find("tool_calls");
    if (calls == message.end() || !calls->is_array()) return;
    for (std::size_t i = 0; i < calls->size(); ++i) {
        const Json &call = (*calls)[i];
        const auto function = call.is_object() ? call.find("function") : call.end();
        if (!call.is_object() || function == call.end() || !function->is_object()) continue;
        if (toolCalls_.size() >= kMaxToolCalls) continue;
        ToolCall &out = toolCalls_[{index, placeOf(call, index, i)}];
        if (out.id.empty()) out.id = wordOf(call, "id");
        out.name += wordOf(*function, "name");
        const auto arguments = function->find("arguments");
        if (arguments != function->end() && !arguments->is_null())
            out.arguments += arguments->is_string() ? arguments->get<std::string>() : dumpJson(*arguments);
    }
}

void AnswerReader::takeLogprobs(const Json &logprobs, RemoteChoice &choice) {
    const auto add = [&](const Json &token, const Json &value) {
        RemoteToken out{.token = token.is_string() ? token.get<std::string>() : dumpJson(token),
                        .logprob = numberOf(value)};
        if (std::isnan(out.logprob))
            answer_.flag("log-probabilities that are no numbers");
        else if (out.logprob > 1e-6)
            answer_.flag("log-probabilities above 0");
        choice.tokens.push_back(std::move(out));
    };
    if (const auto content = logprobs.find("content"); content != logprobs.end() && content->is_array()) { // chat
        for (const Json &each : *content) {
            if (!each.is_object()) continue;
            add(each.value("token", Json("")), each.value("logprob", Json()));
            const auto top = each.find("top_logprobs");
            if (top == each.end() || !top->is_array()) continue;
            for (const Json &other : *top)
                if (other.is_object())
                    choice.tokens.back().top.emplace_back(wordOf(other, "token"),
                                                          numberOf(other.value("logprob", Json())));
        }
        return;
    }
    const auto tokens = logprobs.find("tokens"), values = logprobs.find("token_logprobs"); // completions
    if (tokens == logprobs.end() || values == logprobs.end() || !tokens->is_array() || !values->is_array()) return;
    if (tokens->size() != values->size()) answer_.flag("more or fewer log-probabilities than tokens");
    const auto top = logprobs.find("top_logprobs");
    for (std::size_t i = 0; i < std::min(tokens->size(), values->size()); ++i) {
        add((*tokens)[i], (*values)[i]);
        if (top == logprobs.end() || !top->is_array() || i >= top->size() || !(*top)[i].is_object()) continue;
        for (const auto &[token, value] : (*top)[i].items())
            choice.tokens.back().top.emplace_back(token, numberOf(value));
    }
}

void AnswerReader::takeUsage(const Json &object) {
    const auto usage = object.find("usage");
    if (usage == object.end() || !usage->is_object()) return;
    for (const auto &[name, target] :
         {std::pair{"prompt_tokens", &answer_.promptTokens}, {"completion_tokens", &answer_.completionTokens}})
        if (const auto it = usage->find(name);
            it != usage->end() && it->is_number_integer() && it->get<double>() >= 0 && it->get<double>() < 1e12)
            *target = it->get<std::int64_t>();
}

RemoteAnswer AnswerReader::finish(std::optional<Error> problem) {
    for (const auto &[place, call] : toolCalls_) {
        std::string &text = answer_.choices[place.first].text;
        text += (text.empty() ? "" : "\n") + call.name + "(" + call.arguments + ")";
    }
    toolCalls_.clear();
    for (auto &choice : answer_.choices)
        if (problem || choice.finishReason.empty())
            choice.finishReason = problem && problem->code == kCancelled ? "cancelled" : "truncated";
    answer_.problem = std::move(problem);
    return std::move(answer_);
}

} // namespace lapidary
