// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/segment_attention.h"
#include "core/engine/kernels/segment_blocks.h"
#include <ATen/Parallel.h>
#include <map>

namespace lapidary {
namespace {

template <class Number> HeadsOf<Number> headsOf(const at::Tensor &x_BNTH) {
    Number *data = nullptr;
    if constexpr (std::is_const_v<Number>)
        data = x_BNTH.const_data_ptr<float>();
    else
        data = x_BNTH.data_ptr<float>();
    return {data, x_BNTH.stride(0), x_BNTH.stride(1), x_BNTH.stride(2)};
}

/// The layout that the projection behind attention reads without a copy.
at::Tensor zerosLike(const at::Tensor &x_BNTH) {
    return at::zeros({x_BNTH.size(0), x_BNTH.size(2), x_BNTH.size(1), x_BNTH.size(3)}, x_BNTH.options())
        .transpose(1, 2);
}

SegmentProblem problemOf(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &logSums,
                         const std::vector<Segment> &segments, const SegmentScores &scores) {
    SegmentProblem problem{.segments = segments,
                           .scores = scores,
                           .heads = q.size(1),
                           .kvHeads = k.size(1),
                           .headDim = q.size(3),
                           .tokens = q.size(2)};
    problem.q = headsOf<const float>(q);
    problem.k = headsOf<const float>(k);
    problem.v = headsOf<const float>(v);
    problem.logSums = logSums.data_ptr<float>();
    return problem;
}

/// Segments that see the same keys, which one task must therefore differentiate.
std::vector<std::vector<std::size_t>> families(const std::vector<Segment> &segments) {
    std::map<std::size_t, std::vector<std::size_t>> byFirst;
    for (std::size_t i = 0; i < segments.size(); ++i)
        byFirst[segments[i].behind < 0 ? i : static_cast<std::size_t>(segments[i].behind)].push_back(i);
    std::vector<std::vector<std::size_t>> out;
    for (auto &[first, members] : byFirst) out.push_back(std::move(members));
    return out;
}

struct SegmentAttention : torch::autograd::Function<SegmentAttention> {
    static at::Tensor forward(torch::autograd::AutogradContext *ctx, const at::Tensor &q, const at::Tensor &k,
                              const at::Tensor &v, const std::vector<Segment> *segments, const SegmentScores *scores) {
        at::Tensor y = zerosLike(q), logSums = at::zeros({q.size(0), q.size(2), q.size(1)}, q.options());
        SegmentProblem problem = problemOf(q, k, v, logSums, *segments, *scores);
        problem.y = headsOf<float>(y);
        const std::int64_t K = k.size(1);
        at::parallel_for(0, static_cast<std::int64_t>(segments->size()) * K, 1, [&](auto begin, auto end) {
            for (std::int64_t i = begin; i < end; ++i)
                attendSegment(problem, (*segments)[static_cast<std::size_t>(i / K)], i % K);
        });
        ctx->save_for_backward({q, k, v, y, logSums});
        std::vector<std::int64_t> numbers;
        for (const Segment &s : *segments) numbers.insert(numbers.end(), {s.row, s.begin, s.length, s.behind});
        ctx->saved_data["segments"] = std::move(numbers);
        ctx->saved_data["window"] = scores->window;
        ctx->saved_data["scale"] = scores->scale;
        ctx->saved_data["softcap"] = scores->softcap;
        return y;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *ctx,
                                                   torch::autograd::variable_list grads) {
        const auto saved = ctx->get_saved_variables();
        const at::Tensor &q = saved[0], &k = saved[1], &v = saved[2], &y = saved[3];
        const at::Tensor g = grads[0].stride(-1) == 1 ? grads[0] : grads[0].contiguous();
        const auto numbers = ctx->saved_data["segments"].toIntVector();
        std::vector<Segment> segments;
        for (std::size_t i = 0; i < numbers.size(); i += 4)
            segments.push_back({numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]});
        at::Tensor dq = zerosLike(q), dk = zerosLike(k), dv = zerosLike(v);
        SegmentProblem problem = problemOf(q, k, v, saved[4], segments,
                                           {.window = ctx->saved_data["window"].toInt(),
                                            .scale = ctx->saved_data["scale"].toDouble(),
                                            .softcap = ctx->saved_data["softcap"].toDouble()});
        problem.out = headsOf<const float>(y);
        problem.dOut = headsOf<const float>(g);
        problem.dq = headsOf<float>(dq);
        problem.dk = headsOf<float>(dk);
        problem.dv = headsOf<float>(dv);
        const auto all = families(segments);
        const std::int64_t K = k.size(1);
        at::parallel_for(0, static_cast<std::int64_t>(all.size()) * K, 1, [&](auto begin, auto end) {
            for (std::int64_t i = begin; i < end; ++i)
                differentiateSegments(problem, all[static_cast<std::size_t>(i / K)], i % K);
        });
        return {dq, dk, dv, {}, {}};
    }
};

} // namespace

bool canAttendSegments(const at::Tensor &q_BNTH) {
    return q_BNTH.device().is_cpu() && (q_BNTH.scalar_type() == at::kFloat || q_BNTH.scalar_type() == at::kBFloat16) &&
           q_BNTH.stride(-1) == 1;
}

at::Tensor segmentAttention(const at::Tensor &q_BNTH, const at::Tensor &k_BKTH, const at::Tensor &v_BKTH,
                            const std::vector<Segment> &segments, const SegmentScores &scores) {
    if (q_BNTH.scalar_type() == at::kFloat) return SegmentAttention::apply(q_BNTH, k_BKTH, v_BKTH, &segments, &scores);
    const auto wide = [](const at::Tensor &x) { return x.to(at::kFloat); };
    return SegmentAttention::apply(wide(q_BNTH), wide(k_BKTH), wide(v_BKTH), &segments, &scores)
        .to(q_BNTH.scalar_type());
}

} // namespace lapidary
