// SPDX-License-Identifier: Apache-2.0
#include "app/parquet/open_file.h"
#include <arrow/buffer.h>
#include <arrow/memory_pool.h>
#include <cerrno>
#include <unistd.h>

namespace lapidary::parquet_rows {

arrow::Status OpenFile::Seek(std::int64_t position) {
    if (position < 0) return arrow::Status::IOError("a place before the file's beginning");
    at_ = position;
    return arrow::Status::OK();
}

arrow::Result<std::int64_t> OpenFile::GetSize() {
    const auto size = ::lseek(descriptor_, 0, SEEK_END);
    if (size < 0) return arrow::Status::IOError("the file cannot be read from any place");
    return size;
}

arrow::Result<std::int64_t> OpenFile::Read(std::int64_t bytes, void *into) {
    if (::lseek(descriptor_, at_, SEEK_SET) < 0) return arrow::Status::IOError("no such place in the file");
    std::int64_t got = 0;
    while (got < bytes) {
        const auto part = ::read(descriptor_, static_cast<char *>(into) + got, static_cast<std::size_t>(bytes - got));
        if (part < 0 && errno == EINTR) continue;
        if (part < 0) return arrow::Status::IOError("the file cannot be read");
        if (part == 0) break;
        got += part;
    }
    at_ += got;
    return got;
}

arrow::Result<std::shared_ptr<arrow::Buffer>> OpenFile::Read(std::int64_t bytes) {
    ARROW_ASSIGN_OR_RAISE(auto buffer, arrow::AllocateResizableBuffer(bytes, arrow::system_memory_pool()));
    ARROW_ASSIGN_OR_RAISE(const auto got, Read(bytes, buffer->mutable_data()));
    if (got < bytes) ARROW_RETURN_NOT_OK(buffer->Resize(got, false));
    return std::shared_ptr<arrow::Buffer>(std::move(buffer));
}

} // namespace lapidary::parquet_rows
