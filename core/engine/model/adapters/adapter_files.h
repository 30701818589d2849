// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// PEFT folders: adapter_config.json + adapter_model.safetensors. What is not understood is refused, never ignored.
/// Codes: adapter.unsupported, adapter.bad_config, adapter.wrong_shape, adapter.missing_tensor, adapter.no_such_module.
Status loadAdapter(Decoder &model, const fs::path &folder, double weight);

/// Names, shapes and number formats as PEFT writes them. `basePath` goes to base_model_name_or_path where the adapter is new.
Status saveAdapter(const Decoder &model, const std::string &name, const std::string &basePath, const fs::path &folder);

/// All tensors of an adapter under the names that PEFT stores them by, sorted by name.
NamedTensors adapterTensors(const Decoder &model, const Adapter &adapter);

/// The base's parameters that an adapter of this config brings whole, with the names that PEFT stores them by.
std::vector<std::pair<std::string, std::string>> wholeParameters(const Decoder &model, const AdapterConfig &config);

/// Fills in what a new adapter's config says of its base: names of target_modules, fan_in_fan_out, task_type, sizes.
void describeBase(const Decoder &model, Adapter &adapter);

/// The adapters of a model, with tensors of their own and without gradients, on another model of the same config.
void copyAdapters(const Decoder &from, Decoder &to);

/// Overwrites an attached adapter's tensors with those of a file, which must be exactly the same ones.
Status copyAdapterWeights(Decoder &model, const Adapter &adapter, const fs::path &file);

} // namespace lapidary
