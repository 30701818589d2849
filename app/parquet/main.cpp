// SPDX-License-Identifier: Apache-2.0
// A Parquet file on standard input, its rows on standard output; or with --write the other way. Confined before it
// reads: what a hostile file makes of this program can read that file, write to that pipe, and nothing else.
#include "app/parquet/cells.h"
#include "app/parquet/open_file.h"
#include "app/parquet/out.h"
#include "app/parquet/write.h"
#include "core/job/confined.h"
#include <arrow/array.h>
#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/util/cpu_info.h>
#include <arrow/util/key_value_metadata.h>
#include <arrow/util/thread_pool.h>
#include <cstdio>
#include <cstdlib>
#include <parquet/arrow/reader.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>
#include <parquet/properties.h>
#include <unistd.h>

using namespace lapidary;
using namespace lapidary::parquet_rows;

namespace {

constexpr const char *kHelp = R"(Tells the rows of a Parquet file, or writes one. Started by lapidary and lapidary-cli.
Usage: lapidary-parquet [--write] < FILE

Options:
  --write                     FILE is JSON Lines, and what is told is the Parquet file of these rows
  --help                      Print this help message and exit

The file is standard input, which must be a file and no pipe. What is told on standard output is a line each, whose
first character says what it is: = {"columns", "rows"} before all others; { a row as JSON; ! {"field", "found"} a row
with a cell that has no JSON; . how many rows there were, at the end; ? {"found"} why the file cannot be read (on).
With --write: +N and behind that line N bytes of the Parquet file; . and ? as above.
Before it reads, the program gives up all that it does not need: files, network, other programs, more than some memory.
It is used by: lapidary-cli import data FILE, lapidary-cli export dataset NAME FILE.parquet
)";

/// An hour of work and 4 GB, of which a file of many columns with large pages needs a part.
constexpr ConfinedLimits kLimits{.memory = std::int64_t{4} << 30, .processorSeconds = 3600};
constexpr std::int64_t kRowsAtOnce = 256;

arrow::Result<std::unique_ptr<parquet::arrow::FileReader>> opened() {
    auto *pool = arrow::system_memory_pool(); // the others have threads of their own
    parquet::ReaderProperties file(pool);
    file.enable_buffered_stream(); // a page at a time, never the column of a row group
    file.set_page_checksum_verification(true);
    parquet::ArrowReaderProperties rows(false);
    rows.set_pre_buffer(false);
    rows.set_batch_size(kRowsAtOnce);
    parquet::arrow::FileReaderBuilder builder;
    ARROW_RETURN_NOT_OK(builder.Open(std::make_shared<OpenFile>(STDIN_FILENO), file));
    return builder.memory_pool(pool)->properties(rows)->Build();
}

void tellBegin(std::string &out, const arrow::Schema &schema, std::int64_t rows) {
    out += "={\"columns\":[";
    for (int k = 0; k < schema.num_fields(); ++k) {
        if (k > 0) out += ',';
        appendText(out, schema.field(k)->name());
    }
    out += "],\"rows\":" + std::to_string(rows) + "}\n";
}

/// The marks of one that we wrote; of another none.
Marks marksIn(const parquet::FileMetaData &file) {
    const auto words = file.key_value_metadata();
    const auto text = words ? words->Get(kMarksKey) : arrow::Result<std::string>(arrow::Status::KeyError("none"));
    const auto said = text.ok() ? parseJson(*text, {.depth = 128}) : parseJson("null");
    return said ? marksFromJson(*said) : Marks();
}

void tellRow(std::string &out, const arrow::StructArray &batch, std::int64_t row, const Marks &marks) {
    const std::size_t before = out.size();
    if (const auto trouble = appendRow(out, batch, row, marks)) {
        out.resize(before);
        out += "!{\"field\":";
        appendText(out, std::string_view(trouble->field).substr(1)); // without the dot of the outermost
        out += ",\"found\":";
        appendText(out, trouble->found);
        out += '}';
    }
    out += '\n';
}

arrow::Status tellAll(Out &out) {
    ARROW_ASSIGN_OR_RAISE(const auto file, opened());
    std::shared_ptr<arrow::Schema> schema;
    ARROW_RETURN_NOT_OK(file->GetSchema(&schema));
    tellBegin(out.text, *schema, file->parquet_reader()->metadata()->num_rows());
    const Marks marks = marksIn(*file->parquet_reader()->metadata());
    ARROW_ASSIGN_OR_RAISE(const auto batches, file->GetRecordBatchReader());
    std::int64_t rows = 0;
    for (std::shared_ptr<arrow::RecordBatch> batch;;) {
        ARROW_RETURN_NOT_OK(batches->ReadNext(&batch));
        if (!batch) break;
        ARROW_RETURN_NOT_OK(batch->Validate());
        ARROW_ASSIGN_OR_RAISE(const auto table, batch->ToStructArray());
        for (std::int64_t row = 0; row < batch->num_rows(); ++row, ++rows) {
            tellRow(out.text, *table, row, marks);
            out.flushIfLong();
        }
    }
    out.text += "." + std::to_string(rows) + "\n";
    return arrow::Status::OK();
}

/// The allocator that is built into Arrow begins a thread of its own when the library is loaded, unless this says
/// otherwise: that thread would still be beginning when the program gives up what it needs for that.
constexpr const char *kAllocator = "JE_ARROW_MALLOC_CONF", *kNoThread = "background_thread:false";

/// Begins once more, with the environment that the allocator looks at. Comes back where that failed.
bool beginsAgain(char **argv) {
    if (std::getenv(kAllocator)) return false;
    ::setenv(kAllocator, kNoThread, 1);
    ::execv("/proc/self/exe", argv);
    return true;
}

} // namespace

int main(int argc, char **argv) {
    const std::string_view asked = argc == 2 ? argv[1] : "";
    if (asked == "--help") {
        std::fputs(kHelp, stdout);
        return 0;
    }
    Out out;
    if (beginsAgain(argv)) {
        tellTrouble(out, "the program could not begin again");
        out.flush();
        return 0;
    }
    // What these look up of the machine is out of reach afterwards.
    (void)arrow::internal::CpuInfo::GetInstance();
    (void)arrow::GetCpuThreadPoolCapacity();
    if (const auto ok = confine(kLimits); !ok) {
        tellTrouble(out, ok.error().message.str());
    } else {
        try {
            if (const auto told = asked == "--write" ? tellWritten(out) : tellAll(out); !told.ok())
                tellTrouble(out, told.message());
        } catch (const std::exception &wrong) { // no memory, and what Parquet's own reader throws
            tellTrouble(out, wrong.what());
        }
    }
    out.flush();
    std::_Exit(0); // nothing is left to clean up, and Arrow's statics would join threads that never were
}
