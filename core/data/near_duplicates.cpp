// SPDX-License-Identifier: Apache-2.0
#include "core/data/near_duplicates.h"
#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/base/utf8.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace lapidary {
namespace {

constexpr int kHashes = 120; // has many divisors, each a width of bands

/// Every character is a word of its own.
bool isIdeograph(char32_t code) {
    return (code >= 0x3040 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF) ||
           (code >= 0xAC00 && code <= 0xD7AF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x20000 && code <= 0x3FFFF);
}
/// Signs beyond ASCII: general punctuation, and those of Chinese and of full width.
bool isSign(char32_t code) {
    return (code >= 0x2000 && code <= 0x206F) || (code >= 0x3000 && code <= 0x303F) ||
           (code >= 0xFF00 && code <= 0xFF0F) || (code >= 0xFF1A && code <= 0xFF20) || (code >= 0x80 && code <= 0xBF);
}
bool isLetterOrDigit(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// As many hash functions a band as still find a pair of this similarity with 99 %: 1 - (1 - s^r)^(k/r).
int rowsFor(double similarity) {
    int rows = 1;
    for (const int r : {2, 3, 4, 5, 6, 8, 10, 12})
        if (1 - std::pow(1 - std::pow(similarity, r), kHashes / r) >= 0.99) rows = r;
    return rows;
}

class Union {
public:
    explicit Union(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::uint32_t find(std::uint32_t x) {
        while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
        return x;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b); // the first of a cluster is its root
    }

private:
    std::vector<std::uint32_t> parent_;
};

/// The texts of one bucket, compared with those that stand for the clusters in it.
class Bucket {
public:
    Bucket(const NearDuplicates::TextOf &textOf, const NearDuplicateConfig &config, Union &joined)
        : textOf_(textOf), config_(config), joined_(joined) {}

    Status take(std::uint32_t text) {
        if (std::any_of(heads_.begin(), heads_.end(),
                        [&](const Head &head) { return joined_.find(head.text) == joined_.find(text); }))
            return {};
        const auto words = textOf_(text);
        if (!words) return unexpected(words.error());
        auto shingles = shinglesOf(*words, config_.words);
        bool near = false;
        for (const Head &head : heads_)
            if (sharedShare(head.shingles, shingles) >= config_.similarity) {
                joined_.join(head.text, text);
                near = true;
            }
        constexpr std::size_t kMostHeads = 32; // of texts that share a band and are not near each other
        if (!near && heads_.size() < kMostHeads) heads_.push_back({text, std::move(shingles)});
        return {};
    }

private:
    struct Head {
        std::uint32_t text;
        std::vector<std::uint64_t> shingles;
    };
    const NearDuplicates::TextOf &textOf_;
    const NearDuplicateConfig &config_;
    Union &joined_;
    std::vector<Head> heads_{};
};

/// The texts of one band, bucket by bucket.
Status joinBand(const std::vector<std::uint64_t> &keys, const NearDuplicates::TextOf &textOf,
                const NearDuplicateConfig &config, Union &joined) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t text = 0; text < keys.size(); ++text)
        if (keys[text] != 0) order.push_back(text);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return keys[a] != keys[b] ? keys[a] < keys[b] : a < b; });
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && keys[order[end]] == keys[order[begin]]) ++end;
        if (end - begin < 2) continue;
        Bucket bucket(textOf, config, joined);
        for (std::size_t at = begin; at < end; ++at)
            if (auto taken = bucket.take(order[at]); !taken) return taken;
    }
    return {};
}

} // namespace

std::vector<std::uint64_t> wordHashes(std::string_view text) {
    std::vector<std::uint64_t> out;
    std::string word;
    const auto end = [&] {
        if (!word.empty()) out.push_back(hash64(word));
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        const int length = c < 0x80 ? 1 : std::max(1, utf8::sequenceLength(text, at));
        if (c < 0x80) {
            if (isLetterOrDigit(c))
                word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            else
                end();
        } else if (length > 1) {
            const char32_t code = utf8::decode(text, at);
            if (isIdeograph(code) || isSign(code)) end();
            if (!isSign(code)) word.append(text.substr(at, static_cast<std::size_t>(length)));
            if (isIdeograph(code)) end();
        }
        at += static_cast<std::size_t>(length);
    }
    end();
    return out;
}

std::vector<std::uint64_t> shinglesOf(std::string_view text, int words) {
    const auto hashes = wordHashes(text);
    const auto width = std::min(hashes.size(), static_cast<std::size_t>(words));
    std::vector<std::uint64_t> out;
    for (std::size_t at = 0; width > 0 && at + width <= hashes.size(); ++at)
        out.push_back(hash64({reinterpret_cast<const char *>(&hashes[at]), width * sizeof hashes[at]}));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

double sharedShare(const std::vector<std::uint64_t> &a, const std::vector<std::uint64_t> &b) {
    std::size_t both = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        both += a[i] == b[j];
        const bool left = a[i] <= b[j], right = b[j] <= a[i];
        i += left;
        j += right;
    }
    const std::size_t all = a.size() + b.size() - both;
    return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

NearDuplicates::NearDuplicates(const NearDuplicateConfig &config) : config_(config), rows_(rowsFor(config.similarity)) {
    Rng rng(config.seed, "data/near_duplicates");
    for (int i = 0; i < kHashes; ++i) {
        factors_.push_back(rng.next() | 1);
        offsets_.push_back(rng.next());
    }
    keys_.resize(static_cast<std::size_t>(kHashes / rows_));
}

void NearDuplicates::add(std::string_view text) {
    const auto shingles = shinglesOf(text, config_.words);
    std::vector<std::uint64_t> least(kHashes, UINT64_MAX);
    for (const std::uint64_t shingle : shingles)
        for (std::size_t i = 0; i < least.size(); ++i)
            least[i] = std::min(least[i], factors_[i] * shingle + offsets_[i]);
    ++texts_;
    for (std::size_t band = 0; band < keys_.size(); ++band) {
        const auto *first = &least[band * static_cast<std::size_t>(rows_)];
        const auto key =
            hash64({reinterpret_cast<const char *>(first), static_cast<std::size_t>(rows_) * sizeof *first});
        keys_[band].push_back(shingles.empty() ? 0 : std::max<std::uint64_t>(key, 1));
    }
}

Result<std::vector<std::vector<std::size_t>>> NearDuplicates::clusters(const TextOf &textOf, const GoOn &goOn) {
    Union joined(texts_);
    for (int band = 0; band < bands(); ++band) {
        if (goOn)
            if (auto on = goOn(band, bands()); !on) return unexpected(on.error());
        if (auto done = joinBand(keys_[static_cast<std::size_t>(band)], textOf, config_, joined); !done)
            return unexpected(done.error());
    }
    std::map<std::uint32_t, std::vector<std::size_t>> byRoot;
    for (std::uint32_t text = 0; text < texts_; ++text)
        if (const auto root = joined.find(text); root != text) {
            auto &cluster = byRoot[root];
            if (cluster.empty()) cluster.push_back(root);
            cluster.push_back(text);
        }
    std::vector<std::vector<std::size_t>> out;
    for (auto &[root, cluster] : byRoot) out.push_back(std::move(cluster));
    return out;
}

} // namespace lapidary
