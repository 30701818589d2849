// SPDX-License-Identifier: Apache-2.0
#include "app/worker/requests.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/gguf_export.h"
#include "core/job/model_reference.h"

namespace lapidary {
namespace {

constexpr const char *kMixed = "mixed", *kGguf = "gguf";

Status writeMerged(Decoder &model, const ModelRef &ref, const fs::path &folder) {
    if (auto merged = mergeAdapters(model); !merged) return merged;
    return saveModel(model, folder, ref.path);
}

Status writeGguf(Decoder &model, const ModelRef &ref, const fs::path &file, const std::string &type,
                 const TellPartial &tell) {
    if (auto merged = mergeAdapters(model); !merged) return merged;
    const fs::path words = tokenizerFolderOf(model, ref.path);
    const auto told =
        saveGguf(model, file, {.type = type, .wordsFrom = words, .name = fs::path(ref.path).stem().string()});
    if (!told) return unexpected(told.error());
    for (const auto &notice : *told) tellNotice(tell, notice);
    return {};
}

/// Adapters that were not mixed while loading are put side by side, which changes no number.
Status writeAdapter(Decoder &model, const ModelRef &ref, const fs::path &folder) {
    if (model.adapters.empty())
        return fail({.code = "export.no_adapter",
                     .message = "There is no adapter to export.",
                     .field = "model.adapters",
                     .expected = "at least one"});
    if (model.adapters.size() > 1)
        if (auto mixed = mixAdapters(model, "cat", kMixed); !mixed) return mixed;
    return saveAdapter(model, model.adapters.front()->name, ref.path, folder);
}

} // namespace

Result<Json> answerExport(const Json &request, const TellPartial &tell) {
    if (auto ok = checkFields(request, {"out", "what", "type"}); !ok) return unexpected(ok.error());
    const auto out = getString(request, "out"), what = getString(request, "what");
    if (!out) return unexpected(out.error());
    if (!what) return unexpected(what.error());
    if (*what != "model" && *what != "adapter" && *what != kGguf)
        return fail({.code = "request.what",
                     .message = "Only models and adapters are written.",
                     .field = "what",
                     .found = *what,
                     .expected = "model, adapter or gguf"});
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(*out, ignored)))
        return fail({.code = "export.exists",
                     .message = "There is something at this path already.",
                     .file = *out,
                     .remedy = "Choose another path; nothing is overwritten."});
    const auto ref = modelRefFromJson(request.value("model", Json::object()));
    if (!ref) return unexpected(ref.error());
    const auto model = loadModel(*ref); // its own: the one that answers must keep its adapters apart
    if (!model) return unexpected(model.error());
    for (const auto &notice : (*model)->config().notices) tellNotice(tell, notice);
    const fs::path folder = *out, making = unfinishedExport(folder);
    fs::remove_all(making, ignored);
    Status written = *what == "model" ? writeMerged(**model, *ref, making)
                     : *what == kGguf
                         ? writeGguf(**model, *ref, making, getString(request, "type").value_or("f32"), tell)
                         : writeAdapter(**model, *ref, making);
    std::error_code wrong;
    if (written) fs::rename(making, folder, wrong);
    if (written && wrong) written = fail(systemError("write", folder, wrong.value()));
    fs::remove_all(making, ignored);
    if (!written) return unexpected(written.error());
    return Json{{"path", *out}, {"what", *what}};
}

} // namespace lapidary
