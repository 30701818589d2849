// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/adamw_pass.h"
#include "core/engine/kernels/vectorised.h"
#include <ATen/Parallel.h>
#include <cmath>
#include <functional>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::int64_t kPiece = 1 << 15; ///< numbers that one thread takes at a time

/// Of one tensor: what the formula multiplies with.
struct Factors {
    float factor, decay, beta2, newMean, newSquare, stepSize, root, epsilon;
};

Factors factorsOf(const AdamWTensor &tensor, const AdamWSettings &s) {
    return {static_cast<float>(s.factor),
            static_cast<float>(s.learningRate * tensor.weightDecay),
            static_cast<float>(s.beta2),
            static_cast<float>(1 - s.beta1), // from the exact numbers: 1 - 0.999f is off in the fifth digit
            static_cast<float>(1 - s.beta2),
            static_cast<float>(s.learningRate / (1 - std::pow(s.beta1, tensor.step))),
            static_cast<float>(std::sqrt(1 - std::pow(s.beta2, tensor.step))),
            static_cast<float>(s.epsilon)};
}

LAPIDARY_VECTORISED void update(float *parameter, const float *gradient, float *mean, float *square, std::int64_t count,
                                const Factors &f) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = f.factor * gradient[i];
        const float m = mean[i] + f.newMean * (g - mean[i]), s = f.beta2 * square[i] + f.newSquare * g * g;
        mean[i] = m;
        square[i] = s;
        parameter[i] = parameter[i] - f.decay * parameter[i] - f.stepSize * m / (std::sqrt(s) / f.root + f.epsilon);
    }
}

LAPIDARY_VECTORISED float squares(const float *x, std::int64_t count) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < count; ++i) sum += x[i] * x[i];
    return sum;
}

struct Piece {
    std::size_t tensor = 0;
    std::int64_t begin = 0, count = 0;
};

std::vector<Piece> piecesOf(std::size_t tensors, const std::function<std::int64_t(std::size_t)> &size) {
    std::vector<Piece> out;
    for (std::size_t t = 0; t < tensors; ++t)
        for (std::int64_t begin = 0; begin < size(t); begin += kPiece)
            out.push_back({t, begin, std::min(kPiece, size(t) - begin)});
    return out;
}

} // namespace

bool canPassOver(const at::Tensor &tensor) {
    return tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_contiguous();
}

void adamwPass(const std::vector<AdamWTensor> &tensors, const AdamWSettings &settings) {
    const auto pieces = piecesOf(tensors.size(), [&](std::size_t t) { return tensors[t].parameter.numel(); });
    at::parallel_for(0, static_cast<std::int64_t>(pieces.size()), 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i) {
            const Piece &piece = pieces[static_cast<std::size_t>(i)];
            const AdamWTensor &tensor = tensors[piece.tensor];
            update(tensor.parameter.data_ptr<float>() + piece.begin,
                   tensor.gradient.const_data_ptr<float>() + piece.begin, tensor.mean.data_ptr<float>() + piece.begin,
                   tensor.square.data_ptr<float>() + piece.begin, piece.count, factorsOf(tensor, settings));
        }
    });
}

double sumOfSquares(const std::vector<at::Tensor> &tensors) {
    const auto pieces = piecesOf(tensors.size(), [&](std::size_t t) { return tensors[t].numel(); });
    std::vector<double> sums(pieces.size());
    at::parallel_for(0, static_cast<std::int64_t>(pieces.size()), 1, [&](std::int64_t first, std::int64_t last) {
        for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i)
            sums[i] = squares(tensors[pieces[i].tensor].const_data_ptr<float>() + pieces[i].begin, pieces[i].count);
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

} // namespace lapidary
