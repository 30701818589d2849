// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/sentences.h"
#include <doctest/doctest.h>

using namespace lapidary::test;

namespace {

/// What is found in a source, with " | " between.
std::string found(const std::string &source, Takers takers = {}) {
    const CodeText code = readCode(source);
    takers.merge(takersIn(code));
    std::string out;
    for (const Literal &each : sentencesIn(code, takers)) out += (out.empty() ? "" : " | ") + each.written;
    return out;
}

/// The lines of what is glued.
std::string glued(const std::string &source) {
    const CodeText code = readCode(source);
    std::string out;
    for (const Offence &each : gluedSentences("a.cpp", code, takersIn(code))) out += std::to_string(each.line) + " ";
    return out;
}

} // namespace

TEST_CASE("neighbouring texts are one, and a comment or a raw text is none") {
    const CodeText code =
        readCode("f(\"a \"\n  \"b\", \"c\"); // \"d\"\n/* \"e\" */ g(R\"(\"f\")\", '\"', \"\\\"h\");\n");
    REQUIRE(code.literals.size() == 3);
    CHECK(code.literals[0].written == "a b");
    CHECK(code.literals[1].written == "c");
    CHECK(code.literals[2].written == "\\\"h");
    CHECK(code.code.find('"') == std::string::npos);
}

TEST_CASE("the members of an error are sentences, its code and its field are not") {
    CHECK(
        found("return fail({.code = \"a.b\", .message = \"it is wrong\", .field = \"beta\", .expected = \"one\"});") ==
        "it is wrong | one");
    CHECK(found("error.found = is ? \"it is\" : \"nothing\";") == "it is | nothing");
    CHECK(found("error.remedy = {\"Use {0}\", name};") == "Use {0}");
    CHECK(found("if (error.message == \"it is\") return;") == "");
    CHECK(found("x.message = of(json[\"a b\"], \"so far\");") == ""); // given to somebody else
}

TEST_CASE("what has places for values is a sentence wherever it stands") {
    CHECK(found("list.push_back({\"{0} rows\", n});") == "{0} rows");
    CHECK(found("const char *form = \"{0}{1}\";") == ""); // nothing in it to be said
}

TEST_CASE("what a function takes, makes or returns as a sentence is one") {
    const std::string bad = "Error bad(std::string field, Sentence message, Sentence found = {}) { return {}; }\n";
    CHECK(found(bad + "f(bad(\"it is\", \"so far\", \"none\"));") == "so far | none");
    CHECK(found("const auto refuse = [&](const Sentence &what) { return what; };\nreturn refuse(\"no way\");") ==
          "no way");
    CHECK(found("Sentence why(int a) {\n    if (a > 1) return \"it is\";\n    f(\"so far\");\n    return \"e\";\n}") ==
          "it is");
    CHECK(found("Sentence why(int a) {\n    return a ? \"yes\" : \"no\";\n}\nint g() { return f(\"so far\"); }") ==
          "yes | no");
    CHECK(found("const Sentence a = b ? \"it is\" : \"none\";\nf(\"so far\");") == "it is | none");
    CHECK(found("f(Sentence(\"it is\"), worded(\"trace\"), \"so far\");") == "it is | trace");
    CHECK(found("struct Beside {\n    Sentence found{}, remedy{};\n};\nreturn Beside{\"it is\", \"code\"};") ==
          "it is");
    CHECK(found("f(timeout(\"it is\"));", {{"timeout", {0}}}) == "it is"); // as a header has it
}

TEST_CASE("a sentence that is glued together is found") {
    CHECK(glued("f();\nerror.message = \"at most \" + n;") == "2 ");
    CHECK(glued("error.message = n + \" rows\";") == "1 ");
    CHECK(glued("error.message = {\"at most {0}\", n + 1};") == "");
    CHECK(glued("error.field = \"it is\" + n;") == "");
}

TEST_CASE("the list of the core's sentences is whole, and none is glued") {
    for (const auto &offence : checkSentences(LAPIDARY_SOURCE))
        FAIL_CHECK(offence.file << ":" << offence.line << ": [" << offence.rule << "] " << offence.text);
    CHECK(allSentences(LAPIDARY_SOURCE).size() > 1000);
}
