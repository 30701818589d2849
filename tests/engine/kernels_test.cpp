// SPDX-License-Identifier: Apache-2.0
// Every set of kernels that this processor runs, against sums in f64.
#include "core/base/rng.h"
#include "core/engine/decode/processor.h"
#include "tests/support/capture.h"
#include "tests/support/engine_doctest.h"
#include <bit>
#include <cmath>
#include <vector>

using namespace lapidary;

namespace {

std::uint16_t toBf16(float x) {
    const auto bits = std::bit_cast<std::uint32_t>(x);
    return static_cast<std::uint16_t>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}
float fromBf16(std::uint16_t x) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(x) << 16);
}

std::vector<float> normals(std::int64_t size, const std::string &name, double scale = 1) {
    Rng rng(7, name);
    std::vector<float> out(static_cast<std::size_t>(size));
    for (float &x : out) x = static_cast<float>(scale * rng.normal());
    return out;
}

/// A matrix in one of the three formats, and the numbers that it stands for.
struct TestMatrix {
    std::vector<float> meant{}, scales{};
    std::vector<std::uint16_t> halves{};
    std::vector<std::int8_t> bytes{};
    Matrix matrix{};
};

TestMatrix matrixOf(Stored stored, std::int64_t outputs, std::int64_t inputs) {
    TestMatrix made{.meant = normals(outputs * inputs, "w" + std::to_string(outputs * 1000 + inputs))};
    made.matrix = {.outputs = outputs, .inputs = inputs};
    made.scales.assign(static_cast<std::size_t>(outputs), 0.02f);
    for (float &x : made.meant) {
        made.halves.push_back(toBf16(x));
        made.bytes.push_back(static_cast<std::int8_t>(std::clamp(std::lround(x * 40), -127l, 127l)));
        if (stored == Stored::Bf16) x = fromBf16(made.halves.back());
        if (stored == Stored::Int8) x = 0.02f * made.bytes.back();
    }
    return made;
}

/// The vectors hold their own data, so that it stays where it is when the whole is moved.
Matrix &pointed(TestMatrix &made, Stored stored) {
    const void *data = stored == Stored::F32    ? static_cast<const void *>(made.meant.data())
                       : stored == Stored::Bf16 ? static_cast<const void *>(made.halves.data())
                                                : static_cast<const void *>(made.bytes.data());
    made.matrix.weights = {data, stored};
    made.matrix.scale_O = made.scales.data();
    return made.matrix;
}

struct Shape {
    std::int64_t tokens, outputs, inputs;
};

/// Product of a shape, in parts of 32 outputs as a task takes them.
std::vector<float> productBy(const Kernels &use, const Matrix &matrix, const std::vector<float> &x,
                             std::int64_t tokens) {
    std::vector<std::uint16_t> rounded(static_cast<std::size_t>((tokens + 15) / 16 * 16 * matrix.inputs));
    const Inputs in{.f32 = x.data(), .bf16 = rounded.data(), .tokens = tokens, .inputs = matrix.inputs};
    if (use.roundsInputs && matrix.weights.stored == Stored::Bf16) use.round(in, 0, tokens);
    std::vector<float> y(static_cast<std::size_t>(tokens * matrix.outputs), NAN);
    for (std::int64_t o = 0; o < matrix.outputs; o += 32)
        use.product(matrix, o, std::min(o + 32, matrix.outputs), in, y.data(), matrix.outputs);
    return y;
}

const Shape kShapes[] = {{1, 1, 1},   {1, 5, 3},    {2, 16, 16},  {3, 17, 33},  {4, 40, 64},
                         {5, 63, 70}, {6, 64, 128}, {7, 50, 256}, {16, 48, 96}, {33, 49, 160}};

} // namespace

TEST_CASE("products of every format and shape are the sums") {
    REQUIRE(!kernelsHere().empty());
    for (const Kernels *use : kernelsHere())
        for (const Stored stored : {Stored::F32, Stored::Bf16, Stored::Int8})
            for (const auto &[tokens, outputs, inputs] : kShapes) {
                INFO(std::string(use->name) << " " << int(stored));
                CAPTURE_BOUND(tokens);
                CAPTURE_BOUND(outputs);
                CAPTURE_BOUND(inputs);
                auto made = matrixOf(stored, outputs, inputs);
                auto x = normals(tokens * inputs, "x");
                const auto y = productBy(*use, pointed(made, stored), x, tokens);
                const bool rounds = use->roundsInputs && stored == Stored::Bf16;
                double worst = 0;
                for (std::int64_t m = 0; m < tokens; ++m)
                    for (std::int64_t o = 0; o < outputs; ++o) {
                        double sum = 0, size = 0;
                        for (std::int64_t i = 0; i < inputs; ++i) {
                            const double term = static_cast<double>(made.meant[o * inputs + i]) * x[m * inputs + i];
                            sum += term;
                            size += std::abs(term);
                        }
                        // A rounded input is off by at most 2^-9 of itself.
                        const double allowed = size * (rounds ? std::ldexp(1.0, -9) : 0) + 1e-6 * size + 1e-6;
                        worst = std::max(worst, std::abs(y[m * outputs + o] - sum) / allowed);
                    }
                CHECK(worst <= 1);
            }
}

TEST_CASE("a token's product has the same bits alone and among others") {
    for (const Kernels *use : kernelsHere())
        for (const Stored stored : {Stored::F32, Stored::Bf16, Stored::Int8})
            for (const auto &[tokens, outputs, inputs] : kShapes) {
                INFO(std::string(use->name) << " " << int(stored));
                CAPTURE_BOUND(tokens);
                CAPTURE_BOUND(outputs);
                CAPTURE_BOUND(inputs);
                auto made = matrixOf(stored, outputs, inputs);
                const Matrix &matrix = pointed(made, stored);
                const auto x = normals(tokens * inputs, "x");
                const auto together = productBy(*use, matrix, x, tokens);
                for (std::int64_t m = 0; m < tokens; ++m) {
                    const auto alone =
                        productBy(*use, matrix, {x.begin() + m * inputs, x.begin() + (m + 1) * inputs}, 1);
                    CHECK(std::vector<float>(together.begin() + m * outputs, together.begin() + (m + 1) * outputs) ==
                          alone);
                }
            }
}

namespace {

/// Keys and values of one key-value head in blocks that lie in another order, with what is not seen as NaN.
struct TestHead {
    std::int64_t H, C = 4, blocks;
    std::vector<float> f32{};
    std::vector<std::uint16_t> bf16{};
    std::vector<std::int64_t> order{};
    std::int64_t at(std::int64_t token, std::int64_t part, std::int64_t h) const {
        return order[token / C] * 2 * C * H + part * C * H + token % C * H + h;
    }
};

TestHead headOf(std::int64_t H, std::int64_t tokens) {
    TestHead head{.H = H, .blocks = (tokens + 3) / 4};
    for (std::int64_t i = 0; i < head.blocks; ++i) head.order.push_back(head.blocks - 1 - i);
    head.f32.assign(static_cast<std::size_t>(head.blocks * 2 * head.C * H), NAN);
    const auto numbers = normals(tokens * 2 * H, "kv");
    for (std::int64_t t = 0, n = 0; t < tokens; ++t)
        for (std::int64_t part = 0; part < 2; ++part)
            for (std::int64_t h = 0; h < H; ++h) head.f32[head.at(t, part, h)] = fromBf16(toBf16(numbers[n++]));
    for (float x : head.f32) head.bf16.push_back(toBf16(x));
    return head;
}

/// How far `out` is from attention in f64.
double farthest(const TestHead &head, const std::vector<float> &q, std::int64_t group, const AttendedHead &how) {
    double worst = 0;
    for (std::int64_t g = 0; g < group; ++g) {
        std::vector<double> scores;
        double sum = 0;
        for (std::int64_t t = how.first; t < how.end; ++t) {
            double score = 0;
            for (std::int64_t h = 0; h < head.H; ++h)
                score += static_cast<double>(q[g * head.H + h]) * head.f32[head.at(t, 0, h)];
            score *= how.scale;
            if (how.softcap > 0) score = how.softcap * std::tanh(score / how.softcap);
            scores.push_back(std::exp(score));
            sum += scores.back();
        }
        for (std::int64_t h = 0; h < head.H; ++h) {
            double wanted = 0;
            for (std::int64_t t = how.first; t < how.end; ++t)
                wanted += scores[t - how.first] / sum * head.f32[head.at(t, 1, h)];
            worst = std::max(worst, std::abs(wanted - how.out[g * head.H + h]));
        }
    }
    return worst;
}

} // namespace

TEST_CASE("a head attends to what it sees and to nothing else, whatever its size and group") {
    for (const Kernels *use : kernelsHere())
        for (const std::int64_t H : {4, 8, 16, 24, 64, 80, 128})
            for (const std::int64_t group : {1, 2, 3, 4, 7})
                for (const auto &[first, end, softcap] :
                     {std::tuple{0, 1, 0.0f}, {0, 9, 0.0f}, {3, 22, 0.0f}, {5, 6, 0.0f}, {2, 23, 3.0f}}) {
                    INFO(std::string(use->name) << " H " << H << " group " << group);
                    CAPTURE_BOUND(first);
                    CAPTURE_BOUND(end);
                    const TestHead head = headOf(H, 23);
                    const auto q = normals(group * H, "q");
                    for (const Stored stored : {Stored::F32, Stored::Bf16}) {
                        std::vector<float> scores(static_cast<std::size_t>(4 * (end - first)), NAN);
                        std::vector<float> out(static_cast<std::size_t>(group * H), NAN);
                        const AttendedHead how{.q = q.data(),
                                               .group = group,
                                               .headDim = H,
                                               .keys = stored == Stored::F32
                                                           ? static_cast<const void *>(head.f32.data())
                                                           : head.bf16.data(),
                                               .stored = stored,
                                               .values = head.C * H,
                                               .block = 2 * head.C * H,
                                               .blocks = head.order.data(),
                                               .tokens = head.C,
                                               .first = first,
                                               .end = end,
                                               .scale = 0.3f,
                                               .softcap = softcap,
                                               .scores = scores.data(),
                                               .out = out.data()};
                        use->attend(how);
                        CHECK(farthest(head, q, group, how) < 1e-5);
                    }
                }
}

TEST_CASE("a rotation turns pairs by their angles, and bf16 is the nearest with ties to even") {
    for (const Kernels *use : kernelsHere()) {
        INFO(std::string(use->name));
        for (const std::int64_t half : {1, 4, 16, 20, 64}) {
            const auto before = normals(2 * half + 1, "head"), angles = normals(half, "angles", 3);
            std::vector<float> cos, sin, head = before;
            for (const float angle : angles) cos.push_back(std::cos(angle)), sin.push_back(std::sin(angle));
            use->turn(head.data(), cos.data(), sin.data(), half);
            for (std::int64_t i = 0; i < half; ++i) {
                const double x = before[i], y = before[half + i];
                CHECK(std::abs(head[i] - (x * cos[i] - y * sin[i])) < 1e-6);
                CHECK(std::abs(head[half + i] - (y * cos[i] + x * sin[i])) < 1e-6);
            }
            CHECK(head.back() == before.back());
        }
        std::vector<float> numbers = normals(40, "numbers");
        for (const std::uint32_t bits : {0x3F808000u, 0x3F818000u, 0x3F808001u, 0x7F800000u, 0x7F7FFFFFu, 0x80000001u})
            numbers.push_back(std::bit_cast<float>(bits));
        numbers.push_back(NAN);
        std::vector<std::uint16_t> rounded(numbers.size() + 1, 7);
        use->toBf16(numbers.data(), rounded.data(), static_cast<std::int64_t>(numbers.size()));
        for (std::size_t i = 0; i + 1 < numbers.size(); ++i) CHECK(rounded[i] == c10::BFloat16(numbers[i]).x);
        CHECK(std::isnan(fromBf16(rounded[numbers.size() - 1])));
        CHECK(rounded.back() == 7);
    }
}

TEST_CASE("norms and gates are what their formulas say") {
    for (const Kernels *use : kernelsHere())
        for (const std::int64_t size : {1, 7, 16, 50, 128}) {
            INFO(std::string(use->name) << " " << size);
            const auto x = normals(size, "x", 3), weight = normals(size, "weight"), bias = normals(size, "bias");
            std::vector<std::uint16_t> half;
            for (float w : weight) half.push_back(toBf16(w));
            std::vector<float> y(static_cast<std::size_t>(size));
            for (const bool centred : {false, true}) {
                const NormOf norm{.weight = {half.data(), Stored::Bf16},
                                  .bias = centred ? Numbers{bias.data(), Stored::F32} : Numbers{},
                                  .eps = 1e-5f,
                                  .offset = 1};
                use->norm(norm, x.data(), y.data(), size);
                double mean = 0, squares = 0;
                for (float v : x) mean += centred ? v / static_cast<double>(size) : 0;
                for (float v : x) squares += (v - mean) * (v - mean) / static_cast<double>(size);
                for (std::int64_t i = 0; i < size; ++i)
                    CHECK(y[i] == doctest::Approx((x[i] - mean) / std::sqrt(squares + 1e-5) * (fromBf16(half[i]) + 1) +
                                                  (centred ? bias[i] : 0))
                                      .epsilon(1e-5));
            }
            const auto gated = [&](GateOf gate, double value) {
                switch (gate) {
                case GateOf::Silu:
                    return value / (1 + std::exp(-value));
                case GateOf::Gelu:
                    return value / 2 * (1 + std::erf(value / std::sqrt(2.0)));
                case GateOf::GeluTanh:
                    return value / 2 *
                           (1 + std::tanh(std::sqrt(2 / M_PI) * (value + 0.044715 * value * value * value)));
                case GateOf::Relu:
                    break;
                }
                return std::max(0.0, value);
            };
            for (const GateOf gate : {GateOf::Silu, GateOf::Gelu, GateOf::GeluTanh, GateOf::Relu}) {
                auto alone = x, both = x;
                use->gate(gate, alone.data(), nullptr, size);
                use->gate(gate, both.data(), weight.data(), size);
                for (std::int64_t i = 0; i < size; ++i) {
                    CHECK(std::abs(alone[i] - gated(gate, x[i])) < 2e-6);
                    CHECK(both[i] == alone[i] * weight[i]);
                }
            }
        }
}

TEST_CASE("sums of exponentials, the place that they reach and the largest are those of f64") {
    for (const Kernels *use : kernelsHere())
        for (const std::int64_t size : {1, 5, 16, 50, 1003}) {
            INFO(std::string(use->name) << " " << size);
            auto x = normals(size, "logits", 4);
            if (size > 20) x[3] = -INFINITY, x[18] = x[7]; // filtered out; equal ones
            const auto largest = use->largest(x.data(), size);
            CHECK(largest == std::max_element(x.begin(), x.end()) - x.begin());
            const float top = x[largest], scale = 0.8f;
            double sum = 0, weighted = 0;
            std::vector<double> reached;
            for (float v : x) {
                const double below = (v - top) * scale, mass = std::exp(below);
                sum += mass;
                weighted += mass > 0 ? mass * below : 0;
                reached.push_back(sum);
            }
            double foundSum = 0, foundWeighted = 0;
            use->expSums(x.data(), size, top, scale, &foundSum, &foundWeighted);
            CHECK(foundSum == doctest::Approx(sum).epsilon(1e-6));
            CHECK(foundWeighted == doctest::Approx(weighted).epsilon(1e-5));
            for (std::int64_t i = 0; i < size; ++i)
                if (const double mass = reached[i] - (i ? reached[i - 1] : 0); mass > 1e-3 * sum)
                    CHECK(use->expReach(x.data(), size, top, scale, reached[i] - mass / 2) == i);
            CHECK(use->expReach(x.data(), size, top, scale, 1.01 * sum) == size);
        }
}

TEST_CASE("a processor's kernels are named and chosen by name; another name is refused with those that there are") {
    const Kernels *before = kernels();
    for (const Kernels *use : kernelsHere()) {
        REQUIRE(useKernels(use->name));
        CHECK(kernels() == use);
    }
    REQUIRE(useKernels("plain"));
    CHECK(kernels() == nullptr);
    const auto refused = useKernels("neon");
    REQUIRE(!refused);
    CHECK(refused.error().code == "kernels.unknown");
    CHECK(describe(refused.error()).find("plain, avx2") != std::string::npos);
    REQUIRE(useKernels(before ? before->name : "plain"));
}
