// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/ranking.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/lettered_choices.h"
#include <algorithm>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::size_t kMost = 26;

/// An answer, and how good it is.
struct Ranked {
    std::string text{};
    double worth = 0; ///< higher is better
};
using Answers = std::vector<Ranked>;

Error tooFew(std::string_view field, std::size_t found) {
    return {.code = "row.wrong_type",
            .message = "a ranking has several answers",
            .field = std::string(field),
            .found = {"{0} of them", found},
            .expected = {"2 to {0} answers", kMost}};
}

/// Pairs from the best one on: each with all that are worse.
Result<std::vector<Record>> pairsOf(const Json &row, const std::string &prompt, const Answers &answers,
                                    std::string_view field) {
    if (answers.size() < 2 || answers.size() > kMost) return fail(tooFew(field, answers.size()));
    std::vector<std::size_t> order(answers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return answers[a].worth > answers[b].worth; });
    std::vector<Record> out;
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::size_t j = i + 1; j < order.size(); ++j) {
            const Ranked &better = answers[order[i]], &worse = answers[order[j]];
            if (better.worth == worse.worth || better.text == worse.text) continue;
            auto pair = named(row, Preference{plain(prompt), plain(better.text), plain(worse.text)});
            if (!pair) return unexpected(pair.error());
            if (pair->id && answers.size() > 2) {
                std::string letters = choiceLetter(order[i]) + choiceLetter(order[j]);
                for (char &c : letters) c = static_cast<char>(c + 32);
                *pair->id += "/" + letters;
            }
            out.push_back(std::move(*pair));
        }
    if (!out.empty()) return out;
    return fail({.code = "row.equal_ranks",
                 .message = "no two answers of the ranking differ: there is nothing to prefer",
                 .field = std::string(field),
                 .found = {"{0} answers", answers.size()},
                 .expected = "answers of different ranks or scores"});
}

Result<double> worthOf(const Json &cell, const std::string &field, double sign) {
    if (cell.is_number()) return sign * cell.get<double>();
    return fail(wrongType(field, cell, "a number"));
}

Result<std::vector<Record>> readList(const Json &row) {
    auto prompt = textField(row, "prompt");
    if (!prompt) return unexpected(prompt.error());
    const auto texts = textsField(row, "responses", 2, kMost);
    if (!texts) return unexpected(texts.error());
    for (const char *unused : {"scores", "ranks"}) // each is looked at, whichever counts
        if (const auto it = row.find(unused); it != row.end() && !it->is_null() && !it->is_array())
            return fail(wrongType(unused, *it, "a list of numbers"));
    const auto is = [&](const char *name) { return row.contains(name) && row[name].is_array(); };
    const char *field = is("ranks") && !is("scores") ? "ranks" : "scores";
    const Json worth = is(field) ? row[field] : Json::array();
    if (worth.size() != texts->size())
        return fail({.code = is(field) ? "row.wrong_type" : "row.missing",
                     .message = "there are not as many scores or ranks as answers",
                     .field = field,
                     .found = {"{0} of them", worth.size()},
                     .expected = {"{0} numbers", texts->size()}});
    Answers answers;
    for (std::size_t i = 0; i < texts->size(); ++i) {
        const auto each = worthOf(worth[i], field + ("[" + std::to_string(i) + "]"), *field == 'r' ? -1 : 1);
        if (!each) return unexpected(each.error());
        answers.push_back({(*texts)[i], *each});
    }
    return pairsOf(row, *prompt, answers, "responses");
}

/// How a file calls what it says of each answer.
struct Words {
    const char *prompt, *answers, *text, *worth;
    double sign;
};
constexpr Words kUltraFeedback{"instruction", "completions", "response", "overall_score", 1},
    kNectar{"prompt", "answers", "answer", "rank", -1};

template <const Words &words> Result<std::vector<Record>> readTables(const Json &row) {
    auto prompt = textField(row, words.prompt);
    if (!prompt) return unexpected(prompt.error());
    const auto list = row.find(words.answers);
    if (list == row.end() || !list->is_array())
        return fail(wrongType(words.answers, list == row.end() ? Json() : *list, "a list of answers"));
    Answers answers;
    for (const Json &each : *list) {
        const std::string place = words.answers + ("[" + std::to_string(answers.size()) + "]");
        if (!each.is_object()) return fail(wrongType(place, each, "an answer with its rank or score"));
        const auto said = textField(each, words.text);
        const auto worth = worthOf(each.value(words.worth, Json()), place + "." + words.worth, words.sign);
        if (!said) return fail(wrongType(place + "." + words.text, each.value(words.text, Json()), "text"));
        if (!worth) return unexpected(worth.error());
        answers.push_back({*said, *worth});
    }
    return pairsOf(row, *prompt, answers, words.answers);
}

using ReadAll = Result<std::vector<Record>> (*)(const Json &row);

template <ReadAll readAll> Result<Record> first(const Json &row) {
    auto all = readAll(row);
    if (!all) return unexpected(all.error());
    return std::move(all->front());
}

/// The words of a pair that is plain.
struct PlainPair {
    std::string prompt{}, chosen{}, rejected{};
};
std::optional<PlainPair> plainPair(const Record &record) {
    const auto *pair = std::get_if<Preference>(&record.what);
    const auto prompt = pair ? plainText(pair->prompt) : std::nullopt,
               chosen = pair ? plainText(pair->chosen) : std::nullopt,
               rejected = pair ? plainText(pair->rejected) : std::nullopt;
    if (!prompt || !chosen || !rejected) return std::nullopt;
    return PlainPair{*prompt, *chosen, *rejected};
}

std::optional<Json> writeList(const Record &record) {
    const auto pair = plainPair(record);
    if (!pair) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = pair->prompt;
    row["responses"] = Json::array({pair->chosen, pair->rejected});
    row["ranks"] = Json::array({1, 2});
    return ifSame(finished(std::move(row), record), record, first<readList>);
}

template <const Words &words> std::optional<Json> writeTables(const Record &record) {
    const auto pair = plainPair(record);
    if (!pair) return std::nullopt;
    Json row = begun(record);
    row[words.prompt] = pair->prompt;
    row[words.answers] = Json::array({Json{{words.text, pair->chosen}, {words.worth, words.sign > 0 ? 2 : 1}},
                                      Json{{words.text, pair->rejected}, {words.worth, words.sign > 0 ? 1 : 2}}});
    return ifSame(finished(std::move(row), record), record, first<readTables<words>>);
}

bool holdsList(const Json &row) {
    const auto isList = [&](const char *name) { return row.contains(name) && row[name].is_array(); };
    const Json &responses = row.at("responses");
    return responses.is_array() && !responses.empty() && responses.front().is_string() &&
           (isList("scores") || isList("ranks"));
}
template <const Words &words> bool holdsTables(const Json &row) {
    const Json &answers = row.at(words.answers);
    return answers.is_array() && !answers.empty() && answers.front().is_object() &&
           answers.front().contains(words.text) && answers.front().contains(words.worth);
}

template <const Words &words> Layout made(std::string_view name, std::string_view summary) {
    Layout layout{
        .name = name,
        .summary = summary,
        .makes = "preference",
        .columns = {{.name = words.prompt, .required = true},
                    {.name = words.answers, .required = true, .kind = Column::Kind::List},
                    kIdColumn,
                    kReferenceColumn},
        .read = first<readTables<words>>,
        .write = writeTables<words>,
        .example = {{words.prompt, "2+2="},
                    {words.answers, Json::array({Json{{words.text, "4"}, {words.worth, words.sign > 0 ? 2 : 1}},
                                                 Json{{words.text, "5"}, {words.worth, words.sign > 0 ? 1 : 2}}})}},
        .holds = holdsTables<words>};
    layout.readAll = readTables<words>;
    return layout;
}

} // namespace

const Layout &rankingLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "ranking",
                               .summary = translated("Layout", "Rankings: prompt, responses, scores or ranks"),
                               .makes = "preference",
                               .columns = {{.name = "prompt", .required = true},
                                           {.name = "responses", .required = true, .kind = Kind::List},
                                           {.name = "scores", .kind = Kind::List},
                                           {.name = "ranks", .kind = Kind::List},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = first<readList>,
                               .write = writeList,
                               .example = {{"prompt", "2+2="}, {"responses", {"4", "5"}}, {"ranks", {1, 2}}},
                               .holds = holdsList,
                               .readAll = readList};
    return layout;
}

const Layout &ultraFeedbackLayout() {
    static const Layout layout = made<kUltraFeedback>(
        "ultrafeedback", translated("Layout", "UltraFeedback: instruction, completions with scores"));
    return layout;
}

const Layout &nectarLayout() {
    static const Layout layout = made<kNectar>("nectar", translated("Layout", "Nectar: prompt, answers with ranks"));
    return layout;
}

} // namespace lapidary
