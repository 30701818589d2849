// SPDX-License-Identifier: Apache-2.0
#include "core/data/feedback/constitution.h"
#include "core/base/utf8.h"
#include "core/config/described.h"
#include "core/text/answer/finish.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

const Described<Principle> &described() {
    using P = Principle;
    static const auto d =
        Described<P>()
            .add("name", &P::name, "", "what rows and tables call it; without one its number")
            .add("text", &P::text, "", "the principle itself: what a judge chooses by")
            .add("critique", &P::critique, "", "asks for a critique of an answer")
            .add("revision", &P::revision, "", "asks for a better answer")
            .add("check", &P::check, "", "by which rule answers are checked")
            .add("requires", &P::mustHold, "", "words that an answer must hold")
            .add("forbids", &P::mustNotHold, "", "words that an answer must not hold")
            .add("max_characters", &P::maxCharacters, atLeast(0), "", "the longest answer; 0 sets no limit")
            .add("weight", &P::weight, above(0), "", "what it counts beside the others in a rubric");
    return d;
}

std::int64_t charactersOf(const std::string &text) {
    return std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; });
}

/// Takes what was found wrong, with its place.
class Reader {
public:
    explicit Reader(const Document &document) : document_(document) {}

    void add(Principle principle, const std::string &at) {
        const std::size_t number = out_.size() + 1;
        if (principle.name.empty()) principle.name = std::to_string(number);
        check(principle, at);
        if (principle.critique.empty())
            principle.critique = "Say where the answer does not follow this principle: " + principle.text;
        if (principle.revision.empty())
            principle.revision = "Write the answer anew so that it follows this principle: " + principle.text;
        out_.push_back(std::move(principle));
    }

    void wrong(Error error, const std::string &at) {
        error.file = document_.file;
        error.line = document_.lineOf(at);
        for (std::string up = at; error.line == 0 && up.find('.') != up.npos;) {
            up.resize(up.rfind('.'));
            error.line = document_.lineOf(up);
        }
        if (error.field.empty()) error.field = at;
        if (problems_.size() < kMostProblems) problems_.push_back(std::move(error));
    }
    void report(Problems problems) {
        for (auto &each : problems) {
            each.file = document_.file;
            if (problems_.size() < kMostProblems) problems_.push_back(std::move(each));
        }
    }

    tl::expected<Constitution, Problems> finish() {
        if (out_.empty() && problems_.empty())
            problems_.push_back({.code = "constitution.empty",
                                 .message = "the constitution has no principle",
                                 .file = document_.file,
                                 .found = "nothing",
                                 .expected = "[[principle]] tables with text, or a principle a line"});
        if (!problems_.empty()) return tl::unexpected(std::move(problems_));
        return std::move(out_);
    }

private:
    static constexpr std::size_t kMostProblems = 20;

    void check(const Principle &principle, const std::string &at) {
        if (principle.text.find_first_not_of(" \t\r\n") == std::string::npos)
            wrong({.code = "constitution.no_text",
                   .message = "this principle says nothing",
                   .found = "an empty text",
                   .expected = "a sentence"},
                  at + ".text");
        for (const auto &[key, text] : {std::pair("name", &principle.name),
                                        {"text", &principle.text},
                                        {"critique", &principle.critique},
                                        {"revision", &principle.revision}})
            if (text->size() > kLongestPrinciple)
                wrong({.code = "constitution.too_long",
                       .message = "this is too long for a principle",
                       .found = {"{0} bytes", text->size()},
                       .expected = {"at most {0} bytes", kLongestPrinciple},
                       .remedy = "Make several principles of it."},
                      at + "." + key);
        if (!names_.insert(principle.name).second)
            wrong({.code = "constitution.twice",
                   .message = "two principles have this name",
                   .found = principle.name,
                   .remedy = "Rows tell by the name which principle decided: give each its own."},
                  at + ".name");
        if (!texts_.insert(principle.text).second)
            wrong({.code = "constitution.twice",
                   .message = "this principle stands there twice",
                   .found = principle.text.substr(0, 80),
                   .remedy = "Leave out one of the two."},
                  at + ".text");
        const auto checks = principleChecks();
        if (!principle.check.empty() && std::find(checks.begin(), checks.end(), principle.check) == checks.end()) {
            std::string known;
            for (const auto &each : checks) known += (known.empty() ? "" : ", ") + each;
            wrong({.code = "constitution.unknown_check",
                   .message = "there is no such check",
                   .found = principle.check,
                   .expected = known},
                  at + ".check");
        }
    }

    const Document &document_;
    Constitution out_{};
    Problems problems_{};
    std::set<std::string> names_{}, texts_{};
};

/// Lists that are handed on as JSON name their requests otherwise, and have no principle beside them.
Json renamed(const Json &given) {
    if (!given.is_object() || !given.contains("critic")) return given;
    Json out = Json::object();
    for (const auto &[key, value] : given.items()) {
        out[key == "critic" ? "critique" : key] = value;
        if (key == "critic" && !given.contains("text")) out["text"] = value;
    }
    return out;
}

void readTables(const Document &document, Reader &reader) {
    const bool handedOn = document.values.contains("constitutions");
    const std::string key = handedOn ? "constitutions" : "principle";
    for (const auto &[name, value] : document.values.items()) {
        if (name == key || (name == "version" && value == 1)) continue;
        reader.wrong({.code = "config.unknown_key",
                      .message = "unknown key",
                      .found = name,
                      .expected = "[[principle]] tables, and version = 1"},
                     name);
    }
    const Json list = document.values.value(key, Json::array());
    if (!list.is_array())
        return reader.wrong({.code = "config.wrong_type",
                             .message = "wrong type",
                             .found = list.type_name(),
                             .expected = "[[principle]] tables"},
                            key);
    if (list.size() > kMostPrinciples)
        return reader.wrong({.code = "constitution.too_many",
                             .message = "a constitution may not be that long",
                             .found = {"{0} principles", list.size()},
                             .expected = {"at most {0}", kMostPrinciples}},
                            key + "." + std::to_string(kMostPrinciples));
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string at = key + "." + std::to_string(i);
        if (!list[i].is_object()) {
            reader.wrong({.code = "config.wrong_type",
                          .message = "wrong type",
                          .found = list[i].type_name(),
                          .expected = "a table with text"},
                         at);
            continue;
        }
        auto resolved = resolve(described().spec(), renamed(list[i]), document, at);
        if (!resolved)
            reader.report(std::move(resolved.error()));
        else if (auto principle = described().read(*resolved))
            reader.add(std::move(*principle), at);
    }
}

void readLines(std::string_view text, Document &document, Reader &reader) {
    int number = 0;
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        const auto from = line.find_first_not_of(" \t\r");
        if (from == line.npos || line[from] == '#') continue;
        line = line.substr(from, line.find_last_not_of(" \t\r") - from + 1);
        const std::string at = "line." + std::to_string(number);
        document.lines[at] = number;
        if (++count > kMostPrinciples)
            return reader.wrong({.code = "constitution.too_many",
                                 .message = "a constitution may not be that long",
                                 .found = {"more than {0} lines", kMostPrinciples},
                                 .expected = {"at most {0}", kMostPrinciples}},
                                at);
        if (const auto control = std::find_if(line.begin(), line.end(), [](unsigned char c) { return c < 32; });
            control != line.end()) {
            reader.wrong({.code = "constitution.not_text",
                          .message = "this line is no text",
                          .found = {"the control character {0}", int(static_cast<unsigned char>(*control))},
                          .expected = "a sentence"},
                         at);
            continue;
        }
        reader.add({.text = std::string(line)}, at);
    }
}

} // namespace

bool Principle::isChecked() const {
    return !check.empty() || !mustHold.empty() || !mustNotHold.empty() || maxCharacters > 0;
}

tl::expected<Constitution, Problems> parseConstitution(std::string_view text, const std::string &file) {
    Document document{.file = file};
    if (const auto bad = utf8::firstInvalid(text); bad != text.npos)
        return tl::unexpected(
            Problems{{.code = "constitution.not_text",
                      .message = "the constitution is not UTF-8",
                      .file = file,
                      .line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n'),
                      .offset = static_cast<std::int64_t>(bad),
                      .expected = "UTF-8 text"}});
    const fs::path ending = fs::path(file).extension();
    if (ending == ".toml") {
        auto read = parseToml(text, file);
        if (!read) return tl::unexpected(Problems{read.error()});
        document = std::move(*read);
    } else if (ending == ".json") {
        auto read = parseJson(text, {}, file, &document.lines);
        if (!read) return tl::unexpected(Problems{read.error()});
        document.values = std::move(*read);
    }
    Reader reader(document);
    if (ending != ".toml" && ending != ".json")
        readLines(text, document, reader);
    else if (document.values.is_object())
        readTables(document, reader);
    else
        reader.wrong({.code = "config.wrong_type",
                      .message = "wrong type",
                      .found = document.values.type_name(),
                      .expected = "an object with a list \"principle\""},
                     "");
    return reader.finish();
}

tl::expected<Constitution, Problems> readConstitution(const fs::path &file) {
    const auto text = readFile(file, 4 << 20);
    if (!text) return tl::unexpected(Problems{text.error()});
    return parseConstitution(*text, file.string());
}

Json toJson(const Principle &principle) {
    return described().write(principle);
}

Result<Constitution> constitutionFromJson(const Json &principles) {
    Constitution out;
    for (const Json &each : principles) {
        auto read = described().read(each);
        if (!read) return fail(joined(read.error()));
        out.push_back(std::move(*read));
    }
    return out;
}

std::vector<std::string> principleChecks() {
    return {"correct", "faithful", "format", "shows_steps", "ended"};
}

std::optional<bool> violates(const Principle &principle, const Rule &rule, const Problem &problem,
                             const std::string &answer, std::string_view finishReason) {
    if (!principle.isChecked()) return std::nullopt;
    bool broken = principle.maxCharacters > 0 && charactersOf(answer) > principle.maxCharacters;
    for (const auto &word : principle.mustHold) broken |= answer.find(word) == answer.npos;
    for (const auto &word : principle.mustNotHold) broken |= answer.find(word) != answer.npos;
    const Verdict verdict = gradeCompletion(rule, problem, answer, finishReason);
    if (principle.check == "correct") {
        if (!verdict.scorable) return std::nullopt;
        broken |= !verdict.correct;
    } else if (principle.check == "faithful") {
        if (!verdict.faithful) return std::nullopt;
        broken |= !*verdict.faithful;
    } else if (principle.check == "format")
        broken |= !verdict.wellFormed;
    else if (principle.check == "shows_steps")
        broken |= verdict.steps.empty();
    else if (principle.check == "ended")
        broken |= !endedItself(finishReason);
    return broken;
}

} // namespace lapidary
