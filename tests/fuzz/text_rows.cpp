// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/text_rows.h"
#include "core/base/utf8.h"
#include "tests/fuzz/memory_file.h"
#include <algorithm>

namespace lapidary::fuzz {

/// The first byte chooses how the others are cut. Rows come in order, hold UTF-8, and those of paragraphs and lines
/// neither blank lines nor an end of one.
void text_rows(std::string_view bytes) {
    if (bytes.empty()) return;
    const auto cut = static_cast<TextCut>(static_cast<unsigned char>(bytes[0]) % 3);
    const MemoryFile file(bytes.substr(1));
    auto reader = openTextRows(file.path(), cut, 1024);
    if (!reader) return promise(!reader.error().code.empty());
    for (std::int64_t line = 0, rows = 0;; ++rows) {
        const auto row = (*reader)->next();
        if (!row) return promise(!row.error().code.empty());
        if (!*row) return promise(cut != TextCut::Nowhere || rows <= 1);
        promise((*row)->line > line);
        line = (*row)->line;
        if (!(*row)->value) continue;
        const auto text = (*row)->value->at("text").get<std::string>();
        promise(utf8::firstInvalid(text) == std::string_view::npos && text.size() <= 1024 + 1);
        if (cut == TextCut::Nowhere) continue;
        promise(text.find_first_not_of(" \t\r\n") != text.npos && text.find("\n\n") == text.npos &&
                text.back() != '\n');
        promise(cut == TextCut::Paragraphs || std::count(text.begin(), text.end(), '\n') == 0);
    }
}

} // namespace lapidary::fuzz
