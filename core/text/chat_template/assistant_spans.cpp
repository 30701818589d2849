// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/chat_template/chat_prefixes.h"
#include <algorithm>

namespace lapidary {
namespace {

using Span = std::pair<std::size_t, std::size_t>;

constexpr std::size_t kShortestHeader = 4; ///< bytes: fewer occur by chance

bool isInner(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Searches the words of one message after the other.
class SpanFinder {
public:
    SpanFinder(ChatPrefixes &prefixes, const ChatMarks &marks) : prefixes_(prefixes), marks_(marks) {
        for (char32_t mark = 0xF1234; other_.empty(); ++mark) { // a character that nobody uses in this chat
            utf8::append(other_, mark);
            if (text().find(other_) != std::string::npos) other_.clear();
        }
    }

    /// Of one message, which begins behind `from`.
    std::optional<Span> find(std::size_t message, std::size_t from) {
        const auto &asked = prefixes_.of(message, true), &behind = prefixes_.of(message + 1, false);
        std::optional<std::size_t> begin, end;
        if (asked && text().starts_with(*asked)) begin = asked->size();
        if (behind && text().starts_with(*behind)) end = behind->size();
        const bool searched = !begin || !end;
        if (searched) {
            const auto changed = whereItChanges(message);
            if (!changed) return std::nullopt;
            if (!begin) begin = behindHeader(message, from, changed->first);
            if (!end) end = changed->second;
        }
        end = throughEnd(*begin, std::max(*begin, *end), searched && hasCalls(message));
        return Span{*begin, *end};
    }

private:
    const std::string &text() const { return prefixes_.whole(); }
    bool hasCalls(std::size_t message) const {
        const Json &one = prefixes_.messages()[message];
        const auto calls = one.find("tool_calls");
        return calls != one.end() && calls->is_array() && !calls->empty();
    }

    /// The message with other words, and where it has calls, with other arguments of the last of them.
    std::vector<Json> otherWords(std::size_t message) const {
        const Json &one = prefixes_.messages()[message];
        std::vector<Json> out{one};
        const bool inParts = one.contains("content") && one["content"].is_array();
        out[0]["content"] = inParts ? Json::array({{{"type", "text"}, {"text", other_}}}) : Json(other_);
        if (!hasCalls(message)) return out;
        Json called = one;
        Json &last = called["tool_calls"].back();
        Json *call = last.is_object() && last.contains("function") ? &last["function"] : &last;
        if (call->is_object()) {
            (*call)["arguments"] = {{other_, other_}};
            out.push_back(std::move(called));
        }
        return out;
    }

    /// The bytes that differ from a rendering with other words in the message's place.
    std::optional<Span> whereItChanges(std::size_t message) const {
        std::optional<Span> out;
        for (Json &other : otherWords(message)) {
            const auto changed = prefixes_.with(message, std::move(other));
            if (!changed || changed->find(other_) == std::string::npos) continue;
            auto begin = static_cast<std::size_t>(
                std::mismatch(text().begin(), text().end(), changed->begin(), changed->end()).first - text().begin());
            const auto same = static_cast<std::size_t>(
                std::mismatch(text().rbegin(), text().rend(), changed->rbegin(), changed->rend()).first -
                text().rbegin());
            auto end = text().size() - same;
            while (begin > 0 && begin < text().size() && isInner(text()[begin])) --begin;
            while (end < text().size() && isInner(text()[end])) ++end;
            end = std::max(begin, end);
            out = out ? Span{std::min(out->first, begin), std::max(out->second, end)} : Span{begin, end};
        }
        return out;
    }

    /// Thoughts may stand before the words that change: the message begins behind what asks for it, of which the
    /// conversation may have left out the end ("<think>").
    std::size_t behindHeader(std::size_t message, std::size_t from, std::size_t changed) {
        const auto &asked = prefixes_.of(message, true), &before = prefixes_.of(message, false);
        if (!asked || !before || !asked->starts_with(*before)) return changed;
        const std::string header = asked->substr(before->size());
        const auto range = std::string_view(text()).substr(0, changed);
        for (std::size_t length = header.size(); length >= kShortestHeader; --length) {
            if (length < header.size() && isInner(header[length])) continue;
            const auto at = range.rfind(std::string_view(header).substr(0, length));
            if (at != range.npos && at >= from) return at + length;
        }
        return changed;
    }

    std::size_t skipBlanks(std::size_t at) const {
        while (at < text().size() && isBlank(text()[at])) ++at;
        return at;
    }
    /// Where a mark that stands at `at` ends; 0 where none does.
    std::size_t markAt(const std::vector<std::string> &marks, std::size_t at) const {
        std::size_t longest = 0;
        for (const auto &mark : marks)
            if (!mark.empty() && text().compare(at, mark.size(), mark) == 0) longest = std::max(longest, mark.size());
        return longest == 0 ? 0 : at + longest;
    }
    std::optional<std::size_t> firstSpecial(std::size_t from) const {
        for (std::size_t at = from; at < text().size(); ++at)
            if (markAt(marks_.special, at) > 0 || markAt(marks_.ends, at) > 0) return at;
        return std::nullopt;
    }

    /// Behind the mark that ends the turn. `called`: the end of a call is not known by its words, so what closes it
    /// follows up to the first marks.
    std::size_t throughEnd(std::size_t begin, std::size_t end, bool called) const {
        std::size_t bare = end;
        while (bare > begin && isBlank(text()[bare - 1])) --bare;
        for (const auto &mark : marks_.ends)
            if (bare >= begin + mark.size() && !mark.empty() &&
                text().compare(bare - mark.size(), mark.size(), mark) == 0)
                return bare;
        if (const auto closed = markAt(marks_.ends, skipBlanks(end))) return closed;
        if (!called) return end;
        const auto special = firstSpecial(end);
        if (!special) return end;
        std::size_t first = 0;
        for (std::size_t at = *special;;) { // a run of marks side by side may have the end of the turn in it
            const auto closed = markAt(marks_.ends, at);
            if (closed > 0) return closed;
            const auto next = markAt(marks_.special, at);
            if (next == 0) return first;
            if (first == 0) first = next;
            at = skipBlanks(next);
        }
    }

    ChatPrefixes &prefixes_;
    const ChatMarks &marks_;
    std::string other_{};
};

} // namespace

Result<std::vector<Span>> assistantSpans(ChatPrefixes &prefixes, const ChatMarks &marks) {
    std::vector<Span> out;
    SpanFinder finder(prefixes, marks);
    std::size_t from = 0;
    for (std::size_t i = 0; i < prefixes.messages().size(); ++i) {
        if (!prefixes.isAssistant(i)) continue;
        const auto span = finder.find(i, from);
        if (!span)
            return fail({.code = "template.no_generation",
                         .message = "the chat template does not mark what the assistant says, and its words cannot be "
                                    "found by rendering the conversation with others",
                         .field = "messages[" + std::to_string(i) + "]",
                         .expected = "{% generation %} … {% endgeneration %} around each of the assistant's messages",
                         .remedy = "Mark them in the template, or learn whole conversations: assistant_only_loss = "
                                   "false."});
        out.push_back(*span);
        from = span->second;
    }
    return out;
}

} // namespace lapidary
