// SPDX-License-Identifier: Apache-2.0
#include "core/data/prompt_key.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {
bool same(const char *a, const char *b) {
    return promptKey(Json::parse(a)) == promptKey(Json::parse(b));
}
} // namespace

TEST_CASE("rows of one prompt have one key, whatever is answered and in whatever layout") {
    CHECK(
        same(R"({"prompt": "1 + 1 =", "completion": "2"})", R"({"prompt": "1 + 1 =", "completion": "3", "id": "7"})"));
    CHECK(same(R"({"prompt": "1 + 1 =", "completion": "2"})",
               R"({"prompt": "1 + 1 =", "chosen": "2", "rejected": "3"})"));
    CHECK_FALSE(same(R"({"prompt": "1 + 1 =", "completion": "2"})", R"({"prompt": "1 + 2 =", "completion": "2"})"));
    CHECK(same(R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]})",
               R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes?"},
                                {"role": "user", "content": "Bye"}, {"role": "assistant", "content": "Bye"}]})"));
    CHECK_FALSE(
        same(R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]})",
             R"({"messages": [{"role": "user", "content": "Ho"}, {"role": "assistant", "content": "Hello"}]})"));
}

TEST_CASE("of token ids the prompt is what stands before the first that is learnt") {
    CHECK(same(R"({"input_ids": [5, 6, 7], "labels": [-100, -100, 7]})",
               R"({"input_ids": [5, 6, 8, 9], "labels": [-100, -100, 8, 9]})"));
    CHECK_FALSE(same(R"({"input_ids": [5, 6, 7], "labels": [-100, -100, 7]})",
                     R"({"input_ids": [5, 6, 7], "labels": [-100, 6, 7]})"));
    CHECK_FALSE(same(R"({"input_ids": [5, 6]})", R"({"input_ids": [5, 7]})")); // all of it is learnt
    CHECK(same(R"({"prompt_ids": [5], "chosen_ids": [6], "rejected_ids": [7]})",
               R"({"prompt_ids": [5], "chosen_ids": [8], "rejected_ids": [9]})"));
}

TEST_CASE("a row that nobody understands is equal to itself only") {
    CHECK(same(R"({"colour": "red"})", R"({"colour": "red"})"));
    CHECK_FALSE(same(R"({"colour": "red"})", R"({"colour": "blue"})"));
}
