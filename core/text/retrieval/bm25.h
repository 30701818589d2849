// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace lapidary {

/// The terms of a text by which it is found: runs of letters and digits without case; of scripts without blanks (Han,
/// kana, Thai) the pairs of neighbouring characters, and a character that stands alone.
std::vector<std::string> searchTerms(const std::string &text);

/// A document that was found, and how well it fits.
struct Found {
    std::size_t document = 0;
    double score = 0;
};

/// Documents that are found by their words, as Okapi BM25 ranks them (Robertson and Zaragoza 2009): a document scores
/// Σ idf · f (k1 + 1) / (f + k1 (1 - b + b length / mean length)) over the terms of the query, f being how often the
/// document has the term, idf = ln(1 + (N - n + ½) / (n + ½)) with n of N documents that have it.
class Bm25 {
public:
    explicit Bm25(std::span<const std::string> documents, double k1 = 1.2, double b = 0.75);
    /// The best `most` that share a term with the query, the first of equals first.
    std::vector<Found> find(const std::string &query, std::size_t most) const;
    std::size_t documents() const { return lengths_.size(); }

private:
    struct Posting {
        std::size_t document;
        std::int64_t count;
    };
    double k1_, b_, meanLength_ = 0;
    std::vector<std::int64_t> lengths_{};
    std::map<std::string, std::vector<Posting>> postings_{};
};

/// Several rankings as one, by reciprocal rank fusion (Cormack et al. 2009): Σ 1 / (k + rank), ranks counting from 1.
/// The best first; of equals the one with the lower number.
std::vector<Found> fusedRanks(std::span<const std::vector<std::size_t>> rankings, double k = 60);

/// A long text as pieces of at most `most` bytes (more where a single word is longer): paragraphs that are put together
/// as long as they fit, and those that do not fit cut at blanks, or between characters where there are none.
std::vector<std::string> passagesOf(const std::string &text, std::size_t most);

} // namespace lapidary
