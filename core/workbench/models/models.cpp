// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/models.h"
#include "core/base/hash.h"
#include "core/gguf/model_file.h"
#include "core/gguf/place.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace lapidary {
namespace {

constexpr std::int64_t kCacheFrom = 1 << 20; ///< bytes; smaller files are hashed faster than looked up
constexpr std::int64_t kRunTime = 400 << 20; ///< LibTorch itself
/// Rows of a decode: several problems share a batch, and a batch has its limit.
constexpr std::pair<std::int64_t, std::int64_t> kRows{64, 256};

Result<std::string> hashOfFile(const fs::path &file, Store &store) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return fail(systemError("look at", file, errno));
    if (info.st_size < kCacheFrom) return contentHashOfFile(file);
    const std::int64_t modified = info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
    const auto known = store.cachedHash(file.string(), info.st_size, modified);
    if (!known) return unexpected(known.error());
    if (*known) return **known;
    auto hash = contentHashOfFile(file);
    if (hash)
        if (auto kept = store.cacheHash(file.string(), info.st_size, modified, *hash); !kept)
            return unexpected(kept.error());
    return hash;
}

std::int64_t number(const Json &config, const char *key, std::int64_t standard) {
    const auto it = config.find(key);
    return it != config.end() && it->is_number_integer() ? it->get<std::int64_t>() : standard;
}

Result<std::string> hashOfAll(std::vector<fs::path> files, Store &store) {
    std::sort(files.begin(), files.end());
    std::string all;
    for (const auto &file : files) {
        auto hash = hashOfFile(file, store);
        if (!hash) return hash;
        all += file.filename().string() + " " + *hash + "\n";
    }
    return contentHash(all);
}

} // namespace

Result<std::string> hashOfModel(const fs::path &folder, Store &store) {
    if (const auto gguf = ggufAt(folder)) {
        const auto shards = gguf::shardsOf(*gguf);
        return shards ? hashOfAll(*shards, store) : unexpected(shards.error());
    }
    std::error_code wrong;
    std::vector<fs::path> files;
    for (const auto &entry : fs::directory_iterator(folder, wrong))
        if (const auto ending = entry.path().extension();
            entry.is_regular_file() &&
            (ending == ".safetensors" || ending == ".json" || ending == ".jinja" || ending == ".model"))
            files.push_back(entry.path());
    if (wrong)
        return fail({.code = "model.no_folder",
                     .message = "there is no such model folder",
                     .file = folder.string(),
                     .remedy = "Correct the path in [models], or import the model there."});
    return hashOfAll(std::move(files), store);
}

namespace {

/// A method that can be given a reference, or another teacher than its policy, makes one of its policy, unless the term
/// that needs it weighs nothing or the policy as it is will do.
bool makesReference(const JobShape &job) {
    const auto makes = [&](const char *name) {
        const Port *port = job.method->port(name);
        return port && !port->required && !job.given.count(name);
    };
    return (makes("reference") && job.config.value("beta", 1.0) != 0) ||
           (makes("teacher") && job.config.value("teacher_model_kind", "") != "live");
}

std::int64_t bytesOf(const std::string &dtype) {
    return dtype == "int8" ? 1 : dtype == "f32" ? 4 : 2;
}

/// Of a text of so many bytes: a large vocabulary has tokens of four bytes in prose and of two or three among numbers.
std::int64_t tokensOf(std::int64_t bytes, const ModelSize &size) {
    constexpr std::int64_t kLarge = 4096;
    return size.vocabulary < kLarge ? bytes : (bytes + 2) / 3;
}

/// Of one micro-batch. The completions of a group share their prompt; nothing is padded.
std::int64_t tokensOfStep(const JobShape &job) {
    const auto setting = [&](const char *key, std::int64_t standard) { return number(job.config, key, standard); };
    const Port *train = job.method->port("train");
    const std::int64_t sides = train && train->layout == "preference" ? 2 : 1; // of a row
    const std::int64_t rows = setting("per_device_train_batch_size", 8) * sides,
                       completion = setting("max_completion_length", 0) + setting("max_new_tokens", 0),
                       longest = setting("max_length", 1024),
                       text = std::min(longest, tokensOf(job.longestText, job.size) + 2);
    const std::int64_t group = completion > 0 ? std::max<std::int64_t>(1, setting("num_generations", 1)) : 1;
    return (rows + group - 1) / group * text + rows * completion;
}

/// Of natural gradients: whole distributions of all tokens of a step, and vectors in f64 as long as what is trained.
std::int64_t naturalGradients(const JobShape &job, std::int64_t trained) {
    constexpr std::int64_t kVectors = 8;
    if (!job.config.contains("cg_iterations")) return 0;
    return tokensOfStep(job) * number(job.config, "gradient_accumulation_steps", 1) * job.size.vocabulary * 4 +
           kVectors * 8 * trained;
}

} // namespace

std::int64_t estimateMemory(const JobShape &job) {
    const auto setting = [&](const char *key, std::int64_t standard) { return number(job.config, key, standard); };
    const ModelSize &size = job.size;
    const std::int64_t weights = 4 * size.parameters, frozen = bytesOf(job.config.value("frozen_dtype", "f32"));
    std::int64_t others = 0;
    for (const ModelSize &each : job.others) others += frozen * each.parameters;
    if (const Port *policy = job.method->port("policy"); policy && policy->trained) {
        const bool adapters = job.config.value("use_peft", false);
        const std::int64_t states = adapters ? weights + weights / 10 : 4 * weights; // weights, gradients, two moments
        const bool held = std::any_of(job.method->inputs.begin(), job.method->inputs.end(), [&](const Port &port) {
            return port.what == Artifact::Importance && isOn(job.config, port.neededBy);
        });
        const std::int64_t penalty = held ? 2 * (adapters ? weights / 10 : weights) : 0; // start and importance
        const bool reference = makesReference(job) && !adapters; // for an adapter it is the model without it
        // Of the head only a chunk's logits are held: see scoreByChunks().
        const std::int64_t activations = tokensOfStep(job) * 4 * size.layers * 20 * size.hidden;
        return kRunTime + states + penalty + (reference ? frozen * size.parameters : 0) + others + activations +
               naturalGradients(job, adapters ? size.parameters / 10 : size.parameters);
    }
    std::int64_t rows = 1;
    for (const auto &name : job.method->sideBySide) rows *= setting(name.c_str(), 1);
    rows = std::clamp(rows, kRows.first, kRows.second);
    const std::int64_t length = tokensOf(job.longestText, size) + setting("max_new_tokens", 128);
    return kRunTime + weights + others + rows * (length * size.layers * size.keyValues * 4 + 3 * size.vocabulary * 4);
}

std::int64_t estimateAnswering(const Json &request) {
    const Json model = request.value("model", Json::object());
    const auto path = getString(model, "path");
    const auto size = path ? sizeOfModel(*path) : Result<ModelSize>(unexpected(path.error()));
    if (!size) return kRunTime;
    const std::int64_t bytes = bytesOf(getString(model, "dtype").value_or("f32")),
                       rows = std::clamp<std::int64_t>(number(request, "n", 1), 1, 64),
                       length = std::clamp<std::int64_t>(number(request, "max_new_tokens", 128), 1, 1 << 17);
    return kRunTime + bytes * size->parameters +
           rows * (length * size->layers * size->keyValues * bytes + 3 * size->vocabulary * 4);
}

} // namespace lapidary
