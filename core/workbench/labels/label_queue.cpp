// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_queue.h"
#include "core/base/hash.h"
#include "core/config/spec.h"
#include "core/workbench/data/jsonl.h"
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

Result<LabelCandidate> candidateFrom(const Json &row, const char *side) {
    const Json given = row.value(side, Json());
    auto text = getString(given.is_object() ? given : Json::object(), "text");
    if (!text) {
        text.error().field = std::string(side) + ".text";
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

} // namespace

fs::path labelFolder(const fs::path &project, const std::string &queue) {
    return project / "labels" / queue;
}

Json toJson(const LabelItem &item) {
    return {{"id", item.id},
            {"prompt", item.prompt},
            {"a", toJson(item.a)},
            {"b", toJson(item.b)},
            {"origin", item.origin}};
}

Result<LabelItem> labelItemFromJson(const Json &row) {
    LabelItem item;
    for (auto [key, target] : {std::pair{"id", &item.id}, {"prompt", &item.prompt}, {"origin", &item.origin}}) {
        auto value = getString(row, key);
        if (!value) return unexpected(value.error());
        *target = std::move(*value);
    }
    for (auto [key, target] : {std::pair{"a", &item.a}, {"b", &item.b}}) {
        auto side = candidateFrom(row, key);
        if (!side) return unexpected(side.error());
        *target = std::move(*side);
    }
    return item;
}

std::string labelItemId(const LabelItem &item) {
    return contentHash(item.prompt + '\0' + item.a.text + '\0' + item.b.text).substr(0, 12);
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
    LabelQueue queue{.name = name,
                     .seed = document->values.value("seed", std::uint64_t{0}),
                     .runs = document->values.value("runs", std::vector<std::string>{})};
    if (fs::exists(folder / "guidelines.md", wrong)) {
        auto text = readFile(folder / "guidelines.md", 1 << 20);
        if (!text) return unexpected(text.error());
        queue.guidelines = std::move(*text);
    }
    const auto read = forEachRow(folder / "items.jsonl", [&](const Json &row) -> Status {
        auto item = labelItemFromJson(row);
        if (!item) return unexpected(item.error());
        queue.items.push_back(std::move(*item));
        return {};
    });
    if (!read) return unexpected(read.error());
    return queue;
}

Result<LabelState> labelState(Store &store, const LabelQueue &queue) {
    const auto events = store.labelEvents(queue.name);
    if (!events) return unexpected(events.error());
    LabelState state(queue.items);
    for (const auto &event : *events) state.apply(event);
    return state;
}

Result<LabelDesk> openLabelDesk(Project &project, const std::string &name, const std::string &annotator) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    auto state = labelState(project.store(), *queue);
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
    if (queue.items.empty())
        return fail({.code = "labels.no_pairs",
                     .message = "there is no pair to label",
                     .remedy = "Choose runs with several samples a prompt, or two runs that answer the same prompts."});
    if (auto made = makeFolders(folder); !made) return made;
    std::vector<Json> rows;
    for (const auto &item : queue.items) rows.push_back(toJson(item));
    if (auto written = writeFileAtomic(folder / "items.jsonl", toJsonl(rows)); !written) return written;
    return writeFileAtomic(folder / "queue.toml", writeToml({{"seed", queue.seed}, {"runs", queue.runs}}));
}

Status appendLabelItem(const fs::path &project, const std::string &queue, const LabelItem &item) {
    const fs::path file = labelFolder(project, queue) / "items.jsonl";
    const auto before = readFile(file, 4ull << 30);
    if (!before) return unexpected(before.error());
    return writeFileAtomic(file, *before + dumpJson(toJson(item)) + "\n");
}

} // namespace lapidary
