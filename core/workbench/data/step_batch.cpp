// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/step_batch.h"
#include <algorithm>
#include <fstream>
#include <limits>
#include <map>
#include <set>

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

std::string cellText(const Json &cell) {
    if (cell.is_string()) return cell.get<std::string>();
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

std::map<std::int64_t, std::string> readLines(const fs::path &file, const std::set<std::int64_t> &wanted) {
    std::map<std::int64_t, std::string> out;
    std::ifstream in(file);
    std::string line;
    for (std::int64_t number = 1; out.size() < wanted.size() && std::getline(in, line); ++number)
        if (wanted.count(number)) out[number] = rowText(line);
    return out;
}

} // namespace

StepBatch stepBatch(const Json &body) {
    StepBatch out;
    if (!body.is_object()) return out;
    out.step = getNumber(body, "step").value_or(0);
    out.spike = getString(body, "why").value_or("") == "spike";
    out.usual = getNumber(body, "usual").value_or(0);
    const Json rows = body.value("rows", Json());
    if (!rows.is_array()) return out;
    for (const Json &each : rows) {
        if (!each.is_object()) continue;
        BatchRow row{.replayed = getString(each, "data").value_or("") == "replay",
                     .loss = getNumber(each, "loss").value_or(std::numeric_limits<double>::quiet_NaN())};
        const Json lines = each.value("lines", Json());
        if (lines.is_array())
            for (const Json &line : lines)
                if (line.is_number_integer() && line > 0) row.lines.push_back(line.get<std::int64_t>());
        out.rows.push_back(std::move(row));
    }
    const auto told = static_cast<std::int64_t>(out.rows.size());
    out.total = std::max(told, static_cast<std::int64_t>(std::min(getNumber(body, "of").value_or(0), 1e15)));
    return out;
}

std::vector<std::string> textsOf(const StepBatch &batch, const fs::path &runFolder) {
    std::set<std::int64_t> wanted[2];
    for (const BatchRow &row : batch.rows) wanted[row.replayed].insert(row.lines.begin(), row.lines.end());
    const std::map<std::int64_t, std::string> read[2] = {readLines(runFolder / "train.jsonl", wanted[0]),
                                                         readLines(runFolder / "replay.jsonl", wanted[1])};
    std::vector<std::string> out;
    for (const BatchRow &row : batch.rows) {
        std::string text;
        for (const std::int64_t line : row.lines)
            if (const auto it = read[row.replayed].find(line); it != read[row.replayed].end())
                text += (text.empty() ? "" : "\n\n") + it->second;
        out.push_back(std::move(text));
    }
    return out;
}

} // namespace lapidary
