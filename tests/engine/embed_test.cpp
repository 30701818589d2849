// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/embed.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/tiny_decoder.h"
#include <cmath>

using namespace lapidary;

namespace {

using Ids = std::vector<std::int64_t>;

/// By hand: the mean over the tokens of a row that is read alone.
std::vector<float> meanOf(const Decoder &model, const Ids &ids) {
    const at::NoGradGuard noGrad;
    const at::Tensor mean_D = model.hidden({.ids_BT = at::tensor(ids, at::kLong).unsqueeze(0)})[0].mean(0).contiguous();
    const float *first = mean_D.const_data_ptr<float>();
    return {first, first + mean_D.numel()};
}

double distance(const std::vector<float> &a, const std::vector<float> &b) {
    REQUIRE(a.size() == b.size());
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(double(a[i]) - b[i]));
    return most;
}

} // namespace

TEST_CASE("a text's vector is the mean of its tokens' last hidden states, whatever stands beside it in a batch") {
    const auto model = tinyDecoder();
    const std::vector<Ids> rows{{1, 2, 3}, {7}, {4, 5, 6, 7, 8, 9, 1}, {1, 2, 3}};
    for (const std::int64_t maxTokens : {1, 10, 8192}) {
        CAPTURE(maxTokens);
        const auto vectors = embedRows(*model, rows, maxTokens);
        REQUIRE(vectors);
        REQUIRE(vectors->size() == rows.size());
        for (std::size_t r = 0; r < rows.size(); ++r) CHECK(distance((*vectors)[r], meanOf(*model, rows[r])) < 1e-5);
    }
}

TEST_CASE("of a text beyond the model's positions the first tokens count; one without tokens is refused") {
    const auto model = tinyDecoder();
    Ids longer(static_cast<std::size_t>(model->config().maxPositions) + 3, 2);
    longer.back() = 5;
    const auto vectors = embedRows(*model, {longer});
    REQUIRE(vectors);
    longer.resize(static_cast<std::size_t>(model->config().maxPositions));
    CHECK(distance(vectors->front(), meanOf(*model, longer)) < 1e-5);
    CHECK(embedRows(*model, {{1}, {}}).error().field == "rows[1].ids");
    CHECK(!embedRows(*model, {{model->config().vocabSize}}));
    CHECK(embedRows(*model, {})->empty());
}
