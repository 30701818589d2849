// SPDX-License-Identifier: Apache-2.0
#include "core/text/retrieval/dense.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary {

DenseIndex::DenseIndex(std::vector<std::vector<float>> vectors) : vectors_(std::move(vectors)) {
    if (vectors_.empty()) return;
    std::vector<double> sum(vectors_.front().size());
    for (const auto &vector : vectors_)
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += vector[i];
    const auto count = static_cast<double>(vectors_.size());
    mean_.assign(sum.size(), 0);
    if (vectors_.size() > 1) // a single document is its own mean, and would lose its direction
        std::transform(sum.begin(), sum.end(), mean_.begin(), [&](double s) { return static_cast<float>(s / count); });
    for (auto &vector : vectors_) centre(vector);
}

void DenseIndex::centre(std::vector<float> &vector) const {
    double square = 0;
    for (std::size_t i = 0; i < mean_.size(); ++i) {
        vector[i] -= mean_[i];
        square += static_cast<double>(vector[i]) * vector[i];
    }
    if (square <= 0) return;
    const auto factor = static_cast<float>(1 / std::sqrt(square));
    for (float &value : vector) value *= factor;
}

std::vector<Found> DenseIndex::find(std::vector<float> query, std::size_t most) const {
    centre(query);
    std::vector<Found> found;
    for (std::size_t d = 0; d < vectors_.size(); ++d)
        found.push_back({d, std::inner_product(query.begin(), query.end(), vectors_[d].begin(), 0.0)});
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.score > b.score; });
    if (found.size() > most) found.resize(most);
    return found;
}

} // namespace lapidary
