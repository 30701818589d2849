// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/row_set.h"
#include <map>
#include <optional>
#include <span>

namespace lapidary {
namespace {

using Ids = std::vector<std::int64_t>;

constexpr std::size_t kShortestShared = 8; ///< tokens; less is not worth a segment of its own

/// A sequence as far as its last label: its first label stands at `first`, counted from its beginning.
struct Sequence {
    std::int64_t row = 0, begin = 0;
    std::span<const std::int64_t> ids{}, labels{};
    std::size_t first = 0;
    std::span<const std::int64_t> prompt() const { return ids.first(first); }
};

/// Nothing where there is no label. Nothing precedes a first token, so that it is no target.
std::optional<Sequence> sequenceOf(const Segment &segment, std::span<const std::int64_t> ids,
                                   std::span<const std::int64_t> labels) {
    std::size_t first = 0, last = 0;
    for (std::size_t i = 1; i < labels.size(); ++i) {
        if (labels[i] == kIgnore) continue;
        if (first == 0) first = i;
        last = i;
    }
    if (last == 0) return std::nullopt;
    return Sequence{segment.row, segment.begin, ids.first(last), labels.first(last + 1), first};
}

std::vector<Sequence> sequencesOf(const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                                  std::vector<Segment> segments) {
    const std::int64_t T = ids_BT.size(1);
    if (segments.empty())
        for (std::int64_t b = 0; b < ids_BT.size(0); ++b) segments.push_back({b, 0, T});
    std::vector<Sequence> out;
    for (const Segment &s : segments) {
        const auto part = [&](const at::Tensor &x_BT) {
            return std::span(x_BT.const_data_ptr<std::int64_t>() + s.row * T + s.begin,
                             static_cast<std::size_t>(s.length));
        };
        if (auto sequence = sequenceOf(s, part(ids_BT), part(labels_BT))) out.push_back(*sequence);
    }
    return out;
}

/// Lays sequences side by side.
class Layout {
public:
    /// Gives the number of the segment; -1 for no tokens.
    std::int64_t add(std::span<const std::int64_t> tokens, std::int64_t behind = -1) {
        if (tokens.empty()) return -1;
        segments.push_back(
            {0, static_cast<std::int64_t>(ids.size()), static_cast<std::int64_t>(tokens.size()), behind});
        ids.insert(ids.end(), tokens.begin(), tokens.end());
        return static_cast<std::int64_t>(segments.size()) - 1;
    }
    std::int64_t beginOf(std::int64_t segment) const {
        return segment < 0 ? 0 : segments[static_cast<std::size_t>(segment)].begin;
    }

    Ids ids{};
    std::vector<Segment> segments{};
};

/// Where in the layout each token of a sequence is: those before `turn` at `before`, the others at `behind`.
struct Placed {
    std::int64_t before = 0, behind = 0;
    std::size_t turn = 0;
    std::int64_t of(std::size_t token) const {
        return token < turn ? before + static_cast<std::int64_t>(token)
                            : behind + static_cast<std::int64_t>(token - turn);
    }
};

std::vector<Placed> place(const std::vector<Sequence> &sequences, bool shared, Layout &layout) {
    std::map<Ids, std::vector<std::size_t>> byPrompt;
    std::vector<Ids> prompts;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const auto prompt = sequences[i].prompt();
        prompts.emplace_back(prompt.begin(), prompt.end());
        byPrompt[prompts.back()].push_back(i);
    }
    std::vector<Placed> placed(sequences.size());
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const auto &group = byPrompt[prompts[i]];
        if (!shared || group.size() < 2 || prompts[i].size() < kShortestShared) {
            placed[i].behind = layout.beginOf(layout.add(sequences[i].ids));
            continue;
        }
        if (group.front() != i) continue; // went with the first of its group
        const std::int64_t prompt = layout.add(prompts[i]);
        for (const std::size_t member : group) {
            const std::size_t turn = prompts[i].size();
            placed[member] = {layout.beginOf(prompt),
                              layout.beginOf(layout.add(sequences[member].ids.subspan(turn), prompt)), turn};
        }
    }
    return placed;
}

} // namespace

RowSet rowSetOf(const at::Tensor &ids_BT, const at::Tensor &labels_BT, const std::vector<Segment> &segments,
                bool shared) {
    const at::Tensor ids = ids_BT.to(at::kCPU).contiguous(), labels = labels_BT.to(at::kCPU).contiguous();
    const auto sequences = sequencesOf(ids, labels, segments);
    Layout layout;
    const auto placed = place(sequences, shared, layout);
    if (sequences.empty()) layout.add({ids.const_data_ptr<std::int64_t>(), 1}); // a loss of 0 has a live graph, too
    Ids from, rows, columns, targets;
    for (std::size_t i = 0; i < sequences.size(); ++i)
        for (std::size_t t = sequences[i].first; t < sequences[i].labels.size(); ++t) {
            if (sequences[i].labels[t] == kIgnore) continue;
            from.push_back(placed[i].of(t - 1));
            rows.push_back(sequences[i].row);
            columns.push_back(sequences[i].begin + static_cast<std::int64_t>(t));
            targets.push_back(sequences[i].labels[t]);
        }
    const auto tensor = [&](const Ids &values) { return at::tensor(values, at::kLong).to(ids_BT.device()); };
    return {tensor(layout.ids).unsqueeze(0),
            std::move(layout.segments),
            tensor(from),
            tensor(rows),
            tensor(columns),
            tensor(targets)};
}

} // namespace lapidary
