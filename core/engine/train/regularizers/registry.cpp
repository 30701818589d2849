// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/regularizers/ewc.h"
#include "core/engine/train/regularizers/l2_sp.h"
#include "core/engine/train/regularizers/settings.h"

namespace lapidary {
namespace {

ConfigSpec fieldsOf(bool withInputs) {
    ConfigSpec fields;
    for (const auto &entry : regularizers())
        if (entry.info().inputs.empty() != withInputs)
            fields.insert(fields.end(), entry.info().spec.begin(), entry.info().spec.end());
    return fields;
}

} // namespace

std::span<const RegularizerInfo> regularizers() {
    static const RegularizerInfo list[] = {
        l2SpInfo(),
        ewcInfo(),
    };
    return list;
}

const ConfigSpec &regularizerFields(bool withInputs) {
    static const ConfigSpec plain = fieldsOf(false), others = fieldsOf(true);
    return withInputs ? others : plain;
}

MethodInfo withInputRegularizers(MethodInfo method) {
    for (const auto &entry : regularizers()) {
        const MethodInfo &each = entry.info();
        if (each.inputs.empty()) continue;
        method.inputs.insert(method.inputs.end(), each.inputs.begin(), each.inputs.end());
        method.outputs.insert(method.outputs.end(), each.outputs.begin(), each.outputs.end());
        method.metrics = withShared(std::move(method.metrics), each.metrics);
    }
    return method;
}

} // namespace lapidary
