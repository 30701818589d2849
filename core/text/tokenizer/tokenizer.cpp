// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/tokenizer.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer/bpe.h"
#include "core/text/tokenizer/pipeline.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utf8proc.h>

namespace lapidary {

struct AddedToken {
    std::int32_t id = 0;
    std::string content;
    bool special = false, lstrip = false, rstrip = false, singleWord = false, normalized = false;
};

struct Tokenizer::State {
    Bpe bpe;
    std::vector<AddedToken> added; ///< longest first, so that the first match at a place is the longest
    std::unordered_map<std::int32_t, std::string> tokens;
    std::unordered_set<std::int32_t> special;
    Vocabulary ids;
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    TokenDecoder decoder;
    std::vector<std::int32_t> before, after; ///< what the post-processor puts around a text
    std::optional<std::int32_t> bos, eos, pad;
    bool reachesNormalized = false;
};

namespace {

constexpr std::size_t kMostAdded = 1 << 20;
constexpr std::uint64_t kLargestFile = 512ull << 20;

Error bad(const std::string &file, std::string field, std::string message, std::string found = {}) {
    return {.code = "tokenizer.bad_file", .message = std::move(message), .file = file, .field = std::move(field), .found = std::move(found)};
}

Status readAdded(const Json &list, Tokenizer::State &state, const std::string &file) {
    if (!list.is_array() || list.size() > kMostAdded) return fail(bad(file, "/added_tokens", "not a list of at most 1048576 tokens"));
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Json &entry = list[i];
        const std::string field = "/added_tokens/" + std::to_string(i);
        const auto id = getInteger(entry, "id");
        const auto content = getString(entry, "content");
        if (!id || !content || content->empty() || *id < 0 || *id > INT32_MAX) return fail(bad(file, field, "needs an id and a content that is not empty", entry.dump().substr(0, 80)));
        const auto token = static_cast<std::int32_t>(*id);
        if (const auto it = state.tokens.find(token); it != state.tokens.end() && it->second != *content)
            return fail(bad(file, field, "its id belongs to another token", *content + " and " + it->second));
        state.added.push_back({token, *content, entry.value("special", false), entry.value("lstrip", false), entry.value("rstrip", false),
                               entry.value("single_word", false), entry.value("normalized", false)});
        state.tokens[token] = *content;
        state.ids[*content] = token;
        if (state.added.back().special) state.special.insert(token);
    }
    std::stable_sort(state.added.begin(), state.added.end(), [](const auto &a, const auto &b) { return a.content.size() > b.content.size(); });
    return {};
}

Status readTemplate(const Json &spec, Tokenizer::State &state, const std::string &file) {
    bool seen = false;
    for (const auto &item : spec.value("single", Json::array())) {
        if (item.contains("Sequence")) {
            seen = true;
            continue;
        }
        const std::string name = item.value("SpecialToken", Json::object()).value("id", "");
        const Json ids = spec.value("special_tokens", Json::object()).value(name, Json::object()).value("ids", Json::array());
        if (ids.empty()) return fail(bad(file, "/post_processor/special_tokens", "a special token of the template is not defined", name));
        for (const auto &id : ids) (seen ? state.after : state.before).push_back(id.get<std::int32_t>());
    }
    return {};
}

Status readPostProcessor(const Json &spec, Tokenizer::State &state, const std::string &file) {
    if (spec.is_null()) return {};
    const std::string type = spec.value("type", "");
    if (type == "TemplateProcessing") return readTemplate(spec, state, file);
    if (type == "ByteLevel") return {};
    if (type == "Sequence") {
        for (const auto &member : spec.value("processors", Json::array()))
            if (auto ok = readPostProcessor(member, state, file); !ok) return ok;
        return {};
    }
    return fail({.code = "tokenizer.unknown_part", .message = "this post_processor is not supported", .file = file, .field = "/post_processor", .found = type});
}

/// \w of Unicode (UTS 18): letters, marks, digits, connectors and the two joiners.
bool isWordAt(std::string_view text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    const char32_t code = utf8::decode(text, at);
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_PC: return true;
    default: return code == 0x200C || code == 0x200D;
    }
}

/// The added token that begins at `at`, if any.
const AddedToken *addedAt(const std::vector<AddedToken> &added, std::string_view text, std::size_t at) {
    for (const auto &token : added) {
        if (!text.substr(at).starts_with(token.content)) continue;
        const std::size_t end = at + token.content.size();
        if (token.singleWord && ((at > 0 && isWordAt(text, at - 1)) || (end < text.size() && isWordAt(text, end)))) continue;
        return &token;
    }
    return nullptr;
}

void idByName(const Json &config, const char *key, const Tokenizer::State &state, std::optional<std::int32_t> &out) {
    const Json value = config.value(key, Json());
    const Json content = value.is_object() ? value.value("content", Json()) : value;
    if (!content.is_string()) return;
    if (const auto it = state.ids.find(content.get<std::string>()); it != state.ids.end()) out = it->second;
}

} // namespace

Result<Tokenizer> Tokenizer::parse(std::string_view text, const std::string &file) {
    const auto json = parseJson(text, {.depth = 64}, file);
    if (!json) return unexpected(json.error());
    if (!json->is_object() || !json->contains("model")) return fail(bad(file, "/model", "this is not a tokenizer.json: it has no model"));
    const Json &model = (*json)["model"];
    const std::string type = model.is_object() ? model.value("type", "BPE") : "";
    if (type != "BPE")
        return fail({.code = "tokenizer.unknown_part", .message = "this kind of model is not supported", .file = file, .field = "/model/type", .found = type, .expected = "BPE"});
    auto state = std::make_shared<State>();
    auto bpe = Bpe::parse(model, file);
    if (!bpe) return unexpected(bpe.error());
    state->bpe = std::move(*bpe);
    state->ids = state->bpe.vocabulary();
    for (const auto &[token, id] : state->ids) state->tokens.emplace(id, token);
    if (auto ok = readAdded(json->value("added_tokens", Json::array()), *state, file); !ok) return unexpected(ok.error());
    auto normalizer = makeNormalizer(json->value("normalizer", Json()), file);
    if (!normalizer) return unexpected(normalizer.error());
    auto preTokenizer = makePreTokenizer(json->value("pre_tokenizer", Json()), file);
    if (!preTokenizer) return unexpected(preTokenizer.error());
    auto decoder = makeDecoder(json->value("decoder", Json()), file);
    if (!decoder) return unexpected(decoder.error());
    state->normalizer = std::move(*normalizer);
    state->preTokenizer = std::move(*preTokenizer);
    state->decoder = std::move(*decoder);
    if (auto ok = readPostProcessor(json->value("post_processor", Json()), *state, file); !ok) return unexpected(ok.error());
    for (const auto &[name, slot] : {std::pair{"<bos>", &state->bos}, {"<s>", &state->bos}, {"<eos>", &state->eos}, {"</s>", &state->eos}, {"<pad>", &state->pad}})
        if (const auto it = state->ids.find(std::string_view(name)); it != state->ids.end() && state->special.count(it->second) && !*slot) *slot = it->second;
    return Tokenizer(std::move(state));
}

Result<Tokenizer> Tokenizer::load(const fs::path &folderOrFile) {
    const bool folder = fs::is_directory(folderOrFile);
    const fs::path file = folder ? folderOrFile / "tokenizer.json" : folderOrFile;
    const auto text = readFile(file, kLargestFile);
    if (!text) return unexpected(text.error());
    auto tokenizer = parse(*text, file.string());
    if (!tokenizer || !folder) return tokenizer;
    const fs::path configFile = folderOrFile / "tokenizer_config.json";
    if (!fs::exists(configFile)) return tokenizer;
    const auto configText = readFile(configFile);
    if (!configText) return unexpected(configText.error());
    const auto config = parseJson(*configText, {}, configFile.string());
    if (!config) return unexpected(config.error());
    auto state = std::make_shared<State>(*tokenizer->state_);
    idByName(*config, "bos_token", *state, state->bos);
    idByName(*config, "eos_token", *state, state->eos);
    idByName(*config, "pad_token", *state, state->pad);
    return Tokenizer(std::move(state));
}

namespace {

Status encodeStretch(const Tokenizer::State &state, std::string_view text, std::size_t begin, std::size_t end, Encoding &out) {
    if (begin == end) return {};
    TrackedText tracked = TrackedText::of(text.substr(begin, end - begin), begin);
    if (state.normalizer)
        if (auto ok = state.normalizer(tracked); !ok) return ok;
    std::vector<TrackedText> words{std::move(tracked)};
    if (state.preTokenizer)
        if (auto ok = state.preTokenizer(words); !ok) return ok;
    for (const auto &word : words)
        for (const Piece &piece : state.bpe.split(word.text)) {
            out.ids.push_back(piece.id);
            out.tokens.push_back(state.tokens.at(piece.id));
            out.offsets.emplace_back(word.origin[piece.begin].first, word.origin[piece.end - 1].second);
        }
    return {};
}

} // namespace

Result<Encoding> Tokenizer::encode(std::string_view text, bool addSpecial) const {
    const State &state = *state_;
    if (const auto at = utf8::firstInvalid(text); at != std::string_view::npos)
        return fail({.code = "tokenizer.invalid_utf8", .message = "the text is not UTF-8", .offset = static_cast<std::int64_t>(at)});
    Encoding out;
    const auto put = [&](std::int32_t id, std::size_t begin, std::size_t end) {
        out.ids.push_back(id);
        out.tokens.push_back(state.tokens.at(id));
        out.offsets.emplace_back(begin, end);
    };
    if (addSpecial)
        for (const auto id : state.before) put(id, 0, 0);
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size() && !state.added.empty();) {
        const AddedToken *token = addedAt(state.added, text, at);
        if (!token) {
            ++at;
            continue;
        }
        std::size_t begin = at, end = at + token->content.size();
        while (token->lstrip && begin > done && std::isspace(static_cast<unsigned char>(text[begin - 1]))) --begin;
        while (token->rstrip && end < text.size() && std::isspace(static_cast<unsigned char>(text[end]))) ++end;
        if (auto ok = encodeStretch(state, text, done, begin, out); !ok) return unexpected(ok.error());
        put(token->id, begin, end);
        out.tokens.back() = text.substr(begin, end - begin); // with the blanks that it took
        at = done = end;
    }
    if (auto ok = encodeStretch(state, text, done, text.size(), out); !ok) return unexpected(ok.error());
    if (addSpecial)
        for (const auto id : state.after) put(id, 0, 0);
    return out;
}

std::string Tokenizer::decode(std::span<const std::int32_t> ids, bool skipSpecial) const {
    std::vector<std::string> tokens;
    for (const auto id : ids) {
        const auto it = state_->tokens.find(id);
        if (it == state_->tokens.end() || (skipSpecial && state_->special.count(id))) continue;
        tokens.push_back(it->second);
    }
    if (state_->decoder) {
        state_->decoder(tokens);
        std::string all;
        for (const auto &token : tokens) all += token;
        return all;
    }
    std::string joined; // the reference joins with spaces where there is no decoder
    for (std::size_t i = 0; i < tokens.size(); ++i) joined += (i > 0 ? " " : "") + tokens[i];
    return joined;
}

std::size_t Tokenizer::vocabSize() const { return state_->tokens.size(); }

std::optional<std::int32_t> Tokenizer::idOf(std::string_view token) const {
    const auto it = state_->ids.find(token);
    return it == state_->ids.end() ? std::nullopt : std::optional(it->second);
}

std::optional<std::string> Tokenizer::tokenOf(std::int32_t id) const {
    const auto it = state_->tokens.find(id);
    return it == state_->tokens.end() ? std::nullopt : std::optional(it->second);
}

std::optional<std::int32_t> Tokenizer::bosId() const { return state_->bos; }
std::optional<std::int32_t> Tokenizer::eosId() const { return state_->eos; }
std::optional<std::int32_t> Tokenizer::padId() const { return state_->pad; }

std::string StreamDecoder::push(std::int32_t id) {
    ids_.push_back(id);
    const std::string all = tokenizer_.decode(ids_, skipSpecial_);
    if (all.size() <= given_ || all.ends_with("\xEF\xBF\xBD")) return {}; // a character that is not whole yet
    std::string piece = all.substr(given_);
    given_ = all.size();
    return piece;
}

std::string StreamDecoder::finish() {
    const std::string all = tokenizer_.decode(ids_, skipSpecial_);
    std::string piece = all.substr(std::min(given_, all.size()));
    given_ = all.size();
    return piece;
}

} // namespace lapidary
