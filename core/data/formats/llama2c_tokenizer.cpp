// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/utf8.h"
#include "core/data/formats/llama2c.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace lapidary {
namespace {

constexpr std::int64_t kFirstPiece = 259;      // <unk>, <s>, </s> and the 256 bytes come first
constexpr const char *kSpace = "\xE2\x96\x81"; // U+2581, SentencePiece's visible space

struct ScoredPiece {
    std::string text;
    float score;
};

/// llama2.c writes a real space; tokenizer.json's merges need one that does not separate words.
std::string visible(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == ' ')
            out += kSpace;
        else
            out += c;
    }
    return out;
}

Error bad(const std::string &path, std::size_t offset, const char *code, Sentence message, Sentence found = {},
          Sentence expected = {}) {
    return {.code = code,
            .message = std::move(message),
            .file = path,
            .offset = static_cast<std::int64_t>(offset),
            .found = std::move(found),
            .expected = std::move(expected)};
}

Result<std::vector<ScoredPiece>> readPieces(std::span<const std::byte> file, std::int64_t vocab,
                                            const std::string &path) {
    std::vector<ScoredPiece> pieces;
    std::size_t at = sizeof(std::int32_t); // the length of the longest piece, which nobody needs
    for (std::int64_t id = 0; id < vocab; ++id) {
        if (at + 8 > file.size())
            return fail(bad(path, file.size(), "llama2c.tokenizer_truncated", "The tokenizer ends too early",
                            {"{0} pieces", id}, {"{0} pieces, as the model has", vocab}));
        ScoredPiece piece;
        std::int32_t length;
        std::memcpy(&piece.score, file.data() + at, 4);
        std::memcpy(&length, file.data() + at + 4, 4);
        at += 8;
        if (length < 0 || static_cast<std::size_t>(length) > file.size() - at)
            return fail(bad(path, at - 4, "llama2c.tokenizer_bad_length", "The length of a piece does not fit the file",
                            std::to_string(length), {"0 to {0}", file.size() - at}));
        piece.text.assign(reinterpret_cast<const char *>(file.data()) + at, static_cast<std::size_t>(length));
        const bool good = std::isfinite(piece.score) && utf8::firstInvalid(piece.text) == std::string_view::npos &&
                          (id < kFirstPiece || length > 0);
        if (!good)
            return fail(bad(path, at, "llama2c.tokenizer_bad_piece", "A piece is empty, is not UTF-8, or has no score",
                            {"piece {0}", id}));
        at += static_cast<std::size_t>(length);
        pieces.push_back(std::move(piece));
    }
    if (at != file.size())
        return fail(bad(path, at, "llama2c.tokenizer_trailing_bytes", "There are bytes behind the last piece",
                        {"{0} bytes", file.size() - at}, {"{0} pieces, as the model has", vocab}));
    return pieces;
}

/// Every way to make a piece of two others, best score first. llama2.c joins the neighbours whose piece scores best.
Json mergesOf(const std::vector<ScoredPiece> &pieces, const std::unordered_map<std::string, std::int64_t> &ids) {
    struct Merge {
        float score;
        std::string left, right;
    };
    std::vector<Merge> merges;
    for (std::size_t id = kFirstPiece; id < pieces.size(); ++id) {
        const std::string text = visible(pieces[id].text);
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            if ((static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) continue; // inside a character
            const std::string left = text.substr(0, cut), right = text.substr(cut);
            if (ids.count(left) && ids.count(right)) merges.push_back({pieces[id].score, left, right});
        }
    }
    std::stable_sort(merges.begin(), merges.end(), [](const Merge &a, const Merge &b) { return a.score > b.score; });
    Json out = Json::array();
    for (const auto &merge : merges) out.push_back({merge.left, merge.right});
    return out;
}

/// tokenizer.json as LLaMA's has it.
Json tokenizerJson(Json added, Json vocabulary, Json merges) {
    const Json toVisible = {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", kSpace}};
    const Json toSpace = {{"type", "Replace"}, {"pattern", {{"String", kSpace}}}, {"content", " "}};
    const Json bos = {{"SpecialToken", {{"id", "<s>"}, {"type_id", 0}}}},
               a = {{"Sequence", {{"id", "A"}, {"type_id", 0}}}}, b = {{"Sequence", {{"id", "B"}, {"type_id", 0}}}};
    return {
        {"version", "1.0"},
        {"truncation", nullptr},
        {"padding", nullptr},
        {"added_tokens", std::move(added)},
        {"normalizer",
         {{"type", "Sequence"}, {"normalizers", Json::array({{{"type", "Prepend"}, {"prepend", kSpace}}, toVisible})}}},
        {"pre_tokenizer", nullptr},
        {"post_processor",
         {{"type", "TemplateProcessing"},
          {"single", Json::array({bos, a})},
          {"pair", Json::array({bos, a, bos, b})},
          {"special_tokens", {{"<s>", {{"id", "<s>"}, {"ids", {1}}, {"tokens", {"<s>"}}}}}}}},
        {"decoder",
         {{"type", "Sequence"},
          {"decoders", Json::array({toSpace,
                                    {{"type", "ByteFallback"}},
                                    {{"type", "Fuse"}},
                                    {{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}})}}},
        {"model",
         {{"type", "BPE"},
          {"dropout", nullptr},
          {"unk_token", "<unk>"},
          {"continuing_subword_prefix", nullptr},
          {"end_of_word_suffix", nullptr},
          {"fuse_unk", true},
          {"byte_fallback", true},
          {"ignore_merges", false},
          {"vocab", std::move(vocabulary)},
          {"merges", std::move(merges)}}}};
}

} // namespace

Result<std::string> llama2cTokenizer(std::span<const std::byte> file, std::int64_t vocab, const std::string &path) {
    if (vocab < kFirstPiece)
        return fail(bad(path, 0, "llama2c.tokenizer_too_small",
                        "The vocabulary has no room for the special tokens and the bytes", {"{0} pieces", vocab},
                        "259 or more"));
    const auto pieces = readPieces(file, vocab, path);
    if (!pieces) return unexpected(pieces.error());
    Json vocabulary = Json::object(), added = Json::array();
    std::unordered_map<std::string, std::int64_t> ids;
    for (std::int64_t id = 0; id < vocab; ++id) {
        char byteName[8];
        std::snprintf(byteName, sizeof byteName, "<0x%02X>", static_cast<unsigned>(id - 3) & 0xFF);
        constexpr const char *kSpecial[] = {"<unk>", "<s>", "</s>"}; // llama2.c spells the last two with line breaks
        const std::string text = id < 3             ? kSpecial[id]
                                 : id < kFirstPiece ? byteName
                                                    : visible((*pieces)[static_cast<std::size_t>(id)].text);
        if (!ids.emplace(text, id).second)
            return fail(bad(path, 0, "llama2c.tokenizer_twice", "A piece stands twice in the tokenizer",
                            text.substr(0, 40), "each piece once"));
        vocabulary[text] = id;
        if (id < 3)
            added.push_back({{"id", id},
                             {"content", text},
                             {"single_word", false},
                             {"lstrip", false},
                             {"rstrip", false},
                             {"normalized", false},
                             {"special", true}});
    }
    return dumpJson(tokenizerJson(std::move(added), std::move(vocabulary), mergesOf(*pieces, ids)), 1);
}

} // namespace lapidary
