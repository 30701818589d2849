// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/duplicates.h"
#include "core/base/hash.h"
#include "core/data/layouts/layout.h"
#include <algorithm>
#include <tuple>

namespace lapidary {
namespace {

void addTexts(const Json &value, std::string &out) {
    if (value.is_string()) out.append(value.get_ref<const std::string &>()).push_back('\n');
    if (value.is_structured())
        for (const Json &each : value) addTexts(each, out);
}

std::string comparedText(const std::string &body, const std::string &field) {
    const Json row = Json::parse(body);
    std::string out;
    for (const auto &[name, value] : row.items()) {
        const bool beside = name == "id" || name == kOtherColumns || name == kOriginalCells;
        if (field.empty() ? !beside : name == field) addTexts(value, out);
    }
    return out;
}

using Places = std::vector<std::vector<std::size_t>>; ///< clusters of places in the list of ids

/// Places of equal texts, by two hashes of 64 bits.
class SameTexts {
public:
    void add(const std::string &text) {
        const bool empty = text.find_first_not_of(" \t\r\n") == text.npos;
        const std::size_t place = count_++;
        if (!empty) keys_.push_back({hash64(text), hash64(text, 1), place});
    }
    Places clusters() {
        std::sort(keys_.begin(), keys_.end());
        Places out;
        for (std::size_t begin = 0, end = 0; begin < keys_.size(); begin = end) {
            while (end < keys_.size() && keys_[end].first == keys_[begin].first &&
                   keys_[end].second == keys_[begin].second)
                ++end;
            if (end - begin < 2) continue;
            auto &cluster = out.emplace_back();
            for (std::size_t at = begin; at < end; ++at) cluster.push_back(keys_[at].place);
        }
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    struct Key {
        std::uint64_t first, second;
        std::size_t place;
        bool operator<(const Key &other) const {
            return std::tie(first, second, place) < std::tie(other.first, other.second, other.place);
        }
    };
    std::vector<Key> keys_{};
    std::size_t count_ = 0;
};

/// By the rule for keeping a row; less is better.
std::int64_t rankOf(const StoredRow &row, const DuplicateConfig &config) {
    if (config.keep == DuplicateConfig::Keep::Longest)
        return -static_cast<std::int64_t>(comparedText(row.body, config.field).size());
    if (config.keep != DuplicateConfig::Keep::BestTagged) return 0;
    for (std::size_t i = 0; i < config.bestTags.size(); ++i)
        if (std::binary_search(row.tags.begin(), row.tags.end(), config.bestTags[i]))
            return static_cast<std::int64_t>(i);
    return static_cast<std::int64_t>(config.bestTags.size());
}

Result<DuplicateCluster> withKept(RowStore &rows, std::vector<std::int64_t> ids, const DuplicateConfig &config) {
    DuplicateCluster out{.rows = std::move(ids)};
    std::sort(out.rows.begin(), out.rows.end());
    out.kept = out.rows.front();
    if (config.keep == DuplicateConfig::Keep::First) return out;
    std::int64_t best = INT64_MAX;
    for (const auto id : out.rows) { // one after another: a cluster may be large
        const auto row = rows.page(std::span(&id, 1));
        if (!row) return unexpected(row.error());
        if (const auto rank = rankOf(row->front(), config); rank < best) {
            best = rank;
            out.kept = id;
        }
    }
    return out;
}

Result<Places> placesOf(RowStore &rows, const RowQuery &query, const DuplicateConfig &config,
                        std::vector<std::int64_t> &ids, const StoreWork &work) {
    SameTexts same;
    NearDuplicates near(config.like);
    const auto read = rows.stream(
        query,
        [&](const StoredRow &row) -> Status {
            ids.push_back(row.id);
            const std::string text = comparedText(row.body, config.field);
            if (config.near)
                near.add(text);
            else
                same.add(text);
            return {};
        },
        work);
    if (!read) return unexpected(read.error());
    if (!config.near) return same.clusters();
    const auto stopped = [&]() -> Status {
        return work.stop.stop_requested() ? fail(kCancelled, "Stopped on request") : Status{};
    };
    return near.clusters(
        [&](std::size_t place) -> Result<std::string> {
            if (auto end = stopped(); !end) return unexpected(end.error()); // a band may have many texts to compare
            const auto row = rows.page(std::span(&ids[place], 1));
            if (!row) return unexpected(row.error());
            return comparedText(row->front().body, config.field);
        },
        [&](int, int) { return stopped(); });
}

} // namespace

Result<std::vector<DuplicateCluster>> findDuplicates(RowStore &rows, const RowQuery &query,
                                                     const DuplicateConfig &config, const StoreWork &work) {
    if (config.like.similarity < 0.3 || config.like.similarity > 1 || config.like.words < 1)
        return fail({.code = "curation.similarity",
                     .message = "near-duplicates cannot be looked for so",
                     .field = "similarity",
                     .found = {"{0} of {1} words", config.like.similarity, config.like.words},
                     .expected = "a share from 0.3 to 1, and one word or more"});
    std::vector<std::int64_t> ids;
    const auto places = placesOf(rows, query, config, ids, work);
    if (!places) return unexpected(places.error());
    std::vector<DuplicateCluster> out;
    for (const auto &cluster : *places) {
        std::vector<std::int64_t> members;
        for (const auto place : cluster) members.push_back(ids[place]);
        auto kept = withKept(rows, std::move(members), config);
        if (!kept) return unexpected(kept.error());
        out.push_back(std::move(*kept));
    }
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.rows.front() < b.rows.front(); });
    return out;
}

std::vector<std::int64_t> surplusOf(const std::vector<DuplicateCluster> &clusters) {
    std::vector<std::int64_t> out;
    for (const auto &cluster : clusters)
        std::copy_if(cluster.rows.begin(), cluster.rows.end(), std::back_inserter(out),
                     [&](std::int64_t id) { return id != cluster.kept; });
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::vector<SeenRow>> findSeen(RowStore &rows, const RowQuery &query, const EvaluationQuestions &questions,
                                      const StoreWork &work) {
    std::vector<SeenRow> out;
    const auto read = rows.stream(
        query,
        [&](const StoredRow &row) -> Status {
            if (const auto seen = questions.seenIn(Json::parse(row.body), comparedText(row.body, {})))
                out.push_back({row.id, *seen});
            return {};
        },
        work);
    if (!read) return unexpected(read.error());
    return out;
}

} // namespace lapidary
