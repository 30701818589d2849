// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/expression.h"
#include <cstddef>
#include <string>
#include <vector>

namespace lapidary {

/// What a problem asks to be computed: sums of terms and products of factors, each a number or an earlier sum or
/// product. A difference has a negative term, a quotient an inverse factor, so that the order of writing is gone.
class WorkPlan {
public:
    struct Term {
        Fraction value{};     ///< of a number: with its sign in a sum, as it was written in a product
        bool inverse = false; ///< of a product: a divisor; of a sum: taken off
        bool known = true;    ///< false: the value of `node` has yet to be found
        std::size_t node = 0;
    };
    struct Node {
        bool product = false;
        std::vector<Term> terms{};
    };

    explicit WorkPlan(Fraction start);
    /// What was computed so far + - * / a number.
    void apply(char op, Fraction number);
    /// The same with what another plan computes.
    void apply(char op, const WorkPlan &other);

    const std::vector<Node> &nodes() const { return nodes_; }
    /// The last node is the result.
    std::optional<Fraction> value() const;
    /// The same for two plans that compute the same from the same numbers, in whatever order they are written.
    std::string form() const;

private:
    Node &nodeFor(char op);
    std::string formOf(std::size_t node) const;
    std::optional<Fraction> valueOf(std::size_t node) const;
    std::vector<Node> nodes_;
};

/// Follows a solution equation by equation. What is known comes from the solution itself: an equation behind a slip is
/// right if it follows from what was written.
class PlanWalk {
public:
    explicit PlanWalk(const WorkPlan &plan) : nodes_(plan.nodes()) {}

    /// "37 + 48 = 85": whether it is true, and joins numbers of one sum or product of the plan that are still to be
    /// joined. Any order and any grouping will do, and several operations in one equation.
    bool step(std::string_view equation);
    /// The value of the plan as the solution has it; nothing before all of it was computed.
    std::optional<Fraction> value() const;

private:
    struct Piece; ///< a number or a bracket of an equation, with its sign
    static void flatten(const Expression &expression, bool product, bool quotients, bool inverse,
                        std::vector<Piece> &out);
    std::optional<Fraction> join(const Expression &expression, std::optional<Fraction> written);
    std::optional<Fraction> joinPieces(const Expression &expression, bool quotients, std::optional<Fraction> written);
    bool joinIn(std::size_t node, const std::vector<Piece> &pieces, Fraction result);
    std::vector<WorkPlan::Node> nodes_;
    std::vector<std::string> right_{}; ///< equations that were right, and may be said again
};

/// The equations of a line, as "37 + 48 = 85" in "She has 37 + 48 = 85 apples."
std::vector<std::string> equationsIn(std::string_view line);

} // namespace lapidary
