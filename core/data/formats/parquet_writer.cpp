// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/parquet_writer.h"
#include "core/base/json.h"
#include "core/job/confined_reader.h"
#include <algorithm>
#include <array>
#include <charconv>

namespace lapidary {
namespace {

constexpr const char *kHelper = "lapidary-parquet", *kWrite = "--write";
constexpr std::size_t kLongestLine = 4096;

Error notWritten(const fs::path &target, Sentence found) {
    return {.code = "parquet.not_written",
            .message = "the rows cannot be written as a Parquet file",
            .file = target.string(),
            .found = std::move(found),
            .expected = "rows with at most 256 columns, each with a name",
            .remedy = "Export them as JSON Lines: give the file a name that ends in .jsonl."};
}

/// What the program tells: lines, and pieces of the file behind those that announce them.
class Told {
public:
    explicit Told(ConfinedReader reader) : reader_(std::move(reader)) {}

    Result<std::string> line() {
        std::string out;
        for (;;) {
            const auto rest = more();
            if (!rest) return unexpected(rest.error());
            const auto end = rest->find('\n');
            out += rest->substr(0, end);
            at_ += std::min(end, rest->size());
            if (rest->empty() || out.size() > kLongestLine)
                return fail({.code = "tool.ended", .message = "the helper ended early", .found = "no line's end"});
            if (end == rest->npos) continue;
            ++at_;
            return out;
        }
    }
    Status pass(std::size_t bytes, const ByteSink &sink) {
        while (bytes > 0) {
            const auto rest = more();
            if (!rest) return unexpected(rest.error());
            if (rest->empty())
                return fail({.code = "tool.ended", .message = "the helper ended early", .found = "a cut piece"});
            const auto piece = rest->substr(0, bytes);
            if (auto sunk = sink(piece); !sunk) return sunk;
            at_ += piece.size();
            bytes -= piece.size();
        }
        return {};
    }

private:
    Result<std::string_view> more() {
        if (at_ == size_) {
            const auto got = reader_.read(buffer_);
            if (!got) return unexpected(got.error());
            at_ = 0;
            size_ = *got;
        }
        return std::string_view(buffer_.data() + at_, size_ - at_);
    }
    ConfinedReader reader_;
    std::array<char, 1 << 16> buffer_{};
    std::size_t at_ = 0, size_ = 0;
};

/// Nothing where the line announces no piece.
std::size_t bytesOf(std::string_view line) {
    std::size_t bytes = 0;
    const auto read = std::from_chars(line.data() + 1, line.data() + line.size(), bytes);
    return read.ec == std::errc() && read.ptr == line.data() + line.size() ? bytes : 0;
}

Status passAll(Told &told, const fs::path &target, const ByteSink &sink, const std::stop_token &stop) {
    for (;;) {
        if (stop.stop_requested()) return fail(kCancelled, "Stopped on request");
        const auto line = told.line();
        if (!line) return fail(notWritten(target, line.error().found));
        if (line->starts_with('.')) return {};
        if (const std::size_t bytes = line->starts_with('+') ? bytesOf(*line) : 0; bytes > 0) {
            const auto passed = told.pass(bytes, sink);
            if (!passed && passed.error().code == "tool.ended") return fail(notWritten(target, passed.error().found));
            if (!passed) return passed;
            continue;
        }
        const auto said = line->starts_with('?') ? parseJson(std::string_view(*line).substr(1)) : Result<Json>();
        const auto found = said ? getString(*said, "found") : Result<std::string>("nothing that is known");
        return fail(notWritten(target, found.value_or("nothing that is known")));
    }
}

} // namespace

bool isParquetName(const fs::path &file) {
    std::string ending = file.extension().string();
    for (char &c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return ending == ".parquet";
}

Status writeParquet(const fs::path &rows, const fs::path &target, const std::stop_token &stop) {
    const auto helper = helperProgram(kHelper);
    if (!helper)
        return fail({.code = "parquet.no_writer",
                     .message = "no Parquet file can be written here",
                     .file = target.string(),
                     .expected = "a program that was built with Apache Arrow: there is no lapidary-parquet beside it",
                     .remedy = "Give the file a name that ends in .jsonl; pandas makes it Parquet: "
                               "pandas.read_json(\"rows.jsonl\", lines=True).to_parquet(FILE). Or install pyarrow and "
                               "build the program again."});
    auto reader = ConfinedReader::start(*helper, rows, kWrite);
    if (!reader) return unexpected(reader.error());
    Told told(std::move(*reader));
    return writeFileAtomic(target, [&](const ByteSink &sink) { return passAll(told, target, sink, stop); });
}

Status writeRowsFile(const fs::path &target, const std::function<Status(const ByteSink &)> &fill,
                     const std::stop_token &stop) {
    if (!isParquetName(target)) return writeFileAtomic(target, fill);
    const fs::path making = target.parent_path() / ("." + target.filename().string() + ".rows");
    auto written = writeFileAtomic(making, fill);
    if (written) written = writeParquet(making, target, stop);
    std::error_code ignored;
    fs::remove(making, ignored);
    return written;
}

} // namespace lapidary
