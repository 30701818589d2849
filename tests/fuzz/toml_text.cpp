// SPDX-License-Identifier: Apache-2.0
#include "core/config/toml_text.h"
#include "tests/fuzz/targets.h"
#include <algorithm>

namespace lapidary::fuzz {

namespace {

void collect(const Json &value, TomlPath &at, std::vector<TomlPath> &out) {
    const auto down = [&](const std::string &part, const Json &each) {
        at.push_back(part);
        if (out.size() < 2000) out.push_back(at);
        collect(each, at, out);
        at.pop_back();
    };
    if (value.is_object())
        for (const auto &[key, each] : value.items()) down(key, each);
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i) down(std::to_string(i), value[i]);
}

const Json *at(const Json &values, const TomlPath &path) {
    const Json *value = &values;
    for (const std::string &part : path) {
        if (value->is_object() && value->contains(part))
            value = &value->at(part);
        else if (value->is_array() && std::stoul(part) < value->size())
            value = &value->at(std::stoul(part));
        else
            return nullptr;
    }
    return value;
}

/// What of `before` is not in `after`, where one stretch was put in the place of another.
std::string_view lost(std::string_view before, std::string_view after) {
    const auto most = std::min(before.size(), after.size());
    std::size_t front = 0, back = 0;
    while (front < most && before[front] == after[front]) ++front;
    while (back < most - front && before[before.size() - 1 - back] == after[after.size() - 1 - back]) ++back;
    return before.substr(front, before.size() - front - back);
}

/// Told with a code, or read again with the value.
void holds(const Result<TomlText> &changed, const TomlPath &path, const Json &value) {
    if (!changed) return promise(!changed.error().code.empty() && changed.error().file == "x");
    const Json *now = at(changed->values(), path);
    promise(now && dumpJson(*now) == dumpJson(value));
}

void sets(const TomlText &text, const TomlPath &path, const Json &value) {
    const Json *old = at(text.values(), path);
    const bool plain = old && (old->is_number() || old->is_boolean());
    const auto changed = text.set(path, value);
    holds(changed, path, value);
    if (!changed) return;
    const std::string_view gone = lost(text.text(), changed->text());
    if (!old && !path.empty() && at(text.values(), TomlPath(path.begin(), path.end() - 1))) {
        const Json &in = *at(text.values(), TomlPath(path.begin(), path.end() - 1));
        promise(gone.empty() || in.empty()); // "{ }" of an empty inline table is written anew
    }
    if (plain) promise(gone.find('\n') == gone.npos);
    // And back: the same values, whatever the blanks.
    if (plain) {
        const auto back = changed->set(path, *old);
        promise(back && dumpJson(back->values()) == dumpJson(text.values()));
    }
}

void removes(const TomlText &text, const TomlPath &path) {
    const auto changed = text.remove(path);
    if (!changed) return promise(!changed.error().code.empty());
    promise(changed->text().size() <= text.text().size());
    const Json *there = at(changed->values(), path);
    const bool inList =
        std::all_of(path.back().begin(), path.back().end(), [](char c) { return c >= '0' && c <= '9'; });
    promise(inList || !there || (there->is_structured() && there->empty()));
}

/// A copy of an element behind itself.
void copies(const TomlText &text, const TomlPath &path) {
    if (path.size() != 2 || !at(text.values(), {path[0]})->is_array()) return;
    const std::string block = text.textOf(path);
    const auto changed = text.add(path[0], block, std::stoul(path[1]));
    if (!changed) return promise(!changed.error().code.empty());
    promise(lost(text.text(), changed->text()).empty());
    promise(changed->count(path[0]) == text.count(path[0]) + 1);
}

} // namespace

/// An experiment's file, and a change behind a NUL: which key, what is done, and what is put there. What is not named
/// keeps its bytes.
void toml_text(std::string_view bytes) {
    const auto [file, change] = atNul(bytes);
    const auto text = TomlText::read(std::string(file), "x");
    if (!text) return promise(!text.error().code.empty());
    promise(text->text() == file);
    std::vector<TomlPath> paths;
    TomlPath top;
    collect(text->values(), top, paths);
    const auto byte = [&change = change](std::size_t i) {
        return i < change.size() ? static_cast<unsigned char>(change[i]) : 0u;
    };
    const std::string words(change.substr(std::min<std::size_t>(change.size(), 3)));
    if (!parseJson(dumpJson(Json(words)))) return; // no UTF-8: nobody can type it
    const Json value = byte(2) % 3 == 0 ? Json(words) : byte(2) % 3 == 1 ? Json(7) : Json::array({words, 0.5});
    const TomlPath path = paths.empty() ? TomlPath{"a"} : paths[(byte(0) * 256u + byte(1)) % paths.size()];
    sets(*text, path, value);
    if (const Json *table = at(text->values(), path); table && table->is_object()) {
        TomlPath fresh = path;
        fresh.push_back("a new key");
        sets(*text, fresh, value);
    }
    if (paths.empty()) return;
    removes(*text, path);
    copies(*text, path);
    if (const auto renamed = text->rename(path, "another name"); !renamed) promise(!renamed.error().code.empty());
}

} // namespace lapidary::fuzz
