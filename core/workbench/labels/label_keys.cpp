// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_keys.h"
#include "core/config/spec.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

/// An item with so many answers, for the actions of its kind.
struct Sample {
    LabelItem item{};
    std::string order{};
    std::vector<std::string> criteria{"one"};
    explicit Sample(std::size_t answers) {
        for (std::size_t i = 0; i < answers; ++i) {
            item.answers.push_back({});
            order += static_cast<char>('a' + i);
        }
        item.steps = {"one"};
    }
    LabelTask task() const { return {item, order, criteria}; }
};

bool isAction(const std::string &name) {
    for (const auto &action : commonLabelActions())
        if (action.name == name) return true;
    for (const auto *kind : labelKinds())
        for (const auto &action : kind->actions(Sample(kind->most).task()))
            if (action.name == name) return true;
    return false;
}

unexpected<Error> badKeys(const fs::path &file, const std::string &field, Sentence found, Sentence expected) {
    return fail({.code = "labels.bad_keys",
                 .message = "the keymap cannot be used",
                 .file = file.string(),
                 .field = field,
                 .found = std::move(found),
                 .expected = std::move(expected)});
}

Result<LabelKeymap> baseOf(const fs::path &file, const Json &values) {
    const Json named = values.value("base", Json(labelKeymaps().front().name));
    std::string known;
    for (const LabelKeymap &each : labelKeymaps()) {
        if (named == each.name) return each;
        known += (known.empty() ? "" : ", ") + each.name;
    }
    return badKeys(file, "base", dumpJson(named), known);
}

Status takeKeys(const fs::path &file, const Json &keys, LabelKeymap &map) {
    for (const auto &[action, given] : keys.items()) {
        if (!isAction(action)) return badKeys(file, "keys." + action, action, "the name of an action, as left or skip");
        const bool list = given.is_array() && !given.empty() &&
                          std::all_of(given.begin(), given.end(), [](const Json &key) { return key.is_string(); });
        if (!list && !given.is_string())
            return badKeys(file, "keys." + action, dumpJson(given), "a key, or a list of keys");
        map.keys[action] = list ? given.get<std::vector<std::string>>() : std::vector{given.get<std::string>()};
    }
    return {};
}

} // namespace

std::span<const LabelAction> commonLabelActions() {
    static const std::vector<LabelAction> all{
        {.name = "skip", .words = worded("Skip"), .keys = {"Space"}},
        {.name = "undo", .words = worded("Undo"), .keys = {"Backspace"}},
        {.name = "redo", .words = worded("Redo"), .keys = {"Ctrl+Shift+Z", "Ctrl+Y"}},
        {.name = "flag", .words = worded("Flag"), .keys = {"F"}},
        {.name = "comment", .words = worded("Comment"), .keys = {"C"}},
        {.name = "edit", .words = worded("Ideal answer"), .keys = {"E"}, .emphatic = "Shift+E"},
        {.name = "differences", .words = worded("Differences"), .keys = {"D"}},
        {.name = "tokens", .words = worded("Token colours"), .keys = {"T"}},
        {.name = "guidelines", .words = worded("Guidelines"), .keys = {"H"}},
        {.name = "fresh", .words = worded("Fresh answers"), .keys = {"G"}},
        {.name = "suggestions", .words = worded("Suggestions"), .keys = {"V"}},
        {.name = "accept", .words = worded("Accept"), .keys = {"Y"}},
        {.name = "reject", .words = worded("Reject"), .keys = {"N"}},
        {.name = "previous", .words = worded("Previous item"), .keys = {"Alt+Left"}},
        {.name = "next", .words = worded("Next item"), .keys = {"Alt+Right"}},
        {.name = "search", .words = worded("Search"), .keys = {"Ctrl+F"}},
        {.name = "zoom_in", .words = worded("Larger text"), .keys = {"Ctrl++", "Ctrl+="}},
        {.name = "zoom_out", .words = worded("Smaller text"), .keys = {"Ctrl+-"}},
        {.name = "zoom_usual", .words = worded("Text of the usual size"), .keys = {"Ctrl+0"}},
    };
    return all;
}

std::span<const LabelKeymap> labelKeymaps() {
    using Keys = std::map<std::string, std::vector<std::string>>;
    static const std::vector<LabelKeymap> all{
        {.name = "lapidary", .title = worded("Our own keys")},
        {.name = "argilla",
         .title = worded("Keys of Argilla"),
         .keys = Keys{{"submit", {"Return", "Enter"}},
                      {"skip", {"Backspace"}},
                      {"undo", {"Ctrl+Z"}},
                      {"comment", {"Shift+Return"}},
                      {"next", {"Right"}},
                      {"previous", {"Left"}}}},
        {.name = "label_studio",
         .title = worded("Keys of Label Studio"),
         .keys = Keys{{"submit", {"Ctrl+Return", "Ctrl+Enter"}},
                      {"skip", {"Ctrl+Space"}},
                      {"undo", {"Ctrl+Z"}},
                      {"redo", {"Ctrl+Shift+Z"}},
                      {"comment", {"Alt+M"}},
                      {"next", {"Ctrl+Right"}},
                      {"previous", {"Ctrl+Left"}}}},
        {.name = "prodigy",
         .title = worded("Keys of Prodigy"),
         .keys = Keys{{"submit", {"A"}},
                      {"good", {"A"}},
                      {"bad", {"X"}},
                      {"right_step", {"1"}},
                      {"neutral_step", {"2"}},
                      {"wrong_step", {"3"}},
                      {"first_error", {"X"}},
                      {"all_right", {"Shift+A"}},
                      {"skip", {"Space"}},
                      {"undo", {"Backspace", "Del"}},
                      {"flag", {"F"}},
                      {"guidelines", {"H"}}}},
    };
    return all;
}

std::vector<std::string> keysOf(const LabelKeymap &map, const LabelAction &action) {
    const auto found = map.keys.find(action.name);
    return found == map.keys.end() ? action.keys : found->second;
}

std::vector<std::string> conflictsOf(const LabelKeymap &map, const LabelKind &kind, std::size_t answers) {
    const Sample sample(answers);
    auto actions = kind.actions(sample.task());
    for (const auto &each : commonLabelActions())
        if (each.name != "edit" || kind.takesIdeal) actions.push_back(each);
    std::map<std::string, std::string> user;
    std::vector<std::string> out;
    for (const auto &action : actions) {
        auto keys = keysOf(map, action);
        if (!action.emphatic.empty()) keys.push_back(action.emphatic);
        for (const auto &key : std::set<std::string>(keys.begin(), keys.end()))
            if (const auto [it, isNew] = user.emplace(key, action.name); !isNew)
                out.push_back(it->second + ", " + action.name + ": " + key);
    }
    return out;
}

Result<LabelKeymap> readLabelKeymap(const fs::path &file) {
    const auto document = readDocument(file.string());
    if (!document) return unexpected(document.error());
    auto map = baseOf(file, document->values);
    if (!map) return map;
    map->name = "own";
    map->title = "Keys of one's own";
    if (auto taken = takeKeys(file, document->values.value("keys", Json::object()), *map); !taken)
        return unexpected(taken.error());
    for (const auto *kind : labelKinds())
        if (const auto both = conflictsOf(*map, *kind, std::min<std::size_t>(kind->most, 5)); !both.empty())
            return badKeys(file, "keys", both.front(), "a key for one thing only");
    return map;
}

} // namespace lapidary
