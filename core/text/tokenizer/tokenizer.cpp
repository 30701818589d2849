// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/tokenizer.h"
#include "core/base/utf8.h"
#include "core/gguf/place.h"
#include "core/text/tokenizer/ranks/ranks.h"
#include "core/text/tokenizer/state.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::uint64_t kLargestFile = 512ull << 20;
constexpr std::size_t kLargestText = 1u << 30; ///< whose tokens an int of others still counts
/// In the order in which they are preferred; behind them a single *.tiktoken.
constexpr const char *kFiles[] = {"tokenizer.json", "tekken.json", "tokenizer.model", "tiktoken.model"};

std::vector<fs::path> rankFilesIn(const fs::path &folder) {
    std::vector<fs::path> out;
    std::error_code ignored;
    for (const auto &each : fs::directory_iterator(folder, ignored))
        if (each.path().extension() == ".tiktoken") out.push_back(each.path());
    std::sort(out.begin(), out.end());
    return out;
}

/// The file of a folder that holds its tokenizer; tokenizer.json where there is none, which then cannot be read.
Result<fs::path> fileIn(const fs::path &folder) {
    std::error_code ignored;
    for (const char *name : kFiles)
        if (fs::exists(folder / name, ignored)) return folder / name;
    const auto lists = rankFilesIn(folder);
    if (lists.size() > 1)
        return fail({.code = "tokenizer.ambiguous",
                     .message = "the folder has several lists of ranks",
                     .file = folder.string(),
                     .found = {"{0} and {1}", lists[0].filename().string(), lists[1].filename().string()},
                     .expected = "one",
                     .remedy = "Name the file that the model was trained with, or leave that one alone there."});
    return lists.empty() ? folder / kFiles[0] : lists.front();
}

Error noRanks(const fs::path &file, const std::string &encoding) {
    return {.code = "tokenizer.unknown_encoding",
            .message = "an encoding is named for a file that is no list of ranks",
            .file = file.string(),
            .found = encoding,
            .expected = "a list of tiktoken's ranks",
            .remedy = "Leave the encoding out: this file says itself how a text is cut."};
}

/// One call of encode().
class Encoder {
public:
    using Places = std::span<const std::pair<std::size_t, std::size_t>>;
    Encoder(const Tokenizer::State &state, std::string_view text, Places plain)
        : state_(state), text_(text), plain_(plain) {}

    /// Cut at the added tokens that are looked for in the input, then what lies between them.
    Status run() {
        std::size_t done = 0;
        Status status;
        state_.plain.forEach(text_, [&](const AddedToken &token, std::size_t begin, std::size_t end) {
            if (token.special && isPlain(begin, end)) return;
            if (status) status = stretch(done, begin);
            put(token.id, std::string(text_.substr(begin, end - begin)), {begin, end}); // with the blanks that it took
            done = end;
        });
        return status ? stretch(done, text_.size()) : status;
    }

    Encoding out;

private:
    bool isPlain(std::size_t begin, std::size_t end) const {
        return std::any_of(plain_.begin(), plain_.end(),
                           [&](const auto &place) { return begin < place.second && end > place.first; });
    }
    void put(std::int32_t id, std::string token, Span source) {
        out.ids.push_back(id);
        out.tokens.push_back(std::move(token));
        out.offsets.push_back({source.begin, source.end});
    }

    /// Normalised, cut at the added tokens that are looked for only then, and split.
    Status stretch(std::size_t begin, std::size_t end) {
        if (begin >= end) return {};
        TrackedText tracked = TrackedText::of(text_.substr(begin, end - begin), begin);
        if (state_.normalizer)
            if (auto ok = state_.normalizer(tracked); !ok) return ok;
        if (state_.normalized.empty()) return words(std::move(tracked));
        std::size_t done = 0;
        Status status;
        state_.normalized.forEach(tracked.text, [&](const AddedToken &token, std::size_t from, std::size_t to) {
            if (status && done < from) status = words(tracked.slice({done, from}));
            put(token.id, tracked.text.substr(from, to - from), tracked.source({from, to}));
            done = to;
        });
        return status && done < tracked.text.size() ? words(tracked.slice({done, tracked.text.size()})) : status;
    }

    Status words(TrackedText tracked) {
        if (tracked.text.empty()) return {};
        Words words{std::move(tracked), {}};
        words.spans.push_back({0, words.whole.text.size()});
        if (state_.preTokenizer)
            if (auto ok = state_.preTokenizer(words); !ok) return ok;
        for (const Span &word : words.spans) {
            if (word.begin >= word.end) continue;
            pieces_.clear();
            if (auto ok = state_.model->split(words.view(word), pieces_, cache_); !ok) return ok;
            for (const Piece &piece : pieces_) {
                const Span part{word.begin + piece.begin, word.begin + piece.end};
                Span source = words.whole.source(part);
                if (piece.id == kNoToken) {
                    out.lost.emplace_back(source.begin, source.end);
                    continue;
                }
                if (part.begin == part.end)
                    source.end = source.begin; // the first bytes of a character that is spelled in bytes
                put(piece.id,
                    piece.verbatim ? words.whole.text.substr(part.begin, part.end - part.begin)
                                   : state_.tokens.at(piece.id),
                    source);
            }
        }
        return {};
    }

    const Tokenizer::State &state_;
    std::string_view text_;
    Places plain_;
    std::vector<Piece> pieces_;
    Model::Cache cache_;
};

Encoding joined(std::vector<Encoding> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Encoding out;
    for (auto &part : parts) {
        out.ids.insert(out.ids.end(), part.ids.begin(), part.ids.end());
        std::move(part.tokens.begin(), part.tokens.end(), std::back_inserter(out.tokens));
        out.offsets.insert(out.offsets.end(), part.offsets.begin(), part.offsets.end());
        out.lost.insert(out.lost.end(), part.lost.begin(), part.lost.end());
    }
    return out;
}

/// Each place once: the bytes of one character, and characters side by side, are one.
void unite(std::vector<std::pair<std::size_t, std::size_t>> &places) {
    std::sort(places.begin(), places.end());
    std::size_t kept = 0;
    for (const auto &place : places) {
        if (place.first >= place.second) continue;
        if (kept > 0 && place.first <= places[kept - 1].second)
            places[kept - 1].second = std::max(places[kept - 1].second, place.second);
        else
            places[kept++] = place;
    }
    places.resize(kept);
}

} // namespace

Result<Tokenizer> Tokenizer::parse(std::string_view text, const std::string &file) {
    auto state = readTokenizer(text, file);
    if (!state) return unexpected(state.error());
    return Tokenizer(std::move(*state));
}

Result<Tokenizer> Tokenizer::parseModel(std::string_view bytes, const std::string &file) {
    auto state = parseSentencePiece(bytes, file);
    if (!state) return unexpected(state.error());
    return Tokenizer(std::move(*state));
}

Result<Tokenizer> Tokenizer::parseRanks(std::string_view bytes, const std::string &encoding, const std::string &file) {
    auto state = ranks::parseRanks(bytes, encoding, file);
    if (!state) return unexpected(state.error());
    return Tokenizer(std::move(*state));
}

bool Tokenizer::isIn(const fs::path &folder) {
    return std::any_of(std::begin(kFiles), std::end(kFiles),
                       [&](const char *name) { return hasModelFile(folder, name); }) ||
           !rankFilesIn(folder).empty();
}

Result<Tokenizer> Tokenizer::load(const fs::path &folderOrFile, const std::string &encoding) {
    const bool gguf = ggufAt(folderOrFile).has_value(), folder = gguf || fs::is_directory(folderOrFile);
    const auto file = folder && !gguf ? fileIn(folderOrFile) : Result<fs::path>(folderOrFile);
    if (!file) return unexpected(file.error());
    const auto extension = file->extension();
    if (extension == ".model" || extension == ".tiktoken") {
        const auto bytes = readFile(*file, kLargestFile);
        if (!bytes) return unexpected(bytes.error());
        const bool listed = extension == ".tiktoken" || ranks::isRankFile(*bytes);
        if (!listed && !encoding.empty()) return fail(noRanks(*file, encoding));
        auto state =
            listed ? ranks::readRanks(*bytes, *file, folder ? std::optional(folderOrFile) : std::nullopt, encoding)
                   : readSentencePiece(folderOrFile);
        if (!state) return unexpected(state.error());
        return Tokenizer(std::move(*state));
    }
    if (!encoding.empty()) return fail(noRanks(*file, encoding));
    const auto text =
        gguf ? readModelFile(folderOrFile, "tokenizer.json", kLargestFile) : readFile(*file, kLargestFile);
    if (!text) return unexpected(text.error());
    auto tokenizer = parse(*text, gguf ? modelFileName(folderOrFile, "tokenizer.json") : file->string());
    if (!tokenizer || !folder || !hasModelFile(folderOrFile, "tokenizer_config.json")) return tokenizer;
    auto state = std::make_shared<State>(*tokenizer->state_);
    if (auto ok = readTokenizerConfig(folderOrFile, *state); !ok) return unexpected(ok.error());
    return Tokenizer(std::move(state));
}

std::vector<std::string> Tokenizer::specialTexts() const {
    std::vector<std::string> out;
    for (const auto id : state_->special)
        if (const auto text = tokenOf(id)) out.push_back(*text);
    return out;
}

Result<Encoding> Tokenizer::encode(std::string_view text, bool addSpecial) const {
    return encode(text, addSpecial, {});
}

Result<Encoding> Tokenizer::encode(std::string_view text, bool addSpecial,
                                   std::span<const std::pair<std::size_t, std::size_t>> plain) const {
    if (text.size() > kLargestText)
        return fail({.code = "tokenizer.text_too_long",
                     .message = "the text is too long to be encoded in one piece",
                     .found = {"{0} bytes", text.size()},
                     .expected = "1 GiB at most",
                     .remedy = "Give it as several rows."});
    if (const auto at = utf8::firstInvalid(text); at != std::string_view::npos)
        return fail({.code = "tokenizer.invalid_utf8",
                     .message = "the text is not UTF-8",
                     .offset = static_cast<std::int64_t>(at)});
    Encoder encoder(*state_, text, plain);
    if (auto ok = encoder.run(); !ok) return unexpected(ok.error());
    std::vector<Encoding> parts{std::move(encoder.out)};
    if (state_->postProcessor) state_->postProcessor(parts, text, addSpecial);
    Encoding out = joined(std::move(parts));
    unite(out.lost);
    return out;
}

namespace {

/// transformers' clean_up_tokenization: replacements one after the other.
std::string cleaned(std::string text) {
    static constexpr std::pair<std::string_view, std::string_view> kReplaced[] = {
        {" .", "."},     {" ?", "?"},   {" !", "!"},   {" ,", ","},     {" ' ", "'"},
        {" n't", "n't"}, {" 'm", "'m"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};
    for (const auto &[from, to] : kReplaced) {
        std::string out;
        std::size_t done = 0;
        for (std::size_t at = 0; (at = text.find(from, done)) != text.npos; done = at + from.size()) {
            out.append(text, done, at - done);
            out += to;
        }
        if (done > 0) text = out.append(text, done);
    }
    return text;
}

} // namespace

Tokenizer Tokenizer::withoutCleanUp() const {
    if (!state_->cleanUp) return *this;
    auto state = std::make_shared<State>(*state_);
    state->cleanUp = false;
    return Tokenizer(std::move(state));
}

std::string Tokenizer::decode(std::span<const std::int32_t> ids, bool skipSpecial) const {
    std::vector<std::string> tokens;
    for (const auto id : ids) {
        const auto it = state_->tokens.find(id);
        if (it == state_->tokens.end() || (skipSpecial && state_->special.count(id))) continue;
        const auto changed = state_->decodedAs.find(id);
        tokens.push_back(changed == state_->decodedAs.end() ? it->second : changed->second);
    }
    if (state_->decoder) {
        state_->decoder(tokens);
        std::string all;
        for (const auto &token : tokens) all += token;
        return state_->cleanUp ? cleaned(std::move(all)) : all;
    }
    std::string joined; // the reference joins with spaces where there is no decoder
    for (std::size_t i = 0; i < tokens.size(); ++i) joined += (i > 0 ? " " : "") + tokens[i];
    return state_->cleanUp ? cleaned(std::move(joined)) : joined;
}

std::size_t Tokenizer::vocabSize() const {
    return state_->tokens.size();
}

std::optional<std::int32_t> Tokenizer::idOf(std::string_view token) const {
    const auto it = state_->ids.find(token);
    return it == state_->ids.end() ? std::nullopt : std::optional(it->second);
}

std::optional<std::string> Tokenizer::tokenOf(std::int32_t id) const {
    const auto it = state_->tokens.find(id);
    return it == state_->tokens.end() ? std::nullopt : std::optional(it->second);
}

const std::vector<Error> &Tokenizer::warnings() const {
    return state_->warnings;
}
std::optional<std::int32_t> Tokenizer::bosId() const {
    return state_->bos;
}
std::optional<std::int32_t> Tokenizer::eosId() const {
    return state_->eos;
}
std::optional<std::int32_t> Tokenizer::padId() const {
    return state_->pad;
}

} // namespace lapidary
