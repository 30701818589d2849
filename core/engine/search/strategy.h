// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/method.h"
#include "core/data/tasks/rule.h"
#include "core/engine/generate/generator.h"
#include "core/text/answer/finish.h"
#include <span>

namespace lapidary {

struct CandidateConfig;
struct SearchProblem;
/// Draws completions from elsewhere than a model in this process.
using DrawElsewhere = std::function<Result<std::vector<GeneratedPrompt>>(const std::vector<SearchProblem> &problems,
                                                                         const CandidateConfig &config)>;

/// One answer for a judge, and what the judge says: 0 to 1, or no rating.
struct JudgedAnswer {
    std::string question, answer;
};
struct Judgement {
    std::optional<double> score{};
    std::int64_t tokens = 0; ///< that the judge wrote
    bool cancelled = false;
};
using JudgeAnswers =
    std::function<Result<std::vector<Judgement>>(const std::string &judge, const std::vector<JudgedAnswer> &answers)>;

/// What a strategy may use. `encode` and `decode` stand for the tokenizer; `rule` may be missing where no answers
/// are compared.
struct SearchContext {
    const Decoder *model = nullptr; ///< missing where completions are drawn elsewhere
    std::function<Result<std::vector<std::int64_t>>(const std::string &text, bool addSpecial)> encode;
    DecodeText decode;
    const Rule *rule = nullptr;
    std::stop_token stop{};
    std::int64_t maxRows = 256;
    std::function<void(std::int64_t done, std::int64_t total)> progress{};
    /// The first candidate of the first problem while it grows.
    std::function<void(const std::vector<std::int64_t> &ids)> grew{};
    /// The same of a remote model, whose tokens nobody here knows.
    std::function<void(const std::string &text, std::int64_t tokens)> grewText{};
    DrawElsewhere draw{};
    JudgeAnswers judge{}; ///< missing where there is none to ask
    /// What a person should know while it goes on, as that a server is busy.
    std::function<void(const std::string &text)> notice{};
    /// Generic events {"event": expand|score|prune|choose, "problem", "node", …}; a tree view needs nothing else.
    std::function<void(const Json &)> trace{};
};

/// A problem of a search. `ids`, where given, replace the tokens of the prompt's text.
struct SearchProblem {
    Problem problem;
    std::vector<std::int64_t> ids{};
    std::string stream{}; ///< names the random numbers: the position in the data; empty: the tokens and how often they
                          ///< came before
    Json messages = Json(); ///< of a chat that a remote model writes with its own template; then without prompt and ids
};

struct Candidate {
    std::string text; ///< with the completion prefix
    Completion completion;
    std::optional<std::string> answer{}; ///< none of a cut one
    std::optional<double> score{};       ///< never NaN
    /// Why it can neither vote nor win, or empty. A forced prefix alone is no text of the model's.
    std::string fault() const { return faultOf(completion.text, completion.finishReason); }
};

struct SearchOutcome {
    std::vector<Candidate> candidates;
    std::size_t chosen = 0;
    std::string reason{}; ///< why: "only", "votes 5 of 8", "highest mean_logprob"; where none could win, why not:
                          ///< "cut", "empty", "no score"
    bool answered =
        true; ///< false: no candidate could win, so that the problem is not answered, whatever the chosen one says
    std::optional<std::string> answer{};
    bool tie = false;    ///< the choice was between equals
    bool oracle = false; ///< the choice used the reference answer: a ceiling, not a method
    bool cancelled = false;
    TokenCount tokens{};
    Json remote{};      ///< see GeneratedPrompt
    double seconds = 0; ///< this problem's share of the batch's time, by tokens decoded
};

/// Spends compute at test time on a whole set of problems, so that the batches are large.
class Strategy {
public:
    virtual ~Strategy() = default;
    virtual Result<std::vector<SearchOutcome>> run(const std::vector<SearchProblem> &problems,
                                                   const SearchContext &context) const = 0;
};

struct StrategyEntry {
    const MethodInfo &(*info)();
    tl::expected<std::unique_ptr<Strategy>, Problems> (*make)(const Json &config);
};

std::span<const StrategyEntry> strategies();
Result<const StrategyEntry *> strategyByName(const std::string &name);

} // namespace lapidary
