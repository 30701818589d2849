// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/place.h"
#include "core/gguf/model_file.h"
#include "core/gguf/tokenizer.h"
#include <algorithm>
#include <mutex>
#include <sys/stat.h>

namespace lapidary {
namespace {

using Described = std::map<std::string, Result<std::string>>;

/// A file as it is now: another one, or one that was written to, is another.
using Key = std::vector<std::uint64_t>;
Key keyOf(const fs::path &file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return {};
    return {info.st_dev, info.st_ino, static_cast<std::uint64_t>(info.st_size),
            static_cast<std::uint64_t>(info.st_mtim.tv_sec) * 1'000'000'000 +
                static_cast<std::uint64_t>(info.st_mtim.tv_nsec)};
}

std::string textOf(const Json &json) {
    return dumpJson(json, 2) + "\n";
}

Result<std::string> textOf(const Result<Json> &json) {
    return json ? Result<std::string>(textOf(*json)) : unexpected(json.error());
}

Described describe(const fs::path &file) {
    Described out;
    const auto model = gguf::ModelFile::open(file);
    if (!model) {
        out.emplace("config.json", unexpected(model.error()));
        return out;
    }
    const gguf::Contents &contents = model->contents();
    out.emplace("config.json", textOf(gguf::configOf(contents)));
    out.emplace("generation_config.json", textOf(gguf::generationOf(contents)));
    if (!gguf::hasTokenizer(contents)) return out;
    out.emplace("tokenizer.json", gguf::tokenizerOf(contents));
    out.emplace("tokenizer_config.json", textOf(gguf::tokenizerConfigOf(contents)));
    return out;
}

/// Descriptions are asked for file by file and take a while to make. The last few are kept.
std::shared_ptr<const Described> described(const fs::path &file) {
    constexpr std::size_t kKept = 4;
    struct Kept {
        Key key;
        std::shared_ptr<const Described> value;
    };
    static std::mutex mutex;
    static std::vector<Kept> kept;
    const Key key = keyOf(file);
    const std::lock_guard lock(mutex);
    const auto known = std::find_if(kept.begin(), kept.end(), [&](const Kept &each) { return each.key == key; });
    if (known != kept.end()) return known->value;
    auto made = std::make_shared<const Described>(describe(file));
    if (key.empty()) return made;
    if (kept.size() == kKept) kept.erase(kept.begin());
    kept.push_back({key, made});
    return made;
}

} // namespace

bool isFirstShard(const fs::path &file) {
    const std::string name = file.filename().string();
    const auto of = name.rfind("-of-");
    return of == name.npos || of < 6 || name[of - 6] != '-' || name.substr(of - 5, 5) == "00001";
}

std::optional<fs::path> ggufAt(const fs::path &model) {
    std::error_code ignored;
    if (!fs::is_directory(model, ignored))
        return model.extension() == ".gguf" && fs::is_regular_file(model, ignored) ? std::optional(model)
                                                                                   : std::nullopt;
    std::optional<fs::path> found;
    for (const auto &entry : fs::directory_iterator(model, ignored)) {
        if (entry.path().extension() == ".safetensors") return std::nullopt;
        if (entry.path().extension() != ".gguf" || !isFirstShard(entry.path())) continue;
        if (found) return std::nullopt; // which of them is meant, nobody can tell
        found = entry.path();
    }
    return found;
}

namespace {

/// A folder as some publish it: the same model packed in many ways.
Status refuseSeveral(const fs::path &folder) {
    std::error_code ignored;
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".gguf" && isFirstShard(entry.path()))
            names.push_back(entry.path().filename().string());
    if (names.size() < 2 || fs::exists(folder / "config.json", ignored)) return {};
    std::sort(names.begin(), names.end());
    std::string list;
    for (const auto &name : names) list += (list.empty() ? "" : ", ") + name;
    return fail({.code = "gguf.several",
                 .message = "this folder holds several GGUF models, and nothing says which is meant",
                 .file = folder.string(),
                 .found = list.substr(0, 400),
                 .expected = "one",
                 .remedy = "Name one of them by its path."});
}

} // namespace

bool hasModelFile(const fs::path &model, const std::string &name) {
    std::error_code ignored;
    const auto file = ggufAt(model);
    if (!file) return fs::exists(model / name, ignored);
    if (name == "config.json") return true; // or what is wrong with it
    return described(*file)->contains(name);
}

Result<std::string> readModelFile(const fs::path &model, const std::string &name, std::uint64_t cap) {
    const auto file = ggufAt(model);
    if (!file && name == "config.json")
        if (auto ok = refuseSeveral(model); !ok) return unexpected(ok.error());
    if (!file) return readFile(model / name, cap);
    const auto files = described(*file);
    const auto found = files->find(name);
    if (found != files->end()) return found->second;
    return fail({.code = "gguf.not_described",
                 .message = {"the GGUF file says nothing of which {0} could be made", name},
                 .file = file->string()});
}

std::string modelFileName(const fs::path &model, const std::string &name) {
    const auto file = ggufAt(model);
    return file ? file->string() : (model / name).string();
}

bool isModelPlace(const fs::path &model) {
    std::error_code ignored;
    return ggufAt(model).has_value() || fs::exists(model / "config.json", ignored);
}

} // namespace lapidary
