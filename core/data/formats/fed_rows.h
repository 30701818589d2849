// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/unpacked_file.h"
#include "core/data/formats/row_reader.h"
#include <deque>

namespace lapidary {

/// The rows that a parser has finished and nobody has taken yet.
using RowQueue = std::deque<FileRow>;

inline void putBad(RowQueue &queue, Error error, std::string_view raw) {
    const auto line = error.line, offset = error.offset;
    queue.push_back({fail(std::move(error)), line, offset, std::string(raw)});
}

/// Feeds a parser with a file, unpacked where it is packed, piece by piece, as rows are asked for. A parser has
///   Status begins(std::string_view head)   whether the file is of its format at all,
///   bool take(std::string_view bytes)      false: it wants no more,
///   Status finish()                        the file's end was reached, or take() was false,
///   FileFacts facts() const
/// and puts rows into the queue that it was made with.
template <class Parser> class FedRows : public RowReader {
public:
    template <class... Arguments>
    FedRows(UnpackedFile file, const Arguments &...arguments)
        : file_(std::move(file)), parser_(queue_, file_.path().string(), arguments...), buffer_(kPiece) {}

    Result<std::optional<FileRow>> next() override {
        while (queue_.empty() && !ended_)
            if (auto fed = feed(); !fed) return unexpected(fed.error());
        if (queue_.empty()) return std::nullopt;
        std::optional<FileRow> row(std::move(queue_.front()));
        queue_.pop_front();
        return row;
    }
    FileFacts facts() const override { return parser_.facts(); }
    std::uint64_t bytesRead() const override { return file_.bytesRead(); }

private:
    static constexpr std::size_t kPiece = 1 << 16;

    Status feed() {
        const auto got = file_.read(buffer_);
        if (!got) return unexpected(got.error());
        const std::string_view bytes(buffer_.data(), *got);
        if (!begun_)
            if (auto right = parser_.begins(bytes); !right) return right;
        begun_ = true;
        ended_ = bytes.empty() || !parser_.take(bytes);
        return ended_ ? parser_.finish() : Status{};
    }

    UnpackedFile file_;
    RowQueue queue_{};
    Parser parser_;
    std::vector<char> buffer_;
    bool begun_ = false, ended_ = false;
};

template <class Parser, class... Arguments>
Result<std::unique_ptr<RowReader>> openFed(const fs::path &path, const Arguments &...arguments) {
    auto file = UnpackedFile::open(path);
    if (!file) return unexpected(file.error());
    return std::unique_ptr<RowReader>(new FedRows<Parser>(std::move(*file), arguments...));
}

} // namespace lapidary
