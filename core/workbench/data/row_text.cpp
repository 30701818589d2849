// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/row_text.h"
#include "core/base/json.h"
#include <algorithm>
#include <fstream>

namespace lapidary {
namespace {

constexpr std::size_t kLongestText = 20000; ///< bytes; a window shows no more

std::string messageText(const Json &messages) {
    std::string out;
    for (const Json &each : messages) {
        if (!each.is_object()) return dumpJson(messages);
        const Json content = each.value("content", Json());
        out += (out.empty() ? "" : "\n") + getString(each, "role").value_or("?") + ": " +
               (content.is_string() ? content.get<std::string>() : dumpJson(content));
    }
    return out;
}

/// The steps of a chain.
std::string listText(const Json &texts) {
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i)
        out += "\n" + std::to_string(i + 1) + ". " + texts[i].get<std::string>();
    return out;
}

bool holdsTexts(const Json &cell) {
    return cell.is_array() && !cell.empty() &&
           std::all_of(cell.begin(), cell.end(), [](const Json &each) { return each.is_string(); });
}

std::string cellText(const Json &cell) {
    if (cell.is_string()) return cell.get<std::string>();
    if (holdsTexts(cell)) return listText(cell);
    return cell.is_array() && !cell.empty() && cell[0].is_object() ? messageText(cell) : dumpJson(cell);
}

/// "prompt: …" and so on, one field behind the other.
std::string rowText(const std::string &line) {
    const auto row = parseJson(line, {.depth = 128});
    if (!row || !row->is_object()) return {};
    std::string out;
    for (const auto &[name, cell] : row->items())
        if (!cell.is_null()) out += (out.empty() ? "" : "\n\n") + name + ": " + cellText(cell);
    if (out.size() <= kLongestText) return out;
    std::size_t end = kLongestText;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end; // not within a character
    return out.substr(0, end) + "…";
}

} // namespace

std::map<std::int64_t, std::string> rowTexts(const fs::path &file, const std::set<std::int64_t> &lines) {
    std::map<std::int64_t, std::string> out;
    if (lines.empty()) return out;
    std::ifstream in(file);
    std::string line;
    for (std::int64_t number = 1; number <= *lines.rbegin() && std::getline(in, line); ++number)
        if (lines.count(number)) out[number] = rowText(line);
    return out;
}

fs::path rowFileOf(const fs::path &runFolder, const std::string &port) {
    const std::string name = port + ".jsonl";
    std::error_code none;
    const fs::path split = runFolder / "split" / name;
    return fs::exists(split, none) ? split : runFolder / name;
}

} // namespace lapidary
