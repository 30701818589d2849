// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/method.h"
#include "core/data/tasks/rule.h"
#include "core/engine/search/search.h"
#include "core/job/search_event.h"
#include "core/text/answer/finish.h"
#include <map>
#include <memory>

namespace lapidary {

class Decoder;
class ScoringNetwork;

/// What a search may call while it writes. An error of the tool ends the search; what the model should read instead is
/// an answer like any other.
struct SearchTool {
    std::string name;
    std::function<Result<std::string>(const std::string &input)> call;
};

/// A vector for each text, of the model's own.
using EmbedTexts = std::function<Result<std::vector<std::vector<float>>>(const std::vector<std::string> &texts)>;

/// What a search may use. `encode` and `decode` stand for the tokenizer; `rule` may be missing where no answers are
/// compared.
struct SearchContext {
    std::shared_ptr<const LanguageModel> model{};
    std::function<Result<std::vector<std::int64_t>>(const std::string &text, bool addSpecial)> encode{};
    DecodeText decode{};
    EmbedTexts embed{}; ///< missing where the model runs elsewhere
    const Rule *rule = nullptr;
    /// Others that may be asked, by their names, as a judge; missing where there are none.
    std::function<Result<std::shared_ptr<const LanguageModel>>(const std::string &name)> modelNamed{};
    std::map<std::string, std::shared_ptr<const LanguageModel>> experts{}; ///< that know the same tokens, by port
    std::vector<SearchTool> tools{};
    std::map<std::string, std::vector<Json>> rows{}; ///< of the strategy's inputs that are rows, by their ports
    std::shared_ptr<ScoringNetwork> reward{};        ///< a reward model here that scores answers or their steps
    std::shared_ptr<const Decoder> draft{};          ///< a smaller model here that guesses what comes next
    std::string toolCallEnd = "</tool_call>";        ///< what ends a call of a tool in the text of this model
    Watch watch{};
    std::function<void(const SearchEvent &)> trace{};
};

/// What of an answer is written already: by a person, or by an earlier search. It is the answer from its first word on,
/// so that no completion prefix stands in front of it; rule and scorers read it, and it costs no token. Where a model
/// knows tokens, its ids win over its text.
struct Beginning {
    std::string text{};
    std::vector<std::int64_t> ids{};
    bool empty() const { return text.empty() && ids.empty(); }
};

/// A problem of a search. `ids`, where given, replace the tokens of the prompt's text.
struct SearchProblem {
    Problem problem;
    std::vector<std::int64_t> ids{};
    std::string stream{}; ///< names the random numbers: the position in the data; empty: the tokens and how often they
                          ///< came before
    Json messages = Json(); ///< of a chat that a remote model writes with its own template; then without prompt and ids
    Beginning begun{};      ///< of every answer
};

/// Tokens of a completion, from number `begin` to before `end`.
struct TokenSpan {
    std::size_t begin = 0, end = 0;
    std::size_t size() const { return end - begin; }
};

struct Candidate {
    std::string text; ///< with the completion prefix
    Completion completion;
    std::optional<std::string> answer{}; ///< none of a cut one
    std::optional<double> score{};       ///< never NaN
    std::vector<TokenSpan> byTool{};     ///< that a tool wrote: none of the model's own, and not to be learnt from
    /// Why it can neither vote nor win, or empty. A forced prefix alone is no text of the model's.
    std::string fault() const { return faultOf(completion.text, completion.finishReason); }
};

/// What a tool said.
struct ToolAnswer {
    std::string tool, text;
};

struct SearchOutcome {
    std::vector<Candidate> candidates; ///< the ends of the tree, but for pieces that were given up before their end
    std::size_t chosen = 0;
    std::string reason{}; ///< why: "only", "votes 5 of 8", "highest mean_logprob"; where none could win, why not:
                          ///< "cut", "empty", "no score"
    bool answered =
        true; ///< false: no candidate could win, so that the problem is not answered, whatever the chosen one says
    std::optional<std::string> answer{};
    bool tie = false;    ///< the choice was between equals
    bool oracle = false; ///< the choice used the reference answer: a ceiling, not a method
    bool cancelled = false;
    std::vector<ToolAnswer> told{}; ///< by tools, in their order
    TokenCount tokens{};
    Json remote{};      ///< see GeneratedPrompt
    double seconds = 0; ///< this problem's share of the batch's time, by tokens decoded
};

/// How the texts of a search are drawn, and how many there may be.
struct Drawing {
    SamplingConfig sampling{};
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0; ///< that may be written, or read as given, for a problem; 0: no limit
    std::int64_t width = 1;       ///< texts of a problem that are written side by side
    std::int64_t rounds = 1;      ///< how often that happens at most
    std::string examples{};       ///< stand in front of the problem's text
    bool scores = false;          ///< TokenScores are needed
    Drafting drafting{};          ///< of one text at a time
    bool calculator = false;      ///< what an annotation computes is written by the calculator
};

/// Spends compute at test time. One strategy serves many problems; what it knows of one lies in that one's search.
class Strategy {
public:
    virtual ~Strategy() = default;
    virtual const Drawing &drawing() const = 0;
    /// What it cannot do without: a rule, a judge.
    virtual Status check(const SearchContext &context) const = 0;
    /// Whether it can answer this one, before anything is spent on any: choices may be needed that a problem lacks.
    virtual Status checkProblem(const SearchProblem &problem) const;
    /// What stands in front of the text of each problem: what the drawing says, unless it is found for each.
    virtual Result<std::vector<std::string>> examples(const std::vector<SearchProblem> &problems,
                                                      const SearchContext &context) const;
    virtual std::unique_ptr<Search> begin(const SearchProblem &problem, const SearchContext &context) const = 0;
};

struct StrategyEntry {
    const MethodInfo &(*info)();
    tl::expected<std::unique_ptr<Strategy>, Problems> (*make)(const Json &config);
};

std::span<const StrategyEntry> strategies();
Result<const StrategyEntry *> strategyByName(const std::string &name);

} // namespace lapidary
