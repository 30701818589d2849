// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/tokenizer_sheet.h"
#include "core/gguf/vocabulary.h"
#include <algorithm>
#include <unordered_map>

namespace lapidary::gguf {
namespace {

constexpr std::int64_t kMostTokens = 1 << 24;

struct Listed {
    std::vector<std::string> texts{}, merges{};
    std::vector<std::int32_t> kinds{};
    std::vector<float> scores{};
    bool clashes = false; ///< two tokens have the same id, as in vocabularies with holes
};

std::string typeOf(const Json &part) {
    const Json type = part.is_object() ? part.value("type", Json()) : Json();
    return type.is_string() ? type.get<std::string>() : "";
}

/// The members of a Sequence, or the part itself.
Json membersOf(const Json &part, const char *key) {
    if (typeOf(part) == "Sequence") return part.value(key, Json::array());
    return part.is_null() ? Json::array() : Json::array({part});
}

std::string regexOf(const Json &split) {
    const Json pattern = split.value("pattern", Json());
    const Json regex = pattern.is_object() ? pattern.value("Regex", Json()) : Json();
    return regex.is_string() ? regex.get<std::string>() : "";
}

/// The patterns that a byte-level pre-tokenizer cuts by; nothing where it does something else.
std::optional<std::vector<std::string>> patternsOf(const Json &preTokenizer) {
    const auto own = byteSplit("smollm", {})->patterns; // a digit, and the pattern of ByteLevel itself
    std::vector<std::string> out;
    bool bytes = false;
    for (const Json &part : membersOf(preTokenizer, "pretokenizers")) {
        const std::string type = typeOf(part);
        if (type == "Digits" && part.value("individual_digits", Json()) == true)
            out.push_back(own[0]);
        else if (type == "Split" && !regexOf(part).empty() && part.value("invert", Json()) != true)
            out.push_back(regexOf(part));
        else if (type == "ByteLevel" && part.value("add_prefix_space", Json()) != true) {
            bytes = true;
            if (part.value("use_regex", Json(true)) != false) out.push_back(own[1]);
        } else
            return std::nullopt;
    }
    return bytes ? std::optional(out) : std::nullopt;
}

void addTexts(const Json &json, const TokenizerOut &wanted, Listed &out) {
    const auto resize = [&](std::int64_t id) {
        if (id < 0 || id >= kMostTokens) return false;
        if (id >= std::ssize(out.texts)) {
            out.texts.resize(static_cast<std::size_t>(id) + 1);
            out.kinds.resize(out.texts.size(), static_cast<std::int32_t>(TokenKind::Unused));
        }
        return true;
    };
    const auto put = [&](const std::string &text, const Json &id, TokenKind kind) {
        if (!id.is_number_integer() || !resize(id.get<std::int64_t>())) return;
        std::string &place = out.texts[id.get<std::size_t>()];
        out.clashes |= !place.empty() && place != text;
        place = text;
        out.kinds[id.get<std::size_t>()] = static_cast<std::int32_t>(kind);
    };
    resize(wanted.rows - 1);
    const Json &model = json["model"];
    const Json unknown = model.value("unk_token", Json());
    const bool fallback = model.value("byte_fallback", Json()) == true;
    std::int64_t at = 0;
    for (const auto &[key, value] : model["vocab"].items()) { // text: id, or [text, score] in the order of ids
        const bool listed = value.is_array() && !value.empty() && value[0].is_string();
        const std::string text = listed ? value[0].get<std::string>() : key;
        const Json id = listed ? Json(at++) : value;
        const bool byte = fallback && text.size() == 6 && text.starts_with("<0x") && text.back() == '>';
        put(text, id, byte ? TokenKind::Byte : unknown == text ? TokenKind::Unknown : TokenKind::Normal);
    }
    for (const Json &token : json.value("added_tokens", Json::array())) {
        const auto content = getString(token, "content");
        if (!content || unknown == *content) continue;
        const auto id = wanted.idOf ? wanted.idOf(*content) : std::nullopt;
        put(*content, id ? Json(*id) : token.value("id", Json()),
            token.value("special", Json()) == true ? TokenKind::Control : TokenKind::UserDefined);
    }
    for (std::size_t i = 0; i < out.texts.size(); ++i)
        if (out.texts[i].empty()) out.texts[i] = "[PAD" + std::to_string(i) + "]";
}

/// Merges "left right", and for each token minus the place of the first merge that makes it.
void addMerges(const Json &model, Listed &out) {
    std::unordered_map<std::string, float> places;
    for (const Json &merge : model.value("merges", Json::array())) {
        std::string left, right;
        if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            left = merge[0].get<std::string>();
            right = merge[1].get<std::string>();
        } else if (merge.is_string()) {
            const auto text = merge.get<std::string>();
            const auto space = text.find(' ', 1);
            if (space == text.npos) continue;
            left = text.substr(0, space);
            right = text.substr(space + 1);
        }
        out.merges.push_back(left + " " + right);
        places.emplace(left + right, -static_cast<float>(out.merges.size()));
    }
    const float last = -static_cast<float>(out.merges.size()) - 1;
    for (const auto &text : out.texts) {
        const auto place = places.find(text);
        out.scores.push_back(place == places.end() ? last : place->second);
    }
}

bool hasPrefix(const Json &json) {
    for (const Json &part : membersOf(json.value("normalizer", Json()), "normalizers"))
        if (typeOf(part) == "Prepend") return true;
    for (const Json &part : membersOf(json.value("pre_tokenizer", Json()), "pretokenizers"))
        if (typeOf(part) == "Metaspace") return part.value("prepend_scheme", Json("always")) != "never";
    return false;
}

/// Whether a piece can hold a blank as SentencePiece writes it.
bool isPieces(const Json &json) {
    return json["model"].value("byte_fallback", Json()) == true;
}

std::optional<Sentence> putForm(const Json &json, const TokenizerOut &wanted, Sheet &sheet) {
    const Json &model = json["model"];
    const Json type = model.value("type", Json("BPE"));
    Listed listed;
    addTexts(json, wanted, listed);
    sheet.text("tokenizer.ggml.model", "none"); // what the tokens are is still said: ids have texts
    sheet.texts("tokenizer.ggml.tokens", listed.texts);
    sheet.wholes("tokenizer.ggml.token_type", listed.kinds);
    if (type != "BPE")
        return Sentence("GGUF has no form for a tokenizer of the kind {0}", dumpJson(type).substr(0, 40));
    if (listed.clashes) return Sentence("Two tokens of this tokenizer have the same id");
    addMerges(model, listed);
    if (isPieces(json)) {
        sheet.text("tokenizer.ggml.model", "llama");
        sheet.flag("tokenizer.ggml.add_space_prefix", hasPrefix(json));
        sheet.numbers("tokenizer.ggml.scores", listed.scores);
    } else {
        const auto patterns = patternsOf(json.value("pre_tokenizer", Json()));
        const auto name =
            patterns ? nameOfSplit(*patterns, model.value("ignore_merges", Json()) == true) : std::nullopt;
        if (!name) return Sentence("GGUF has no name for how this tokenizer cuts texts");
        sheet.text("tokenizer.ggml.model", "gpt2");
        sheet.text("tokenizer.ggml.pre", *name);
    }
    sheet.texts("tokenizer.ggml.merges", listed.merges);
    return std::nullopt;
}

} // namespace

Result<std::optional<Sentence>> putTokenizer(const TokenizerOut &tokenizer, Sheet &sheet) {
    const auto json = parseJson(tokenizer.json);
    if (!json) return unexpected(json.error());
    const bool whole = json->is_object() && json->contains("model") && (*json)["model"].is_object() &&
                       (*json)["model"].contains("vocab");
    if (!whole)
        return fail({.code = "tokenizer.bad_file",
                     .message = "this is not a tokenizer.json: it has no model",
                     .field = "/model/vocab"});
    auto reason = putForm(*json, tokenizer, sheet);
    sheet.text("tokenizer.huggingface.json", tokenizer.json);
    for (const auto &[key, id] : {std::pair{"bos_token_id", tokenizer.bos},
                                  {"eos_token_id", tokenizer.eos},
                                  {"padding_token_id", tokenizer.pad}})
        if (id) sheet.whole(std::string("tokenizer.ggml.") + key, *id);
    sheet.flag("tokenizer.ggml.add_bos_token", tokenizer.addBos);
    sheet.flag("tokenizer.ggml.add_eos_token", tokenizer.addEos);
    return reason;
}

} // namespace lapidary::gguf
