// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/segment_blocks.h"
#include "core/engine/kernels/vectorised.h"
#include <cmath>

namespace lapidary {
namespace {

constexpr std::int64_t kQueriesAtOnce = 32;

LAPIDARY_VECTORISED void cap(float *scores, std::int64_t count, float most) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) scores[i] = most * tanhOf(scores[i] / most);
}

/// Scores become shares of their sum; gives the logarithm of that sum.
LAPIDARY_VECTORISED float softmax(float *scores, std::int64_t count) {
    const float most = largestOf(scores, count);
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < count; ++i) {
        scores[i] = expOf(scores[i] - most);
        sum += scores[i];
    }
    const float share = 1.0f / sum;
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) scores[i] *= share;
    return most + std::log(sum);
}

void copyRows(Filled &to, std::int64_t at, const HeadsOf<const float> &from, const Segment &segment, std::int64_t head,
              std::int64_t headDim) {
    for (std::int64_t t = 0; t < segment.length; ++t)
        std::copy_n(from.at(segment.row, head, segment.begin + t), headDim, to.row(at + t));
}

void turn(Filled &to, const Filled &from, std::int64_t rows, std::int64_t columns) {
    to.resize(columns, rows);
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c) to.row(c)[r] = from.row(r)[c];
}

} // namespace

void SeenByHead::gather(const SegmentProblem &problem, const Segment &segment, std::int64_t kvHead, bool forGradient) {
    const std::int64_t before = problem.lengthBefore(segment), all = before + segment.length, H = problem.headDim;
    for (auto [to, from] : {std::pair{&keys, &problem.k}, {&values, &problem.v}}) {
        to->resize(all, H);
        if (const Segment *prompt = problem.before(segment)) copyRows(*to, 0, *from, *prompt, kvHead, H);
        copyRows(*to, before, *from, segment, kvHead, H);
    }
    turn(keysTurned, keys, all, H);
    if (forGradient) turn(valuesTurned, values, all, H);
}

std::vector<QueryBlock> queryBlocks(const Segment &segment, std::int64_t before) {
    std::vector<QueryBlock> blocks;
    for (std::int64_t begin = 0; begin < segment.length; begin += kQueriesAtOnce) {
        const std::int64_t count = std::min(kQueriesAtOnce, segment.length - begin);
        blocks.push_back({begin, count, filledUp(count, kRowsAtOnce), filledUp(before + begin + count, kLanes)});
    }
    return blocks;
}

void takeHeads(Filled &to, const HeadsOf<const float> &from, const Segment &segment, std::int64_t head,
               const QueryBlock &block, std::int64_t headDim, float factor) {
    to.resize(block.rows, headDim);
    for (std::int64_t r = 0; r < block.count; ++r) {
        const float *row = from.at(segment.row, head, segment.begin + block.begin + r);
        for (std::int64_t h = 0; h < headDim; ++h) to.row(r)[h] = factor * row[h];
    }
}

void attendSegment(const SegmentProblem &problem, const Segment &segment, std::int64_t kvHead) {
    const std::int64_t H = problem.headDim, before = problem.lengthBefore(segment);
    const auto softcap = static_cast<float>(problem.scores.softcap);
    SeenByHead seen;
    seen.gather(problem, segment, kvHead, false);
    Filled q, scores, out;
    for (std::int64_t n = kvHead * problem.group(); n < (kvHead + 1) * problem.group(); ++n)
        for (const QueryBlock &block : queryBlocks(segment, before)) {
            takeHeads(q, problem.q, segment, n, block, H, static_cast<float>(problem.scores.scale));
            scores.resize(block.rows, block.seen);
            product(scores, q, seen.keysTurned, block.rows, block.seen, H);
            for (std::int64_t r = 0; r < block.rows; ++r) {
                float *row = scores.row(r);
                const bool real = r < block.count;
                const std::int64_t first = real ? block.first(r, before, problem.scores.window) : 0,
                                   end = real ? block.end(r, before) : 0;
                std::fill(row, row + first, 0.0f);
                std::fill(row + end, row + block.seen, 0.0f);
                if (!real) continue;
                if (softcap > 0) cap(row + first, end - first, softcap);
                problem.logSum(segment.row, segment.begin + block.begin + r, n) = softmax(row + first, end - first);
            }
            out.resize(block.rows, H);
            product(out, scores, seen.values, block.rows, out.stride, block.seen);
            for (std::int64_t r = 0; r < block.count; ++r)
                std::copy_n(out.row(r), H, problem.y.at(segment.row, n, segment.begin + block.begin + r));
        }
}

} // namespace lapidary
