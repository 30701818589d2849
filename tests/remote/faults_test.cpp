// SPDX-License-Identifier: Apache-2.0
// A server on this machine misbehaves in every way that servers, proxies and networks are known to. Nothing may hang
// beyond its time-out, and nothing that was cut off may pass for whole.
#include "core/remote/client.h"
#include "tests/support/fault_server.h"
#include "tests/support/temporary_folder.h"
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>

using namespace lapidary;
using namespace lapidary::test;

namespace {

using Clock = std::chrono::steady_clock;
const std::string kStream = head(200, "text/event-stream");
constexpr double kIdle = 0.4, kTotal = 3;

struct Fault {
    std::string name;
    FaultServer::Behaviour behaviour;
    std::string code;   ///< of the problem; empty: there is none
    std::string text;   ///< of the first choice; "…" is any
    std::string reason; ///< its end
    std::string flag{}; ///< one that must be there
    std::size_t requests = 1;
};

FaultServer::Behaviour says(std::string bytes) {
    return [bytes = std::move(bytes)](Peer &peer) { peer.send(bytes); };
}

/// The first bytes, then nothing more.
FaultServer::Behaviour stalls(std::string bytes) {
    return [bytes = std::move(bytes)](Peer &peer) {
        peer.send(bytes);
        peer.wait(30);
    };
}

FaultServer::Behaviour endless(std::string first, std::string piece) {
    return [first = std::move(first), piece = std::move(piece)](Peer &peer) {
        for (peer.send(first); peer.send(piece);) {
        }
    };
}

/// The first `times` connections get one thing, all others the other.
FaultServer::Behaviour atFirst(int times, std::string bad, std::string good) {
    return [=](Peer &peer) { peer.send(peer.number() <= times ? bad : good); };
}

std::string logprobsChunk(const std::string &logprobs) {
    return event(R"({"model":"m","choices":[{"index":0,"delta":{"content":"ab"},"logprobs":)" + logprobs +
                 R"(,"finish_reason":"stop"}]})") +
           event("[DONE]");
}

const std::string kGood = kStream + textChunk("ab") + endChunk() + event("[DONE]");
const std::string kBusy = head(429, "application/json", "Retry-After: 0\r\n") + R"({"error":{"message":"slow down"}})";

std::string reasonChunk(const std::string &text) {
    return event(R"({"choices":[{"index":0,"delta":{"content":")" + text + R"("},"finish_reason":"stop"}]})");
}

/// Whole streams, and connections that end or fall silent.
std::vector<Fault> connectionFaults() {
    return {
        {"a good stream", says(kGood), "", "ab", "stop"},
        {"a good whole answer though a stream was asked for", says(withLength(wholeAnswer("ab"))), "", "ab", "stop"},
        {"ends without a reason", says(kStream + textChunk("ab")), "remote.cut", "ab", "truncated"},
        {"ends without [DONE]", says(kStream + textChunk("ab") + endChunk()), "", "ab", "stop"},
        {"ends in the middle of a piece", says(kStream + textChunk("ab") + R"(data: {"choices":[{"index":0,"del)"),
         "remote.cut", "ab", "truncated"},
        {"says [DONE] without a reason", says(kStream + textChunk("ab") + event("[DONE]")), "", "ab", "truncated"},
        {"stalls in the middle", stalls(kStream + textChunk("ab")), "remote.timeout", "ab", "truncated"},
        {"sends its head and then nothing", stalls(kStream), "remote.timeout", "", ""},
        {"accepts and never answers", stalls(""), "remote.timeout", "", ""},
        {"keeps the connection open after [DONE]", stalls(kGood), "", "ab", "stop"},
        {"drips one byte after the other without end",
         [](Peer &peer) {
             for (peer.send(kStream); peer.send(":"); peer.wait(0.05)) {
             }
         },
         "remote.timeout", "", ""},
        {"hangs up without a word", says(""), "remote.cut", "", "", "", 3},
        {"hangs up once", atFirst(1, "", kGood), "", "ab", "stop", "", 2},
        {"resets the connection in the middle",
         [](Peer &peer) {
             peer.send(kStream + textChunk("ab"));
             peer.wait(0.1);
             peer.reset();
         },
         "remote.cut", "ab", "truncated"},
    };
}

/// Pieces of a stream that are wrong, doubled or out of order.
std::vector<Fault> streamFaults() {
    return {
        {"sends a chunk that is no JSON", says(kStream + textChunk("ab") + event("{oops") + endChunk()), "json.syntax",
         "ab", "truncated"},
        {"sends a chunk that is no object", says(kStream + textChunk("ab") + event("[1]") + endChunk()),
         "remote.bad_answer", "ab", "truncated"},
        {"tells an error in the stream",
         says(kStream + textChunk("ab") + event(R"({"error":{"message":"out of memory","code":500}})")),
         "remote.server_error", "ab", "truncated"},
        {"ends a choice twice", says(kStream + textChunk("ab") + endChunk() + endChunk() + event("[DONE]")), "", "ab",
         "stop"},
        {"ends a choice again with the usage, for another reason",
         says(kStream + textChunk("ab") + endChunk() +
              event(R"({"choices":[{"index":0,"delta":{"content":""},"finish_reason":"length"}],)"
                    R"("usage":{"completion_tokens":2}})")),
         "", "ab", "length"},
        {"gives a reason with every piece", says(kStream + reasonChunk("a") + reasonChunk("b") + event("[DONE]")), "",
         "ab", "stop", "a choice went on after its end"},
        {"goes on after the end", says(kStream + textChunk("ab") + endChunk() + textChunk("cd") + event("[DONE]")), "",
         "abcd", "stop", "a choice went on after its end"},
        {"goes on after the end and is cut off", says(kStream + textChunk("ab") + endChunk() + textChunk("cd")),
         "remote.cut", "abcd", "truncated", "a choice went on after its end"},
        {"gives a role and nothing else behind the end",
         says(kStream + textChunk("ab") + endChunk() +
              event(R"({"choices":[{"index":0,"delta":{"role":"assistant","content":null},"finish_reason":null}]})")),
         "", "ab", "stop"},
        {"gives empty reasons until the end",
         says(kStream + event(R"({"choices":[{"index":0,"delta":{"content":"ab"},"finish_reason":""}]})") + endChunk()),
         "", "ab", "stop"},
        {"says in the words of another API that it is done",
         says(kStream + textChunk("ab") + endChunk("STOP") + event("[DONE]")), "", "ab", "stop"},
        {"says in the words of another API that it is too long",
         says(kStream + textChunk("ab") + endChunk("MAX_TOKENS") + event("[DONE]")), "", "ab", "length"},
        {"goes on after [DONE]", says(kGood + textChunk("cd")), "", "ab", "…"},
    };
}

/// Odd line ends, many small pieces, and what never ends.
std::vector<Fault> shapeFaults() {
    const std::string bytewise = kGood;
    return {
        {"mixes line ends, comments, fields and a byte-order mark",
         says(kStream + "\xEF\xBB\xBF: hello\r\n\r\nevent: x\rid: 3\r" + R"(data: {"model":"m",)" + "\r\n" +
              R"(data:"choices":[{"index":0,"delta":{"content":"ab"},"finish_reason":"stop"}]})" +
              "\r\r: ping\n\ndata:[DONE]\r\n\r\n"),
         "", "ab", "stop"},
        {"sends every byte by itself",
         [bytewise](Peer &peer) {
             for (const char c : bytewise) peer.send({&c, 1});
         },
         "", "ab", "stop"},
        {"sends 100 000 tiny pieces",
         [](Peer &peer) {
             std::string all = kStream;
             for (int i = 0; i < 100000; ++i) all += textChunk("a");
             peer.send(all + endChunk() + event("[DONE]"));
         },
         "", std::string(100000, 'a'), "stop"},
        {"sends a line without end", endless(kStream + textChunk("ab"), "data: " + std::string(65536, 'x')),
         "remote.line_too_long", "ab", "truncated"},
        {"sends an event without end", endless(kStream, "data: " + std::string(65536, 'x') + "\n"),
         "remote.event_too_long", "", ""},
        {"sends text without end", endless(kStream, textChunk(std::string(500000, 'x'))), "remote.too_large", "…",
         "truncated"},
        {"sends a body without end", endless(head(200, "application/json"), std::string(1 << 20, ' ')),
         "remote.too_large", "", ""},
        {"sends head lines without end", endless("HTTP/1.1 200 OK\r\n", "X-More: " + std::string(4096, 'x') + "\r\n"),
         "remote.cut", "", "", "", 3},
    };
}

/// Statuses, heads and bodies.
std::vector<Fault> httpFaults() {
    const std::string gzip("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
    return {
        {"sends something packed that nobody asked for",
         says(head(200, "application/json", "Content-Encoding: gzip\r\n") + gzip), "json.syntax", "", ""},
        {"shows the page of a captive portal", says(head(200, "text/html") + "<html>Please log in</html>"),
         "remote.not_an_api", "", ""},
        {"says that there is no content", says(head(204, "")), "remote.bad_answer", "", ""},
        {"sends an empty JSON body", says(head(200, "application/json", "Content-Length: 0\r\n")), "remote.bad_answer",
         "", ""},
        {"sends an answer without choices", says(withLength(R"({"model":"m"})")), "remote.bad_answer", "", ""},
        {"sends a stream without choices", says(kStream + event(R"({"choices":[]})") + event("[DONE]")),
         "remote.bad_answer", "", ""},
        {"is busy twice", atFirst(2, kBusy, kGood), "", "ab", "stop", "", 3},
        {"asks to wait for thirty years", says(head(429, "application/json", "Retry-After: 1000000000\r\n") + "{}"),
         "remote.busy", "", ""},
        {"asks to wait until a date long past",
         atFirst(1, head(503, "", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n"), kGood), "", "ab", "stop", "", 2},
        {"fails again and again", says(head(500, "text/plain") + "oops"), "remote.busy", "", "", "", 3},
        {"refuses the request",
         says(head(400, "application/json") + R"({"error":{"message":"logprobs are not supported"}})"), "remote.status",
         "", ""},
        {"refuses in HTML", says(head(404, "text/html") + "<html>nothing here</html>"), "remote.status", "", ""},
        {"refuses without end", endless(head(400, "text/plain"), std::string(65536, 'x')), "remote.status", "", ""},
        {"refuses the key", says(head(401, "application/json") + R"({"error":"bad key"})"), "remote.key", "", ""},
        {"ends a chunked body before its end",
         says(head(200, "text/event-stream", "Transfer-Encoding: chunked\r\n") + "ff\r\n" + textChunk("ab")),
         "remote.cut", "ab", "truncated"},
        {"sends less than it promised",
         says(head(200, "application/json", "Content-Length: 9999\r\n") + wholeAnswer("ab")), "remote.cut", "", "", "",
         3},
        {"speaks no HTTP", says("SSH-2.0-OpenSSH_9.2\r\n"), "remote.http", "", ""},
        {"sends chunk sizes that are no numbers",
         says(head(200, "text/event-stream", "Transfer-Encoding: chunked\r\n") + "zz\r\n"), "remote.cut", "", "", "",
         3},
    };
}

/// Answers that do not say what they should.
std::vector<Fault> contentFaults() {
    return {
        {"gives log-probabilities that are no numbers",
         says(kStream + logprobsChunk(R"({"content":[{"token":"a","logprob":null},{"token":"b","logprob":"NaN"}]})")),
         "", "ab", "stop", "log-probabilities that are no numbers"},
        {"gives log-probabilities above 0", says(kStream + logprobsChunk(R"({"content":[{"token":"a","logprob":3}]})")),
         "", "ab", "stop", "log-probabilities above 0"},
        {"gives fewer log-probabilities than tokens",
         says(kStream + logprobsChunk(R"({"tokens":["a","b"],"token_logprobs":[-1]})")), "", "ab", "stop",
         "more or fewer log-probabilities than tokens"},
        {"gives log-probabilities of another kind", says(kStream + logprobsChunk(R"([1,2])")), "", "ab", "stop"},
        {"numbers a choice that nobody asked for", says(kStream + textChunk("ab", 7)), "remote.bad_answer", "", ""},
        {"numbers a choice below zero", says(kStream + textChunk("ab", -1)), "remote.bad_answer", "", ""},
        {"is another model than was asked for",
         says(kStream +
              event(R"({"model":"cheaper","choices":[{"index":0,"delta":{"content":"ab"},"finish_reason":"stop"}]})") +
              event("[DONE]")),
         "", "ab", "stop", "calls itself cheaper"},
        {"calls a tool with half an argument",
         says(
             withLength(R"({"choices":[{"index":0,"finish_reason":"tool_calls","message":{"content":null,"tool_calls":)"
                        R"([{"function":{"name":"rm","arguments":"{\"path\": "}}]}}]})")),
         "", "rm({\"path\": )", "tool_calls"},
        {"gives blocks instead of a text",
         says(withLength(R"({"choices":[{"index":0,"finish_reason":"stop","message":{"content":[{"type":"thinking",)"
                         R"("thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"a"},{"type":"image_url",)"
                         R"("image_url":{"url":"x"}},{"type":"text","text":"b"}]}}]})")),
         "", "ab", "stop", "holds a part that is no text: image_url"},
        {"gives a block whose text is a number",
         says(kStream + textChunk("ab") +
              event(R"({"choices":[{"index":0,"delta":{"content":[{"type":"text","text":5}]}}]})")),
         "remote.bad_answer", "ab", "truncated"},
        {"gives a number as text", says(kStream + event(R"({"choices":[{"index":0,"delta":{"content":5}}]})")),
         "remote.bad_answer", "", "…"},
        {"gives choices that are no list", says(withLength(R"({"choices":{"0":"x"}})")), "remote.bad_answer", "", ""},
        {"nests without end", says(kStream + event(std::string(5000, '['))), "json.too_deep", "", ""},
        {"sends bytes that are no UTF-8",
         says(kStream + textChunk("ab") + event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\xFF\xFE\"}}]}")),
         "json.syntax", "ab", "truncated"},
        {"stops for a reason of its own",
         says(kStream + textChunk("ab") + endChunk("content_filter") + event("[DONE]")), "", "ab", "content_filter"},
        {"says more of its own than of the question", says("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + kGood), "",
         "ab", "stop"},
    };
}

std::vector<Fault> faults() {
    std::vector<Fault> all;
    for (const auto &some : {connectionFaults(), streamFaults(), shapeFaults(), httpFaults(), contentFaults()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

Endpoint endpointTo(const FaultServer &server) {
    return {.url = server.url(),
            .model = "m",
            .retries = 2,
            .retryWait = 0.01,
            .connectTimeout = 1,
            .idleTimeout = kIdle,
            .totalTimeout = kTotal};
}

RemoteAnswer ask(const Endpoint &endpoint, const RemoteRequest &request = {.prompt = "hi"}, std::stop_token stop = {},
                 const RemoteWatch &watch = {}) {
    const TemporaryFolder folder;
    const auto model = RemoteModel::open(endpoint, RemoteBook(folder.path));
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return model->complete(request, stop, watch);
}

} // namespace

TEST_CASE("nothing hangs and nothing cut off passes for whole, whatever the server does") {
    std::signal(SIGPIPE, SIG_IGN);
    const auto all = faults();
    CHECK(all.size() >= 50);
    for (const Fault &fault : all) {
        CAPTURE(fault.name);
        const FaultServer server(fault.behaviour);
        Endpoint endpoint = endpointTo(server);
        if (fault.code != "remote.timeout")
            endpoint.idleTimeout = endpoint.totalTimeout = 30; // a busy machine is no stalled server
        const auto begin = Clock::now();
        const RemoteAnswer answer = ask(endpoint);
        const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        CAPTURE((answer.problem ? describe(*answer.problem) : ""));
        CHECK((answer.problem ? answer.problem->code : "") == fault.code);
        CHECK(seconds < 20); // what waits for the server to say more takes 30
        const bool any = !answer.choices.empty();
        if (fault.text != "…") CHECK((any ? answer.choices[0].text : "") == fault.text);
        if (fault.reason != "…") CHECK((any ? answer.choices[0].finishReason : "") == fault.reason);
        if (answer.problem)
            for (const auto &choice : answer.choices) CHECK(!choice.complete());
        if (!fault.flag.empty())
            CHECK(std::find(answer.flags.begin(), answer.flags.end(), fault.flag) != answer.flags.end());
        CHECK(server.requests().size() == fault.requests);
        CHECK(answer.requests == static_cast<std::int64_t>(fault.requests));
    }
}

TEST_CASE("redirects are not followed, and nobody else hears of the request") {
    for (const int status : {301, 302, 303, 307, 308}) {
        const FaultServer other(says(kGood));
        const FaultServer server(says(head(status, "", "Location: " + other.url() + "/chat/completions\r\n")));
        const auto answer = ask(endpointTo(server));
        REQUIRE(answer.problem);
        CHECK(answer.problem->code == "remote.redirect");
        CHECK(other.requests().empty());
        CHECK(server.requests().size() == 1);
    }
}

TEST_CASE("a server that gives fewer choices than asked for is asked for the rest, with other seeds") {
    const FaultServer server(
        [](Peer &peer) { peer.send(withLength(wholeAnswer("answer " + std::to_string(peer.number())))); });
    const auto answer = ask(endpointTo(server), {.prompt = "hi", .n = 3, .seed = 7});
    CHECK(!answer.problem);
    REQUIRE(answer.choices.size() == 3);
    CHECK(answer.choices[2].text == "answer 3");
    CHECK(answer.flags == std::vector<std::string>{"gave fewer choices than asked for"});
    CHECK(answer.completionTokens == 6);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[0].find("\"n\":3") != std::string::npos);
    CHECK(requests[0].find("\"seed\":7") != std::string::npos);
    CHECK(requests[1].find("\"n\":2") != std::string::npos);
    CHECK(requests[2].find("\"seed\":9") != std::string::npos);
}

TEST_CASE("a server that refuses several choices at once gives them one by one, with seeds of their own") {
    struct Refusal {
        const char *name;
        std::string reply;
    };
    const Refusal refusals[] = {
        {"as a fault of the request", head(400, "application/json") +
                                          R"({"error":{"code":400,"message":"Only one completion choice is allowed",)"
                                          R"("type":"invalid_request_error"}})"},
        {"as a fault of its own",
         head(500, "application/json") +
             R"({"error":{"code":500,"message":"Only one completion choice is allowed","type":"server_error"}})"},
        {"as a list of details",
         head(422, "application/json") +
             R"({"detail":[{"loc":["body","n"],"msg":"Input should be less than or equal to 1"}]})"},
        {"within the answer", withLength(R"({"error":{"message":"n > 1 is not supported"}})")},
        {"within the stream", kStream + event(R"({"error":{"message":"n > 1 is not supported"}})")},
    };
    for (const auto &refusal : refusals) {
        CAPTURE(refusal.name);
        const FaultServer server([&](Peer &peer) {
            const bool one = peer.request().find("\"n\":1,") != std::string::npos;
            peer.send(one ? withLength(wholeAnswer("answer " + std::to_string(peer.number()))) : refusal.reply);
        });
        const TemporaryFolder folder;
        const auto model = RemoteModel::open(endpointTo(server), RemoteBook(folder.path));
        REQUIRE(model);
        const auto answer = model->complete({.prompt = "hi", .n = 3, .seed = 7}, {});
        CHECK_MESSAGE(!answer.problem, (answer.problem ? describe(*answer.problem) : ""));
        REQUIRE(answer.choices.size() == 3);
        CHECK(answer.choices[0].text == "answer 2");
        CHECK(answer.choices[2].text == "answer 4");
        CHECK(answer.requests == 4);
        CHECK(answer.flags == std::vector<std::string>{"answers one choice at a time"});
        CHECK(model->complete({.prompt = "hi", .n = 2, .seed = 9}, {}).choices.size() == 2); // it is known now
        const auto requests = server.requests();
        REQUIRE(requests.size() == 6);
        for (std::size_t i = 1; i < 6; ++i) CHECK(requests[i].find("\"n\":1,") != std::string::npos);
        for (const auto &[i, seed] :
             {std::pair<std::size_t, const char *>{1, "7"}, {2, "8"}, {3, "9"}, {4, "9"}, {5, "10"}})
            CHECK(requests[i].find(std::string("\"seed\":") + seed) != std::string::npos);
    }
}

TEST_CASE("a refusal that is not about the number of choices is told as the server says it") {
    const FaultServer server(
        says(head(400, "application/json") + R"({"error":{"message":"logprobs are not supported"}})"));
    const auto answer = ask(endpointTo(server), {.prompt = "hi", .n = 3, .seed = 7});
    REQUIRE(answer.problem);
    CHECK(answer.problem->code == "remote.status");
    CHECK(answer.problem->message.find("logprobs are not supported") != std::string::npos);
    CHECK(server.requests().size() == 2); // three, then one
    const FaultServer busy(says(head(500, "text/plain") + "oops"));
    CHECK(ask(endpointTo(busy), {.prompt = "hi", .n = 3}).requests == 3); // tried again as it was
}

TEST_CASE("a stop ends a request at once and keeps what came") {
    const FaultServer server(stalls(kStream + textChunk("ab")));
    Endpoint endpoint = endpointTo(server);
    endpoint.idleTimeout = endpoint.totalTimeout = 30;
    std::stop_source stop;
    Clock::time_point asked;
    const auto answer = ask(endpoint, {.prompt = "hi"}, stop.get_token(), {.grew = [&](const RemoteAnswer &) {
                                asked = Clock::now();
                                stop.request_stop();
                            }});
    CHECK(std::chrono::duration<double>(Clock::now() - asked).count() < 20); // the server would have 30
    REQUIRE(answer.problem);
    CHECK(answer.problem->code == kCancelled);
    REQUIRE(answer.choices.size() == 1);
    CHECK(answer.choices[0].text == "ab");
    CHECK(answer.choices[0].finishReason == "cancelled");
}

TEST_CASE("a stop ends the wait for another try") {
    const FaultServer server(says(head(429, "", "Retry-After: 50\r\n")));
    std::stop_source stop;
    double told = 0;
    const auto begin = Clock::now();
    const auto answer = ask(endpointTo(server), {.prompt = "hi"}, stop.get_token(),
                            {.waiting = [&](std::int64_t retry, double seconds, const Error &why) {
                                CHECK(retry == 1);
                                CHECK(why.code == "remote.busy");
                                told = seconds;
                                stop.request_stop();
                            }});
    CHECK(told == 50);
    CHECK(std::chrono::duration<double>(Clock::now() - begin).count() < 20); // of the 50 that it was told to wait
    REQUIRE(answer.problem);
    CHECK(answer.problem->code == kCancelled);
}

TEST_CASE("a server that is not there is tried again and then told of") {
    Endpoint endpoint;
    {
        const FaultServer server(says(""));
        endpoint = endpointTo(server);
    }
    const auto answer = ask(endpoint);
    REQUIRE(answer.problem);
    CHECK(answer.problem->code == "remote.connect");
    CHECK(answer.requests == 3);
}

TEST_CASE("a server must prove who it is; a certificate of one's own is named, never waved through") {
    const TemporaryFolder folder;
    const auto problemOf = [&](const Certificate &certificate, bool named) {
        const FaultServer server(says(kGood), certificate);
        Endpoint endpoint = endpointTo(server);
        if (named) endpoint.caFile = folder.write("ca.pem", server.pem()).string();
        const auto answer = ask(endpoint);
        if (answer.problem) CHECK(server.requests().empty());
        return answer.problem ? answer.problem->code : "";
    };
    CHECK(problemOf({}, false) == "remote.tls"); // signed by itself
    CHECK(problemOf({}, true) == "");
    CHECK(problemOf({.host = "elsewhere.example"}, true) == "remote.tls");
    CHECK(problemOf({.validDays = -2}, true) == "remote.tls");
    CHECK(problemOf({.oldProtocol = true}, true) == "remote.tls");
}

TEST_CASE("requests begin at the pace that was set") {
    const FaultServer server(says(withLength(wholeAnswer("ab"))));
    Endpoint endpoint = endpointTo(server);
    endpoint.requestsPerMinute = 600;
    const auto begin = Clock::now();
    CHECK(!ask(endpoint, {.prompt = "hi", .n = 4}).problem); // four requests, as each gives one choice
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    CHECK(seconds >= 0.3);
}
