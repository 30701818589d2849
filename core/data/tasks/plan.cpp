// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/plan.h"
#include <algorithm>

namespace lapidary {
namespace {

/// Each level of brackets is tried in two ways: longer expressions in one, or deep ones would take for ever.
constexpr std::size_t kMostTriedTwice = 12;

} // namespace

WorkPlan::WorkPlan(Fraction start) : nodes_{{.product = false, .terms = {{.value = start}}}} {}

/// The last node if it is of this kind or holds one term only, else a new one that begins with the value of the last.
WorkPlan::Node &WorkPlan::nodeFor(char op) {
    const bool product = op == '*' || op == '/';
    if (nodes_.back().terms.size() == 1) nodes_.back().product = product;
    if (nodes_.back().product != product)
        nodes_.push_back({.product = product, .terms = {{.known = false, .node = nodes_.size() - 1}}});
    return nodes_.back();
}

void WorkPlan::apply(char op, Fraction number) {
    nodeFor(op).terms.push_back({.value = number, .inverse = op == '-' || op == '/'});
}

void WorkPlan::apply(char op, const WorkPlan &other) {
    Node last = nodeFor(op);
    nodes_.pop_back();
    const std::size_t before = nodes_.size();
    for (Node node : other.nodes_) {
        for (Term &term : node.terms) term.node += before;
        nodes_.push_back(std::move(node));
    }
    last.terms.push_back({.inverse = op == '-' || op == '/', .known = false, .node = nodes_.size() - 1});
    nodes_.push_back(std::move(last));
}

std::optional<Fraction> WorkPlan::valueOf(std::size_t node) const {
    std::optional<Fraction> out = Fraction{nodes_[node].product ? 1 : 0, 1};
    for (const Term &term : nodes_[node].terms) {
        const auto value = term.known ? std::optional(term.value) : valueOf(term.node);
        if (!out || !value) return std::nullopt;
        if (nodes_[node].product)
            out = term.inverse ? quotient(*out, *value) : product(*out, *value);
        else
            out = sum(*out, term.inverse ? negative(*value) : *value);
    }
    return out;
}

std::optional<Fraction> WorkPlan::value() const {
    return valueOf(nodes_.size() - 1);
}

std::string WorkPlan::formOf(std::size_t node) const {
    std::vector<std::string> terms;
    for (const Term &term : nodes_[node].terms)
        terms.push_back((term.inverse ? "~" : "") + (term.known ? toText(term.value) : formOf(term.node)));
    std::sort(terms.begin(), terms.end());
    std::string out = nodes_[node].product ? "(*" : "(+";
    for (const auto &term : terms) out += " " + term;
    return out + ")";
}

std::string WorkPlan::form() const {
    return formOf(nodes_.size() - 1);
}

// ---- following a solution ----

struct PlanWalk::Piece {
    const Expression *expression = nullptr;
    bool inverse = false;
    Fraction value{};
};

/// The terms of a sum or the factors of a product, brackets of another kind left whole; `quotients`: also "13/3", which
/// may be a value that was found before.
void PlanWalk::flatten(const Expression &expression, bool product, bool quotients, bool inverse,
                       std::vector<Piece> &out) {
    const bool same =
        product ? expression.op == '*' || expression.op == '/' : expression.op == '+' || expression.op == '-';
    if (!same || (quotients && literalOf(expression))) return out.push_back({&expression, inverse, {}});
    const bool turns = expression.op == '-' || expression.op == '/';
    flatten(expression.parts[0], product, quotients, inverse, out);
    flatten(expression.parts[1], product, quotients, inverse != turns, out);
}

/// Joins what the expression joins and gives its value; `written`: what the equation says it is, which is believed.
std::optional<Fraction> PlanWalk::join(const Expression &expression, std::optional<Fraction> written) {
    if (expression.op == 0) return expression.number;
    const auto before = nodes_;
    for (const bool quotients : {false, true}) {
        if (quotients && numbersIn(expression).size() > kMostTriedTwice) break;
        nodes_ = before;
        if (auto value = joinPieces(expression, quotients, written)) return value;
    }
    return std::nullopt;
}

std::optional<Fraction> PlanWalk::joinPieces(const Expression &expression, bool quotients,
                                             std::optional<Fraction> written) {
    const bool product = expression.op == '*' || expression.op == '/';
    std::vector<Piece> pieces;
    flatten(expression, product, quotients, false, pieces);
    if (pieces.size() < 2) return std::nullopt;
    for (Piece &piece : pieces) {
        auto value = quotients ? literalOf(*piece.expression) : std::nullopt;
        if (!value) value = join(*piece.expression, std::nullopt);
        if (!value) return std::nullopt;
        piece.value = *value;
    }
    const auto result = written ? written : lapidary::valueOf(expression);
    if (!result) return std::nullopt;
    for (std::size_t node = 0; node < nodes_.size(); ++node)
        if (nodes_[node].product == product && joinIn(node, pieces, *result)) return result;
    return std::nullopt;
}

/// Whether the node has all of these pieces; then the result stands in their place.
bool PlanWalk::joinIn(std::size_t node, const std::vector<Piece> &pieces, Fraction result) {
    std::vector<WorkPlan::Term> rest = nodes_[node].terms;
    const bool product = nodes_[node].product;
    for (const Piece &piece : pieces) {
        const auto fits = [&](const WorkPlan::Term &term) {
            if (!term.known) return false;
            if (product) return term.inverse == piece.inverse && term.value == piece.value;
            return (term.inverse ? negative(term.value) : term.value) ==
                   (piece.inverse ? negative(piece.value) : piece.value);
        };
        const auto found = std::find_if(rest.begin(), rest.end(), fits);
        if (found == rest.end()) return false;
        rest.erase(found);
    }
    rest.push_back({.value = result});
    nodes_[node].terms = rest;
    if (rest.size() > 1) return true;
    for (auto &other : nodes_)
        for (auto &term : other.terms)
            if (!term.known && term.node == node) term.known = true, term.value = result;
    return true;
}

bool PlanWalk::step(std::string_view equation) {
    std::vector<Expression> sides;
    for (std::size_t begin = 0; begin <= equation.size();) {
        const auto end = std::min(equation.find('=', begin), equation.size());
        auto side = readExpression(equation.substr(begin, end - begin));
        if (!side) return false;
        sides.push_back(std::move(*side));
        begin = end + 1;
    }
    const auto operation =
        std::find_if(sides.begin(), sides.end(), [](const Expression &side) { return side.op != 0; });
    if (operation == sides.end()) return false;
    const auto value = lapidary::valueOf(*operation);
    const bool holds = value && std::all_of(sides.begin(), sides.end(),
                                            [&](const Expression &side) { return lapidary::valueOf(side) == value; });
    const auto &last = operation == std::prev(sides.end()) ? sides.front() : sides.back();
    const auto before = nodes_;
    const bool joined = join(*operation, literalOf(last)).has_value();
    if (!joined) nodes_ = before;
    if (!joined) return std::find(right_.begin(), right_.end(), equation) != right_.end(); // said again
    if (holds) right_.emplace_back(equation);
    return holds;
}

std::optional<Fraction> PlanWalk::value() const {
    const auto &last = nodes_.back().terms;
    if (last.size() != 1 || !last[0].known) return std::nullopt;
    return last[0].inverse ? negative(last[0].value) : last[0].value;
}

namespace {

/// The bytes of a sign of an equation that a text begins with.
std::size_t signAt(std::string_view text) {
    static constexpr std::string_view kSigns[] = {"\xE2\x88\x92", "\xC3\x97", "\xC2\xB7", "\xC3\xB7",
                                                  "\\times",      "\\cdot",   "\\div"};
    for (const auto sign : kSigns)
        if (text.starts_with(sign)) return sign.size();
    return std::string_view("0123456789.,+-*/()= ").find(text[0]) == std::string_view::npos ? 0 : 1;
}

} // namespace

std::vector<std::string> equationsIn(std::string_view line) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at;
        while (end < line.size())
            if (const auto length = signAt(line.substr(end)))
                end += length;
            else
                break;
        auto run = line.substr(at, end - at);
        while (!run.empty() && std::string_view(" .,").find(run.front()) != std::string_view::npos)
            run.remove_prefix(1);
        while (!run.empty() && std::string_view(" .,").find(run.back()) != std::string_view::npos) run.remove_suffix(1);
        const bool number = run.find_first_of("0123456789") != run.npos;
        if (number && run.find('=') != run.npos && run.front() != '=') out.emplace_back(run);
        at = std::max(end, at + 1);
    }
    return out;
}

} // namespace lapidary
