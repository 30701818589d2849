// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/import_model.h"
#include "core/gguf/place.h"
#include "core/workbench/exports.h"
#include "core/workbench/inspect.h"
#include "core/workbench/models/import_gguf.h"
#include <algorithm>

namespace lapidary {
namespace {

/// Weights as safetensors only: nothing that a reader would have to run is taken along.
bool belongs(const fs::path &file) {
    static const std::vector<std::string> endings{".safetensors", ".json", ".jinja", ".txt", ".md", ".model"};
    return std::find(endings.begin(), endings.end(), file.extension().string()) != endings.end() ||
           file.filename() == "LICENSE";
}

struct Listing {
    std::vector<fs::path> files{};
    std::vector<std::string> leftOut{};
    std::uint64_t bytes = 0;
};

Result<Listing> list(const fs::path &source) {
    Listing out;
    std::error_code wrong;
    for (const auto &entry : fs::directory_iterator(source, wrong)) {
        std::error_code ignored;
        if (!entry.is_regular_file(ignored) ||
            !belongs(entry.path())) { // a link to a file counts as that file: caches are made of them
            out.leftOut.push_back(entry.path().filename().string());
            continue;
        }
        out.files.push_back(entry.path());
        out.bytes += entry.file_size(ignored);
    }
    if (wrong) return fail(systemError("read", source, wrong.value()));
    std::sort(out.files.begin(), out.files.end());
    std::sort(out.leftOut.begin(), out.leftOut.end());
    return out;
}

} // namespace

Status checkImportName(const std::string &name) {
    // No quotes: a model's name is a key of the experiment.
    const bool plain =
        !name.empty() && name.size() <= 100 && name.front() != '.' &&
        std::all_of(name.begin(), name.end(), [](unsigned char c) {
            return c >= ' ' && c != 0x7F && std::string_view(R"(/\"')").find(char(c)) == std::string_view::npos;
        });
    if (plain) return {};
    return fail({.code = "import.bad_name",
                 .message = "nothing can have this name",
                 .field = "name",
                 .found = name,
                 .expected = "1 to 100 characters without slashes and quotes that do not begin with a dot"});
}

Status checkSpace(const fs::path &folder, std::uint64_t bytes) {
    std::error_code wrong;
    const auto space = fs::space(folder, wrong);
    if (!wrong && space.available < bytes)
        return fail({.code = "file.disk_full",
                     .message = "the model does not fit on the disk",
                     .file = folder.string(),
                     .found = {"{0} bytes free", space.available},
                     .expected = {"{0} bytes", bytes},
                     .remedy = "Free some space and try again."});
    return {};
}

namespace {

struct Kind {
    const char *config, *code, *message, *expected;
    Inspection (*inspect)(const fs::path &folder, bool validate);
};
constexpr Kind kModel{"config.json", "import.not_a_model", worded("this is no model folder"),
                      worded("config.json and model.safetensors, as Hugging Face lays them out"), inspectModel};
constexpr Kind kAdapter{"adapter_config.json", "import.not_an_adapter", worded("this is no adapter folder"),
                        worded("adapter_config.json and adapter_model.safetensors, as PEFT lays them out"),
                        inspectAdapter};

Result<ImportedModel> copyInto(const fs::path &source, const fs::path &project, const std::string &name,
                               const CopyProgress &goOn, const Kind &kind) {
    if (auto good = checkImportName(name); !good) return unexpected(good.error());
    std::error_code wrong;
    if (!fs::exists(source / kind.config, wrong))
        return fail({.code = kind.code, .message = kind.message, .file = source.string(), .expected = kind.expected});
    const auto inspection = kind.inspect(source, false);
    if (!inspection.problems.empty()) return unexpected(inspection.problems.front());
    ImportedModel out{.name = name, .folder = fs::path("models") / name};
    const fs::path target = project / out.folder, copy = project / "models" / (".importing-" + name);
    if (fs::exists(target, wrong))
        return fail({.code = "import.exists",
                     .message = "the project has a model folder of this name already",
                     .file = target.string(),
                     .field = "name",
                     .found = name,
                     .remedy = "Choose another name."});
    auto listing = list(source);
    if (!listing) return unexpected(listing.error());
    if (auto room = checkSpace(project, listing->bytes); !room) return unexpected(room.error());
    fs::remove_all(copy, wrong); // of an import that was killed
    if (auto made = makeFolders(copy); !made) return unexpected(made.error());
    const auto undo = [&](Error error) {
        fs::remove_all(copy, wrong);
        return unexpected(std::move(error));
    };
    for (const auto &file : listing->files) {
        const auto copied = copyFile(file, copy / file.filename(), [&](std::size_t bytes) {
            out.bytes += bytes;
            return !goOn || goOn(out.bytes, listing->bytes);
        });
        if (!copied) return undo(copied.error());
    }
    if (fs::exists(source / "base" / "config.json", wrong) &&
        std::string_view(kind.config) == kAdapter.config) { // one that an adapter was trained on
        if (auto copied = copyOut(source / "base", copy / "base", {}); !copied) return undo(copied.error());
        if (auto named = nameOwnBase(copy, target); !named) return undo(named.error());
        std::erase(listing->leftOut, "base");
    }
    fs::rename(copy, target, wrong);
    if (wrong) return undo(systemError("rename to", target, wrong.value()));
    out.leftOut = std::move(listing->leftOut);
    out.warnings = inspection.warnings;
    if (auto synced = syncFolder(target.parent_path()); !synced) return unexpected(synced.error());
    return out;
}

} // namespace

Result<ImportedModel> copyModel(const fs::path &source, const fs::path &project, const std::string &name,
                                const CopyProgress &goOn) {
    if (ggufAt(source)) return importGguf(source, project, name, {}, goOn);
    return copyInto(source, project, name, goOn, kModel);
}
Result<ImportedModel> copyAdapter(const fs::path &source, const fs::path &project, const std::string &name,
                                  const CopyProgress &goOn) {
    return copyInto(source, project, name, goOn, kAdapter);
}

Json modelTables(const ImportedModel &imported) {
    return {{"models", {{imported.name, imported.folder.generic_string()}}}};
}

} // namespace lapidary
