// SPDX-License-Identifier: Apache-2.0
// Evaluations as runs: what counts as an answer, what cannot be scored, and whose seed draws.
#include "core/text/answer/finish.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/worker_run.h"
#include <cmath>
#include <map>

using namespace lapidary;

namespace {

/// A model of 96 tokens with as many characters, and the runs that ask it.
class Bench {
public:
    Bench() {
        fs::copy(LAPIDARY_TEST_DATA "/models/llama2_mha", folder_.path / "model");
        for (const auto &entry : fs::directory_iterator(folder_.path / "model"))
            fs::permissions(entry, fs::perms::owner_all);
        std::vector<std::string> symbols;
        for (char c = '!'; symbols.size() < 95; ++c) symbols.push_back(c == 127 ? " " : std::string(1, c));
        REQUIRE(writeFileAtomic(folder_.path / "model/tokenizer.json", characterTokenizerJson(symbols, {"<bos>"})));
    }

    /// The folder of a finished run. Problem i is asked "abc<i>" and has references[i].
    /// `row`: what each problem has besides.
    fs::path run(const std::string &name, const Json &more, const std::vector<std::string> &references,
                 const Json &row = Json::object(), bool ends = true) const {
        Json run = {{"threads", 1}, {"rule", "exact"}, {"model", {{"path", "../model"}}}};
        if (more["kind"] == "sample")
            run["data"] = {{"problems", "train.jsonl"}};
        else
            run["bucket"] = Json::array({Json{{"name", "edge"}, {"problems", "train.jsonl"}}});
        run.update(more);
        std::vector<Json> problems;
        for (std::size_t i = 0; i < references.size(); ++i) {
            problems.push_back({{"id", "p" + std::to_string(i)}, {"prompt", "abc" + std::to_string(i)}});
            problems.back().update(row);
            if (!references[i].empty()) problems.back()["reference"] = references[i];
        }
        const auto at = makeRunFolder(folder_.path, name, run, problems);
        REQUIRE_MESSAGE((runWorker(at) == 0) == ends, textOf(at / "stderr.txt"));
        return at;
    }

private:
    TemporaryFolder folder_{};
};

std::vector<Json> linesOf(const fs::path &file) {
    std::vector<Json> rows;
    const std::string text = textOf(file);
    for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != text.npos; begin = end + 1)
        rows.push_back(*parseJson(std::string_view(text).substr(begin, end - begin), {.depth = 128}));
    return rows;
}

Json resultOf(const fs::path &run) {
    Json result;
    for (const auto &event : eventsOf(run))
        if (event.type == "result") result = event.body;
    return result;
}

std::string noticesOf(const fs::path &run) {
    std::string text;
    for (const auto &event : eventsOf(run))
        if (event.type == "notice") text += event.body["text"].get<std::string>() + "\n";
    return text;
}

/// Half of the letters end a text, so that some end and some are cut.
const Json kEnds = {"a", "e", "i", "o", "u", "A", "E", "I", "O", "U", "1", "3", "5", "7", "9", "k", "m", "p", "t", "x"};

const Json kGreedy = {
    {"kind", "evaluate"}, {"strategy", "greedy"}, {"config", {{"max_new_tokens", 4}, {"stop", kEnds}}}};

std::string samplesOf(const fs::path &run) {
    std::string all;
    for (const auto &row : linesOf(run / "answers.jsonl"))
        for (const auto &sample : row["samples"]) all += sample["text"].get<std::string>() + "\n";
    return all;
}

} // namespace

TEST_CASE("a cut text is not right even where it reads like the reference, and its rate is told") {
    const Bench bench;
    const auto first = linesOf(bench.run("first", kGreedy, std::vector<std::string>(24, "?")) / "answers.jsonl");
    std::vector<std::string> references;
    std::map<std::string, int> fates;
    for (const auto &row : first) { // what the model says is what would be right
        references.push_back(row["text"].get<std::string>() + (row["text"] == "" ? "nothing" : ""));
        ++fates[faultOf(row["text"].get<std::string>(), row["finish_reason"].get<std::string>())];
    }
    REQUIRE(fates[""] > 2);
    REQUIRE(fates["cut"] > 2);
    const auto run = bench.run("second", kGreedy, references);
    const Json bucket = resultOf(run)["buckets"][0];
    CHECK(bucket["n"] == 24);
    CHECK(bucket["correct"] == fates[""]);
    CHECK(bucket["samples"] == 24);
    CHECK(bucket["cut"] == fates["cut"]);
    CHECK(bucket["unanswered"] == 24 - fates[""]);
    CHECK(bucket["cut_rate"] == doctest::Approx(fates["cut"] / 24.0));
    CHECK(bucket["accuracy"] == doctest::Approx(fates[""] / 24.0));
    for (const auto &row : linesOf(run / "answers.jsonl")) {
        const bool whole = faultOf(row["text"].get<std::string>(), row["finish_reason"].get<std::string>()).empty();
        CHECK(row["correct"] == whole);
        CHECK(row["answered"] == whole);
        CHECK(row["answer"].is_null() != whole);
        CHECK((row["reason"] == "only") == whole);
    }
    CHECK(noticesOf(run).find(std::to_string(fates["cut"]) + " of 24 completions were cut") != std::string::npos);

    const auto samples = bench.run(
        "samples",
        {{"kind", "sample"}, {"config", {{"n", 2}, {"temperature", 0}, {"max_new_tokens", 4}, {"stop", kEnds}}}},
        references);
    const Json sum = resultOf(samples);
    CHECK(sum["correct"] == 2 * fates[""]);
    CHECK(sum["cut"] == 2 * fates["cut"]);
    CHECK(sum["unscorable"] == 0);
}

TEST_CASE("a given beginning is not what the model says: alone it is an empty answer") {
    const Bench bench;
    Json forced = kGreedy;
    forced["config"]["completion_prefix"] = "q";
    int empty = 0, right = 0;
    std::vector<std::string> same;
    for (const auto &row : linesOf(bench.run("forced", forced, std::vector<std::string>(24, "?")) / "answers.jsonl")) {
        same.push_back(row["text"]);
        const std::string fault = faultOf(same.back().substr(1), row["finish_reason"].get<std::string>());
        empty += fault == "empty";
        right += fault.empty();
    }
    REQUIRE(empty > 0);
    CHECK(resultOf(bench.run("forced-again", forced, same))["buckets"][0]["correct"] == right);
}

TEST_CASE("a problem without a reference is left out of the count, counted and said") {
    const Bench bench;
    std::vector<std::string> references(6, "?");
    references[1] = references[4] = "";
    const auto run = bench.run("some", kGreedy, references);
    const Json bucket = resultOf(run)["buckets"][0];
    CHECK(bucket["n"] == 4);
    CHECK(bucket["unscorable"] == 2);
    CHECK(bucket["samples"] == 4);
    CHECK(linesOf(run / "answers.jsonl")[1]["correct"].is_null());
    CHECK(linesOf(run / "answers.jsonl")[0]["correct"] == false);
    CHECK(noticesOf(run).find("2 of 6 problems have no reference") != std::string::npos);
    CHECK(noticesOf(run).find("the first is p1") != std::string::npos);

    const auto none = bench.run("none", kGreedy, std::vector<std::string>(3));
    CHECK(resultOf(none)["buckets"][0]["n"] == 0);
    CHECK(resultOf(none)["buckets"][0]["unscorable"] == 3);
    CHECK(resultOf(none)["buckets"][0]["accuracy"].is_null());

    const auto samples =
        bench.run("samples", {{"kind", "sample"}, {"config", {{"n", 3}, {"max_new_tokens", 2}}}}, references);
    CHECK(resultOf(samples)["unscorable"] == 6);
    CHECK(linesOf(samples / "samples.jsonl")[1]["completions"][0]["correct"].is_null());
}

TEST_CASE("the seed of an evaluation draws its samples: its own before the run's") {
    const Bench bench;
    const std::vector<std::string> references(4, "?");
    const auto drawn = [&](const std::string &name, int seed, std::optional<int> own) {
        Json config = {{"n", 3}, {"max_new_tokens", 8}};
        if (own) config["seed"] = *own;
        return samplesOf(bench.run(
            name, {{"kind", "evaluate"}, {"strategy", "best_of_n"}, {"seed", seed}, {"config", config}}, references));
    };
    const auto three = drawn("a", 3, std::nullopt);
    CHECK(drawn("b", 3, std::nullopt) == three);
    CHECK(drawn("c", 4, std::nullopt) != three);
    CHECK(drawn("d", 3, 4) != three);
    CHECK(drawn("e", 4, 3) == three);
}

/// Which draft is right is known: what problem i asks for is what its draft i mod 4 says.
TEST_CASE("an arm that revises tells what became of right and of wrong drafts, and others do not") {
    const Bench bench;
    const Json revising = {{"kind", "evaluate"},
                           {"strategy", "sequential_revision"},
                           {"config", {{"revisions", 3}, {"max_new_tokens", 4}, {"stop", kEnds}, {"trigger", "B"}}}};
    const auto first = linesOf(bench.run("first", revising, std::vector<std::string>(24, "?")) / "answers.jsonl");
    std::vector<std::string> references;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const std::string said = first[i]["samples"][i % 4]["text"];
        references.push_back(said.empty() ? "nothing" : said);
    }
    references.back() = ""; // unscorable: in no count
    const auto run = bench.run("second", revising, references);
    const Json bucket = resultOf(run)["buckets"][0];
    Json counted = {{"problems", 0}, {"drafts", 0}, {"first_right", 0}, {"wrong_to_right", 0}, {"right_to_wrong", 0}};
    const auto add = [&](const char *count, bool more) { counted[count] = counted[count].get<int>() + more; };
    const auto rows = linesOf(run / "answers.jsonl");
    CHECK(rows.back()["revisions"].is_null());
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        const Json &drafts = rows[i]["samples"];
        CHECK(drafts.size() == 4);
        add("problems", true);
        add("first_right", drafts[0]["correct"] == true);
        for (std::size_t draft = 0; draft < drafts.size(); ++draft) {
            CHECK(drafts[draft]["text"] == first[i]["samples"][draft]["text"]);
            add("drafts", true);
            if (draft == 0) continue;
            const bool before = drafts[draft - 1]["correct"], now = drafts[draft]["correct"];
            add("wrong_to_right", !before && now);
            add("right_to_wrong", before && !now);
        }
    }
    CHECK(counted["wrong_to_right"] > 0);
    CHECK(counted["right_to_wrong"] > 0);
    CHECK(counted["first_right"] > 0);
    CHECK(bucket["revisions"] == counted);
    const auto plain = bench.run("plain", kGreedy, references);
    CHECK(!resultOf(plain)["buckets"][0].contains("revisions"));
    CHECK(!linesOf(plain / "answers.jsonl")[0].contains("revisions"));
}

TEST_CASE("of given choices the chosen one is the answer, and how sure the model was of it is held against the truth") {
    const Bench bench;
    const Json choosing = {{"kind", "evaluate"},
                           {"strategy", "choice_likelihood"},
                           {"config", {{"completion_prefix", ""}, {"delimiter", ""}}}};
    const Json offered = {{"choices", {"a", "bc", "!d"}}};
    const auto run = bench.run("choices", choosing, {"a", "bc", "!d", "a", "", "bc"}, offered);
    double error = 0;
    std::map<int, std::pair<double, int>> bins; // sum of confidences less right ones, and how many
    int right = 0;
    for (const auto &row : linesOf(run / "answers.jsonl")) {
        REQUIRE(row["choices"].size() == 3);
        REQUIRE(row["samples"].size() == 1);
        double sum = 0, most = 0;
        std::int64_t read = 0;
        for (const auto &choice : row["choices"]) {
            sum += choice["probability"].get<double>();
            most = std::max(most, choice["probability"].get<double>());
            read += choice["tokens"].get<std::int64_t>();
            CHECK(choice["answer"] == choice["text"]);
            CHECK(choice["logprob"].get<double>() < 0);
        }
        CHECK(sum == doctest::Approx(1));
        CHECK(row["confidence"] == most);
        CHECK(row["samples"][0]["score"] == most);
        CHECK(row["samples"][0]["text"] == row["text"]);
        CHECK(row["finish_reason"] == "given");
        CHECK(row["tokens"]["verifier"] == read);
        CHECK(row["tokens"]["kept"] == 0);
        if (row["correct"].is_null()) continue;
        right += row["correct"] == true;
        auto &[gap, count] = bins[static_cast<int>(std::ceil(most * 10))];
        gap += most - (row["correct"] == true ? 1 : 0);
        ++count;
    }
    for (const auto &[bin, each] : bins) error += std::abs(each.first) / 5;
    const Json bucket = resultOf(run)["buckets"][0];
    CHECK(bucket["n"] == 5);
    CHECK(bucket["samples"] == 5);
    CHECK(bucket["cut"] == 0);
    CHECK(bucket["correct"] == right);
    CHECK(bucket["calibration"]["problems"] == 5); // not the one without a reference
    CHECK(bucket["calibration"]["ece"].get<double>() == doctest::Approx(error));
    CHECK(bucket["calibration"]["ece_floor"].get<double>() > 0);
    CHECK(noticesOf(run).find("expected calibration error") != std::string::npos);
    CHECK(!resultOf(bench.run("greedy", kGreedy, {"a"}))["buckets"][0].contains("calibration"));

    Json poor = choosing;
    poor["config"]["token_budget"] = 3; // the choices have 5
    const auto unread = bench.run("poor", poor, {"a", "bc"}, offered);
    for (const auto &row : linesOf(unread / "answers.jsonl")) {
        CHECK(row["answered"] == false);
        CHECK(row["confidence"] == 0);
        CHECK(row["samples"].size() == 1);
        CHECK(row["choices"][0]["logprob"].is_null());
        CHECK(row["tokens"]["verifier"] == 0);
    }
    CHECK(resultOf(unread)["buckets"][0]["calibration"]["ece"] == 0);

    const auto refused = bench.run("none", choosing, {"a"}, Json::object(), false);
    CHECK(textOf(refused / "answers.jsonl").empty());
    bool named = false;
    for (const auto &event : eventsOf(refused)) named |= dumpJson(event.body).find("choices.none") != std::string::npos;
    CHECK(named);
}
