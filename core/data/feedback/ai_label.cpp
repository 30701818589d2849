// SPDX-License-Identifier: Apache-2.0
#include "core/data/feedback/ai_label.h"
#include "core/data/asked.h"
#include "core/data/layouts/registry.h"
#include "core/text/answer/finish.h"
#include <set>

namespace lapidary {
namespace {

std::optional<double> goldOf(const Json &completion) {
    const Json correct = completion.value("correct", Json()), faithful = completion.value("faithful", Json());
    if (!correct.is_boolean()) return std::nullopt;
    return correct == true ? 1.0 + (faithful == true) : 0.0;
}

} // namespace

Result<std::vector<Contest>> contestsOfSamples(const Json &row, std::int64_t most) {
    const auto problem = problemFromJson(row);
    if (!problem) return unexpected(problem.error());
    const Json list = row.value("completions", Json());
    if (!list.is_array())
        return fail({.code = "row.missing",
                     .message = "the row has no completions",
                     .field = "completions",
                     .expected = "a row of samples.jsonl, as the stage sample leaves it"});
    std::vector<ContestSide> sides;
    std::set<std::string> seen;
    for (const Json &each : list) {
        const auto text = getString(each, "text");
        if (!text) return unexpected(text.error());
        const std::string reason = getString(each, "finish_reason").value_or("stop");
        if (!faultOf(*text, reason).empty() || !seen.insert(*text).second) continue;
        sides.push_back({.cell = *text, .words = *text, .finishReason = reason, .gold = goldOf(each)});
    }
    std::vector<Contest> out;
    for (std::size_t i = 0; i + 1 < sides.size() && static_cast<std::int64_t>(out.size()) < most; i += 2)
        out.push_back({.id = problem->id + "/" + std::to_string(out.size() + 1),
                       .prompt = row.at("prompt"),
                       .problem = *problem,
                       .a = sides[i],
                       .b = sides[i + 1]});
    return out;
}

Result<Contest> contestOfPair(const Json &row) {
    static constexpr std::string_view kinds[] = {"preference"};
    const auto record = readRecord(row, kinds);
    if (!record) return unexpected(record.error());
    if (auto ok = teaches(*record); !ok) return unexpected(ok.error());
    const auto &pair = std::get<Preference>(record->what);
    const auto plain = writeRecord(*record);
    if (!plain) return unexpected(plain.error());
    const auto reason = [](bool terminated) { return terminated ? "stop" : "length"; };
    Contest out{.id = record->id.value_or(""), .prompt = plain->at("prompt"), .voted = true};
    out.problem = {.id = out.id, .prompt = wordsOf(pair.prompt), .reference = record->reference.value_or("")};
    out.problem.row = row;
    out.a = {plain->at("chosen"), wordsOf(pair.chosen), reason(pair.chosenTerminated), {}};
    out.b = {plain->at("rejected"), wordsOf(pair.rejected), reason(pair.rejectedTerminated), {}};
    return out;
}

std::optional<bool> betterByGold(const Contest &contest, const Principle *principle, const Rule &rule) {
    const ContestSide &a = contest.a, &b = contest.b;
    if (principle && principle->isChecked()) {
        const auto brokenA = violates(*principle, rule, contest.problem, a.words, a.finishReason),
                   brokenB = violates(*principle, rule, contest.problem, b.words, b.finishReason);
        if (!brokenA || !brokenB || *brokenA == *brokenB) return std::nullopt;
        return *brokenB;
    }
    if (contest.voted) return contest.voted;
    if (principle || !a.gold || !b.gold || *a.gold == *b.gold) return std::nullopt;
    return *a.gold > *b.gold;
}

Json labelledRow(const Contest &contest, const AiLabel &label) {
    const bool first = label.soft() > 0.5;
    const double soft = first ? label.soft() : 1 - label.soft();
    const ContestSide &chosen = first ? contest.a : contest.b, &rejected = first ? contest.b : contest.a;
    Json row = {
        {"id", contest.id},         {"prompt", contest.prompt}, {"chosen", chosen.cell}, {"rejected", rejected.cell},
        {"strength", 2 * soft - 1}, {"soft_label", soft},       {"made_by", "ai"}};
    if (!endedItself(chosen.finishReason)) row["chosen_terminated"] = false;
    if (!endedItself(rejected.finishReason)) row["rejected_terminated"] = false;
    if (!contest.problem.reference.empty()) row["reference"] = contest.problem.reference;
    return row;
}

} // namespace lapidary
