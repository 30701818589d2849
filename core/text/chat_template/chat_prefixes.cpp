// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/chat_prefixes.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kShown = 40; ///< bytes of a text that an error shows

bool isInner(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The bytes around a place, whole characters.
std::string around(const std::string &text, std::size_t at) {
    std::size_t begin = at - std::min(at, kShown / 2), end = std::min(text.size(), at + kShown);
    while (begin < text.size() && isInner(text[begin])) ++begin;
    while (end < text.size() && isInner(text[end])) ++end;
    return text.substr(begin, std::max(end, begin) - begin);
}

} // namespace

const Json &ChatPrefixes::messages() const {
    static const Json none = Json::array();
    const auto it = request_.find("messages");
    return it != request_.end() && it->is_array() ? *it : none;
}

bool ChatPrefixes::isAssistant(std::size_t message) const {
    const Json &one = messages()[message];
    return one.is_object() && one.value("role", Json()) == "assistant";
}

std::optional<std::string> ChatPrefixes::render(Json messages, bool prompt) const {
    Json asked = request_;
    asked["messages"] = std::move(messages);
    asked["add_generation_prompt"] = prompt;
    auto rendered = chat_.render(asked, now_);
    return rendered ? std::optional(std::move(rendered->text)) : std::nullopt;
}

const std::optional<std::string> &ChatPrefixes::of(std::size_t count, bool prompt) {
    const auto [it, fresh] = made_.try_emplace({count, prompt});
    if (fresh && count > 0)
        it->second = render(Json(messages().begin(), messages().begin() + static_cast<std::ptrdiff_t>(count)), prompt);
    return it->second;
}

std::optional<std::string> ChatPrefixes::with(std::size_t message, Json other) const {
    Json all = messages();
    all[message] = std::move(other);
    const Json prompt = request_.value("add_generation_prompt", Json(false));
    return render(std::move(all), prompt.is_boolean() && prompt.get<bool>());
}

std::optional<PrefixBreak> ChatPrefixes::firstBreak() {
    for (std::size_t i = 1; i < messages().size(); ++i) {
        const auto &begun = of(i, isAssistant(i));
        if (!begun || whole_.starts_with(*begun)) continue; // a template may refuse what ends so
        const auto at = static_cast<std::size_t>(
            std::mismatch(begun->begin(), begun->end(), whole_.begin(), whole_.end()).first - begun->begin());
        return PrefixBreak{i, around(whole_, at), around(*begun, at)};
    }
    return std::nullopt;
}

} // namespace lapidary
