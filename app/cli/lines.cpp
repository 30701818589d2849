// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/progress.h"
#include "core/base/files.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>

namespace lapidary {

void addOutFlag(CLI::App &command, LineFlags &flags) {
    command.add_option("--out", flags.out, "File for the answers (default: standard output)")->type_name("FILE");
}

void addLineFlags(CLI::App &command, LineFlags &flags) {
    command.add_option("--in", flags.in, "File with the requests, one JSON object a line (default: standard input)")
        ->type_name("FILE");
    addOutFlag(command, flags);
}

Result<LineWriter> LineWriter::open(const std::string &file) {
    if (file.empty()) return LineWriter(stdout, "standard output");
    if (std::FILE *stream = std::fopen(file.c_str(), "wb")) return LineWriter(stream, file);
    return fail(systemError("open for writing", file, errno));
}

LineWriter::LineWriter(LineWriter &&other) noexcept
    : stream_(std::exchange(other.stream_, nullptr)), file_(std::move(other.file_)) {}

LineWriter::~LineWriter() {
    if (stream_ && stream_ != stdout) std::fclose(stream_);
}

Status LineWriter::write(const Json &line) {
    const std::string text = dumpJson(line) + "\n";
    const bool written = std::fwrite(text.data(), 1, text.size(), stream_) == text.size() && std::fflush(stream_) == 0;
    return written ? Status{} : fail(systemError("write", file_, errno));
}

Status LineWriter::close() {
    std::FILE *stream = std::exchange(stream_, nullptr);
    if (!stream || stream == stdout) return {};
    return std::fclose(stream) == 0 ? Status{} : fail(systemError("write", file_, errno));
}

namespace {

/// Lines of a file or of standard input, without a cap on what has been read so far but with one on a single line.
class LineReader {
public:
    static Result<LineReader> open(const std::string &file) {
        if (file.empty()) return LineReader(stdin, "standard input");
        if (std::FILE *stream = std::fopen(file.c_str(), "rb")) return LineReader(stream, file);
        return fail(systemError("open", file, errno));
    }
    LineReader(LineReader &&other) noexcept
        : stream_(std::exchange(other.stream_, nullptr)), file_(std::move(other.file_)) {}
    LineReader &operator=(LineReader &&) = delete;
    ~LineReader() {
        if (stream_ && stream_ != stdin) std::fclose(stream_);
    }

    /// False at the end of the input.
    Result<bool> next(std::string &line) {
        char *buffer = nullptr;
        std::size_t room = 0;
        errno = 0;
        const auto length = ::getline(&buffer, &room, stream_);
        if (length > 0) line.assign(buffer, static_cast<std::size_t>(length));
        std::free(buffer);
        if (interrupted()) return fail(cancelled());
        if (length < 0 && std::ferror(stream_)) return fail(systemError("read", file_, errno));
        if (length < 0) return false;
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
        ++number_;
        return true;
    }
    std::int64_t number() const { return number_; }
    const std::string &file() const { return file_; }

private:
    LineReader(std::FILE *stream, std::string file) : stream_(stream), file_(std::move(file)) {}
    std::FILE *stream_;
    std::string file_;
    std::int64_t number_ = 0;
};

Result<Json> answerLine(const std::string &line, const LineReader &reader, const AnswerLine &answer, Json &id) {
    auto request = parseJson(line, {.depth = 128}, reader.file());
    if (!request) {
        request.error().line += reader.number() - 1; // the parser counts from the line's own start
        return request;
    }
    if (!request->is_object())
        return fail({.code = "request.type",
                     .message = "A request must be an object",
                     .file = reader.file(),
                     .line = reader.number(),
                     .found = request->type_name(),
                     .expected = "an object"});
    if (const auto it = request->find("id"); it != request->end()) id = *it;
    auto body = answer(*request);
    if (!body && body.error().line == 0) body.error().line = reader.number();
    return body;
}

bool endsTheCall(const Error &error) {
    return error.code == "worker.died" || error.code == kCancelled;
}

} // namespace

Result<int> answerLines(const LineFlags &flags, const Common &common, const AnswerLine &answer) {
    auto reader = LineReader::open(flags.in);
    if (!reader) return unexpected(reader.error());
    auto writer = LineWriter::open(flags.out);
    if (!writer) return unexpected(writer.error());
    Progress progress(common);
    int exitCode = kDone;
    std::int64_t asked = 0, failed = 0;
    std::string firstWhy;
    for (std::string line;;) {
        const auto more = reader->next(line);
        if (!more) return unexpected(more.error());
        if (!*more) break;
        if (line.find_first_not_of(" \t") == line.npos) continue;
        Json id = nullptr;
        const auto body = answerLine(line, *reader, answer, id);
        Json out = Json::object();
        if (!id.is_null()) out["id"] = std::move(id);
        if (body)
            out.update(*body);
        else
            out["error"] = toJson(body.error());
        if (const auto ok = writer->write(out); !ok) return unexpected(ok.error());
        ++asked;
        failed += !body;
        if (!body && failed == 1) {
            Error why = body.error();
            if (why.file.empty()) why.file = reader->file();
            firstWhy = describe(why);
        }
        if (!body) exitCode = std::max<int>(exitCode, kFailed);
        if (!body && endsTheCall(body.error())) return unexpected(body.error());
        progress.step();
    }
    progress.finish();
    if (const auto ok = writer->close(); !ok) return unexpected(ok.error());
    if (failed > 0 && !flags.out.empty()) // nobody sees their lines
        std::fprintf(
            stderr,
            "lapidary-cli: %lld of %lld requests failed; their lines of %s say why (\"error\"), the first: %s\n",
            static_cast<long long>(failed), static_cast<long long>(asked), flags.out.c_str(), firstWhy.c_str());
    return exitCode;
}

Error wrongField(const char *field, const Json &found, const char *expected) {
    return {.code = "request.type",
            .message = "A field has the wrong type",
            .field = field,
            .found = dumpJson(found).substr(0, 80),
            .expected = expected};
}

Status checkRequest(const Json &request, std::initializer_list<const char *> known) {
    std::string names;
    for (const char *name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    for (const auto &[key, value] : request.items()) {
        const bool found =
            key == "id" || std::any_of(known.begin(), known.end(), [&name = key](const char *k) { return name == k; });
        if (!found)
            return fail({.code = "request.unknown_field",
                         .message = "The request has a field that nothing reads",
                         .field = key,
                         .expected = names,
                         .remedy = "Remove it or mend its name."});
    }
    return {};
}

Result<bool> getFlag(const Json &request, const char *key, bool otherwise) {
    const auto it = request.find(key);
    if (it == request.end()) return otherwise;
    if (!it->is_boolean()) return fail(wrongField(key, *it, "true or false"));
    return it->get<bool>();
}

Result<std::vector<std::int64_t>> getIntegers(const Json &request, const char *key) {
    const auto it = request.find(key);
    if (it == request.end())
        return fail({.code = "json.missing_field",
                     .message = "a needed field is missing",
                     .field = key,
                     .found = "nothing",
                     .expected = "an array of integers"});
    if (!it->is_array()) return fail(wrongField(key, *it, "an array of integers"));
    std::vector<std::int64_t> out;
    for (const auto &value : *it) {
        const bool fits =
            value.is_number_integer() && !(value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX);
        if (!fits) return fail(wrongField(key, value, "an array of integers"));
        out.push_back(value.get<std::int64_t>());
    }
    return out;
}

} // namespace lapidary
