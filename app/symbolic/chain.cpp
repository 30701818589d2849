// SPDX-License-Identifier: GPL-3.0-or-later
// Forward chaining over Horn rules: each new fact is tried at each condition of each rule, with all facts before it.
#include "app/symbolic/chain.h"
#include "app/symbolic/words.h"
#include <algorithm>
#include <map>
#include <optional>

namespace lapidary::symbolic {
namespace {

constexpr std::size_t kMostFacts = 20'000;

struct Atom {
    bool negated = false;
    std::string name{};
    std::vector<std::string> terms{};
    bool operator==(const Atom &) const = default;
    auto operator<=>(const Atom &) const = default;
};
struct Rule {
    std::vector<Atom> conditions{};
    Atom consequence{};
    std::string text{};
};
struct Fact {
    Atom atom;
    std::optional<std::size_t> rule{}; ///< none: it was given
    std::vector<std::size_t> from{};
};
using Bindings = std::map<std::string, std::string>;

bool isVariable(const std::string &term) {
    return term[0] == '?';
}

std::string textOf(const Atom &atom) {
    std::string out = (atom.negated ? "not " : "") + atom.name;
    for (std::size_t t = 0; t < atom.terms.size(); ++t) out += (t == 0 ? "(" : ", ") + atom.terms[t];
    return atom.terms.empty() ? out : out + ")";
}

/// Reads atoms out of the words of a fact, a rule or a goal.
class Reader {
public:
    Reader(const std::vector<std::string> &words, std::string field) : words_(words), field_(std::move(field)) {}
    bool atEnd() const { return at_ == words_.size(); }
    bool take(std::string_view word) {
        if (atEnd() || words_[at_] != word) return false;
        ++at_;
        return true;
    }
    Result<Atom> atom() {
        Atom out;
        while (take("not") || take("!")) out.negated = !out.negated;
        if (atEnd() || !isName(words_[at_])) return wrong();
        out.name = words_[at_++];
        if (!take("(")) return out;
        do {
            if (atEnd() || !(isName(words_[at_]) || isNumber(words_[at_]) || isVariable(words_[at_]))) return wrong();
            out.terms.push_back(words_[at_++]);
        } while (take(","));
        if (!take(")")) return wrong();
        return out;
    }
    unexpected<Error> wrong() const {
        return badText(
            field_, atEnd() ? std::string("the end") : words_[at_],
            "an atom, as \"cat(tom)\" or \"not cat(?x)\"; rules are \"cat(?x) and small(?x) -> kitten(?x)\"");
    }

private:
    const std::vector<std::string> &words_;
    const std::string field_;
    std::size_t at_ = 0;
};

Result<Atom> atomOf(const std::string &text, const std::string &field) {
    const auto words = wordsIn(text, field);
    if (!words) return unexpected(words.error());
    Reader reader(*words, field);
    auto atom = reader.atom();
    if (!atom || reader.atEnd()) return atom;
    return reader.wrong();
}

/// A consequence that names what no condition binds would hold of everything, and so of nothing that can be told.
Status bound(const Rule &rule, const std::string &field) {
    for (const auto &term : rule.consequence.terms) {
        bool found = !isVariable(term);
        for (const auto &condition : rule.conditions)
            found |= std::find(condition.terms.begin(), condition.terms.end(), term) != condition.terms.end();
        if (!found) return badText(field, term, "a consequence whose ?names stand in a condition");
    }
    return {};
}

Result<Rule> ruleOf(const std::string &text, const std::string &field) {
    const auto words = wordsIn(text, field);
    if (!words) return unexpected(words.error());
    Reader reader(*words, field);
    Rule rule{.text = text};
    do {
        auto atom = reader.atom();
        if (!atom) return unexpected(atom.error());
        rule.conditions.push_back(std::move(*atom));
    } while (reader.take("and") || reader.take("&") || reader.take(","));
    if (!reader.take("->")) return reader.wrong();
    auto consequence = reader.atom();
    if (!consequence) return unexpected(consequence.error());
    if (!reader.atEnd()) return reader.wrong();
    rule.consequence = std::move(*consequence);
    if (auto ok = bound(rule, field); !ok) return unexpected(ok.error());
    return rule;
}

/// Whether an atom with ?names can be this fact; adds what they then are.
bool fits(const Atom &pattern, const Atom &fact, Bindings &bindings) {
    if (pattern.negated != fact.negated || pattern.name != fact.name || pattern.terms.size() != fact.terms.size())
        return false;
    for (std::size_t t = 0; t < fact.terms.size(); ++t) {
        const std::string &term = pattern.terms[t];
        if (isVariable(term) ? bindings.try_emplace(term, fact.terms[t]).first->second != fact.terms[t]
                             : term != fact.terms[t])
            return false;
    }
    return true;
}

Atom filled(Atom atom, const Bindings &bindings) {
    for (auto &term : atom.terms)
        if (isVariable(term)) term = bindings.at(term);
    return atom;
}

class Chain {
public:
    Chain(std::vector<Rule> rules, Atom goal) : rules_(std::move(rules)), goal_(std::move(goal)) {
        opposite_ = goal_;
        opposite_.negated = !goal_.negated;
    }
    void add(Fact fact) {
        if (end_ || facts_.size() >= kMostFacts || !places_.try_emplace(fact.atom, facts_.size()).second) return;
        Bindings any;
        if (fits(goal_, fact.atom, any)) end_ = {facts_.size(), "proved"};
        any.clear();
        if (!end_ && fits(opposite_, fact.atom, any)) end_ = {facts_.size(), "refuted"};
        facts_.push_back(std::move(fact));
    }
    void run() {
        for (std::size_t newest = 0; newest < facts_.size() && !end_; ++newest)
            for (std::size_t r = 0; r < rules_.size(); ++r)
                for (std::size_t c = 0; c < rules_[r].conditions.size(); ++c) {
                    Bindings bindings;
                    std::vector<std::size_t> from(rules_[r].conditions.size());
                    if (!fits(rules_[r].conditions[c], facts_[newest].atom, bindings)) continue;
                    from[c] = newest;
                    join(r, c, newest, 0, bindings, from);
                }
    }
    bool full() const { return facts_.size() >= kMostFacts && !end_; }
    Json answer() const {
        Json out = {{"verdict", end_ ? end_->second : "open"}, {"steps", Json::array()}, {"known", facts_.size()}};
        std::vector<bool> told(facts_.size());
        if (end_) tell(end_->first, told, out["steps"]);
        return out;
    }

private:
    /// Fills the conditions but the one that the newest fact met. Facts behind the newest have a turn of their own.
    void join(std::size_t r, std::size_t met, std::size_t newest, std::size_t c, const Bindings &bindings,
              std::vector<std::size_t> &from) {
        const Rule &rule = rules_[r];
        if (end_) return;
        if (c == rule.conditions.size()) return add({filled(rule.consequence, bindings), r, from});
        if (c == met) return join(r, met, newest, c + 1, bindings, from);
        for (std::size_t f = 0; f <= newest; ++f) {
            Bindings more = bindings;
            if (!fits(rule.conditions[c], facts_[f].atom, more)) continue;
            from[c] = f;
            join(r, met, newest, c + 1, more, from);
        }
    }

    void tell(std::size_t fact, std::vector<bool> &told, Json &steps) const {
        if (told[fact]) return;
        told[fact] = true;
        const Fact &each = facts_[fact];
        for (const std::size_t before : each.from) tell(before, told, steps);
        steps.push_back(textOf(each.atom) + (each.rule ? " by " + rules_[*each.rule].text : std::string()));
    }

    std::vector<Rule> rules_;
    Atom goal_, opposite_{};
    std::vector<Fact> facts_{};
    std::map<Atom, std::size_t> places_{};
    std::optional<std::pair<std::size_t, const char *>> end_{};
};

Result<std::vector<std::string>> textsIn(const Json &question, const char *field) {
    const Json list = question.value(field, Json::array());
    std::vector<std::string> out;
    if (list.is_array())
        for (const Json &each : list)
            if (each.is_string()) out.push_back(each.get<std::string>());
    if (!list.is_array() || out.size() != list.size()) return badText(field, dumpJson(list), "an array of texts");
    return out;
}

} // namespace

Result<Json> chain(const Json &question) {
    const auto facts = textsIn(question, "facts"), rules = textsIn(question, "rules");
    if (!facts) return unexpected(facts.error());
    if (!rules) return unexpected(rules.error());
    const auto wanted = getString(question, "goal");
    if (!wanted) return unexpected(wanted.error());
    const auto goal = atomOf(*wanted, "goal");
    if (!goal) return unexpected(goal.error());
    std::vector<Rule> read;
    for (std::size_t r = 0; r < rules->size(); ++r) {
        auto rule = ruleOf((*rules)[r], "rules[" + std::to_string(r) + "]");
        if (!rule) return unexpected(rule.error());
        read.push_back(std::move(*rule));
    }
    Chain chain(std::move(read), *goal);
    for (std::size_t f = 0; f < facts->size(); ++f) {
        const std::string field = "facts[" + std::to_string(f) + "]";
        auto atom = atomOf((*facts)[f], field);
        if (!atom) return unexpected(atom.error());
        for (const auto &term : atom->terms)
            if (isVariable(term)) return badText(field, term, "a fact about something that has a name");
        chain.add({.atom = std::move(*atom)});
    }
    chain.run();
    if (chain.full())
        return fail({.code = "tool.too_many",
                     .message = "These rules give more facts than can be kept.",
                     .field = "rules",
                     .found = std::to_string(kMostFacts),
                     .expected = "rules that come to an end"});
    return chain.answer();
}

} // namespace lapidary::symbolic
