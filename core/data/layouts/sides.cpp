// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/sides.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

/// Whole numbers as such: 2, not 2.0.
Json numberOf(double value) {
    const bool whole = std::abs(value) < 1e15 && std::trunc(value) == value;
    return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

bool isInside(const std::string &text, std::size_t at) { // of a character of several bytes
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

} // namespace

Status readJudgement(const Json &row, Preference &pair) {
    const auto chosenEnds = flagField(row, kChosenTerminatedColumn.name, true),
               rejectedEnds = flagField(row, kRejectedTerminatedColumn.name, true);
    if (!chosenEnds) return unexpected(chosenEnds.error());
    if (!rejectedEnds) return unexpected(rejectedEnds.error());
    const auto strength = numberField(row, kStrengthColumn.name, 1);
    if (!strength) return unexpected(strength.error());
    pair.strength = *strength;
    pair.chosenTerminated = *chosenEnds;
    pair.rejectedTerminated = *rejectedEnds;
    return {};
}

void putJudgement(Json &row, const Preference &pair) {
    if (!pair.chosenTerminated) row["chosen_terminated"] = false;
    if (!pair.rejectedTerminated) row["rejected_terminated"] = false;
    if (pair.strength != 1) row["strength"] = numberOf(pair.strength);
}

Preference partedTexts(const std::string &chosen, const std::string &rejected) {
    const std::size_t shorter = std::min(chosen.size(), rejected.size());
    const auto parting = std::mismatch(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(shorter),
                                       rejected.begin(), rejected.end());
    auto at = static_cast<std::size_t>(parting.first - chosen.begin());
    const bool part = at < shorter;
    if (!part && at > 0) --at; // each side keeps a character
    const std::string &other = chosen.size() > at ? chosen : rejected;
    while (at > 0 && isInside(other, at)) --at;
    if (part && at > 0 && chosen[at - 1] == ' ') --at;
    return {.prompt = plain(chosen.substr(0, at)),
            .chosen = plain(chosen.substr(at)),
            .rejected = plain(rejected.substr(at))};
}

Result<Preference> partedTalks(const Messages &chosen, const Messages &rejected, const char *rejectedColumn) {
    const std::size_t shorter = std::min(chosen.size(), rejected.size());
    if (shorter == 0)
        return fail({.code = "row.empty",
                     .message = "a side of the preference has no messages",
                     .field = rejectedColumn,
                     .found = {"{0} messages beside {1}", rejected.size(), chosen.size()},
                     .expected = "a conversation on each side"});
    std::size_t same = 0;
    while (same < shorter && chosen[same] == rejected[same]) ++same;
    if (same == shorter) --same;
    if (same == 0)
        return fail({.code = "row.no_prompt",
                     .message = "the two sides begin with different messages, so that they answer different prompts",
                     .field = rejectedColumn,
                     .found = {"a first message by {0}", rejected[0].role},
                     .expected = "the messages with which the chosen side begins"});
    const auto cut = static_cast<std::ptrdiff_t>(same);
    return Preference{.prompt = Messages(chosen.begin(), chosen.begin() + cut),
                      .chosen = Messages(chosen.begin() + cut, chosen.end()),
                      .rejected = Messages(rejected.begin() + cut, rejected.end())};
}

Preference pairedTalks(Messages prompt, Messages chosen, Messages rejected) {
    const auto size = static_cast<std::ptrdiff_t>(prompt.size());
    const auto saysAgain = [&](const Messages &side) {
        return size > 0 && side.size() > prompt.size() && std::equal(prompt.begin(), prompt.end(), side.begin());
    };
    while (saysAgain(chosen) && saysAgain(rejected))
        for (auto *side : {&chosen, &rejected}) side->erase(side->begin(), side->begin() + size);
    return {.prompt = std::move(prompt), .chosen = std::move(chosen), .rejected = std::move(rejected)};
}

Messages wholeTalk(const Messages &prompt, const Messages &side) {
    Messages talk = prompt;
    talk.insert(talk.end(), side.begin(), side.end());
    return talk;
}

} // namespace lapidary
