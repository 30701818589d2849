// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/job/event.h"
#include <vector>

namespace lapidary {

/// The append-only log of a run. Reopening cuts a torn tail off and goes on counting; what matters (states,
/// checkpoints, results) is on disk before append() returns.
class RunLogWriter {
public:
    static Result<RunLogWriter> open(const fs::path &file);
    RunLogWriter(RunLogWriter &&other) noexcept;
    RunLogWriter &operator=(RunLogWriter &&) = delete;
    ~RunLogWriter();

    /// Gives the event its number and time and writes it. A failed write (full disk) cuts its own torn tail off.
    Result<Event> append(std::string type, Json body);
    std::uint64_t lastSeq() const { return seq_; }

private:
    RunLogWriter(int descriptor, fs::path file, std::uint64_t seq)
        : descriptor_(descriptor), file_(std::move(file)), seq_(seq) {}
    int descriptor_;
    fs::path file_;
    std::uint64_t seq_;
};

/// Reads what is new since the last call, so that a log can be followed while it grows.
class RunLogReader {
public:
    explicit RunLogReader(fs::path file) : file_(std::move(file)) {}

    /// At most about `limit` events per call. A torn tail is no error: it is read when it is whole. A damaged middle is
    /// reported once with its offset, and nothing behind it is believed.
    Result<std::vector<Event>> next(std::size_t limit = 100000);
    std::uint64_t offset() const { return offset_; }
    std::uint64_t lastSeq() const { return lastSeq_; } ///< 0: no event yet
    /// The event behind the last one came another way; its frame took so many bytes.
    void passOver(std::size_t frame);

private:
    fs::path file_;
    std::uint64_t offset_ = 0, lastSeq_ = 0;
};

/// The events in the bytes of a log file (header included) and how many bytes of it are whole.
struct ParsedLog {
    std::vector<Event> events;
    std::size_t whole = 0;
};
Result<ParsedLog> parseLog(std::string_view bytes);

} // namespace lapidary
