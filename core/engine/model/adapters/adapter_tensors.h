// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include "core/engine/tensor/weights.h"
#include <set>

namespace lapidary {

inline constexpr const char *kPeftPrefix = "base_model.model.";

/// The tensors of an adapter's file under the names that PEFT writes, whoever wrote it. What was renamed is told by a
/// notice of the model. Errors: file.*, safetensors.*, adapter.ambiguous_names.
Result<WeightFiles> openAdapterTensors(Decoder &model, const fs::path &file);

/// Takes tensors out of a file one by one, checks their shapes, and knows what nobody asked for.
class AdapterTensors {
public:
    AdapterTensors(const WeightFiles &weights, fs::path file, c10::Device device);
    bool has(const std::string &name) const { return weights_.has(name); }
    /// Errors: adapter.missing_tensor, adapter.wrong_shape, with what the file holds instead.
    Result<at::Tensor> take(const std::string &name, const std::vector<std::int64_t> &shape, Adapter &adapter);
    /// Errors: adapter.unsupported, adapter.no_such_module, with what the model has instead.
    Status nothingLeft(const Decoder &model) const;

private:
    const WeightFiles &weights_;
    fs::path file_;
    c10::Device device_;
    std::set<std::string> unused_;
};

} // namespace lapidary
