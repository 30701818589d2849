// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/packed_rows.h"
#include "core/engine/train/ops/row_set.h"
#include <algorithm>
#include <deque>
#include <map>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::size_t kPackedTogether = 1000; ///< rows, as in a batch of datasets' map()

TokenRow partOf(const TokenRow &row, std::size_t begin, std::size_t end) {
    const auto cut = [&](const std::vector<std::int64_t> &all) {
        return std::vector<std::int64_t>(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                         all.begin() + static_cast<std::ptrdiff_t>(std::min(end, all.size())));
    };
    return {.ids = cut(row.ids), .labels = cut(row.labels), .lines = row.lines};
}

void append(TokenRow &row, const TokenRow &more) {
    row.ids.insert(row.ids.end(), more.ids.begin(), more.ids.end());
    row.labels.insert(row.labels.end(), more.labels.begin(), more.labels.end());
}

std::vector<TokenRow> binned(const std::vector<TokenRow> &rows, bool split, std::size_t room) {
    std::vector<TokenRow> parts;
    std::vector<std::size_t> lengths;
    for (const TokenRow &row : rows)
        for (std::size_t begin = 0; begin < (split ? row.ids.size() : 1); begin += room) {
            parts.push_back(partOf(row, begin, begin + room));
            lengths.push_back(parts.back().ids.size());
        }
    std::vector<TokenRow> out;
    for (const auto &bin : packBestFit(lengths, room)) {
        TokenRow packed;
        for (const std::size_t part : bin) {
            parts[part].labels[0] = kIgnore; // nothing precedes a first token
            append(packed, parts[part]);
            packed.lines.insert(packed.lines.end(), parts[part].lines.begin(), parts[part].lines.end());
            packed.lengths.push_back(static_cast<std::int64_t>(lengths[part]));
        }
        out.push_back(std::move(packed));
    }
    return out;
}

/// Of the rows that have tokens in [begin, end) of all tokens behind each other.
std::vector<std::int64_t> linesWithin(const std::vector<TokenRow> &rows, std::size_t begin, std::size_t end) {
    std::vector<std::int64_t> out;
    std::size_t place = 0;
    for (const TokenRow &row : rows) {
        const std::size_t behind = place + row.ids.size();
        if (place < end && behind > begin) out.insert(out.end(), row.lines.begin(), row.lines.end());
        place = behind;
    }
    return out;
}

std::vector<TokenRow> wrapped(const std::vector<TokenRow> &rows, std::size_t room) {
    TokenRow all;
    for (const TokenRow &row : rows) append(all, row);
    std::vector<TokenRow> out;
    for (std::size_t begin = 0; begin < all.ids.size(); begin += room) {
        out.push_back(partOf(all, begin, begin + room));
        out.back().labels[0] = kIgnore;
        out.back().lines = linesWithin(rows, begin, begin + room);
    }
    return out;
}

bool learns(const TokenRow &row) {
    return std::any_of(row.labels.begin(), row.labels.end(), [](auto label) { return label != kIgnore; });
}

} // namespace

const std::vector<std::string> &packingStrategies() {
    static const std::vector<std::string> names{"bfd", "bfd_split", "wrapped"};
    return names;
}

std::vector<TokenRow> packRows(const std::vector<TokenRow> &rows, const std::string &strategy, std::int64_t maxLength) {
    const auto room = static_cast<std::size_t>(maxLength);
    std::vector<TokenRow> out;
    for (std::size_t begin = 0; begin < rows.size(); begin += kPackedTogether) {
        const std::vector<TokenRow> some(
            rows.begin() + static_cast<std::ptrdiff_t>(begin),
            rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), begin + kPackedTogether)));
        for (auto &row : strategy == "wrapped" ? wrapped(some, room) : binned(some, strategy == "bfd_split", room))
            if (learns(row)) out.push_back(std::move(row));
    }
    return out;
}

std::vector<std::vector<std::size_t>> packBestFit(const std::vector<std::size_t> &lengths, std::size_t capacity) {
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return lengths[a] > lengths[b]; });
    std::vector<std::vector<std::size_t>> bins;
    std::map<std::size_t, std::deque<std::size_t>> byRoom;
    for (const auto row : order) {
        std::size_t bin = bins.size(), room = std::max(capacity, lengths[row]);
        if (const auto tightest = byRoom.lower_bound(lengths[row]); tightest != byRoom.end()) {
            room = tightest->first;
            bin = tightest->second.front();
            tightest->second.pop_front();
            if (tightest->second.empty()) byRoom.erase(tightest);
        } else {
            bins.emplace_back();
        }
        bins[bin].push_back(row);
        if (room > lengths[row]) byRoom[room - lengths[row]].push_back(bin);
    }
    return bins;
}

} // namespace lapidary
