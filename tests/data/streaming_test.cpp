// SPDX-License-Identifier: Apache-2.0
// Reading costs the same memory however many rows a file has. Measured by the bytes that are allocated at a time, so
// that neither clock nor machine has a say.
#include "core/data/formats/registry.h"
#include "core/job/confined.h"
#include "tests/support/temporary_folder.h"
#include <atomic>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <malloc.h>
#include <new>

using namespace lapidary;

namespace {
std::atomic<std::int64_t> held{0}, most{0};

void *counted(std::size_t size) {
    void *at = std::malloc(size);
    if (!at) throw std::bad_alloc();
    const auto now = held += static_cast<std::int64_t>(malloc_usable_size(at));
    for (auto before = most.load(); now > before && !most.compare_exchange_weak(before, now);) {
    }
    return at;
}
void released(void *at) noexcept {
    if (at) held -= static_cast<std::int64_t>(malloc_usable_size(at));
    std::free(at);
}
} // namespace

void *operator new(std::size_t size) {
    return counted(size);
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept { // what is deleted here was counted here
    try {
        return counted(size);
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}
void operator delete(void *at) noexcept {
    released(at);
}
void operator delete(void *at, std::size_t) noexcept {
    released(at);
}

namespace {

/// Rows of a file that grows with them; nothing of a format whose files are held whole, or are written by others.
std::string fileOf(std::string_view format, int rows) {
    if (format == "session" || format == "object" || format == "text" || format == "parquet") return {};
    std::string text = format == "json" ? "[\n" : format == "csv" ? "n,text\n" : format == "tsv" ? "n\ttext\n" : "";
    const std::string words(100, 'x');
    const bool plain = format == "lines" || format == "paragraphs";
    for (int i = 0; i < rows; ++i) {
        const std::string n = std::to_string(i);
        if (plain)
            text += n + words + (format == "lines" ? "\n" : "\n\n");
        else if (format == "csv" || format == "tsv")
            text += n + (format == "csv" ? ',' : '\t') + words + "\n";
        else
            text += (format == "json" && i > 0 ? ",\n" : "") + ("{\"n\":\"" + n + "\",\"text\":\"" + words + "\"}") +
                    (format == "json" ? "" : "\n");
    }
    return format == "json" ? text + "\n]\n" : text;
}

/// The most bytes that were held at a time while the file was read, beyond those before.
std::int64_t peakOf(const Format &format, const fs::path &file, std::int64_t rows) {
    const auto head = headOf(file);
    REQUIRE(head);
    const std::int64_t before = held;
    most = before;
    auto reader = format.open(file, *head);
    REQUIRE(reader);
    std::int64_t read = 0;
    for (;; ++read) {
        const auto row = (*reader)->next();
        REQUIRE(row);
        if (!*row) break;
        REQUIRE((*row)->value);
    }
    CHECK(read == rows);
    return most - before;
}

} // namespace

TEST_CASE("every format: sixteen times the rows, the same memory") {
    const TemporaryFolder scratch;
    constexpr int few = 5000, many = 16 * few;
    for (const auto &format : formats()) {
        CAPTURE(format.name);
        if (fileOf(format.name, 1).empty()) continue;
        const auto small = scratch.write("small", fileOf(format.name, few)),
                   large = scratch.write("large", fileOf(format.name, many));
        const auto less = peakOf(format, small, few), more = peakOf(format, large, many);
        CHECK(more < less + less / 10);
        CHECK(more < 4 << 20); // a piece of the file and its rows
        CHECK(static_cast<std::int64_t>(fs::file_size(large)) > 2 * more);
    }
}

TEST_CASE("a million rows of a Parquet file are read without being held" *
          doctest::skip(!helperProgram("lapidary-parquet").has_value())) {
    const auto peak = peakOf(*formatNamed("parquet"), LAPIDARY_TEST_DATA "/parquet/million.parquet", 1'000'000);
    CHECK(peak < 4 << 20);
}
