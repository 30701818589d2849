// SPDX-License-Identifier: Apache-2.0
// Legend: B rows, T new tokens, S all tokens seen, D hidden, N query heads, K key-value heads, H head size, P virtual
// tokens.
#include "core/engine/model/attention.h"
#include "core/engine/kernels/decode_attention.h"
#include "core/engine/kernels/rotary.h"
#include "core/engine/kernels/segment_attention.h"
#include "core/engine/model/joint_linear.h"

namespace lapidary {
namespace {

at::Tensor splitHeads(const at::Tensor &x_BTD, std::int64_t count) {
    return x_BTD.view({x_BTD.size(0), x_BTD.size(1), count, -1}).transpose(1, 2);
}

/// True where token t, which stands behind P others, may look: at most at itself, at least within the window. [T, P +
/// T]
at::Tensor bandMask(std::int64_t T, std::int64_t P, std::int64_t window, const at::TensorOptions &options) {
    const at::Tensor causal = at::ones({T, P + T}, options.dtype(at::kBool)).tril(P);
    return window > 0 ? causal.triu(P - window + 1) : causal;
}

/// Scores that no library call caps: cap * tanh(score / cap) (Gemma 2).
at::Tensor attendCapped(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &mask,
                        double scale, double cap) {
    const std::int64_t group = q.size(1) / k.size(1);
    const auto everyHead = [&](const at::Tensor &x) { return group == 1 ? x : x.repeat_interleave(group, 1); };
    const at::Tensor scores = at::tanh(at::matmul(q, everyHead(k).transpose(-1, -2)) * (scale / cap)) * cap;
    const at::Tensor wide = scores.scalar_type() == at::kDouble ? scores : scores.to(at::kFloat);
    const at::Tensor shares =
        at::softmax(wide.masked_fill(mask.logical_not(), -std::numeric_limits<double>::infinity()), -1);
    return at::matmul(shares.to(q.scalar_type()), everyHead(v));
}

at::Tensor rotated(const Pass &pass, int rope, const at::Tensor &x_BNTH) {
    if (rope < 0) return x_BNTH;
    const Rotation &by = pass.rotations[static_cast<std::size_t>(rope)];
    return rotary(x_BNTH, by.cos_PH, by.sin_PH, by.positions_BT);
}

} // namespace

/// An undefined mask means: everything before.
at::Tensor Attention::attend(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                             const at::Tensor &mask) const {
    if (softcap > 0)
        return attendCapped(q, k, v, mask.defined() ? mask : bandMask(q.size(2), 0, 0, q.options()), layer.scale,
                            softcap);
    const std::optional<at::Tensor> attnMask = mask.defined() ? std::optional<at::Tensor>(mask) : std::nullopt;
    return at::scaled_dot_product_attention(q, k, v, attnMask, 0.0, !mask.defined(), layer.scale,
                                            q.size(1) != k.size(1));
}

/// Tokens that also attend to the keys and values of virtual tokens before them.
at::Tensor Attention::attendBehind(const std::pair<at::Tensor, at::Tensor> &before, const at::Tensor &q,
                                   const at::Tensor &k, const at::Tensor &v) const {
    const auto behind = [&](const at::Tensor &first, const at::Tensor &rest) {
        return at::cat({first.to(rest.scalar_type()).expand({rest.size(0), -1, -1, -1}), rest}, 2);
    };
    return attend(q, behind(before.first, k), behind(before.second, v),
                  bandMask(q.size(2), before.first.size(2), layer.window, q.options()));
}

/// One new token a row reads the blocks where they lie. Where nothing stands before the new tokens they are all there
/// is; else the blocks are copied side by side.
at::Tensor Attention::attendCached(KvCache &cache, const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                                   const Pass &pass) const {
    cache.write(index, k, v);
    if (canDecodeAttention(q, cache.blocks(index)))
        return decodeAttention(q, cache.blocks(index), cache.table(), cache.lengths(),
                               {.window = layer.window, .scale = layer.scale, .softcap = softcap});
    const at::Tensor seen = mask(pass, q.size(2), q.options());
    if (cache.longest() == 0) return attend(q, k, v, seen);
    const auto [keys, values] = cache.gather(index);
    return attend(q, keys, values, seen);
}

/// Every segment attends within itself, and to what it goes on from: by a kernel of our own, or on slices without a
/// mask over the whole row.
at::Tensor Attention::attendSegments(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                                     const Pass &pass) const {
    const auto &segments = pass.input.segments;
    if (!pass.before && canAttendSegments(q) && canAttendSegments(k) && canAttendSegments(v))
        return segmentAttention(q, k, v, segments, {.window = layer.window, .scale = layer.scale, .softcap = softcap});
    std::vector<at::Tensor> rows;
    for (std::size_t i = 0; i < segments.size();) {
        std::vector<at::Tensor> parts;
        const std::int64_t row = segments[i].row;
        std::int64_t end = 0;
        for (; i < segments.size() && segments[i].row == row; ++i) {
            parts.push_back(attendSegment(q, k, v, pass, segments[i]));
            end = segments[i].begin + segments[i].length;
        }
        if (end < q.size(2)) parts.push_back(at::zeros({1, q.size(1), q.size(2) - end, q.size(3)}, q.options()));
        rows.push_back(at::cat(parts, 2));
    }
    return at::cat(rows, 0);
}

at::Tensor Attention::attendSegment(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const Pass &pass,
                                    const Segment &segment) const {
    const auto part = [](const at::Tensor &x, const Segment &s) {
        return x.narrow(0, s.row, 1).narrow(2, s.begin, s.length);
    };
    std::vector<at::Tensor> keys, values;
    if (pass.before) {
        const auto &[first, second] = pass.before->layers[static_cast<std::size_t>(index)];
        keys.push_back(first.to(k.scalar_type()));
        values.push_back(second.to(v.scalar_type()));
    }
    if (segment.behind >= 0) {
        const Segment &prompt = pass.input.segments[static_cast<std::size_t>(segment.behind)];
        keys.push_back(part(k, prompt));
        values.push_back(part(v, prompt));
    }
    keys.push_back(part(k, segment));
    values.push_back(part(v, segment));
    const at::Tensor seenKeys = at::cat(keys, 2), seenValues = at::cat(values, 2);
    const std::int64_t before = seenKeys.size(2) - segment.length;
    const bool plain = before == 0 && (layer.window <= 0 || layer.window >= segment.length);
    return attend(part(q, segment), seenKeys, seenValues,
                  plain ? at::Tensor() : bandMask(segment.length, before, layer.window, q.options()));
}

at::Tensor Attention::mask(const Pass &pass, std::int64_t T, const at::TensorOptions &options) const {
    const bool windowed = layer.window > 0 && layer.window < T;
    if (!pass.input.cache && !windowed) return {};
    at::Tensor &mask = pass.masks[layer.window];
    if (!mask.defined())
        mask = pass.input.cache ? pass.input.cache->mask(T, layer.window) : bandMask(T, 0, layer.window, options);
    return mask;
}

std::array<at::Tensor, 3> Attention::project(const at::Tensor &x) const {
    const auto normed = [](const Norm &norm, const at::Tensor &x_BNTH) {
        return norm.path.empty() ? x_BNTH : norm(x_BNTH.transpose(1, 2)).transpose(1, 2);
    };
    if (in.size() == 3) {
        const auto all = applyAll(in, x);
        return {normed(qNorm, splitHeads(all[0], heads)), normed(kNorm, splitHeads(all[1], kvHeads)),
                splitHeads(all[2], kvHeads)};
    }
    const at::Tensor all = in[0](x);
    if (byHead) {
        const at::Tensor parts = all.view({x.size(0), x.size(1), heads, 3, headDim}).transpose(1, 2);
        return {parts.select(3, 0), parts.select(3, 1), parts.select(3, 2)};
    }
    const std::int64_t queries = heads * headDim, keys = kvHeads * headDim;
    return {splitHeads(all.narrow(-1, 0, queries), heads), splitHeads(all.narrow(-1, queries, keys), kvHeads),
            splitHeads(all.narrow(-1, queries + keys, keys), kvHeads)};
}

at::Tensor Attention::operator()(const at::Tensor &x, const Pass &pass) const {
    auto [q, k, v] = project(x);
    q = rotated(pass, layer.rope, q);
    k = rotated(pass, layer.rope, k);
    if (pass.capture) pass.capture->layers.emplace_back(k, v);
    at::Tensor y_BNTH;
    if (KvCache *cache = pass.input.cache) {
        y_BNTH = attendCached(*cache, q, k, v, pass);
    } else if (!pass.input.segments.empty()) {
        y_BNTH = attendSegments(q, k, v, pass);
    } else if (pass.before) {
        y_BNTH = attendBehind(pass.before->layers[static_cast<std::size_t>(index)], q, k, v);
    } else {
        y_BNTH = attend(q, k, v, mask(pass, q.size(2), q.options()));
    }
    const at::Tensor y = y_BNTH.transpose(1, 2).reshape({x.size(0), x.size(1), -1});
    return out(pass.only_N.defined() ? y.index_select(1, pass.only_N) : y);
}

Attention makeAttention(const DecoderConfig &c, std::int64_t index, const std::string &layer,
                        const at::TensorOptions &options) {
    const std::int64_t queries = c.heads * c.headDim, keys = c.kvHeads * c.headDim;
    const auto &names = c.names;
    const auto path = [&](const std::string &name) { return name.empty() ? name : layer + "." + name; };
    Attention attention{.in = {},
                        .out = makeLinear(path(names.attentionOut), c.hiddenSize, queries, c.outputBias, options),
                        .layer = c.layer(index),
                        .index = index,
                        .heads = c.heads,
                        .kvHeads = c.kvHeads,
                        .headDim = c.headDim,
                        .softcap = c.attentionSoftcap,
                        .byHead = c.qkvByHead};
    for (std::size_t i = 0; i < names.attentionIn.size(); ++i) {
        const std::int64_t width = names.attentionIn.size() == 1 ? queries + 2 * keys : i == 0 ? queries : keys;
        attention.in.push_back(makeLinear(path(names.attentionIn[i]), width, c.hiddenSize, c.attentionBias, options));
    }
    attention.qNorm = makeNorm(path(names.qNorm), c.headDim, c, options);
    attention.kNorm = makeNorm(path(names.kNorm), c.headDim, c, options);
    return attention;
}

} // namespace lapidary
