// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/opinions.h"
#include <algorithm>
#include <cctype>
#include <charconv>

namespace lapidary {

std::optional<double> valueInWords(const std::string &opinion) {
    constexpr std::pair<const char *, double> kWords[] = {{"impossible", 0.001}, {"likely", 1}, {"sure", 20}};
    std::optional<double> value;
    std::size_t last = 0;
    for (const auto &[word, worth] : kWords) {
        const std::size_t place = opinion.rfind(word);
        if (place == opinion.npos || (value && place < last)) continue;
        value = worth;
        last = place;
    }
    return value;
}

std::optional<std::size_t> choiceIn(const std::string &opinion, std::size_t choices) {
    const char *const end = opinion.data() + opinion.size();
    for (const char *at = opinion.data(); at < end; ++at) {
        if (std::isdigit(static_cast<unsigned char>(*at)) == 0) continue;
        std::size_t number = 0;
        const auto read = std::from_chars(at, end, number);
        if (read.ec == std::errc() && number >= 1 && number <= choices) return number;
        at = read.ptr - 1;
    }
    return std::nullopt;
}

std::vector<std::string> linesOf(const std::string &proposal, std::size_t most) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < proposal.size() && lines.size() < most;) {
        const std::size_t end = std::min(proposal.find('\n', begin), proposal.size());
        const std::size_t first = proposal.find_first_not_of(" \t\r", begin);
        if (first < end) {
            const std::size_t last = proposal.find_last_not_of(" \t\r\n", end == 0 ? 0 : end - 1);
            lines.push_back(proposal.substr(first, last - first + 1));
        }
        begin = end + 1;
    }
    return lines;
}

} // namespace lapidary
