// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/row_splits.h"
#include "core/base/rng.h"
#include "core/store/rows/row_text.h"
#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

namespace lapidary {
namespace {

using Parts = std::map<std::string, std::vector<std::int64_t>>;
using Bundle = std::vector<std::int64_t>; ///< rows of one value

Error badSplit(Sentence found, Sentence expected) {
    return {.code = "curation.split",
            .message = "the rows cannot be split so",
            .field = "parts",
            .found = std::move(found),
            .expected = std::move(expected)};
}

Status check(const SplitConfig &config) {
    std::set<std::string> names;
    for (const auto &[name, weight] : config.parts) {
        if (name.empty() || !names.insert(name).second)
            return fail(badSplit(name, "each part once, by a name of its own"));
        if (!(weight > 0) || !std::isfinite(weight)) return fail(badSplit(std::to_string(weight), "weights above 0"));
    }
    if (names.size() < 2) return fail(badSplit({"{0} parts", names.size()}, "two parts or more"));
    return {};
}

std::string valueOf(const StoredRow &row, const SplitConfig &config) {
    if (config.column.empty()) {
        std::string all;
        for (const auto &tag : row.tags) all += tag + "\n";
        return all;
    }
    const Json body = Json::parse(row.body);
    const Json *ending = nullptr;
    for (const auto &[name, value] : columnsOf(body)) {
        if (name == config.column) return dumpJson(*value);
        if (name.ends_with("." + config.column)) ending = value;
    }
    return ending ? dumpJson(*ending) : "";
}

/// The part that lacks most of what its weight promises gets the next rows.
class Dealer {
public:
    explicit Dealer(const SplitConfig &config) : config_(config), has_(config.parts.size(), 0) {
        for (const auto &part : config.parts) sum_ += part.second;
    }
    const std::string &next(std::size_t rows) {
        dealt_ += static_cast<double>(rows);
        std::size_t best = 0;
        double most = -1e300;
        for (std::size_t i = 0; i < has_.size(); ++i)
            if (const double lack = config_.parts[i].second / sum_ * dealt_ - has_[i]; lack > most + 1e-9) {
                most = lack;
                best = i;
            }
        has_[best] += static_cast<double>(rows);
        return config_.parts[best].first;
    }

private:
    const SplitConfig &config_;
    std::vector<double> has_;
    double sum_ = 0, dealt_ = 0;
};

/// Bundles in the order in which they are dealt.
std::vector<Bundle> ordered(std::map<std::string, Bundle> &&byValue, const SplitConfig &config) {
    Rng rng(config.seed, "data/split");
    std::vector<Bundle> out;
    if (config.how != SplitConfig::How::Grouped) {
        for (auto &[value, ids] : byValue) {
            rng.shuffle(ids);
            for (const auto id : ids) out.push_back({id}); // row by row, one value behind the other
        }
        return out;
    }
    for (auto &[value, ids] : byValue) {
        if (!value.empty() || config.column.empty())
            out.push_back(std::move(ids));
        else
            for (const auto id : ids) out.push_back({id});
    }
    rng.shuffle(out);
    std::stable_sort(out.begin(), out.end(), [](const Bundle &a, const Bundle &b) { return a.size() > b.size(); });
    return out;
}

} // namespace

Result<Parts> splitRows(RowStore &rows, const RowQuery &query, const SplitConfig &config, const StoreWork &work) {
    if (auto good = check(config); !good) return unexpected(good.error());
    std::map<std::string, Bundle> byValue;
    std::int64_t count = 0;
    const bool random = config.how == SplitConfig::How::Random;
    auto read = rows.stream(
        query,
        [&](const StoredRow &row) -> Status {
            byValue[random ? "" : valueOf(row, config)].push_back(row.id);
            ++count;
            return {};
        },
        work);
    if (!read) return unexpected(read.error());
    if (!random && !config.column.empty() && byValue.size() == 1 && byValue.begin()->first.empty())
        return fail(badSplit({"no row with the column {0}", config.column}, "a column of the rows"));
    Parts parts;
    Dealer dealer(config);
    for (const Bundle &bundle : ordered(std::move(byValue), config)) {
        auto &part = parts[dealer.next(bundle.size())];
        part.insert(part.end(), bundle.begin(), bundle.end());
    }
    for (const auto &[name, weight] : config.parts)
        if (parts[name].empty())
            return fail(badSplit({"{0} rows", count}, {"at least one row for the part {0}", name}));
    for (auto &[name, ids] : parts) std::sort(ids.begin(), ids.end());
    return parts;
}

Result<RowStep> tagParts(RowStore &rows, const Parts &parts, const SplitConfig &config, const std::string &who,
                         const StoreWork &work) {
    std::unordered_map<std::int64_t, const std::string *> partOf;
    std::vector<std::int64_t> all;
    for (const auto &[name, ids] : parts)
        for (const auto id : ids) {
            partOf[id] = &name;
            all.push_back(id);
        }
    std::sort(all.begin(), all.end());
    static constexpr const char *kHow[] = {"random", "stratified", "grouped"};
    Json what = {{"how", kHow[static_cast<int>(config.how)]}, {"column", config.column}, {"seed", config.seed}};
    for (const auto &[name, weight] : config.parts) what["parts"][name] = weight;
    return rows.change(
        {.kind = "split", .what = dumpJson(what), .who = who}, all,
        [&](const StoredRow &row) -> Result<RowChange> {
            RowChange change{.tag = {*partOf[row.id]}};
            for (const auto &each : parts)
                if (each.first != change.tag.front()) change.untag.push_back(each.first);
            return change;
        },
        work);
}

} // namespace lapidary
