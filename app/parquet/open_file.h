// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <arrow/io/interfaces.h>
#include <arrow/result.h>

namespace lapidary::parquet_rows {

/// A file that is open already, read by seeking alone: a confined program may do no more. Used from one thread.
class OpenFile : public arrow::io::RandomAccessFile {
public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    arrow::Status Close() override { return arrow::Status::OK(); } // whoever opened it closes it
    bool closed() const override { return false; }
    arrow::Result<std::int64_t> Tell() const override { return at_; }
    arrow::Status Seek(std::int64_t position) override;
    arrow::Result<std::int64_t> GetSize() override;
    arrow::Result<std::int64_t> Read(std::int64_t bytes, void *into) override;
    arrow::Result<std::shared_ptr<arrow::Buffer>> Read(std::int64_t bytes) override;

private:
    int descriptor_;
    std::int64_t at_ = 0;
};

} // namespace lapidary::parquet_rows
