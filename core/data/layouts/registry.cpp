// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/registry.h"
#include "core/data/layouts/alpaca.h"
#include "core/data/layouts/alpaca_chat.h"
#include "core/data/layouts/alpaca_preference.h"
#include "core/data/layouts/aqua.h"
#include "core/data/layouts/atif.h"
#include "core/data/layouts/belle_questions.h"
#include "core/data/layouts/completion_only.h"
#include "core/data/layouts/conversational_preference.h"
#include "core/data/layouts/conversational_prompt.h"
#include "core/data/layouts/conversational_prompt_completion.h"
#include "core/data/layouts/dolly.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/gsm8k.h"
#include "core/data/layouts/hh_rlhf.h"
#include "core/data/layouts/implicit_preference.h"
#include "core/data/layouts/labelled_conversation.h"
#include "core/data/layouts/math_problem.h"
#include "core/data/layouts/math_shepherd.h"
#include "core/data/layouts/message_pairs.h"
#include "core/data/layouts/messages.h"
#include "core/data/layouts/multiple_choice.h"
#include "core/data/layouts/openai_preference.h"
#include "core/data/layouts/preference.h"
#include "core/data/layouts/prm800k.h"
#include "core/data/layouts/prompt_completion.h"
#include "core/data/layouts/prompt_only.h"
#include "core/data/layouts/prontoqa.h"
#include "core/data/layouts/question_answer.h"
#include "core/data/layouts/question_reference.h"
#include "core/data/layouts/ranking.h"
#include "core/data/layouts/self_instruct.h"
#include "core/data/layouts/sharegpt.h"
#include "core/data/layouts/sharegpt_preference.h"
#include "core/data/layouts/squad.h"
#include "core/data/layouts/stepwise_supervision.h"
#include "core/data/layouts/svamp.h"
#include "core/data/layouts/text.h"
#include "core/data/layouts/token_ids.h"
#include "core/data/layouts/token_preference.h"
#include "core/data/layouts/turn_questions.h"
#include "core/data/layouts/unpaired_preference.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

/// What a record of this kind can be learnt from or asked as. Tokens serve where their text would.
constexpr std::pair<std::string_view, std::array<std::string_view, 2>> kUses[] = {
    {"prompt_completion", {"prompt_completion", "text"}},
    {"conversation", {"prompt_completion", "text"}},
    {"token_ids", {"prompt_completion", "text"}},
    {"token_preference", {"preference", ""}}};

/// The kinds in the order in which a row is looked at that may be several. An answer that is good or bad comes before
/// the demonstration that it would be without its label: nobody is to learn the bad ones unawares. A column "text"
/// often holds the same once more, rendered for another model, and comes after what has parts.
constexpr std::string_view kReadingOrder[] = {
    "token_ids",    "token_preference",     "preference", "unpaired_preference", "prompt_completion",
    "conversation", "stepwise_supervision", "text",       "prompt_only"};

Sentence namesIn(const Json &row) {
    std::string names;
    for (const auto &[name, value] : row.items()) names += (names.empty() ? "" : ", ") + name;
    return names.empty() ? Sentence("no fields") : Sentence("the fields {0}", names);
}

Sentence requiredOf(const Layout &layout) {
    std::vector<Sentence> names;
    for (const auto &column : layout.columns)
        if (column.required) names.emplace_back(std::string(column.name));
    return listed(names, ", ", " and ");
}

/// Each set of columns once: some layouts differ by what the cells hold.
Sentence asked(const std::vector<const Layout *> &among) {
    std::vector<Sentence> each;
    for (const auto *layout : among)
        if (auto columns = requiredOf(*layout); std::find(each.begin(), each.end(), columns) == each.end())
            each.push_back(std::move(columns));
    return listed(each, "; ", "; or ");
}

const char *typeOf(const Json &cell) {
    if (cell.is_null()) return worded("nothing");
    if (cell.is_string()) return worded("a text");
    if (cell.is_boolean()) return worded("true or false");
    if (cell.is_number()) return worded("a number");
    return cell.is_array() ? worded("a list") : worded("a table");
}

/// What a cell of the column must be where this one cannot be it, else null.
const char *otherThan(const Column &column, const Json &cell) {
    using Kind = Column::Kind;
    switch (column.kind) {
    case Kind::Text:
        return cell.is_string() ? nullptr : worded("a text");
    case Kind::Name:
        return cell.is_string() || cell.is_number() ? nullptr : worded("a text");
    case Kind::Turns:
        return cell.is_array() ? nullptr : worded("a list of messages");
    case Kind::Ids:
        return cell.is_array() ? nullptr : worded("a list of token ids");
    case Kind::List:
        return cell.is_array() ? nullptr : worded("a list");
    case Kind::Table:
        return cell.is_object() ? nullptr : worded("a table");
    case Kind::Number:
        return cell.is_number() ? nullptr : worded("a number");
    case Kind::Flag:
        return cell.is_null() ? worded("true or false") : nullptr; // words and 0 and 1 may be flags
    }
    return nullptr;
}

/// A row that has the columns of a layout and does not fit it: which cell is of another type, of the layout that fewest
/// are of. Nothing where types alone do not tell.
std::optional<Error> wrongCell(const Json &row, const std::vector<const Layout *> &among) {
    std::optional<Error> out;
    std::size_t fewest = SIZE_MAX;
    for (const auto *layout : among) {
        std::size_t wrong = 0;
        std::optional<Error> first;
        bool hasAll = row.is_object();
        for (const auto &column : layout->columns) {
            if (!column.required || !hasAll) continue;
            const auto cell = row.find(std::string(column.name));
            hasAll = cell != row.end();
            const char *expected = hasAll ? otherThan(column, *cell) : nullptr;
            if (expected && wrong++ == 0)
                first = Error{.code = "row.no_layout",
                              .message = {"the row has what is read here, but {0} is {1}", std::string(column.name),
                                          Sentence(typeOf(*cell))},
                              .field = std::string(column.name),
                              .found = dumpJson(*cell).substr(0, 60),
                              .expected = expected};
        }
        if (!hasAll || wrong == 0 || wrong >= fewest) continue;
        fewest = wrong;
        out = std::move(first);
    }
    return out;
}

void addOnce(std::vector<std::string_view> &to, std::string_view name) {
    if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

} // namespace

namespace {

// One a line, so that a new one is one line. Both in the order in which rows are recognised.
// clang-format off
/// Of answers that somebody judged.
const std::vector<const Layout *> &judgedLayouts() {
    static const std::vector<const Layout *> some{
        &conversationalPreferenceLayout(),
        &preferenceLayout(),
        &shareGptPreferenceLayout(),
        &openAiPreferenceLayout(),
        &messagePairsLayout(),
        &alpacaPreferenceLayout(),
        &implicitConversationalPreferenceLayout(),
        &hhRlhfLayout(),
        &implicitPreferenceLayout(),
        &rankingLayout(),
        &ultraFeedbackLayout(),
        &nectarLayout(),
        &conversationalUnpairedPreferenceLayout(),
        &unpairedPreferenceLayout(),
        &labelledMessagesLayout(),
        &labelledShareGptLayout(),
    };
    return some;
}

const std::vector<const Layout *> &otherLayouts() {
    static const std::vector<const Layout *> some{
        &conversationalPromptCompletionLayout(),
        &promptCompletionLayout(),
        &aquaLayout(),
        &squadLayout(),
        &prontoQaLayout(),
        &mathProblemLayout(),
        &multipleChoiceLayout(),
        &strategyQaLayout(),
        &svampLayout(),
        &gsm8kLayout(),
        &questionAnswerLayout(),
        &messagesLayout(),
        &atifLayout(),
        &sharegptLayout(),
        &alpacaChatLayout(),
        &alpacaLayout(),
        &selfInstructLayout(),
        &dollyLayout(),
        &stepwiseSupervisionLayout(),
        &mathShepherdLayout(),
        &prm800kLayout(),
        &conversationalPromptLayout(),
        &promptOnlyLayout(),
        &belleQuestionsLayout(),
        &inputTargetLayout(),
        &truthfulQaLayout(),
        &truthfulQaHubLayout(),
        &behaviourLayout(),
        &turnQuestionsLayout(),
        &textLayout(),
        &completionOnlyLayout(),
        &tokenIdsLayout(),
        &tokenPreferenceLayout(),
        &partedTokenPreferenceLayout(),
    };
    return some;
}
// clang-format on

} // namespace

std::span<const Layout *const> layouts() {
    static const std::vector<const Layout *> all = [] {
        auto both = judgedLayouts();
        both.insert(both.end(), otherLayouts().begin(), otherLayouts().end());
        return both;
    }();
    return all;
}

const Layout *layoutNamed(std::string_view name) {
    for (const auto *layout : layouts())
        if (layout->name == name) return layout;
    return nullptr;
}

bool fits(const Layout &layout, const Json &row) {
    if (!row.is_object()) return false;
    for (const auto &column : layout.columns) {
        const auto it = column.required ? row.find(std::string(column.name)) : row.end();
        if (column.required && (it == row.end() || it->is_null())) return false;
    }
    return !layout.holds || layout.holds(row);
}

Result<Record> readRecord(const Json &row, std::span<const std::string_view> kinds) {
    std::vector<const Layout *> among;
    for (const auto kind : kinds)
        for (const auto *layout : layouts()) {
            if (layout->makes != kind) continue;
            if (fits(*layout, row)) return layout->read(row);
            among.push_back(layout);
        }
    if (auto wrong = wrongCell(row, among)) return fail(std::move(*wrong));
    return fail({.code = "row.no_layout",
                 .message = "the row has nothing that is read here",
                 .found = row.is_object() ? namesIn(row) : row.type_name(),
                 .expected = asked(among)});
}

Result<Record> readRecord(const Json &row) {
    return readRecord(row, kReadingOrder);
}

Result<Json> writeRecord(const Record &record) {
    // Questions of exams are recognised before questions and answers, and so before prompts, in which they are written.
    static const Layout *const first[] = {&conversationalPromptLayout(), &promptOnlyLayout()};
    for (const auto *layout : first)
        if (layout->makes == kindOf(record))
            if (auto row = layout->write(record)) return std::move(*row);
    for (const auto *layout : layouts())
        if (layout->makes == kindOf(record))
            if (auto row = layout->write(record)) return std::move(*row);
    return fail({.code = "row.cannot_write",
                 .message = "no layout has words for this row",
                 .found = std::string(kindOf(record)),
                 .expected = "plain texts, or messages of speakers that are known"});
}

std::vector<std::string_view> usesOf(const Json &row) {
    std::vector<std::string_view> uses;
    for (const auto *layout : layouts()) {
        if (!fits(*layout, row)) continue;
        const auto known = std::find_if(std::begin(kUses), std::end(kUses),
                                        [&](const auto &each) { return each.first == layout->makes; });
        if (known == std::end(kUses))
            addOnce(uses, layout->makes);
        else
            for (const auto use : known->second)
                if (!use.empty()) addOnce(uses, use);
    }
    // A pair's prompt could be asked as well, but who collected pairs means them as such.
    if (std::find(uses.begin(), uses.end(), "preference") != uses.end()) return {"preference"};
    return uses;
}

bool serves(std::string_view layout, std::string_view wanted) {
    const Layout *left = layoutNamed(layout);
    if (!left || wanted.empty() || layout == wanted) return true;
    if (layout == "preference" && wanted == "unpaired_preference") return true;
    const auto uses = usesOf(left->example);
    return std::find(uses.begin(), uses.end(), wanted) != uses.end();
}

std::vector<std::string_view> tableColumns() {
    std::vector<std::string_view> names;
    for (const bool required : {true, false})
        for (const auto *layout : layouts())
            for (const auto &column : layout->columns)
                if (column.required == required && column.name != kIdColumn.name &&
                    (required || column.kind == Column::Kind::Text || column.kind == Column::Kind::Name))
                    addOnce(names, column.name);
    return names;
}

std::string columnsAskedFor() {
    std::vector<const Layout *> imported;
    for (const auto *layout : layouts())
        if (layout->imports) imported.push_back(layout);
    return asked(imported);
}

} // namespace lapidary
