// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/job/frame.h"
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lapidary {
namespace {

constexpr std::size_t kReadAtOnce = 8u << 20;

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

bool mustBeDurable(const std::string &type) {
    return type == "state" || type == "checkpoint" || type == "result";
}

/// The event in a frame's payload, which must be the one that follows `lastSeq`.
Result<Event> eventOf(std::string_view payload, std::uint64_t lastSeq) {
    const auto json = parseJson(payload, {.depth = 128});
    if (!json) return unexpected(json.error());
    auto event = eventFromJson(*json);
    if (event && event->seq != lastSeq + 1)
        return fail({.code = "run_log.gap",
                     .message = "an event is missing",
                     .found = std::to_string(event->seq),
                     .expected = std::to_string(lastSeq + 1)});
    return event;
}

/// Appends the events of whole frames in `bytes`, which begins at `base` of the file, and returns how many bytes they
/// took. An error's offset is that of the frame in the file.
Result<std::size_t> takeFrames(std::string_view bytes, std::uint64_t base, std::uint64_t &lastSeq,
                               std::vector<Event> &out, std::size_t limit) {
    std::size_t taken = 0;
    while (out.size() < limit) {
        const auto frame = readFrame(bytes.substr(taken));
        if (frame && frame->size == 0) break;
        auto event = frame ? eventOf(frame->payload, lastSeq) : Result<Event>(unexpected(frame.error()));
        if (!event) {
            Error error = event.error();
            error.offset = static_cast<std::int64_t>(base + taken);
            error.line = 0; // of the payload
            return fail(error);
        }
        lastSeq = event->seq;
        out.push_back(std::move(*event));
        taken += frame->size;
    }
    return taken;
}

Error badHeader(const std::string &file) {
    return {.code = "run_log.bad_header",
            .message = "this is not a run log of this version",
            .file = file,
            .expected = "LAPLOG1"};
}

} // namespace

Result<ParsedLog> parseLog(std::string_view bytes) {
    ParsedLog log;
    if (bytes.size() < kLogHeader.size()) {
        if (kLogHeader.starts_with(bytes)) return log; // torn inside the header
        return fail(badHeader({}));
    }
    if (!bytes.starts_with(kLogHeader)) return fail(badHeader({}));
    std::uint64_t seq = 0;
    const auto taken = takeFrames(bytes.substr(kLogHeader.size()), kLogHeader.size(), seq, log.events, SIZE_MAX);
    if (!taken) return unexpected(taken.error());
    log.whole = kLogHeader.size() + *taken;
    return log;
}

Result<RunLogWriter> RunLogWriter::open(const fs::path &file) {
    std::uint64_t seq = 0;
    std::size_t whole = 0;
    if (fs::exists(file)) {
        const auto bytes = readFile(file, 1ull << 40);
        if (!bytes) return unexpected(bytes.error());
        auto log = parseLog(*bytes);
        if (!log) {
            log.error().file = file.string();
            return unexpected(log.error());
        }
        whole = log->whole;
        seq = log->events.empty() ? 0 : log->events.back().seq;
    }
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return fail(systemError("open", file, errno));
    RunLogWriter writer(descriptor, file, seq);
    if (::ftruncate(descriptor, static_cast<off_t>(whole)) != 0)
        return fail(systemError("cut the torn tail of", file, errno));
    if (::lseek(descriptor, 0, SEEK_END) < 0) return fail(systemError("seek in", file, errno));
    if (whole == 0 &&
        ::write(descriptor, kLogHeader.data(), kLogHeader.size()) != static_cast<ssize_t>(kLogHeader.size()))
        return fail(systemError("write", file, errno));
    return writer;
}

RunLogWriter::RunLogWriter(RunLogWriter &&other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), file_(std::move(other.file_)), seq_(other.seq_) {}

RunLogWriter::~RunLogWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<Event> RunLogWriter::append(std::string type, Json body) {
    Event event{seq_ + 1, now(), std::move(type), std::move(body)};
    const auto frame = makeFrame(dumpJson(toJson(event)));
    if (!frame) {
        Error error = frame.error();
        error.file = file_.string();
        error.field = event.type;
        return fail(std::move(error));
    }
    const off_t before = ::lseek(descriptor_, 0, SEEK_CUR);
    std::string_view rest = *frame;
    while (!rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const int number = errno;
            if (::ftruncate(descriptor_, before) == 0) ::lseek(descriptor_, before, SEEK_SET);
            return fail(systemError("write", file_, number));
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (mustBeDurable(event.type) && ::fdatasync(descriptor_) != 0) return fail(systemError("flush", file_, errno));
    seq_ = event.seq;
    return event;
}

void RunLogReader::passOver(std::size_t frame) {
    if (offset_ == 0) offset_ = kLogHeader.size();
    offset_ += frame;
    ++lastSeq_;
}

Result<std::vector<Event>> RunLogReader::next(std::size_t limit) {
    std::vector<Event> events;
    struct stat found {};
    if (::stat(file_.c_str(), &found) == 0 && static_cast<std::uint64_t>(found.st_size) <= offset_)
        return events; // nothing new: a log that is followed need not be opened for that
    const int descriptor = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT && offset_ == 0) return events; // the worker has not begun
        return fail(systemError("open", file_, errno));
    }
    const auto closing =
        std::unique_ptr<const int, void (*)(const int *)>(&descriptor, [](const int *d) { ::close(*d); });
    struct stat info {};
    if (::fstat(descriptor, &info) != 0) return fail(systemError("look at", file_, errno));
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size <= offset_) return events;
    std::string bytes(std::min<std::uint64_t>(size - offset_, kReadAtOnce + kLargestFrame), '\0');
    const ssize_t got = ::pread(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset_));
    if (got < 0) return fail(systemError("read", file_, errno));
    std::string_view view(bytes.data(), static_cast<std::size_t>(got));
    if (offset_ == 0) {
        if (view.size() < kLogHeader.size()) return events;
        if (!view.starts_with(kLogHeader)) return fail(badHeader(file_.string()));
        view.remove_prefix(kLogHeader.size());
        offset_ = kLogHeader.size();
    }
    const auto taken = takeFrames(view, offset_, lastSeq_, events, limit);
    if (!taken) {
        Error error = taken.error();
        error.file = file_.string();
        return fail(error);
    }
    offset_ += *taken;
    return events;
}

} // namespace lapidary
