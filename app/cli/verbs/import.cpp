// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/progress.h"
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/config/yaml.h"
#include "core/data/formats/llama2c.h"
#include "core/data/formats/registry.h"
#include "core/gguf/place.h"
#include "core/workbench/data/import_data.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/trl_config.h"
#include "core/workbench/installed.h"
#include "core/workbench/models/import_gguf.h"
#include <CLI/CLI.hpp>
#include <optional>

namespace lapidary {
namespace {

struct ImportFlags {
    std::string path, name, format, tokenizer, out, dtype;
};

struct TrlFlags {
    std::string path;
    TrlWish wish{};
};

struct DataFlags {
    std::string path, name;
    ImportOptions options{};
    std::vector<std::string> maps, tokenizers;
    std::string badRows;
    bool dryRun = false;
};

Result<int> writeOne(const Json &line, int code) {
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    const auto ok = writer->write(line);
    return ok ? Result<int>(code) : unexpected(ok.error());
}

using Importer = std::function<Result<ImportedModel>(const CopyProgress &goOn)>;

/// Runs an import and says what became of it. `folder`: what the path of the model is relative to.
Result<int> tellImport(const Importer &import, const char *kind, const fs::path &folder, const Common &common) {
    std::optional<Progress> progress;
    const auto imported = import([&](std::uint64_t done, std::uint64_t total) {
        if (!progress) progress.emplace(common, static_cast<std::int64_t>(total));
        progress->report(static_cast<std::int64_t>(done));
        return !interrupted();
    });
    if (progress) progress->finish();
    if (!imported) return unexpected(imported.error());
    for (const auto &warning : imported->warnings)
        std::fprintf(stderr, "lapidary-cli: notice: %s\n", warning.str().c_str());
    Json out = {{"kind", kind},
                {"name", imported->name},
                {"path", (folder / imported->folder).string()},
                {"bytes", imported->bytes},
                {"left_out", imported->leftOut}};
    for (const auto &warning : imported->warnings) out["warnings"].push_back(warning.str());
    return writeOne(out, kDone);
}

/// What a model is called where nobody says otherwise: as its folder or file.
std::string nameFor(const ImportFlags &flags) {
    if (!flags.name.empty()) return flags.name;
    const fs::path source = fs::path(flags.path).lexically_normal();
    const fs::path last = source.has_filename() ? source.filename() : source.parent_path().filename();
    return (last.extension() == ".gguf" ? last.stem() : last).string();
}

/// A folder as it is, into models/ of the project.
Result<int> importFolder(const ImportFlags &flags, const Common &common, const char *kind, decltype(copyModel) copy) {
    auto project = openProject({}, common);
    if (!project) return unexpected(project.error());
    const fs::path source = fs::path(flags.path).lexically_normal();
    return tellImport(
        [&](const CopyProgress &goOn) { return copy(source, (*project)->folder(), nameFor(flags), goOn); }, kind,
        (*project)->folder(), common);
}

/// A GGUF file into models/ of the project, or to a folder of its own.
Result<int> importGgufFile(const ImportFlags &flags, const Common &common) {
    const GgufImport wanted{.dtype = flags.dtype};
    if (!flags.out.empty())
        return tellImport([&](const CopyProgress &goOn) { return writeGgufModel(flags.path, flags.out, wanted, goOn); },
                          "model", {}, common);
    auto project = openProject({}, common);
    if (!project) return unexpected(project.error());
    return tellImport(
        [&](const CopyProgress &goOn) {
            return importGguf(flags.path, (*project)->folder(), nameFor(flags), wanted, goOn);
        },
        "model", (*project)->folder(), common);
}

Result<int> importModel(const ImportFlags &flags, const Common &common) {
    std::error_code ignored;
    if (flags.format == "gguf" || (flags.format.empty() && ggufAt(flags.path))) return importGgufFile(flags, common);
    if (flags.format == "huggingface" || (flags.format.empty() && fs::is_directory(flags.path, ignored)))
        return importFolder(flags, common, "model", copyModel);
    for (const auto &[flag, value] : {std::pair{"--tokenizer", flags.tokenizer}, {"--out", flags.out}})
        if (value.empty())
            return fail({.code = "import.flag_missing",
                         .message = "a checkpoint of llama2.c needs this flag",
                         .field = flag,
                         .found = "nothing",
                         .expected = "a path"});
    const auto header = importLlama2c(flags.path, flags.tokenizer, flags.out);
    if (!header) return unexpected(header.error());
    return writeOne({{"kind", "model"},
                     {"path", flags.out},
                     {"architecture", "llama"},
                     {"layers", header->layers},
                     {"hidden_size", header->dim},
                     {"vocab_size", header->vocab},
                     {"max_positions", header->positions},
                     {"tied", header->tied}},
                    kDone);
}

Json answerOf(const ImportPreview &preview) {
    Json out = {{"format", preview.format},           {"layout", preview.layout},    {"map", preview.map},
                {"unused", preview.unused()},         {"rows", preview.counts.rows}, {"bad_rows", preview.counts.bad},
                {"blank_lines", preview.counts.blank}};
    if (!preview.leftOut.empty()) out["left_out"] = preview.leftOut;
    if (!preview.problems.empty()) out["problems"] = Json::array();
    for (const auto &problem : preview.problems) {
        out["problems"].push_back(toJson(problem));
        std::fprintf(stderr, "lapidary-cli: %s\n", describe(problem).c_str());
    }
    if (preview.counts.repeatedIds + preview.counts.repeatedRows > 0)
        out["duplicates"] = {{"ids", preview.counts.repeatedIds}, {"rows", preview.counts.repeatedRows}};
    for (const auto &note : preview.notes) {
        out["notes"].push_back(toJson(note));
        std::fprintf(stderr, "lapidary-cli: note: %s\n", describe(note).c_str());
    }
    return out;
}

/// Through which tokenizers the rows are looked at: those that are named, else those of the project's models, if there
/// is one.
std::vector<NamedTokenizer> tokenizersFor(const DataFlags &flags, const fs::path &project) {
    std::vector<NamedTokenizer> out;
    for (const auto &folder : flags.tokenizers) out.push_back({folder, folder});
    std::error_code ignored;
    if (!out.empty() || !fs::exists(project / "experiment.toml", ignored)) return out;
    const auto catalogue = installedCatalogue();
    if (!catalogue) return out;
    const auto experiment = readExperiment(project / "experiment.toml", *catalogue, {}, true);
    return experiment ? tokenizersOf(*experiment) : out; // what is wrong with the experiment is told where it is needed
}

/// Where the bad rows are wanted and there are some: writes them.
Status keepBadRows(const DataFlags &flags, const ImportPreview &preview, Json &answer) {
    if (flags.badRows.empty() || preview.counts.bad == 0) return {};
    const auto written = writeBadRows(flags.path, flags.options, flags.badRows);
    if (!written) return unexpected(written.error());
    answer["bad_rows_file"] = flags.badRows;
    return {};
}

Result<int> importRows(DataFlags flags, const Common &common) {
    for (const auto &map : flags.maps) {
        const auto equals = map.find('=');
        if (equals == map.npos)
            return fail({.code = "import.map",
                         .message = "a mapping names a column and a field",
                         .field = "--map",
                         .found = map,
                         .expected = "COLUMN=FIELD, as in instruction=prompt"});
        flags.options.map[map.substr(0, equals)] = map.substr(equals + 1);
    }
    flags.options.tokenizers = tokenizersFor(flags, common.project);
    if (flags.dryRun) {
        const auto preview = previewImport(flags.path, flags.options);
        if (!preview) return unexpected(preview.error());
        Json out = {{"kind", "preview"}};
        out.update(answerOf(*preview));
        out["first"] = preview->first;
        if (auto kept = keepBadRows(flags, *preview, out); !kept) return unexpected(kept.error());
        return writeOne(out, preview->counts.bad > 0 ? kFailed : kDone);
    }
    if (flags.name.empty())
        return fail({.code = "import.bad_name",
                     .message = "an imported data set needs a name",
                     .field = "--name",
                     .expected = "--name NAME"});
    auto project = openProject({}, common);
    if (!project) return unexpected(project.error());
    const auto imported = importData(**project, flags.path, flags.name, flags.options);
    if (!imported) return unexpected(imported.error());
    Json out = {{"kind", "dataset"}, {"name", imported->name}, {"file", imported->file.string()}};
    out.update(answerOf(imported->summary));
    if (auto kept = keepBadRows(flags, imported->summary, out); !kept) return unexpected(kept.error());
    return writeOne(out, imported->summary.counts.bad > 0 ? kFailed : kDone);
}

Json listed(const Problems &settings, const char *word) {
    Json out = Json::array();
    for (const auto &each : settings) {
        out.push_back(toJson(each));
        std::fprintf(stderr, "lapidary-cli: %s: %s\n", word, describe(each).c_str());
    }
    return out;
}

/// A stage of the experiment from settings as the command `trl` takes them.
Result<int> importTrl(const TrlFlags &flags, const Common &common) {
    const auto text = readFile(flags.path);
    if (!text) return unexpected(text.error());
    const auto yaml = parseYaml(*text, flags.path);
    if (!yaml) return unexpected(yaml.error());
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto project = openProject({}, common);
    if (!project) return unexpected(project.error());
    if (auto begun = beginExperiment((*project)->folder()); !begun) return unexpected(begun.error());
    const auto experiment = readExperiment((*project)->folder() / "experiment.toml", *catalogue, {}, true);
    if (!experiment) return fail(joined(experiment.error()));
    const auto training = readTrlConfig(*yaml, *experiment, *catalogue, flags.wish);
    if (!training) return unexpected(training.error());
    if (auto added = (*project)->add(training->tables); !added) return unexpected(added.error());
    Json out = {{"kind", "stage"}, {"name", training->name}, {"algorithm", training->algorithm}};
    const Json &stage = training->tables["stage"][0];
    for (const char *key : {"model", "data", "config"}) out[key] = stage[key];
    out["left_out"] = listed(training->leftOut, "note");
    out["unknown"] = listed(training->unknown, "warning");
    return writeOne(out, training->unknown.empty() ? kDone : kFailed);
}

void addTrlFlags(CLI::App &command, TrlFlags &flags) {
    command.add_option("path", flags.path, "Settings as `trl` takes them by --config")->required()->type_name("FILE");
    const auto add = [&](const char *flag, std::string &into, const char *about) {
        command.add_option(flag, into, about)->type_name("NAME");
    };
    add("--algorithm", flags.wish.algorithm, "The word behind `trl`: sft, dpo, grpo … (default: as the settings tell)");
    add("--model", flags.wish.model, "A model or stage of the experiment (default: model_name_or_path)");
    add("--data", flags.wish.data, "A data set of the experiment (default: dataset_name)");
    add("--name", flags.wish.name, "What the stage is called (default: as its algorithm)");
    command.footer("The stage goes to added.toml; nothing is run. Answer {\"kind\", \"name\", \"algorithm\", "
                   "\"model\", \"data\", \"config\", \"left_out\", \"unknown\"}. \"left_out\" are settings without "
                   "effect on what is learnt, \"unknown\" all others that are not known here, each with its line; an "
                   "unknown one makes the exit code 1.");
}

void addDataFlags(CLI::App &data, DataFlags &flags) {
    std::vector<std::string> layouts, formatNames;
    for (const auto *layout : importLayouts()) layouts.emplace_back(layout->name);
    for (const auto &format : formats()) formatNames.emplace_back(format.name);
    data.add_option("path", flags.path, "The file")->required()->type_name("FILE");
    data.add_option("--name", flags.name, "What the data set is called in the project")->type_name("NAME");
    data.add_option("--format", flags.options.format, "How the file holds its rows (default: by name and content)")
        ->check(CLI::IsMember(formatNames));
    data.add_option("--layout", flags.options.layout, "What the rows are (default: recognised by their columns)")
        ->check(CLI::IsMember(layouts));
    data.add_option(
            "--map", flags.maps,
            "Which column is which field, as in instruction=prompt; COLUMN= leaves one out, COLUMN=other_columns "
            "keeps it beside the rows, as happens to those without a role; repeatable")
        ->type_name("COLUMN=FIELD")
        ->expected(1)
        ->take_all();
    data.add_option("--tokenizer", flags.tokenizers,
                    "Also say what this tokenizer cannot express or merges across the end of prompts; repeatable "
                    "(default: those of the project's models)")
        ->type_name("DIR")
        ->expected(1)
        ->take_all();
    data.add_option("--bad-rows", flags.badRows,
                    "Write the bad rows there, a line each {\"bad_row\": {\"file\", \"line\", \"field\", \"code\", "
                    "\"reason\"}, \"row\"}: mend what stands in \"row\" and import that file (default: they are only "
                    "listed)")
        ->type_name("FILE");
    data.add_flag("--dry-run", flags.dryRun, "Only show what would be imported (default: off)");
    data.footer(
        "Bad rows are left out, listed in \"problems\" with line and reason, and make the exit code 1. Answer "
        "{\"kind\", \"name\", \"file\", \"format\", \"layout\", "
        "\"map\", \"unused\", \"left_out\"?, \"rows\", \"bad_rows\", \"blank_lines\", \"problems\"?, "
        "\"bad_rows_file\"?, \"duplicates\"? "
        "{\"ids\", \"rows\"}, \"notes\"?, \"first\"? (with --dry-run)}. "
        "\"unused\" are the columns without a role: they are kept beside each row under \"other_columns\", but for "
        "those "
        "of \"left_out\", and an export in the file's layout gives them back. "
        "Notes say what is no error: ids and rows that repeat, columns that were read loosely, characters that "
        "a tokenizer cannot express.");
}

} // namespace

Action defineImport(CLI::App &command, const Common &common) {
    command.fallthrough(); // the flags that every verb has may stand behind "model" and "data" too
    const auto flags = std::make_shared<ImportFlags>();
    CLI::App *model = command.add_subcommand(
        "model", "Copy a Hugging Face folder into the project, or make one of a checkpoint of another kind");
    model->add_option("path", flags->path, "The checkpoint")->required()->type_name("PATH");
    model
        ->add_option("--format", flags->format,
                     "Its format: huggingface (a folder, copied into the project), gguf (a file of llama.cpp, of "
                     "which such a folder is made) or llama2c (karpathy/llama2.c, version 0) (default: by what it is)")
        ->check(CLI::IsMember({"huggingface", "gguf", "llama2c"}));
    model->add_option("--tokenizer", flags->tokenizer, "llama2c: its tokenizer, as llama2.c writes it (tok512.bin)")
        ->type_name("FILE");
    model
        ->add_option("--out", flags->out,
                     "llama2c: new or empty folder for the model; gguf: new folder for it, instead of the project")
        ->type_name("DIR");
    model->add_option("--name", flags->name, "What it is called in the project (default: as its folder or file)")
        ->type_name("NAME");
    model
        ->add_option("--dtype", flags->dtype,
                     "gguf: number format of the weights: f32, bf16 or f16 (default: what loses nothing; packed "
                     "weights become f32)")
        ->check(CLI::IsMember({"f32", "bf16", "f16"}));
    CLI::App *adapter = command.add_subcommand("adapter", "Copy a PEFT folder into the project");
    adapter->add_option("path", flags->path, "The folder")->required()->type_name("DIR");
    adapter->add_option("--name", flags->name, "What it is called in the project (default: as its folder)")
        ->type_name("NAME");
    const auto rows = std::make_shared<DataFlags>();
    CLI::App *data = command.add_subcommand(
        "data",
        "Make a data set of the project from a JSONL, JSON, CSV, TSV or text file, also a packed one (gzip, zstd, "
        "zip), from a Parquet file, or from a session of Claude Code or Codex");
    addDataFlags(*data, *rows);
    const auto trl = std::make_shared<TrlFlags>();
    CLI::App *experiment =
        command.add_subcommand("experiment", "Make a stage of the experiment from a YAML file with settings of TRL");
    addTrlFlags(*experiment, *trl);
    command.require_subcommand(1);
    return [flags, rows, trl, data, adapter, experiment, &common]() {
        if (experiment->parsed()) return importTrl(*trl, common);
        if (adapter->parsed()) return importFolder(*flags, common, "adapter", copyAdapter);
        return data->parsed() ? importRows(*rows, common) : importModel(*flags, common);
    };
}

} // namespace lapidary
