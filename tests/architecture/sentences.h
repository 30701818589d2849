// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/architecture/code_text.h"
#include "tests/architecture/rules.h"
#include <map>
#include <set>

namespace lapidary::test {

/// Which parameters of a function are sentences, by the function's name. Of a type with sentences among its members
/// every text in its braces may be one.
using Takers = std::map<std::string, std::set<std::size_t>>;
inline constexpr std::size_t kEvery = static_cast<std::size_t>(-1);

/// The functions of a source that take sentences.
Takers takersIn(const CodeText &source);

/// The texts of a source that become a Sentence (core/base/sentence.h), as they are written: those with places for
/// values, of which marks alone ("{0}: {1}") are said otherwise elsewhere, too; and those that stand where one is
/// wanted: in .message, .found, .expected and .remedy, in what is given to `takers`, in what is made or returned as a
/// Sentence, in worded().
std::vector<Literal> sentencesIn(const CodeText &source, const Takers &takers);

/// What is wrong with them: a sentence that is glued together from pieces has no translation ("glued").
std::vector<Offence> gluedSentences(const std::string &path, const CodeText &source, const Takers &takers);

/// All sentences that a window may have to say, each once, in the order of the files.
std::vector<std::string> allSentences(const std::filesystem::path &root);
/// The file of them that lupdate reads: resources/translations/core_sentences.h.
std::string sentenceList(const std::vector<std::string> &sentences);
std::vector<Offence> checkSentences(const std::filesystem::path &root);

} // namespace lapidary::test
