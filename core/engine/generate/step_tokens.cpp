// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/step_tokens.h"
#include "core/engine/generate/text_behind.h"
#include <algorithm>

namespace lapidary {

std::size_t tokensFor(const DecodeText &decode, const std::vector<std::int64_t> &ids, std::size_t bytes) {
    std::size_t below = 0, enough = ids.size(); // the text grows with the tokens
    while (below < enough) {
        const std::size_t middle = (below + enough) / 2;
        const auto end = ids.begin() + static_cast<std::ptrdiff_t>(middle);
        if (textBehind(decode, {ids.begin(), end}, 0).size() >= bytes)
            enough = middle;
        else
            below = middle + 1;
    }
    return enough;
}

std::vector<std::pair<std::size_t, std::size_t>> stepTokens(const DecodeText &decode,
                                                            const std::vector<std::int64_t> &ids,
                                                            const std::string &text, const std::string &mark) {
    const std::string own = mark.empty() ? std::string(1, '\n') : mark;
    std::vector<std::pair<std::size_t, std::size_t>> steps;
    std::size_t token = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t found = text.find(own, begin),
                          end = std::min(text.size(), found + (found == text.npos ? 0 : own.size()));
        const std::size_t last = tokensFor(decode, ids, end);
        const std::string words = text.substr(begin, std::min(found, text.size()) - begin);
        if (words.find_first_not_of(" \t\r\n") != words.npos && last > token) steps.emplace_back(token, last);
        token = std::max(token, last);
        begin = end;
    }
    return steps;
}

} // namespace lapidary
