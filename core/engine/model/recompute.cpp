// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/recompute.h"
#include "core/engine/tensor/autocast.h"
#include <ATen/core/Generator.h>

namespace lapidary {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using Block = std::function<at::Tensor(const at::Tensor &)>;

/// What autograd can keep for us.
struct KeptBlock : torch::CustomClassHolder {
    explicit KeptBlock(Block work) : block(std::move(work)) {}
    Block block;
};

at::Generator generatorOf(c10::Device device) {
    return at::globalContext().defaultGenerator(device);
}

struct Recomputed : torch::autograd::Function<Recomputed> {
    /// `live` requires a gradient, so that there is a backward pass where the input needs none.
    static at::Tensor forward(AutogradContext *ctx, const at::Tensor &x, const at::Tensor &live, const Block &block) {
        static_cast<void>(live);
        ctx->save_for_backward({x});
        ctx->saved_data["block"] = c10::IValue::make_capsule(c10::make_intrusive<KeptBlock>(block));
        ctx->saved_data["bf16"] = at::autocast::is_autocast_enabled(x.device().type());
        ctx->saved_data["random"] = generatorOf(x.device()).get_state();
        const at::NoGradGuard noGrad;
        return block(x);
    }

    static variable_list backward(AutogradContext *ctx, variable_list grads) {
        const at::Tensor x = ctx->get_saved_variables()[0].detach().requires_grad_(true);
        const auto kept = ctx->saved_data["block"].toCapsule();
        at::Generator generator = generatorOf(x.device());
        const at::Tensor now = generator.get_state();
        generator.set_state(ctx->saved_data["random"].toTensor());
        at::Tensor y;
        {
            const at::AutoGradMode grad(true);
            const Autocast autocast(ctx->saved_data["bf16"].toBool(), x.device(), Autocast::Keep::Nothing);
            y = static_cast<KeptBlock &>(*kept).block(x);
        }
        generator.set_state(now);
        torch::autograd::backward({y}, {grads[0]});
        return {x.grad(), at::Tensor(), at::Tensor()};
    }
};

} // namespace

at::Tensor recomputed(Block block, const at::Tensor &x) {
    return Recomputed::apply(x, at::empty({0}, x.options()).requires_grad_(true), std::move(block));
}

} // namespace lapidary
