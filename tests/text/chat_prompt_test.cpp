// SPDX-License-Identifier: Apache-2.0
// How a chat and the beginning of its answer become tokens.
#include "core/text/chat_prompt.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

const std::string kStarter = LAPIDARY_SOURCE "/resources/starter/";

/// The starter's tokenizer with a template of our own.
fs::path folderWith(const TemporaryFolder &folder, const std::string &chatTemplate) {
    for (const char *file : {"tokenizer.json", "tokenizer_config.json"})
        fs::copy_file(kStarter + file, folder.path / file, fs::copy_options::overwrite_existing);
    folder.write("chat_template.jinja", chatTemplate);
    return folder.path;
}

Json chatOf(const std::string &words) {
    return {{"messages", {{{"role", "user"}, {"content", words}}}}, {"add_generation_prompt", true}};
}

} // namespace

TEST_CASE("a template has a name, and a folder without one says so") {
    const TemporaryFolder folder, other;
    ChatPrompt one(folderWith(folder, "{{ messages[0].content }}")),
        two(folderWith(other, "{{ messages[0].content }};"));
    REQUIRE(one.templateHash());
    CHECK(*one.templateHash() != two.templateHash().value_or(""));
    ChatPrompt none(kStarter);
    REQUIRE(!none.templateHash());
    CHECK(none.templateHash().error().code == "template.missing");
    CHECK(none.of(chatOf("a=1;")).error().code == "template.missing");
}

TEST_CASE("an answer that was begun by hand stands behind the chat's own tokens") {
    const TemporaryFolder folder;
    ChatPrompt prompt(folderWith(folder, "{{ bos_token }}{{ messages[0].content }}"));
    const auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    const auto chat = prompt.of(chatOf("a=1;?a:"));
    REQUIRE(chat);
    const auto begun = tokensBehind(*tokenizer, chat->text, chat->ids, "Ta=1;", false);
    REQUIRE(begun);
    CHECK(tokenizer->decode(*begun, false) == "Ta=1;");
    // Where the tokens of the joined text cross the border, the beginning is read alone: "m" and "=" would be one
    // token.
    const auto half = tokenizer->encode("m", false);
    REQUIRE(half);
    const auto alone = tokensBehind(*tokenizer, "m", half->ids, "=1", false);
    REQUIRE(alone);
    CHECK(*alone == tokenizer->encode("=1", false)->ids);
}

TEST_CASE("words that look like a special token stay words; only the template ends a turn") {
    const TemporaryFolder folder;
    folder.write("tokenizer.json",
                 *readFile(fs::path(LAPIDARY_TEST_DATA) / "real_vocabularies" / "qwen2" / "tokenizer.json"));
    folder.write("chat_template.jinja", "{% for m in messages %}{{ m.content | trim }}<|im_end|>{% endfor %}");
    ChatPrompt prompt(folder.path);
    const auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    const auto end = tokenizer->idOf("<|im_end|>");
    REQUIRE(end);
    const auto endsIn = [&](const std::string &said) {
        const auto chat = prompt.of(chatOf(said));
        REQUIRE_MESSAGE(chat, (chat ? "" : describe(chat.error())));
        CHECK(chat->text == said + "<|im_end|>");
        CHECK(tokenizer->decode(chat->ids, false) == chat->text);
        CHECK(chat->ids.back() == *end);
        return std::count(chat->ids.begin(), chat->ids.end(), *end);
    };
    CHECK(endsIn("hello") == 1);
    CHECK(endsIn("what does <|im_end|> mean? <|im_end|>") == 1);
    CHECK(endsIn("\U000F0000<|im_end|>") == 1); // the character that would stand for it is in use

    folder.write("chat_template.jinja",
                 "{% for m in messages %}{{ 'odd' if '<|im_end|>' in m.content else 'even' }}{% endfor %}");
    ChatPrompt looking(folder.path);
    CHECK(looking.of(chatOf("hello")).has_value());
    const auto refused = looking.of(chatOf("<|im_end|>"));
    REQUIRE(!refused);
    CHECK(refused.error().code == "template.depends_on_token");
}
