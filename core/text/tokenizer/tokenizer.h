// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/text/tokenizer/encoding.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lapidary {

/// Text ↔ token ids, read from a Hugging Face tokenizer.json, a SentencePiece tokenizer.model, Mistral's tekken.json or
/// a list of tiktoken's ranks. Cheap to copy, safe to use from several threads. Errors: tokenizer.* with the JSON
/// pointer or the line of what is wrong; a part that is not known is refused by name.
class Tokenizer {
public:
    /// A folder or one of these files. Of a folder: tokenizer.json, else tekken.json, tokenizer.model, tiktoken.model
    /// or
    /// *.tiktoken, and what tokenizer_config.json says of special tokens (for a tokenizer.model also added_tokens.json
    /// and special_tokens_map.json). A list of ranks needs an encoding: ranks::readRanks() says which.
    /// `encoding`: the name of one, whatever the files say; a tokenizer of another kind then is refused.
    static Result<Tokenizer> load(const fs::path &folderOrFile, const std::string &encoding = {});
    static bool isIn(const fs::path &folder); ///< whether there is one of these files
    static Result<Tokenizer> parse(std::string_view json,
                                   const std::string &file = {}); ///< tokenizer.json, tekken.json
    static Result<Tokenizer> parseModel(std::string_view bytes, const std::string &file = {}); ///< a tokenizer.model
    /// A list of tiktoken's ranks with the encoding of that name ("cl100k_base", "o200k_base", "llama3", "qwen", …).
    static Result<Tokenizer> parseRanks(std::string_view bytes, const std::string &encoding,
                                        const std::string &file = {});

    /// UTF-8 of at most 1 GiB: tokenizer.invalid_utf8, tokenizer.text_too_long.
    Result<Encoding> encode(std::string_view text, bool addSpecial) const;
    /// Special tokens that touch one of these places ([begin, end) in bytes) are read as the text that they are.
    Result<Encoding> encode(std::string_view text, bool addSpecial,
                            std::span<const std::pair<std::size_t, std::size_t>> plain) const;
    std::vector<std::string> specialTexts() const; ///< how the special tokens are written
    std::string decode(std::span<const std::int32_t> ids, bool skipSpecial) const;
    /// The same tokenizer whose texts can be told piece by piece: no space is taken back.
    Tokenizer withoutCleanUp() const;

    std::size_t vocabSize() const;
    std::optional<std::int32_t> idOf(std::string_view token) const;
    std::optional<std::string> tokenOf(std::int32_t id) const;
    /// From tokenizer_config.json; without one from the usual names among the special tokens, else nothing.
    std::optional<std::int32_t> bosId() const, eosId() const, padId() const;

    /// What tokenizer_config.json says otherwise than tokenizer.json; for people to decide on.
    const std::vector<Error> &warnings() const;

    struct State;

private:
    explicit Tokenizer(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

/// Turns ids into text one at a time and never cuts a character: the pieces joined are decode() of all ids, but for the
/// spaces that a cleaning tokenizer (clean_up_tokenization_spaces) takes back.
class StreamDecoder {
public:
    StreamDecoder(const Tokenizer &tokenizer, bool skipSpecial)
        : tokenizer_(tokenizer.withoutCleanUp()), skipSpecial_(skipSpecial) {}
    std::string push(std::int32_t id);
    std::string finish();

private:
    static constexpr std::size_t kLongestWindow = 64;
    std::string rest(const std::string &all);
    void forget();

    Tokenizer tokenizer_;
    bool skipSpecial_;
    std::vector<std::int32_t> ids_; ///< the window that is decoded together
    std::size_t given_ = 0;         ///< bytes of its text that were handed out
    bool inBytes_ = false;          ///< within a run of byte tokens
};

} // namespace lapidary
