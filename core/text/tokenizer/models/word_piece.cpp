// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/models/model.h"
#include "core/text/tokenizer/models/trie.h"
#include "core/text/tokenizer/tracked_text.h"
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

/// The vocabulary and the id of "unk_token".
Status readWithUnknown(const Json &model, const char *fallback, Vocabulary &vocabulary,
                       std::optional<std::int32_t> &unknown, const std::string &file) {
    auto read = models::readVocabulary(model.value("vocab", Json()), file);
    if (!read) return unexpected(read.error());
    vocabulary = std::move(*read);
    if (const auto it = vocabulary.find(model.value("unk_token", fallback)); it != vocabulary.end())
        unknown = it->second;
    return {};
}

Error noUnknown(std::string_view word) {
    return {.code = "tokenizer.unknown_character",
            .message = "the vocabulary has neither this word nor an unknown token",
            .found = std::string(word.substr(0, 60))};
}

/// BERT's greedy cutting: the longest token first; a word that cannot be cut to its end is unknown as a whole.
class WordPiece : public Model {
public:
    Status read(const Json &model, const std::string &file) {
        if (auto ok = readWithUnknown(model, "[UNK]", vocabulary_, unknown_, file); !ok) return ok;
        const std::string prefix = model.value("continuing_subword_prefix", "##");
        const Json most = model.value("max_input_chars_per_word", Json(100));
        if (!most.is_number_integer() || most.get<std::int64_t>() < 0)
            return fail(models::bad(file, "/model/max_input_chars_per_word", "not a number of characters",
                                    most.dump().substr(0, 40), "a whole number from 0"));
        longestWord_ = most.get<std::uint64_t>();
        std::vector<std::pair<std::string_view, std::int32_t>> first, continuing;
        for (const auto &[token, id] : vocabulary_) {
            if (!token.empty()) first.push_back({token, id});
            if (token.size() > prefix.size() && token.starts_with(prefix))
                continuing.push_back({std::string_view(token).substr(prefix.size()), id});
        }
        first_ = Trie(std::move(first));
        continuing_ = Trie(std::move(continuing));
        return {};
    }

    Status split(std::string_view word, std::vector<Piece> &out, Cache &) const override {
        std::uint64_t characters = 0;
        for (std::size_t at = 0; at < word.size(); at = TrackedText::nextCharacter(word, at)) ++characters;
        const std::size_t before = out.size();
        bool whole = characters <= longestWord_;
        for (std::size_t at = 0; at < word.size() && whole;) {
            Piece longest{-1, at, at};
            (at == 0 ? first_ : continuing_).forEachPrefix(word.substr(at), [&](std::size_t length, std::int32_t id) {
                longest = {id, at, at + length};
            });
            whole = longest.id >= 0;
            if (whole) out.push_back(longest);
            at = longest.end;
        }
        if (whole) return {};
        out.resize(before);
        if (!unknown_) return fail(noUnknown(word));
        out.push_back({*unknown_, 0, word.size()});
        out.push_back({kNoToken, 0, word.size()});
        return {};
    }

private:
    Trie first_, continuing_;
    std::optional<std::int32_t> unknown_;
    std::uint64_t longestWord_ = 100;
};

/// Each word is a token or unknown.
class WordLevel : public Model {
public:
    Status read(const Json &model, const std::string &file) {
        return readWithUnknown(model, "<unk>", vocabulary_, unknown_, file);
    }

    Status split(std::string_view word, std::vector<Piece> &out, Cache &) const override {
        const auto id = find(word);
        if (!id && !unknown_) return fail(noUnknown(word));
        out.push_back({id ? *id : *unknown_, 0, word.size()});
        if (!id) out.push_back({kNoToken, 0, word.size()});
        return {};
    }

private:
    std::optional<std::int32_t> unknown_;
};

template <class Kind> models::Made make(const Json &model, const std::string &file) {
    auto made = std::make_shared<Kind>();
    if (auto ok = made->read(model, file); !ok) return unexpected(ok.error());
    return std::shared_ptr<const Model>(std::move(made));
}

} // namespace

models::Made models::wordPiece(const Json &model, const std::string &file) {
    return make<WordPiece>(model, file);
}
models::Made models::wordLevel(const Json &model, const std::string &file) {
    return make<WordLevel>(model, file);
}

} // namespace lapidary
