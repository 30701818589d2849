// SPDX-License-Identifier: Apache-2.0
// Legend: N tokens, I inputs, O outputs, R rank, g the gradient of y. y = x Wᵀ + b + s x Aᵀ Bᵀ; dx = g W + s g B A;
// dW = gᵀ x; dB = gᵀ (s x Aᵀ); dA = (s g B)ᵀ x.
#include "core/engine/model/joint_linear.h"
#include <ATen/autocast_mode.h>
#include <c10/core/InferenceMode.h>

namespace lapidary {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

const LoraTerm *termOf(const Linear &linear) {
    const auto active = [](const LoraTerm &term) { return term.adapter->weight != 0; };
    const auto found = std::find_if(linear.lora.begin(), linear.lora.end(), active);
    return found == linear.lora.end() ? nullptr : &*found;
}

bool isPlain(const LoraTerm &term) {
    const bool drops = term.adapter->training && term.adapter->dropout > 0;
    return !drops && !term.bias_O.defined() && !term.magnitude_O.defined() && term.a_RI.scalar_type() == at::kFloat &&
           term.b_OR.scalar_type() == at::kFloat;
}

bool canJoinOne(const Linear &linear) {
    if (linear.nf4 || linear.int8 || linear.weight_OI.scalar_type() != at::kFloat) return false;
    const auto active = std::count_if(linear.lora.begin(), linear.lora.end(),
                                      [](const LoraTerm &term) { return term.adapter->weight != 0; });
    return active == 0 || (active == 1 && isPlain(*termOf(linear)));
}

/// The tensors of one linear among those of all; -1 where it has none.
struct Places {
    int weight = -1, bias = -1, a = -1, b = -1;
    double scaling = 0;
};

struct Flattened {
    std::vector<Places> places{};
    std::vector<at::Tensor> tensors{};

    explicit Flattened(std::span<const Linear> linears) {
        for (const Linear &linear : linears) {
            Places at{.weight = add(linear.weight_OI)};
            if (linear.bias_O.defined()) at.bias = add(linear.bias_O);
            if (const LoraTerm *term = termOf(linear)) {
                at.a = add(term->a_RI);
                at.b = add(term->b_OR);
                at.scaling = term->scaling * term->adapter->weight;
            }
            places.push_back(at);
        }
    }

private:
    int add(const at::Tensor &tensor) {
        tensors.push_back(tensor);
        return static_cast<int>(tensors.size()) - 1;
    }
};

template <class List> const at::Tensor &take(const List &tensors, int place) {
    return tensors[static_cast<std::size_t>(place)];
}

at::Tensor lowOf(const Places &at, const at::TensorList &tensors, const at::Tensor &x_NI) {
    return at::mm(x_NI, take(tensors, at.a).t()).mul_(at.scaling);
}

/// One linear's output; `low_NR` is defined where it has a low-rank term.
at::Tensor outputOf(const Places &at, const at::TensorList &tensors, const at::Tensor &x_NI, const at::Tensor &low_NR) {
    const at::Tensor turned_IO = take(tensors, at.weight).t();
    at::Tensor y_NO = at.bias < 0 ? at::mm(x_NI, turned_IO) : at::addmm(take(tensors, at.bias), x_NI, turned_IO);
    if (low_NR.defined()) y_NO.addmm_(low_NR, take(tensors, at.b).t());
    return y_NO;
}

struct JointLinear : torch::autograd::Function<JointLinear> {
    static variable_list forward(AutogradContext *ctx, const at::Tensor &x_NI, at::TensorList tensors,
                                 const std::vector<Places> &places) {
        variable_list saved{x_NI}, outputs;
        saved.insert(saved.end(), tensors.begin(), tensors.end());
        std::vector<std::int64_t> numbers;
        std::vector<double> scalings;
        for (const Places &at : places) {
            const at::Tensor low_NR = at.a < 0 ? at::Tensor() : lowOf(at, tensors, x_NI);
            outputs.push_back(outputOf(at, tensors, x_NI, low_NR));
            if (low_NR.defined()) saved.push_back(low_NR);
            numbers.insert(numbers.end(), {at.weight, at.bias, at.a, at.b});
            scalings.push_back(at.scaling);
        }
        ctx->save_for_backward(std::move(saved));
        ctx->saved_data["places"] = std::move(numbers);
        ctx->saved_data["scalings"] = std::move(scalings);
        ctx->saved_data["tensors"] = static_cast<std::int64_t>(tensors.size());
        return outputs;
    }

    static variable_list backward(AutogradContext *ctx, variable_list grads) {
        const variable_list saved = ctx->get_saved_variables();
        const auto numbers = ctx->saved_data["places"].toIntVector();
        const auto scalings = ctx->saved_data["scalings"].toDoubleVector();
        const auto count = static_cast<std::size_t>(ctx->saved_data["tensors"].toInt());
        std::size_t nextLow = 1 + count;
        variable_list out(1 + count + 1); // the input, the tensors, the places
        for (std::size_t i = 0; i < scalings.size(); ++i) {
            const auto at = [&](std::size_t which) { return static_cast<int>(numbers[4 * i + which]); };
            const Places places{at(0), at(1), at(2), at(3), scalings[i]};
            const at::Tensor low_NR = places.a < 0 ? at::Tensor() : saved[nextLow++];
            if (grads[i].defined()) differentiate(ctx, saved, places, low_NR, grads[i], out);
        }
        return out;
    }

private:
    static void differentiate(AutogradContext *ctx, const variable_list &saved, const Places &at,
                              const at::Tensor &low_NR, const at::Tensor &g_NO, variable_list &out) {
        const at::Tensor &x_NI = saved[0];
        const auto slot = [](int place) { return static_cast<std::size_t>(place) + 1; };
        const auto needs = [&](int place) { return place >= 0 && ctx->needs_input_grad(slot(place)); };
        const auto addTo = [&](const at::Tensor &left, const at::Tensor &right) {
            if (!ctx->needs_input_grad(0)) return;
            if (out[0].defined())
                out[0].addmm_(left, right);
            else
                out[0] = at::mm(left, right);
        };
        addTo(g_NO, saved[slot(at.weight)]);
        if (needs(at.weight)) out[slot(at.weight)] = at::mm(g_NO.t(), x_NI);
        if (needs(at.bias)) out[slot(at.bias)] = g_NO.sum(0);
        if (at.a < 0) return;
        const at::Tensor dLow_NR = at::mm(g_NO, saved[slot(at.b)]).mul_(at.scaling);
        addTo(dLow_NR, saved[slot(at.a)]);
        if (needs(at.a)) out[slot(at.a)] = at::mm(dLow_NR.t(), x_NI);
        if (needs(at.b)) out[slot(at.b)] = at::mm(g_NO.t(), low_NR);
    }
};

} // namespace

bool canJoin(std::span<const Linear> linears, const at::Tensor &x) {
    return x.device().is_cpu() && x.scalar_type() == at::kFloat && !at::autocast::is_autocast_enabled(at::kCPU) &&
           std::all_of(linears.begin(), linears.end(), canJoinOne);
}

std::vector<at::Tensor> joint(std::span<const Linear> linears, const at::Tensor &x) {
    const Flattened all(linears);
    const at::Tensor x_NI = x.reshape({-1, x.size(-1)});
    std::vector<at::Tensor> outputs;
    if (at::GradMode::is_enabled() && !c10::InferenceMode::is_enabled())
        outputs = JointLinear::apply(x_NI, at::TensorList(all.tensors), all.places);
    else
        for (const Places &at : all.places)
            outputs.push_back(outputOf(at, all.tensors, x_NI, at.a < 0 ? at::Tensor() : lowOf(at, all.tensors, x_NI)));
    std::vector<std::int64_t> sizes = x.sizes().vec();
    for (at::Tensor &y : outputs) {
        sizes.back() = y.size(1);
        y = y.view(sizes);
    }
    return outputs;
}

std::vector<at::Tensor> applyAll(std::span<const Linear> linears, const at::Tensor &x) {
    if (canJoin(linears, x)) return joint(linears, x);
    std::vector<at::Tensor> outputs;
    for (const Linear &linear : linears) outputs.push_back(linear(x));
    return outputs;
}

} // namespace lapidary
