// SPDX-License-Identifier: Apache-2.0
// What a confined helper cannot do, each tried in a process of its own; and what the symbolic checker answers.
#include "core/base/json.h"
#include "core/job/confined_reader.h"
#include "tests/support/capture.h"
#include "tests/support/temporary_folder.h"
#include <array>
#include <atomic>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lapidary;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true; // its own memory and calls are more than a helper may have
#else
constexpr bool kSanitized = false;
#endif

const fs::path kSymbolic = LAPIDARY_BIN "/lapidary-symbolic";

/// How a process ends that confines itself and then tries something: 0 where it could.
int statusOf(void (*attempt)(), const ConfinedLimits &limits = {}) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        for (const int number : {SIGSEGV, SIGABRT, SIGXCPU}) std::signal(number, SIG_DFL); // doctest's own handlers
        if (!confine(limits)) ::_exit(77);
        attempt();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status;
}

bool isStopped(void (*attempt)()) {
    const int status = statusOf(attempt);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

Json asked(const Json &question) {
    const auto text = askConfined(kSymbolic, dumpJson(question));
    if (!text) FAIL(text.error().code);
    const auto answer = parseJson(*text);
    REQUIRE(answer.has_value());
    return *answer;
}

} // namespace

TEST_CASE("a confined helper reaches no file, no network and no process" * doctest::skip(kSanitized)) {
    CHECK(isStopped([] { ::open("/etc/passwd", O_RDONLY); }));
    CHECK(isStopped([] { ::open("/tmp/left-by-a-helper", O_WRONLY | O_CREAT, 0600); }));
    CHECK(isStopped([] { ::unlink("/tmp/left-by-a-helper"); }));
    CHECK(isStopped([] { ::socket(AF_INET, SOCK_STREAM, 0); }));
    CHECK(isStopped([] { ::socket(AF_UNIX, SOCK_DGRAM, 0); }));
    CHECK(isStopped([] { ::fork(); }));
    CHECK(isStopped([] {
        char *const nothing[] = {nullptr};
        ::execve("/bin/true", nothing, nothing);
    }));
    CHECK(isStopped([] { ::kill(::getppid(), SIGTERM); }));
    CHECK(isStopped([] { ::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr); }));
    CHECK(isStopped([] { ::syscall(__NR_prctl, 0, 0, 0, 0, 0); }));
    CHECK(isStopped([] { ::syscall(__NR_io_uring_setup, 1, nullptr); }));
    CHECK(isStopped([] { ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }));
    CHECK(isStopped([] {
        void *page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        ::mprotect(page, 4096, PROT_READ | PROT_EXEC);
    }));
    CHECK_FALSE(fs::exists("/tmp/left-by-a-helper"));
}

TEST_CASE("threads that a helper has already are confined with it" * doctest::skip(kSanitized)) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        std::atomic<bool> confined = false;
        std::thread earlier([&] {
            while (!confined) {
            }
            ::open("/etc/passwd", O_RDONLY);
            ::_exit(0);
        });
        if (!confine({})) ::_exit(77);
        confined = true;
        earlier.join();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS));
}

TEST_CASE("what a helper tells of a file comes piece by piece, and its end is told") {
    const auto readAll = [](const fs::path &program, const fs::path &file) -> Result<std::string> {
        auto reader = ConfinedReader::start(program, file);
        if (!reader) return unexpected(reader.error());
        std::string out;
        std::array<char, 1000> piece{};
        for (;;) {
            const auto got = reader->read(piece);
            if (!got) return unexpected(got.error());
            if (*got == 0) return out;
            out.append(piece.data(), *got);
        }
    };
    const TemporaryFolder scratch;
    const std::string text(300000, 'x');
    const auto file = scratch.write("file", text);
    CHECK(readAll("/bin/cat", file) == text);
    CHECK(readAll("/usr/bin/env", file) == "");
    CHECK(readAll("/bin/false", file).error().code == "tool.ended");
    CHECK(readAll("/bin/cat", scratch.path / "not there").error().code == "file.not_found");
    CHECK(readAll("/bin/cat", scratch.path).error().code == "file.not_regular");
    CHECK(readAll("/bin/cat", "/dev/null").error().code == "file.not_regular");
    CHECK(readAll("/nowhere/at/all", file).error().code.starts_with("file."));
    auto endless = ConfinedReader::start("/usr/bin/yes", file); // ended when nobody asks any more
    REQUIRE(endless);
    std::array<char, 10> some{};
    CHECK(endless->read(some).has_value());
}

TEST_CASE("a confined helper computes, with bounded memory and time" * doctest::skip(kSanitized)) {
    CHECK(statusOf([] {
              std::vector<double> numbers(100000, 1.5);
              double total = 0;
              for (const double number : numbers) total += number;
              if (total != 150000) ::_exit(1);
          }) == 0);
    CHECK(statusOf([] {
              void *much =
                  ::mmap(nullptr, std::size_t{1} << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              if (much != MAP_FAILED) ::_exit(1);
          }) == 0);
    const int status = statusOf(
        [] {
            const volatile bool on = true;
            while (on) {
            }
        },
        {.processorSeconds = 1});
    CHECK(WIFSIGNALED(status));
}

TEST_CASE("who asks a helper hears how it ended") {
    CHECK(askConfined("/nowhere/at/all", "").error().code.starts_with("file."));
    CHECK(*askConfined("/bin/cat", std::string(60000, 'x')) == std::string(60000, 'x'));
    CHECK(askConfined("/bin/cat", std::string(200000, 'x')).error().code == "tool.too_long");
    CHECK(askConfined("/bin/false", "much that nobody reads").error().code == "tool.ended");
    CHECK(askConfined("/usr/bin/yes", "").error().code == "tool.too_long");
    CHECK(*askConfined("/usr/bin/env", "") == ""); // it has no environment
    CHECK(helperProgram("no-such-helper").error().code == "tool.not_found");
}

TEST_CASE("the symbolic checker shows, refutes, or says that it did neither" * doctest::skip(kSanitized)) {
    const auto equal = [](const char *left, const char *right) {
        return asked({{"do", "equal"}, {"left", left}, {"right", right}});
    };
    CHECK(equal("(x+1)^2", "x^2+2x+1") == Json{{"equal", true}});
    CHECK(equal("\\frac{x^2-1}{x-1}", "x+1") == Json{{"equal", true}});
    CHECK(equal("x", "x+1") == Json{{"equal", false}});
    CHECK(equal("\\sin x", "\\cos x") == Json{{"equal", false}});
    for (const auto &[left, right] : std::initializer_list<std::pair<const char *, const char *>>{
             {"\\sin^2 x+\\cos^2 x", "1"},
             {"\\sin(2x)", "2 \\sin(x) \\cos(x)"},
             {"\\cos(x+y)", "\\cos(x) \\cos(y) - \\sin(x) \\sin(y)"},
             {"\\sin(x+\\frac{\\pi}{2})", "\\cos(x)"},
             {"\\tan(\\frac{x}{2})", "\\frac{\\sin(x)}{1+\\cos(x)}"},
             {"\\exp(x+y)", "\\exp(x) \\exp(y)"},
             {"\\frac{e^x-e^{-x}}{e^{x}}", "1-\\exp(-2x)"},
             {"e^{i x}", "\\cos(x)+i \\sin(x)"}}) {
        CAPTURE_BOUND(left);
        CHECK(equal(left, right) == Json{{"equal", true}});
        CHECK(equal(left, (std::string(right) + "+x^9").c_str()) == Json{{"equal", false}});
    }
    CHECK(equal("\\ln(x y)", "\\ln(x)+\\ln(y)") == Json{{"equal", nullptr}}); // not of every pair of numbers
    CHECK(equal("10^{30} \\ln(x y)", "10^{30} (\\ln(x)+\\ln(y))") == Json{{"equal", nullptr}}); // digits that are lost
    CHECK(equal("x 10^{-30}", "0") == Json{{"equal", false}}); // exact where it is rational
    CHECK(equal("\\sqrt{2}+10^{-30}", "\\sqrt{2}") == Json{{"equal", false}});
    CHECK(equal("\\sin(x)+10^{-30}", "\\sin(x)") == Json{{"equal", false}});
    CHECK(equal("(10^{40}+\\sqrt{2})-10^{40}", "\\sqrt{2}") == Json{{"equal", true}});
    const auto holds = [](const char *equation, const Json &values) {
        return asked({{"do", "holds"}, {"equation", equation}, {"values", values}});
    };
    CHECK(holds("x^2-5x+6=0", {{"x", "2"}}) == Json{{"holds", true}});
    CHECK(holds("x^2=2", {{"x", "\\sqrt2"}}) == Json{{"holds", true}});
    CHECK(holds("x+y=3", {{"x", 1}, {"y", 1}}) == Json{{"holds", false}});
    const auto solved = [](const char *equation) {
        return asked({{"do", "solve"}, {"equation", equation}, {"unknown", "x"}});
    };
    CHECK(solved("x^2-5x+6=0") == Json{{"solutions", {"2", "3"}}});
    CHECK(solved("2x+3=7") == Json{{"solutions", {"2"}}});
    CHECK(solved("x^2=2") == Json{{"solutions", {"-sqrt(2)", "sqrt(2)"}}});
    CHECK(solved("x^2=x+1") == Json{{"solutions", {"-0.5*sqrt(5)+0.5", "0.5*sqrt(5)+0.5"}}});
    CHECK(solved("x^3=x^2") == Json{{"solutions", {"0", "1"}}});
    CHECK(solved("x^5=x+1")["error"]["code"] == "tool.no_value");
    CHECK(solved("0=0")["error"]["code"] == "tool.bad_input"); // it has no x
}

TEST_CASE("questions that are none, or cost too much, end with their reason" * doctest::skip(kSanitized)) {
    for (const char *left : {"\\input{/etc/passwd}", "system(1) + ;", "9^{9^{9^9}}", "\\frac{1}{0}", ""}) {
        CAPTURE(std::string(left));
        CHECK(asked({{"do", "equal"}, {"left", left}, {"right", "1"}})["error"]["code"] == "tool.bad_input");
    }
    CHECK(asked({{"do", "dance"}})["error"]["code"] == "tool.bad_input");
    const auto fieldOf = [](const Json &question) { return asked(question)["error"]["field"]; };
    CHECK(fieldOf({{"do", "equal"}, {"left", "x"}, {"right", "\\input{a}"}}) == "right");
    CHECK(fieldOf({{"do", "equal"}, {"left", "x"}}) == "right");
    CHECK(fieldOf({{"do", "holds"}, {"equation", "x=y"}, {"values", {{"x", "1"}, {"y", "+;"}}}}) == "values.y");
    CHECK(fieldOf({{"do", "solve"}, {"equation", "x<4"}, {"unknown", "x"}}) == "equation");
    CHECK(asked(Json::array())["error"]["code"].is_string());
    CHECK((*parseJson(*askConfined(kSymbolic, "no JSON")))["error"]["code"] == "json.syntax");
    const Json costly = {{"do", "equal"}, {"left", "(a+b+c+d+f+g+h+k)^900"}, {"right", "1"}};
    const auto answer = askConfined(kSymbolic, dumpJson(costly));
    const bool told = answer ? parseJson(*answer)->contains("error") : answer.error().code == "tool.ended";
    CHECK((told || *parseJson(*answer) == Json{{"equal", false}})); // a value may refute it where no form can
}
