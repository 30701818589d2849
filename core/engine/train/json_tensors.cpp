// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/json_tensors.h"
#include <cmath>

namespace lapidary {
namespace {

struct Nested {
    std::vector<double> values;
    std::vector<std::int64_t> shape;
    bool ragged = false;

    void read(const Json &value, std::size_t depth) {
        if (!value.is_array()) {
            if (depth != shape.size() || (!value.is_number() && !value.is_boolean() && !value.is_null()))
                ragged = true;
            else
                values.push_back(value.is_number()    ? value.get<double>()
                                 : value.is_boolean() ? static_cast<double>(value.get<bool>())
                                                      : std::nan(""));
            return;
        }
        const auto size = static_cast<std::int64_t>(value.size());
        if (depth == shape.size() && values.empty()) shape.push_back(size);
        if (depth >= shape.size() || shape[depth] != size) {
            ragged = true;
            return;
        }
        for (const auto &item : value) read(item, depth + 1);
    }
};

} // namespace

Result<at::Tensor> tensorOf(const std::string &name, const Json &value) {
    Nested nested;
    nested.read(value, 0);
    if (nested.ragged)
        return fail({.code = "loss.bad_tensor",
                     .message = "not a rectangular array of numbers",
                     .field = name,
                     .found = value.dump().substr(0, 80)});
    return at::tensor(nested.values, at::kDouble).reshape(nested.shape);
}

Json jsonOf(const at::Tensor &tensor) {
    const at::Tensor cpu = tensor.to(at::kDouble).cpu();
    if (cpu.dim() == 0) return std::isfinite(cpu.item<double>()) ? Json(cpu.item<double>()) : Json(nullptr);
    Json out = Json::array();
    for (std::int64_t i = 0; i < cpu.size(0); ++i) out.push_back(jsonOf(cpu[i]));
    return out;
}

} // namespace lapidary
