// SPDX-License-Identifier: Apache-2.0
#include "core/text/retrieval/dense.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

using Texts = std::vector<std::string>;

std::vector<std::size_t> documentsOf(const std::vector<Found> &found) {
    std::vector<std::size_t> out;
    for (const auto &each : found) out.push_back(each.document);
    return out;
}

} // namespace

TEST_CASE("terms are words without case, and pairs where a script has no blanks") {
    CHECK(searchTerms("The CAT's 3rd Éclair, naïve_x") == Texts{"the", "cat", "s", "3rd", "éclair", "naïve", "x"});
    CHECK(searchTerms("黑豹队 308分") == Texts{"黑豹", "豹队", "308", "分"});
    CHECK(searchTerms("я ЁЖ") == Texts{"я", "ёж"});
    CHECK(searchTerms("a猫b") == Texts{"a", "猫", "b"});
    CHECK(searchTerms(" .,\n").empty());
    CHECK(searchTerms("x\xff\xfe y") == Texts{"x", "y"}); // no character
}

TEST_CASE("documents are ranked by BM25") {
    const Texts documents{"a b c d", "a a b x", "c d", "b"};
    const Bm25 index(documents);
    const double mean = 11.0 / 4, k1 = 1.2, b = 0.75;
    const auto part = [&](double n, double f, double length) {
        return std::log(1 + (4 - n + 0.5) / (n + 0.5)) * f * (k1 + 1) / (f + k1 * (1 - b + b * length / mean));
    };
    const auto found = index.find("A d z", 9);
    REQUIRE(found.size() == 3);
    std::map<std::size_t, double> scores;
    for (const auto &each : found) scores[each.document] = each.score;
    CHECK(scores[0] == doctest::Approx(part(2, 1, 4) + part(2, 1, 4)).epsilon(1e-12));
    CHECK(scores[1] == doctest::Approx(part(2, 2, 4)).epsilon(1e-12));
    CHECK(scores[2] == doctest::Approx(part(2, 1, 2)).epsilon(1e-12));
    for (std::size_t i = 1; i < found.size(); ++i) CHECK(found[i - 1].score >= found[i].score);
    CHECK(documentsOf(index.find("b", 1)) == std::vector<std::size_t>{3}); // the shortest
    CHECK(index.find("z", 5).empty());
    CHECK(index.find("", 5).empty());
    CHECK(Bm25(Texts{}).find("a", 5).empty());
    const Texts same{"q r", "q r"};
    CHECK(documentsOf(Bm25(same).find("r", 5)) == std::vector<std::size_t>{0, 1}); // the first of equals
}

TEST_CASE("rankings are fused by reciprocal ranks") {
    const std::vector<std::vector<std::size_t>> rankings{{5, 1, 2}, {2, 5}};
    const auto fused = fusedRanks(rankings);
    REQUIRE(documentsOf(fused) == std::vector<std::size_t>{5, 2, 1});
    CHECK(fused[0].score == doctest::Approx(1.0 / 61 + 1.0 / 62));
    CHECK(fused[1].score == doctest::Approx(1.0 / 63 + 1.0 / 61));
    CHECK(fused[2].score == doctest::Approx(1.0 / 62));
    const std::vector<std::vector<std::size_t>> equal{{3}, {1}};
    CHECK(documentsOf(fusedRanks(equal)) == std::vector<std::size_t>{1, 3});
}

TEST_CASE("a text is cut into passages at paragraphs, blanks and characters") {
    CHECK(passagesOf("one two\n\nthree\n\nfour five six", 14) == Texts{"one two\n\nthree", "four five six"});
    CHECK(passagesOf("alpha beta gamma", 10) == Texts{"alpha beta", "gamma"});
    CHECK(passagesOf("黑豹队", 7) == Texts{"黑豹", "队"});
    CHECK(passagesOf("a\n\n\n\nb", 1) == Texts{"a", "b"});
    CHECK(passagesOf("short\n\nmuch longer than that\n\nend", 12) == Texts{"short", "much longer", "than that", "end"});
    CHECK(passagesOf("", 5).empty());
    CHECK(passagesOf("\n\n", 5).empty());
}

TEST_CASE("documents are found by the direction of their vectors, without what all have in common") {
    const DenseIndex index({{11, 0}, {10, 1}, {10, -3}, {9, 2}}); // around (10, 0): (1, 0), (0, 1), (0, -3), (-1, 2)
    const auto found = index.find({10, 5}, 9);
    CHECK(documentsOf(found) == std::vector<std::size_t>{1, 3, 0, 2});
    CHECK(found[0].score == doctest::Approx(1));
    CHECK(found[1].score == doctest::Approx(2 / std::sqrt(5.0)));
    CHECK(std::abs(found[2].score) < 1e-6);
    CHECK(found[3].score == doctest::Approx(-1)); // of its length nothing is left
    CHECK(documentsOf(index.find({14, 0}, 1)) == std::vector<std::size_t>{0});
    CHECK(index.find({10, 0}, 2)[0].score == 0);                                // the mean itself is like nothing
    CHECK(DenseIndex({{3, 4}}).find({6, 8}, 5)[0].score == doctest::Approx(1)); // one alone has its direction
    CHECK(DenseIndex({}).find({}, 5).empty());
    const DenseIndex same({{1, 0}, {1, 0}, {0, 1}});
    CHECK(documentsOf(same.find({2, 0}, 2)) == std::vector<std::size_t>{0, 1}); // the first of equals
}
