// SPDX-License-Identifier: Apache-2.0
// gradient_checkpointing: the same log-probs and gradients to the bit, of less memory.
#include "core/engine/model/adapters/lora.h"
#include "core/engine/train/ops/token_losses.h"
#include "tests/support/drawn_decoder.h"
#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

using namespace lapidary;

namespace {

/// The most bytes that the processor's allocator had given out at a time, on this thread.
struct Peak final : c10::MemoryReportingInfoBase {
    std::int64_t held = 0, most = 0;
    void reportMemoryUsage(void *, std::int64_t size, std::size_t, std::size_t, c10::Device) override {
        held += size;
        most = std::max(most, held);
    }
    bool memoryProfilingEnabled() const override { return true; }
};

struct Step {
    at::Tensor loss{};
    std::vector<at::Tensor> gradients{};
    std::int64_t peak = 0;
};

Step stepOf(Decoder &model, bool checkpointing, const at::Tensor &ids) {
    model.gradientCheckpointing = checkpointing;
    at::manual_seed(5);
    for (auto &[name, tensor] : model.trainable()) tensor.mutable_grad() = at::Tensor();
    const auto peak = std::make_shared<Peak>();
    const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, peak);
    Step step{.loss = scoreLabels(model, ids, ids).tokens.logp_N.mean()};
    step.loss.backward();
    for (auto &[name, tensor] : model.trainable())
        step.gradients.push_back(tensor.grad().defined() ? tensor.grad().clone() : at::Tensor());
    step.peak = peak->most;
    return step;
}

void checkSame(Decoder &model, const at::Tensor &ids) {
    const Step kept = stepOf(model, false, ids), again = stepOf(model, true, ids);
    CHECK(at::equal(kept.loss, again.loss));
    REQUIRE(kept.gradients.size() == again.gradients.size());
    REQUIRE(!kept.gradients.empty());
    for (std::size_t i = 0; i < kept.gradients.size(); ++i) {
        CAPTURE(model.trainable()[i].name);
        REQUIRE(kept.gradients[i].defined() == again.gradients[i].defined());
        if (kept.gradients[i].defined()) CHECK(at::equal(kept.gradients[i], again.gradients[i]));
    }
}

at::Tensor someIds(std::int64_t vocabulary, std::int64_t rows, std::int64_t length) {
    return (at::arange(rows * length, at::kLong) * 7 % vocabulary).reshape({rows, length}).contiguous();
}

} // namespace

TEST_CASE("gradient_checkpointing gives the same bits in every family") {
    for (const auto &architecture : architectures()) {
        CAPTURE(architecture.name);
        const auto model = drawnDecoder(architecture);
        for (auto &named : model->parameters()) named.tensor.requires_grad_(true);
        checkSame(*model, someIds(model->config().vocabSize, 3, 10));
    }
}

TEST_CASE("gradient_checkpointing draws the same dropout again, and reaches adapters on a frozen base") {
    const auto model = drawnDecoder(architectures()[0]);
    REQUIRE(attachLora(*model, {.r = 4, .loraDropout = 0.3, .targetModules = {"all-linear"}}, "default", 1));
    for (auto &[name, tensor] : model->trainable()) {
        const at::NoGradGuard noGrad;
        tensor.add_(0.05);
    }
    model->setTraining(true);
    const at::Tensor ids = someIds(model->config().vocabSize, 3, 10);
    checkSame(*model, ids);
    const Step with = stepOf(*model, true, ids);
    model->setTraining(false);
    CHECK_FALSE(at::equal(with.loss, stepOf(*model, true, ids).loss)); // it does drop out
}

TEST_CASE("gradient_checkpointing needs less than half the memory of eight layers") {
    DecoderConfig config{.architecture = "LlamaForCausalLM",
                         .vocabSize = 50,
                         .hiddenSize = 64,
                         .intermediateSize = 192,
                         .layers = 8,
                         .heads = 4,
                         .kvHeads = 2,
                         .headDim = 16,
                         .maxPositions = 512};
    Decoder model(config, Placement{});
    model.initialise(1);
    for (auto &named : model.parameters()) named.tensor.requires_grad_(true);
    const at::Tensor ids = someIds(50, 8, 200);
    const Step kept = stepOf(model, false, ids), again = stepOf(model, true, ids);
    CAPTURE(kept.peak);
    CAPTURE(again.peak);
    CHECK(2 * again.peak < kept.peak);
}
