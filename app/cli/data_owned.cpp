// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_word.h"
#include "app/cli/lines.h"
#include "core/workbench/data/set_name_change.h"
#include "core/workbench/data/set_trash.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct OwnedFlags {
    std::string name, wanted, kind = "experiment", id;
    bool uses = false, forget = false;
};

Result<std::unique_ptr<Project>> owned(const Common &common) {
    auto project = Project::open(common.project, "lapidary-cli");
    if (project && (*project)->readOnly()) return fail(*(*project)->readOnly());
    return project;
}

Result<int> writeLines(const std::vector<Json> &lines) {
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    for (const Json &line : lines)
        if (auto written = writer->write(line); !written) return unexpected(written.error());
    return kDone;
}

SetName meant(const OwnedFlags &flags) {
    return {setKindOf(flags.kind).value_or(SetName::Kind::Named), flags.name}; // a choice of its words
}

Json lineOf(const TrashedSet &set) {
    Json line = toJson(set);
    line.erase("table");
    line["id"] = set.id;
    line["bytes"] = set.bytes;
    return line;
}

Result<int> rename(const OwnedFlags &flags, const Common &common) {
    const auto project = owned(common);
    if (!project) return unexpected(project.error());
    if (auto done = renameSet(**project, meant(flags), flags.wanted); !done) return unexpected(done.error());
    return writeLines({{{"kind", flags.kind}, {"name", flags.wanted}, {"was", flags.name}}});
}

Result<int> remove(const OwnedFlags &flags, const Common &common) {
    const auto project = owned(common);
    if (!project) return unexpected(project.error());
    if (!flags.uses) {
        const auto gone = deleteSet(**project, meant(flags));
        return gone ? writeLines({lineOf(*gone)}) : unexpected(gone.error());
    }
    const auto uses = usesOfSet(**project, meant(flags));
    if (!uses) return unexpected(uses.error());
    std::vector<Json> lines;
    for (const SetUse &use : *uses)
        lines.push_back({{"kind", use.kind}, {"name", use.name}, {"blocks", use.blocks}, {"anew", use.anew}});
    return writeLines(lines);
}

Result<int> trash(const OwnedFlags &flags, const Common &common) {
    const auto project = Project::open(common.project, "lapidary-cli");
    if (!project) return unexpected(project.error());
    if (flags.forget) {
        if (auto gone = forgetSet(**project, flags.id); !gone) return unexpected(gone.error());
        return writeLines({{{"id", flags.id}, {"deleted", true}}});
    }
    std::vector<Error> problems;
    std::vector<Json> lines;
    for (const TrashedSet &each : trashedSets((*project)->folder(), &problems)) lines.push_back(lineOf(each));
    for (const Error &each : problems) std::fprintf(stderr, "%s\n", describe(each).c_str());
    return writeLines(lines);
}

Result<int> putBack(const OwnedFlags &flags, const Common &common) {
    const auto project = owned(common);
    if (!project) return unexpected(project.error());
    const auto set = putBackSet(**project, flags.id);
    if (!set) return unexpected(set.error());
    return writeLines({{{"kind", wordFor(set->kind)}, {"name", set->name}}});
}

std::shared_ptr<OwnedFlags> named(CLI::App &word) {
    auto flags = std::make_shared<OwnedFlags>();
    word.add_option("NAME", flags->name, "The data set; of a snapshot its hash")->required();
    word.add_option("--kind", flags->kind,
                    "What of this name: a set of the experiment, rows that are being curated, or "
                    "rows that were frozen")
        ->check(CLI::IsMember({"experiment", "curated", "snapshot"}))
        ->capture_default_str();
    return flags;
}

} // namespace

Action defineDataRename(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("NEW", flags->wanted, "Its new name; the experiment's files follow wherever it is meant")
        ->required();
    word.footer("Answers {\"kind\", \"name\", \"was\"}.");
    return [flags, &common] { return rename(*flags, common); };
}

Action defineDataRemove(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_flag("--uses", flags->uses, "Tell who has to do with it, and change nothing (default: off)");
    word.footer("Answers what lies in the trash now, with its \"id\"; with --uses lines {\"kind\", \"name\", "
                "\"blocks\", \"anew\"}. What blocks keeps the set.");
    return [flags, &common] { return remove(*flags, common); };
}

Action defineDataTrash(CLI::App &word, const Common &common) {
    const auto flags = std::make_shared<OwnedFlags>();
    auto *id = word.add_option("ID", flags->id, "The one that --forget means");
    word.add_flag("--forget", flags->forget, "Delete this one for good (default: off)")->needs(id);
    word.footer("Answers lines {\"id\", \"kind\", \"name\", \"shown\", \"files\", \"deleted\", \"bytes\"}, the newest "
                "first.");
    return [flags, &common] { return trash(*flags, common); };
}

Action defineDataPutBack(CLI::App &word, const Common &common) {
    const auto flags = std::make_shared<OwnedFlags>();
    word.add_option("ID", flags->id, "As data trash tells it")->required();
    return [flags, &common] { return putBack(*flags, common); };
}

} // namespace lapidary
