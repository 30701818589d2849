// SPDX-License-Identifier: Apache-2.0
// Rows of text whose tokens merge across the end of the prompt are trained on from where the tokens part, as in
// TRL 1.16, and rows that cannot be read are told with file and line.
#include "core/engine/train/algorithm.h"
#include "core/engine/train/trainer.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/worker_run.h"

using namespace lapidary;

namespace {

/// A job without a log on disk: keeps what is said.
struct Listener final : JobContext, JobSink {
    explicit Listener(fs::path where) : folder(std::move(where)) {}
    JobSink &sink() override { return *this; }
    std::stop_token stopToken() override { return {}; }
    std::optional<JobRequest> nextWhilePaused() override { return std::nullopt; }
    void tell(Json) override {}
    void answer(Json) override {}
    std::string runFolder() const override { return folder.string(); }
    void emit(std::string type, Json body) override {
        if (type == "metrics") metrics.push_back(body["values"]);
        if (type == "notice") notices.push_back(body.value("text", ""));
    }
    fs::path folder;
    std::vector<Json> metrics{};
    std::vector<std::string> notices{};
};

/// A model of random weights whose tokens are <eos>, a, b, 1, 2 and b1.
struct Bench {
    Bench() {
        fs::create_directory(folder.path / "fresh");
        const Json config = {{"architectures", Json::array({"LlamaForCausalLM"})},
                             {"model_type", "llama"},
                             {"vocab_size", 6},
                             {"hidden_size", 16},
                             {"intermediate_size", 32},
                             {"num_hidden_layers", 1},
                             {"num_attention_heads", 2},
                             {"eos_token_id", 0},
                             {"pad_token_id", 0}};
        REQUIRE(writeFileAtomic(folder.path / "fresh/config.json", dumpJson(config)));
        REQUIRE(writeFileAtomic(folder.path / "fresh/tokenizer.json",
                                characterTokenizerJson({"a", "b", "1", "2"}, {"<eos>"}, {{"b", "1"}})));
        Json base = runOf("pretrain", "tokens");
        base["model"]["path"] = "../fresh";
        REQUIRE(runWith("base", base, {{{"input_ids", {1, 2, 3}}}}));
    }

    static Json runOf(const std::string &algorithm, const std::string &format) {
        return {{"kind", "train"},
                {"algorithm", algorithm},
                {"seed", 1},
                {"threads", 1},
                {"rule", "exact"},
                {"model", {{"path", "../base/model"}}},
                {"data", {{"train", "train.jsonl"}, {"format", format}}},
                {"config", {{"max_steps", 1}, {"learning_rate", 1e-6}, {"shuffle_dataset", false}}}};
    }
    Result<Json> runWith(const std::string &name, const Json &run, const std::vector<Json> &rows) {
        fs::remove_all(folder.path / name);
        makeRunFolder(folder.path, name, run, rows);
        job = std::make_unique<Listener>(folder.path / name);
        return train(run, *job);
    }
    double loss(const std::string &algorithm, const std::string &format, const std::vector<Json> &rows,
                const char *metric = "loss") {
        const auto done = runWith("run", runOf(algorithm, format), rows);
        REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
        return job->metrics.back()[metric].get<double>();
    }

    TemporaryFolder folder;
    std::unique_ptr<Listener> job{};
};

} // namespace

TEST_CASE("a completion begins where its tokens part from those of the prompt, and this is said once with the count") {
    Bench bench;
    const Json good = {{"prompt", "a"}, {"completion", "12"}}, merging = {{"prompt", "ab"}, {"completion", "12"}};
    const double text = bench.loss("sft", "rows", {good, merging, merging});
    REQUIRE(bench.job->notices.size() == 1);
    CHECK(bench.job->notices[0].find(
              "train.jsonl: in 2 rows a token reaches across the end of the prompt (first in line 2: ab|12)") == 0);
    const Json goodIds = {{"input_ids", {1, 3, 4, 0}}, {"labels", {-100, 3, 4, 0}}},
               mergedIds = {{"input_ids", {1, 5, 4, 0}}, {"labels", {-100, 5, 4, 0}}};
    CHECK(text == bench.loss("sft", "tokens", {goodIds, mergedIds, mergedIds}));
    CHECK(bench.job->notices.empty());

    const double sides =
        bench.loss("dpo", "rows", {{{"prompt", "ab"}, {"chosen", "12"}, {"rejected", "21"}}}, "logps/rejected");
    REQUIRE(bench.job->notices.size() == 1);
    const Json together = {{"prompt_ids", {1}}, {"chosen_ids", {5, 4, 0}}, {"rejected_ids", {2, 4, 3, 0}}};
    CHECK(sides == bench.loss("dpo", "tokens", {together}, "logps/rejected")); // the rejected side begins there too
}

TEST_CASE("characters that the tokenizer has no token for are told, and train as the others") {
    Bench bench;
    const double with = bench.loss("sft", "rows", {{{"prompt", "a?"}, {"completion", "1?2"}}});
    REQUIRE(bench.job->notices.size() == 1);
    CHECK(bench.job->notices[0].find("2 characters in 1 row, first in line 1, cannot be expressed") !=
          std::string::npos);
    CHECK(with == bench.loss("sft", "rows", {{{"prompt", "a"}, {"completion", "12"}}}));
    CHECK(bench.job->notices.empty());
}

TEST_CASE("a row that cannot be read ends the run with the file and the line") {
    Bench bench;
    const Json sft = {{"prompt", "a"}, {"completion", "1"}},
               dpo = {{"prompt", "a"}, {"chosen", "1"}, {"rejected", "2"}};
    for (const auto &[algorithm, good, bad] : {std::tuple{"sft", sft, Json{{"prompt", "a"}}},
                                               {"sft", sft, Json{{"prompt", "a"}, {"completion", 3}}},
                                               {"dpo", dpo, Json{{"prompt", "a"}, {"chosen", "1"}}}}) {
        const auto done = bench.runWith("run", Bench::runOf(algorithm, "rows"), {good, good, bad});
        REQUIRE(!done);
        CHECK(done.error().line == 3);
        CHECK(done.error().file.ends_with("train.jsonl"));
    }
}
