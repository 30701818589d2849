// SPDX-License-Identifier: Apache-2.0
// Which item comes next, and what that is known by.
#include "core/workbench/labels/kinds/pair.h"
#include "core/workbench/labels/kinds/ranking.h"
#include "core/workbench/labels/kinds/thumbs.h"
#include "core/workbench/labels/label_order.h"
#include "core/workbench/labels/label_score.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;
using doctest::Approx;

namespace {

LabelItem pairOf(const std::string &id, const std::string &a, const std::string &b) {
    return {.id = id, .prompt = "p", .answers = {{.text = a, .run = "r"}, {.text = b, .run = "r"}}, .origin = "runs"};
}

LabelDesk deskOf(std::vector<LabelItem> items, const LabelKind &kind = pairKind()) {
    return LabelDesk(LabelState(std::move(items), {.kind = &kind}), {.queue = "q", .annotator = "ada", .seed = 1});
}

void prefer(LabelDesk &desk, const std::string &text) {
    const LabelItem &item = *desk.item();
    const char better = item.answers[0].text == text ? 'a' : 'b';
    REQUIRE(desk.act(desk.order().starts_with(better) ? "left" : "right"));
}

} // namespace

TEST_CASE("the open item of the largest gain comes next, and what nobody knows of last") {
    std::vector<LabelItem> items;
    for (const char *id : {"0", "1", "2", "3", "4"}) items.push_back(pairOf(id, std::string("x") + id, "y"));
    LabelDesk desk = deskOf(items);
    CHECK(desk.index() == 0u);
    desk.setGains({0.5, 0.1, std::nullopt, 0.7, 0.1});
    CHECK(desk.index() == 0u); // what is on show stays
    std::vector<std::size_t> met;
    for (int i = 0; i < 4; ++i) {
        REQUIRE(desk.act("left"));
        met.push_back(*desk.index());
    }
    CHECK(met == std::vector<std::size_t>{3, 4, 1, 2}); // of equal ones the next in the list
    desk.setGains({});
    REQUIRE(desk.undo()); // item 1 is open again
    REQUIRE(desk.undo()); // and item 4
    CHECK(desk.index() == 4u);
    desk.skip();
    CHECK(desk.index() == 1u); // the queue's own order
}

TEST_CASE("a filter and an item that was asked for go before any order") {
    LabelDesk desk = deskOf({pairOf("0", "a", "b"), pairOf("1", "c", "d"), pairOf("2", "e", "f")});
    desk.setGains({0.1, 0.2, 0.3});
    desk.setFilter({.which = LabelFilter::All, .search = "c"});
    CHECK(desk.index() == 1u);
    desk.setFilter({});
    desk.add(pairOf("fresh", "g", "h"));
    REQUIRE(desk.act("left"));
    CHECK(desk.item()->id == "fresh");
    REQUIRE(desk.act("left"));
    CHECK(desk.index() == 2u);
}

TEST_CASE("scores: the closest two count, and an ensemble's variance of the probability") {
    CHECK(closestScores({3, 1, 1.5}) == -0.5);
    CHECK(closestScores({2, 2}) == 0);
    CHECK(!closestScores({1}));
    CHECK(!closestScores({1, std::nan("")}));
    // Two models: σ(0) = 1/2 and σ(ln 3) = 3/4, the mean 5/8, the variance 1/64.
    CHECK(*disagreementOf({{1, 1}, {std::log(3.0), 0}}) == Approx(1.0 / 64));
    CHECK(*disagreementOf({{2, 1}, {5, 4}}) == Approx(0).epsilon(1e-12)); // zeros of their own do not matter
    CHECK(*disagreementOf({{0, 0, 1}, {0, 0, -1}}) > *disagreementOf({{0, 0, 1}, {0, 0, 1}}));
    CHECK(!disagreementOf({{1, 2}}));
    CHECK(!disagreementOf({{1}, {2}}));
    CHECK(!disagreementOf({{1, 2}, {2, INFINITY}}));
}

TEST_CASE("a fitted Bradley-Terry model wants what it has not seen, and nothing of two of a kind") {
    const std::string seen = "alpha beta gamma delta", other = "one two three four";
    std::vector<LabelItem> items{pairOf("0", seen, other), pairOf("1", seen, other + " "),
                                 pairOf("2", "red green", "blue"), pairOf("3", "same words", "words same")};
    items.push_back(pairOf("4", "red green", "blue"));
    items.back().repeats = "2";
    LabelDesk desk = deskOf(items);
    LabelDoubt doubt(items);
    REQUIRE(doubt.fit(desk.state()));
    CHECK(doubt.learntFrom() == 0);
    const LabelGains before = doubt.gains(items);
    CHECK(*before[3] == Approx(0)); // the order of words is no feature
    CHECK(*before[0] > 0.1);
    CHECK(!before[4]); // it is asked to see whether the person says the same again
    prefer(desk, seen);
    REQUIRE(doubt.fit(desk.state()));
    CHECK(doubt.learntFrom() == 1);
    const LabelGains after = doubt.gains(items);
    CHECK(*after[1] < *before[1]); // nearly the same pair
    CHECK(*before[1] - *after[1] > 3 * std::abs(*before[2] - *after[2]));
    REQUIRE(desk.undo());
    REQUIRE(doubt.fit(desk.state()));
    CHECK(*doubt.gains(items)[1] == Approx(*before[1]));
}

TEST_CASE("orders are for kinds that compare, and are known by their names") {
    CHECK(takesOrders(pairKind()));
    CHECK(takesOrders(rankingKind()));
    CHECK(!takesOrders(thumbsKind()));
    for (const LabelOrder &each : labelOrders()) CHECK(*labelOrderNamed(each.name) == &each);
    CHECK(labelOrders().front().asks == LabelOrder::Nobody);
    CHECK(labelOrderNamed("best").error().code == "labels.no_order");
}

TEST_CASE("what a worker answers is one score, or the mean of the log-probabilities") {
    CHECK(*AnswerAsker::scoreFrom({{"scores", {1.5}}}) == 1.5);
    CHECK(AnswerAsker::scoreFrom({{"scores", {1.5, 2.0}}}).error().code == "worker.bad_answer");
    CHECK(AnswerAsker::scoreFrom(Json::object()).error().code == "worker.bad_answer");
    CHECK(*AnswerAsker::meanLogprobFrom({{"logprobs", {-1.0, -2.0}}}) == -1.5);
    CHECK(AnswerAsker::meanLogprobFrom({{"logprobs", Json::array()}}).error().code == "worker.bad_answer");
    CHECK(AnswerAsker::meanLogprobFrom({{"logprobs", {-1.0, nullptr}}}).error().code == "worker.bad_answer");
}
