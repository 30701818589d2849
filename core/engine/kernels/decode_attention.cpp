// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/decode_attention.h"
#include "core/engine/kernels/vectorised.h"
#include <ATen/Parallel.h>
#include <cmath>

namespace lapidary {
namespace {

// The wider registers are taken where the processor has them; the tree is built for any x86-64.
#if defined(__x86_64__) && defined(__GNUC__)
#define LAPIDARY_WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define LAPIDARY_WIDE
#endif

typedef float Eight __attribute__((vector_size(32)));
inline Eight load(const float *from) {
    Eight out;
    __builtin_memcpy(&out, from, sizeof out);
    return out;
}
/// The upper half of a float's bits.
inline Eight load(const c10::BFloat16 *from) {
    typedef std::uint16_t Halves __attribute__((vector_size(16)));
    typedef std::uint32_t Words __attribute__((vector_size(32)));
    Halves halves;
    __builtin_memcpy(&halves, from, sizeof halves);
    const Words words = __builtin_convertvector(halves, Words) << 16;
    Eight out;
    __builtin_memcpy(&out, &words, sizeof out);
    return out;
}

/// One query head of one row, and the tokens that it sees: `first` … `end`-1.
template <class Stored> struct QueryHead {
    const float *q;
    const Stored *keys;         ///< of its key-value head in block 0
    std::int64_t values, block; ///< from a block's keys to its values, and to the keys of the next block
    const std::int64_t *blocks; ///< of the row
    std::int64_t tokens;        ///< of a block
    std::int64_t first, end;
    float scale, softcap;
    float *scores, *out;
};

/// `eights` = H / 8, a constant where this is inlined, so that a whole head stays in registers.
template <class Stored>
[[gnu::always_inline]] inline void attendEights(const QueryHead<Stored> &head, const int eights) {
    const std::int64_t H = std::int64_t{8} * eights, C = head.tokens, first = head.first, end = head.end;
    const float *const q = head.q;
    float *const scores = head.scores, *const out = head.out;
    const std::int64_t firstBlock = first / C, endBlock = (end + C - 1) / C, count = end - first;
    float largest = -INFINITY;
    std::int64_t n = 0;
    for (std::int64_t i = firstBlock; i < endBlock; ++i) {
        const std::int64_t begin = i * C < first ? first - i * C : 0, stop = (i + 1) * C < end ? C : end - i * C;
        const Stored *k = head.keys + head.blocks[i] * head.block + begin * H;
        for (std::int64_t s = begin; s < stop; ++s, ++n, k += H) {
            Eight dots = load(q) * load(k);
#pragma GCC unroll 16
            for (std::int64_t e = 1; e < eights; ++e) dots += load(q + 8 * e) * load(k + 8 * e);
            scores[n] = head.scale *
                        (((dots[0] + dots[4]) + (dots[1] + dots[5])) + ((dots[2] + dots[6]) + (dots[3] + dots[7])));
            largest = scores[n] > largest ? scores[n] : largest;
        }
    }
    if (const float cap = head.softcap; cap > 0) {
        for (std::int64_t s = 0; s < count; ++s) scores[s] = cap * std::tanh(scores[s] / cap);
        largest = cap * std::tanh(largest / cap);
    }
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t s = 0; s < count; ++s) {
        scores[s] = expOf(scores[s] - largest);
        sum += scores[s];
    }
    const float share = 1.0f / sum;
    for (std::int64_t e = 0; e < eights; e += 4) { // four accumulators at a time: 32 numbers of the head
        const std::int64_t width = eights - e < 4 ? eights - e : 4;
        Eight sums[4] = {};
        const float *score = scores;
        for (std::int64_t i = firstBlock; i < endBlock; ++i) {
            const std::int64_t begin = i * C < first ? first - i * C : 0, stop = (i + 1) * C < end ? C : end - i * C;
            const Stored *v = head.keys + head.values + head.blocks[i] * head.block + begin * H + 8 * e;
            for (std::int64_t s = begin; s < stop; ++s, ++score, v += H)
#pragma GCC unroll 4
                for (std::int64_t j = 0; j < width; ++j) sums[j] += *score * load(v + 8 * j);
        }
        for (std::int64_t j = 0; j < width; ++j) {
            const Eight part = sums[j] * share;
            __builtin_memcpy(out + 8 * (e + j), &part, sizeof part);
        }
    }
}

using Bf16 = c10::BFloat16;
LAPIDARY_WIDE void attend32(const QueryHead<float> &head) {
    attendEights(head, 4);
}
LAPIDARY_WIDE void attend64(const QueryHead<float> &head) {
    attendEights(head, 8);
}
LAPIDARY_WIDE void attend128(const QueryHead<float> &head) {
    attendEights(head, 16);
}
LAPIDARY_WIDE void attendAny(const QueryHead<float> &head, int eights) {
    attendEights(head, eights);
}
LAPIDARY_WIDE void attend32(const QueryHead<Bf16> &head) {
    attendEights(head, 4);
}
LAPIDARY_WIDE void attend64(const QueryHead<Bf16> &head) {
    attendEights(head, 8);
}
LAPIDARY_WIDE void attend128(const QueryHead<Bf16> &head) {
    attendEights(head, 16);
}
LAPIDARY_WIDE void attendAny(const QueryHead<Bf16> &head, int eights) {
    attendEights(head, eights);
}

template <class Stored> void attendOne(const QueryHead<Stored> &head, std::int64_t H) {
    if (H == 32)
        attend32(head);
    else if (H == 64)
        attend64(head);
    else if (H == 128)
        attend128(head);
    else
        attendAny(head, static_cast<int>(H / 8));
}

template <class Stored>
void attendRows(const at::Tensor &q, const at::Tensor &kv, const KvTable &table,
                const std::vector<std::int64_t> &lengths, const DecodeScores &how, at::Tensor &out) {
    const std::int64_t B = q.size(0), N = q.size(1), H = q.size(3), K = kv.size(2), C = kv.size(3),
                       most = table.width * C;
    const float *qData = q.const_data_ptr<float>();
    const Stored *kvData = kv.const_data_ptr<Stored>();
    float *outData = out.mutable_data_ptr<float>();
    at::parallel_for(
        0, B * N, std::max<std::int64_t>(1, 32768 / (most * H)), [&](std::int64_t begin, std::int64_t end) {
            std::vector<float> scores(static_cast<std::size_t>(most));
            for (std::int64_t i = begin; i < end; ++i) {
                const std::int64_t b = i / N, group = (i % N) / (N / K),
                                   seen = lengths[static_cast<std::size_t>(b)] + 1;
                attendOne<Stored>({.q = qData + i * H,
                                   .keys = kvData + group * kv.stride(2),
                                   .values = kv.stride(1),
                                   .block = kv.stride(0),
                                   .blocks = table.blocks.data() + b * table.width,
                                   .tokens = C,
                                   .first = how.window > 0 ? std::max<std::int64_t>(0, seen - how.window) : 0,
                                   .end = seen,
                                   .scale = static_cast<float>(how.scale),
                                   .softcap = static_cast<float>(how.softcap),
                                   .scores = scores.data(),
                                   .out = outData + i * H},
                                  H);
            }
        });
}

} // namespace

bool canDecodeAttention(const at::Tensor &q_BNTH, const at::Tensor &kv_X2KCH) {
    const auto type = q_BNTH.scalar_type();
    return q_BNTH.size(2) == 1 && q_BNTH.size(3) % 8 == 0 && q_BNTH.device().is_cpu() && !q_BNTH.requires_grad() &&
           (type == at::kFloat || type == at::kBFloat16) && kv_X2KCH.scalar_type() == type;
}

at::Tensor decodeAttention(const at::Tensor &q_BN1H, const at::Tensor &kv_X2KCH, const KvTable &table,
                           const std::vector<std::int64_t> &lengths, const DecodeScores &scores) {
    TORCH_CHECK(kv_X2KCH.is_contiguous(), "the tokens of a head are dense in a block");
    const at::Tensor q = q_BN1H.to(at::kFloat).contiguous();
    at::Tensor out = at::empty_like(q);
    if (kv_X2KCH.scalar_type() == at::kFloat)
        attendRows<float>(q, kv_X2KCH, table, lengths, scores, out);
    else
        attendRows<Bf16>(q, kv_X2KCH, table, lengths, scores, out);
    return out.to(q_BN1H.scalar_type());
}

} // namespace lapidary
