// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/models/model.h"
#include <cstdio>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace lapidary {
namespace {

constexpr std::int64_t kMostIds = 1 << 24;

constexpr struct {
    const char *type;
    models::Made (*make)(const Json &model, const std::string &file);
} kKinds[] = {{"BPE", models::bpe},
              {"Unigram", models::unigram},
              {"WordPiece", models::wordPiece},
              {"WordLevel", models::wordLevel}};

/// Files of the first years have no "type": the key that only one kind has tells it.
std::string kindOf(const Json &model) {
    if (const Json type = model.value("type", Json()); !type.is_null())
        return type.is_string() ? type.get<std::string>() : type.dump().substr(0, 40);
    if (model.contains("merges")) return "BPE";
    if (model.value("vocab", Json()).is_array()) return "Unigram";
    return model.contains("continuing_subword_prefix") ? "WordPiece" : "";
}

} // namespace

std::optional<std::int32_t> Model::find(std::string_view token) const {
    const auto it = vocabulary_.find(token);
    return it == vocabulary_.end() ? std::nullopt : std::optional(it->second);
}

Result<std::shared_ptr<const Model>> Model::parse(const Json &model, const std::string &file) {
    const std::string type = model.is_object() ? kindOf(model) : "";
    for (const auto &kind : kKinds)
        if (type == kind.type) return kind.make(model, file);
    return fail({.code = "tokenizer.unknown_part",
                 .message = "this kind of model is not supported",
                 .file = file,
                 .field = "/model/type",
                 .found = type,
                 .expected = "BPE, Unigram, WordPiece or WordLevel"});
}

namespace models {

Error bad(const std::string &file, std::string field, Sentence message, Sentence found, Sentence expected) {
    return {.code = "tokenizer.bad_model",
            .message = std::move(message),
            .file = file,
            .field = std::move(field),
            .found = std::move(found),
            .expected = std::move(expected)};
}

Result<Vocabulary> readVocabulary(const Json &object, const std::string &file) {
    if (!object.is_object() || object.empty())
        return fail(
            bad(file, "/model/vocab", "the vocabulary is missing", object.type_name(), "an object of token → id"));
    Vocabulary vocabulary;
    vocabulary.reserve(object.size());
    std::unordered_set<std::int64_t> seen;
    for (const auto &[token, id] : object.items()) {
        if (!id.is_number_integer() || id.get<std::int64_t>() < 0 || id.get<std::int64_t>() >= kMostIds)
            return fail(bad(file, "/model/vocab/" + token, "not a token id", id.dump().substr(0, 40),
                            "a whole number from 0 to 16777215"));
        if (!seen.insert(id.get<std::int64_t>()).second)
            return fail(bad(file, "/model/vocab/" + token, "two tokens have the same id", id.dump(), "each id once"));
        vocabulary.emplace(token, id.get<std::int32_t>());
    }
    return vocabulary;
}

std::vector<std::int32_t> byteIds(const Vocabulary &vocabulary) {
    std::vector<std::int32_t> ids;
    for (unsigned byte = 0; byte < 256; ++byte) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", byte);
        const auto it = vocabulary.find(std::string_view(name));
        ids.push_back(it == vocabulary.end() ? -1 : it->second);
    }
    return ids;
}

} // namespace models
} // namespace lapidary
