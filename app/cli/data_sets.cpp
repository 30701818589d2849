// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_word.h"
#include "app/cli/lines.h"
#include "app/cli/row_flags.h"
#include "core/workbench/curation/duplicates.h"
#include "core/workbench/curation/row_splits.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/label_queue.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct SetFlags : RowFlags {
    std::string name, keep = "first", mark, as, stratify, group;
    DuplicateConfig duplicates{};
    ContaminationConfig contamination{};
    std::vector<std::string> against, parts;
    bool remove = false, freeze = false, byTags = false;
    std::uint64_t seed = 0;
};

std::shared_ptr<SetFlags> named(CLI::App &word, const char *about = "The data set, as it was opened") {
    auto flags = std::make_shared<SetFlags>();
    word.add_option("NAME", flags->name, about)->required();
    return flags;
}

/// What is done with the rows that were found.
void addMarks(CLI::App &word, SetFlags &flags) {
    word.add_option("--mark", flags.mark, "Give them this tag (default: nothing is changed)")->type_name("TAG");
    word.add_flag("--delete", flags.remove, "Delete them (default: off)");
}

/// The last answer line: what was found, and the step where one was made.
Result<int> finish(LineWriter &writer, Json told, const SetFlags &flags, RowStore &rows, const char *kind,
                   const std::vector<std::int64_t> &ids, const StoreWork &work) {
    if (flags.remove || !flags.mark.empty()) {
        RowChange change;
        if (flags.remove) change.deleted = true;
        if (!flags.mark.empty()) change.tag = {flags.mark};
        const auto step = rows.change(
            {.kind = kind, .what = dumpJson(told), .who = annotatorHere()}, ids,
            [&](const StoredRow &) -> Result<RowChange> { return change; }, work);
        if (!step) return unexpected(step.error());
        told["step"] = step->seq;
    }
    const auto written = writer.write(told);
    return written ? Result<int>(kDone) : unexpected(written.error());
}

Result<int> tellDuplicates(const SetFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, flags.remove || !flags.mark.empty(), common);
    if (!place) return unexpected(place.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    DuplicateConfig config = flags.duplicates;
    using Keep = DuplicateConfig::Keep;
    config.keep = flags.keep == "longest"       ? Keep::Longest
                  : flags.keep == "best-tagged" ? Keep::BestTagged
                                                : Keep::First;
    const RowsAtWork atWork(common);
    const auto clusters = findDuplicates(*place->rows, *query, config, atWork.work());
    if (!clusters) return unexpected(clusters.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    for (const auto &cluster : *clusters)
        if (auto written = writer->write({{"rows", cluster.rows}, {"kept", cluster.kept}}); !written)
            return unexpected(written.error());
    const auto surplus = surplusOf(*clusters);
    return finish(*writer, {{"clusters", clusters->size()}, {"surplus", surplus.size()}}, flags, *place->rows,
                  "duplicates", surplus, atWork.work());
}

Result<int> tellSeen(const SetFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, flags.remove || !flags.mark.empty(), common);
    if (!place) return unexpected(place.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    EvaluationQuestions questions(flags.contamination);
    std::vector<std::pair<std::string, std::size_t>> files; // and the number of the first question
    for (const auto &file : flags.against) {
        files.emplace_back(file, questions.size());
        const auto read = forEachRow(file, [&](const Json &row) -> Status {
            questions.add(row);
            return {};
        });
        if (!read) return unexpected(read.error());
    }
    const RowsAtWork atWork(common);
    const auto seen = findSeen(*place->rows, *query, questions, atWork.work());
    if (!seen) return unexpected(seen.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    std::vector<std::int64_t> ids;
    for (const auto &each : *seen) {
        auto file = files.rbegin();
        while (file->second > each.seen.question) ++file;
        ids.push_back(each.row);
        if (auto written = writer->write({{"row", each.row},
                                          {"file", file->first},
                                          {"question", each.seen.question - file->second + 1},
                                          {"share", each.seen.share},
                                          {"same_problem", each.seen.sameProblem}});
            !written)
            return unexpected(written.error());
    }
    return finish(*writer, {{"questions", questions.size()}, {"seen_by", ids.size()}}, flags, *place->rows,
                  "contamination", ids, atWork.work());
}

/// Writes a query's rows as a data set, and lets the experiment know it where it is given a name.
Result<Json> frozen(const CuratedPlace &place, const SetFlags &flags, const RowQuery &query, const std::string &as,
                    const StoreWork &work) {
    const auto rows = freezeRows(place.project->folder(), place.project->store(), *place.rows, flags.name, query,
                                 annotatorHere(), work);
    if (!rows) return unexpected(rows.error());
    Json out = toJson(rows->version);
    out["file"] = rows->file.generic_string();
    if (as.empty()) return out;
    const Json set = {{"name", as}, {"file", rows->file.generic_string()}};
    if (auto added = place.project->add({{"data", Json::array({set})}}); !added) return unexpected(added.error());
    out["data"] = as;
    return out;
}

Result<SplitConfig> splitOf(const SetFlags &flags) {
    using How = SplitConfig::How;
    SplitConfig config{.column = flags.stratify + flags.group, .seed = flags.seed};
    config.how = !flags.group.empty()                      ? How::Grouped
                 : !flags.stratify.empty() || flags.byTags ? How::Stratified
                                                           : How::Random;
    for (const auto &part : flags.parts) {
        const auto at = part.find('=');
        const auto weight = at == part.npos ? Result<Json>(Json()) : parseJson(part.substr(at + 1));
        if (!weight || !weight->is_number())
            return fail(usageError("This is no part", "--part", part, "NAME=WEIGHT, such as train=0.9"));
        config.parts.emplace_back(part.substr(0, at), weight->get<double>());
    }
    return config;
}

Result<int> splitAll(const SetFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, true, common);
    if (!place) return unexpected(place.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    const auto config = splitOf(flags);
    if (!config) return unexpected(config.error());
    const RowsAtWork atWork(common);
    const auto parts = splitRows(*place->rows, *query, *config, atWork.work());
    if (!parts) return unexpected(parts.error());
    const auto step = tagParts(*place->rows, *parts, *config, annotatorHere(), atWork.work());
    if (!step) return unexpected(step.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    for (const auto &[name, ids] : *parts) {
        Json line = {{"part", name}, {"rows", ids.size()}, {"step", step->seq}};
        if (flags.freeze) {
            RowQuery ofPart = *query;
            ofPart.tags.push_back(name);
            auto made = frozen(*place, flags, ofPart, {}, atWork.work());
            if (!made) return unexpected(made.error());
            line["hash"] = (*made)["hash"];
            line["file"] = (*made)["file"];
        }
        if (auto written = writer->write(line); !written) return unexpected(written.error());
    }
    return kDone;
}

Result<int> freezeAll(const SetFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, true, common);
    if (!place) return unexpected(place.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    const RowsAtWork atWork(common);
    const auto made = frozen(*place, flags, *query, flags.as, atWork.work());
    if (!made) return unexpected(made.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    const auto written = writer->write(*made);
    return written ? Result<int>(kDone) : unexpected(written.error());
}

Result<int> mixSets(const SetFlags &flags, const Common &common) {
    auto project = Project::open(common.project, "lapidary-cli");
    if (!project) return unexpected(project.error());
    if ((*project)->readOnly()) return fail(*(*project)->readOnly());
    Json set = {{"name", flags.name}, {"mix", Json::array()}, {"weights", Json::array()}, {"seed", flags.seed}};
    for (const auto &part : flags.parts) {
        const auto at = part.rfind('=');
        const auto weight = at == part.npos ? Result<Json>(Json(1.0)) : parseJson(part.substr(at + 1));
        if (!weight || !weight->is_number())
            return fail(usageError("This is no data set with a weight", "SET", part, "NAME, or NAME=WEIGHT"));
        set["mix"].push_back(part.substr(0, at));
        set["weights"].push_back(weight->get<double>());
    }
    if (auto added = (*project)->add({{"data", Json::array({set})}}); !added) return unexpected(added.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    const auto written = writer->write(set);
    return written ? Result<int>(kDone) : unexpected(written.error());
}

} // namespace

Action defineDataDuplicates(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_flag("--near", flags->duplicates.near, "Also rows that share most of their words (default: off)");
    word.add_option("--similarity", flags->duplicates.like.similarity,
                    "Of near ones: the share of runs of words that both have, 0.3 to 1")
        ->capture_default_str();
    word.add_option("--shingle", flags->duplicates.like.words, "Words of such a run")->capture_default_str();
    word.add_option("--field", flags->duplicates.field,
                    "Compare this field alone (default: all texts but the id and the columns without a role)")
        ->type_name("FIELD");
    word.add_option("--keep", flags->keep, "Which row of each cluster is none too many")
        ->check(CLI::IsMember({"first", "longest", "best-tagged"}))
        ->capture_default_str();
    word.add_option("--best-tag", flags->duplicates.bestTags,
                    "Of --keep best-tagged: the most wanted first; repeatable")
        ->type_name("TAG")
        ->expected(1)
        ->take_all();
    addRowFilters(word, *flags);
    addMarks(word, *flags);
    word.footer("Answer lines {\"rows\", \"kept\"} for each cluster, then {\"clusters\", \"surplus\", \"step\"?}.");
    return [flags, &common] { return tellDuplicates(*flags, common); };
}

Action defineDataContamination(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("--against", flags->against, "Questions as JSON Lines; repeatable")
        ->required()
        ->type_name("FILE")
        ->expected(1)
        ->take_all();
    word.add_option("--rule", flags->contamination.rule,
                    "The grader of the questions: what it calls the same problem is found too (default: none)")
        ->type_name("RULE");
    word.add_option("--run", flags->contamination.words, "Words behind one another that both have")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    word.add_option("--share", flags->contamination.share, "Of a question's runs of words, 0 (one is enough) to 1")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    addRowFilters(word, *flags);
    addMarks(word, *flags);
    word.footer("Answer lines {\"row\", \"file\", \"question\", \"share\", \"same_problem\"}, then {\"questions\", "
                "\"seen_by\", \"step\"?}.");
    return [flags, &common] { return tellSeen(*flags, common); };
}

Action defineDataSplit(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("--part", flags->parts, "A part and its weight; twice or more")
        ->required()
        ->type_name("NAME=WEIGHT")
        ->expected(1)
        ->take_all();
    auto *stratify =
        word.add_option("--stratify", flags->stratify, "Each value of this column by the weights")->type_name("COLUMN");
    auto *tags = word.add_flag("--stratify-by-tags", flags->byTags, "The same by the rows' tags (default: off)");
    word.add_option("--group", flags->group, "Rows of one value of this column stay together")
        ->type_name("COLUMN")
        ->excludes(stratify)
        ->excludes(tags);
    stratify->excludes(tags);
    word.add_option("--seed", flags->seed, "Of the dealing")->capture_default_str();
    word.add_flag("--freeze", flags->freeze, "Also write each part as a data set (default: off)");
    addRowFilters(word, *flags);
    word.footer(
        "The parts become tags of their rows. Answer lines {\"part\", \"rows\", \"step\", \"hash\"?, \"file\"?}.");
    return [flags, &common] { return splitAll(*flags, common); };
}

Action defineDataFreeze(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("--as", flags->as, "Add it to the experiment by this name (default: it is not added)")
        ->type_name("NAME");
    addRowFilters(word, *flags);
    return [flags, &common] { return freezeAll(*flags, common); };
}

Action defineDataMix(CLI::App &word, const Common &common) {
    const auto flags = named(word, "What the mixture is called in the experiment");
    word.add_option("SET", flags->parts, "A data set of the experiment and how often it is taken")
        ->required()
        ->type_name("NAME[=WEIGHT]");
    word.add_option("--seed", flags->seed, "Of what is drawn")->capture_default_str();
    return [flags, &common] { return mixSets(*flags, common); };
}

} // namespace lapidary
