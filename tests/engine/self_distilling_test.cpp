// SPDX-License-Identifier: Apache-2.0
// Self-distillation: the divergences by hand, chunks that are all logits at once, who teaches and what a teacher is
// shown, and trainings that learn from it.
#include "core/engine/model/model_files.h"
#include "core/engine/train/ops/divergence.h"
#include "core/engine/train/ops/head_sum.h"
#include "core/engine/train/ops/self_divergence.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/pure_losses.h"
#include "core/engine/train/reprompts.h"
#include "tests/support/capture.h"
#include "tests/support/drawn_decoder.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

at::Tensor drawn(std::int64_t rows, std::int64_t vocabulary, std::uint64_t seed) {
    Rng rng(seed, "logits");
    std::vector<double> values;
    for (std::int64_t i = 0; i < rows * vocabulary; ++i) values.push_back(4 * rng.uniform() - 2);
    return at::tensor(values, at::kDouble).reshape({rows, vocabulary});
}

double largest(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b)).item<double>();
}

const at::Tensor kTargets = at::tensor({1, 4, 0}, at::kLong);

/// Rows of token ids with a prompt, a completion, and what a teacher reads in place of the prompt.
std::vector<Json> taughtRows(bool sameContext = false) {
    auto rows = someRollouts();
    Rng rng(5, "teachers");
    for (auto &row : rows) {
        row.erase("advantage");
        row["teacher_prompt_ids"] = sameContext ? row["prompt_ids"] : Json(someIds(rng, 6));
    }
    return rows;
}

Json storedRun(const std::string &algorithm, const Json &more = Json::object()) {
    Json config = {{"per_device_train_batch_size", 8}, {"learning_rate", 1e-3}, {"max_steps", 4}, {"lmbda", 0.0}};
    config.update(more);
    return runOnTokens(algorithm, config);
}

struct Letters {
    TemporaryFolder folder{};
    Letters() {
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model");
    }
    Json run(const std::string &algorithm, const Json &config) const {
        Json run = runOnTokens(algorithm, config, {{"path", (folder.path / "model").string()}});
        run["data"]["format"] = "rows";
        return run;
    }
};

std::string refusal(const Letters &letters, const Json &run, const std::vector<Json> &rows, Error *whole = nullptr) {
    QuietJob job(makeRunFolder(letters.folder.path, "refused", run, rows));
    const auto done = train(run, job);
    REQUIRE(!done);
    if (whole) *whole = done.error();
    return done.error().code + " " + done.error().field;
}

} // namespace

TEST_CASE("each way of comparing a token gives its value") {
    const at::Tensor s = drawn(3, 6, 1), t = drawn(3, 6, 2);
    const at::Tensor ls = at::log_softmax(s, 1), lt = at::log_softmax(t, 1);
    const auto picked = [&](const at::Tensor &x) { return x.gather(1, kTargets.unsqueeze(1)).squeeze(1); };
    CHECK(largest(selfDivergence(s, t, kTargets, {.distillationMode = "sampled_token", .distillationAlpha = 1}),
                  (picked(ls) - picked(lt)) * picked(ls)) < 1e-12);
    for (const double alpha : {0.0, 0.5, 1.0}) {
        CHECK(largest(selfDivergence(s, t, kTargets, {.distillationMode = "full_logits", .distillationAlpha = alpha}),
                      generalizedJsd(s, t, alpha)) < 1e-12);
        // All tokens are the likeliest six, and one place for no others holds nothing.
        for (const bool tail : {false, true})
            CHECK(largest(
                      selfDivergence(s, t, kTargets,
                                     {.distillationAlpha = alpha, .distillationTopk = 6, .distillationAddTail = tail}),
                      generalizedJsd(s, t, alpha)) < 1e-5);
    }
    // Of the two likeliest of the student alone, by hand.
    const auto token = std::get<1>(s.topk(2, 1));
    const at::Tensor p = at::softmax(s.gather(1, token), 1), q = at::softmax(t.gather(1, token), 1);
    CHECK(largest(selfDivergence(s, t, kTargets, {.distillationAlpha = 1, .distillationTopk = 2}),
                  (p * (p / q).log()).sum(1)) < 1e-12);
    const at::Tensor P = at::softmax(s, 1).gather(1, token), Q = at::softmax(t, 1).gather(1, token);
    const at::Tensor restP = 1 - P.sum(1), restQ = 1 - Q.sum(1);
    CHECK(largest(selfDivergence(s, t, kTargets,
                                 {.distillationAlpha = 1, .distillationTopk = 2, .distillationAddTail = true}),
                  (P * (P / Q).log()).sum(1) + restP * (restP / restQ).log()) < 1e-9);
}

TEST_CASE("a sampled token's gradient is in the mean that of the reverse KL") {
    const at::Tensor t = drawn(1, 5, 4);
    at::Tensor s = drawn(1, 5, 3).requires_grad_(true);
    const at::Tensor share = at::softmax(s.detach(), 1)[0];
    at::Tensor sum = at::zeros({}, at::kDouble);
    for (std::int64_t token = 0; token < 5; ++token)
        sum = sum + share[token] * selfDivergence(s, t, at::tensor({token}, at::kLong),
                                                  {.distillationMode = "sampled_token", .distillationAlpha = 1})[0];
    sum.backward();
    const at::Tensor found = s.grad().clone();
    s.mutable_grad() = at::Tensor();
    generalizedJsd(s, t, 1).sum().backward();
    CHECK(largest(found, s.grad()) < 1e-12);
}

TEST_CASE("a sum over chunks of the head is that of all logits at once, and so are its slopes") {
    for (const Architecture &architecture : architectures()) {
        if (architecture.name != "Gemma2ForCausalLM" && architecture.name != "LlamaForCausalLM") continue;
        const auto model = drawnDecoder(architecture);
        for (auto &named : model->parameters()) named.tensor.requires_grad_(true);
        const std::int64_t N = 300, D = model->config().hiddenSize; // more than one chunk
        Rng rng(1, "hidden");
        std::vector<float> values;
        for (std::int64_t i = 0; i < N * D; ++i) values.push_back(static_cast<float>(rng.uniform()) - 0.5f);
        const at::Tensor start = at::tensor(values).reshape({N, D});
        const auto both = [&](bool chunks) {
            at::Tensor hidden = start.clone().requires_grad_(true);
            const ChunkSum sumOf = [](const at::Tensor &logits, std::int64_t begin) {
                const at::Tensor factor = at::arange(begin, begin + logits.size(0), at::kFloat) / 100;
                return (at::log_softmax(logits, 1).select(1, 2) * factor).sum();
            };
            const at::Tensor sum = chunks ? sumOverHead(*model, hidden, sumOf) : sumOf(model->logits(hidden), 0);
            at::Tensor head = model->head()->weight_OI;
            head.mutable_grad() = at::Tensor();
            sum.backward();
            return std::vector<at::Tensor>{sum.detach(), hidden.grad(), head.grad()};
        };
        const auto found = both(true), wanted = both(false);
        for (std::size_t i = 0; i < found.size(); ++i)
            CHECK(largest(found[i], wanted[i]) < std::max(1e-5, toleranceOf(wanted[i])));
    }
}

TEST_CASE("the losses by name are means over completions, or over tokens, and the ratio is bounded") {
    const at::Tensor s = drawn(4, 6, 1), t = drawn(4, 6, 2);
    const auto json = [](const at::Tensor &logits) {
        Json out = Json::array();
        for (std::int64_t i = 0; i < 2; ++i) {
            out.push_back(Json::array());
            for (std::int64_t j = 0; j < 2; ++j) {
                const at::Tensor row = logits[2 * i + j].contiguous();
                out.back().push_back(
                    std::vector<double>(row.const_data_ptr<double>(), row.const_data_ptr<double>() + 6));
            }
        }
        return out;
    };
    Json request = {{"student_logits", json(s)},
                    {"teacher_logits", json(t)},
                    {"completion_ids", {{1, 4}, {0, 5}}},
                    {"completion_mask", {{1, 1}, {1, 0}}}};
    const at::Tensor jsd = generalizedJsd(s, t, 0.5);
    const auto at_ = [&](std::int64_t i) { return jsd[i].item<double>(); };
    request["config"] = {{"distillation_mode", "full_logits"}};
    const auto sdft = lossByName("sdft", request);
    REQUIRE(sdft);
    CHECK(std::abs((*sdft)["loss"].get<double>() - ((at_(0) + at_(1)) / 2 + at_(2)) / 2) < 1e-9);
    request["config"] = Json::object();
    const auto opsd = lossByName("opsd", request);
    REQUIRE(opsd);
    CHECK(std::abs((*opsd)["loss"].get<double>() - (at_(0) + at_(1) + at_(2)) / 3) < 1e-9);
    const at::Tensor ls = at::log_softmax(s, 1), lt = at::log_softmax(t, 1);
    const auto token = [&](std::int64_t i, std::int64_t id) {
        return (ls[i][id] - lt[i][id]).item<double>() * ls[i][id].item<double>();
    };
    const auto old = [&](std::int64_t i, std::int64_t id, double ratio) {
        return ls[i][id].item<double>() - std::log(ratio);
    };
    request["old_per_token_logps"] = {{old(0, 1, 3), old(1, 4, 0.5)}, {old(2, 0, 1), old(3, 5, 1)}};
    const auto sdpo = lossByName("sdpo", request);
    REQUIRE(sdpo);
    CHECK(std::abs((*sdpo)["loss"].get<double>() - ((2 * token(0, 1) + 0.5 * token(1, 4)) / 2 + token(2, 0)) / 2) <
          1e-9);
    const auto opsa = lossByName("opsa", {{"per_token_logps", {{std::log(0.05), std::log(0.5), -9}}},
                                          {"completion_mask", {{1, 1, 0}}},
                                          {"config", {{"penalty", 3.0}}}});
    REQUIRE(opsa);
    CHECK(std::abs((*opsa)["loss"].get<double>() - 3 * std::log(0.05) / 2) < 1e-9);
    CHECK((*opsa)["metrics"]["frac_penalised"] == 0.5);
}

TEST_CASE("words stand where a template names them, once, and other braces stay") {
    CHECK(filledIn("{a}-{b} {c} {{a}", {{"a", "{b}"}, {"b", "2"}}) == "{b}-2 {c} {{b}");
    CHECK(*wordsOf(42, "x") == "42");
    CHECK(*wordsOf({{{"role", "user"}, {"content", "q"}}, {{"role", "assistant"}, {"content", "a"}}}, "x") == "q\na");
    CHECK(wordsOf(true, "x").error().code == "data.bad_row");
    CHECK(wordsOf({{{"role", "user"}}}, "x").error().field == "x");
}

TEST_CASE("a teacher is shown a success of its group that is not the completion itself, or what was said of it") {
    const double nan = std::nan("");
    const std::vector<double> scores{0, 1, 0, 1, nan, 0.5, nan, 0};
    const std::vector<bool> said{true, true, false, false, true, false, false, false};
    const RepromptSettings plain{};
    const Shown shown = whoIsShown(scores, said, 4, plain);
    using Places = std::vector<std::optional<std::size_t>>;
    CHECK((shown.demonstration == Places{1, 3, 1, 1, {}, {}, {}, {}}));
    CHECK(shown.metrics.at("self_distillation/success_group_fraction") == 0.5);
    CHECK(shown.metrics.at("self_distillation/success_sample_fraction") == 0.5);
    CHECK(shown.metrics.at("self_distillation/feedback_available_fraction") == 3.0 / 8);
    CHECK(shown.metrics.at("self_distillation/feedback_used_fraction") == 0);
    CHECK((whoIsShown(scores, said, 4, {.notItself = false}).demonstration[1] == 1));
    CHECK((whoIsShown(scores, said, 4, {.threshold = 0.5}).demonstration[4] == 5));
    CHECK((whoIsShown(scores, said, 4, {.feedback = true}).feedback == said));
    const Shown only = whoIsShown(scores, said, 4, {.feedback = true, .feedbackOnlyWithoutSolution = true});
    CHECK((only.feedback == std::vector<bool>{false, false, false, false, true, false, false, false}));
    CHECK(only.metrics.at("self_distillation/reprompt_sample_fraction") == 5.0 / 8);
    CHECK((whoIsShown(scores, said, 4, {.useSuccessful = false}).demonstration == Places(8)));
}

TEST_CASE("a teacher that is shown the same as the student has nothing to teach") {
    const TemporaryFolder folder;
    for (const char *algorithm : {"sdft", "opsd"})
        for (const char *kind : {"base", "live", "ema"}) {
            CAPTURE(algorithm);
            const Json run = storedRun(algorithm, {{"teacher_model_kind", kind}, {"learning_rate", 0.0}});
            for (const auto &step : trained(folder.path / "run", run, taughtRows(true)).metrics)
                CHECK(std::abs(step["loss"].get<double>()) < 1e-6);
            for (const auto &step : trained(folder.path / "run", run, taughtRows()).metrics)
                CHECK(step["loss"].get<double>() > 1e-3);
        }
}

TEST_CASE("a teacher that follows is where the mean has moved, for the whole model and for an adapter") {
    const TemporaryFolder folder;
    const Json lora = {{"use_peft", true}, {"r", 4}, {"lora_alpha", 8}, {"target_modules", {"all-linear"}}};
    for (const bool adapter : {false, true}) {
        CAPTURE(adapter);
        const auto losses = [&](Json more) {
            if (adapter) more.update(lora);
            more["learning_rate"] = 1e-2;
            std::vector<double> out;
            for (const auto &step : trained(folder.path / "run", storedRun("sdft", more), taughtRows()).metrics)
                out.push_back(step["loss"]);
            return out;
        };
        const auto base = losses({{"teacher_model_kind", "base"}}), live = losses({{"teacher_model_kind", "live"}});
        const auto none = losses({{"teacher_model_kind", "ema"}, {"teacher_update_rate", 0.0}});
        const auto all = losses({{"teacher_model_kind", "ema"}, {"teacher_update_rate", 1.0}});
        const auto rare =
            losses({{"teacher_model_kind", "ema"}, {"teacher_update_rate", 1.0}, {"teacher_sync_steps", 3}});
        for (std::size_t s = 0; s < base.size(); ++s) {
            CHECK(std::abs(none[s] - base[s]) < 1e-6);
            CHECK(std::abs(all[s] - live[s]) < 1e-6);
        }
        CHECK(std::abs(rare[2] - base[2]) < 1e-6);
        CHECK(std::abs(rare[3] - base[3]) > 1e-6);
        CHECK(std::abs(base[3] - live[3]) > 1e-6);
    }
}

TEST_CASE("a network that follows the policy is where it was when a stopped run goes on") {
    const TemporaryFolder folder;
    const Json dpo = runOnTokens("dpo", {{"per_device_train_batch_size", 8},
                                         {"learning_rate", 1e-2},
                                         {"max_steps", 4},
                                         {"save_steps", 2},
                                         {"sync_ref_model", true},
                                         {"ref_model_sync_steps", 1}}),
               sdft = storedRun("sdft", {{"teacher_model_kind", "ema"}, {"learning_rate", 1e-2}, {"save_steps", 2}});
    for (const auto &[run, rows] : {std::pair{dpo, somePairs()}, {sdft, taughtRows()}}) {
        CAPTURE_BOUND(run["algorithm"]);
        const auto whole = trained(folder.path / "whole", run, rows);
        makeRunFolder(folder.path, "broken" + run["algorithm"].get<std::string>(), run, rows);
        const fs::path broken = folder.path / ("broken" + run["algorithm"].get<std::string>());
        QuietJob first(broken, 3), rest(broken);
        REQUIRE(!train(run, first));
        REQUIRE(train(run, rest));
        CHECK(rest.fromStep > 0);
        CHECK(rest.metrics.back()["loss"] == whole.metrics.back()["loss"]);
    }
}

TEST_CASE("rows without what the teacher is shown are refused with their line, and prompts must be the user's") {
    const Letters letters;
    Error error;
    const Json sdft =
        letters.run("sdft", {{"max_steps", 1}, {"teacher_prompt_template", "{privileged_context}{prompt}"}});
    CHECK(refusal(letters, sdft, {{{"prompt", "a"}, {"privileged_context", "bb"}}, {{"prompt", "a"}}}, &error) ==
          "data.no_column privileged_context");
    CHECK(error.line == 2);
    CHECK(refusal(letters, sdft, {{{"prompt", "a"}, {"privileged_context", true}}}, &error) ==
          "data.bad_row privileged_context");
    CHECK(error.line == 1);
    CHECK(refusal(letters, letters.run("opsd", {{"max_steps", 1}}), {{{"prompt", "a"}}}, &error) ==
          "data.no_column reference");
    const Json sdpo = letters.run("sdpo", {{"max_steps", 1}, {"include_environment_feedback", true}});
    CHECK(refusal(letters, sdpo, {{{"prompt", "a"}, {"reference", "b"}}}, &error) ==
          "data.no_column privileged_context");
    CHECK(refusal(letters, runOnTokens("sdft", {{"max_steps", 1}}), {{{"prompt_ids", {3}}}}) ==
          "data.no_column privileged_context");
}

TEST_CASE("a model that is shown the answer teaches itself to give it, whichever method shows it") {
    const Letters letters;
    // Shown "b", this tiny model writes something else than alone; what it is taught is to write that.
    std::vector<Json> rows;
    for (const char *prompt : {"a", "bc", "dda", "cb"})
        rows.push_back({{"prompt", prompt}, {"privileged_context", "bdb"}, {"reference", "bdb"}});
    for (const char *algorithm : {"sdft", "opsd"}) {
        CAPTURE(algorithm);
        const char *length = std::string(algorithm) == "sdft" ? "max_completion_length" : "max_new_tokens";
        const auto job = trained(letters.folder.path / "run",
                                 letters.run(algorithm, {{"per_device_train_batch_size", 32},
                                                         {"learning_rate", 1e-2},
                                                         {"lr_scheduler_type", "constant"},
                                                         {"max_steps", 40},
                                                         {"teacher_prompt_template", "{prompt}{privileged_context}"},
                                                         {length, 4}}),
                                 rows);
        const double first = job.metrics.front()["loss"], last = job.metrics.back()["loss"];
        MESSAGE(algorithm << ": divergence " << first << " to " << last);
        CHECK(last < 0.5 * first);
        CHECK(job.metrics.front()["completions/mean_length"].get<double>() <= 4);
    }
}

TEST_CASE("SDPO learns from its own successes to earn more, and says where there were none") {
    const Letters letters;
    std::vector<Json> problems;
    for (int i = 0; i < 4; ++i)
        for (const char *prompt : {"a", "bc", "dda", "cb"})
            problems.push_back({{"prompt", prompt}, {"reference", "b"}});
    Json run = letters.run("sdpo", {{"per_device_train_batch_size", 64},
                                    {"learning_rate", 5e-3},
                                    {"lr_scheduler_type", "constant"},
                                    {"reward_funcs", {"correct"}},
                                    {"max_completion_length", 2},
                                    {"num_generations", 8},
                                    {"reprompt_template", "{solution}{prompt}"},
                                    {"solution_template", "{successful_previous_attempt}"},
                                    {"max_steps", 20}});
    run["rule"] = "exact";
    const auto job = trained(letters.folder.path / "run", run, problems);
    CHECK(job.metrics[0]["self_distillation/success_group_fraction"].get<double>() > 0);
    CHECK(job.metrics[0]["self_distillation/reprompt_sample_fraction"].get<double>() > 0);
    CHECK(job.metrics[0].contains("self_distillation/distillation_loss"));
    run["config"]["max_steps"] = 2;
    for (auto &row : problems) row["reference"] = "zzz";
    CHECK(trained(letters.folder.path / "flat", run, problems).said("nobody could teach"));
}

TEST_CASE("without a teacher unlikely tokens of one's own become rarer") {
    const Letters letters;
    std::vector<Json> rows;
    for (const char *prompt : {"a", "bc", "dda", "cb"}) rows.push_back({{"prompt", prompt}});
    const auto job = trained(letters.folder.path / "run",
                             letters.run("opsa", {{"per_device_train_batch_size", 64},
                                                  {"learning_rate", 5e-3},
                                                  {"lr_scheduler_type", "constant"},
                                                  {"probability_threshold", 0.2},
                                                  {"max_new_tokens", 4},
                                                  {"max_steps", 40}}),
                             rows);
    const auto mean = [&](const char *name, std::size_t from) {
        double sum = 0;
        for (std::size_t s = from; s < from + 8; ++s) sum += job.metrics[s][name].get<double>() / 8;
        return sum;
    };
    MESSAGE("unlikely: " << mean("frac_penalised", 0) << " to " << mean("frac_penalised", 32));
    CHECK(mean("frac_penalised", 32) < 0.7 * mean("frac_penalised", 0));
    CHECK(mean("entropy", 32) < mean("entropy", 0));
}
