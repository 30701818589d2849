// SPDX-License-Identifier: Apache-2.0
#include "core/data/rouge.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("ROUGE-L is the F measure of the longest common subsequence of words") {
    CHECK(rougeL("the cat sat on the mat", "The cat is on the mat.") == doctest::Approx(5.0 / 6));
    CHECK(rougeL("police killed the gunman", "police kill the gunman") == doctest::Approx(0.75)); // Lin 2004, S2
    CHECK(rougeL("police killed the gunman", "the gunman kill police") == doctest::Approx(0.5));  // and S3
    CHECK(rougeL("a b c d", "a b") == doctest::Approx(2.0 * 2 / 6)); // precision and recall are told apart
    CHECK(rougeL("a b", "a b c d") == doctest::Approx(2.0 * 2 / 6));
    CHECK(rougeL("same words", "same, words!") == 1);
    CHECK(rougeL("one", "two") == 0);
    CHECK(rougeL("", "") == 0);
    CHECK(rougeL("...", "one") == 0);
    CHECK(rougeL("写一首诗", "写一首歌") == doctest::Approx(0.75)); // a letter is a word
}

TEST_CASE("the nearest of many texts is the first that is most like it") {
    LikeTexts texts;
    CHECK(texts.nearestTo("anything").likeness == 0);
    for (const char *each : {"write a poem", "write a long poem about the sea", "add two numbers", "write a poem"})
        texts.add(each);
    CHECK(texts.size() == 4);
    const auto found = texts.nearestTo("Write a poem!");
    CHECK(found.likeness == 1);
    CHECK(found.number == 0);
    const auto near = texts.nearestTo("write a poem about the sea");
    CHECK(near.number == 1);
    CHECK(near.likeness == doctest::Approx(2.0 * 6 / 13));
    CHECK(texts.nearestTo("zebra").likeness == 0);
}
