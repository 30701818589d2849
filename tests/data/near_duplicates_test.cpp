// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/data/contamination.h"
#include "core/data/near_duplicates.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

using Texts = std::vector<std::string>;
using Clusters = std::vector<std::vector<std::size_t>>;

Clusters clustersOf(const Texts &texts, const NearDuplicateConfig &config = {}) {
    NearDuplicates near(config);
    for (const auto &text : texts) near.add(text);
    const auto clusters = near.clusters([&](std::size_t i) -> Result<std::string> { return texts[i]; });
    REQUIRE(clusters);
    return *clusters;
}

std::string drawnText(Rng &rng, std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += (i ? " w" : "w") + std::to_string(rng.below(4000));
    return text;
}

/// The text with so many words of it exchanged.
std::string changedText(Rng &rng, const std::string &text, std::size_t words) {
    std::string out = text;
    for (std::size_t i = 0; i < words; ++i) {
        const auto at = out.find(' ', rng.below(out.size() / 2) + i * 3);
        if (at == out.npos) continue;
        out.insert(at, " new" + std::to_string(rng.below(1000)));
    }
    return out;
}

} // namespace

TEST_CASE("words are runs of letters and digits, and each character of Chinese") {
    CHECK(wordHashes("It's 3-4, ÉTÉ!").size() == 5); // it s 3 4 ÉTÉ
    CHECK(wordHashes("HELLO world") == wordHashes("hello,\n World."));
    CHECK(wordHashes("小明有3个苹果。") == wordHashes("小 明 有 3 个 苹 果"));
    CHECK(wordHashes("小明有3个苹果。").size() == 7);
    CHECK(wordHashes(" …。!\xFF").empty());
}

TEST_CASE("the share of shingles is that of the definition") {
    const auto share = [](const char *a, const char *b, int words) {
        return sharedShare(shinglesOf(a, words), shinglesOf(b, words));
    };
    CHECK(share("a b c d", "a b c e", 3) == doctest::Approx(1.0 / 3)); // abc; bcd and bce
    CHECK(share("a b c d", "a b c d", 3) == 1);
    CHECK(share("a b a b a b", "a b", 2) == doctest::Approx(0.5)); // ab ba, each once; ab
    CHECK(share("a b", "a b c", 3) == 0);
    CHECK(share("a b", "A, B", 3) == 1); // shorter than a shingle: one
    CHECK(share("", "", 3) == 0);
}

TEST_CASE("of planted near-duplicates 99 % are found, and nothing else is") {
    Rng rng(5, "test/near");
    Texts texts;
    std::vector<std::pair<std::size_t, std::size_t>> planted;
    for (int i = 0; i < 700; ++i) {
        const auto text = drawnText(rng, 40 + rng.below(60));
        texts.push_back(text);
        texts.push_back(changedText(rng, text, 1 + rng.below(8)));
        planted.emplace_back(texts.size() - 2, texts.size() - 1);
    }
    for (int i = 0; i < 600; ++i) texts.push_back(drawnText(rng, 50));
    const NearDuplicateConfig config{.similarity = 0.8};
    const auto clusters = clustersOf(texts, config);
    int near = 0, found = 0, far = 0;
    std::vector<std::size_t> clusterOf(texts.size(), texts.size());
    for (const auto &cluster : clusters) {
        REQUIRE(cluster.size() == 2);
        clusterOf[cluster[0]] = clusterOf[cluster[1]] = cluster[0];
        CHECK(sharedShare(shinglesOf(texts[cluster[0]], 3), shinglesOf(texts[cluster[1]], 3)) >= 0.8);
    }
    for (const auto &[a, b] : planted) {
        const bool isNear = sharedShare(shinglesOf(texts[a], 3), shinglesOf(texts[b], 3)) >= 0.8;
        near += isNear;
        far += !isNear;
        found += isNear && clusterOf[a] == clusterOf[b];
    }
    MESSAGE(found << " of " << near << " near pairs found, " << clusters.size() << " told; " << far
                  << " pairs just below");
    CHECK(near > 200);
    CHECK(far > 200);
    CHECK(static_cast<double>(found) >= 0.99 * near);
    CHECK(clusters.size() == static_cast<std::size_t>(found));
}

TEST_CASE("equal texts are one cluster however many; texts without words are none; the same seed gives the same") {
    Texts texts(50, "The same text, again and again.");
    texts.insert(texts.begin() + 10, {"", "...", "another text of some words"});
    const auto clusters = clustersOf(texts);
    REQUIRE(clusters.size() == 1);
    CHECK(clusters[0].size() == 50);
    CHECK(clusters[0][10] == 13);
    Rng rng(1, "test/near");
    Texts many;
    for (int i = 0; i < 200; ++i) {
        many.push_back(drawnText(rng, 30));
        many.push_back(changedText(rng, many.back(), 2));
    }
    CHECK(clustersOf(many) == clustersOf(many));
    CHECK(NearDuplicates({.similarity = 0.8}).bands() == 20);
    CHECK(NearDuplicates({.similarity = 0.9}).bands() == 12);
    CHECK(NearDuplicates({.similarity = 0.5}).bands() == 40);
}

TEST_CASE("who is asked for a text, or to go on, may end it") {
    NearDuplicates near({});
    near.add("a b c d");
    near.add("a b c d");
    CHECK(near.clusters([](std::size_t) -> Result<std::string> { return fail("test.no", "no"); }).error().code ==
          "test.no");
    CHECK(near.clusters([](std::size_t) -> Result<std::string> { return std::string("a"); },
                        [](int done, int) -> Status { return done < 3 ? Status{} : fail(kCancelled, "no"); })
              .error()
              .code == kCancelled);
}

TEST_CASE("a row that has words of a question, or asks the same problem, has seen it") {
    EvaluationQuestions questions({.words = 4, .rule = "chain_mod"});
    questions.add({{"prompt", "How many red apples has Ann now"}}); // four runs of four words
    questions.add({{"prompt", "six short words are a question"}});
    questions.add({{"prompt", "two words"}});
    CHECK(questions.size() == 3);
    const auto seen = [&](const std::string &text) { return questions.seenIn({{"prompt", text}}, text); };
    auto found = seen("So: how many RED apples, has Bob?");
    REQUIRE(found);
    CHECK(found->question == 0);
    CHECK(found->share == doctest::Approx(0.5));
    CHECK(!found->sameProblem);
    found = seen("six short words are a question");
    REQUIRE(found);
    CHECK(found->question == 1);
    CHECK(found->share == 1);
    CHECK(found->sameProblem);
    CHECK(!seen("how many red pears has Ann"));
    found = seen("two  words"); // too short for runs; the same but for its blanks
    REQUIRE(found);
    CHECK(found->question == 2);
    CHECK(found->share == 0);
    EvaluationQuestions strict({.words = 4, .share = 0.6});
    strict.add({{"prompt", "How many red apples has Ann now"}});
    CHECK(!strict.seenIn({{"prompt", "x"}}, "how many red apples has Bob"));
    CHECK(strict.seenIn({{"prompt", "x"}}, "how many red apples has Ann"));
}

TEST_CASE("the same problem is known by its canonical form, whatever the names and the order") {
    EvaluationQuestions questions({.rule = "chain_mod"});
    questions.add({{"prompt", "a=1+2;b=a*3;?b:"}});
    const auto seen = [&](const char *prompt) { return questions.seenIn({{"prompt", prompt}}, prompt).has_value(); };
    CHECK(seen("x=1+2;q=x*3;?q:"));
    CHECK(!seen("x=1+2;q=x*4;?q:"));
}
