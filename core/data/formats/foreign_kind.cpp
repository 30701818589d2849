// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/foreign_kind.h"

namespace lapidary {

const char *foreignKind(std::string_view head) {
    using namespace std::string_view_literals;
    const auto is = [&](std::string_view magic) { return head.starts_with(magic); };
    if (is("\x1F\x8B")) return "a gzip archive";
    if (is("PK\x03\x04")) return "a zip archive";
    if (is("PAR1")) return "a Parquet file";
    if (is("\x28\xB5\x2F\xFD")) return "a zstd archive";
    if (is("\xFF\xFE") || is("\xFE\xFF") || is("{\0"sv) || is("\0{"sv)) return "UTF-16 text";
    if (is("version https://git-lfs")) return "a Git LFS pointer, not the data";
    if (is("<!DOCTYPE") || is("<!doctype") || is("<html") || is("<HTML")) return "an HTML page, probably a failed download";
    return nullptr;
}

} // namespace lapidary
