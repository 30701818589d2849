// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/model_writer.h"
#include "core/job/model_reference.h"
#include "core/workbench/exports.h"
#include "core/workbench/models/derived_model.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/warm_worker.h"

namespace lapidary {

Status ModelWriter::writeByWorker(const ModelWriting &asked, const std::function<bool()> &cancelled) {
    auto reference = parseJson(fromQt(asked.reference));
    if (!reference) return unexpected(reference.error());
    const WarmWorker worker;
    const AskWorker ask = [&](const Json &request) { return worker.ask(request, cancelled); };
    const std::string what = asked.what == ModelWriting::Merged ? "model" : "adapter";
    if (asked.name.isEmpty()) {
        const auto exported =
            ask({{"verb", "export"}, {"what", what}, {"out", fromQt(asked.target)}, {"model", std::move(*reference)}});
        std::error_code ignored;
        if (!exported)
            fs::remove_all(unfinishedExport(fromQt(asked.target)), ignored); // its worker may have been killed
        if (!exported) return unexpected(exported.error());
        Q_EMIT written(asked.target);
        return {};
    }
    const auto made = deriveModel({fromQt(asked.name), what, std::move(*reference)}, fromQt(asked.project), ask);
    if (!made) return unexpected(made.error());
    if (what == "model")
        Q_EMIT modelMade(asked.name, toQt((fs::path(fromQt(asked.project)) / made->folder).string()),
                         modelTables(*made));
    else
        Q_EMIT written(asked.name); // an experiment names only whole models
    return {};
}

void ModelWriter::write(const ModelWriting &asked) {
    double told = 0;
    const auto cancelled = [this, ticket = cancelled_.load()] { return cancelled_ != ticket; };
    const auto goOn = [&](std::uint64_t done, std::uint64_t total) {
        const double share = double(done) / double(std::max<std::uint64_t>(total, 1));
        if (share - told >= 0.01) Q_EMIT progressed(told = share);
        return !cancelled();
    };
    const Status done = asked.what == ModelWriting::Copy ? copyOut(fromQt(asked.folder), fromQt(asked.target), goOn)
                                                         : writeByWorker(asked, cancelled);
    if (!done)
        Q_EMIT failed(done.error().code == kCancelled ? QString() : toQt(done.error()));
    else if (asked.what == ModelWriting::Copy)
        Q_EMIT written(asked.target);
}

} // namespace lapidary
