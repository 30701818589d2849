// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/direct_product.h"

namespace lapidary {
namespace {

using std::int64_t;

/// Outputs of a task, and tokens that are rounded together, come in so many.
constexpr int64_t kSide = 16;
/// Numbers of a matrix that a task takes at most, so that they stay near while its tokens are looped over.
constexpr int64_t kTaskNumbers = 1 << 16;

int64_t upTo(int64_t n, int64_t side) {
    return (n + side - 1) / side * side;
}

} // namespace

void addNumbers(const Numbers &of, int64_t from, int64_t size, float *y) {
    if (!of.data) return;
    const auto add = [&](const auto *numbers) {
        for (int64_t i = 0; i < size; ++i) y[i] += numbers[i];
    };
    if (of.stored == Stored::F32)
        add(static_cast<const float *>(of.data) + from);
    else
        add(static_cast<const c10::BFloat16 *>(of.data) + from);
}

/// Rounds the vectors where a matrix wants that, and multiplies them with the A of every low-rank term.
void Products::prepare(Inputs &x, const std::vector<ProductTo> &all) const {
    bool rounds = false;
    int64_t ranks = 0;
    for (const auto &each : all) {
        rounds |= kernels_.roundsInputs && each.product->matrix.weights.stored == Stored::Bf16;
        for (const auto &term : each.product->lora) ranks += term.a.outputs;
    }
    if (rounds) {
        x.bf16 = rounded_.of(upTo(x.tokens, kSide) * x.inputs);
        team_.split(x.tokens, 2 * x.inputs, kSide, [&](int64_t begin, int64_t end) { kernels_.round(x, begin, end); });
    }
    if (ranks == 0) return;
    float *low = low_.of(ranks * x.tokens);
    for (const auto &each : all)
        for (const auto &term : each.product->lora) {
            const int64_t rank = term.a.outputs;
            team_.split(x.tokens, rank * x.inputs, 1, [&](int64_t begin, int64_t end) {
                const Inputs part{.f32 = x.f32 + begin * x.inputs, .tokens = end - begin, .inputs = x.inputs};
                kernels_.product(term.a, 0, rank, part, low + begin * rank, rank);
            });
            low += rank * x.tokens;
        }
}

/// Outputs of a task: enough to be worth telling, a share for every thread, and no more weights than stay near.
int64_t Products::partOf(const Inputs &x, const std::vector<ProductTo> &all) const {
    int64_t outputs = 0;
    for (const auto &each : all) outputs += each.product->matrix.outputs;
    const int64_t near = std::max(2 * kSide, kTaskNumbers / x.inputs);
    if (team_.threads() == 1) return upTo(near, 2 * kSide);
    const int64_t enough = Team::kTaskWork / (x.inputs * x.tokens) + 1,
                  share = outputs / (int64_t{4} * team_.threads());
    return upTo(std::clamp(share, std::min(enough, near), near), 2 * kSide);
}

void Products::make(const Inputs &x, const std::vector<ProductTo> &all, std::size_t which, int64_t begin,
                    int64_t end) const {
    const ProductTo &to = all[which];
    const int64_t width = end - begin;
    kernels_.product(to.product->matrix, begin, end, x, to.y, to.stride);
    for (int64_t m = 0; m < x.tokens; ++m) addNumbers(to.product->bias, begin, width, to.y + m * to.stride + begin);
    if (to.product->lora.empty()) return;
    const float *low = low_.data();
    for (std::size_t before = 0; before < which; ++before)
        for (const auto &term : all[before].product->lora) low += term.a.outputs * x.tokens;
    thread_local Room<float> added;
    for (const auto &term : to.product->lora) {
        float *sum = added.of(width * x.tokens);
        kernels_.product(term.b, begin, end, {.f32 = low, .tokens = x.tokens, .inputs = term.b.inputs}, sum - begin,
                         width);
        for (int64_t m = 0; m < x.tokens; ++m) {
            addNumbers(term.bias, begin, width, sum + m * width);
            float *y = to.y + m * to.stride + begin;
            for (int64_t o = 0; o < width; ++o) y[o] += term.scale * sum[m * width + o];
        }
        low += term.a.outputs * x.tokens;
    }
}

} // namespace lapidary
