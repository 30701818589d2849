// SPDX-License-Identifier: Apache-2.0
// What self-instruct reads of rows, and writes to them.
#include "core/data/layouts/alpaca_prompt.h"
#include "core/data/layouts/registry.h"
#include "core/data/row_texts.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/curation/self_instructed.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

/// The only thing that a row asks, with its first answer.
std::optional<InstructSeed> seedOf(const StoredRow &row, const Json &body) {
    const RowTexts texts = textsOf(body);
    if (texts.asked.empty() || texts.asked.size() > 2 || texts.acts) return std::nullopt; // two: a system's words first
    InstructSeed out{.row = row.id, .task = texts.asked.back()};
    if (const auto alpaca = alpacaTaskOf(out.task))
        out.task = alpaca->input.empty() ? alpaca->instruction : alpaca->instruction + "\n\n" + alpaca->input;
    if (!texts.answers.empty()) out.answer = texts.answers.front();
    if (out.task.find_first_not_of(" \t\r\n") == std::string::npos) return std::nullopt;
    return out;
}

InstructSeeds::As formOf(const Json &body) {
    const auto record = readRecord(body);
    if (!record) return InstructSeeds::As::Words;
    if (std::holds_alternative<Conversation>(record->what)) return InstructSeeds::As::Chat;
    const auto *shown = std::get_if<Demonstration>(&record->what);
    const auto prompt = shown ? plainText(shown->prompt) : std::nullopt;
    return prompt && alpacaTaskOf(*prompt) ? InstructSeeds::As::Alpaca : InstructSeeds::As::Words;
}

Json plainly(const Json &reference) {
    if (!reference.contains("remote")) return reference;
    const Json endpoint = reference.value("remote", Json::object());
    return {{"remote", reference.value("name", "")},
            {"url", endpoint.value("url", "")},
            {"model", endpoint.value("model", "")}};
}

} // namespace

Result<InstructSeeds> instructSeeds(RowStore &rows, const RowQuery &query, const StoreWork &work) {
    InstructSeeds out;
    std::array<std::int64_t, 3> forms{};
    const auto read = rows.stream(
        query,
        [&](const StoredRow &row) -> Status {
            const auto body = parseJson(row.body, {.depth = 128});
            auto seed = body ? seedOf(row, *body) : std::nullopt;
            if (!seed) {
                ++out.silent;
                return {};
            }
            ++forms[static_cast<std::size_t>(formOf(*body))];
            out.all.push_back(std::move(*seed));
            return {};
        },
        work);
    if (!read) return unexpected(read.error());
    out.as = static_cast<InstructSeeds::As>(std::max_element(forms.begin(), forms.end()) - forms.begin());
    if (!out.all.empty()) return out;
    return fail({.code = "curation.no_tasks",
                 .message = "no row sets a task that could be shown",
                 .found = {"{0} rows", out.silent},
                 .expected = "rows with a prompt, or conversations of one question",
                 .remedy = "Take a filter away, or open another data set."});
}

InstructModel instructModel(Json reference, InstructModel::Ask ask) {
    InstructModel out{.reference = std::move(reference), .ask = std::move(ask)};
    if (out.reference.contains("remote")) {
        const Json endpoint = out.reference.value("remote", Json::object());
        out.chats = endpoint.value("api", "chat") == std::string("chat");
        return out;
    }
    auto chat = std::make_shared<ChatPrompt>(out.reference.value("path", std::string()));
    out.chats = chat->templateHash().has_value();
    if (out.chats) out.chat = std::move(chat);
    return out;
}

Json lineageOf(const SelfInstructed &made, const InstructSeeds &seeds, const RowQuery &query,
               const SelfInstructConfig &config, const InstructModel &model) {
    Json settings = {{"rows", config.rows},
                     {"shown", config.shown},
                     {"asked", config.asked},
                     {"likeness", config.likeness},
                     {"words", {config.leastWords, config.mostWords}},
                     {"answers", config.answers},
                     {"temperature", config.temperature},
                     {"max_new_tokens", config.maxNewTokens},
                     {"seed", config.seed}};
    if (!config.rule.empty()) settings.update({{"rule", config.rule}, {"agreement", config.agreement}});
    if (!config.reward.empty()) settings.update({{"reward", config.reward}, {"least_reward", config.leastReward}});
    Json out = {{"method", "self-instruct"},
                {"model", plainly(model.reference)},
                {"seeds", {{"rows", seeds.all.size()}, {"query", toJson(query)}}},
                {"settings", std::move(settings)},
                {"questions", made.questions},
                {"tasks", made.tasks},
                {"rows", made.rows.size()},
                {"dropped", Json::object()}};
    if (!model.weights.empty()) out["weights"] = model.weights;
    for (const DropReason &each : dropReasons())
        if (const auto at = made.dropped.find(each.name); at != made.dropped.end())
            out["dropped"][each.name] = at->second;
    if (made.stopped) out["stopped"] = true;
    if (made.gaveUp) out["gave_up"] = true;
    if (made.trouble) out["trouble"] = describe(*made.trouble);
    return out;
}

Result<RowStep> addInstructed(RowStore &rows, const SelfInstructed &made, const Json &lineage, const std::string &who) {
    if (made.rows.empty())
        return fail({.code = "curation.nothing_made",
                     .message = "the model has made no row",
                     .found = dumpJson(lineage.value("dropped", Json::object())),
                     .remedy = "Look at what was dropped: a larger model, a lower bound or other seeds help."});
    return rows.add(RowStep{.kind = "instruct", .what = dumpJson(lineage), .who = who}, made.rows);
}

Sentence shortfall(const SelfInstructed &made, const SelfInstructConfig &config) {
    const auto rows = static_cast<std::int64_t>(made.rows.size());
    if (rows >= config.rows) return {};
    if (made.trouble) return {"The model could be asked no further: {0}", told(*made.trouble)};
    if (made.stopped) return "It was stopped.";
    return {"It was given up: the last {0} questions gave no row.", config.patience};
}

} // namespace lapidary
