// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/tokenizer.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer/added_tokens.h"
#include "core/text/tokenizer/bpe.h"
#include "core/text/tokenizer/pipeline.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace lapidary {

struct Tokenizer::State {
    Bpe bpe;
    AddedTokens plain, normalized; ///< looked for in the input, and in what the normaliser makes of it
    std::unordered_map<std::int32_t, std::string> tokens;
    std::unordered_set<std::int32_t> special;
    Vocabulary ids;
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    TokenDecoder decoder;
    std::vector<std::int32_t> before, after; ///< what the post-processor puts around a text
    std::optional<std::int32_t> bos, eos, pad;
};

namespace {

constexpr std::size_t kMostAdded = 1 << 20, kLongestAdded = 1024;
constexpr std::uint64_t kLargestFile = 512ull << 20;

Error bad(const std::string &file, std::string field, std::string message, std::string found = {}) {
    return {.code = "tokenizer.bad_file", .message = std::move(message), .file = file, .field = std::move(field), .found = std::move(found)};
}

Status addToken(const Json &entry, const std::string &field, Tokenizer::State &state, const std::string &file) {
    const auto id = getInteger(entry, "id");
    const auto content = getString(entry, "content");
    if (!id || !content || content->empty() || content->size() > kLongestAdded || *id < 0 || *id > INT32_MAX)
        return fail(bad(file, field, "needs an id and a content of 1 to 1024 bytes", entry.dump().substr(0, 80)));
    const auto number = static_cast<std::int32_t>(*id);
    if (const auto it = state.tokens.find(number); it != state.tokens.end() && it->second != *content)
        return fail(bad(file, field, "its id belongs to another token", *content + " and " + it->second));
    if (const auto it = state.ids.find(*content); it != state.ids.end() && it->second != number)
        return fail(bad(file, field, "the same token has two ids", std::to_string(number) + " and " + std::to_string(it->second)));
    AddedToken token{number, *content, entry.value("special", false), entry.value("lstrip", false), entry.value("rstrip", false),
                     entry.value("single_word", false), entry.value("normalized", false)};
    state.tokens[number] = *content;
    state.ids[*content] = number;
    if (token.special) state.special.insert(number);
    if (!token.normalized || !state.normalizer) {
        (token.normalized ? state.normalized : state.plain).add(token, *content);
        return {};
    }
    TrackedText searched = TrackedText::of(*content, 0); // such a token is looked for as the normaliser leaves it
    if (auto ok = state.normalizer(searched); !ok) return ok;
    if (!searched.text.empty()) state.normalized.add(token, searched.text);
    return {};
}

Status readAdded(const Json &list, Tokenizer::State &state, const std::string &file) {
    if (!list.is_array() || list.size() > kMostAdded) return fail(bad(file, "/added_tokens", "not a list of at most 1048576 tokens"));
    for (std::size_t i = 0; i < list.size(); ++i)
        if (auto ok = addToken(list[i], "/added_tokens/" + std::to_string(i), state, file); !ok) return ok;
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
        for (const auto &id : ids) {
            if (!id.is_number_integer() || !state.tokens.contains(id.get<std::int32_t>()))
                return fail(bad(file, "/post_processor/special_tokens", "the template uses an id that no token has", id.dump().substr(0, 40)));
            (seen ? state.after : state.before).push_back(id.get<std::int32_t>());
        }
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

void idByName(const Json &config, const char *key, const Tokenizer::State &state, std::optional<std::int32_t> &out) {
    const Json value = config.value(key, Json());
    const Json content = value.is_object() ? value.value("content", Json()) : value;
    if (!content.is_string()) return;
    if (const auto it = state.ids.find(content.get<std::string>()); it != state.ids.end()) out = it->second;
}

} // namespace

Result<Tokenizer> Tokenizer::parse(std::string_view text, const std::string &file) {
    try {
        return parseParts(text, file);
    } catch (const Json::exception &error) { // an option of the wrong type, met where it is read
        return fail(bad(file, {}, "a field is of the wrong type", std::string(error.what()).substr(0, 160)));
    }
}

Result<Tokenizer> Tokenizer::parseParts(std::string_view text, const std::string &file) {
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
    auto normalizer = makeNormalizer(json->value("normalizer", Json()), file);
    if (!normalizer) return unexpected(normalizer.error());
    auto preTokenizer = makePreTokenizer(json->value("pre_tokenizer", Json()), file);
    if (!preTokenizer) return unexpected(preTokenizer.error());
    auto decoder = makeDecoder(json->value("decoder", Json()), file);
    if (!decoder) return unexpected(decoder.error());
    state->normalizer = std::move(*normalizer);
    if (auto ok = readAdded(json->value("added_tokens", Json::array()), *state, file); !ok) return unexpected(ok.error());
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

void put(const Tokenizer::State &state, std::int32_t id, std::pair<std::size_t, std::size_t> offsets, Encoding &out) {
    out.ids.push_back(id);
    out.tokens.push_back(state.tokens.at(id));
    out.offsets.push_back(offsets);
}

Status encodeWords(const Tokenizer::State &state, TrackedText tracked, Encoding &out) {
    if (tracked.text.empty()) return {};
    std::vector<TrackedText> words{std::move(tracked)};
    if (state.preTokenizer)
        if (auto ok = state.preTokenizer(words); !ok) return ok;
    for (const auto &word : words) {
        if (word.text.empty()) continue;
        for (const Piece &piece : state.bpe.split(word.text)) put(state, piece.id, {word.origin[piece.begin].first, word.origin[piece.end - 1].second}, out);
    }
    return {};
}

/// What lies between two added tokens: normalised, cut at the added tokens that are looked for only then, and split.
Status encodeStretch(const Tokenizer::State &state, std::string_view text, std::size_t begin, std::size_t end, Encoding &out) {
    if (begin == end) return {};
    TrackedText tracked = TrackedText::of(text.substr(begin, end - begin), begin);
    if (state.normalizer)
        if (auto ok = state.normalizer(tracked); !ok) return ok;
    std::size_t done = 0;
    Status status;
    state.normalized.forEach(tracked.text, [&](const AddedToken &token, std::size_t from, std::size_t to) {
        if (status) status = encodeWords(state, tracked.slice(done, from), out);
        put(state, token.id, {tracked.origin[from].first, tracked.origin[to - 1].second}, out);
        out.tokens.back() = tracked.text.substr(from, to - from);
        done = to;
    });
    return status ? encodeWords(state, tracked.slice(done, tracked.text.size()), out) : status;
}

} // namespace

Result<Encoding> Tokenizer::encode(std::string_view text, bool addSpecial) const {
    const State &state = *state_;
    if (const auto at = utf8::firstInvalid(text); at != std::string_view::npos)
        return fail({.code = "tokenizer.invalid_utf8", .message = "the text is not UTF-8", .offset = static_cast<std::int64_t>(at)});
    Encoding out;
    if (addSpecial)
        for (const auto id : state.before) put(state, id, {0, 0}, out);
    std::size_t done = 0;
    Status status;
    state.plain.forEach(text, [&](const AddedToken &token, std::size_t begin, std::size_t end) {
        if (status) status = encodeStretch(state, text, done, begin, out);
        put(state, token.id, {begin, end}, out);
        out.tokens.back() = text.substr(begin, end - begin); // with the blanks that it took
        done = end;
    });
    if (status) status = encodeStretch(state, text, done, text.size(), out);
    if (!status) return unexpected(status.error());
    if (addSpecial)
        for (const auto id : state.after) put(state, id, {0, 0}, out);
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
    if (ids_.size() >= kLongestWindow) forget();
    return piece;
}

/// Keeps only the last token, when all before it is told: decoding everything anew for each token would be quadratic.
/// Not behind a byte token, whose text depends on the bytes around it.
void StreamDecoder::forget() {
    const auto last = tokenizer_.tokenOf(ids_.back());
    if (!last || last->starts_with("<0x")) return;
    const std::string alone = tokenizer_.decode({&ids_.back(), 1}, skipSpecial_);
    if (alone.empty()) return;
    ids_ = {ids_.back()};
    given_ = alone.size();
}

std::string StreamDecoder::finish() {
    const std::string all = tokenizer_.decode(ids_, skipSpecial_);
    std::string piece = all.substr(std::min(given_, all.size()));
    given_ = all.size();
    return piece;
}

} // namespace lapidary
