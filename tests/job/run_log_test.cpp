// SPDX-License-Identifier: Apache-2.0
// A run log is the truth about a run: whatever happens to its bytes, an event is either as it was written or not there.
#include "core/base/hash.h"
#include "core/job/frame.h"
#include "core/job/run_log.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json body(int i) {
    return {{"text", "event " + std::to_string(i)}};
}

/// A log of three events, and the offsets behind its header and behind each event.
std::string threeEvents(const fs::path &file, std::vector<std::size_t> &ends) {
    auto writer = RunLogWriter::open(file);
    REQUIRE(writer);
    ends = {kLogHeader.size()};
    for (int i = 1; i <= 3; ++i) {
        REQUIRE(writer->append("notice", body(i)));
        ends.push_back(fs::file_size(file));
    }
    return *readFile(file);
}

std::string framed(std::uint64_t seq) {
    return *makeFrame(dumpJson(toJson(Event{seq, 1.0, "notice", body(1)})));
}

} // namespace

TEST_CASE("a log that is cut at any byte gives the whole events before the cut") {
    const TemporaryFolder folder;
    std::vector<std::size_t> ends;
    const std::string bytes = threeEvents(folder.path / "run.log", ends);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        CAPTURE(size);
        const auto log = parseLog(std::string_view(bytes).substr(0, size));
        REQUIRE(log);
        std::size_t whole = 0;
        while (whole < 3 && ends[whole + 1] <= size) ++whole;
        CHECK(log->events.size() == whole);
        CHECK(log->whole == (size < kLogHeader.size() ? 0 : ends[whole]));

        const auto cut =
            folder.write("cut.log", std::string_view(bytes).substr(0, size)); // a writer goes on behind them
        auto writer = RunLogWriter::open(cut);
        REQUIRE(writer);
        CHECK(writer->lastSeq() == whole);
        const auto event = writer->append("state", body(9));
        REQUIRE(event);
        CHECK(event->seq == whole + 1);
        const auto again = parseLog(*readFile(cut));
        REQUIRE(again);
        CHECK(again->events.size() == whole + 1);
        CHECK(again->events.back().body == body(9));
    }
}

TEST_CASE("any one bit turned is noticed: no wrong event, and the offset is told") {
    const TemporaryFolder folder;
    std::vector<std::size_t> ends;
    const std::string bytes = threeEvents(folder.path / "run.log", ends);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        CAPTURE(bit);
        std::string turned = bytes;
        turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ 1 << bit % 8);
        std::size_t intact = 0; // events that end before the turned bit
        while (intact < 3 && ends[intact + 1] <= bit / 8) ++intact;
        const auto file = folder.write("turned.log", turned);
        RunLogReader reader(file);
        std::vector<Event> events;
        const auto first = reader.next(intact); // what stands before is still read
        if (bit / 8 >= kLogHeader.size()) {
            REQUIRE(first);
            events = *first;
        }
        const auto rest = reader.next();
        if (rest) { // a length that grew looks like a torn tail: nothing is given
            CHECK(rest->empty());
            CHECK(bit / 8 >= ends[intact]);
            CHECK(bit / 8 < ends[intact] + 4);
        } else {
            CHECK(rest.error().file == file.string());
            if (bit / 8 >= kLogHeader.size())
                CHECK(rest.error().offset == static_cast<std::int64_t>(ends[intact]));
            else
                CHECK(rest.error().code == "run_log.bad_header");
        }
        for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i].body == body(static_cast<int>(i) + 1));
        CHECK(events.size() == (bit / 8 < kLogHeader.size() ? 0 : intact));
    }
}

TEST_CASE("frames that lie are refused") {
    CHECK(readFrame("")->size == 0);
    CHECK(readFrame(std::string("\xFF\xFF\xFF\xFF\0\0\0\0", 8)).error().code == "frame.too_large");
    CHECK(readFrame(std::string("\x01\0\0\x01\0\0\0\0", 8)).error().code == "frame.too_large"); // one over the cap
    CHECK(readFrame(std::string("\0\0\0\x01\0\0\0\0", 8))->size == 0);                          // the cap itself: wait
    CHECK(readFrame(std::string("\x01\0\0\0\0\0\0\0x", 9)).error().code == "frame.bad_crc");
    const std::string empty = *makeFrame("");
    CHECK(readFrame(empty)->size == kFrameHead);
    const std::string header(kLogHeader);
    const auto codeOf = [](const std::string &log) {
        return parseLog(log) ? std::string("ok") : parseLog(log).error().code;
    };
    CHECK(codeOf(header + framed(1) + framed(2)) == "ok");
    const auto gap = parseLog(header + framed(1) + framed(3));
    REQUIRE(!gap);
    CHECK(gap.error().code == "run_log.gap");
    CHECK(gap.error().expected == "2");
    CHECK(gap.error().offset == static_cast<std::int64_t>(header.size() + framed(1).size()));
    CHECK(codeOf(header + framed(2)) == "run_log.gap");
    CHECK(codeOf(header + framed(1) + framed(1)) == "run_log.gap");
    CHECK(codeOf(header + empty) == "json.syntax");
    CHECK(codeOf(header + *makeFrame("[]")) == "json.missing_field");
    CHECK(codeOf(header + *makeFrame(R"({"seq":-1,"time":1,"type":"x"})")) == "run_log.gap");
    CHECK(codeOf(header + *makeFrame(R"({"seq":1,"time":"1","type":"x"})")) == "json.wrong_type");
    CHECK(codeOf(header + *makeFrame(std::string(100'000, '['))) == "json.too_deep");
    CHECK(codeOf("LAPLOG2\n") == "run_log.bad_header");
    const auto offset = parseLog(header + framed(1) + *makeFrame("{"));
    REQUIRE(!offset);
    CHECK(offset.error().offset == static_cast<std::int64_t>(header.size() + framed(1).size()));
}

TEST_CASE("an event that no reader would take is not written") {
    const TemporaryFolder folder;
    std::vector<std::size_t> ends;
    const std::string bytes = threeEvents(folder.path / "run.log", ends);
    auto writer = RunLogWriter::open(folder.path / "run.log");
    REQUIRE(writer);
    const auto event = writer->append("sample", {{"completion", std::string(kLargestFrame, 'x')}});
    REQUIRE(!event);
    CHECK(event.error().code == "frame.too_large");
    CHECK(event.error().field == "sample");
    CHECK(*readFile(folder.path / "run.log") == bytes);
    CHECK(writer->append("notice", body(4))->seq == 4);
}

TEST_CASE("a reader follows a log that grows byte by byte") {
    const TemporaryFolder folder;
    std::vector<std::size_t> ends;
    const std::string bytes = threeEvents(folder.path / "run.log", ends);
    const auto file = folder.path / "growing.log";
    RunLogReader reader(file);
    CHECK(reader.next()->empty()); // not there yet
    std::size_t seen = 0;
    std::ofstream out(file, std::ios::binary);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out.put(bytes[i]).flush();
        const auto events = reader.next();
        REQUIRE(events);
        for (const auto &event : *events) CHECK(event.seq == ++seen);
        CHECK(seen == static_cast<std::size_t>(
                          std::count_if(ends.begin() + 1, ends.end(), [&](std::size_t end) { return end <= i + 1; })));
    }
    CHECK(reader.offset() == bytes.size());
}

TEST_CASE("a damaged log is not written to, and stays as it is") {
    const TemporaryFolder folder;
    std::vector<std::size_t> ends;
    std::string bytes = threeEvents(folder.path / "run.log", ends);
    bytes[ends[1] + 12] = static_cast<char>(bytes[ends[1] + 12] ^ 1);
    const auto file = folder.write("damaged.log", bytes);
    const auto writer = RunLogWriter::open(file);
    REQUIRE(!writer);
    CHECK(writer.error().code == "frame.bad_crc");
    CHECK(writer.error().file == file.string());
    CHECK(writer.error().offset == static_cast<std::int64_t>(ends[1]));
    CHECK(*readFile(file) == bytes);
}
