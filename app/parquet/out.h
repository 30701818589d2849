// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <arrow/io/interfaces.h>
#include <arrow/result.h>
#include <string>
#include <string_view>

namespace lapidary::parquet_rows {

inline constexpr std::size_t kPiece = 1 << 16;

/// What is told on standard output, in pieces. Nobody reads on: the program ends.
class Out {
public:
    std::string text{};
    void flush();
    void flushIfLong() {
        if (text.size() >= kPiece) flush();
    }
};

/// The line that says why the program cannot go on.
void tellTrouble(Out &out, const std::string &what);

/// A file that is told in pieces, each behind a line "+bytes".
class ToldFile : public arrow::io::OutputStream {
public:
    explicit ToldFile(Out &out) : out_(out) {}
    arrow::Status Write(const void *data, std::int64_t bytes) override;
    arrow::Status Flush() override;
    arrow::Status Close() override { return Flush(); }
    bool closed() const override { return false; }
    arrow::Result<std::int64_t> Tell() const override { return told_; }

private:
    Out &out_;
    std::string held_{};
    std::int64_t told_ = 0;
};

} // namespace lapidary::parquet_rows
