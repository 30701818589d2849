// SPDX-License-Identifier: Apache-2.0
// Which tokens of a conversation are learnt: counted by hand, a letter a token.
#include "core/data/conversation_tokens.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

constexpr const char *kMarked = "{% for m in messages %}{{ '[' }}{% if m.role == 'assistant' %}{% generation %}"
                                "{{ m.content }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}{{ ']' }}"
                                "{% endfor %}{% if tools %}{{ tools[0].name }}{% endif %}";

fs::path folderWith(const TemporaryFolder &folder, const std::string &chatTemplate) {
    folder.write("tokenizer.json", characterTokenizerJson({"a", "b", "c", "[", "]", "f"}, {"<pad>", "<eos>"}));
    folder.write("chat_template.jinja", chatTemplate);
    return folder.path;
}

Message asks(const char *text) {
    return {.role = "user", .content = text};
}
Message says(const char *text, Json extra = Json::object()) {
    return {.role = "assistant", .content = text, .extra = std::move(extra)};
}

/// "[.]" with a letter where a token is learnt and a dot where not; or the code of the error.
std::string learnt(const char *chatTemplate, const Conversation &talk, bool assistantOnly = true,
                   ChatFindings *findings = nullptr) {
    const TemporaryFolder folder;
    ChatPrompt chat(folderWith(folder, chatTemplate));
    const auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    const auto tokens = conversationTokens(chat, talk, assistantOnly, findings, 1);
    if (!tokens) return tokens.error().code;
    std::string out;
    for (std::size_t i = 0; i < tokens->ids.size(); ++i) {
        CHECK((tokens->labels[i] == -100 || tokens->labels[i] == tokens->ids[i]));
        out += tokens->labels[i] == -100 ? "."
                                         : tokenizer->tokenOf(static_cast<std::int32_t>(tokens->ids[i])).value_or("?");
    }
    return out;
}

} // namespace

TEST_CASE("what the assistant says is learnt, in every turn; the rest only where everything is") {
    CHECK(learnt(kMarked, {{asks("a"), says("bc")}}) == "....bc.");
    CHECK(learnt(kMarked, {{says("a"), asks("b"), says("c"), says("a")}}) == ".a.....c..a.");
    CHECK(learnt(kMarked, {{asks("a"), says("bc")}}, false) == "[a][bc]");
    CHECK(learnt(kMarked, {{asks("a"), says("b")}, Json::array({{{"name", "f"}}})}) == "....b..");
}

TEST_CASE("a message of weight 0 is not learnt") {
    CHECK(learnt(kMarked, {{says("a", {{"weight", 0}}), says("b", {{"weight", 1}}), says("c")}}) == "....b..c.");
    CHECK(learnt(kMarked, {{says("a", {{"weight", 0}})}}) == "...");
    const char *joined = "{% generation %}{% for m in messages %}{{ m.content }}{% endfor %}{% endgeneration %}";
    CHECK(learnt(joined, {{says("a"), says("b")}}) == "ab");
    CHECK(learnt(joined, {{says("a", {{"weight", 0}}), says("b")}}) == "template.no_generation");
}

TEST_CASE("where a template does not mark who speaks, the assistant's words are found and this is told") {
    const char *bare = "{% for m in messages %}{{ m.content }}{% endfor %}";
    ChatFindings findings;
    CHECK(learnt(bare, {{asks("a"), says("b")}}, true, &findings) == ".b");
    CHECK(learnt(bare, {{asks("a"), says("b"), asks("c"), says("a")}}, true, &findings) == ".b.a");
    CHECK(learnt(bare, {{asks("a"), says("b", {{"weight", 0}}), asks("c"), says("a")}}, true, &findings) == "...a");
    CHECK(findings.derivedRows() == 3);
    CHECK(findings.brokenRows() == 0);
    CHECK(learnt(bare, {{asks("a"), says("b")}}, false, &findings) == "ab");
    CHECK(findings.derivedRows() == 3);
}

TEST_CASE("a conversation in which the assistant says nothing teaches nothing") {
    CHECK(learnt(kMarked, {{asks("a")}}) == "...");
    CHECK(learnt("{% for m in messages %}{{ m.content }}{% endfor %}", {{asks("a")}}) == ".");
}

TEST_CASE("without a template nothing is guessed") {
    const TemporaryFolder folder;
    ChatPrompt none(folder.path);
    CHECK(conversationTokens(none, {{asks("a")}}, true).error().code == "template.missing");
}
