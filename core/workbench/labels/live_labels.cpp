// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/live_labels.h"
#include "core/base/rng.h"
#include "core/config/spec.h"
#include "core/data/layouts/registry.h"
#include "core/text/answer/answer.h"
#include "core/workbench/compare/contender.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/pieces.h"
#include "core/workbench/labels/label_items.h"
#include <algorithm>
#include <cctype>
#include <set>

namespace lapidary {
namespace {

constexpr std::size_t kSpare = 2; // times as many as are needed: some may be cut, or equal
constexpr std::int64_t kUsualTokens = 128;

/// What a row asks; nothing where it asks nothing.
Messages promptIn(const Record &record) {
    if (const auto *asked = std::get_if<PromptOnly>(&record.what)) return asked->prompt;
    if (const auto *pair = std::get_if<Preference>(&record.what)) return pair->prompt;
    if (const auto *one = std::get_if<Unpaired>(&record.what)) return one->prompt;
    if (const auto *shown = std::get_if<Demonstration>(&record.what)) return shown->prompt;
    if (const auto *chain = std::get_if<Stepwise>(&record.what)) return chain->prompt;
    const auto *talk = std::get_if<Conversation>(&record.what);
    if (!talk) return {};
    auto last = std::find_if(talk->turns.rbegin(), talk->turns.rend(),
                             [](const Message &each) { return each.role == "assistant"; });
    return last == talk->turns.rend() ? talk->turns : Messages(talk->turns.begin(), last.base() - 1);
}

/// The different prompts of a run's rows, in random order. A run of several files is asked from the one it trains on.
Result<std::vector<Messages>> promptsOf(const fs::path &folder, const Json &run, std::uint64_t seed) {
    const Json data = run.value("data", Json::object());
    const fs::path file = folder / data.value("train", std::string());
    std::vector<Messages> out;
    std::set<std::string> known;
    const bool texts = data.contains("train") && data.value("format", "") != "tokens";
    const auto read = !texts ? Status{} : forEachRow(file, [&](const Json &row) -> Status {
        const auto record = readRecord(row);
        if (!record) return unexpected(record.error());
        Messages prompt = promptIn(*record);
        if (!prompt.empty() && known.insert(labelWords(prompt)).second) out.push_back(std::move(prompt));
        return {};
    });
    if (!read) return unexpected(read.error());
    if (out.empty())
        return fail({.code = "labels.no_prompts",
                     .message = "the rows of this run ask nothing that its policy could be asked",
                     .file = file.string(),
                     .expected = "rows with a prompt, in words"});
    Rng rng(seed, "labels/live");
    rng.shuffle(out);
    return out;
}

/// Words of people as part of a queue's name.
std::string plainName(const std::string &name) {
    std::string out;
    for (const char c : name)
        out += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
    out.resize(std::min<std::size_t>(out.size(), 36));
    return out.empty() || out.front() == '.' ? "run" + out : out;
}

std::string freeQueueName(const fs::path &project, const std::string &wanted) {
    const auto names = labelQueueNames(project);
    std::string name = wanted;
    for (int number = 2; std::find(names.begin(), names.end(), name) != names.end(); ++number)
        name = wanted + "-" + std::to_string(number);
    return name;
}

std::string nameOfRun(Project &project, const std::string &id) {
    const auto record = project.store().run(id);
    if (!record || !*record) return id;
    return (*record)->title.empty() ? (*record)->name : (*record)->title;
}

fs::path givenFile(const fs::path &project, const std::string &queue) {
    return labelFolder(project, queue) / "given.jsonl";
}

unexpected<Error> badAnswer(const Json &answer, Sentence expected) {
    return fail({.code = "worker.bad_answer",
                 .message = "the paused run did not answer what it was asked",
                 .found = dumpJson(answer).substr(0, 200),
                 .expected = std::move(expected)});
}

} // namespace

Result<LiveTakes> liveTakes(const Json &answer) {
    const Json takes = answer.value("takes", Json());
    if (!takes.is_array()) return badAnswer(answer, "{\"takes\": [{\"port\", \"layout\"}], \"from_step\"}");
    LiveTakes out;
    for (const Json &each : takes)
        if (each.is_object() && out.layout.empty()) out.layout = each.value("layout", std::string());
    if (const auto from = getInteger(answer, "from_step")) out.fromStep = *from;
    return out;
}

const LabelKind &liveKind(const std::string &layout) {
    for (const LabelKind *kind : labelKinds())
        if (!kind->rated && !kind->ofSteps && kind->makes(kind->usual) == layout) return *kind;
    return *labelKinds().front();
}

Result<std::vector<FreshRequest>> liveRequests(Project &project, const std::string &run, const LabelKind &kind,
                                               const LiveConfig &config) {
    const fs::path folder = project.runFolder(run);
    const auto document = readDocument((folder / "run.toml").string());
    if (!document) return unexpected(document.error());
    auto prompts = promptsOf(folder, document->values, config.seed);
    if (!prompts) return unexpected(prompts.error());
    const Json settings = document->values.value("config", Json::object());
    const std::int64_t longest =
        config.maxNewTokens > 0
            ? config.maxNewTokens
            : settings.value("max_completion_length", settings.value("max_new_tokens", kUsualTokens));
    const Json model = wholeModelReference(document->values.value("model", Json::object()), folder);
    ChatPrompt chat(model.value("path", std::string()));
    const std::size_t answers = std::max<std::size_t>(kind.usual, 1);
    std::vector<FreshRequest> out;
    for (const Messages &prompt : *prompts) {
        if (out.size() >= static_cast<std::size_t>(config.prompts)) break;
        LabelItem like{.prompt = labelWords(prompt), .origin = "policy"};
        if (!plainText(prompt)) like.turns = prompt;
        like.answers.assign(answers, {.run = run, .name = nameOfRun(project, run)});
        auto request = promptRequest(like, chat);
        if (!request) return unexpected(request.error());
        request->update({{"verb", "generate"},
                         {"n", kSpare * std::max<std::size_t>(answers, 2)},
                         {"temperature", config.temperature},
                         {"max_new_tokens", longest},
                         {"seed", (config.seed + out.size()) % (1ull << 31)}});
        out.push_back({std::move(*request), std::move(like)});
    }
    return out;
}

Result<LabelItem> liveItem(const Json &answer, const FreshRequest &asked, bool cutAnswers) {
    const auto answers = answersFromJson(answer);
    if (!answers) return unexpected(answers.error());
    LabelItem item = asked.like;
    item.answers.clear();
    std::size_t whole = 0;
    for (const Answer &each : answers->all) {
        const std::string fault = each.fault();
        if (!fault.empty() && !(cutAnswers && fault == "cut")) continue;
        ++whole;
        const bool known = std::any_of(item.answers.begin(), item.answers.end(),
                                       [&](const LabelCandidate &other) { return other.text == each.text; });
        if (known || item.answers.size() == asked.like.answers.size()) continue;
        item.answers.push_back(asked.like.answers[0]);
        item.answers.back().text = each.text;
        item.answers.back().terminated = fault.empty();
    }
    const std::size_t needed = asked.like.answers.size();
    if (whole < needed)
        return fail({.code = "labels.cut_answer",
                     .message = "too few of the model's answers are whole, and others make no item",
                     .found = {"{0} whole of {1}", whole, answers->all.size()},
                     .expected = {"{0} that the model ended itself", needed},
                     .remedy = "Ask for longer answers, or take those that were cut as well."});
    if (item.answers.size() < needed)
        return fail({.code = "labels.same_answers",
                     .message = "the model gave the same answer again",
                     .found = item.answers.front().text.substr(0, 80),
                     .remedy = "It is sure of itself here; ask for more prompts, or at a higher temperature."});
    item.id = labelItemId(item);
    return item;
}

Result<LabelQueue> makeLiveQueue(Project &project, const LiveOrigin &origin, const LabelKind &kind,
                                 std::vector<LabelItem> items) {
    const std::string name = freeQueueName(project.folder(), plainName(nameOfRun(project, origin.run)) + "-step-" +
                                                                 std::to_string(origin.step));
    LabelQueue queue{.name = name,
                     .setup = {.kind = &kind},
                     .seed = labelSeed(name),
                     .runs = {origin.run},
                     .items = std::move(items),
                     .live = origin};
    if (auto made = makeLabelQueue(project.folder(), queue); !made) return unexpected(made.error());
    return queue;
}

Result<LiveGift> labelsToGive(Project &project, const std::string &name) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    if (queue->live.run.empty())
        return fail({.code = "labels.not_live",
                     .message = "the answers of this queue are of no run that waits for their labels",
                     .found = name,
                     .remedy = "Train on these labels in a stage of their own."});
    const auto book = labelBook(project.store(), *queue);
    if (!book) return unexpected(book.error());
    const auto settled = settledBook(project, *queue);
    if (!settled) return unexpected(settled.error());
    const auto before = givenIds(project.folder(), name);
    if (!before) return unexpected(before.error());
    LiveGift out{.run = queue->live.run, .labels = labelRows(*book, *settled)};
    if (!out.labels.rows.empty() && out.labels.makes != queue->live.takes)
        return fail({.code = "labels.not_taken",
                     .message = "the method of this run cannot be given such labels on the way",
                     .found = out.labels.makes,
                     .expected = queue->live.takes.empty() ? Sentence("no rows at all") : Sentence(queue->live.takes),
                     .remedy = "Go on without them, and train on these labels in a stage of their own."});
    for (Json &row : out.labels.rows) {
        const std::string id = row.value("id", std::string());
        if (before->contains(id)) {
            ++out.before;
        } else {
            out.ids.push_back(id);
            out.rows.push_back(row);
        }
    }
    return out;
}

Result<std::set<std::string>> givenIds(const fs::path &project, const std::string &queue) {
    std::set<std::string> ids;
    std::error_code wrong;
    if (!fs::exists(givenFile(project, queue), wrong)) return ids;
    const auto read = forEachRow(givenFile(project, queue), [&](const Json &line) -> Status {
        for (const Json &id : line.value("ids", Json::array()))
            if (id.is_string()) ids.insert(id.get<std::string>());
        return {};
    });
    if (!read) return unexpected(read.error());
    return ids;
}

Json giveRequest(const LiveGift &gift, const std::string &queue) {
    return {{"verb", "add_rows"}, {"rows", gift.rows}, {"labels", queue}};
}

Result<LiveGiven> givenFrom(const Json &answer) {
    const auto rows = getInteger(answer, "rows"), left = getInteger(answer, "left_out"),
               from = getInteger(answer, "from_step");
    if (!rows || !left || !from) return badAnswer(answer, "{\"rows\", \"left_out\", \"from_step\"}");
    return LiveGiven{.rows = *rows, .leftOut = *left, .fromStep = *from};
}

Status noteGiven(Project &project, const std::string &queue, const LiveGift &gift, const LiveGiven &given) {
    const fs::path file = givenFile(project.folder(), queue);
    std::string lines;
    std::error_code wrong;
    if (fs::exists(file, wrong)) {
        auto before = readFile(file, 1ull << 30);
        if (!before) return unexpected(before.error());
        lines = std::move(*before);
    }
    const Json line = {{"run", gift.run},
                       {"from_step", given.fromStep},
                       {"rows", given.rows},
                       {"left_out", given.leftOut},
                       {"ids", gift.ids}};
    return writeFileAtomic(file, lines + dumpJson(line) + "\n");
}

} // namespace lapidary
