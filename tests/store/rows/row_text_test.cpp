// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/base/utf8.h"
#include "core/store/rows/row_text.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

std::string drawnText(Rng &rng) {
    static const std::string parts[] = {"\"", "\\", ":", ",", "{",  "]",   "\n", "\x01",
                                        "é",  "小", "😀", "a", "Z9", "\\u", "\":"};
    std::string text;
    for (auto left = rng.below(6); left > 0; --left) text += parts[rng.below(std::size(parts))];
    return text;
}

Json drawnJson(Rng &rng, int depth) {
    switch (rng.below(depth > 0 ? 6 : 4)) {
    case 0:
        return rng.below(2) ? Json(true) : Json();
    case 1:
        return Json(static_cast<std::int64_t>(rng.below(1000)) - 500);
    case 4: {
        Json list = Json::array();
        for (auto left = rng.below(4); left > 0; --left) list.push_back(drawnJson(rng, depth - 1));
        return list;
    }
    case 5: {
        Json object = Json::object();
        for (auto left = rng.below(4); left > 0; --left) object[drawnText(rng)] = drawnJson(rng, depth - 1);
        return object;
    }
    default:
        return drawnText(rng);
    }
}

void collect(const Json &value, std::vector<std::string> &out) {
    if (value.is_string()) out.push_back(value.get<std::string>());
    if (value.is_structured())
        for (const Json &each : value) collect(each, out);
}

std::vector<std::string> textsIn(std::string_view body) {
    std::vector<std::string> out;
    forEachText(body, [&](std::string_view text) { out.emplace_back(text); });
    return out;
}

} // namespace

TEST_CASE("texts are found in a row without reading it into values") {
    CHECK(textsIn(dumpJson({{"a\":", "x\ty\"z"}, {"b", {1, "p", {{"c", "\u0001é"}}, nullptr}}})) ==
          std::vector<std::string>{"x\ty\"z", "p", "\u0001é"});
    CHECK(textsIn(R"(["\u00e9\ud83d\ude00\ud83dx\/"])") == std::vector<std::string>{"é😀\uFFFDx/"});
    CHECK(textsIn("").empty());
    CHECK(folded("ÀΣЖß小A\xFF") == "àσжß小a");
    CHECK(foldedTexts(R"({"A":"B","c":["D\n"]})") == "b\nd\n\n");
}

TEST_CASE(
    "of any row the texts are those that a reader of JSON finds; of what is none, nothing is read beyond its end") {
    Rng rng(3, "test/texts");
    for (int i = 0; i < 3000; ++i) {
        CAPTURE(i);
        const Json row = drawnJson(rng, 4);
        const std::string body = dumpJson(row);
        CAPTURE(body);
        std::vector<std::string> texts;
        collect(row, texts);
        CHECK(textsIn(body) == texts);
        std::string torn = body.substr(0, rng.below(body.size() + 1)); // asan stops what reads too far
        if (!torn.empty()) torn[rng.below(torn.size())] = static_cast<char>(rng.below(256));
        for (const auto &text : textsIn(std::string_view(torn.data(), torn.size())))
            CHECK(utf8::firstInvalid(folded(text)) == std::string::npos); // and what is looked for is text
    }
}
