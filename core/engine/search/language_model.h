// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/drafted.h"
#include <nlohmann/json.hpp>
#include <span>

namespace lapidary {

/// Where a text that is being written ends, beside where its writer ends it.
struct Until {
    std::int64_t tokens = 128;
    std::vector<std::string> texts{}; ///< end the whole answer, and are cut off
    std::vector<std::string> marks{}; ///< end a piece of it: they stay, and the answer goes on behind them
    /// Further marks: those of the task's steps, of sentences, of a call of a tool. A search says them by these names;
    /// whoever writes gets them as `marks`.
    bool step = false, sentence = false, toolCall = false;
    bool piece = false; ///< so many tokens end a piece, as a mark does, and not the answer
};

/// A continuation that is asked for. Who knows tokens reads `ids`, all that stands before it; who does not reads the
/// texts.
struct CompletionRequest {
    std::vector<std::int64_t> ids{};
    std::string prompt{};
    Json messages = Json(); ///< of a chat that a server writes with its own template; then without a prompt
    std::string prefix{};   ///< what the answer is made to begin with
    std::string begun{};    ///< what has been written of the answer behind it
    std::string stream{};   ///< names the random numbers
    std::int64_t n = 1;
    std::int64_t firstSample = 0; ///< see GenerationPrompt
    bool byFirstRank = false;     ///< see GenerationPrompt
    SamplingConfig sampling{};    ///< but for the ends, which are those of `until`
    Until until{};
    Drafting drafting{}; ///< a network may write several tokens in one pass; what it writes stays the same
    /// What the same model gave for a text that begins as `ids` do: a network does not read that beginning again.
    std::shared_ptr<const KeptText> known{};
};

/// Texts that are given, each behind the same tokens.
struct GivenTexts {
    std::vector<std::int64_t> ids{};                ///< all that stands before them
    std::vector<std::vector<std::int64_t>> texts{}; ///< their tokens, one at least of each
};

/// The first sample of the first request while it grows: its tokens, or where nobody here knows them its text.
struct GrowingText {
    std::vector<std::int64_t> ids{};
    std::string text{};
    std::int64_t tokens = 0;
};

/// What somebody who waits for a text sees of it, and how it is stopped.
struct Watch {
    std::stop_token stop{};
    std::function<void(std::int64_t done, std::int64_t total)> progress{}; ///< in samples
    std::function<void(const GrowingText &)> grew{};
    std::function<void(const Sentence &text)> notice{}; ///< as that a server is busy
    bool scores = false;                                ///< how sure a network here was of each token
};

/// `text` before the first of `ends`.
std::string cutBefore(std::string text, const std::vector<std::string> &ends);

/// A piece that a mark ended: the answer is not whole, and can be continued.
inline constexpr const char *kStep = "step";
/// A piece that a tool wrote.
inline constexpr const char *kTool = "tool";
/// A piece that the search itself put there.
inline constexpr const char *kSaid = "said";
/// A whole answer that was given, as a choice of the question is: nobody wrote it, and the model said how likely it is.
inline constexpr const char *kGiven = "given";
/// One that a budget did not cover, so that nobody knows how likely it is.
inline constexpr const char *kUnread = "unread";

/// Whoever continues a text: a network here, or a server.
class LanguageModel {
public:
    virtual ~LanguageModel() = default;
    virtual bool knowsTokens() const = 0;
    /// n texts for every request, in large batches. A finish reason is "step" where a mark ended the piece. A requested
    /// stop is no error: what is unfinished comes back as "cancelled".
    virtual Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                          const Watch &watch) const = 0;
    /// How likely it finds texts that it did not write: a completion for each, whose log-probabilities are those of its
    /// tokens at temperature 1, whatever is drawn elsewhere. Its finish reason is kGiven, or "cancelled" where a stop
    /// came before it was read. Errors: search.no_reading of whoever cannot tell.
    virtual Result<std::vector<GeneratedPrompt>> read(std::span<const GivenTexts> given, const Watch &watch) const;
};

} // namespace lapidary
