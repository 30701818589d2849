// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/parquet.h"
#include "core/data/formats/foreign_kind.h"
#include "core/data/formats/json_row.h"
#include "core/job/confined_reader.h"
#include <algorithm>
#include <array>

namespace lapidary {
namespace {

constexpr const char *kHelper = "lapidary-parquet";
constexpr std::string_view kMagic = "PAR1", kEncrypted = "PARE";

Error notRead(std::string code, Sentence message, const fs::path &path) {
    return {.code = std::move(code),
            .message = std::move(message),
            .file = path.string(),
            .expected = "a Parquet file that is not encrypted"};
}

Error broken(const fs::path &path, Sentence found) {
    Error error = notRead("parquet.broken", "the Parquet file cannot be read", path);
    error.found = std::move(found);
    error.remedy = "The file was probably cut or changed while it was written or copied: fetch it again.";
    return error;
}

/// What the program says: a line each, whose first character says what it is (see its --help). A hostile file may have
/// made it say anything.
class ParquetRows : public RowReader {
public:
    ParquetRows(ConfinedReader reader, fs::path path, std::uint64_t bytes)
        : reader_(std::move(reader)), path_(std::move(path)), bytes_(bytes) {}

    Result<std::optional<FileRow>> next() override {
        while (!ended_) {
            const auto told = readLine();
            if (!told) return fail(broken(path_, told.error().found));
            if (!*told || line_.empty()) return fail(broken(path_, {"no more than {0} rows", rows_}));
            const std::string_view behind = std::string_view(line_).substr(1);
            switch (line_[0]) {
            case '{':
                return rowOf(line_);
            case '!':
                return unsayable(behind);
            case '=':
                begin(behind);
                break;
            case '.':
                ended_ = true;
                if (rows_ != total_) return fail(broken(path_, {"{0} rows of {1}", rows_, total_}));
                break;
            default:
                ended_ = true;
                return fail(broken(path_, getString(parsed(behind), "found").value_or("nothing that is known")));
            }
        }
        return std::nullopt;
    }
    FileFacts facts() const override { return {.header = header_}; }
    std::uint64_t bytesRead() const override { // as if all rows were of one size
        const double part = total_ > 0 ? static_cast<double>(rows_) / static_cast<double>(total_) : 1;
        return static_cast<std::uint64_t>(static_cast<double>(bytes_) * std::min(part, 1.0));
    }

private:
    static Json parsed(std::string_view text) { return parseJson(text).value_or(Json::object()); }

    /// Whether there was a line; of one that is longer than a row may be, a piece more than that is held.
    Result<bool> readLine() {
        for (line_.clear();;) {
            if (at_ == size_) {
                const auto got = reader_.read(buffer_);
                if (!got) return unexpected(got.error());
                at_ = 0;
                size_ = *got;
                if (size_ == 0) return false;
            }
            const std::string_view rest(buffer_.data() + at_, size_ - at_);
            const auto end = rest.find('\n');
            if (line_.size() <= limits_.rowBytes) line_ += rest.substr(0, end);
            at_ += std::min(end, rest.size());
            if (end == rest.npos) continue;
            ++at_;
            return true;
        }
    }

    void begin(std::string_view text) {
        const Json said = parsed(text);
        const Json columns = said.is_object() ? said.value("columns", Json()) : Json();
        for (const auto &each : columns.is_array() ? columns : Json::array())
            if (each.is_string()) header_.push_back(each.get<std::string>());
        total_ = getInteger(said, "rows").value_or(0);
    }

    std::optional<FileRow> rowOf(const std::string &text) {
        ++rows_;
        if (text.size() > limits_.rowBytes)
            return bad({.code = "parquet.row_too_long",
                        .message = "the row is longer than a row may be",
                        .found = {"more than {0} bytes", limits_.rowBytes},
                        .expected = {"at most {0} bytes", limits_.rowBytes}},
                       {});
        auto value = parseRow(text, limits_, "parquet.");
        if (!value) return bad(std::move(value.error()), text);
        return FileRow{std::move(value), rows_, 0};
    }

    std::optional<FileRow> unsayable(std::string_view text) {
        ++rows_;
        const Json said = parsed(text);
        return bad({.code = "parquet.no_json",
                    .message = "a cell holds what is neither text nor number, list or table",
                    .field = getString(said, "field").value_or(""),
                    .found = getString(said, "found").value_or(""),
                    .expected = "text, numbers, true or false, times, and lists and tables of them",
                    .remedy = "Write the file without this column, or with words in it."},
                   {});
    }

    std::optional<FileRow> bad(Error error, std::string raw) const {
        error.file = path_.string();
        error.line = rows_;
        error.offset = -1; // it would be that in the words of another program
        return FileRow{fail(std::move(error)), rows_, 0, std::move(raw)};
    }

    ConfinedReader reader_;
    fs::path path_;
    std::uint64_t bytes_;
    JsonlLimits limits_{};
    std::string line_{};
    std::vector<std::string> header_{};
    std::int64_t rows_ = 0, total_ = 0; ///< told so far, and as the file says
    bool ended_ = false;
    std::array<char, 1 << 16> buffer_{};
    std::size_t at_ = 0, size_ = 0; ///< of what is in the buffer
};

/// The first bytes, as they lie in the file.
Result<std::string> magicOf(FileReader &file) {
    std::string magic(kMagic.size(), '\0');
    const auto got = file.read(magic);
    if (!got) return unexpected(got.error());
    magic.resize(*got);
    return magic;
}

} // namespace

bool isParquet(std::string_view head) {
    return head.starts_with(kMagic) || head.starts_with(kEncrypted);
}

Result<std::unique_ptr<RowReader>> openParquetRows(const fs::path &path) {
    auto file = FileReader::open(path);
    if (!file) return unexpected(file.error());
    const auto magic = magicOf(*file);
    if (!magic) return unexpected(magic.error());
    if (*magic == kEncrypted) {
        Error error = notRead("parquet.encrypted", "the Parquet file is encrypted", path);
        error.remedy = "Write it again without encryption where its keys are.";
        return fail(std::move(error));
    }
    if (*magic != kMagic) {
        const char *kind = foreignKind(*magic);
        Error error = notRead(kind ? "parquet.packed" : "parquet.not_parquet", "this is no Parquet file", path);
        error.found = kind ? Sentence(kind) : Sentence("a file that begins otherwise");
        if (kind) error.remedy = foreignRemedy(*magic);
        return fail(std::move(error));
    }
    const auto helper = helperProgram(kHelper);
    if (!helper) {
        Error error = notRead("parquet.no_helper", {"this is {0}", foreignKind(kMagic)}, path);
        error.expected = "a program that was built with Apache Arrow: there is no lapidary-parquet beside it";
        error.remedy = foreignRemedy(kMagic);
        return fail(std::move(error));
    }
    auto reader = ConfinedReader::start(*helper, path);
    if (!reader) return unexpected(reader.error());
    return std::unique_ptr<RowReader>(new ParquetRows(std::move(*reader), path, file->size()));
}

} // namespace lapidary
