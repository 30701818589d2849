// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/unusual_rows.h"
#include "core/data/language.h"
#include <algorithm>
#include <unordered_map>

namespace lapidary {
namespace {

constexpr const char *kLanguage = "lang-";

/// The number of a language; what comes behind the 255 first is not known.
std::uint8_t numberOf(std::vector<std::string> &languages, const std::string &language) {
    auto at = std::find(languages.begin(), languages.end(), language);
    if (at == languages.end()) {
        if (languages.size() == UINT8_MAX) return numberOf(languages, std::string(kUnknownLanguage));
        at = languages.insert(at, language);
    }
    return static_cast<std::uint8_t>(at - languages.begin());
}

/// What is learnt decides; a prompt may stand in a frame of another language.
std::string languageOfRow(const RowTexts &texts) {
    std::string answers;
    for (const auto &each : texts.answers) answers += each + "\n";
    for (const std::string &text : {answers, texts.asked.empty() ? std::string() : texts.asked.back(), texts.all()})
        if (std::string found = languageOf(text); found != kUnknownLanguage) return found;
    return std::string(kUnknownLanguage);
}

bool has(const std::vector<std::string> &list, const std::string &one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

bool isLanguageTag(const std::string &tag) {
    return tag.starts_with(kLanguage);
}

/// The tags that are true of a row now, of those that are chosen.
std::vector<std::string> tagsOf(const UnusualRows &found, const UnusualRows::Row &row, const UnusualChoice &choice) {
    std::vector<std::string> out;
    for (const RowFlagInfo &info : rowFlags())
        if ((row.flags & choice.flags & bitOf(info.flag)) != 0) out.emplace_back(info.tag);
    const std::string &language = found.languages[row.language];
    if (has(choice.languages, language)) out.push_back(languageTag(language));
    return out;
}

RowChange changeOf(const StoredRow &row, const std::vector<std::string> &wanted, const UnusualChoice &choice) {
    RowChange change;
    for (const auto &tag : wanted)
        if (!has(row.tags, tag)) change.tag.push_back(tag);
    for (const auto &tag : row.tags) {
        const bool flag = std::any_of(rowFlags().begin(), rowFlags().end(), [&](const RowFlagInfo &info) {
            return info.tag == tag && (choice.flags & bitOf(info.flag)) != 0;
        });
        const bool language = isLanguageTag(tag) && !choice.languages.empty();
        if ((flag || language) && !has(wanted, tag)) change.untag.push_back(tag);
    }
    return change;
}

} // namespace

std::string languageTag(const std::string &language) {
    return kLanguage + language;
}

std::map<RowFlag, std::int64_t> UnusualRows::flagged() const {
    std::map<RowFlag, std::int64_t> out;
    for (const Row &row : rows)
        for (const RowFlagInfo &info : rowFlags())
            if ((row.flags & bitOf(info.flag)) != 0) ++out[info.flag];
    return out;
}

std::map<std::string, std::int64_t> UnusualRows::inLanguages() const {
    std::map<std::string, std::int64_t> out;
    for (const Row &row : rows) ++out[languages[row.language]];
    return out;
}

Result<UnusualRows> findUnusual(RowStore &rows, const RowQuery &query, const StoreWork &work) {
    UnusualRows out;
    std::vector<std::int64_t> lengths;
    const auto read = rows.stream(
        query,
        [&](const StoredRow &row) -> Status {
            const auto body = parseJson(row.body, {.depth = 128});
            if (!body) return unexpected(body.error());
            const RowTexts texts = textsOf(*body);
            lengths.push_back(charactersOf(texts));
            out.rows.push_back({row.id, flagsOf(texts), numberOf(out.languages, languageOfRow(texts))});
            return {};
        },
        work);
    if (!read) return unexpected(read.error());
    out.usual = usualLengths(lengths);
    for (std::size_t i = 0; i < out.rows.size(); ++i) {
        RowFlagSet &flags = out.rows[i].flags;
        if (lengths[i] < out.usual.least) flags = static_cast<RowFlagSet>(flags | bitOf(RowFlag::VeryShort));
        if (lengths[i] > out.usual.most) flags = static_cast<RowFlagSet>(flags | bitOf(RowFlag::VeryLong));
    }
    return out;
}

std::vector<std::int64_t> chosenOf(const UnusualRows &found, const UnusualChoice &choice) {
    std::vector<std::int64_t> out;
    for (const auto &row : found.rows)
        if ((row.flags & choice.flags) != 0 || has(choice.languages, found.languages[row.language]))
            out.push_back(row.id);
    return out;
}

Result<RowStep> tagUnusual(RowStore &rows, const UnusualRows &found, const UnusualChoice &choice,
                           const std::string &who, const StoreWork &work) {
    std::unordered_map<std::int64_t, const UnusualRows::Row *> known;
    std::vector<std::int64_t> ids;
    for (const auto &row : found.rows) {
        known[row.id] = &row;
        ids.push_back(row.id);
    }
    const Json what = {{"looked_at", ids.size()}, {"marked", chosenOf(found, choice).size()}};
    return rows.change(
        {.kind = "unusual", .what = dumpJson(what), .who = who}, ids,
        [&](const StoredRow &row) -> Result<RowChange> {
            return changeOf(row, tagsOf(found, *known.at(row.id), choice), choice);
        },
        work);
}

} // namespace lapidary
