// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/message_marks.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::uint32_t kFirstMark = 0xF0000, kLastMark = 0xFFFFD; ///< private use, four bytes in UTF-8

std::string utf8Of(std::uint32_t mark) {
    return {static_cast<char>(0xF0 | (mark >> 18)), static_cast<char>(0x80 | ((mark >> 12) & 0x3F)),
            static_cast<char>(0x80 | ((mark >> 6) & 0x3F)), static_cast<char>(0x80 | (mark & 0x3F))};
}

/// Takes special tokens out of texts and puts them back.
class Marks {
public:
    Marks(std::vector<std::string> tokens, const std::string &request) : tokens_(std::move(tokens)) {
        std::erase(tokens_, "");
        std::stable_sort(tokens_.begin(), tokens_.end(),
                         [](const auto &a, const auto &b) { return a.size() > b.size(); });
        if (tokens_.size() > kLastMark - kFirstMark) tokens_.resize(kLastMark - kFirstMark);
        // Characters that nobody uses in this chat.
        while (first_ + tokens_.size() < kLastMark && usesAny(request))
            first_ += static_cast<std::uint32_t>(tokens_.size()) + 1;
    }

    /// In every text of the messages but the roles.
    bool take(Json &value) {
        if (value.is_string()) return takeText(value.get_ref<std::string &>());
        bool any = false;
        if (value.is_array())
            for (auto &each : value) any |= take(each);
        if (value.is_object())
            for (auto &[name, each] : value.items())
                if (name != "role") any |= take(each);
        return any;
    }

    /// The text as it was, and where the tokens stand in it.
    std::string putBack(const std::string &marked, std::vector<std::pair<std::size_t, std::size_t>> &places) const {
        std::string out;
        for (std::size_t at = 0; at < marked.size();) {
            const auto token = tokenAt(marked, at);
            if (token == tokens_.size()) {
                out += marked[at++];
                continue;
            }
            places.emplace_back(out.size(), out.size() + tokens_[token].size());
            out += tokens_[token];
            at += 4;
        }
        return out;
    }

private:
    bool usesAny(const std::string &text) const {
        for (std::size_t at = 0; at < text.size(); ++at)
            if (tokenAt(text, at) != tokens_.size()) return true;
        return false;
    }
    std::size_t tokenAt(const std::string &text, std::size_t at) const {
        if ((text[at] & 0xF8) != 0xF0 || at + 4 > text.size()) return tokens_.size();
        std::uint32_t code = text[at] & 0x07;
        for (std::size_t i = 1; i < 4; ++i) code = code << 6 | (text[at + i] & 0x3F);
        return code >= first_ && code < first_ + tokens_.size() ? code - first_ : tokens_.size();
    }
    bool takeText(std::string &text) const {
        bool any = false;
        for (std::size_t t = 0; t < tokens_.size(); ++t)
            for (std::size_t at = 0; (at = text.find(tokens_[t], at)) != text.npos; any = true) {
                text.replace(at, tokens_[t].size(), utf8Of(first_ + static_cast<std::uint32_t>(t)));
                at += 4;
            }
        return any;
    }

    std::vector<std::string> tokens_;
    std::uint32_t first_ = kFirstMark;
};

} // namespace

Result<std::vector<std::pair<std::size_t, std::size_t>>> literalTokens(const ChatTemplate &chat, const Json &request,
                                                                       const std::string &rendered,
                                                                       const std::vector<std::string> &specialTexts,
                                                                       std::time_t now) {
    std::vector<std::pair<std::size_t, std::size_t>> places;
    const auto messages = request.find("messages");
    if (messages == request.end()) return places;
    Marks marks(specialTexts, dumpJson(request));
    Json marked = request;
    if (!marks.take(marked["messages"])) return places;
    const auto again = chat.render(marked, now);
    if (again && marks.putBack(again->text, places) == rendered) return places;
    return fail(
        {.code = "template.depends_on_token",
         .message =
             "a message holds the text of a special token, and the template writes the chat otherwise because of it",
         .field = "messages",
         .remedy = "Take that text out of the message; what stands for a turn's end must come from the template."});
}

} // namespace lapidary
