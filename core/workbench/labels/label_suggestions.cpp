// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_suggestions.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/label_items.h"
#include <algorithm>

namespace lapidary {
namespace {

using PairKey = std::array<std::string, 3>; ///< the prompt and both answers, in the order of their texts

PairKey keyOf(const std::string &prompt, std::string a, std::string b) {
    if (b < a) std::swap(a, b);
    return {prompt, std::move(a), std::move(b)};
}

using Wanted = std::map<PairKey, std::vector<const LabelItem *>>;

Wanted wantedOf(const LabelQueue &queue) {
    Wanted out;
    for (const LabelItem &item : queue.items)
        out[keyOf(item.prompt, item.answers[0].text, item.answers[1].text)].push_back(&item);
    return out;
}

/// A probability that stands in the line where it should.
Result<double> chance(const Json &line, const char *field) {
    const Json value = line.value(field, Json());
    if (value.is_number() && value >= 0 && value <= 1) return value.get<double>();
    return fail({.code = "labels.bad_judgement",
                 .message = "a judgement has no probability",
                 .field = field,
                 .found = value.dump().substr(0, 80),
                 .expected = "a number from 0 to 1",
                 .remedy = "Let the judge's stage run again."});
}

/// The texts of the line's row, the answer that the judge was shown first (a) before the other.
Result<std::array<std::string, 3>> textsOf(const Json &row, bool aWins) {
    static constexpr std::string_view kinds[] = {"preference"};
    const auto record = readRecord(row, kinds);
    if (!record) return unexpected(record.error());
    const auto &pair = std::get<Preference>(record->what);
    std::string chosen = labelWords(pair.chosen), rejected = labelWords(pair.rejected);
    if (!aWins) std::swap(chosen, rejected);
    return std::array{labelWords(pair.prompt), std::move(chosen), std::move(rejected)};
}

class Suggested {
public:
    Suggested(const LabelQueue &queue, const RunRecord &run) : wanted_(wantedOf(queue)), run_(run) {}

    Status take(const Json &line, LabelSuggestions &out) const {
        const auto first = chance(line, "first"), second = chance(line, "second");
        if (!first || !second) return unexpected((first ? second : first).error());
        const Json row = line.value("row", Json::object());
        const auto texts = textsOf(row, *first + *second > 1); // labelledRow() calls the likelier one chosen
        if (!texts) return unexpected(texts.error());
        const auto found = wanted_.find(keyOf((*texts)[0], (*texts)[1], (*texts)[2]));
        if (found == wanted_.end()) return {};
        LabelSuggestion said{.judge = run_.id,
                             .name = run_.title.empty() ? run_.name : run_.title,
                             .principle = row.value("principle", ""),
                             .first = *first,
                             .second = *second};
        const Json reasons = row.value("reasons", Json());
        for (std::size_t i = 0; reasons.is_array() && i < std::min<std::size_t>(reasons.size(), 2); ++i)
            if (reasons[i].is_string()) said.reasons[i] = reasons[i].get<std::string>();
        for (const LabelItem *item : found->second)
            out[item->id].push_back(item->answers[0].text == (*texts)[1] ? said : turned(said));
        return {};
    }

private:
    /// The same of the pair the other way round: what was asked with a first was asked with b second.
    static LabelSuggestion turned(LabelSuggestion said) {
        const double first = said.first;
        said.first = 1 - said.second;
        said.second = 1 - first;
        std::swap(said.reasons[0], said.reasons[1]);
        return said;
    }
    Wanted wanted_;
    const RunRecord &run_;
};

} // namespace

std::string LabelSuggestion::verdict(const std::string &order) const {
    const char better = preferred();
    return !better ? "tie" : order.starts_with(better) ? "left" : "right";
}

Result<LabelSuggestions> suggestionsFor(Project &project, const LabelQueue &queue) {
    LabelSuggestions out;
    const LabelKind &kind = *queue.setup.kind;
    if (kind.fewest != 2 || kind.most != 2) return out;
    const auto runs = project.store().runs();
    if (!runs) return unexpected(runs.error());
    for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
        const fs::path file = project.runFolder(run->id) / kJudgementsFile;
        std::error_code wrong;
        if (run->state != "finished" || !fs::exists(file, wrong)) continue;
        const Suggested suggested(queue, *run);
        const auto read = forEachRow(file, [&](const Json &line) { return suggested.take(line, out); });
        if (!read) return unexpected(read.error());
    }
    return out;
}

namespace {

struct Counted {
    std::int64_t same = 0, of = 0, unaidedSame = 0, unaided = 0, consistent = 0;
};

LabelEstimate estimateOf(std::int64_t part, std::int64_t of) {
    return {*stats::wilson(part, of), static_cast<std::size_t>(of)};
}

} // namespace

std::vector<JudgeAgreement> judgeAgreement(const LabelBook &book, const LabelSuggestions &suggestions) {
    std::map<std::pair<std::string, std::string>, Counted> counted;
    for (const auto &[person, state] : book)
        for (std::size_t i = 0; i < state.items().size(); ++i) {
            const LabelMark &mark = state.marks()[i];
            const auto found = suggestions.find(state.items()[i].id);
            if (found == suggestions.end() || !mark.preferred() || !mark.accepted.empty()) continue;
            for (const LabelSuggestion &each : found->second) {
                if (!each.preferred()) continue;
                Counted &to = counted[{each.name, each.principle}];
                const bool same = each.preferred() == mark.preferred();
                ++to.of;
                to.same += same;
                to.unaided += mark.unaided;
                to.unaidedSame += mark.unaided && same;
                to.consistent += each.consistent();
            }
        }
    std::vector<JudgeAgreement> out;
    for (const auto &[who, count] : counted) {
        JudgeAgreement made{.judge = who.first, .principle = who.second, .same = estimateOf(count.same, count.of)};
        if (count.unaided > 0) made.unaided = estimateOf(count.unaidedSame, count.unaided);
        made.consistent = estimateOf(count.consistent, count.of);
        out.push_back(std::move(made));
    }
    return out;
}

} // namespace lapidary
