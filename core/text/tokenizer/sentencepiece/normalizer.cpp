// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/normalizers/charsmap.h"
#include "core/text/tokenizer/sentencepiece/parts.h"

namespace lapidary::sentencepiece {
namespace {

/// The rules of one model; a text is read from left to right, always by the longest rule.
class Rules {
public:
    Rules(SharedFile file, Prefix prefix)
        : file_(std::move(file)), map_(Charsmap::parse(file_->charsmap)), symbols_(*file_), prefix_(prefix) {}

    void apply(TrackedText &tracked) const {
        const std::string_view text = tracked.text;
        TrackedText out{{}, {}, tracked.start};
        std::size_t at = file_->removeExtraBlanks ? leadingBlanks(text) : 0;
        if (at == text.size()) {
            tracked = std::move(out);
            return;
        }
        const auto here = [&] { return Span{tracked.start + at, tracked.start + at}; };
        const auto put = [&](std::string_view part) {
            for (const char c : part) out.append(c == ' ' ? blank() : std::string_view(&c, 1), here());
        };
        const bool dummy = file_->addDummyPrefix && (prefix_ == Prefix::Each || tracked.start == 0);
        if (dummy && !file_->blanksBehind) put(" ");
        bool afterBlank = file_->removeExtraBlanks;
        while (at < text.size()) {
            auto [length, part] = next(text.substr(at));
            while (afterBlank && part.starts_with(' ')) part.remove_prefix(1);
            put(part);
            if (!part.empty()) afterBlank = file_->removeExtraBlanks && part.ends_with(' ');
            at += length;
        }
        std::size_t end = out.text.size();
        while (file_->removeExtraBlanks && std::string_view(out.text).substr(0, end).ends_with(blank()))
            end -= blank().size();
        if (end < out.text.size()) at = out.origin[end].begin - tracked.start;
        out.text.resize(end);
        out.origin.resize(end);
        if (dummy && file_->blanksBehind) put(" ");
        close(out, here().begin);
        tracked = std::move(out);
    }

private:
    std::string_view blank() const { return file_->escapeBlanks ? kBlank : std::string_view(" "); }

    /// How many bytes come next, and what stands for them.
    std::pair<std::size_t, std::string_view> next(std::string_view rest) const {
        if (const std::size_t length = symbols_.longestAt(rest)) return {length, rest.substr(0, length)};
        if (const auto rule = map_ ? map_->longest(rest) : std::nullopt) return {rule->length, rule->replacement};
        const std::size_t length = TrackedText::nextCharacter(rest, 0);
        return {length, rest.substr(0, length)};
    }

    std::size_t leadingBlanks(std::string_view text) const {
        std::size_t at = 0;
        while (at < text.size()) {
            const auto [length, part] = next(text.substr(at));
            if (part != " ") break;
            at += length;
        }
        return at;
    }

    /// What a byte stands for ends where that of the next one begins.
    static void close(TrackedText &out, std::size_t end) {
        for (std::size_t i = out.origin.size(); i > 0; --i) {
            out.origin[i - 1].end = end;
            end = out.origin[i - 1].begin;
        }
    }

    SharedFile file_;
    std::optional<Charsmap> map_;
    Symbols symbols_;
    Prefix prefix_;
};

} // namespace

Symbols::Symbols(const ModelFile &file) {
    std::vector<std::pair<std::string_view, std::int32_t>> entries;
    for (std::size_t id = 0; id < file.entries.size(); ++id)
        if (file.entries[id].kind == Kind::UserDefined)
            entries.push_back({file.entries[id].text, static_cast<std::int32_t>(id)});
    if (!entries.empty()) trie_ = std::make_shared<const Trie>(std::move(entries));
}

std::size_t Symbols::longestAt(std::string_view text) const {
    std::size_t longest = 0;
    if (trie_) trie_->forEachPrefix(text, [&](std::size_t length, std::int32_t) { longest = length; });
    return longest;
}

Normalizer normalizer(SharedFile file, Prefix prefix) {
    return [rules = std::make_shared<const Rules>(std::move(file), prefix)](TrackedText &text) -> Status {
        rules->apply(text);
        return {};
    };
}

} // namespace lapidary::sentencepiece
