// SPDX-License-Identifier: Apache-2.0
// What the assistant says, found where a template does not mark it: against the templates of TRL that mark the same
// conversations, and by hand.
#include "core/text/chat_findings.h"
#include "core/text/chat_prompt.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/capture.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <regex>
#include <sstream>

using namespace lapidary;

namespace {

using Span = std::pair<std::size_t, std::size_t>;

fs::path golden(const std::string &name) {
    return fs::path(LAPIDARY_TEST_DATA) / "trl_templates" / name;
}

std::time_t july() {
    std::tm date{};
    date.tm_year = 125;
    date.tm_mon = 6;
    date.tm_mday = 10;
    date.tm_hour = 12;
    date.tm_isdst = -1;
    return std::mktime(&date);
}

/// Everything that looks like a special token.
std::vector<std::string> marksIn(const std::string &text) {
    static const std::regex mark(R"(<[^<>\s]{1,60}>)");
    std::vector<std::string> out;
    for (std::sregex_iterator it(text.begin(), text.end(), mark), end; it != end; ++it) out.push_back(it->str());
    return out;
}

/// The marks behind an answer, in a chat that ends with it and in one that goes on.
std::vector<std::string> endsOf(const ChatTemplate &chat, const Json &variables) {
    std::vector<std::string> out;
    for (const bool goesOn : {false, true}) {
        Json messages = {{{"role", "user"}, {"content", "a"}}, {{"role", "assistant"}, {"content", "zyxwvut"}}};
        if (goesOn) messages.push_back({{"role", "user"}, {"content", "b"}});
        const auto rendered = chat.render({{"messages", messages}, {"variables", variables}}, july());
        if (!rendered) continue;
        const auto at = rendered->text.rfind("zyxwvut");
        if (at == std::string::npos) continue;
        if (const auto all = marksIn(rendered->text.substr(at)); !all.empty()) out.push_back(all.front());
    }
    return out;
}

/// Without what some templates mark beside the words themselves: what asked for them, and what calls a tool.
std::string bare(std::string text) {
    static const char *before[] = {"<｜Assistant｜>", "<|start|>assistant", "<think>\n\n</think>",   "<think></think>",
                                   "<think>",         "</think>",           "<｜tool▁outputs▁end｜>"},
                      *behind[] = {"<|tool_response>", "<|observation|>", "<|call|>"};
    for (bool again = true; again;) {
        again = false;
        while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.erase(0, 1);
        while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.pop_back();
        for (const std::string mark : before)
            if (text.starts_with(mark)) text.erase(0, mark.size()), again = true;
        for (const std::string mark : behind)
            if (text.ends_with(mark)) text.resize(text.size() - mark.size()), again = true;
    }
    return text;
}

/// For each place that was found, the marked places within it as one; an empty one where none lies there.
std::vector<Span> markedIn(const std::vector<Span> &found, const Json &marked) {
    std::vector<Span> out;
    for (const auto &[begin, end] : found) {
        Span all{0, 0};
        for (const Json &each : marked) {
            const auto from = each[0].get<std::size_t>(), to = each[1].get<std::size_t>();
            if (to <= begin || from >= end) continue;
            if (all.second == 0) all.first = from;
            all.second = to;
        }
        out.push_back(all);
    }
    return out;
}

struct Compared {
    int same = 0, other = 0, none = 0;
};

void compare(const std::string &name, const Json &variables, const Json &conversation, const std::string &text,
             const Json &marked, Compared &out) {
    const TemporaryFolder folder;
    folder.write("chat_template.jinja", *readFile(golden(name + ".jinja")));
    const auto chat = ChatTemplate::load(folder.path);
    REQUIRE(chat);
    Json request = conversation;
    request["variables"] = variables;
    if (conversation.contains("variables")) request["variables"].update(conversation["variables"]);
    const auto rendered = chat->render(request, july());
    if (!rendered || rendered->text != text) return; // read for the model's sake, as wire messages are
    ChatPrefixes prefixes(*chat, request, rendered->text, july());
    const ChatMarks marks{marksIn(text), endsOf(*chat, request["variables"])};
    const auto spans = assistantSpans(prefixes, marks);
    if (!spans) return void(++out.none);
    const auto wanted = markedIn(*spans, marked);
    bool same = true;
    for (std::size_t i = 0; i < spans->size(); ++i) {
        const auto cut = [&](const Span &span) { return bare(text.substr(span.first, span.second - span.first)); };
        same &= cut((*spans)[i]) == cut(wanted[i]);
    }
    ++(same ? out.same : out.other);
    if (!same) MESSAGE(name << " " << conversation["messages"].dump().substr(0, 120));
}

constexpr const char *kBrackets = "{% for m in messages %}<{{ m.role[0] }}>{{ m.content }}<e>{% endfor %}{% if "
                                  "add_generation_prompt %}<a>{% endif %}";

} // namespace

TEST_CASE("the words found without a mark are those that TRL's templates mark") {
    const Json all = *parseJson(*readFile(golden("conversations.json")), {.depth = 128});
    std::map<std::string, Json> rows;
    std::istringstream lines(*readFile(golden("expected.jsonl")));
    for (std::string line; std::getline(lines, line);) {
        Json each = *parseJson(line);
        rows.emplace(each["template"].get<std::string>() + "/" + each["conversation"].get<std::string>(), each);
    }
    Compared compared;
    for (const auto &[key, row] : rows) {
        const std::string name = row["template"];
        if (!row.contains("generation") || !name.ends_with("_training")) continue;
        const std::string base = name.substr(0, name.size() - 9), conversation = row["conversation"];
        const auto plain = rows.find(base + "/" + conversation);
        if (plain == rows.end() || plain->second.value("text", "") != row["text"]) continue;
        CAPTURE_BOUND(key);
        compare(base, all["special"], all["cases"][conversation], row["text"], row["generation"], compared);
    }
    MESSAGE("same " << compared.same << ", other " << compared.other << ", none " << compared.none);
    CHECK(compared.same >= 345);
    CHECK(compared.other <= 5);
    CHECK(compared.none == 0);
}

namespace {

/// The tokens of a chat by a template, with a letter where the assistant speaks and a dot where not.
struct Learnt {
    std::string tokens{};
    ChatText chat{};
};
Learnt learnt(const char *source, const Json &messages, Json more = Json::object()) {
    const TemporaryFolder folder;
    folder.write("tokenizer.json", characterTokenizerJson({"a", "b", "c", "d", "x", "y", "z", " "},
                                                          {"<pad>", "<e>", "<u>", "<a>", "<s>", "<t>", "</t>"}));
    folder.write("chat_template.jinja", source);
    ChatPrompt prompt(folder.path);
    more["messages"] = messages;
    auto chat = prompt.forTraining(more);
    REQUIRE_MESSAGE(chat, (chat ? "" : describe(chat.error())));
    const auto tokenizer = Tokenizer::load(folder.path);
    Learnt out;
    for (std::size_t i = 0; i < chat->ids.size(); ++i)
        out.tokens += chat->assistantMask[i] ? tokenizer->tokenOf(chat->ids[i]).value_or("?") : ".";
    out.chat = std::move(*chat);
    return out;
}

Json say(const char *role, const char *content) {
    return {{"role", role}, {"content", content}};
}

} // namespace

TEST_CASE("words begin behind what asks for them and end with the mark of the turn's end") {
    const auto one = learnt(kBrackets, {say("user", "ab"), say("assistant", "cd")});
    CHECK(one.tokens == ".....cd<e>");
    CHECK(one.chat.derived);
    CHECK(!one.chat.broken);
    const auto many = learnt(kBrackets, {say("user", "a"), say("assistant", "b"), say("user", "c"),
                                         say("assistant", ""), say("assistant", "d")});
    CHECK(many.tokens == "....b<e>....<e>.d<e>");
    CHECK(many.chat.spans == 3);
    CHECK(learnt(kBrackets, {say("assistant", "a"), say("user", "b")}).tokens == ".a<e>...");
    CHECK(learnt(kBrackets, Json::array({say("user", "b")})).tokens == "...");
}

TEST_CASE("a template that leaves out earlier thoughts is told, and the words are found all the same") {
    const char *drops = "{% for m in messages %}<{{ m.role[0] }}>{% if m.role == 'assistant' and loop.last %}"
                        "<t>{{ m.reasoning_content }}</t>{% endif %}{{ m.content }}<e>{% endfor %}"
                        "{% if add_generation_prompt %}<a><t>{% endif %}";
    Json first = say("assistant", "b"), second = say("assistant", "d");
    first["reasoning_content"] = "x";
    second["reasoning_content"] = "y";
    const auto chat = learnt(drops, {say("user", "a"), first, say("user", "c"), second});
    CHECK(chat.tokens == "....b<e>.....y</t>d<e>");
    REQUIRE(chat.chat.broken);
    CHECK(chat.chat.broken->message == 1);
    ChatFindings findings;
    findings.add(chat.chat, 7);
    findings.add(chat.chat, 8);
    const auto told = findings.sentences();
    REQUIRE(told.size() == 2);
    CHECK(told[0].find("2 rows") != std::string::npos);
    CHECK(told[1].find("first in line 7, before message 2") != std::string::npos);
}

TEST_CASE("the rule of beginnings is looked at with the prompt that asks for an answer") {
    // The prompt is what the template writes before an answer: nothing is broken.
    CHECK(!learnt(kBrackets, {say("user", "a"), say("assistant", "b"), say("user", "c")}).chat.broken);
    // Another word than the prompt's.
    const char *other = "{% for m in messages %}<{{ m.role[0] }}>{{ m.content }}{% endfor %}"
                        "{% if add_generation_prompt %}<s>{% endif %}";
    const auto broken = learnt(other, {say("user", "a"), say("assistant", "b")});
    REQUIRE(broken.chat.broken);
    CHECK(broken.chat.broken->message == 1);
    CHECK(broken.chat.broken->found == "<u>a<a>b");
    CHECK(broken.chat.broken->expected == "<u>a<s>");
    // The last turn is closed otherwise than the others.
    const char *closes = "{% for m in messages %}<{{ m.role[0] }}>{{ m.content }}{% if not loop.last %}<e>{% else %}<s>"
                         "{% endif %}{% endfor %}{% if add_generation_prompt %}<a>{% endif %}";
    CHECK(learnt(closes, {say("user", "a"), say("assistant", "b"), say("user", "c")}).chat.broken->message == 1);
}

TEST_CASE("what a template marks itself stays as it marks it, and a tool's call belongs to the assistant") {
    const char *marked = "{% for m in messages %}<{{ m.role[0] }}>{% if m.role == 'assistant' %}{% generation %}"
                         "{{ m.content }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}<e>{% endfor %}";
    const auto chat = learnt(marked, {say("user", "a"), say("assistant", "b")});
    CHECK(chat.tokens == "....b.");
    CHECK(!chat.chat.derived);
    const char *calls = "{% for m in messages %}<{{ m.role[0] }}>{{ m.content }}{% for c in m.tool_calls or [] %}<t>"
                        "{{ c.function.arguments.a }}</t>{% endfor %}<e>{% endfor %}"
                        "{% if add_generation_prompt %}<a>{% endif %}";
    Json call = say("assistant", "");
    call["tool_calls"] = Json::array({{{"function", {{"name", "f"}, {"arguments", {{"a", "x"}}}}}}});
    CHECK(learnt(calls, {say("user", "a"), call, say("tool", "y"), say("assistant", "b")}).tokens ==
          "....<t>x</t><e>....b<e>");
}

TEST_CASE("a template that does not write the words at all is refused") {
    const TemporaryFolder folder;
    folder.write("tokenizer.json", characterTokenizerJson({"a"}, {"<pad>"}));
    folder.write("chat_template.jinja", "{% if add_generation_prompt %}aa{% endif %}a");
    ChatPrompt prompt(folder.path);
    const auto chat = prompt.forTraining({{"messages", {say("user", "a"), say("assistant", "b")}}});
    REQUIRE(!chat);
    CHECK(chat.error().code == "template.no_generation");
    CHECK(chat.error().field == "messages[1]");
}
