// SPDX-License-Identifier: Apache-2.0
// Legend: P shares, O outputs, g their gradient. dV = Pᵀ g; dS = P (g Vᵀ - Σ g O); dQ = dS K; dK = dSᵀ Q, and a capped
// score passes on 1 - (score / cap)² of its gradient.
#include "core/engine/kernels/segment_blocks.h"
#include "core/engine/kernels/vectorised.h"

namespace lapidary {
namespace {

/// Of one row: scores become shares, and their gradients those of the products.
struct RowOfScores {
    float logSum, delta, scale, softcap;
};

LAPIDARY_VECTORISED void differentiateRow(float *scores, float *gradients, std::int64_t count, const RowOfScores &of) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) {
        const float share = expOf(scores[i] - of.logSum);
        gradients[i] = share * (gradients[i] - of.delta) * of.scale;
        scores[i] = share;
    }
}

LAPIDARY_VECTORISED void differentiateCappedRow(float *scores, float *gradients, std::int64_t count,
                                                const RowOfScores &of) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) {
        const float turned = tanhOf(scores[i] / of.softcap);
        const float share = expOf(of.softcap * turned - of.logSum);
        gradients[i] = share * (gradients[i] - of.delta) * of.scale * (1.0f - turned * turned);
        scores[i] = share;
    }
}

LAPIDARY_VECTORISED float dot(const float *a, const float *b, std::int64_t count) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < count; ++i) sum += a[i] * b[i];
    return sum;
}

/// The gradient of one segment at one key-value head.
class SegmentGradient {
public:
    SegmentGradient(const SegmentProblem &problem, const Segment &segment, std::int64_t kvHead)
        : problem_(problem), segment_(segment), before_(problem.lengthBefore(segment)), kvHead_(kvHead) {}

    void compute() {
        seen_.gather(problem_, segment_, kvHead_, true);
        dKeys_.resize(before_ + segment_.length, problem_.headDim);
        dValues_.resize(before_ + segment_.length, problem_.headDim);
        for (std::int64_t n = kvHead_ * problem_.group(); n < (kvHead_ + 1) * problem_.group(); ++n)
            for (const QueryBlock &block : queryBlocks(segment_, before_)) addBlock(block, n);
        addRows(problem_.dk, dKeys_);
        addRows(problem_.dv, dValues_);
    }

private:
    void addBlock(const QueryBlock &block, std::int64_t head) {
        const std::int64_t H = problem_.headDim;
        takeHeads(q_, problem_.q, segment_, head, block, H);
        takeHeads(g_, problem_.dOut, segment_, head, block, H);
        scores_.resize(block.rows, block.seen);
        dScores_.resize(block.rows, block.seen);
        product(scores_, q_, seen_.keysTurned, block.rows, block.seen, H);
        product(dScores_, g_, seen_.valuesTurned, block.rows, block.seen, H);
        for (std::int64_t r = 0; r < block.rows; ++r) differentiate(block, head, r);
        dq_.resize(block.rows, H);
        product(dq_, dScores_, seen_.keys, block.rows, dq_.stride, block.seen);
        addTransposedProduct(dKeys_, dScores_, q_, block.seen, dKeys_.stride, block.rows);
        addTransposedProduct(dValues_, scores_, g_, block.seen, dValues_.stride, block.rows);
        for (std::int64_t r = 0; r < block.count; ++r)
            std::copy_n(dq_.row(r), H, problem_.dq.at(segment_.row, head, segment_.begin + block.begin + r));
    }

    void differentiate(const QueryBlock &block, std::int64_t head, std::int64_t r) {
        float *scores = scores_.row(r), *gradients = dScores_.row(r);
        const bool real = r < block.count;
        const std::int64_t first = real ? block.first(r, before_, problem_.scores.window) : 0,
                           end = real ? block.end(r, before_) : 0;
        for (float *row : {scores, gradients}) {
            std::fill(row, row + first, 0.0f);
            std::fill(row + end, row + block.seen, 0.0f);
        }
        if (!real) return;
        const std::int64_t token = segment_.begin + block.begin + r;
        const auto scale = static_cast<float>(problem_.scores.scale),
                   softcap = static_cast<float>(problem_.scores.softcap);
        for (std::int64_t i = first; i < end; ++i) scores[i] *= scale;
        const RowOfScores of{.logSum = problem_.logSum(segment_.row, token, head),
                             .delta = dot(g_.row(r), problem_.out.at(segment_.row, head, token), problem_.headDim),
                             .scale = scale,
                             .softcap = softcap};
        if (softcap > 0)
            differentiateCappedRow(scores + first, gradients + first, end - first, of);
        else
            differentiateRow(scores + first, gradients + first, end - first, of);
    }

    /// What is before the segment gets a share of the gradient from all that go on from it.
    void addRows(const HeadsOf<float> &to, const Filled &from) {
        const auto add = [&](const Segment &segment, std::int64_t at) {
            for (std::int64_t t = 0; t < segment.length; ++t) {
                float *row = to.at(segment.row, kvHead_, segment.begin + t);
                for (std::int64_t h = 0; h < problem_.headDim; ++h) row[h] += from.row(at + t)[h];
            }
        };
        if (const Segment *prompt = problem_.before(segment_)) add(*prompt, 0);
        add(segment_, before_);
    }

    const SegmentProblem &problem_;
    const Segment &segment_;
    std::int64_t before_, kvHead_;
    SeenByHead seen_{};
    Filled q_{}, g_{}, scores_{}, dScores_{}, dq_{}, dKeys_{}, dValues_{};
};

} // namespace

void differentiateSegments(const SegmentProblem &problem, const std::vector<std::size_t> &family, std::int64_t kvHead) {
    for (const std::size_t s : family) SegmentGradient(problem, problem.segments[s], kvHead).compute();
}

} // namespace lapidary
