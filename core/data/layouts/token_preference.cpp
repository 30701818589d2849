// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/token_preference.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/token_ids.h"
#include <algorithm>

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    const char *promptKey = row.contains("prompt_input_ids") ? "prompt_input_ids" : "prompt_ids";
    const bool whole = !row.contains(promptKey) && row.contains("chosen_input_ids");
    const auto prompt = whole ? Result<std::vector<std::int64_t>>{} : idsIn(row, promptKey);
    if (!prompt) return unexpected(prompt.error());
    TokenPreference pair;
    for (auto [name, side] :
         {std::pair{std::string("chosen_"), &pair.chosen}, {std::string("rejected_"), &pair.rejected}}) {
        if (whole) {
            auto tokens = tokensIn(row, name);
            if (!tokens) return unexpected(tokens.error());
            *side = std::move(*tokens);
            continue;
        }
        const auto completion = idsIn(row, row.contains(name + "ids") ? name + "ids" : name + "input_ids");
        if (!completion) return unexpected(completion.error());
        side->ids = *prompt;
        side->ids.insert(side->ids.end(), completion->begin(), completion->end());
        side->labels = side->ids;
        std::fill_n(side->labels.begin(), prompt->size(), -100);
    }
    return named(row, std::move(pair));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<TokenPreference>(&record.what);
    if (!it) return std::nullopt;
    Json row = begun(record);
    putTokens(row, "chosen_", it->chosen);
    putTokens(row, "rejected_", it->rejected);
    return finished(std::move(row), record);
}

/// How many tokens at the beginning are not learnt.
std::size_t promptOf(const TokenIds &tokens) {
    const auto first =
        std::find_if(tokens.labels.begin(), tokens.labels.end(), [](auto label) { return label != -100; });
    return static_cast<std::size_t>(first - tokens.labels.begin());
}

/// The ids behind the prompt; nothing where not all of them are learnt.
std::optional<std::vector<std::int64_t>> behind(const TokenIds &tokens, std::size_t prompt) {
    const auto from = static_cast<std::ptrdiff_t>(prompt);
    std::vector<std::int64_t> ids(tokens.ids.begin() + from, tokens.ids.end());
    if (!std::equal(ids.begin(), ids.end(), tokens.labels.begin() + from, tokens.labels.end())) return std::nullopt;
    return ids;
}

std::optional<Json> writeParted(const Record &record) {
    const auto *it = std::get_if<TokenPreference>(&record.what);
    if (!it) return std::nullopt;
    const auto prompt = std::min(promptOf(it->chosen), promptOf(it->rejected));
    const auto chosen = behind(it->chosen, prompt), rejected = behind(it->rejected, prompt);
    const auto end = it->chosen.ids.begin() + static_cast<std::ptrdiff_t>(prompt);
    if (!chosen || !rejected || !std::equal(it->chosen.ids.begin(), end, it->rejected.ids.begin())) return std::nullopt;
    Json row = begun(record);
    row["prompt_ids"] = std::vector<std::int64_t>(it->chosen.ids.begin(), end);
    row["chosen_ids"] = *chosen;
    row["rejected_ids"] = *rejected;
    return finished(std::move(row), record);
}

} // namespace

const Layout &tokenPreferenceLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "token_preference",
                               .summary = translated("Layout", "Preference pairs of token ids"),
                               .makes = "token_preference",
                               .columns = {{.name = "chosen_input_ids", .required = true, .kind = Kind::Ids},
                                           {.name = "rejected_input_ids", .required = true, .kind = Kind::Ids},
                                           {.name = "chosen_labels", .kind = Kind::Ids},
                                           {.name = "rejected_labels", .kind = Kind::Ids},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = read,
                               .write = write,
                               .example = {{"chosen_input_ids", {5, 7, 2}},
                                           {"chosen_labels", {-100, 7, 2}},
                                           {"rejected_input_ids", {5, 8, 2}},
                                           {"rejected_labels", {-100, 8, 2}}},
                               .imports = false};
    return layout;
}

const Layout &partedTokenPreferenceLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "parted_token_preference",
                               .summary = translated("Layout", "Preference pairs of token ids, the prompt apart"),
                               .makes = "token_preference",
                               .columns = {{.name = "prompt_ids", .required = true, .kind = Kind::Ids},
                                           {.name = "chosen_ids", .required = true, .kind = Kind::Ids},
                                           {.name = "rejected_ids", .required = true, .kind = Kind::Ids},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = read,
                               .write = writeParted,
                               .example = {{"prompt_ids", {1, 5}}, {"chosen_ids", {7, 2}}, {"rejected_ids", {8, 2}}},
                               .imports = false};
    return layout;
}

} // namespace lapidary
