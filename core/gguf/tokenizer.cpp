// SPDX-License-Identifier: Apache-2.0
// tokenizer.ggml.* → tokenizer.json, with the parts that the tokenizers of transformers have for each kind.
#include "core/gguf/tokenizer.h"
#include "core/base/utf8.h"
#include <algorithm>
#include <unordered_map>

namespace lapidary::gguf {
namespace {

constexpr const char *kBlank = "\u2581";
constexpr const char *kWhole = "tokenizer.huggingface.json"; ///< which some files have beside their own form

/// The parts of a tokenizer.json but for vocabulary and merges, which are written apart: there are many of them.
struct Parts {
    Json normalizer{}, preTokenizer{}, decoder{}, model = Json::object();
    TokenList tokens{};
    Merges merges{};
    bool addBos = false, addEos = false;
    bool classified = false; ///< [CLS] and [SEP] around a text
};

Json sequence(const char *key, Json members) {
    return {{"type", "Sequence"}, {key, std::move(members)}};
}

Json replace(const char *what, const char *with) {
    return {{"type", "Replace"}, {"pattern", {{"String", what}}}, {"content", with}};
}

/// Whether bos and eos stand around a text, as the file says, or as a kind does where it says nothing.
void readEnds(bool bosOtherwise, Parts &parts, Facts &facts) {
    parts.addBos = facts.flag("add_bos_token", bosOtherwise) && parts.tokens.textOf(parts.tokens.bos);
    parts.addEos = facts.flag("add_eos_token", false) && parts.tokens.textOf(parts.tokens.eos);
}

Status byteLevel(const Contents &contents, Parts &parts, Facts &facts) {
    const auto split = byteSplit(facts.text("pre", ""), contents.path);
    if (!split) return unexpected(split.error());
    auto merges = listedMerges(contents);
    if (!merges) return unexpected(merges.error());
    parts.merges = std::move(*merges);
    parts.model = {{"type", "BPE"}, {"ignore_merges", split->wholeWords}};
    if (split->composed) parts.normalizer = {{"type", "NFC"}};
    Json members = Json::array();
    for (const auto &pattern : split->patterns)
        members.push_back(
            {{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}, {"invert", false}});
    members.push_back(
        {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", false}});
    parts.preTokenizer = sequence("pretokenizers", members);
    parts.decoder = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
    readEnds(split->begins, parts, facts);
    return {};
}

/// A piece of blanks is written with spaces in files of Gemma and looked for with the sign of a blank.
void respellBlanks(TokenList &tokens) {
    for (std::string &text : tokens.texts)
        if (text.size() > 1 && text.find_first_not_of(' ') == text.npos) {
            std::string blanks;
            for (std::size_t i = 0; i < text.size(); ++i) blanks += kBlank;
            text = std::move(blanks);
        }
}

/// Prefix and blanks as the tokenizer of the family has them: files do not say more than whether there is a prefix.
void cutPieces(std::string_view family, bool prefix, Parts &parts) {
    Json decoders = Json::array({replace(kBlank, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}});
    if (family.starts_with("gemma")) {
        parts.normalizer = replace(" ", kBlank);
        parts.preTokenizer = {
            {"type", "Split"}, {"pattern", {{"String", " "}}}, {"behavior", "MergedWithPrevious"}, {"invert", false}};
        prefix = false;
    } else if (family == "phi3") {
        Json members = Json::array();
        if (prefix) members.push_back({{"type", "Prepend"}, {"prepend", kBlank}});
        members.push_back(replace(" ", kBlank));
        parts.normalizer = sequence("normalizers", members);
    } else
        parts.preTokenizer = {{"type", "Metaspace"},
                              {"replacement", kBlank},
                              {"prepend_scheme", prefix ? "first" : "never"},
                              {"split", false}};
    if (prefix) decoders.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    parts.decoder = sequence("decoders", decoders);
}

Status pieces(const Contents &contents, Parts &parts, Facts &facts) {
    const Json *named = contents.value("general.architecture");
    const std::string family = named && named->is_string() ? named->get<std::string>() : "";
    const bool gemma = family.starts_with("gemma");
    if (gemma) respellBlanks(parts.tokens);
    auto merges = listedMerges(contents);
    if (!merges) return unexpected(merges.error());
    parts.merges = std::move(*merges);
    std::vector<double> ranks = parts.tokens.scores;
    if (gemma || ranks.empty()) { // scores of Gemma do not follow its merges; their order in the file does
        ranks.clear();
        for (std::size_t i = 0; i < parts.tokens.texts.size(); ++i) ranks.push_back(-static_cast<double>(i));
    }
    if (parts.merges.empty()) parts.merges = mergesFrom(parts.tokens, ranks);
    parts.model = {{"type", "BPE"}, {"fuse_unk", true}, {"byte_fallback", true}};
    const std::string *unknown = parts.tokens.textOf(parts.tokens.unknown);
    for (std::size_t i = 0; i < parts.tokens.texts.size() && !unknown; ++i)
        if (parts.tokens.kinds[i] == TokenKind::Unknown) unknown = &parts.tokens.texts[i];
    if (unknown) parts.model["unk_token"] = *unknown;
    cutPieces(family, facts.flag("add_space_prefix", true), parts);
    readEnds(true, parts, facts);
    return {};
}

/// A word's beginning is marked in the file, and what goes on in tokenizer.json.
Status wordPieces(const Contents &, Parts &parts, Facts &) {
    const std::string_view blank = kBlank;
    for (std::size_t i = 0; i < parts.tokens.texts.size(); ++i) {
        std::string &text = parts.tokens.texts[i];
        if (text.starts_with(blank) && text.size() > blank.size())
            text.erase(0, blank.size());
        else if (parts.tokens.kinds[i] == TokenKind::Normal && !text.starts_with('['))
            text.insert(0, "##");
    }
    const std::string *unknown = parts.tokens.textOf(parts.tokens.unknown);
    parts.model = {{"type", "WordPiece"},
                   {"unk_token", unknown ? *unknown : "[UNK]"},
                   {"continuing_subword_prefix", "##"},
                   {"max_input_chars_per_word", 100}};
    parts.normalizer = {{"type", "BertNormalizer"},
                        {"clean_text", true},
                        {"handle_chinese_chars", true},
                        {"strip_accents", nullptr},
                        {"lowercase", true}};
    parts.preTokenizer = {{"type", "BertPreTokenizer"}};
    parts.decoder = {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}};
    parts.classified = true;
    return {};
}

constexpr struct {
    std::string_view name;
    Status (*read)(const Contents &contents, Parts &parts, Facts &facts);
} kKinds[] = {{"gpt2", byteLevel}, {"llama", pieces}, {"bert", wordPieces}};

/// What stands around a text: nothing is written where nothing does.
Json postProcessor(const Parts &parts) {
    const auto &tokens = parts.tokens;
    const auto before = parts.classified ? tokens.classifier ? tokens.classifier : tokens.bos
                        : parts.addBos   ? tokens.bos
                                         : std::nullopt;
    const auto behind = parts.classified ? tokens.separator ? tokens.separator : tokens.eos
                        : parts.addEos   ? tokens.eos
                                         : std::nullopt;
    Json single = Json::array(), pair = Json::array(), special = Json::object();
    const auto add = [&](std::optional<std::int64_t> id, Json &list) {
        const std::string *text = tokens.textOf(id);
        if (!text) return;
        list.push_back({{"SpecialToken", {{"id", *text}, {"type_id", 0}}}});
        special[*text] = {{"id", *text}, {"ids", Json::array({*id})}, {"tokens", Json::array({*text})}};
    };
    const Json first = {{"Sequence", {{"id", "A"}, {"type_id", 0}}}},
               second = {{"Sequence", {{"id", "B"}, {"type_id", 1}}}};
    add(before, single);
    single.push_back(first);
    add(behind, single);
    pair = single;
    if (!parts.classified) add(before, pair);
    pair.push_back(second);
    add(behind, pair);
    if (special.empty()) return Json();
    return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", special}};
}

Json addedTokens(const Parts &parts) {
    Json out = Json::array();
    for (std::size_t i = 0; i < parts.tokens.texts.size(); ++i) {
        const TokenKind kind = parts.tokens.kinds[i];
        if (kind != TokenKind::Control && kind != TokenKind::Unknown && kind != TokenKind::UserDefined) continue;
        out.push_back({{"id", i},
                       {"content", parts.tokens.texts[i]},
                       {"single_word", false},
                       {"lstrip", false},
                       {"rstrip", false},
                       {"normalized", false},
                       {"special", kind != TokenKind::UserDefined}});
    }
    return out;
}

std::string quoted(const std::string &text) {
    return Json(text).dump();
}

/// The file, a token or merge a line. Vocabularies are too large to be put together as one value.
std::string written(const Parts &parts) {
    std::string out = "{\"version\": \"1.0\", \"truncation\": null, \"padding\": null,\n\"added_tokens\": " +
                      addedTokens(parts).dump() + ",\n\"normalizer\": " + parts.normalizer.dump() +
                      ",\n\"pre_tokenizer\": " + parts.preTokenizer.dump() +
                      ",\n\"post_processor\": " + postProcessor(parts).dump() +
                      ",\n\"decoder\": " + parts.decoder.dump() + ",\n\"model\": ";
    std::string model = parts.model.dump();
    model.pop_back(); // the brace, for more
    out += model + ",\n\"vocab\": {";
    for (std::size_t i = 0; i < parts.tokens.texts.size(); ++i)
        out += (i > 0 ? ",\n" : "\n") + quoted(parts.tokens.texts[i]) + ": " + std::to_string(i);
    out += "}";
    if (parts.model["type"] == "BPE") {
        out += ",\n\"merges\": [";
        for (std::size_t i = 0; i < parts.merges.size(); ++i)
            out +=
                (i > 0 ? ",\n[" : "\n[") + quoted(parts.merges[i].first) + ", " + quoted(parts.merges[i].second) + "]";
        out += "]";
    }
    return out + "}}\n";
}

std::optional<Json> templatesOf(const Contents &contents) {
    const std::string prefix = "tokenizer.chat_template";
    Json named = Json::array();
    for (const auto &[key, value] : contents.metadata) {
        if (!value.is_string() || !(key == prefix || key.starts_with(prefix + "."))) continue;
        named.push_back({{"name", key == prefix ? "default" : key.substr(prefix.size() + 1)}, {"template", value}});
    }
    if (named.empty()) return std::nullopt;
    if (named.size() == 1 && named[0]["name"] == "default") return named[0]["template"];
    return named;
}

} // namespace

bool hasTokenizer(const Contents &contents) {
    const Json *kind = contents.value("tokenizer.ggml.model"), *whole = contents.value(kWhole);
    return whole || (kind && *kind != "none" && *kind != "no_vocab");
}

Result<std::string> tokenizerOf(const Contents &contents) {
    if (const Json *whole = contents.value(kWhole); whole && whole->is_string()) return whole->get<std::string>();
    Facts facts(contents, "tokenizer.ggml.");
    const std::string name = facts.text("model");
    const auto kind =
        std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto &each) { return each.name == name; });
    if (kind == std::end(kKinds))
        return fail({.code = "gguf.unknown_tokenizer",
                     .message = "this kind of tokenizer is not read from a GGUF file",
                     .file = contents.path,
                     .field = "tokenizer.ggml.model",
                     .found = shown(name),
                     .expected = "gpt2, llama or bert",
                     .remedy = "Import the model and put the tokenizer.json of its maker into the folder."});
    auto tokens = tokensOf(contents);
    if (!tokens) return unexpected(tokens.error());
    Parts parts{.tokens = std::move(*tokens)};
    if (auto ok = kind->read(contents, parts, facts); !ok) return unexpected(ok.error());
    if (facts.problem()) return fail(*facts.problem());
    return written(parts);
}

Result<Json> tokenizerConfigOf(const Contents &contents) {
    auto tokens = contents.value("tokenizer.ggml.tokens") ? tokensOf(contents) : Result<TokenList>(TokenList{});
    if (!tokens) return unexpected(tokens.error());
    const Json *kind = contents.value("tokenizer.ggml.model");
    Json out = {{"tokenizer_class", "PreTrainedTokenizerFast"},
                {"clean_up_tokenization_spaces", kind && *kind == "bert"}};
    for (const auto &[key, id] : {std::pair{"bos_token", tokens->bos},
                                  {"eos_token", tokens->eos},
                                  {"unk_token", tokens->unknown},
                                  {"pad_token", tokens->pad}})
        if (const std::string *text = tokens->textOf(id)) out[key] = *text;
    const auto chat = templatesOf(contents);
    if (!chat) return out;
    if (const std::string text = chat->dump(-1, ' ', false, Json::error_handler_t::ignore);
        text != chat->dump(-1, ' ', false, Json::error_handler_t::replace))
        return fail({.code = "template.not_utf8",
                     .message = "the template is not UTF-8",
                     .file = contents.path,
                     .field = "tokenizer.chat_template"});
    out["chat_template"] = *chat;
    return out;
}

} // namespace lapidary::gguf
