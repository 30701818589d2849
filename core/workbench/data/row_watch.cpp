// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/row_watch.h"
#include "core/base/hash.h"
#include "core/base/quick_json.h"
#include "core/data/layouts/layout.h"
#include <boost/unordered/unordered_flat_map.hpp>

namespace lapidary {
namespace {

Sentence rowsOf(std::int64_t count) {
    return count == 1 ? Sentence("1 row") : Sentence("{0} rows", count);
}

} // namespace

/// A flat one: with a million rows a node for each costs more than reading them.
struct RowWatch::Repeated::Lines : boost::unordered_flat_map<std::uint64_t, std::int64_t> {};
RowWatch::Repeated::Repeated() : first(std::make_unique<Lines>()) {}
RowWatch::Repeated::~Repeated() = default;

RowWatch::RowWatch(const std::vector<NamedTokenizer> &tokenizers) {
    for (const auto &[name, folder] : tokenizers) {
        Reader reader{.name = name};
        auto loaded = Tokenizer::load(folder);
        if (loaded)
            reader.tokenizer.emplace(std::move(*loaded));
        else
            reader.trouble = loaded.error();
        readers_.push_back(std::move(reader));
    }
}

void RowWatch::Repeated::see(std::string_view key, const std::string &shown, std::int64_t at) {
    const auto [it, isNew] = first->emplace(hash64(key), at);
    if (isNew || count++ > 0) return;
    line = at;
    earlier = it->second;
    what = shown;
}

void RowWatch::see(const Json &row, std::int64_t line) {
    ++rows_;
    if (const auto id = row.find("id"); id != row.end() && !id->is_null()) {
        const std::string text = id->is_string() ? id->get<std::string>() : dumpJson(*id);
        repeatedIds_.see(text, text, line);
    } else if (withoutId_++ == 0)
        firstWithoutId_ = line;
    words_.clear();
    for (const auto &[name, value] : row.get_ref<const Json::object_t &>())
        if (name != "id" && name != kOtherColumns && name != kOriginalCells) { // the same words from another place
            appendJson(words_, name);
            appendJson(words_, value);
        }
    repeatedRows_.see(words_, {}, line);
    for (auto &reader : readers_) {
        if (!reader.tokenizer) continue;
        const auto noted = noteRow(reader.findings, *reader.tokenizer, row, line);
        if (noted || reader.unreadable++ > 0) continue;
        reader.trouble = noted.error();
        reader.trouble->line = line;
    }
}

std::vector<Error> RowWatch::notes(const std::string &file) const {
    std::vector<Error> out;
    if (repeatedIds_.count > 0)
        out.push_back(
            {.code = "data.repeated_id",
             .message =
                 {"{0} with an id that an earlier row has; every row counts, and rows are told apart by id and prompt",
                  rowsOf(repeatedIds_.count)},
             .file = file,
             .line = repeatedIds_.line,
             .field = "id",
             .found = {"{0}, as in line {1}", repeatedIds_.what, repeatedIds_.earlier},
             .remedy = "Give each row an id of its own where answers are to be compared"});
    if (repeatedRows_.count > 0)
        out.push_back({.code = "data.repeated_row",
                       .message = {"{0} that an earlier row says word for word; every row counts, so these weigh more",
                                   rowsOf(repeatedRows_.count)},
                       .file = file,
                       .line = repeatedRows_.line,
                       .found = {"the same as in line {0}", repeatedRows_.earlier}});
    if (withoutId_ > 0 && withoutId_ < rows_)
        out.push_back({.code = "data.missing_id",
                       .message = {"{0} without an id among rows that have one", rowsOf(withoutId_)},
                       .file = file,
                       .line = firstWithoutId_,
                       .field = "id"});
    for (const auto &reader : readers_) {
        if (reader.trouble) {
            Error note = *reader.trouble;
            note.message = {"for the tokenizer of {0}: {1}", reader.name, note.message};
            if (reader.unreadable > 0)
                note.message = {"{0}; so in {1} that it cannot read", note.message, rowsOf(reader.unreadable)};
            if (reader.unreadable > 0) note.file = file;
            out.push_back(std::move(note));
        }
        for (const auto &sentence : reader.findings.sentences())
            out.push_back({.code = "data.tokens",
                           .message = {"for the tokenizer of {0}: {1}", reader.name, sentence},
                           .file = file});
    }
    return out;
}

} // namespace lapidary
