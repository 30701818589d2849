// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/contents.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace lapidary::gguf {
namespace {

double shortest(double value) {
    const auto single = static_cast<float>(value);
    if (static_cast<double>(single) != value) return value;
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, single).ptr;
    double out = value;
    std::from_chars(text, end, out);
    return out;
}

std::string said(const Json *value) {
    return value ? value->dump(-1, ' ', true, Json::error_handler_t::replace).substr(0, 60) : "";
}

} // namespace

const Tensor *Contents::find(std::string_view name) const {
    const auto found =
        std::find_if(tensors.begin(), tensors.end(), [&](const Tensor &tensor) { return tensor.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

const Json *Contents::value(const std::string &key) const {
    const auto found = metadata.find(key);
    return found == metadata.end() ? nullptr : &found->second;
}

const Json *Facts::find(const std::string &key) const {
    return contents_.value(prefix_ + key);
}

void Facts::refuse(const std::string &key, Sentence message, Sentence found, Sentence expected, Sentence remedy) {
    if (problem_) return;
    problem_ = Error{.code = "gguf.bad_value",
                     .message = std::move(message),
                     .file = contents_.path,
                     .field = prefix_ + key,
                     .found = std::move(found),
                     .expected = std::move(expected),
                     .remedy = std::move(remedy)};
}

void Facts::wrong(const std::string &key, const Json *found, const char *expected) {
    refuse(key, found ? "a value of the header is of the wrong kind" : "the header lacks a value that the model needs",
           found ? Sentence(said(found)) : Sentence("nothing"), expected);
}

std::int64_t Facts::whole(const std::string &key, std::optional<std::int64_t> otherwise) {
    const Json *value = find(key);
    if (!value && otherwise) return *otherwise;
    const bool good = value && value->is_number_integer() &&
                      (!value->is_number_unsigned() || value->get<std::uint64_t>() <= INT64_MAX) &&
                      value->get<std::int64_t>() >= 0;
    if (good) return value->get<std::int64_t>();
    if (value && value->is_array() && !value->empty() && value->front().is_number_integer() &&
        std::all_of(value->begin(), value->end(), [&](const Json &each) { return each == value->front(); }))
        return value->front().get<std::int64_t>(); // one for each layer, all alike
    wrong(key, value, worded("a whole number, the same for all layers"));
    return 1;
}

std::optional<std::int64_t> Facts::token(const std::string &key) {
    constexpr std::int64_t kNone = 0xFFFF'FFFF;
    const std::int64_t id = has(key) ? whole(key) : kNone;
    return id == kNone ? std::nullopt : std::optional(id);
}

double Facts::number(const std::string &key, std::optional<double> otherwise) {
    const Json *value = find(key);
    if (!value && otherwise) return *otherwise;
    if (value && value->is_number() && std::isfinite(value->get<double>())) return shortest(value->get<double>());
    wrong(key, value, worded("a finite number"));
    return 1;
}

bool Facts::flag(const std::string &key, bool otherwise) {
    const Json *value = find(key);
    if (!value) return otherwise;
    if (value->is_boolean()) return value->get<bool>();
    wrong(key, value, worded("true or false"));
    return otherwise;
}

std::string Facts::text(const std::string &key, std::optional<std::string> otherwise) {
    const Json *value = find(key);
    if (!value && otherwise) return *otherwise;
    if (value && value->is_string()) return value->get<std::string>();
    wrong(key, value, worded("a text"));
    return {};
}

Result<const Family *> familyOf(const Contents &contents) {
    Facts facts(contents, "general.");
    const std::string name = facts.text("architecture");
    if (facts.problem()) return fail(*facts.problem());
    const Family *family = familyNamed(name);
    if (family && name == "llama" && contents.value("llama.attention.sliding_window"))
        family = familyOfModel("mistral"); // the files of both call themselves llama
    if (family) return family;
    return fail({.code = "gguf.unknown_architecture",
                 .message = "this architecture is not supported",
                 .file = contents.path,
                 .field = "general.architecture",
                 .found = shown(name),
                 .expected = familyNames(),
                 .remedy = "Use a model of one of these families."});
}

std::int64_t headsOf(const Contents &contents, const Family &family, std::string_view here) {
    Facts facts(contents, std::string(family.name) + ".");
    const std::int64_t heads = facts.whole("attention.head_count", 1);
    return here.find(".attn_k.") == here.npos ? heads : facts.whole("attention.head_count_kv", heads);
}

Json generationOf(const Contents &contents) {
    Facts facts(contents, "tokenizer.ggml.");
    Json out = Json::object(), ends = Json::array();
    if (const auto id = facts.token("bos_token_id")) out["bos_token_id"] = *id;
    for (const char *key : {"eos_token_id", "eot_token_id", "eom_token_id"}) // of a text, of a turn, of a message
        if (const auto id = facts.token(key); id && std::find(ends.begin(), ends.end(), *id) == ends.end())
            ends.push_back(*id);
    if (ends.size() == 1) out["eos_token_id"] = ends.front();
    if (ends.size() > 1) out["eos_token_id"] = ends;
    if (const auto id = facts.token("padding_token_id")) out["pad_token_id"] = *id;
    return facts.problem() ? Json::object() : out;
}

} // namespace lapidary::gguf
