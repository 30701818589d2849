// SPDX-License-Identifier: Apache-2.0
// Random numbers are named by the place of a row in the data: rows that share an id, or have none, draw on their own,
// and what was drawn for a row does not depend on what else is drawn beside it.
#include "core/engine/generate/generator.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/network_model.h"
#include "tests/support/capture.h"
#include "tests/support/tiny_decoder.h"
#include "tests/support/tiny_policy.h"
#include <set>

using namespace lapidary;

namespace {

struct Jobs {
    TemporaryFolder folder{};
    Jobs() {
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model");
    }
    fs::path make(const std::string &kind, const std::string &file, const std::vector<Json> &rows, int threads) const {
        Json run = {{"kind", kind}, {"threads", threads}, {"rule", "exact"}, {"model", {{"path", "../model"}}}};
        if (kind == "sample")
            run["data"] = {{"problems", "train.jsonl"}};
        else
            run["bucket"] = Json::array({Json{{"name", "all"}, {"problems", "train.jsonl"}}});
        if (kind == "evaluate") run["strategy"] = "self_consistency";
        run["config"] = {{"n", 4}, {"max_new_tokens", 12}, {"temperature", 1.5}, {"seed", 5}};
        fs::remove_all(folder.path / file);
        return makeRunFolder(folder.path, file, run, rows);
    }
};

std::vector<Json> linesOf(const fs::path &file) {
    std::vector<Json> rows;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) rows.push_back(*parseJson(line, {.depth = 128}));
    return rows;
}

std::vector<std::string> textsOf(const Json &row) {
    std::vector<std::string> texts;
    for (const auto &each : row.contains("samples") ? row["samples"] : row["completions"])
        texts.push_back(each["text"]);
    return texts;
}

} // namespace

TEST_CASE("rows with the same prompt are draws of their own, whatever their ids, in samples and in evaluations") {
    const Jobs jobs;
    for (const auto &[kind, file] : {std::pair{"sample", "samples.jsonl"}, {"evaluate", "answers.jsonl"}})
        for (const char *ids : {"own", "none", "shared"}) {
            CAPTURE_BOUND(kind);
            CAPTURE(ids);
            std::vector<Json> rows(6, Json{{"prompt", "ab"}, {"reference", "c"}});
            for (std::size_t i = 0; i < rows.size() && *ids != 'n'; ++i)
                rows[i]["id"] = *ids == 'o' ? "p" + std::to_string(i) : "x";
            const auto whole = jobs.make(kind, "whole", rows, 1), other = jobs.make(kind, "other", rows, 2);
            REQUIRE_MESSAGE(runWorker(whole) == 0, textOf(whole / "stderr.txt"));
            const auto lines = linesOf(whole / file);
            REQUIRE(lines.size() == 6);
            std::set<std::vector<std::string>> different;
            for (const auto &line : lines) different.insert(textsOf(line));
            CHECK(different.size() == 6);
            // Two threads, and a sitting that goes on behind the second row, draw the same.
            const std::string text = textOf(whole / file);
            REQUIRE(writeFileAtomic(other / file, text.substr(0, text.find('\n', text.find('\n') + 1) + 1)));
            REQUIRE(runWorker(other) == 0);
            const auto again = linesOf(other / file);
            REQUIRE(again.size() == 6);
            for (std::size_t i = 0; i < 6; ++i) CHECK(textsOf(again[i]) == textsOf(lines[i]));
        }
}

TEST_CASE("problems that share an id draw on their own, with a stream that names their row and without") {
    const auto model = tinyDecoder();
    SearchContext context;
    context.model = std::make_shared<NetworkModel>(*model);
    context.encode = [](const std::string &text, bool) -> Result<std::vector<std::int64_t>> {
        return std::vector<std::int64_t>(text.begin(), text.end());
    };
    const CandidateConfig config{.sampling = {.maxNewTokens = 12, .temperature = 1.5}, .n = 2};
    for (const bool named : {true, false}) {
        std::vector<SearchProblem> problems(5, {.problem = {.id = "x", .prompt = "AB", .reference = {}, .row = {}}});
        for (std::size_t p = 0; p < problems.size() && named; ++p) problems[p].stream = "row/" + std::to_string(p);
        const auto drawn = drawSamples(problems, context, config);
        REQUIRE(drawn);
        std::set<std::vector<std::int64_t>> different;
        for (const auto &outcome : *drawn)
            for (const auto &candidate : outcome.candidates) different.insert(candidate.completion.ids);
        CHECK(different.size() == 10);
    }
}

TEST_CASE("two samples of one stream are refused, as nobody could see later that they are one") {
    const auto model = tinyDecoder();
    GenerateOptions options;
    options.sampling.maxNewTokens = 2;
    const auto codeOf = [&](const std::vector<GenerationPrompt> &prompts) {
        const auto made = generate(*model, prompts, options);
        return made ? std::string() : made.error().code;
    };
    const GenerationPrompt one{.ids = {1, 2}, .key = "a", .n = 2};
    GenerationPrompt same = one, nameless = one, later = one;
    nameless.key.clear();
    later.firstSample = 2;
    CHECK(codeOf({one, same}) == "generate.shared_stream");
    CHECK(codeOf({nameless}) == "generate.shared_stream");
    CHECK(codeOf({one, later}) == "");
}
