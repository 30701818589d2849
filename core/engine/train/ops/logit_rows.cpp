// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/logit_rows.h"
#include "core/engine/kernels/vectorised.h"
#include <ATen/Parallel.h>
#include <cmath>
#include <limits>

namespace lapidary {
namespace {

LAPIDARY_VECTORISED void scaleRow(float *row, std::int64_t count, float softcap, float divisor) {
    if (softcap > 0) {
#pragma omp simd
        for (std::int64_t i = 0; i < count; ++i) row[i] = softcap * tanhOf(row[i] / softcap);
    }
    if (divisor == 1) return;
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) row[i] /= divisor;
}

struct RowSums {
    float most = -std::numeric_limits<float>::infinity();
    float exponentials = 0, weighed = 0, plain = 0, squares = 0; ///< Σ e, Σ e x, Σ x, Σ e² with e = exp(x - most)
};

LAPIDARY_VECTORISED RowSums sumsOf(const float *row, std::int64_t count, bool all) {
    const float most = largestOf(row, count);
    float exponentials = 0, weighed = 0, plain = 0, squares = 0;
    // Both loops add the exponentials in the same order, so that a score is the same with the rest and without.
    if (!all) {
#pragma omp simd simdlen(16) reduction(+ : exponentials)
        for (std::int64_t i = 0; i < count; ++i) exponentials += expOf(row[i] - most);
        return {most, exponentials, 0, 0, 0};
    }
#pragma omp simd simdlen(16) reduction(+ : exponentials, weighed, plain, squares)
    for (std::int64_t i = 0; i < count; ++i) {
        const float e = expOf(row[i] - most);
        exponentials += e;
        weighed += e * (row[i] - most);
        plain += row[i];
        squares += e * e;
    }
    return {most, exponentials, weighed, plain, squares};
}

LAPIDARY_VECTORISED void differentiateRow(float *row, std::int64_t count, float logSum, float factor) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) row[i] = -factor * expOf(row[i] - logSum);
}

/// As above, where the cap passes on 1 - (capped / cap)² of a gradient.
LAPIDARY_VECTORISED void differentiateCappedRow(float *row, std::int64_t count, float logSum, float factor,
                                                float divisorByCap) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) {
        const float turned = row[i] * divisorByCap;
        row[i] = -factor * expOf(row[i] - logSum) * (1.0f - turned * turned);
    }
}

/// The same with the entropy's part; `spread` is its factor. Without a cap divisorByCap is 0.
LAPIDARY_VECTORISED void differentiateWithEntropy(float *row, std::int64_t count, float logSum, float factor,
                                                  float spread, float entropy, float divisorByCap) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) {
        const float turned = row[i] * divisorByCap, logp = row[i] - logSum;
        row[i] = -(factor + spread * (logp + entropy)) * expOf(logp) * (1.0f - turned * turned);
    }
}

constexpr std::int64_t kNumbersPerTask = 16384;

template <class Work> void forEachRow(const at::Tensor &chunk_CV, const Work &work) {
    const std::int64_t V = chunk_CV.size(1);
    float *data = chunk_CV.data_ptr<float>();
    at::parallel_for(0, chunk_CV.size(0), std::max<std::int64_t>(1, kNumbersPerTask / V),
                     [&](std::int64_t begin, std::int64_t end) {
                         for (std::int64_t r = begin; r < end; ++r) work(r, data + r * V, V);
                     });
}

} // namespace

LogitRows::LogitRows(const at::Tensor &targets, const LogitScale &scale, bool withEntropy)
    : targets_N(targets), scale_(scale), withEntropy_(withEntropy) {
    const at::TensorOptions options = targets.options().dtype(at::kFloat);
    logp_N = at::empty(targets.sizes(), options);
    logSum_N = at::empty(targets.sizes(), options);
    entropy_N = at::empty(withEntropy ? targets.sizes() : at::IntArrayRef{0}, options);
    meanLogit_N = at::empty(withEntropy ? targets.sizes() : at::IntArrayRef{0}, options);
    logSumSq_N = at::empty(withEntropy ? targets.sizes() : at::IntArrayRef{0}, options);
    correct_N = at::empty(targets.sizes(), options.dtype(at::kBool));
}

void LogitRows::scale(at::Tensor &chunk_CV) const {
    const auto softcap = static_cast<float>(scale_.softcap), divisor = static_cast<float>(scale_.temperature);
    if (softcap == 0 && divisor == 1) return;
    forEachRow(chunk_CV, [&](std::int64_t, float *row, std::int64_t V) { scaleRow(row, V, softcap, divisor); });
}

void LogitRows::score(at::Tensor &chunk_CV, std::int64_t begin) {
    scale(chunk_CV);
    const std::int64_t *targets = targets_N.const_data_ptr<std::int64_t>();
    float *logp = logp_N.data_ptr<float>(), *logSum = logSum_N.data_ptr<float>(),
          *entropy = entropy_N.data_ptr<float>(), *mean = meanLogit_N.data_ptr<float>(),
          *logSumSq = logSumSq_N.data_ptr<float>();
    bool *correct = correct_N.data_ptr<bool>();
    forEachRow(chunk_CV, [&](std::int64_t r, const float *row, std::int64_t V) {
        const std::int64_t n = begin + r;
        const RowSums sums = sumsOf(row, V, withEntropy_);
        const float logOfSum = std::log(sums.exponentials);
        logSum[n] = sums.most + logOfSum;
        logp[n] = row[targets[n]] - sums.most - logOfSum;
        correct[n] = std::find(row, row + V, sums.most) - row == targets[n];
        if (!withEntropy_) return;
        entropy[n] = logOfSum - sums.weighed / sums.exponentials;
        mean[n] = sums.plain / static_cast<float>(V);
        logSumSq[n] = std::log(sums.squares) - 2 * logOfSum;
    });
}

void LogitRows::differentiate(at::Tensor &chunk_CV, std::int64_t begin, const at::Tensor &coefficients_N,
                              const at::Tensor &ofEntropy_N) const {
    const std::int64_t *targets = targets_N.const_data_ptr<std::int64_t>();
    const float *logSum = logSum_N.const_data_ptr<float>(),
                *coefficients = coefficients_N.defined() ? coefficients_N.const_data_ptr<float>() : nullptr,
                *ofEntropy = ofEntropy_N.defined() ? ofEntropy_N.const_data_ptr<float>() : nullptr,
                *entropy = ofEntropy ? entropy_N.const_data_ptr<float>() : nullptr;
    const auto softcap = static_cast<float>(scale_.softcap), divisor = static_cast<float>(scale_.temperature);
    forEachRow(chunk_CV, [&](std::int64_t r, float *row, std::int64_t V) {
        const std::int64_t n = begin + r;
        const float factor = (coefficients ? coefficients[n] : 1.0f) / divisor;
        float &target = row[targets[n]];
        const float turned = softcap > 0 ? target * divisor / softcap : 0.0f;
        if (ofEntropy)
            differentiateWithEntropy(row, V, logSum[n], factor, ofEntropy[n] / divisor, entropy[n],
                                     softcap > 0 ? divisor / softcap : 0.0f);
        else if (softcap > 0)
            differentiateCappedRow(row, V, logSum[n], factor, divisor / softcap);
        else
            differentiateRow(row, V, logSum[n], factor);
        target += factor * (1.0f - turned * turned);
    });
}

} // namespace lapidary
