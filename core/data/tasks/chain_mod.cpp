// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/chain_mod.h"
#include "core/base/hash.h"
#include "core/base/rng.h"
#include <algorithm>
#include <map>
#include <set>

namespace lapidary {
namespace {

constexpr int kModulus = 10;
constexpr std::string_view kOperators = "+-*";

bool isVariable(char c) {
    return c >= 'a' && c <= 'z';
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

int apply(int left, char op, int right) {
    const int value = op == '+' ? left + right : op == '-' ? left - right : left * right;
    return (value % kModulus + kModulus) % kModulus;
}

/// name = left op right; operands are variables or digits.
struct Definition {
    char name, left, op, right;
    std::string text() const { return {name, '=', left, op, right}; }
};

std::optional<Definition> parseDefinition(std::string_view text) {
    if (text.size() != 5 || !isVariable(text[0]) || text[1] != '=') return std::nullopt;
    const auto operand = [](char c) { return isVariable(c) || isDigit(c); };
    if (!operand(text[2]) || kOperators.find(text[3]) == kOperators.npos || !operand(text[4])) return std::nullopt;
    return Definition{text[0], text[2], text[3], text[4]};
}

struct ChainProblem {
    std::map<char, Definition> definitions;
    char query = 0;
};

/// Pieces between semicolons; the text behind the last one is the last piece.
std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const auto end = text.find(';');
        pieces.push_back(text.substr(0, end));
        if (end == text.npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

std::optional<ChainProblem> parsePrompt(std::string_view prompt) {
    ChainProblem problem;
    auto pieces = split(prompt);
    const auto last = pieces.back();
    if (last.size() != 3 || last[0] != '?' || !isVariable(last[1]) || last[2] != ':') return std::nullopt;
    problem.query = last[1];
    pieces.pop_back();
    for (const auto piece : pieces) {
        const auto definition = parseDefinition(piece);
        if (!definition || !problem.definitions.emplace(definition->name, *definition).second) return std::nullopt;
    }
    return problem;
}

// ---- the generator ----

std::vector<char> shuffledNames(Rng &rng) {
    std::vector<char> names;
    for (char c = 'a'; c <= 'z'; ++c) names.push_back(c);
    rng.shuffle(names);
    return names;
}

char randomDigit(Rng &rng) {
    return static_cast<char>('0' + rng.below(kModulus));
}
char randomOperator(Rng &rng) {
    return kOperators[rng.below(kOperators.size())];
}

/// The next definition of a chain: its first operand is the one before it.
Definition nextDefinition(char name, const std::vector<Definition> &before, double twoVariables, Rng &rng) {
    if (before.empty()) return {name, randomDigit(rng), randomOperator(rng), randomDigit(rng)};
    const bool variable = before.size() > 1 && rng.uniform() < twoVariables;
    const char right = variable ? before[rng.below(before.size() - 1)].name : randomDigit(rng);
    return {name, before.back().name, randomOperator(rng), right};
}

std::int64_t between(std::int64_t low, std::int64_t high, Rng &rng) {
    return low + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(high - low + 1)));
}

struct MadeProblem {
    std::vector<Definition> chain, all;
    std::string prompt;
};

MadeProblem makeProblem(const ChainModConfig &config, Rng &rng) {
    const std::int64_t length = between(config.minLength, config.maxLength, rng);
    const std::int64_t distractors = between(config.minDistractors, config.maxDistractors, rng);
    const auto names = shuffledNames(rng);
    std::size_t used = 0;
    MadeProblem made;
    while (static_cast<std::int64_t>(made.chain.size()) < length)
        made.chain.push_back(nextDefinition(names[used++], made.chain, config.twoVariables, rng));
    std::vector<Definition> others; // a second chain, which nothing needs
    while (static_cast<std::int64_t>(others.size()) < distractors)
        others.push_back(nextDefinition(names[used++], others, config.twoVariables, rng));
    made.all = made.chain;
    made.all.insert(made.all.end(), others.begin(), others.end());
    if (rng.uniform() >= config.listed) rng.shuffle(made.all);
    for (const auto &definition : made.all) made.prompt += definition.text() + ";";
    made.prompt += std::string("?") + made.chain.back().name + ":";
    return made;
}

std::map<char, int> valuesOf(const std::vector<Definition> &chain) {
    std::map<char, int> values;
    const auto read = [&](char c) { return isDigit(c) ? c - '0' : values.at(c); };
    for (const auto &d : chain) values[d.name] = apply(read(d.left), d.op, read(d.right));
    return values;
}

/// The steps of a demonstration. With an error rate a wrong value is carried on, like a slip in a real corpus.
std::vector<std::string> demonstrate(const std::vector<Definition> &chain, double errorRate, Rng &rng, char &answer) {
    std::vector<std::string> steps;
    for (auto it = chain.rbegin(); it != chain.rend(); ++it) steps.push_back(it->text());
    std::map<char, char> values;
    const auto read = [&](char c) { return isDigit(c) ? c : values.at(c); };
    for (const auto &d : chain) {
        const char left = read(d.left), right = read(d.right);
        int value = apply(left - '0', d.op, right - '0');
        if (errorRate > 0 && rng.uniform() < errorRate)
            value = (value + 1 + static_cast<int>(rng.below(kModulus - 1))) % kModulus;
        answer = values[d.name] = static_cast<char>('0' + value);
        steps.push_back({d.name, '=', left, d.op, right, '=', answer});
    }
    return steps;
}

std::string completionOf(const std::vector<std::string> &steps, char answer) {
    std::string text = "T";
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i == steps.size() / 2) text += ':'; // as many hops as evaluations
        text += steps[i] + ";";
    }
    return text + "A" + answer;
}

Json rowOf(const MadeProblem &made, const std::string &id, const ChainModConfig &config, Rng &rng) {
    const std::string reference(1, static_cast<char>('0' + valuesOf(made.chain).at(made.chain.back().name)));
    char answer = reference[0];
    const bool direct = config.direct > 0 && rng.uniform() < config.direct;
    const auto steps = direct ? std::vector<std::string>{} : demonstrate(made.chain, config.errorRate, rng, answer);
    return {{"id", id},
            {"prompt", made.prompt},
            {"reference", reference},
            {"completion", direct ? "A" + reference : completionOf(steps, answer)},
            {"chain", steps},
            {"length", made.chain.size()},
            {"distractors", made.all.size() - made.chain.size()}};
}

Result<ChainModConfig> readConfig(const Json &given) {
    const auto read = ChainModConfig::described().read(given);
    if (!read) return fail(joined(read.error()));
    const auto ordered = [](const char *field, std::int64_t low, std::int64_t high) {
        return fail({.code = "config.out_of_range",
                     .message = "The largest value lies below the smallest.",
                     .field = field,
                     .found = std::to_string(high),
                     .expected = {"at least {0}", low}});
    };
    if (read->maxLength < read->minLength) return ordered("max_length", read->minLength, read->maxLength);
    if (read->maxDistractors < read->minDistractors)
        return ordered("max_distractors", read->minDistractors, read->maxDistractors);
    return *read;
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = readConfig(given);
    if (!config) return unexpected(config.error());
    Rng problems(seed, "chain_mod/problems"), chains(seed, "chain_mod/chains");
    std::set<std::string> seen;
    std::vector<Json> rows;
    for (std::int64_t tries = 0; static_cast<std::int64_t>(rows.size()) < count; ++tries) {
        if (tries > 100 + 20 * count)
            return fail({.code = "task.exhausted",
                         .message = "There are not so many distinct problems of this kind.",
                         .field = "count",
                         .found = std::to_string(count),
                         .expected = {"about {0} or fewer", rows.size()},
                         .remedy = "Ask for fewer, or for longer chains."});
        const auto made = makeProblem(*config, problems);
        if (!seen.insert(made.prompt).second) continue;
        rows.push_back(
            rowOf(made, "chain_mod-" + std::to_string(seed) + "-" + std::to_string(rows.size()), *config, chains));
    }
    return rows;
}

// ---- the same problem under other names ----

/// Each definition by what it computes: its operator and what its operands compute, down to the digits. Names and order
/// are gone then.
class Computation {
public:
    explicit Computation(const ChainProblem &problem) : problem_(problem) {}

    /// Nothing where a definition needs itself.
    std::optional<std::string> of(char operand) {
        const auto it = problem_.definitions.find(operand);
        if (it == problem_.definitions.end()) return isDigit(operand) ? std::string(1, operand) : "?"; // never defined
        if (const auto known = known_.find(operand); known != known_.end()) return known->second;
        if (!open_.insert(operand).second) return std::nullopt;
        const auto left = of(it->second.left), right = of(it->second.right);
        open_.erase(operand);
        if (!left || !right) return std::nullopt;
        return known_[operand] = contentHash(*left + it->second.op + *right);
    }

private:
    const ChainProblem &problem_;
    std::map<char, std::string> known_;
    std::set<char> open_;
};

/// What the query computes, beside what all definitions compute in an order of their own.
std::optional<std::string> canonical(std::string_view prompt) {
    const auto problem = parsePrompt(prompt);
    if (!problem) return std::nullopt;
    Computation computation(*problem);
    const auto query = computation.of(problem->query);
    if (!query) return std::nullopt;
    std::vector<std::string> all;
    for (const auto &[name, definition] : problem->definitions) {
        const auto one = computation.of(name);
        if (!one) return std::nullopt;
        all.push_back(*one);
    }
    std::sort(all.begin(), all.end());
    std::string form = *query;
    for (const auto &one : all) form += one;
    return contentHash(form);
}

// ---- the grader ----

/// Walks through a completion and labels each step. What is known of the values comes from the completion itself, so
/// that a step after a slip is right if it follows from what was written.
class Walk {
public:
    explicit Walk(const ChainProblem &problem) : problem_(problem), next_(problem.query) {}

    /// A hop copies the definition of the variable that it came to, and goes on to its first operand.
    bool hop(std::string_view text) {
        const auto it = problem_.definitions.find(next_);
        const bool right = it != problem_.definitions.end() && text == it->second.text();
        const auto written = parseDefinition(text);
        next_ = written ? written->left : 0;
        return right;
    }

    /// "m=7*9=3": the definition of m with values for its variables, and its value.
    bool evaluate(std::string_view text) {
        if (text.size() != 7 || !isVariable(text[0]) || text[5] != '=' || !isDigit(text[6])) return false;
        const auto plain = parseDefinition(text.substr(0, 5));
        const auto it = problem_.definitions.find(text[0]);
        const bool copied = plain && it != problem_.definitions.end() && plain->op == it->second.op &&
                            matches(plain->left, it->second.left) && matches(plain->right, it->second.right);
        const bool right = copied && apply(plain->left - '0', plain->op, plain->right - '0') == text[6] - '0';
        values_[text[0]] = text[6];
        return right;
    }

    std::optional<char> valueOfQuery() const {
        const auto it = values_.find(problem_.query);
        return it == values_.end() ? std::nullopt : std::optional(it->second);
    }

private:
    bool matches(char written, char operand) const {
        if (isDigit(operand)) return written == operand;
        const auto it = values_.find(operand);
        return it != values_.end() && written == it->second;
    }
    const ChainProblem &problem_;
    char next_;
    std::map<char, char> values_;
};

class ChainMod final : public Rule {
public:
    std::string name() const override { return "chain_mod"; }
    std::string stepMark() const override { return ";"; }

    /// The digit behind the last "A", which must end the text.
    std::optional<std::string> answerOf(const std::string &completion) const override {
        const auto n = completion.size();
        if (n < 2 || completion[n - 2] != 'A' || !isDigit(completion[n - 1])) return std::nullopt;
        return completion.substr(n - 1);
    }

    bool scorable(const Problem &problem) const override {
        return problem.reference.size() == 1 && isDigit(problem.reference[0]);
    }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        Verdict verdict{.answer = answerOf(completion)};
        verdict.correct = verdict.answer && *verdict.answer == problem.reference;
        const auto chain = parsePrompt(problem.prompt);
        if (!chain) return verdict; // not a problem of this task: only the answer can be compared
        label(*chain, completion, verdict);
        return verdict;
    }

private:
    static void label(const ChainProblem &problem, const std::string &completion, Verdict &verdict) {
        verdict.faithful = verdict.followed = false;
        verdict.stepShare = 0.0;
        if (!completion.starts_with('T')) { // answered at once: no step can be right or wrong
            verdict.wellFormed = verdict.answer && completion.size() == 2;
            return;
        }
        Walk walk(problem);
        auto pieces = split(std::string_view(completion).substr(1));
        const std::string_view end = pieces.back();
        pieces.pop_back();
        bool evaluating = false;
        for (auto piece : pieces) {
            if (!evaluating && piece.starts_with(':')) {
                evaluating = true;
                piece.remove_prefix(1);
            }
            verdict.steps.push_back({std::string(piece), evaluating ? walk.evaluate(piece) : walk.hop(piece)});
        }
        const auto right =
            std::count_if(verdict.steps.begin(), verdict.steps.end(), [](const Step &step) { return step.right; });
        if (!verdict.steps.empty())
            verdict.stepShare = static_cast<double>(right) / static_cast<double>(verdict.steps.size());
        verdict.wellFormed = evaluating && verdict.answer && end.size() == 2;
        const auto value = walk.valueOfQuery();
        const bool answers = verdict.wellFormed && value && end[1] == *value;
        verdict.followed = answers && right == static_cast<std::ptrdiff_t>(verdict.steps.size());
        verdict.faithful = *verdict.followed && verdict.correct;
    }
};

} // namespace

const Described<ChainModConfig> &ChainModConfig::described() {
    using C = ChainModConfig;
    static const auto d =
        Described<C>()
            .add("min_length", &C::minLength, between(1, 16), "definitions", "shortest chain")
            .add("max_length", &C::maxLength, between(1, 16), "definitions", "longest chain; longer is harder")
            .add("min_distractors", &C::minDistractors, between(0, 10), "definitions",
                 "fewest definitions that nothing needs")
            .add("max_distractors", &C::maxDistractors, between(0, 10), "definitions",
                 "most definitions that nothing needs")
            .add("two_variables", &C::twoVariables, between(0, 1), "", "share of definitions with two variables")
            .add("listed", &C::listed, between(0, 1), "", "share of problems whose definitions stand in order")
            .add("direct", &C::direct, between(0, 1), "", "share of demonstrations that answer without a chain")
            .add("error_rate", &C::errorRate, between(0, 1), "",
                 "share of demonstrated values that are wrong and carried on");
    return d;
}

TaskInfo chainModTask() {
    return {.name = "chain_mod",
            .summary = "Chains of definitions modulo 10 with an exact label for every step",
            .rule = "chain_mod",
            .spec = []() -> const ConfigSpec & { return ChainModConfig::described().spec(); },
            .make = make,
            .canonical = canonical};
}

std::unique_ptr<Rule> makeChainModRule() {
    return std::make_unique<ChainMod>();
}

std::vector<std::string> chainModSymbols() {
    std::vector<std::string> symbols;
    for (char c = 'a'; c <= 'z'; ++c) symbols.emplace_back(1, c);
    for (char c = '0'; c <= '9'; ++c) symbols.emplace_back(1, c);
    for (const char c : std::string_view("+-*=;?:TA")) symbols.emplace_back(1, c);
    return symbols;
}

std::vector<std::pair<std::string, std::string>> chainModPairs() {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (char c = 'a'; c <= 'z'; ++c) pairs.emplace_back(std::string(1, c), "=");
    return pairs;
}

} // namespace lapidary
