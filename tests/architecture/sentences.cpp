// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/sentences.h"
#include <algorithm>
#include <cctype>
#include <fstream>
#include <regex>
#include <sstream>

namespace lapidary::test {
namespace {

namespace fs = std::filesystem;

/// A part of the code in which the texts are sentences.
struct Range {
    std::size_t begin = 0, end = 0;
    bool words = true; ///< a single word is one, too
};

/// The end of an expression: one of `stops`, or the bracket around it.
std::size_t endOfExpression(const std::string &code, std::size_t at, std::string_view stops = ",;") {
    for (int depth = 0; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '(' || c == '[' || c == '{') ++depth;
        if ((c == ')' || c == ']' || c == '}') && depth-- == 0) break;
        if (depth == 0 && stops.find(c) != stops.npos) break;
    }
    return at;
}

/// What stands between brackets, part by part; `open` is behind the first.
std::vector<Range> partsOf(const std::string &code, std::size_t open) {
    std::vector<Range> parts;
    for (std::size_t at = open;; ++at) {
        const std::size_t end = endOfExpression(code, at);
        parts.push_back({at, end});
        if (end >= code.size() || code[end] != ',') return parts;
        at = end;
    }
}

bool isName(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// The word that ends before `end`.
std::string wordBefore(const std::string &code, std::size_t end) {
    while (end > 0 && std::isspace(static_cast<unsigned char>(code[end - 1]))) --end;
    std::size_t begin = end;
    while (begin > 0 && isName(code[begin - 1])) --begin;
    return code.substr(begin, end - begin);
}

/// The bracket that is open at `at`.
std::size_t openBefore(const std::string &code, std::size_t at) {
    for (int depth = 0; at-- > 0;) {
        if (code[at] == ')' || code[at] == ']' || code[at] == '}') ++depth;
        if ((code[at] == '(' || code[at] == '[' || code[at] == '{') && depth-- == 0) return at;
    }
    return std::string::npos;
}

template <class See> void each(const std::string &code, const std::regex &pattern, See see) {
    for (auto it = std::sregex_iterator(code.begin(), code.end(), pattern); it != std::sregex_iterator(); ++it)
        see(*it, static_cast<std::size_t>(it->position()) + static_cast<std::size_t>(it->length()));
}

/// For a lambda the name of the variable, else the function's.
std::string nameOf(const std::string &code, std::size_t parameters) {
    const std::string name = wordBefore(code, parameters);
    const std::size_t last = code.find_last_not_of(" \n", parameters - 1);
    if (!name.empty() || last == std::string::npos || code[last] != ']') return name;
    const std::size_t capture = openBefore(code, last);
    const std::size_t equals = code.find_last_not_of(" \n", capture - 1);
    return equals != std::string::npos && code[equals] == '=' ? wordBefore(code, equals) : std::string();
}

void addFields(const std::string &code, std::vector<Range> &out) {
    static const std::regex field(R"(\.(message|found|expected|remedy) *\+?=(?!=))");
    each(code, field, [&](const auto &, std::size_t at) { out.push_back({at, endOfExpression(code, at)}); });
}

void addSentences(const std::string &code, std::vector<Range> &out) {
    static const std::regex made(R"(\bSentence[({])"), named(R"(\bSentence &?\w+ ?(=|\{))"), marked(R"(\bworded\()");
    for (const auto *pattern : {&made, &marked})
        each(code, *pattern, [&](const auto &, std::size_t at) { out.push_back({at, endOfExpression(code, at)}); });
    each(code, named, [&](const auto &, std::size_t at) { out.push_back({at, endOfExpression(code, at, ";")}); });
}

/// What functions return that are declared to return one.
void addReturned(const std::string &code, std::vector<Range> &out) {
    static const std::regex function(R"(\bSentence (\w+::)*\w+\()"), returned(R"(\breturn\b)");
    each(code, function, [&](const auto &, std::size_t at) {
        const std::size_t closed = endOfExpression(code, at, "");
        const std::size_t body = code.find_first_of("{;", closed);
        if (body == std::string::npos || code[body] == ';') return;
        const std::size_t end = endOfExpression(code, body + 1, "");
        const std::string inside = code.substr(body, end - body);
        each(inside, returned, [&](const auto &, std::size_t from) {
            out.push_back({body + from, endOfExpression(code, body + from, ";")});
        });
    });
}

void addTaken(const std::string &code, const Takers &takers, std::vector<Range> &out) {
    static const std::regex call(R"((\w+)([({]))");
    each(code, call, [&](const std::smatch &match, std::size_t at) {
        const auto taker = takers.find(match[1]);
        if (taker == takers.end()) return;
        const auto parts = partsOf(code, at);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (taker->second.contains(i)) out.push_back(parts[i]);
            if (taker->second.contains(kEvery)) out.push_back({parts[i].begin, parts[i].end, false});
        }
    });
}

std::vector<Range> rangesOf(const CodeText &source, const Takers &takers) {
    std::vector<Range> out;
    addFields(source.code, out);
    addSentences(source.code, out);
    addReturned(source.code, out);
    addTaken(source.code, takers, out);
    return out;
}

bool hasPlaces(const std::string &text) {
    static const std::regex place(R"(\{\d\})");
    return std::regex_search(text, place) && text.find_first_not_of("{}0123456789") != std::string::npos;
}

bool isPhrase(const std::string &text) {
    static const std::regex letters("[A-Za-z]{2}");
    return text.find(' ') != std::string::npos && std::regex_search(text, letters);
}

bool isWord(const std::string &text) {
    return text.size() > 1 && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c); });
}

/// Whether something stands within a range as it is, and is not given to a function there.
bool standsFree(const std::string &code, std::size_t begin, std::size_t at) {
    int depth = 0;
    for (std::size_t i = begin; i < at; ++i)
        depth += (code[i] == '(' || code[i] == '[') - (code[i] == ')' || code[i] == ']');
    return depth == 0;
}

bool isWanted(const CodeText &source, const Literal &literal, const std::vector<Range> &ranges) {
    if (hasPlaces(literal.written)) return true;
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range &range) {
        if (literal.begin < range.begin || literal.end > range.end) return false;
        return (isPhrase(literal.written) || (range.words && isWord(literal.written))) &&
               standsFree(source.code, range.begin, literal.begin);
    });
}

std::string contentOf(const fs::path &file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

struct SourceFile {
    std::string path;
    CodeText text;
    Takers takers; ///< its own and those of all headers
};

/// Everything whose sentences reach a window. What the command line says is English.
std::vector<SourceFile> readSources(const fs::path &root) {
    std::vector<SourceFile> files;
    for (const char *folder : {"core", "app/worker", "widgets/bridge"})
        for (const auto &entry : fs::recursive_directory_iterator(root / folder))
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
                files.push_back(
                    {entry.path().lexically_relative(root).string(), readCode(contentOf(entry.path())), {}});
    std::sort(files.begin(), files.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
    Takers ofHeaders;
    for (SourceFile &file : files) {
        file.takers = takersIn(file.text);
        if (!file.path.ends_with(".h") || !file.path.starts_with("core/")) continue;
        for (const auto &[name, places] : file.takers) ofHeaders[name].insert(places.begin(), places.end());
    }
    for (SourceFile &file : files)
        for (const auto &[name, places] : ofHeaders) file.takers[name].insert(places.begin(), places.end());
    return files;
}

} // namespace

Takers takersIn(const CodeText &source) {
    static const std::regex parameter(R"(\b(const )?Sentence &?\w+( = [^,()]*(\(\))?)?(?=[,)]))"),
        member(R"(\n +Sentence \w+[^()]*?;)");
    const std::string &code = source.code;
    Takers out;
    each(code, parameter, [&](const std::smatch &match, std::size_t) {
        const auto at = static_cast<std::size_t>(match.position());
        const std::size_t open = openBefore(code, at);
        if (open == std::string::npos || code[open] != '(') return;
        const std::string name = nameOf(code, open);
        const auto parts = partsOf(code, open + 1);
        for (std::size_t i = 0; !name.empty() && i < parts.size(); ++i)
            if (parts[i].begin <= at && at < parts[i].end) out[name].insert(i);
    });
    each(code, member, [&](const std::smatch &match, std::size_t) {
        const std::size_t open = openBefore(code, static_cast<std::size_t>(match.position()) + 1);
        if (open == std::string::npos || code[open] != '{') return;
        const std::size_t line = code.rfind('\n', open) + 1;
        if (code.compare(line, 7, "struct ") == 0) out[wordBefore(code, open)].insert(kEvery);
    });
    return out;
}

std::vector<Literal> sentencesIn(const CodeText &source, const Takers &takers) {
    const auto ranges = rangesOf(source, takers);
    std::vector<Literal> out;
    for (const Literal &literal : source.literals)
        if (isWanted(source, literal, ranges)) out.push_back(literal);
    return out;
}

std::vector<Offence> gluedSentences(const std::string &path, const CodeText &source, const Takers &takers) {
    std::vector<Offence> out;
    for (const Literal &literal : sentencesIn(source, takers)) {
        const std::size_t before = source.code.find_last_not_of(" \n", literal.begin - 1),
                          behind = source.code.find_first_not_of(" \n", literal.end);
        const bool glued = (before != std::string::npos && source.code[before] == '+') ||
                           (behind != std::string::npos && source.code[behind] == '+');
        if (!glued) continue;
        const auto line = std::count(source.code.begin(), source.code.begin() + std::ptrdiff_t(literal.begin), '\n');
        out.push_back({"glued", path, static_cast<int>(line) + 1,
                       "\"" + literal.written + "\" is glued to something: write {0} where the value stands"});
    }
    return out;
}

std::vector<std::string> allSentences(const fs::path &root) {
    std::vector<std::string> out;
    std::set<std::string> seen;
    for (const SourceFile &file : readSources(root))
        for (const Literal &literal : sentencesIn(file.text, file.takers))
            if (seen.insert(literal.written).second) out.push_back(literal.written);
    return out;
}

std::string sentenceList(const std::vector<std::string> &sentences) {
    std::string text = "// SPDX-License-Identifier: Apache-2.0\n"
                       "// What the core and the worker say to a person, for the tool that looks for what is to be "
                       "translated.\n"
                       "// The target \"translations\" writes this file from the sources; nothing includes it.\n"
                       "// clang-format off\n"
                       "const char *const kCoreSentences[] = {\n";
    for (const std::string &sentence : sentences) text += "    QT_TRANSLATE_NOOP(\"Core\", \"" + sentence + "\"),\n";
    return text + "};\n";
}

std::vector<Offence> checkSentences(const fs::path &root) {
    const char *file = "resources/translations/core_sentences.h";
    std::vector<Offence> out;
    const std::string listed = contentOf(root / file);
    for (const std::string &sentence : allSentences(root))
        if (listed.find("QT_TRANSLATE_NOOP(\"Core\", \"" + sentence + "\"),\n") == std::string::npos)
            out.push_back({"sentence", file, 0, "lacks \"" + sentence + "\": build the target \"translations\""});
    if (out.empty() && listed != sentenceList(allSentences(root)))
        out.push_back({"sentence", file, 0, "holds what nobody says any more: build the target \"translations\""});
    for (const SourceFile &source : readSources(root))
        for (Offence &each : gluedSentences(source.path, source.text, source.takers)) out.push_back(std::move(each));
    return out;
}

} // namespace lapidary::test
