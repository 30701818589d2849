// SPDX-License-Identifier: Apache-2.0
// bench_tokenizer TOKENIZER TEXT: how many megabytes a second one core encodes and decodes, whole and line by line.
#include "core/text/tokenizer/tokenizer.h"
#include <cstdio>
#include <ctime>

using namespace lapidary;

namespace {

/// Of the processor, not of the wall: other programs on a busy machine are not our cost.
double secondsSince(std::clock_t begin) {
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

} // namespace

int main(int count, char **arguments) {
    if (count != 3) return std::fprintf(stderr, "usage: bench_tokenizer TOKENIZER TEXT\n"), 2;
    const auto begin = std::clock();
    const auto tokenizer = Tokenizer::load(arguments[1]);
    if (!tokenizer) return std::fprintf(stderr, "%s\n", describe(tokenizer.error()).c_str()), 1;
    const auto text = readFile(arguments[2]);
    if (!text) return std::fprintf(stderr, "%s\n", describe(text.error()).c_str()), 1;
    const double megabytes = static_cast<double>(text->size()) / 1e6;
    std::printf("load %.3f s\n", secondsSince(begin));
    for (int round = 0; round < 3; ++round) {
        auto start = std::clock();
        const auto encoding = tokenizer->encode(*text, false);
        if (!encoding) return std::fprintf(stderr, "%s\n", describe(encoding.error()).c_str()), 1;
        std::printf("encode whole   %6.2f MB/s, %zu tokens\n", megabytes / secondsSince(start), encoding->ids.size());
        start = std::clock();
        std::size_t tokens = 0;
        for (std::size_t at = 0; at < text->size();) {
            const std::size_t end = std::min(text->find('\n', at), text->size() - 1) + 1;
            if (const auto line = tokenizer->encode(std::string_view(*text).substr(at, end - at), false))
                tokens += line->ids.size();
            at = end;
        }
        std::printf("encode lines   %6.2f MB/s, %zu tokens\n", megabytes / secondsSince(start), tokens);
        start = std::clock();
        const auto back = tokenizer->decode(encoding->ids, false);
        std::printf("decode         %6.2f MB/s\n", static_cast<double>(back.size()) / 1e6 / secondsSince(start));
    }
    return 0;
}
