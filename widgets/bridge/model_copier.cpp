// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/model_copier.h"
#include "core/workbench/models/import_model.h"
#include "widgets/bridge/conversions.h"

namespace lapidary {

void ModelCopier::copy(const ModelImportRequest &request) {
    double told = 0;
    const auto goOn = [&, ticket = cancelled_.load()](std::uint64_t done, std::uint64_t total) {
        const double share = double(done) / double(std::max<std::uint64_t>(total, 1));
        if (share - told >= 0.01) Q_EMIT progressed(told = share);
        return cancelled_ == ticket;
    };
    std::error_code ignored;
    const bool adapter = fs::exists(fs::path(fromQt(request.source)) / "adapter_config.json", ignored);
    const auto imported = (adapter ? copyAdapter : copyModel)(fromQt(request.source), fromQt(request.project),
                                                              fromQt(request.name), goOn);
    const Json tables =
        imported && !adapter ? modelTables(*imported) : Json::object(); // an experiment names only whole models
    if (imported)
        Q_EMIT copied(request.name, toQt((fs::path(fromQt(request.project)) / imported->folder).string()), tables);
    else
        Q_EMIT failed(request.name, imported.error().code == kCancelled ? QString() : toQt(imported.error()));
}

} // namespace lapidary
