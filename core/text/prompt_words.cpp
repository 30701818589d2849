// SPDX-License-Identifier: Apache-2.0
#include "core/text/prompt_words.h"
#include <algorithm>
#include <cctype>

namespace lapidary {
namespace {

bool isWord(const std::string &name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::islower(c) || c == '_'; });
}

Error unknown(const std::string &name, const std::map<std::string, std::string> &values) {
    std::string known;
    for (const auto &[each, value] : values) known += (known.empty() ? "{" : ", {") + each + "}";
    return {.code = "prompt.unknown_word",
            .message = "the prompt asks for something that is not there",
            .found = "{" + name + "}",
            .expected = known};
}

} // namespace

Result<std::string> fillPrompt(const std::string &pattern, const std::map<std::string, std::string> &values) {
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t open = std::min(pattern.find('{', at), pattern.size());
        out.append(pattern, at, open - at);
        if (open == pattern.size()) break;
        const std::size_t close = pattern.find('}', open);
        const std::string name = close == pattern.npos ? "" : pattern.substr(open + 1, close - open - 1);
        if (!isWord(name)) {
            out += '{';
            at = open + 1;
            continue;
        }
        const auto value = values.find(name);
        if (value == values.end()) return fail(unknown(name, values));
        out += value->second;
        at = close + 1;
    }
    return out;
}

} // namespace lapidary
