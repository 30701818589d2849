// SPDX-License-Identifier: Apache-2.0
#include "app/cli/row_flags.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

/// What is no JSON is a text.
Json valueOf(const std::string &text) {
    const auto value = parseJson(text);
    return value && (value->is_number() || value->is_boolean() || value->is_string()) ? *value : Json(text);
}

Result<ColumnTest> testOf(const std::string &text) {
    using Is = ColumnTest::Is;
    static constexpr std::pair<const char *, Is> signs[] = {
        {"!=", Is::Unequal}, {"=", Is::Equal}, {"<", Is::Less}, {">", Is::Greater}, {"~", Is::Containing}};
    const auto at = text.find_first_of("!=<>~");
    if (at != text.npos && at > 0)
        for (const auto &[sign, is] : signs)
            if (text.compare(at, std::string_view(sign).size(), sign) == 0)
                return ColumnTest{text.substr(0, at), is, valueOf(text.substr(at + std::string_view(sign).size()))};
    if (at == text.npos && text.size() > 1 && text.ends_with('?'))
        return ColumnTest{text.substr(0, text.size() - 1), Is::Missing, {}};
    return fail(usageError("This is no test of a column", "--where", text,
                           "column=value, !=, <, > or ~ (contains), or column? (the row has none)"));
}

} // namespace

void addRowFilters(CLI::App &word, RowFlags &flags) {
    word.add_option("--words", flags.query.words, "Only rows with this in a text, whatever its case")
        ->type_name("TEXT");
    word.add_option("--tag", flags.query.tags, "Only rows with this tag; repeatable")
        ->type_name("TAG")
        ->expected(1)
        ->take_all();
    word.add_option("--without-tag", flags.query.withoutTags, "Only rows without this tag; repeatable")
        ->type_name("TAG")
        ->expected(1)
        ->take_all();
    word.add_option("--where", flags.where,
                    "Only rows whose column holds that: column=value, !=, <, >, ~ (contains), column? (has none); "
                    "repeatable")
        ->type_name("TEST")
        ->expected(1)
        ->take_all();
    word.add_flag("--deleted", flags.query.deleted, "Those that were deleted instead (default: off)");
}

void addRowChoice(CLI::App &word, RowFlags &flags) {
    addRowFilters(word, flags);
    word.add_option("--row", flags.rows, "This row, by its number; repeatable")
        ->type_name("N")
        ->expected(1)
        ->take_all();
    word.add_flag("--all", flags.all, "All rows, where no filter is given (default: off)");
}

Result<RowQuery> queryOf(const RowFlags &flags) {
    RowQuery query = flags.query;
    for (const auto &each : flags.where) {
        auto test = testOf(each);
        if (!test) return unexpected(test.error());
        query.columns.push_back(std::move(*test));
    }
    return query;
}

Result<std::vector<std::int64_t>> chosenRows(RowStore &rows, const RowFlags &flags, const StoreWork &work) {
    if (!flags.rows.empty()) return flags.rows;
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    if (toJson(*query).empty() && !flags.all)
        return fail(usageError("Which rows?", "--row", "nothing", "a filter, --row N, or --all"));
    return rows.find(*query, work);
}

Result<CuratedPlace> curatedPlace(const std::string &name, bool writable, const Common &common) {
    CuratedPlace place;
    auto project = Project::open(common.project, "lapidary-cli");
    if (!project) return unexpected(project.error());
    if (writable && (*project)->readOnly()) return fail(*(*project)->readOnly());
    auto rows = openCurated((*project)->folder(), name, writable);
    if (!rows) return unexpected(rows.error());
    place.project = std::move(*project);
    place.rows = std::move(*rows);
    return place;
}

RowsAtWork::RowsAtWork(const Common &common)
    : progress_(common), watch_([this](const std::stop_token &ended) {
          while (!ended.stop_requested()) { // also while a single statement of SQLite takes its time
              if (interrupted()) stop_.request_stop();
              std::this_thread::sleep_for(std::chrono::milliseconds(20));
          }
      }) {
    work_.stop = stop_.get_token();
    work_.progress = [this](std::int64_t done) { progress_.report(done); };
}

Json toJson(const RowStep &step) {
    Json out = {{"step", step.seq}, {"kind", step.kind}, {"rows", step.rows}, {"who", step.who}, {"time", step.time}};
    if (step.meant > 0) out["meant"] = step.meant;
    if (const auto what = parseJson(step.what)) out["what"] = *what;
    return out;
}

Json toJson(const RowVersion &version) {
    Json out = {{"version", version.seq}, {"hash", version.hash}, {"parent", version.parent}, {"step", version.step},
                {"rows", version.rows},   {"who", version.who},   {"time", version.time}};
    if (const auto query = parseJson(version.query)) out["query"] = *query;
    return out;
}

Json toJson(const StoredRow &row) {
    Json out = {{"row", row.id}, {"tags", row.tags}};
    if (row.deleted) out["deleted"] = true;
    const auto body = parseJson(row.body, {.depth = 128});
    out["body"] = body ? *body : Json(row.body);
    return out;
}

} // namespace lapidary
