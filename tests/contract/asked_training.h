// SPDX-License-Identifier: Apache-2.0
// A training that is asked on its way, in this process.
#pragma once
#include "core/engine/train/ops/token_losses.h"
#include "tests/contract/algorithm_variants.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace lapidary {

/// Is asked at each step what stands there for it.
struct AskedJob final : QuietJob {
    using QuietJob::QuietJob;
    std::map<int, std::vector<Json>> asked{}; ///< by the steps that are done
    std::vector<Json> answers{};
    int round = -1; ///< -1: nobody has asked yet, and the first look tells where the run stands

    std::optional<JobRequest> nextWhilePaused() override {
        if (round < 0) round = fromStep;
        auto &waiting = asked[round];
        if (waiting.empty()) {
            ++round;
            return std::nullopt;
        }
        JobRequest request{waiting.front(), {}};
        waiting.erase(waiting.begin());
        return request;
    }
    void answer(Json answer) override { answers.push_back(std::move(answer)); }
};

inline std::string weightsOf(const fs::path &run) {
    const fs::path adapter = run / "model/adapter_model.safetensors";
    return textOf(fs::exists(adapter) ? adapter : run / "model/model.safetensors");
}

inline std::vector<Json> withoutTime(std::vector<Json> metrics) {
    for (auto &values : metrics)
        for (const char *own : {"step_time", "tokens_per_second", "peak_memory"}) values.erase(own);
    return metrics;
}

/// Uses all that an answer may use: every network of the run, and the streams that dropout draws from.
inline Result<Json> nosy(const JobRequest &request, const PausedTraining &training, JobContext &) {
    const at::NoGradGuard none;
    double sum = at::rand({64}).sum().item<double>();
    for (const auto &port : training.networks.ports()) {
        const at::Tensor ids_BT = at::arange(4, at::kLong).reshape({1, 4});
        const Decoder &network = training.networks[port];
        const at::Tensor said = network.config().headKind == HeadKind::LanguageModel
                                    ? scoreLabels(network, ids_BT, ids_BT).tokens.logp_N
                                    : scoresAt(network, ids_BT, ids_BT.ge(0)).scores_NL;
        sum += said.to(at::kDouble).sum().item<double>();
    }
    return Json{{"sum", sum}, {"verb", request.body["verb"]}};
}

inline void begin(const fs::path &folder, const Variant &variant) {
    fs::remove_all(folder);
    makeRunFolder(folder.parent_path(), folder.filename(), variant.run, variant.rows);
}

inline AskedJob run(const fs::path &folder, const Variant &variant, std::map<int, std::vector<Json>> asked,
                    int stopAt = 0) {
    AskedJob job(folder, stopAt);
    job.asked = std::move(asked);
    const auto done = train(variant.run, job, nosy);
    if (stopAt == 0) REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
    return job;
}

} // namespace lapidary
