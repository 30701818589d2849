// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/linear.h"
#include "core/engine/model/int8.h"
#include "core/engine/model/joint_linear.h"
#include "core/engine/model/nf4.h"
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

namespace lapidary {
namespace {

at::Tensor plain(const Linear &linear, const at::Tensor &x, const at::Tensor &bias) {
    if (linear.nf4) return nf4Linear(x, *linear.nf4, bias);
    return at::linear(x, linear.int8 ? dequantize(*linear.int8, x.scalar_type()) : linear.weight_OI, bias);
}

const at::Tensor &normOf(const LoraTerm &term, const Linear &linear, at::Tensor &fresh) {
    if (term.norm_O.defined()) return term.norm_O;
    const bool fixed = !term.a_RI.requires_grad() && !term.b_OR.requires_grad();
    at::Tensor &norm = fixed ? term.norm_O : fresh;
    const c10::InferenceMode kept(false); // may be used again where gradients are wanted
    norm = doraNorm(linear.weight(), term.a_RI, term.b_OR, term.scaling);
    return norm;
}

/// What a term adds to y = W x + b, before its adapter's weight.
at::Tensor addedBy(const LoraTerm &term, const Linear &linear, const at::Tensor &x, const at::Tensor &y) {
    at::Tensor in = x.to(term.a_RI.scalar_type());
    const bool dropped = term.adapter->training && term.adapter->dropout > 0;
    if (dropped) in = at::dropout(in, term.adapter->dropout, true);
    at::Tensor low = at::linear(at::linear(in, term.a_RI), term.b_OR, term.bias_O) * term.scaling;
    if (!term.magnitude_O.defined()) return low;
    at::Tensor base = y; // the base's share without its bias; PEFT computes it anew from what dropout leaves
    if (dropped)
        base = plain(linear, in.to(x.scalar_type()), {});
    else if (linear.bias_O.defined())
        base = y - linear.bias_O;
    at::Tensor fresh;
    const at::Tensor scale = term.magnitude_O / normOf(term, linear, fresh);
    return (scale - 1) * base + scale * low;
}

} // namespace

at::Tensor doraNorm(const at::Tensor &weight_OI, const at::Tensor &a_RI, const at::Tensor &b_OR, double scaling) {
    const at::NoGradGuard noGrad;
    return at::linalg_vector_norm(weight_OI.to(at::kFloat) + scaling * at::matmul(b_OR, a_RI), 2, at::IntArrayRef{1});
}

Linear makeLinear(std::string path, std::int64_t out, std::int64_t in, bool bias, const at::TensorOptions &options) {
    Linear linear{.path = std::move(path), .weight_OI = at::empty({out, in}, options)};
    if (bias) linear.bias_O = at::zeros({out}, options);
    return linear;
}

at::Tensor Linear::weight() const {
    if (nf4) return dequantize(*nf4);
    return int8 ? dequantize(*int8, at::kFloat) : weight_OI;
}
std::int64_t Linear::outputs() const {
    return nf4 ? nf4->outputs : (int8 ? int8->q_OI : weight_OI).size(0);
}
std::int64_t Linear::inputs() const {
    return nf4 ? nf4->inputs : (int8 ? int8->q_OI : weight_OI).size(1);
}

at::Tensor Linear::operator()(const at::Tensor &x) const {
    const bool bare = lora.empty() && !at::GradMode::is_enabled(); // the same product with less about it
    if (!bare && canJoin({this, 1}, x)) return joint({this, 1}, x)[0];
    const at::Tensor base = plain(*this, x, bias_O);
    at::Tensor y = base;
    for (const auto &term : lora) {
        if (term.adapter->weight == 0) continue;
        at::Tensor added = addedBy(term, *this, x, base);
        if (term.adapter->weight != 1) added = added * term.adapter->weight;
        y = y + added.to(y.scalar_type());
    }
    return y;
}

} // namespace lapidary
