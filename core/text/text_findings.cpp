// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_findings.h"
#include "core/text/tokenizer/tracked_text.h"
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

constexpr std::size_t kMostNamed = 8,
                      kMostKept = 10'000; ///< characters that are named, and that are counted one by one
constexpr std::size_t kContext = 20;      ///< bytes of each side of a boundary

/// A character as a sentence shows it: what has no shape of its own is told by its number.
std::string shown(const std::string &character) {
    const auto code = static_cast<std::uint32_t>(TrackedText::decodeAt(character, 0));
    const bool shapeless = code <= 0x20 || (code >= 0x7F && code <= 0xA0) || (code >= 0x2000 && code <= 0x200F) ||
                           (code >= 0x2028 && code <= 0x202F) || code == 0xFEFF;
    if (!shapeless) return character;
    char number[16];
    std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(code));
    return number;
}

Sentence rowsOf(std::int64_t rows) {
    return rows == 1 ? Sentence("1 row") : Sentence("{0} rows", rows);
}

std::string tail(const std::string &text) {
    std::size_t at = text.size() - std::min(text.size(), kContext);
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    return text.substr(at);
}

std::string head(const std::string &text) {
    std::size_t end = std::min(text.size(), kContext);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

} // namespace

std::size_t charactersAt(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>> &places) {
    std::size_t count = 0;
    for (const auto &[begin, end] : places)
        for (std::size_t at = begin; at < end; at = TrackedText::nextCharacter(text, at)) ++count;
    return count;
}

void TextFindings::add(const std::string &prompt, const std::string &completion, const PromptCompletion &read,
                       std::int64_t line, std::size_t from) {
    if (read.merged && lastMerged_ != line) {
        lastMerged_ = line;
        if (++mergedRows_ == 1) {
            firstMerged_ = line;
            boundary_ = tail(prompt) + "|" + head(completion);
        }
    }
    if (!read.lost.empty()) add(prompt + completion, read.lost, line, from);
}

void TextFindings::add(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>> &lost,
                       std::int64_t line, std::size_t from) {
    std::int64_t found = 0;
    for (const auto &[begin, end] : lost)
        for (std::size_t at = std::max(begin, from); at < end; ++found) {
            const std::size_t next = TrackedText::nextCharacter(text, at);
            const auto character = text.substr(at, next - at);
            if (const auto it = characters_.find(character); it != characters_.end())
                ++it->second;
            else if (characters_.size() < kMostKept)
                characters_.emplace(character, 1);
            at = next;
        }
    if (found == 0) return;
    lostCharacters_ += found;
    if (lastLost_ == line) return;
    lastLost_ = line;
    if (++lostRows_ == 1) firstLost_ = line;
}

Sentence TextFindings::lost() const {
    std::vector<std::pair<std::string, std::int64_t>> all(characters_.begin(), characters_.end());
    std::stable_sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    std::string out;
    for (std::size_t i = 0; i < all.size() && i < kMostNamed; ++i)
        out += (i > 0 ? ", " : "") + shown(all[i].first) + " (" + std::to_string(all[i].second) + ")";
    return all.size() > kMostNamed ? Sentence("{0} and others", out) : Sentence(out);
}

std::string TextFindings::mostLost() const {
    return lost().str();
}

std::vector<Sentence> TextFindings::sentences() const {
    std::vector<Sentence> out;
    if (mergedRows_ > 0)
        out.emplace_back("in {0} a token reaches across the end of the prompt (first in line {1}: {2}); there the "
                         "completion begins before it, where the tokens part from those of the prompt alone. A model "
                         "is asked with the prompt's own tokens: end prompts where the tokenizer does not merge "
                         "across, as at a line break, and let a completion begin with its blank.",
                         rowsOf(mergedRows_), firstMerged_, boundary_);
    if (lostRows_ > 0)
        out.emplace_back("{0} in {1}, first in line {2}, cannot be expressed by the tokenizer and are left out or "
                         "unknown to the model: {3}",
                         lostCharacters_ == 1 ? Sentence("1 character") : Sentence("{0} characters", lostCharacters_),
                         rowsOf(lostRows_), firstLost_, lost());
    return out;
}

Json TextFindings::toJson() const {
    Json out = {{"merged_rows", mergedRows_}, {"lost_characters", lostCharacters_}, {"lost_rows", lostRows_}};
    if (mergedRows_ > 0) out["first_merged_line"] = firstMerged_;
    if (lostRows_ > 0) {
        out["first_lost_line"] = firstLost_;
        out["lost"] = mostLost();
    }
    return out;
}

} // namespace lapidary
