// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/layout.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <sstream>

using namespace lapidary::test;

namespace {

/// "rule:line" of every offence of a source.
std::string found(const std::string &source) {
    std::vector<std::string> lines;
    std::istringstream in(source);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    std::vector<Offence> offences;
    checkLayout("core/base/a.cpp", lines, offences);
    std::string out;
    for (const Offence &each : offences) out += (out.empty() ? "" : " ") + each.rule + ":" + std::to_string(each.line);
    return out;
}

/// So many lines between two braces, so that a function of them has two more.
std::string body(int lines) {
    std::string text = "{\n";
    for (int i = 0; i < lines; ++i) text += "    act();\n";
    return text + "}\n";
}

} // namespace

TEST_CASE("a line may have 120 characters, however many bytes they are") {
    const std::string begin = "// ", wide = "\xC3\xA9", widest = "\xE2\x80\xA6", emoji = "\xF0\x9F\x98\x80";
    CHECK(found(begin + std::string(117, 'x')) == "");
    CHECK(found(begin + std::string(118, 'x')) == "width:1");
    std::string text = begin;
    for (int i = 0; i < 39; ++i) text += wide + widest + emoji;
    CHECK(found(text) == "");
    CHECK(found("\n" + text + "x") == "width:2");
    CHECK(found("const char *k = R\"(\n" + std::string(121, 'x') + "\n)\";") == "width:2"); // data are no exception
}

TEST_CASE("a function may have 50 lines, whatever stands before its brace") {
    for (const std::string head :
         {"void f() ", "int main(int argc, char **argv) ", "namespace {\nvoid f() ",
          "struct S {\nvoid f() const noexcept ",
          "class S : public T {\n    Q_OBJECT\npublic:\n    explicit S(int a) : T(a), b_{a}, c_(2) ",
          "S::S(std::vector<int> a) : T<int>{a}, b_{1, 2} ", "auto f() -> std::map<int, int> ",
          "template <class T = void, class U = std::vector<T>> void f(int a = 3) ",
          "bool S::operator==(const S &o) const ", "S &S::operator=(const S &) ",
          "void f(std::vector<int> a = {1, 2}) ", "const auto f = [](int a) ", "static const int k = [] ",
          "TEST_CASE(\"{ a brace in a name\") ", "int S::f() const override ", "const std::map<int, S> &f() ",
          "extern \"C\" {\nint f(void) ", "struct S f() "}) {
        CAPTURE(head);
        const std::string line = std::to_string(std::count(head.begin(), head.end(), '\n') + 1);
        CHECK(found(head + body(48)) == "");
        CHECK(found(head + body(49)) == "function:" + line);
    }
}

TEST_CASE("all inside of a function is lines of it") {
    CHECK(found("void f() {\n    static const T all[] = " + body(40) + "    ;\n    const auto g = [] " + body(10) +
                "}\n") == "function:1");
    CHECK(found("void f() {\n    struct S {\n        void g() " + body(46) + "    };\n}\n") == "function:1");
}

TEST_CASE("a table, a class or a namespace may be longer") {
    for (const std::string head : {"constexpr T kTable[] = ", "const std::map<int, std::function<void(int)>> kTable ",
                                   "const T kTable = T::of() + T", "enum class Kind ", "struct S ",
                                   "class S final : public T<decltype(f())> ", "namespace lapidary ", "union U "}) {
        CAPTURE(head);
        CHECK(found(head + body(60)) == "");
    }
    std::string methods = "class S {\n";
    for (int i = 0; i < 30; ++i) methods += "    int f() const { return " + std::to_string(i) + "; }\n\n";
    CHECK(found(methods + "};\n") == "");
}

TEST_CASE("braces in comments, texts and lines of the preprocessor open nothing") {
    const std::string more = "}\nvoid g() " + body(30);
    CHECK(
        found(
            "void f() {\n    // {\n    /* { */\n    a(\"{\\\"{\", '{', '\\'', 1'000, R\"x({)\" {)x\");\n#define B {\n" +
            more) == "");
    CHECK(found("void f() {\n    a(\"}\"); // }\n    b('}', R\"(})\");\n#define E \\\n }\n" + body(49).substr(2)) ==
          "function:1");
    CHECK(found("/* void f() " + body(60) + "*/\n") == "");
}
