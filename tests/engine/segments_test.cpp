// SPDX-License-Identifier: Apache-2.0
// Attention by segments and the row without padding that it makes possible: values and gradients are those of the plain
// way, which is written out here in f64 with masks over everything.
#include "core/engine/kernels/segment_attention.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/train/ops/token_losses.h"
#include "tests/support/drawn_decoder.h"
#include <ATen/Parallel.h>

using namespace lapidary;

namespace {

at::Tensor drawn(at::IntArrayRef sizes, std::uint64_t seed, double scale = 1) {
    Rng rng(seed, "segments");
    at::Tensor values = at::empty(sizes, at::kDouble);
    for (std::int64_t i = 0; i < values.numel(); ++i) values.data_ptr<double>()[i] = scale * rng.normal();
    return values;
}

/// Which tokens of a row each token sees, by the definition of a segment. [T, T]
at::Tensor seenBy(const std::vector<Segment> &segments, std::int64_t row, std::int64_t T, std::int64_t window) {
    at::Tensor seen = at::zeros({T, T}, at::kBool);
    for (const Segment &s : segments) {
        if (s.row != row) continue;
        std::vector<std::int64_t> before;
        if (s.behind >= 0) {
            const Segment &prompt = segments[static_cast<std::size_t>(s.behind)];
            for (std::int64_t t = 0; t < prompt.length; ++t) before.push_back(prompt.begin + t);
        }
        for (std::int64_t t = 0; t < s.length; ++t) {
            before.push_back(s.begin + t);
            const auto all = static_cast<std::int64_t>(before.size());
            for (std::int64_t i = window > 0 ? std::max<std::int64_t>(0, all - window) : 0; i < all; ++i)
                seen[s.begin + t][before[static_cast<std::size_t>(i)]] = true;
        }
    }
    return seen;
}

at::Tensor plainAttention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                          const std::vector<Segment> &segments, const SegmentScores &how) {
    const std::int64_t group = q.size(1) / k.size(1), T = q.size(2);
    std::vector<at::Tensor> rows;
    for (std::int64_t b = 0; b < q.size(0); ++b) {
        at::Tensor scores = at::matmul(q[b], k[b].repeat_interleave(group, 0).transpose(-1, -2)) * how.scale;
        if (how.softcap > 0) scores = at::tanh(scores / how.softcap) * how.softcap;
        const at::Tensor seen = seenBy(segments, b, T, how.window);
        const at::Tensor shares =
            at::softmax(scores.masked_fill(seen.logical_not(), -1e300), -1) * seen.any(-1, true).to(at::kDouble);
        rows.push_back(at::matmul(shares, v[b].repeat_interleave(group, 0)));
    }
    return at::stack(rows);
}

struct AttentionCase {
    const char *name;
    std::int64_t B, N, K, T, H;
    std::vector<Segment> segments;
    SegmentScores scores;
};

const std::vector<AttentionCase> &attentionCases() {
    static const std::vector<AttentionCase> cases{
        {"one", 1, 2, 2, 7, 16, {{0, 0, 7}}, {.scale = 0.3}},
        {"ragged, grouped, a head size of 24", 1, 4, 2, 120, 24, {{0, 0, 50}, {0, 50, 1}, {0, 51, 69}}, {.scale = 0.2}},
        {"two rows, tokens in no segment", 2, 2, 1, 41, 8, {{0, 0, 40}, {1, 0, 3}, {1, 3, 33}}, {.scale = 0.35}},
        {"a prompt for three",
         1,
         4,
         1,
         100,
         32,
         {{0, 0, 37}, {0, 37, 33, 0}, {0, 70, 1, 0}, {0, 71, 29, 0}},
         {.scale = 0.18}},
        {"a window over the prompt",
         1,
         2,
         2,
         90,
         16,
         {{0, 0, 40}, {0, 40, 20, 0}, {0, 60, 30, 0}},
         {.window = 13, .scale = 0.25}},
        {"capped", 1, 4, 2, 70, 16, {{0, 0, 20}, {0, 20, 15, 0}, {0, 35, 35}}, {.scale = 0.9, .softcap = 2}},
        {"capped within a window", 1, 2, 1, 60, 4, {{0, 0, 60}}, {.window = 9, .scale = 0.5, .softcap = 1.5}}};
    return cases;
}

struct Attended {
    at::Tensor y, dq, dk, dv;
};

template <class Attend> Attended differentiated(const AttentionCase &c, c10::ScalarType type, const Attend &attend) {
    const auto input = [&](std::int64_t heads, std::uint64_t seed) { // [B, heads, T, H] as a view of [B, T, heads, H]
        return drawn({c.B, c.T, heads, c.H}, seed).to(type).requires_grad_(true);
    };
    const at::Tensor q = input(c.N, 1), k = input(c.K, 2), v = input(c.K, 3);
    const at::Tensor y = attend(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), c.segments, c.scores);
    (y * drawn({c.B, c.N, c.T, c.H}, 4).to(type)).sum().backward();
    return {y.detach(), q.grad(), k.grad(), v.grad()};
}

void checkNear(const at::Tensor &found, const at::Tensor &expected, double tolerance) {
    const double most = expected.abs().max().item<double>();
    CHECK((found.to(at::kDouble) - expected.to(at::kDouble)).abs().max().item<double>() <
          tolerance * std::max(1.0, most));
}

/// log p of every label, each row read by itself and in full, without the paths under test.
at::Tensor plainLogps(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT) {
    std::vector<at::Tensor> all;
    for (std::int64_t b = 0; b < ids_BT.size(0); ++b) {
        const at::Tensor logits = model.logits(model.hidden({.ids_BT = ids_BT.narrow(0, b, 1)}))[0];
        const at::Tensor logp = at::log_softmax(logits.to(at::kDouble), -1);
        for (std::int64_t t = 1; t < ids_BT.size(1); ++t)
            if (const auto label = labels_BT[b][t].item<std::int64_t>(); label != kIgnore)
                all.push_back(logp[t - 1][label]);
    }
    return at::stack(all);
}

/// Six rows: three begin with one prompt of nine tokens, two with another, one is alone; the last learns nothing.
std::pair<at::Tensor, at::Tensor> rowsWithPrompts(std::int64_t vocabulary) {
    std::vector<std::vector<std::int64_t>> ids, labels;
    const std::int64_t prompts[] = {0, 1, 0, 2, 1, 0, 3}, lengths[] = {5, 1, 3, 4, 6, 5, 2};
    for (std::size_t r = 0; r < 7; ++r) {
        ids.emplace_back();
        for (std::int64_t i = 0; i < 9; ++i) ids.back().push_back((3 + 5 * i + 7 * prompts[r]) % vocabulary);
        labels.emplace_back(9, kIgnore);
        for (std::int64_t i = 0; i < lengths[r]; ++i) {
            ids.back().push_back((1 + 3 * i + static_cast<std::int64_t>(r)) % vocabulary);
            labels.back().push_back(r == 6 || (r == 4 && i == 2) ? kIgnore : ids.back().back());
        }
    }
    return {padRows(ids, 0, c10::kCPU), padRows(labels, kIgnore, c10::kCPU)};
}

} // namespace

TEST_CASE("attention by segments is masked attention, and so is its gradient") {
    for (const AttentionCase &c : attentionCases()) {
        CAPTURE(c.name);
        const Attended found = differentiated(c, at::kFloat, segmentAttention),
                       expected = differentiated(c, at::kDouble, plainAttention);
        checkNear(found.y, expected.y, 2e-6);
        checkNear(found.dq, expected.dq, 4e-6);
        checkNear(found.dk, expected.dk, 4e-6);
        checkNear(found.dv, expected.dv, 4e-6);
    }
}

TEST_CASE("attention by segments gives the same bits on any number of threads") {
    const int before = at::get_num_threads();
    for (const AttentionCase &c : attentionCases()) {
        CAPTURE(c.name);
        at::set_num_threads(1);
        const Attended one = differentiated(c, at::kFloat, segmentAttention);
        at::set_num_threads(3);
        const Attended three = differentiated(c, at::kFloat, segmentAttention);
        for (const auto part : {&Attended::y, &Attended::dq, &Attended::dk, &Attended::dv})
            CHECK(at::equal(one.*part, three.*part));
    }
    at::set_num_threads(before);
}

TEST_CASE("a row set holds a shared prompt once, nothing behind the last label, and no padding") {
    const auto [ids, labels] = rowsWithPrompts(50);
    const RowSet shared = rowSetOf(ids, labels, {}, true), apart = rowSetOf(ids, labels, {}, false);
    // 9 + (4 + 2 + 4), 9 + (0 + 5), 9 + 3; the last token of a row is read by none
    CHECK(shared.ids_1S.size(1) == 19 + 14 + 12);
    CHECK(apart.ids_1S.size(1) == 13 + 9 + 11 + 12 + 14 + 13);
    CHECK(shared.segments.size() == 4 + 2 + 1);
    CHECK(apart.segments.size() == 6);
    REQUIRE(shared.row_N.numel() == 23);
    for (const auto part : {&RowSet::row_N, &RowSet::column_N, &RowSet::target_N})
        CHECK(at::equal(shared.*part, apart.*part));
    CHECK(at::equal(shared.row_N.narrow(0, 0, 7), at::tensor({0, 0, 0, 0, 0, 1, 2}, at::kLong)));
    CHECK(at::equal(shared.target_N, labels.index({shared.row_N, shared.column_N})));
    // the first label of rows 0 and 2 is predicted from one place, the prompt's last
    CHECK(shared.from_N[0].item<std::int64_t>() == 8);
    CHECK(shared.from_N[6].item<std::int64_t>() == 8);
    const at::Tensor before = ids.index({shared.row_N, shared.column_N - 1});
    CHECK(at::equal(shared.ids_1S[0].index_select(0, shared.from_N), before));
    CHECK(at::equal(apart.ids_1S[0].index_select(0, apart.from_N), before));
}

TEST_CASE("rows that share a prompt have the log-probs and gradients of rows that are read in full, in every family") {
    for (const auto &architecture : architectures()) {
        CAPTURE(architecture.name);
        const auto model = drawnDecoder(architecture);
        for (auto &named : model->parameters()) named.tensor.requires_grad_(true);
        const auto [ids, labels] = rowsWithPrompts(model->config().vocabSize);
        const at::Tensor weights = drawn({23}, 9);
        const auto gradients = [&](const at::Tensor &logps) {
            std::vector<at::Tensor> all;
            for (auto &named : model->parameters()) named.tensor.mutable_grad() = at::Tensor();
            (logps.to(at::kDouble) * weights).sum().backward();
            for (auto &named : model->parameters())
                all.push_back(named.tensor.grad().defined() ? named.tensor.grad() : at::zeros_like(named.tensor));
            return all;
        };
        const at::Tensor found = scoreLabels(*model, ids, labels).tokens.logp_N,
                         expected = plainLogps(*model, ids, labels);
        checkNear(found.detach(), expected.detach(), 2e-5);
        const auto got = gradients(found), want = gradients(expected);
        for (std::size_t i = 0; i < got.size(); ++i) {
            CAPTURE(model->parameters()[i].name);
            checkNear(got[i], want[i], 5e-5);
        }
    }
}

TEST_CASE("a batch without a single label gives a loss of 0 with a live graph") {
    const auto model = drawnDecoder(architectures()[0]);
    for (auto &named : model->parameters()) named.tensor.requires_grad_(true);
    const at::Tensor ids = at::ones({2, 5}, at::kLong), labels = at::full({2, 5}, kIgnore, at::kLong);
    const at::Tensor loss = scoreLabels(*model, ids, labels).tokens.logp_N.sum();
    CHECK(loss.item<double>() == 0);
    loss.backward();
    for (auto &named : model->parameters())
        if (named.tensor.grad().defined()) CHECK(named.tensor.grad().abs().max().item<double>() == 0);
}

TEST_CASE("rows that drop out share no prompt: each has a dropout of its own") {
    const auto model = drawnDecoder(architectures()[0]);
    // What tokens attend to: whatever comes behind may be computed for each label by itself, and drop out by itself.
    const LoraConfig lora{.r = 4, .loraDropout = 0.5, .targetModules = {"k_proj", "v_proj"}};
    REQUIRE(attachLora(*model, lora, "default", 1));
    for (auto &[name, tensor] : model->trainable()) {
        const at::NoGradGuard noGrad;
        tensor.add_(0.2);
    }
    const auto [ids, labels] = rowsWithPrompts(model->config().vocabSize);
    const auto firstLabels = [&, ids = ids, labels = labels] { // of two rows with one prompt
        const at::Tensor logps =
            scoreLabels(*model, ids.narrow(0, 0, 1).repeat({2, 1}), labels.narrow(0, 0, 1).repeat({2, 1}))
                .tokens.logp_N.detach();
        return std::pair{logps[0].item<double>(), logps[logps.size(0) / 2].item<double>()};
    };
    model->setTraining(true);
    at::manual_seed(1);
    const auto dropped = firstLabels();
    CHECK(dropped.first != dropped.second);
    model->setTraining(false);
    const auto kept = firstLabels();
    CHECK(kept.first == kept.second);
}
