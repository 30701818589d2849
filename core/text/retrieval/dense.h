// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/retrieval/bm25.h"

namespace lapidary {

/// Documents that are found by the direction of their vectors. What all have in common is taken away first, since the
/// hidden states of a language model all point the same way (Mu and Viswanath 2018, arXiv 1702.01417, without their
/// principal components). A score is a cosine.
class DenseIndex {
public:
    /// One vector a document, all of one length.
    explicit DenseIndex(std::vector<std::vector<float>> vectors);
    /// The best `most`, the first of equals first. The query is a vector of the same length.
    std::vector<Found> find(std::vector<float> query, std::size_t most) const;

private:
    void centre(std::vector<float> &vector) const; ///< and makes it of length 1; one that is the mean stays 0
    std::vector<float> mean_{};
    std::vector<std::vector<float>> vectors_;
};

} // namespace lapidary
