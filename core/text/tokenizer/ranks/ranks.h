// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/state.h"

/// Vocabularies that are lists of byte strings with their ranks: tiktoken's files and Mistral's tekken.json.
namespace lapidary::ranks {

/// What belongs to a list of ranks and does not stand in it.
struct RankEncoding {
    std::string_view name;
    const char *pattern;                    ///< what words a text is cut into
    bool normalised = false;                ///< NFC before it is cut
    std::string_view begin{}, end{}, pad{}; ///< special tokens; empty: none
    bool putsBegin = false;                 ///< before each text
    /// The special tokens and their ids; `next`: the id behind the last rank.
    std::vector<std::pair<std::string, std::int64_t>> (*special)(std::int64_t next) = nullptr;
};
const RankEncoding *findEncoding(std::string_view name);
std::string encodingNames(); ///< all that are known, for messages

/// Whether these are lines of base64, a blank and a rank.
bool isRankFile(std::string_view bytes);
/// Errors: tokenizer.bad_file with the line.
Result<std::vector<RankedBytes>> parseRankFile(std::string_view bytes, const std::string &file);

/// A tokenizer of such tokens without special ones. Where some of the 256 bytes have no rank, a warning says so.
Result<std::shared_ptr<Tokenizer::State>> makeState(const std::vector<RankedBytes> &tokens, const std::string &pattern,
                                                    bool normalised, const std::string &file);

/// A list of ranks, with the encoding of that name.
Result<std::shared_ptr<const Tokenizer::State>> parseRanks(std::string_view bytes, const std::string &encoding,
                                                           const std::string &file);
/// The same of a file; `folder`: whose tokenizer_config.json is read too. The encoding is `named`, else the one that
/// "tiktoken_encoding" or the tokenizer's class there names, else the one that the file is named after
/// (cl100k_base.tiktoken), else Llama 3's for a *.model, as in transformers. tokenizer.unknown_encoding for others.
Result<std::shared_ptr<const Tokenizer::State>> readRanks(std::string_view bytes, const fs::path &file,
                                                          const std::optional<fs::path> &folder,
                                                          const std::string &named);

bool isTekken(const Json &json);
Result<std::shared_ptr<const Tokenizer::State>> readTekken(const Json &json, const std::string &file);

} // namespace lapidary::ranks
