// SPDX-License-Identifier: Apache-2.0
#include "app/parquet/write.h"
#include "app/parquet/fill.h"
#include <algorithm>
#include <arrow/builder.h>
#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/table.h>
#include <arrow/util/key_value_metadata.h>
#include <cerrno>
#include <functional>
#include <parquet/arrow/writer.h>
#include <unistd.h>

namespace lapidary::parquet_rows {
namespace {

constexpr std::size_t kGroupBytes = 16 << 20; ///< of JSON in a group of rows, which is held
constexpr int kRowDepth = 128;                ///< as rows of data may be deep
constexpr std::size_t kMostColumns = 256;

using See = std::function<arrow::Status(std::string_view line)>;

/// All lines of standard input, from its beginning.
arrow::Status eachLine(const See &see) {
    if (::lseek(STDIN_FILENO, 0, SEEK_SET) != 0)
        return arrow::Status::IOError("the rows cannot be read from any place");
    std::string held, piece(kPiece, '\0');
    for (;;) {
        const auto got = ::read(STDIN_FILENO, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return arrow::Status::IOError("the rows cannot be read");
        if (got == 0) break;
        held.append(piece, 0, static_cast<std::size_t>(got));
        std::size_t begin = 0;
        for (std::size_t end; (end = held.find('\n', begin)) != held.npos; begin = end + 1)
            ARROW_RETURN_NOT_OK(see(std::string_view(held).substr(begin, end - begin)));
        held.erase(0, begin);
    }
    return held.empty() ? arrow::Status::OK() : see(held);
}

arrow::Status eachRow(const std::function<arrow::Status(const Json &row, std::size_t bytes)> &see) {
    std::int64_t number = 0;
    return eachLine([&](std::string_view line) {
        ++number;
        const auto row = parseJson(line, {.depth = kRowDepth});
        if (!row || !row->is_object()) return arrow::Status::Invalid("row ", number, " is no object of JSON");
        return see(*row, line.size());
    });
}

arrow::Result<Columns> columnsRead() {
    Shape shape;
    ARROW_RETURN_NOT_OK(eachRow([&](const Json &row, std::size_t) {
        shape.see(row);
        return arrow::Status::OK();
    }));
    if (shape.fields.empty()) return arrow::Status::Invalid("no row with a column");
    if (shape.fields.size() > kMostColumns) return arrow::Status::Invalid("more than ", kMostColumns, " columns");
    if (std::any_of(shape.fields.begin(), shape.fields.end(), [](const auto &each) { return each.name.empty(); }))
        return arrow::Status::Invalid("a column without a name");
    return columnsOf(shape);
}

/// The file, group by group.
class Writer {
public:
    Writer(const Columns &columns, std::shared_ptr<ToldFile> file)
        : row_(columns.row), type_(typeOf(columns.row)), file_(std::move(file)),
          words_(arrow::key_value_metadata({{kMarksKey, dumpJson(toJson(columns.marks))}})) {}

    arrow::Status open() {
        parquet::WriterProperties::Builder file;
        file.memory_pool(pool_)->compression(arrow::Compression::ZSTD)->enable_page_checksum();
        ARROW_ASSIGN_OR_RAISE(
            writer_, parquet::arrow::FileWriter::Open(*arrow::schema(type_->fields()), pool_, file_, file.build()));
        ARROW_RETURN_NOT_OK(writer_->AddKeyValueMetadata(words_)); // the schema's own are left out
        return arrow::MakeBuilder(pool_, type_, &rows_);
    }
    arrow::Status add(const Json &row, std::size_t bytes) {
        ARROW_RETURN_NOT_OK(fill(*rows_, row_, &row));
        held_ += bytes;
        return held_ < kGroupBytes ? arrow::Status::OK() : writeGroup();
    }
    arrow::Status close() {
        if (rows_->length() > 0) ARROW_RETURN_NOT_OK(writeGroup());
        ARROW_RETURN_NOT_OK(writer_->Close());
        return file_->Flush();
    }

private:
    arrow::Status writeGroup() {
        held_ = 0;
        std::shared_ptr<arrow::Array> rows;
        ARROW_RETURN_NOT_OK(rows_->Finish(&rows));
        ARROW_ASSIGN_OR_RAISE(const auto batch, arrow::RecordBatch::FromStructArray(rows, pool_));
        ARROW_ASSIGN_OR_RAISE(const auto table, arrow::Table::FromRecordBatches({batch}));
        return writer_->WriteTable(*table, table->num_rows());
    }

    arrow::MemoryPool *pool_ = arrow::system_memory_pool(); // the others have threads of their own
    const Cell &row_;
    std::shared_ptr<arrow::DataType> type_;
    std::shared_ptr<ToldFile> file_;
    std::shared_ptr<const arrow::KeyValueMetadata> words_; ///< of the file
    std::unique_ptr<parquet::arrow::FileWriter> writer_{};
    std::unique_ptr<arrow::ArrayBuilder> rows_{};
    std::size_t held_ = 0; ///< bytes of JSON of the rows that are not written yet
};

} // namespace

arrow::Status tellWritten(Out &out) {
    ARROW_ASSIGN_OR_RAISE(const Columns columns, columnsRead());
    Writer writer(columns, std::make_shared<ToldFile>(out));
    ARROW_RETURN_NOT_OK(writer.open());
    std::int64_t rows = 0;
    ARROW_RETURN_NOT_OK(eachRow([&](const Json &row, std::size_t bytes) {
        ++rows;
        return writer.add(row, bytes);
    }));
    ARROW_RETURN_NOT_OK(writer.close());
    out.text += "." + std::to_string(rows) + "\n";
    return arrow::Status::OK();
}

} // namespace lapidary::parquet_rows
