// SPDX-License-Identifier: Apache-2.0
// Writes the list of the core's sentences: list_sentences SOURCES FILE. A list that is right stays untouched.
#include "tests/architecture/sentences.h"
#include <cstdio>
#include <fstream>
#include <sstream>

int main(int count, char **arguments) {
    if (count != 3) return std::fputs("list_sentences SOURCES FILE\n", stderr), 2;
    const std::string list = lapidary::test::sentenceList(lapidary::test::allSentences(arguments[1]));
    std::ostringstream before;
    before << std::ifstream(arguments[2], std::ios::binary).rdbuf();
    if (before.str() == list) return 0;
    std::ofstream out(arguments[2], std::ios::binary);
    return (out << list).flush() ? 0 : 1;
}
