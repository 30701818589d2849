// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/overrides.h"
#include <algorithm>
#include <array>
#include <charconv>

namespace lapidary {
namespace {

constexpr std::array<const char *, 3> kLists = {"data", "stage", "arm"}; ///< of tables, each of which has a name

Json valueOf(const std::string &text) {
    const auto parsed = parseToml("x = " + text);
    if (parsed && parsed->values.size() == 1) return parsed->values["x"];
    return text;
}

/// The element of a list of tables whose name begins `path` ("sft.config.beta"); the longest name wins.
std::optional<std::pair<std::size_t, std::string>> elementAt(const Json &list, const std::string &path) {
    std::optional<std::pair<std::size_t, std::string>> best;
    if (!list.is_array()) return best; // [stage] for [[stage]]: the reader tells it
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string name = getString(list[i], "name").value_or("");
        if (!name.empty() && path.starts_with(name + ".") && (!best || name.size() > best->second.size()))
            best = {i, name};
    }
    return best;
}

Error unknown(const std::string &assignment, const Sentence &found) {
    return {.code = "config.unknown_override",
            .message = "--set names nothing in the experiment",
            .field = assignment,
            .found = found,
            .expected = "seed=2, stage.NAME.config.KEY=VALUE, stage.NAME.inputs.PORT=NAME, arm.NAME.KEY=VALUE, "
                        "data.NAME.KEY=VALUE or models.NAME=PATH"};
}

} // namespace

std::string saidPath(const Json &values, const std::string &path) {
    for (const char *key : kLists) {
        const std::string list(key);
        if (!path.starts_with(list + ".")) continue;
        const auto from = list.size() + 1, end = std::min(path.find('.', from), path.size());
        std::size_t number = 0;
        const auto read = std::from_chars(path.data() + from, path.data() + end, number);
        const Json elements = values.value(list, Json::array());
        if (read.ec != std::errc() || read.ptr != path.data() + end || number >= elements.size()) return path;
        const std::string name = getString(elements[number], "name").value_or("");
        return (name.empty() ? list + " #" + std::to_string(number + 1) : list + "." + name) + path.substr(end);
    }
    return path;
}

Status applyOverride(Document &document, const std::string &assignment) {
    const auto equals = assignment.find('=');
    if (equals == assignment.npos || equals == 0) return fail(unknown(assignment, "no \"key=value\""));
    std::string path = assignment.substr(0, equals), place;
    Json *target = &document.values;
    const auto step = [&](const std::string &key) {
        target = &(*target)[key];
        place += (place.empty() ? "" : ".") + key;
    };
    for (const char *list : kLists) {
        if (!path.starts_with(std::string(list) + ".")) continue;
        path.erase(0, path.find('.') + 1);
        const Json elements = document.values.value(list, Json::array());
        const auto element = elementAt(elements, path);
        if (!element) return fail(unknown(assignment, path));
        target = &document.values[list][element->first];
        place = std::string(list) + "." + std::to_string(element->first);
        path.erase(0, element->second.size() + 1);
        break;
    }
    for (std::size_t dot; (dot = path.find('.')) != path.npos; path.erase(0, dot + 1)) {
        step(path.substr(0, dot));
        if (target->is_null()) *target = Json::object();
        if (!target->is_object()) return fail(unknown(assignment, place));
    }
    step(path);
    *target = valueOf(assignment.substr(equals + 1));
    document.lines.erase(place); // it stands on no line of the file any more
    return {};
}

} // namespace lapidary
