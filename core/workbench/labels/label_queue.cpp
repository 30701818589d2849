// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_queue.h"
#include "core/base/hash.h"
#include "core/config/spec.h"
#include "core/data/layouts/turns.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/turns.h"
#include <algorithm>
#include <cstdlib>

namespace lapidary {
namespace {

constexpr std::size_t kLongestName = 60;

Json toJson(const LabelCandidate &candidate) {
    Json out = {{"text", candidate.text}, {"run", candidate.run}, {"name", candidate.name}};
    if (!candidate.terminated) out["terminated"] = false;
    return out;
}

Result<LabelCandidate> candidateFrom(const Json &given, const std::string &field) {
    auto text = getString(given.is_object() ? given : Json::object(), "text");
    if (!text) {
        text.error().field = field + ".text";
        return unexpected(text.error());
    }
    return LabelCandidate{std::move(*text), getString(given, "run").value_or(""), getString(given, "name").value_or(""),
                          given.value("terminated", Json()) != false};
}

Status checkName(const std::string &name) {
    const auto plain = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; };
    if (!name.empty() && name.size() <= kLongestName && name.front() != '.' &&
        std::all_of(name.begin(), name.end(), plain))
        return {};
    return fail({.code = "labels.bad_name",
                 .message = "a queue's name becomes a folder",
                 .found = name,
                 .expected = "1 to 60 letters, digits, - _ and ., not beginning with a dot",
                 .remedy = "Choose another name, such as sft-pairs."});
}

/// Whether items of the queue's kind can be like this one.
Status checkItem(const LabelItem &item, const LabelSetup &setup) {
    const LabelKind &kind = *setup.kind;
    if (item.answers.size() < kind.fewest || item.answers.size() > kind.most)
        return fail({.code = "labels.wrong_item",
                     .message = {"an item of this kind ({0}) has another number of answers", std::string(kind.name)},
                     .field = "answers",
                     .found = std::to_string(item.answers.size()),
                     .expected = {"{0} to {1}", kind.fewest, kind.most}});
    if (kind.ofSteps != !item.steps.empty())
        return fail({.code = "labels.wrong_item",
                     .message = {"items of this kind ({0}) have steps, and no others have", std::string(kind.name)},
                     .field = "steps",
                     .found = std::to_string(item.steps.size()),
                     .expected = kind.ofSteps ? "1 or more" : "none"});
    if (kind.ofTurns && assistantTurns(item.talk).size() != item.steps.size())
        return fail(
            {.code = "labels.wrong_item",
             .message = {"items of this kind ({0}) have a step for each turn of the assistant", std::string(kind.name)},
             .field = "talk",
             .found = std::to_string(assistantTurns(item.talk).size()),
             .expected = std::to_string(item.steps.size())});
    return {};
}

Status checkQueue(const LabelQueue &queue) {
    if (queue.items.empty())
        return fail({.code = "labels.no_items",
                     .message = "there is nothing to label",
                     .remedy = "Choose runs with several samples a prompt, or two runs that answer the same prompts."});
    const auto &criteria = queue.setup.criteria;
    if (queue.setup.kind->rated == criteria.empty())
        return fail(
            {.code = "labels.no_criteria",
             .message = "ratings and spans need criteria, and nothing else has any",
             .field = "criteria",
             .found = std::to_string(criteria.size()),
             .expected = queue.setup.kind->rated ? "1 or more" : "none",
             .remedy = "Write what is rated, such as helpful and correct, or marked, such as wrong and unclear."});
    for (const auto &item : queue.items)
        if (auto fits = checkItem(item, queue.setup); !fits) return fits;
    return {};
}

} // namespace

fs::path labelFolder(const fs::path &project, const std::string &queue) {
    return project / "labels" / queue;
}

Json toJson(const LabelItem &item) {
    Json out = {{"id", item.id}, {"prompt", item.prompt}, {"answers", Json::array()}};
    for (const auto &answer : item.answers) out["answers"].push_back(toJson(answer));
    if (!item.turns.empty())
        if (auto turns = writeTurns(item.turns, kRoleAndContent)) out["turns"] = std::move(*turns);
    if (!item.steps.empty()) out["steps"] = item.steps;
    if (!item.talk.empty())
        if (auto talk = writeTurns(item.talk, kRoleAndContent)) out["talk"] = std::move(*talk);
    out["origin"] = item.origin;
    if (!item.repeats.empty()) out["repeats"] = item.repeats;
    return out;
}

namespace {

/// The answers of a row; the pairs of earlier versions stand in two fields.
Status readAnswers(const Json &row, LabelItem &item) {
    const Json listed = row.value("answers", Json());
    const auto add = [&](const Json &given, const std::string &field) -> Status {
        auto answer = candidateFrom(given, field);
        if (!answer) return unexpected(answer.error());
        item.answers.push_back(std::move(*answer));
        return {};
    };
    if (!listed.is_array()) {
        for (const char *side : {"a", "b"})
            if (auto added = add(row.value(side, Json()), side); !added) return added;
        return {};
    }
    for (std::size_t i = 0; i < listed.size(); ++i)
        if (auto added = add(listed[i], "answers[" + std::to_string(i) + "]"); !added) return added;
    return {};
}

Status readSteps(const Json &row, LabelItem &item) {
    for (const Json &step : row.value("steps", Json::array())) {
        if (!step.is_string())
            return fail({.code = "labels.bad_item",
                         .message = "a step is a text",
                         .field = "steps",
                         .found = step.type_name(),
                         .expected = "a text"});
        item.steps.push_back(step.get<std::string>());
    }
    return {};
}

} // namespace

Result<LabelItem> labelItemFromJson(const Json &row) {
    LabelItem item;
    for (auto [key, target] : {std::pair{"id", &item.id}, {"prompt", &item.prompt}, {"origin", &item.origin}}) {
        auto value = getString(row, key);
        if (!value) return unexpected(value.error());
        *target = std::move(*value);
    }
    if (auto read = readAnswers(row, item); !read) return unexpected(read.error());
    if (auto read = readSteps(row, item); !read) return unexpected(read.error());
    if (row.contains("turns")) {
        auto turns = readTurns(row, "turns");
        if (!turns) return unexpected(turns.error());
        item.turns = std::move(*turns);
    }
    if (row.contains("talk")) {
        auto talk = readTurns(row, "talk");
        if (!talk) return unexpected(talk.error());
        item.talk = std::move(*talk);
    }
    if (row.contains("repeats")) {
        auto repeats = getString(row, "repeats");
        if (!repeats) return unexpected(repeats.error());
        item.repeats = std::move(*repeats);
    }
    return item;
}

std::string labelItemId(const LabelItem &item) {
    std::string all = item.prompt;
    for (const auto &answer : item.answers) all += '\0' + answer.text;
    return contentHash(all).substr(0, 12);
}

std::uint64_t labelSeed(const std::string &queue) {
    return hash64(queue) >> 1;
} // TOML's numbers have a sign

std::string annotatorHere() {
    const char *user = std::getenv("USER");
    return user && *user ? user : "somebody";
}

std::vector<std::string> labelQueueNames(const fs::path &project) {
    std::vector<std::string> names;
    std::error_code wrong;
    for (const auto &entry : fs::directory_iterator(project / "labels", wrong))
        if (fs::exists(entry.path() / "queue.toml", wrong)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

Result<LabelQueue> readLabelQueue(const fs::path &project, const std::string &name) {
    const fs::path folder = labelFolder(project, name);
    std::error_code wrong;
    if (!checkName(name) || !fs::exists(folder / "queue.toml", wrong)) {
        std::string known;
        for (const auto &each : labelQueueNames(project)) known += (known.empty() ? "" : ", ") + each;
        return fail({.code = "labels.no_queue",
                     .message = "the project has no such labelling queue",
                     .file = project.string(),
                     .found = name,
                     .expected = known.empty() ? Sentence("none has been made yet") : Sentence(known),
                     .remedy = "Make one from the samples of a run: lapidary-cli label DIR --queue NAME --from RUN"});
    }
    const auto document = readDocument((folder / "queue.toml").string());
    if (!document) return unexpected(document.error());
    const auto kind = labelKindNamed(document->values.value("kind", std::string(labelKinds().front()->name)));
    if (!kind) {
        Error error = kind.error();
        error.file = (folder / "queue.toml").string();
        return fail(std::move(error));
    }
    LabelQueue queue{
        .name = name,
        .setup = {.kind = *kind, .criteria = document->values.value("criteria", std::vector<std::string>{})},
        .seed = document->values.value("seed", std::uint64_t{0}),
        .runs = document->values.value("runs", std::vector<std::string>{}),
        .adjudicates = document->values.value("adjudicates", "")};
    if (const Json live = document->values.value("live", Json()); live.is_object())
        queue.live = {.run = getString(live, "run").value_or(""),
                      .step = getInteger(live, "step").value_or(0),
                      .takes = getString(live, "takes").value_or("")};
    if (fs::exists(folder / "guidelines.md", wrong)) {
        auto text = readFile(folder / "guidelines.md", 1 << 20);
        if (!text) return unexpected(text.error());
        queue.guidelines = std::move(*text);
    }
    const auto read = forEachRow(folder / "items.jsonl", [&](const Json &row) -> Status {
        auto item = labelItemFromJson(row);
        if (!item) return unexpected(item.error());
        if (auto fits = checkItem(*item, queue.setup); !fits) return fits;
        queue.items.push_back(std::move(*item));
        return {};
    });
    if (!read) return unexpected(read.error());
    return queue;
}

Result<LabelState> labelState(Store &store, const LabelQueue &queue, const std::string &annotator) {
    const auto events = store.labelEvents(queue.name);
    if (!events) return unexpected(events.error());
    LabelState state(queue.items, queue.setup);
    for (const auto &event : *events)
        if (event.annotator == annotator) state.apply(event);
    return state;
}

Result<LabelBook> labelBook(Store &store, const LabelQueue &queue) {
    const auto events = store.labelEvents(queue.name);
    if (!events) return unexpected(events.error());
    LabelBook book;
    for (const auto &event : *events) {
        auto page =
            std::find_if(book.begin(), book.end(), [&](const auto &each) { return each.first == event.annotator; });
        if (page == book.end()) page = book.insert(page, {event.annotator, LabelState(queue.items, queue.setup)});
        page->second.apply(event);
    }
    return book;
}

Result<LabelDesk> openLabelDesk(Project &project, const std::string &name, const std::string &annotator) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    auto state = labelState(project.store(), *queue, annotator);
    if (!state) return unexpected(state.error());
    return LabelDesk(
        std::move(*state),
        {.queue = name, .annotator = annotator, .seed = queue->seed, .readOnly = project.readOnly().has_value()});
}

Status writeEvents(Store &store, const std::vector<LabelEvent> &events) {
    if (events.empty()) return {};
    const auto added = store.add(events);
    return added ? Status{} : Status(unexpected(added.error()));
}

Status makeLabelQueue(const fs::path &project, const LabelQueue &queue) {
    if (auto named = checkName(queue.name); !named) return named;
    const fs::path folder = labelFolder(project, queue.name);
    std::error_code wrong;
    if (fs::exists(folder / "queue.toml", wrong))
        return fail({.code = "labels.queue_exists",
                     .message = "there is a labelling queue of this name already",
                     .file = folder.string(),
                     .found = queue.name,
                     .remedy = "Choose another name, or go on labelling this one."});
    if (auto whole = checkQueue(queue); !whole) return whole;
    if (auto made = makeFolders(folder); !made) return made;
    std::vector<Json> rows;
    for (const auto &item : queue.items) rows.push_back(toJson(item));
    if (auto written = writeFileAtomic(folder / "items.jsonl", toJsonl(rows)); !written) return written;
    if (!queue.guidelines.empty())
        if (auto written = writeFileAtomic(folder / "guidelines.md", queue.guidelines); !written) return written;
    Json toml = {{"kind", queue.setup.kind->name}, {"seed", queue.seed}, {"runs", queue.runs}};
    if (!queue.setup.criteria.empty()) toml["criteria"] = queue.setup.criteria;
    if (!queue.adjudicates.empty()) toml["adjudicates"] = queue.adjudicates;
    if (!queue.live.run.empty())
        toml["live"] = {{"run", queue.live.run}, {"step", queue.live.step}, {"takes", queue.live.takes}};
    return writeFileAtomic(folder / "queue.toml", writeToml(toml));
}

Status writeGuidelines(const fs::path &project, const std::string &queue, const std::string &text) {
    const fs::path folder = labelFolder(project, queue);
    std::error_code wrong;
    if (!checkName(queue) || !fs::exists(folder / "queue.toml", wrong))
        return unexpected(readLabelQueue(project, queue).error());
    if (!text.empty()) return writeFileAtomic(folder / "guidelines.md", text);
    fs::remove(folder / "guidelines.md", wrong);
    return {};
}

Status appendLabelItem(const fs::path &project, const std::string &queue, const LabelItem &item) {
    const fs::path file = labelFolder(project, queue) / "items.jsonl";
    const auto before = readFile(file, 4ull << 30);
    if (!before) return unexpected(before.error());
    return writeFileAtomic(file, *before + dumpJson(toJson(item)) + "\n");
}

} // namespace lapidary
