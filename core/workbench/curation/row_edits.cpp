// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/row_edits.h"
#include "core/data/layouts/layout.h"
#include "core/text/response/regex.h"
#include <algorithm>

namespace lapidary {
namespace {

Result<Json> with(const StoredRow &row, const std::string &field, const Json &value) {
    Json body = Json::parse(row.body);
    const bool isPointer = field.starts_with("/");
    if (!isPointer) {
        if (value.is_null())
            body.erase(field);
        else
            body[field] = value;
        return body;
    }
    const Json::json_pointer pointer(field);
    if (!body.contains(pointer.parent_pointer()) || !body[pointer.parent_pointer()].is_structured() ||
        (!body.contains(pointer) && body[pointer.parent_pointer()].is_array()))
        return fail({.code = "curation.no_field",
                     .message = "the row has no such field",
                     .field = field,
                     .found = row.body.substr(0, 200)});
    Json &parent = body[pointer.parent_pointer()];
    if (!value.is_null())
        body[pointer] = value;
    else if (parent.is_object())
        parent.erase(pointer.back());
    else
        parent.erase(static_cast<std::size_t>(std::stoul(pointer.back())));
    return body;
}

bool isBeside(const std::string &field) {
    return field == "id" || field == kOtherColumns || field == kOriginalCells;
}

/// One text after another, each replaced whole.
class Replacer {
public:
    static Result<Replacer> of(const TextReplacement &wanted) {
        if (wanted.find.empty())
            return fail({.code = "curation.nothing_to_find",
                         .message = "there is nothing to look for",
                         .field = "find",
                         .found = "\"\"",
                         .expected = "text, or a regular expression"});
        Replacer out(wanted);
        if (!wanted.regex) return out;
        auto regex = response::Regex::compile(wanted.find, "find");
        if (!regex) {
            regex.error().code = "curation.bad_expression";
            return unexpected(regex.error());
        }
        out.regex_ = std::move(*regex);
        return out;
    }

    /// False where no text of the row can have it. Every character of a text stands in JSON in one way.
    bool mayBeIn(const std::string &body) const {
        return regex_ || body.find(std::string_view(escaped_).substr(1, escaped_.size() - 2)) != body.npos;
    }

    /// In the fields that are meant.
    Status inRow(Json &row) const {
        for (const auto &[field, value] : row.items()) {
            if (wanted_.field.empty() ? isBeside(field) : field != wanted_.field) continue;
            if (auto done = inside(value); !done) return done;
        }
        return {};
    }

private:
    Status inside(Json &value) const {
        if (value.is_structured()) {
            for (Json &each : value)
                if (auto done = inside(each); !done) return done;
            return {};
        }
        if (!value.is_string()) return {};
        auto text = replaced(value.get_ref<const std::string &>());
        if (!text) return unexpected(text.error());
        value = std::move(*text);
        return {};
    }

    explicit Replacer(const TextReplacement &wanted) : wanted_(wanted), escaped_(dumpJson(wanted.find)) {}

    Result<std::string> replaced(const std::string &text) const {
        std::string out;
        std::size_t at = 0;
        const auto put = [&](std::size_t begin, std::size_t end) {
            out.append(text, at, begin - at).append(wanted_.with);
            at = end;
        };
        if (regex_) {
            const auto matches = regex_->all(text);
            if (!matches)
                return fail({.code = "curation.expression_gave_up",
                             .message = "the regular expression takes too many steps on a row",
                             .field = "find",
                             .found = text.substr(0, 100),
                             .remedy = "Make it simpler; nothing has changed."});
            for (const auto &match : *matches) put(match.begin, match.end);
        } else {
            for (std::size_t found; (found = text.find(wanted_.find, at)) != text.npos;)
                put(found, found + wanted_.find.size());
        }
        return out.append(text, at, text.npos);
    }

    TextReplacement wanted_;
    std::string escaped_; ///< what is looked for, as JSON with its quotation marks
    std::optional<response::Regex> regex_{};
};

} // namespace

Result<RowStep> editField(RowStore &rows, std::int64_t row, const std::string &field, const Json &value,
                          const std::string &who) {
    const Json what = {{"row", row}, {"field", field}};
    return rows.change({.kind = "edit", .what = dumpJson(what), .who = who}, std::vector{row},
                       [&](const StoredRow &each) -> Result<RowChange> {
                           try {
                               auto body = with(each, field, value);
                               if (!body) return unexpected(body.error());
                               return RowChange{.row = std::move(*body)};
                           } catch (const nlohmann::json::exception &thrown) {
                               return fail({.code = "curation.bad_pointer",
                                            .message = "this is no place in a row",
                                            .field = field,
                                            .found = thrown.what(),
                                            .expected = "a field, or a JSON pointer such as /messages/2/content"});
                           }
                       });
}

Result<RowStep> replaceText(RowStore &rows, std::span<const std::int64_t> ids, const TextReplacement &wanted,
                            const std::string &who, const StoreWork &work) {
    const auto replacer = Replacer::of(wanted);
    if (!replacer) return unexpected(replacer.error());
    const Json what = {{"find", wanted.find}, {"with", wanted.with}, {"regex", wanted.regex}, {"field", wanted.field}};
    return rows.change(
        {.kind = "replace", .what = dumpJson(what), .who = who}, ids,
        [&](const StoredRow &row) -> Result<RowChange> {
            if (!replacer->mayBeIn(row.body)) return RowChange{};
            Json body = Json::parse(row.body);
            if (auto done = replacer->inRow(body); !done) return unexpected(done.error());
            return RowChange{.row = std::move(body)};
        },
        work);
}

Result<ReplacementPreview> previewReplacement(RowStore &rows, std::span<const std::int64_t> ids,
                                              const TextReplacement &wanted, const StoreWork &work) {
    const auto replacer = Replacer::of(wanted);
    if (!replacer) return unexpected(replacer.error());
    constexpr std::size_t kPage = 256;
    ReplacementPreview out;
    const auto look = [&](const StoredRow &row) -> Status {
        if (!replacer->mayBeIn(row.body)) return {};
        const Json before = Json::parse(row.body);
        Json after = before;
        if (auto done = replacer->inRow(after); !done) return done;
        if (after == before) return {};
        if (++out.rows > static_cast<std::int64_t>(ReplacementPreview::kMost)) return {};
        for (const auto &[field, value] : after.items())
            if (const Json &old = before.at(field); old != value) {
                const auto text = [](const Json &each) {
                    return each.is_string() ? each.get<std::string>() : dumpJson(each);
                };
                out.first.push_back({row.id, field, text(old), text(value)});
                break;
            }
        return {};
    };
    for (std::size_t at = 0; at < ids.size(); at += kPage) {
        const auto page = rows.page(ids.subspan(at, std::min(kPage, ids.size() - at)));
        if (!page) return unexpected(page.error());
        for (const StoredRow &row : *page)
            if (auto done = look(row); !done) return unexpected(done.error());
        if (work.stop.stop_requested()) return fail(kCancelled, "Stopped on request");
        if (work.progress) work.progress(static_cast<std::int64_t>(std::min(at + kPage, ids.size())));
    }
    return out;
}

} // namespace lapidary
