// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/kernels/segment_attention.h"
#include "core/engine/kernels/small_products.h"

// Legend: N query heads, K key-value heads, S tokens that a segment sees, H head size.
namespace lapidary {

/// Where the heads of a tensor [B, heads, T, H] lie.
template <class Number> struct HeadsOf {
    Number *data = nullptr;
    std::int64_t perRow = 0, perHead = 0, perToken = 0;
    Number *at(std::int64_t row, std::int64_t head, std::int64_t token) const {
        return data + row * perRow + head * perHead + token * perToken;
    }
};

/// What the tasks of one attention share. Writing tasks never meet: each has heads of its own.
struct SegmentProblem {
    const std::vector<Segment> &segments;
    SegmentScores scores;
    std::int64_t heads = 0, kvHeads = 0, headDim = 0, tokens = 0;
    HeadsOf<const float> q{}, k{}, v{}, out{}, dOut{};
    float *logSums = nullptr; ///< [B, T, N]: of the exponentials of a token's scores
    HeadsOf<float> y{}, dq{}, dk{}, dv{};

    std::int64_t group() const { return heads / kvHeads; }
    const Segment *before(const Segment &s) const { return s.behind < 0 ? nullptr : &segments[std::size_t(s.behind)]; }
    std::int64_t lengthBefore(const Segment &s) const { return s.behind < 0 ? 0 : before(s)->length; }
    float &logSum(std::int64_t row, std::int64_t token, std::int64_t head) const {
        return logSums[(row * tokens + token) * heads + head];
    }
};

/// The keys and values that a segment sees at one key-value head, those before it first.
struct SeenByHead {
    Filled keys{}, keysTurned{}, values{}, valuesTurned{}; ///< [S, H] and [H, S]
    void gather(const SegmentProblem &problem, const Segment &segment, std::int64_t kvHead, bool forGradient);
};

/// The queries of a segment that are taken at a time, and what they see.
struct QueryBlock {
    std::int64_t begin = 0, count = 0; ///< of the segment's tokens
    std::int64_t rows = 0, seen = 0;   ///< filled up
    /// First token that query `r` sees, and the one behind the last, counted over all that the segment sees.
    std::int64_t first(std::int64_t r, std::int64_t before, std::int64_t window) const {
        const std::int64_t place = before + begin + r;
        return window > 0 && place + 1 > window ? place + 1 - window : 0;
    }
    std::int64_t end(std::int64_t r, std::int64_t before) const { return before + begin + r + 1; }
};
std::vector<QueryBlock> queryBlocks(const Segment &segment, std::int64_t before);

/// Copies the heads of a block's tokens to the top of `to`, times `factor`; the rest of its rows become 0.
void takeHeads(Filled &to, const HeadsOf<const float> &from, const Segment &segment, std::int64_t head,
               const QueryBlock &block, std::int64_t headDim, float factor = 1);

/// The output of one segment at the query heads of one key-value head.
void attendSegment(const SegmentProblem &problem, const Segment &segment, std::int64_t kvHead);
/// The gradients of segments that see the same keys, one after the other.
void differentiateSegments(const SegmentProblem &problem, const std::vector<std::size_t> &family, std::int64_t kvHead);

} // namespace lapidary
