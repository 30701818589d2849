// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/hh_rlhf.h"
#include "core/data/layouts/sides.h"

namespace lapidary {
namespace {

struct Speaker {
    std::string_view mark, role;
};
constexpr Speaker kSpeakers[] = {{"\n\nHuman:", "user"}, {"\n\nAssistant:", "assistant"}};

/// Where the next message begins, from here on, and whose it is; null where there is none.
std::pair<std::size_t, const Speaker *> nextMark(const std::string &text, std::size_t from) {
    std::pair<std::size_t, const Speaker *> next{text.npos, nullptr};
    for (const auto &speaker : kSpeakers)
        if (const auto at = text.find(speaker.mark, from); at < next.first) next = {at, &speaker};
    return next;
}

/// The blank behind a mark belongs to the mark.
Result<Messages> talkIn(const Json &row, const char *column) {
    const auto text = textField(row, column);
    if (!text) return unexpected(text.error());
    auto [at, speaker] = nextMark(*text, 0);
    if (at != 0)
        return fail({.code = "row.no_dialogue",
                     .message = "this is no dialogue of Human and Assistant",
                     .field = column,
                     .found = "\"" + text->substr(0, 40) + "\"",
                     .expected = "\"\\n\\nHuman: …\\n\\nAssistant: …\""});
    Messages turns;
    while (speaker) {
        std::size_t begin = at + speaker->mark.size();
        const auto [end, next] = nextMark(*text, begin);
        if (begin < text->size() && (*text)[begin] == ' ') ++begin;
        turns.push_back({.role = std::string(speaker->role),
                         .content = text->substr(begin, end == text->npos ? end : end - begin)});
        at = end;
        speaker = next;
    }
    if (turns.back().role == "assistant") return turns;
    return fail({.code = "row.no_answer",
                 .message = "the dialogue ends without an answer: there is nothing to compare",
                 .field = column,
                 .found = "a last message by Human",
                 .expected = "a last message by Assistant"});
}

bool holds(const Json &row) {
    for (const char *column : {"chosen", "rejected"}) {
        const Json &cell = row.at(column);
        if (!cell.is_string() || !cell.get_ref<const std::string &>().starts_with(kSpeakers[0].mark)) return false;
    }
    return true;
}

Result<Record> read(const Json &row) {
    const auto chosen = talkIn(row, "chosen"), rejected = talkIn(row, "rejected");
    if (!chosen) return unexpected(chosen.error());
    if (!rejected) return unexpected(rejected.error());
    auto pair = partedTalks(*chosen, *rejected, "rejected");
    if (!pair) return unexpected(pair.error());
    return named(row, std::move(*pair));
}

std::string writtenOut(const Messages &turns) {
    std::string text;
    for (const auto &turn : turns)
        text.append(kSpeakers[turn.role == "assistant"].mark).append(" ").append(turn.content);
    return text;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    if (!it) return std::nullopt;
    Json row = begun(record);
    row["chosen"] = writtenOut(wholeTalk(it->prompt, it->chosen));
    row["rejected"] = writtenOut(wholeTalk(it->prompt, it->rejected));
    return ifSame(finished(std::move(row), record), record, read);
}

} // namespace

const Layout &hhRlhfLayout() {
    static const Layout layout{
        .name = "hh_rlhf",
        .summary = translated("Layout", "HH-RLHF: two dialogues of Human and Assistant"),
        .makes = "preference",
        .columns = {{.name = "chosen", .required = true},
                    {.name = "rejected", .required = true},
                    kIdColumn,
                    kReferenceColumn},
        .read = read,
        .write = write,
        .example = {{"chosen", "\n\nHuman: 2+2?\n\nAssistant: 4"}, {"rejected", "\n\nHuman: 2+2?\n\nAssistant: 5"}},
        .holds = holds};
    return layout;
}

} // namespace lapidary
