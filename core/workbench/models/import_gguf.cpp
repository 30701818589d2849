// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/import_gguf.h"
#include "core/base/sha256.h"
#include "core/data/formats/safetensors.h"
#include "core/gguf/model_file.h"
#include "core/gguf/numbers.h"
#include "core/gguf/place.h"
#include <algorithm>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::int64_t kPart = 1 << 20; ///< numbers that are unpacked at a time
constexpr const char *kWords[] = {"tokenizer.json", "tokenizer_config.json"};

std::string formatOf(const std::string &dtype, const std::string &stored) {
    if (dtype == "f32") return "F32";
    if (dtype == "bf16") return "BF16";
    if (dtype == "f16") return "F16";
    return stored == "F16" || stored == "BF16" ? stored : "F32";
}

/// The name that transformers has for what most of the numbers are.
std::string nameOfMost(const std::map<std::string, std::uint64_t> &numbers) {
    const auto most = std::max_element(numbers.begin(), numbers.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    if (most == numbers.end() || most->first == "F32") return "float32";
    return most->first == "F16" ? "float16" : "bfloat16";
}

/// One import: what is read, what was done of it, and who may end it.
class Import {
public:
    Import(const gguf::ModelFile &model, const GgufImport &wanted, const CopyProgress &goOn)
        : model_(model), wanted_(wanted), goOn_(goOn) {}

    Status write(const fs::path &folder, ImportedModel &out) {
        if (auto made = makeFolders(folder); !made) return made;
        list();
        if (auto ok = weights(folder / "model.safetensors"); !ok) return ok;
        if (auto ok = config(folder); !ok) return ok;
        for (const char *name : kWords) {
            if (!hasModelFile(model_.contents().path, name)) continue;
            const auto text = readModelFile(model_.contents().path, name);
            if (!text && std::string_view(name) == kWords[0]) out.warnings.push_back(told(text.error()));
            if (!text) continue;
            if (auto ok = writeFileAtomic(folder / name, *text); !ok) return ok;
        }
        if (!hasModelFile(model_.contents().path, kWords[0]))
            out.warnings.push_back(Sentence("The file has no tokenizer: the model takes ids and no text."));
        out.bytes = total_;
        return source(folder / "source.json");
    }

    std::uint64_t bytes() {
        list();
        return total_;
    }

private:
    void list() {
        total_ = 0;
        streams_.clear();
        formats_.clear();
        for (const auto &[name, listed] : model_.entries()) {
            const auto &entry = listed; // a lambda takes no part of a pair
            const std::string format = formatOf(wanted_.dtype, model_.tensorOf(entry).kind->name);
            const auto numbers = static_cast<std::uint64_t>(
                std::accumulate(entry.shape.begin(), entry.shape.end(), std::int64_t{1}, std::multiplies{}));
            formats_[format] += numbers;
            streams_.push_back({name, format, entry.shape, gguf::sizeAs(format, numbers),
                                [this, &entry, format](const ByteSink &sink) { return stream(entry, format, sink); }});
            total_ += streams_.back().size;
        }
    }

    Status stream(const gguf::ModelFile::Entry &entry, const std::string &format, const ByteSink &sink) {
        const auto &shape = model_.tensorOf(entry).shape;
        const std::int64_t columns =
            std::accumulate(shape.begin() + 1, shape.end(), std::int64_t{1}, std::multiplies{});
        const std::int64_t rows =
            gguf::ModelFile::isRowwise(entry) ? std::max<std::int64_t>(1, kPart / columns) : shape[0];
        for (std::int64_t first = 0; first < shape[0]; first += rows) {
            const auto numbers = model_.read(entry, first, std::min(rows, shape[0] - first));
            if (!numbers) return unexpected(numbers.error());
            const std::string bytes = gguf::bytesAs(format, *numbers);
            if (auto ok = sink(bytes); !ok) return ok;
            done_ += bytes.size();
            if (goOn_ && !goOn_(done_, total_)) return fail(kCancelled, "stopped");
        }
        return {};
    }

    Status weights(const fs::path &file) {
        return writeSafetensors(file, std::span<const TensorStream>(streams_), {{"format", "pt"}});
    }

    Status config(const fs::path &folder) {
        for (const char *name : {"config.json", "generation_config.json"}) {
            const auto text = readModelFile(model_.contents().path, name);
            if (!text) return unexpected(text.error());
            auto json = parseJson(*text);
            if (!json) return unexpected(json.error());
            if (json->contains("dtype")) (*json)["dtype"] = nameOfMost(formats_);
            if (auto ok = writeFileAtomic(folder / name, dumpJson(*json, 2) + "\n"); !ok) return ok;
        }
        return {};
    }

    Status source(const fs::path &file) {
        Json files = Json::array();
        for (const auto &path : model_.files()) {
            std::error_code ignored;
            const auto hash = sha256OfFile(path, [&](std::size_t) { return !goOn_ || goOn_(total_, total_); });
            if (!hash) return unexpected(hash.error());
            files.push_back(
                {{"name", path.filename().string()}, {"bytes", fs::file_size(path, ignored)}, {"sha256", *hash}});
        }
        Json out = {
            {"format", "gguf"}, {"files", files}, {"types", model_.types()}, {"written_as", nameOfMost(formats_)}};
        for (const char *key : {"general.name", "general.license", "general.organization"})
            if (const Json *value = model_.contents().value(key); value && value->is_string())
                out[std::string(key).substr(8)] = *value;
        return writeFileAtomic(file, dumpJson(out, 2) + "\n");
    }

    const gguf::ModelFile &model_;
    const GgufImport &wanted_;
    const CopyProgress &goOn_;
    std::vector<TensorStream> streams_{};
    std::map<std::string, std::uint64_t> formats_{};
    std::uint64_t total_ = 0, done_ = 0;
};

Status mustBeNew(const fs::path &target) {
    std::error_code ignored;
    if (!fs::exists(fs::symlink_status(target, ignored))) return {};
    return fail({.code = "import.exists",
                 .message = "there is something at this path already",
                 .file = target.string(),
                 .remedy = "Choose another path or name; nothing is overwritten."});
}

} // namespace

Result<ImportedModel> writeGgufModel(const fs::path &source, const fs::path &target, const GgufImport &wanted,
                                     const CopyProgress &goOn) {
    if (auto fresh = mustBeNew(target); !fresh) return unexpected(fresh.error());
    const auto file = ggufAt(source);
    const auto model = gguf::ModelFile::open(file.value_or(source));
    if (!model) return unexpected(model.error());
    if (const auto config = gguf::configOf(model->contents()); !config) return unexpected(config.error());
    ImportedModel out{.name = target.filename().string(), .folder = target};
    Import import(*model, wanted, goOn);
    const fs::path parent = fs::absolute(target).parent_path(), making = parent / (".importing-" + out.name);
    if (auto made = makeFolders(parent); !made) return unexpected(made.error());
    if (auto room = checkSpace(parent, import.bytes()); !room) return unexpected(room.error());
    std::error_code wrong;
    fs::remove_all(making, wrong); // of an import that was killed
    Status done = import.write(making, out);
    if (done) fs::rename(making, target, wrong);
    if (done && wrong) done = fail(systemError("rename to", target, wrong.value()));
    fs::remove_all(making, wrong);
    if (done) done = syncFolder(parent);
    return done ? Result<ImportedModel>(std::move(out)) : unexpected(done.error());
}

Result<ImportedModel> importGguf(const fs::path &source, const fs::path &project, const std::string &name,
                                 const GgufImport &wanted, const CopyProgress &goOn) {
    if (auto good = checkImportName(name); !good) return unexpected(good.error());
    const fs::path folder = fs::path("models") / name;
    auto written = writeGgufModel(source, project / folder, wanted, goOn);
    if (written) written->folder = folder;
    return written;
}

} // namespace lapidary
