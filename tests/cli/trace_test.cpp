// SPDX-License-Identifier: Apache-2.0
// What a search told becomes a file of another form, with no project and no worker.
#include "core/base/files.h"
#include "tests/cli/cli.h"

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr const char *kTrace =
    R"({"id":"q","event":"expand","problem":"","parent":"","node":"/0","text":"1+1=2\n","answer":null,"tokens":4,)"
    R"("logprob":-1,"finish_reason":"step"})"
    "\n"
    R"({"id":"q","event":"expand","problem":"","parent":"","node":"/1","text":"1+1=3\n","answer":null,"tokens":4,)"
    R"("logprob":-1,"finish_reason":"step"})"
    "\n"
    R"({"id":"q","event":"expand","problem":"","parent":"/0","node":"/2","text":"2","answer":"2","tokens":1,)"
    R"("logprob":-1,"finish_reason":"stop"})"
    "\n"
    R"({"id":"q","event":"choose","problem":"","node":"/2","reason":"only","answered":true,"tie":false,"oracle":false})"
    "\n";

} // namespace

TEST_CASE("a trace is exported in every format, and what is left out is told") {
    TemporaryFolder folder;
    folder.write("trace.jsonl", kTrace);
    folder.write("problems.jsonl", R"({"id":"q","prompt":"1+1=","reference":"2"})"
                                   "\n");
    const std::string trace = (folder.path / "trace.jsonl").string();
    const auto exported = [&](const std::string &format, const std::vector<std::string> &more) {
        const std::string out = (folder.path / (format + ".out")).string();
        std::vector<std::string> arguments{"export", "trace", trace, "--format", format, "--out", out};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return cli(arguments);
    };
    const std::vector<std::string> asked{"--problems", (folder.path / "problems.jsonl").string()};
    CHECK(exported("demonstration", {}).code == 1); // nobody said what was asked
    const auto demonstration = exported("demonstration", asked);
    CHECK(demonstration.code == 0);
    CHECK(demonstration.out.empty());
    CHECK(*readFile(folder.path / "demonstration.out") ==
          R"({"id":"q","prompt":"1+1=","completion":"1+1=2\n2","reference":"2"})"
          "\n");
    CHECK(exported("demonstration", asked).code == 1); // it is there already
    CHECK(exported("preference", asked).code == 0);
    CHECK(readFile(folder.path / "preference.out")->find(R"("rejected":"1+1=3\n")") != std::string::npos);
    auto steps = asked;
    steps.insert(steps.end(), {"--rule", "math"});
    CHECK(exported("stepwise", asked).code == 1); // without a rule nothing is right
    CHECK(exported("stepwise", steps).code == 0);
    CHECK(readFile(folder.path / "stepwise.out")->find(R"("labels":[true,true])") != std::string::npos);
    for (const char *format : {"dot", "json", "html"}) {
        CAPTURE(format);
        CHECK(exported(format, {}).code == 0);
    }
    CHECK(exported("table", {}).code == 2);
    folder.write("trace.jsonl", std::string(kTrace) + "{\"event\":\"dance\",\"problem\":\"\",\"node\":\"/0\"}\n");
    const auto wrong = cli({"export", "trace", trace, "--format", "dot", "--out", trace + ".dot", "--json-errors"});
    CHECK(wrong.code == 1);
    const Json error = onlyAnswer(wrong);
    CHECK(codeOf(error) == "search_event.unknown");
    CHECK(error["error"]["where"]["line"] == 5);
    CHECK(error["error"]["where"]["field"] == "event");
}
