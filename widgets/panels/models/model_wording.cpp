// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/model_wording.h"
#include <QCoreApplication>

namespace lapidary {

namespace {
struct ModelWording {
    Q_DECLARE_TR_FUNCTIONS(ModelWording)
};
} // namespace

QString kindWord(const ModelValues &model) {
    if (model.kind == ModelValues::Remote)
        return model.api == QLatin1String("chat") ? ModelWording::tr("chat API")
               : !model.present                   ? ModelWording::tr("not set up here")
                                                  : ModelWording::tr("completions API");
    if (!model.present) return model.run.isEmpty() ? ModelWording::tr("not there") : ModelWording::tr("not finished");
    const bool adapter = model.kind == ModelValues::Adapter;
    if (!model.method.isEmpty()) return adapter ? ModelWording::tr("%1, adapter").arg(model.method) : model.method;
    const bool made = model.ours && !model.parents.isEmpty();
    if (adapter)
        return made && model.parents.size() > 1 ? ModelWording::tr("mix of %1 adapters").arg(model.parents.size())
                                                : ModelWording::tr("adapter");
    if (made) return ModelWording::tr("merged");
    return model.ours ? ModelWording::tr("imported") : ModelWording::tr("of the experiment");
}

} // namespace lapidary
