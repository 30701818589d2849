// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/registry.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

const Layout &alpaca() {
    return *layoutNamed("alpaca");
}
std::string promptOf(const Json &row) {
    const auto record = alpaca().read(row);
    if (!record) FAIL(describe(record.error()));
    return plainText(std::get<Demonstration>(record->what).prompt).value_or("");
}
std::string codeOf(const Json &row) {
    const auto record = alpaca().read(row);
    return record ? "" : record.error().code + " " + record.error().field;
}

} // namespace

TEST_CASE("Alpaca's two templates, letter by letter") {
    CHECK(promptOf({{"instruction", "Translate to French."}, {"input", "good night"}, {"output", "bonne nuit"}}) ==
          "Below is an instruction that describes a task, paired with an input that provides further context. Write a "
          "response that appropriately completes the request.\n\n### Instruction:\nTranslate to French.\n\n### Input:\n"
          "good night\n\n### Response:");
    const std::string without = "Below is an instruction that describes a task. Write a response that appropriately "
                                "completes the request.\n\n### Instruction:\nAdd.\n\n### Response:";
    CHECK(promptOf({{"instruction", "Add."}, {"input", ""}, {"output", "3"}}) == without);
    CHECK(promptOf({{"instruction", "Add."}, {"output", "3"}}) == without);
    CHECK(promptOf({{"instruction", "Add."}, {"input", nullptr}, {"output", "3"}}) == without);
    CHECK(promptOf({{"instruction", "Add."}, {"input", " "}, {"output", "3"}}) != without); // an input of blanks is one
}

TEST_CASE("Alpaca's rows come back from their prompts, and only from theirs") {
    for (const char *input : {"", "x", "two\n\n### Input:\nlines", "\n\n### Response:"}) {
        Json row = {{"instruction", "Say it\n\n### Response:"}, {"input", input}, {"output", "a"}};
        if (*input == 0) row.erase("input");
        const auto record = alpaca().read(row);
        REQUIRE(record);
        CHECK(alpaca().write(*record) == row);
    }
    const auto written = [](std::string prompt) {
        return alpaca().write({.what = Demonstration{plain(std::move(prompt)), plain("a")}}).has_value();
    };
    const std::string whole = promptOf({{"instruction", "i"}, {"input", "x"}, {"output", "a"}});
    CHECK(written(whole));
    for (std::size_t cut = 0; cut < whole.size(); ++cut) CHECK(!written(whole.substr(0, cut)));
    CHECK(!written("2+2="));
    CHECK(!alpaca().write({.what = Demonstration{plain(whole), plain("a"), false}})); // no word for a text that was cut
}

TEST_CASE("Alpaca's rows without an instruction or an output teach nothing and say which is empty") {
    CHECK(codeOf({{"instruction", " "}, {"input", "x"}, {"output", "a"}}) == "row.empty instruction");
    CHECK(codeOf({{"instruction", "i"}, {"output", ""}}) == "row.empty output");
    CHECK(codeOf({{"instruction", "i"}, {"input", 3}, {"output", "a"}}) == "row.wrong_type input");
}
