// SPDX-License-Identifier: Apache-2.0
// What a student learns of a teacher: the divergence in numbers and slopes, who writes the completions, and teachers
// that cannot be learnt from.
#include "core/engine/train/ops/divergence.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/capture.h"
#include "tests/support/drawn_decoder.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"
#include <cmath>

using namespace lapidary;

namespace {

double lossOf(const std::string &algorithm, const Json &config, const Json &more = Json::object()) {
    Json request = {{"student_logits", {{1, 0, -1}}}, {"teacher_logits", {{0.5, 0.5, -0.5}}}, {"config", config}};
    request.update(more);
    const auto answer = lossByName(algorithm, request);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return (*answer)["loss"];
}

at::Tensor drawn(at::IntArrayRef sizes, std::uint64_t seed) {
    Rng rng(seed, "divergence");
    at::Tensor values = at::empty(sizes, at::kDouble);
    for (std::int64_t i = 0; i < values.numel(); ++i) values.data_ptr<double>()[i] = rng.normal();
    return values;
}

std::unique_ptr<Decoder> headOf(std::int64_t V, double softcap, c10::ScalarType type) {
    DecoderConfig config{.architecture = "LlamaForCausalLM",
                         .vocabSize = V,
                         .hiddenSize = 12,
                         .intermediateSize = 4,
                         .layers = 0,
                         .heads = 1,
                         .kvHeads = 1,
                         .headDim = 4,
                         .maxPositions = 8};
    config.finalSoftcap = softcap;
    auto model = std::make_unique<Decoder>(config, Placement{.dtype = type});
    model->setParameter("lm_head.weight", drawn({V, 12}, 1).to(type));
    return model;
}

/// What a teacher of these logits teaches, and the gradients of hidden states and head.
struct Taught {
    double sum;
    at::Tensor each_N, entropy_N, dHidden, dHead;
};

Taught taught(const DivergenceOptions &how, double softcap, c10::ScalarType type, std::int64_t N, std::int64_t V,
              bool frozen) {
    const auto model = headOf(V, softcap, type);
    at::Tensor head = model->parameter("lm_head.weight"), hidden = drawn({N, 12}, 2).to(type).requires_grad_(true);
    head.requires_grad_(!frozen);
    const at::Tensor teacher_NV = (2 * drawn({N, V}, 3)).to(type);
    const LabelHidden tokens{hidden, at::arange(N, at::kLong) % V, {}, {}};
    const Divergence made =
        divergenceFrom([&](std::int64_t begin, std::int64_t count) { return teacher_NV.narrow(0, begin, count); },
                       *model, tokens, how);
    (made.sum * 0.25).backward();
    return {made.sum.item<double>(), made.divergence_N, made.entropy_N, hidden.grad(),
            frozen ? at::zeros_like(head) : head.grad()};
}

const char *const kTeacherModel = LAPIDARY_TEST_DATA "/models/llama3_rope";

Json runWith(const std::string &algorithm, const Json &config, const std::string &teacher = kTeacherModel) {
    Json all = {{"per_device_train_batch_size", 8}, {"learning_rate", 1e-3}, {"max_steps", 2}};
    all.update(config);
    Json run = runOnTokens(algorithm, all);
    run["inputs"]["teacher"]["path"] = teacher;
    return run;
}

Error refused(const fs::path &folder, const Json &run) {
    makeRunFolder(folder, "run", run, someSequences());
    QuietJob job(folder / "run");
    const auto done = train(run, job);
    REQUIRE_FALSE(done);
    return done.error();
}

} // namespace

TEST_CASE("the divergences give their golden values, for gkd and distillation alike") {
    for (const char *algorithm : {"gkd", "distillation"}) {
        CAPTURE(algorithm);
        CHECK(std::abs(lossOf(algorithm, {{"beta", 0.0}}) - 0.123292) < 1e-6);
        CHECK(std::abs(lossOf(algorithm, {{"beta", 1.0}}) - 0.119630) < 1e-6);
        CHECK(std::abs(lossOf(algorithm, {{"beta", 0.5}}) - 0.030045) < 1e-6);
        CHECK(std::abs(lossOf(algorithm, {{"beta", 0.9}}) - 0.010759) < 1e-6);
        CHECK(std::abs(4 * lossOf(algorithm, {{"beta", 0.0}, {"temperature", 2.0}}) - 0.121695) < 1e-6);
    }
    const Json two = {{"student_logits", {{1, 0, -1}, {3, 0, 0}}},
                      {"teacher_logits", {{0.5, 0.5, -0.5}, {0, 1, 0}}},
                      {"labels", {1, -100}}};
    CHECK(std::abs(lossOf("gkd", {{"beta", 0.5}}, two) - 0.030045) < 1e-6);
    Json counted = two;
    counted["num_items_in_batch"] = 4;
    CHECK(std::abs(lossOf("gkd", {{"beta", 0.5}}, counted) - 0.030045 / 4) < 1e-6);
}

TEST_CASE("the divergence over chunks is that of all logits at once, and so are its slopes") {
    std::vector<DivergenceOptions> ways{{.beta = 0.3, .temperature = 0.7, .kdRatio = 0.4},
                                        {.temperature = 0.7, .symKdRatio = 0.2},
                                        {.temperature = 1.5, .symKdRatio = 0.5, .kdRatio = 0.0}};
    for (const double beta : {0.0, 0.3, 0.5, 0.9, 1.0}) ways.push_back({.beta = beta, .temperature = 0.7});
    for (const DivergenceOptions &how : ways)
        for (const auto &[softcap, N, V, frozen] :
             {std::tuple{0.0, 300, 9000, false}, {0.0, 300, 9000, true}, {3.0, 7, 40, false}, {0.0, 0, 40, false}}) {
            CAPTURE(how.beta);
            CAPTURE(how.kdRatio);
            CAPTURE_BOUND(V);
            CAPTURE_BOUND(softcap);
            const Taught whole = taught(how, softcap, at::kDouble, N, V, frozen),
                         chunks = taught(how, softcap, at::kFloat, N, V, frozen);
            CHECK(std::abs(chunks.sum - whole.sum) < 2e-5 * std::max(1.0, whole.sum));
            const auto near = [](const at::Tensor &a, const at::Tensor &b) {
                if (b.numel() == 0) return true;
                const double most = std::max(1e-3, b.abs().max().item<double>());
                return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>() < 1e-4 * most;
            };
            CHECK(near(chunks.each_N, whole.each_N));
            CHECK(near(chunks.entropy_N, whole.entropy_N));
            CHECK(near(chunks.dHidden, whole.dHidden));
            CHECK(near(chunks.dHead, whole.dHead));
        }
}

TEST_CASE("a teacher that is the student has nothing to teach, in every number format") {
    const TemporaryFolder folder;
    for (const char *algorithm : {"gkd", "distillation"})
        for (const bool bf16 : {false, true}) {
            CAPTURE(algorithm);
            CAPTURE(bf16);
            const auto job = trained(folder.path / "run",
                                     runWith(algorithm, {{"lmbda", 0.0}, {"bf16", bf16}, {"learning_rate", 0.0}},
                                             LAPIDARY_TEST_DATA "/models/llama2_mha"),
                                     someSequences());
            CHECK(std::abs(job.metrics[0]["loss"].get<double>()) < 1e-7);
            CHECK(job.metrics[0]["grad_norm"].get<double>() < 1e-6);
        }
}

TEST_CASE("the student, or the teacher, writes the completions; micro-batches change none of them") {
    const TemporaryFolder folder;
    const auto run = [&](const Json &config, const std::vector<Json> &rows) {
        return trained(folder.path / "run", runWith("gkd", config), rows);
    };
    auto rows = someSequences();
    for (auto &row : rows) {
        row["completion_mask"] = Json::array();
        for (std::size_t i = 0; i < row["input_ids"].size(); ++i) row["completion_mask"].push_back(i < 3 ? 0 : 1);
    }
    const Json own = {{"lmbda", 1.0}, {"max_new_tokens", 5}, {"learning_rate", 0.0}};
    const auto written = run(own, rows), again = run(own, rows);
    CHECK(written.metrics[0]["frac_on_policy"] == 1.0);
    CHECK(written.metrics[0]["completions/max_length"].get<double>() <= 5);
    CHECK(written.metrics[0]["loss"] == again.metrics[0]["loss"]);
    CHECK(written.metrics[0]["loss"] != written.metrics[1]["loss"]); // another step draws anew
    Json small = own;
    small.update({{"per_device_train_batch_size", 2}, {"gradient_accumulation_steps", 4}});
    const auto parts = run(small, rows);
    CHECK(std::abs(parts.metrics[0]["loss"].get<double>() - written.metrics[0]["loss"].get<double>()) < 2e-5);
    CHECK(parts.metrics[0]["completions/mean_length"] == written.metrics[0]["completions/mean_length"]);
    for (auto &row : rows) // what stood behind the prompts has no part in it
        for (std::size_t i = 3; i < row["input_ids"].size(); ++i) row["input_ids"][i] = 7;
    CHECK(run(own, rows).metrics[0]["loss"] == written.metrics[0]["loss"]);

    Json byTeacher = own;
    byTeacher.update({{"lmbda", 0.0}, {"seq_kd", true}});
    const auto taught = run(byTeacher, rows);
    CHECK(taught.metrics[0]["frac_on_policy"] == 0.0);
    CHECK(taught.metrics[0]["completions/max_length"].get<double>() <= 5);
    CHECK(taught.metrics[0]["loss"] != written.metrics[0]["loss"]);
    Json some = own;
    some["lmbda"] = 0.5;
    const double share = run(some, rows).metrics[0]["frac_on_policy"];
    CHECK(share > 0);
    CHECK(share < 1);
}

TEST_CASE("prompts alone will do where the student writes everything, and nowhere else") {
    const TemporaryFolder folder;
    for (const char *name : {"student", "teacher"}) {
        fs::create_directory(folder.path / name);
        writeTinyPolicy(folder.path / name);
    }
    const std::vector<Json> problems{{{"prompt", "ab"}, {"reference", "c"}}, {{"prompt", "dda"}}};
    const auto run = [&](double lmbda) {
        Json made = runWith("distillation", {{"lmbda", lmbda}, {"max_completion_length", 4}},
                            (folder.path / "teacher").string());
        made["model"]["path"] = (folder.path / "student").string();
        made["data"]["format"] = "rows";
        return made;
    };
    const auto job = trained(folder.path / "run", run(1), problems);
    CHECK(job.metrics[0]["frac_on_policy"] == 1.0);
    CHECK(job.metrics[0]["num_tokens"].get<double>() >= 9); // two beginnings, the letters, and what was written
    QuietJob other(makeRunFolder(folder.path, "other", run(0.5), problems));
    const auto refused = train(run(0.5), other);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().line == 1);
}

TEST_CASE("tokens that were drawn are part of what a run cost, also of one that was stopped") {
    const TemporaryFolder folder;
    const Json run = runWith("gkd", {{"lmbda", 1.0}, {"max_new_tokens", 5}, {"save_steps", 1}});
    makeRunFolder(folder.path, "whole", run, someSequences());
    makeRunFolder(folder.path, "broken", run, someSequences());
    QuietJob whole(folder.path / "whole");
    const auto done = train(run, whole);
    REQUIRE(done);
    const auto cost = (*done)["cost"]["tokens_sampled"].get<std::int64_t>();
    CHECK(cost >= 16);
    CHECK(cost <= 2 * 8 * 5);
    for (int look = 2; look < whole.looks; ++look) {
        QuietJob first(folder.path / "broken", look), rest(folder.path / "broken");
        const auto stopped = train(run, first);
        if (stopped) break;
        const auto finished = train(run, rest);
        REQUIRE(finished);
        CHECK((*finished)["cost"]["tokens_sampled"] == cost);
        fs::remove_all(folder.path / "broken");
        makeRunFolder(folder.path, "broken", run, someSequences());
    }
}

TEST_CASE("a teacher of another vocabulary is refused, by its size and by its tokens") {
    const TemporaryFolder folder;
    for (const char *name : {"mine", "theirs", "larger"}) fs::create_directory(folder.path / name);
    writeTinyPolicy(folder.path / "mine");
    writeTinyPolicy(folder.path / "theirs");
    writeTinyPolicy(folder.path / "larger", {{"a", "b"}});
    Json run = runWith("gkd", {{"lmbda", 0.0}}, (folder.path / "larger").string());
    run["model"]["path"] = (folder.path / "mine").string();
    const Error size = refused(folder.path, run);
    CHECK(size.code == "model.other_vocabulary");
    CHECK(size.found.str() == "7 tokens");
    CHECK(size.expected.str() == "6 tokens");
    CHECK_FALSE(size.remedy.empty());
    REQUIRE(writeFileAtomic(folder.path / "theirs/tokenizer.json",
                            characterTokenizerJson({"a", "c", "b", "d"}, {"<bos>", "<eos>"})));
    run["inputs"]["teacher"]["path"] = (folder.path / "theirs").string();
    const Error token = refused(folder.path, run);
    CHECK(token.code == "model.other_vocabulary");
    CHECK(token.found.str() == "token 3 is “c”");
    CHECK(token.expected.str() == "“b”");
    run.erase("inputs");
    CHECK(refused(folder.path, run).code == "train.missing_input");
}
