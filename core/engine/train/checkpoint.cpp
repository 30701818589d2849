// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/checkpoint.h"
#include "core/base/hash.h"
#include "core/engine/tensor/weights.h"
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fcntl.h>

namespace lapidary {
namespace {

/// The files of a checkpoint; one that has no tensors is there only where it always was.
struct TensorFile {
    const char *name;
    NamedTensors Checkpoint::*tensors;
    bool always;
};
constexpr TensorFile kFiles[] = {{"model.safetensors", &Checkpoint::weights, true},
                                 {"optimizer.safetensors", &Checkpoint::optimizer, true},
                                 {"algorithm.safetensors", &Checkpoint::algorithm, false}};

/// Stands in the folder of a checkpoint that was kept between two that count.
constexpr const char *kBetween = "between";

/// Step numbers of finished checkpoints, newest first.
std::vector<std::int64_t> stepsIn(const fs::path &folder) {
    std::vector<std::int64_t> steps;
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        std::int64_t step = 0;
        const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), step);
        if (code == std::errc() && end == name.data() + name.size()) steps.push_back(step);
    }
    std::sort(steps.rbegin(), steps.rend());
    return steps;
}

/// Behind a new checkpoint: those that it makes needless.
void removeOlder(const fs::path &all, const Checkpoint &newest, std::int64_t keep) {
    std::int64_t counted = newest.between ? 0 : 1;
    std::error_code ignored;
    for (const std::int64_t step : stepsIn(all)) {
        if (step == newest.step) continue;
        const fs::path folder = all / std::to_string(step);
        const bool needless = fs::exists(folder / kBetween, ignored) || counted >= std::max<std::int64_t>(1, keep);
        if (needless)
            fs::remove_all(folder, ignored);
        else
            ++counted;
    }
}

Result<NamedTensors> readAll(const fs::path &file) {
    const auto weights = WeightFiles::open(file);
    if (!weights) return unexpected(weights.error());
    NamedTensors out;
    for (const auto &name : weights->names()) {
        auto tensor = weights->readAsStored(name);
        if (!tensor) return unexpected(tensor.error());
        out.push_back({name, std::move(*tensor)});
    }
    return out;
}

Result<Checkpoint> load(const fs::path &folder) {
    auto text = readFile(folder / "manifest.json", 512ull << 20);
    if (!text) return unexpected(text.error());
    const auto manifest = parseJson(*text, {}, (folder / "manifest.json").string());
    if (!manifest) return unexpected(manifest.error());
    Checkpoint checkpoint{.step = manifest->value("step", std::int64_t{0}),
                          .state = manifest->value("state", Json::object())};
    const Json hashes = manifest->value("files", Json::object());
    for (const auto &[name, member, always] : kFiles) {
        if (!always && !hashes.contains(name)) continue;
        const auto hash = contentHashOfFile(folder / name);
        if (!hash) return unexpected(hash.error());
        if (*hash != hashes.value(name, ""))
            return fail({.code = "checkpoint.damaged",
                         .message = "the file is not the one that was saved",
                         .file = (folder / name).string()});
        auto tensors = readAll(folder / name);
        if (!tensors) return unexpected(tensors.error());
        checkpoint.*member = std::move(*tensors);
    }
    return checkpoint;
}

/// Another checkpoint of the same step (damaged, of an earlier attempt, or without the rows that were added since) goes
/// when the new one is in its place: at no time is there none.
Status putInPlace(const fs::path &making, const fs::path &final) {
    std::error_code code;
    if (fs::exists(final, code) &&
        ::renameat2(AT_FDCWD, making.c_str(), AT_FDCWD, final.c_str(), RENAME_EXCHANGE) == 0) {
        fs::remove_all(making, code);
        return {};
    }
    fs::remove_all(final, code); // where the disk cannot exchange
    fs::rename(making, final, code);
    return code ? Status(fail(systemError("rename to", final, code.value()))) : Status{};
}

} // namespace

Status saveCheckpoint(const fs::path &runFolder, const Checkpoint &checkpoint, std::int64_t keep) {
    const fs::path all = runFolder / "checkpoints", final = all / std::to_string(checkpoint.step);
    const fs::path making = all / ("." + std::to_string(checkpoint.step) + ".making");
    std::error_code code;
    fs::remove_all(making, code);
    if (auto made = makeFolders(making); !made) return made;
    const auto abandon = [&](Status failed) {
        fs::remove_all(making, code);
        return failed;
    };
    Json manifest = {{"step", checkpoint.step}, {"files", Json::object()}, {"state", checkpoint.state}};
    for (const auto &[name, member, always] : kFiles) {
        if (!always && (checkpoint.*member).empty()) continue;
        if (auto saved = saveTensors(making / name, checkpoint.*member); !saved) return abandon(saved);
        auto hash = contentHashOfFile(making / name);
        if (!hash) return abandon(unexpected(hash.error()));
        manifest["files"][name] = *hash;
    }
    if (checkpoint.between)
        if (auto marked = writeFileAtomic(making / kBetween, ""); !marked) return abandon(marked);
    if (auto saved = writeFileAtomic(making / "manifest.json", dumpJson(manifest, 2)); !saved) return abandon(saved);
    if (auto put = putInPlace(making, final); !put) return abandon(put);
    if (auto synced = syncFolder(all); !synced) return synced;
    removeOlder(all, checkpoint, keep);
    return {};
}

FoundCheckpoint loadNewestCheckpoint(const fs::path &runFolder) {
    FoundCheckpoint found;
    const fs::path all = runFolder / "checkpoints";
    for (const std::int64_t step : stepsIn(all)) {
        auto loaded = load(all / std::to_string(step));
        if (loaded) {
            found.checkpoint = std::move(*loaded);
            break;
        }
        found.damaged.push_back(
            {"The checkpoint of step {0} cannot be read and is passed over: {1}", step, told(loaded.error())});
    }
    return found;
}

} // namespace lapidary
