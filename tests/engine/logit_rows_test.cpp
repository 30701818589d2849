// SPDX-License-Identifier: Apache-2.0
// What a row of logits is summed up to: the same bits with the entropy and without, in every width.
#include "core/engine/kernels/vectorised.h"
#include "core/engine/train/ops/logit_rows.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <cmath>
#include <limits>
#include <vector>

using namespace lapidary;

TEST_CASE("a log-probability has the same bits with the entropy and without") {
    at::manual_seed(1);
    for (const std::int64_t width : {1, 3, 15, 16, 17, 31, 33, 64, 100, 1000, 4099}) {
        CAPTURE(width);
        const at::Tensor logits = at::randn({5, width}) * 4, targets = at::zeros({5}, at::kLong);
        LogitRows alone(targets, {}, false), withEntropy(targets, {}, true);
        at::Tensor chunk = logits.clone(), again = logits.clone();
        alone.score(chunk, 0);
        withEntropy.score(again, 0);
        CHECK(alone.logp_N.equal(withEntropy.logp_N));
        const at::Tensor expected = logits.to(at::kDouble).log_softmax(1).select(1, 0);
        CHECK((alone.logp_N.to(at::kDouble) - expected).abs().max().item<double>() < 1e-5);
    }
}

TEST_CASE("the largest of numbers is found wherever it stands, and what is no number is passed over") {
    CHECK(largestOf(nullptr, 0) == -std::numeric_limits<float>::infinity());
    for (const std::int64_t count : {1, 2, 15, 16, 17, 32, 47, 65})
        for (std::int64_t place = 0; place < count; ++place) {
            std::vector<float> numbers(static_cast<std::size_t>(count), -3.0f);
            numbers[static_cast<std::size_t>((place + 1) % count)] = std::nanf("");
            numbers[static_cast<std::size_t>(place)] = -2.0f;
            CHECK(largestOf(numbers.data(), count) == -2.0f);
        }
}
