// SPDX-License-Identifier: Apache-2.0
#include "app/parquet/out.h"
#include "app/parquet/cells.h"
#include <cstdlib>
#include <unistd.h>

namespace lapidary::parquet_rows {

void Out::flush() {
    for (std::string_view rest = text; !rest.empty();) {
        const auto written = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (written <= 0) std::_Exit(1);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    text.clear();
}

void tellTrouble(Out &out, const std::string &what) {
    out.text += "?{\"found\":";
    appendText(out.text, what);
    out.text += "}\n";
}

arrow::Status ToldFile::Write(const void *data, std::int64_t bytes) {
    held_.append(static_cast<const char *>(data), static_cast<std::size_t>(bytes));
    told_ += bytes;
    return held_.size() < kPiece ? arrow::Status::OK() : Flush();
}

arrow::Status ToldFile::Flush() {
    if (held_.empty()) return arrow::Status::OK();
    out_.text += "+" + std::to_string(held_.size()) + "\n" + held_;
    held_.clear();
    out_.flush();
    return arrow::Status::OK();
}

} // namespace lapidary::parquet_rows
