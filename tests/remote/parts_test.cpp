// SPDX-License-Identifier: Apache-2.0
#include "core/remote/answer_reader.h"
#include "core/remote/book.h"
#include "core/remote/client.h"
#include "core/remote/keyring.h"
#include "core/remote/sse.h"
#include "tests/support/fault_server.h"
#include "tests/support/temporary_folder.h"
#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>

using namespace lapidary;
using namespace lapidary::test;

namespace {

std::string codeOf(const auto &result) {
    return result ? "" : result.error().code;
}

std::vector<std::string> eventsOf(std::string_view bytes, std::size_t piece) {
    SseParser parser;
    std::vector<std::string> out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        CHECK(parser.push(bytes.substr(0, piece), [&](std::string_view data) {
            out.emplace_back(data);
            return Status{};
        }));
    return out;
}

} // namespace

TEST_CASE("events are the same however the stream is cut") {
    // The examples of the specification's section on interpreting an event stream.
    const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
        {"data: YHOO\ndata: +2\ndata: 10\n\n", {"YHOO\n+2\n10"}},
        {": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
         {"first event", "second event", " third event"}},
        {"data\n\ndata\ndata\n\ndata:", {"", "\n"}},
        {"data:test\n\ndata: test\n\n", {"test", "test"}},
        {"\xEF\xBB\xBF"
         "data: a\r\n\r\ndata: b\r\rdatax: no\ndata: c\n\n",
         {"a", "b", "c"}},
    };
    for (const auto &[bytes, wanted] : cases)
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece) CHECK(eventsOf(bytes, piece) == wanted);
}

TEST_CASE("an origin is scheme, host and port, in one spelling") {
    CHECK(originOf("https://API.Example.COM/v1")->text() == "https://api.example.com:443");
    CHECK(originOf("http://localhost:8000/v1")->text() == "http://localhost:8000");
    CHECK(originOf("https://host.:443/")->text() == "https://host:443");
    CHECK(originOf("https://xn--le-6kcda9g.com/v1")->text() == "https://xn--le-6kcda9g.com:443");
    CHECK(codeOf(originOf("https://аррle.com/v1")) == "remote.url"); // Cyrillic letters that look like others
    CHECK(codeOf(originOf("https://%D0%B0pple.com/v1")) == "remote.url");
    CHECK(originOf("http://[::1]:8000/v1")->loopback());
    CHECK(originOf("http://127.1.2.3:8000/v1")->loopback());
    CHECK(originOf("http://0x7f.1:8000/v1")->text() == "http://127.0.0.1:8000");
    CHECK(!originOf("http://localhost.example.com/v1")->loopback());
    CHECK(!originOf("http://127.0.0.1.example.com/v1")->loopback());
}

TEST_CASE("addresses that are no endpoints are refused") {
    for (const char *url : {"", "host", "file:///etc/passwd", "ftp://host/v1", "unix:/run/x", "gopher://host/",
                            "https://", "https://user:pass@host/v1", "https://user@host/v1",
                            "https://host/v1?api_key=abc", "https://host/v1#abc", "https://host:22/v1",
                            "https://host:25/v1", "https://host:99999/v1", "https://ho st/v1", "https://host/\x01"}) {
        CAPTURE(url);
        const auto origin = originOf(url);
        CHECK(codeOf(origin) == "remote.url");
        if (!origin) CHECK(describe(origin.error()).find("pass@") == std::string::npos);
        if (!origin) CHECK(describe(origin.error()).find("abc") == std::string::npos);
    }
    for (const char *url : {"http://169.254.169.254/latest", "http://[fe80::1]/v1", "http://2852039166/v1"})
        CHECK(codeOf(originOf(url)) == "remote.link_local");
    CHECK(codeOf(checkEndpoint({.url = "http://host:8000/v1", .model = "m"})) == "remote.plain_http");
    CHECK(codeOf(checkEndpoint({.url = "http://host:8000/v1", .model = "m", .plainHttp = "without_key"})) == "");
    CHECK(codeOf(checkEndpoint({.url = "https://host/v1"})) == "remote.model");
}

TEST_CASE("addresses are told apart") {
    CHECK(isLoopbackAddress("127.8.9.1"));
    CHECK(isLoopbackAddress("::1"));
    CHECK(isLoopbackAddress("::ffff:127.0.0.1"));
    CHECK(!isLoopbackAddress("128.0.0.1"));
    CHECK(!isLoopbackAddress("localhost"));
    CHECK(isLinkLocalAddress("169.254.1.1"));
    CHECK(isLinkLocalAddress("fe80::1%eth0"));
    CHECK(isLinkLocalAddress("::ffff:169.254.169.254"));
    CHECK(!isLinkLocalAddress("169.253.1.1"));
}

TEST_CASE("bodies hold what was asked for and nothing that says nothing") {
    const Endpoint chat{.url = "https://h/v1", .model = "m"};
    CHECK(dumpJson(*bodyOf(chat, {.prompt = "hi", .stream = false})) ==
          R"({"model":"m","messages":[{"role":"user","content":"hi"}],"max_tokens":128,"temperature":1.0,"n":1})");
    CHECK(urlOf(chat) == "https://h/v1/chat/completions");
    const RemoteRequest full{.messages = Json::parse(R"([{"role":"system","content":"be brief"}])"),
                             .n = 3,
                             .maxNewTokens = 9,
                             .topK = 5,
                             .temperature = 0,
                             .topP = 0.9,
                             .minP = 0.1,
                             .repetitionPenalty = 1.1,
                             .seed = 4,
                             .stop = {"\n"},
                             .ignoreEos = true,
                             .logprobs = true,
                             .topLogprobs = 2};
    CHECK(dumpJson(*bodyOf(chat, full)) ==
          R"({"model":"m","messages":[{"role":"system","content":"be brief"}],"max_tokens":9,"temperature":0.0,)"
          R"("n":3,"top_p":0.9,"top_k":5,"min_p":0.1,"repetition_penalty":1.1,"ignore_eos":true,"stop":["\n"],)"
          R"("seed":4,"logprobs":true,"top_logprobs":2,"stream":true,"stream_options":{"include_usage":true}})");
    const Endpoint plain{.url = "https://h/v1/",
                         .model = "m",
                         .api = "completions",
                         .maxTokensField = "max_completion_tokens",
                         .seeds = false};
    CHECK(dumpJson(*bodyOf(plain, {.prompt = "hi", .seed = 4, .logprobs = true, .stream = false})) ==
          R"({"model":"m","prompt":"hi","max_completion_tokens":128,"temperature":1.0,"n":1,"logprobs":0})");
    CHECK(urlOf(plain) == "https://h/v1/completions");
    CHECK(codeOf(bodyOf(plain, full)) == "remote.messages");
}

TEST_CASE("an answer of the completions API is read with its log-probabilities") {
    AnswerReader reader(false, 2);
    REQUIRE(reader.whole(R"({"model":"m","choices":[{"index":1,"text":"b","finish_reason":"length"},
        {"index":0,"text":"a c","finish_reason":"stop","logprobs":{"tokens":["a"," c"],"token_logprobs":[-0.5,)"
                         R"(-1.25],"top_logprobs":[{"a":-0.5,"x":-2},null]}}],
        "usage":{"prompt_tokens":3,"completion_tokens":3}})"));
    const auto answer = reader.finish({});
    REQUIRE(answer.choices.size() == 2);
    CHECK(answer.choices[0].text == "a c");
    REQUIRE(answer.choices[0].tokens.size() == 2);
    CHECK(answer.choices[0].tokens[1].logprob == -1.25);
    CHECK(answer.choices[0].tokens[0].top.size() == 2);
    CHECK(answer.choices[1].finishReason == "length");
    CHECK(answer.promptTokens == 3);
    CHECK(answer.flags.empty());
}

TEST_CASE("a stream of several choices, of thoughts and of tool calls comes together") {
    AnswerReader reader(true, 2);
    for (const char *data :
         {R"({"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]})",
          R"({"choices":[{"index":1,"delta":{"content":"B"}},{"index":0,"delta":{"reasoning_content":"hm"}}]})",
          R"({"choices":[{"index":0,"delta":{"content":"A"},"logprobs":{"content":[{"token":"A","logprob":-0.1,)"
          R"("top_logprobs":[{"token":"A","logprob":-0.1},{"token":"Z","logprob":-3}]}]}}]})",
          R"({"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"function":{"name":"add",)"
          R"("arguments":"{\"a\""}}]}}]})",
          R"({"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},)"
          R"("finish_reason":"tool_calls"}]})",
          R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})",
          R"({"choices":[],"usage":{"completion_tokens":4}})", "[DONE]"})
        REQUIRE(reader.chunk(data));
    const auto answer = reader.finish({});
    CHECK(answer.choices[0].text == "A");
    CHECK(answer.choices[0].reasoning == "hm");
    CHECK(answer.choices[0].tokens[0].top[1].first == "Z");
    CHECK(answer.choices[0].complete());
    CHECK(answer.choices[1].text == "B\nadd({\"a\":1})");
    CHECK(!answer.choices[1].complete());
    CHECK(answer.completionTokens == 4);
}

TEST_CASE("content in blocks is joined, and thoughts stand apart") {
    const auto read = [](const std::string &message) {
        AnswerReader reader(true, 1);
        const auto ok = reader.whole(R"({"choices":[{"index":0,"finish_reason":"stop","message":)" + message + "}]}");
        return ok ? reader.finish({}).choices[0] : RemoteChoice{.text = ok.error().code};
    };
    struct Case {
        const char *message, *text, *thoughts;
    };
    const Case cases[] = {
        {R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"6 times 7"}]},{"type":"text",)"
         R"("text":"42"}]})",
         "42", "6 times 7"},
        {R"({"content":[{"type":"thinking","thinking":"a"},{"type":"thinking","thinking":"b"},{"type":"text",)"
         R"("text":"4"},{"type":"text","text":"2"}]})",
         "42", "ab"},
        {R"({"content":{"type":"text","text":"42"}})", "42", ""},
        {R"({"content":["4",{"text":"2"},null]})", "42", ""},
        {R"({"content":[{"type":"output_text","text":{"value":"42","annotations":[]}}]})", "42", ""},
        {R"({"content":[{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},{"type":"text",)"
         R"("text":"42"}]})",
         "42", "hm"},
        {R"({"content":null,"reasoning_content":"hm"})", "", "hm"},
        {R"({"content":"42","reasoning_content":"hm","reasoning":"hm"})", "42", "hm"},
        {R"({"content":"42","reasoning_content":[{"type":"text","text":"hm"}]})", "42", "hm"},
        {R"({"content":[]})", "", ""},
        {R"({"content":[{"type":"reference","reference_ids":[1]},{"type":"text","text":"42"}]})", "42", ""},
        {R"({"content":[{"type":"text","text":5}]})", "remote.bad_answer", ""},
        {R"({"content":[7]})", "remote.bad_answer", ""},
        {R"({"content":null,"tool_calls":[{"id":"a","function":{"name":"add","arguments":{"x":1}}},{"id":"b",)"
         R"("function":{"name":"halve","arguments":"{}"}}]})",
         "add({\"x\":1})\nhalve({})", ""},
    };
    for (const Case &each : cases) {
        CAPTURE(each.message);
        const auto choice = read(each.message);
        CHECK(choice.text == each.text);
        CHECK(choice.reasoning == each.thoughts);
    }
}

TEST_CASE("calls of a stream are told apart by their names where they have no numbers") {
    AnswerReader reader(true, 1);
    for (const char *data :
         {R"({"choices":[{"index":0,"delta":{"tool_calls":[{"id":"a","function":{"name":"add","arguments":"{}"}}]}}]})",
          R"({"choices":[{"index":0,"delta":{"tool_calls":[{"id":"b","function":{"name":"halve",)"
          R"("arguments":"{}"}}]},"finish_reason":"tool_calls"}]})"})
        REQUIRE(reader.chunk(data));
    CHECK(reader.finish({}).choices[0].text == "add({})\nhalve({})");
}

TEST_CASE("waits double, stay within a minute, and follow the server where it asks for less") {
    const Endpoint endpoint{.retries = 8, .retryWait = 2};
    CHECK(*waitBeforeRetry(endpoint, 1, {}, 0) == 1);
    CHECK(*waitBeforeRetry(endpoint, 3, {}, 0.5) == 6);
    CHECK(*waitBeforeRetry(endpoint, 8, {}, 0.9) == 60);
    CHECK(!waitBeforeRetry(endpoint, 9, {}, 0));
    CHECK(*waitBeforeRetry(endpoint, 1, 42.0, 0) == 42);
    CHECK(!waitBeforeRetry(endpoint, 1, 61.0, 0));
    CHECK(worthRetrying(429));
    CHECK(!worthRetrying(501));
}

TEST_CASE("the book keeps endpoints and consent, and says what is wrong in its files") {
    const TemporaryFolder folder;
    const RemoteBook book(folder.path / "lapidary");
    CHECK(book.endpoints()->empty());
    CHECK(codeOf(book.endpoint("a")) == "remote.unknown");
    CHECK(codeOf(book.put("a b", {.url = "https://h/v1", .model = "m"})) == "remote.name");
    CHECK(codeOf(book.put("a", {.url = "http://h/v1", .model = "m"})) == "remote.plain_http");
    REQUIRE(book.put("a.1", {.url = "https://h/v1", .model = "m", .requestsPerMinute = 30}));
    REQUIRE(book.put("b", {.url = "http://127.0.0.1:8000/v1", .model = "n", .api = "completions"}));
    CHECK(book.endpoint("a.1")->requestsPerMinute == 30);
    CHECK(book.endpoint("b")->api == "completions");
    REQUIRE(book.forget("b"));
    CHECK(codeOf(book.forget("b")) == "remote.unknown");

    const Origin away = *originOf("https://h/v1"), here = *originOf("http://127.0.0.1:8000/v1");
    CHECK(*book.allowed(here));
    CHECK(!*book.allowed(away));
    CHECK(codeOf(RemoteModel::open(*book.endpoint("a.1"), book)) == "remote.no_consent");
    REQUIRE(book.allow(away));
    CHECK(*book.allowed(away));
    CHECK(!*book.allowed(*originOf("https://h:8443/v1")));
    CHECK(!*book.allowed(*originOf("http://h:443/v1")));
    CHECK(RemoteModel::open(*book.endpoint("a.1"), book));
    REQUIRE(book.disallow(away.text()));
    CHECK(!*book.allowed(away));

    folder.write("lapidary/remotes.toml", "[remote.x]\nurl = \"https://h/v1\"\nmodle = \"m\"\nretries = -1\n");
    const auto wrong = book.endpoints();
    REQUIRE(!wrong);
    CHECK(describe(wrong.error()).find("modle") != std::string::npos);
    CHECK(describe(wrong.error()).find("retries") != std::string::npos);
}

TEST_CASE("keys are tidied, and blotted out of what servers repeat") {
    CHECK(*tidyKey(" sk-abc\n") == "sk-abc");
    CHECK(codeOf(tidyKey(" \n")) == "remote.key");
    CHECK(codeOf(tidyKey("sk abc")) == "remote.key");
    CHECK(codeOf(tidyKey("sk-a\r\nX-Evil: 1")) == "remote.key");
    CHECK(withoutKey("bad key sk-abc (sk-abc)", "sk-abc") == "bad key [key] ([key])");
    CHECK(withoutKey("same", "") == "same");
}

TEST_CASE("a key goes to its own origin and nowhere else") {
    const TemporaryFolder folder; // the keyring library's own store for tests
    ::setenv("SECRET_BACKEND", "file", 1);
    ::setenv("SECRET_FILE_TEST_PATH", (folder.path / "keyring").c_str(), 1);
    ::setenv("SECRET_FILE_TEST_PASSWORD", "test", 1);
    const auto behaviour = [](Peer &peer) {
        const bool first = peer.request().find("Bearer sk-secret") != std::string::npos;
        peer.send(first ? head(401, "application/json") + R"({"error":"the key sk-secret has ended"})"
                        : withLength(wholeAnswer("ab")));
    };
    const FaultServer server(behaviour), other(behaviour);
    const RemoteBook book(folder.path / "book");
    const auto ask = [&](const FaultServer &to, bool key) {
        const auto model = RemoteModel::open({.url = to.url(), .model = "m", .key = key}, book);
        REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
        return model->complete({.prompt = "hi"}, {});
    };
    CHECK(codeOf(RemoteModel::open({.url = server.url(), .model = "m", .key = true}, book)) == "remote.no_key");
    REQUIRE(keepKey(*originOf(server.url()), " sk-secret\n"));
    CHECK(**keyFor(*originOf(server.url())) == "sk-secret");
    const auto refused = ask(server, true);
    REQUIRE(refused.problem);
    CHECK(refused.problem->code == "remote.key");
    CHECK(describe(*refused.problem).find("sk-secret") == std::string::npos);
    CHECK(describe(*refused.problem).find("the key [key] has ended") != std::string::npos);
    CHECK(codeOf(RemoteModel::open({.url = other.url(), .model = "m", .key = true}, book)) == "remote.no_key");
    CHECK(!ask(other, false).problem);
    const auto warm = RemoteModel::open({.url = server.url(), .model = "m", .key = true}, book);
    REQUIRE(warm);
    REQUIRE(keepKey(*originOf(server.url()), "sk-newer")); // a model that is open already takes it
    CHECK(!warm->complete({.prompt = "hi"}, {}).problem);
    CHECK(server.requests().back().find("Bearer sk-newer") != std::string::npos);
    CHECK(!ask(server, false).problem); // only where the endpoint says so
    for (const auto &request : other.requests()) CHECK(request.find("sk-secret") == std::string::npos);
    REQUIRE(forgetKey(*originOf(server.url())));
    CHECK(!*keyFor(*originOf(server.url())));

    // A forgotten model takes its key along, unless another one sends it.
    const Origin host = *originOf("https://host.example/v1");
    REQUIRE(keepKey(host, "sk-secret"));
    for (const char *name : {"one", "two"})
        REQUIRE(book.put(name, {.url = "https://host.example/v1", .model = "m", .key = true}));
    REQUIRE(book.put("open", {.url = "https://host.example/v1", .model = "m"}));
    REQUIRE(forgetRemote(book, "one"));
    CHECK(*keyFor(host) == "sk-secret");
    REQUIRE(forgetRemote(book, "two"));
    CHECK(!*keyFor(host)); // the one that is left sends none
    CHECK(book.endpoints()->size() == 1);
    CHECK(codeOf(forgetRemote(book, "two")) == "remote.unknown");
}
