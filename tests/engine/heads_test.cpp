// SPDX-License-Identifier: Apache-2.0
// Reward, process-reward and value models against transformers: scores, padding, the way to disk and back.
#include "core/engine/generate/generator.h"
#include "core/engine/generate/score.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/heads.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/tolerance.h"
#include "tests/support/worker_run.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace lapidary;

namespace {

using Ids = std::vector<std::int64_t>;

const fs::path kHeads = LAPIDARY_TEST_DATA "/heads", kModels = LAPIDARY_TEST_DATA "/models";
constexpr const char *kNames[] = {"reward_llama", "reward_qwen2_three_labels", "process_reward_llama",
                                  "process_reward_qwen2"};

std::unique_ptr<Decoder> load(const fs::path &folder) {
    auto model = loadModel(folder, Placement{});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

std::vector<std::vector<ScoreRow>> scoresOf(const Decoder &model, const std::vector<Ids> &rows,
                                            std::int64_t maxTokens = 8192) {
    auto scores = scoreRows(model, rows, model.config().headKind == HeadKind::Token, maxTokens);
    REQUIRE(scores);
    return *scores;
}

void checkNear(const std::vector<ScoreRow> &found, const Json &expected, double times = 1) {
    const double tolerance = times * toleranceOf(expected);
    const bool single = expected[0].is_number(); // one row of labels, not one a token
    REQUIRE(found.size() == (single ? 1 : expected.size()));
    for (std::size_t t = 0; t < found.size(); ++t) {
        const Json &row = single ? expected : expected[t];
        REQUIRE(found[t].size() == row.size());
        for (std::size_t c = 0; c < row.size(); ++c)
            CHECK(std::abs(static_cast<double>(found[t][c]) - row[c].get<double>()) < tolerance);
    }
}

} // namespace

TEST_CASE("scores are those of transformers, alone, in ragged batches and in batches of any size") {
    for (const std::string name : kNames) {
        CAPTURE(name);
        const auto model = load(kHeads / name);
        const Json recorded = jsonOf(kHeads / "expected" / (name + ".json"));
        const auto rows = recorded["rows"].get<std::vector<Ids>>();
        for (const std::int64_t maxTokens : {1, 40, 8192}) {
            const auto scores = scoresOf(*model, rows, maxTokens);
            for (std::size_t r = 0; r < rows.size(); ++r) checkNear(scores[r], recorded["scores"][r]);
        }
    }
}

TEST_CASE("padding on either side is not a token") {
    DecoderConfig config;
    config.headKind = HeadKind::Sequence;
    const auto real = [&](const Ids &ids) {
        const RealTokens found = realTokens(ids, config);
        return std::pair{found.begin, found.end};
    };
    CHECK(real({0, 0, 5, 6, 0}) == std::pair<std::size_t, std::size_t>{0, 5}); // no padding token is known
    config.pad = 0;
    config.eos = {2};
    CHECK(real({0, 0, 5, 6, 0}) == std::pair<std::size_t, std::size_t>{2, 4});
    CHECK(real({5, 0, 6}) == std::pair<std::size_t, std::size_t>{0, 3});
    CHECK(real({0, 0}) ==
          std::pair<std::size_t, std::size_t>{0, 1}); // transformers scores the first of nothing but padding
    config.eos = {0};                                 // the end token pads
    CHECK(real({0, 5, 6, 0}) == std::pair<std::size_t, std::size_t>{0, 3});
    config.headKind = HeadKind::Token;
    CHECK(real({0, 5, 6, 0}) == std::pair<std::size_t, std::size_t>{0, 4});
}

TEST_CASE("heads keep names, shapes and bytes on their way to disk and back") {
    for (const std::string name : kNames) {
        CAPTURE(name);
        const TemporaryFolder folder;
        const auto model = load(kHeads / name);
        REQUIRE(saveModel(*model, folder.path / "saved"));
        const auto theirs = WeightFiles::open(kHeads / name), ours = WeightFiles::open(folder.path / "saved");
        REQUIRE(theirs);
        REQUIRE(ours);
        REQUIRE(ours->names() == theirs->names());
        for (const auto &tensor : theirs->names())
            CHECK(at::equal(*ours->readAsStored(tensor), *theirs->readAsStored(tensor)));
        CHECK(jsonOf(folder.path / "saved/config.json") == jsonOf(kHeads / name / "config.json"));
    }
}

TEST_CASE("a language model is given a head, of every family") {
    for (const std::string base : {"llama2_mha", "llama_gqa_tied", "qwen2", "qwen3", "phi3", "gpt2"}) {
        for (const auto kind : {HeadKind::Sequence, HeadKind::Token}) {
            CAPTURE(base);
            const TemporaryFolder folder;
            const auto config = readModelConfig(kModels / base);
            REQUIRE(config);
            Decoder model(withHead(*config, kind, 1), Placement{});
            model.initialise(4);
            REQUIRE(saveModel(model, folder.path / "value"));
            const auto loaded = load(folder.path / "value");
            CHECK(loaded->config().headKind == kind);
            CHECK(loaded->config().labels == 1);
            const std::vector<Ids> rows{{5, 6, 7}, {8}};
            CHECK(scoresOf(*loaded, rows) == scoresOf(model, rows));
            CHECK(scoresOf(model, rows)[0].size() == (kind == HeadKind::Token ? 3 : 1));
            REQUIRE(attachLora(*loaded, {.targetModules = {"all-linear"}}, "default",
                               1)); // the new head is trained with it
            CHECK(scoresOf(*loaded, rows) == scoresOf(model, rows));
            const auto trained = loaded->trainable();
            CHECK(std::count_if(trained.begin(), trained.end(), [&](const auto &t) {
                      return t.name == "base_model.model." + loaded->headName() + ".weight";
                  }) == 1);
            REQUIRE(saveAdapter(*loaded, "default", "base", folder.path / "adapter"));
            CHECK(jsonOf(folder.path / "adapter/adapter_config.json")["task_type"] ==
                  (kind == HeadKind::Token ? "TOKEN_CLS" : "SEQ_CLS"));
            const auto again = load(folder.path / "value");
            REQUIRE(loadAdapter(*again, folder.path / "adapter", 1));
            CHECK(scoresOf(*again, rows) == scoresOf(model, rows));
        }
    }
}

TEST_CASE("scores are asked of reward models and tokens of language models") {
    const auto reward = load(kHeads / "reward_llama"), language = load(kModels / "llama2_mha");
    const auto scores = scoreRows(*language, {{5}}, false);
    REQUIRE_FALSE(scores);
    CHECK(scores.error().code == "model.no_scores");
    const auto tokens = generate(*reward, {{.ids = {5}}}, GenerateOptions{});
    REQUIRE_FALSE(tokens);
    CHECK(tokens.error().code == "model.no_language");
    const auto logprobs = teacherForcedLogprobs(*reward, {{{5}, {6}}});
    REQUIRE_FALSE(logprobs);
    CHECK(logprobs.error().code == "model.no_language");
    for (const auto &[ids, code] : {std::pair<Ids, const char *>{{}, "generate.empty_prompt"},
                                    {{999}, "generate.token_out_of_range"},
                                    {Ids(200, 5), "generate.too_long"}}) {
        const auto bad = scoreRows(*reward, {ids}, false);
        REQUIRE_FALSE(bad);
        CHECK(bad.error().code == code);
    }
}

TEST_CASE("labels are counted as transformers counts them") {
    const auto labels = [](const Json &more) -> std::pair<std::int64_t, std::string> {
        Json config = jsonOf(kHeads / "process_reward_llama/config.json");
        config.update(more);
        const auto read = parseModelConfig(config, "config.json");
        return read ? std::pair{read->labels, std::string()} : std::pair{std::int64_t{0}, read.error().field};
    };
    CHECK(labels(Json::object()).first == 2); // neither is there
    CHECK(labels({{"num_labels", 5}}).first == 5);
    CHECK(labels({{"num_labels", 5}, {"id2label", {{"0", "a"}, {"1", "b"}, {"2", "c"}}}}).first == 3);
    CHECK(labels({{"num_labels", 0}}).second == "/num_labels");
    CHECK(labels({{"num_labels", "two"}}).second == "/num_labels");
    CHECK(labels({{"id2label", Json::array()}}).second == "/id2label");
    CHECK(labels({{"id2label", Json::object()}}).second == "/id2label");
}
