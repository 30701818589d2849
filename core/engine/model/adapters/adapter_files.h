// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// Where an adapter that was trained on a model with adapters keeps the base that holds them, inside its own folder.
inline constexpr const char *kOwnBase = "base";

/// PEFT folders: adapter_config.json + adapter_model.safetensors. What is not understood is refused, never ignored.
/// Codes: adapter.unsupported, adapter.bad_config, adapter.wrong_shape, adapter.missing_tensor, adapter.no_such_module.
Status loadAdapter(Decoder &model, const fs::path &folder, double weight);

/// Names, shapes and number formats as PEFT writes them. `basePath` goes to base_model_name_or_path where the adapter
/// is new.
Status saveAdapter(const Decoder &model, const std::string &name, const std::string &basePath, const fs::path &folder);

/// All tensors of an adapter under the names that PEFT stores them by, sorted by name.
NamedTensors adapterTensors(const Decoder &model, const Adapter &adapter);

/// The base's parameters that an adapter of this config brings whole, with the names that PEFT stores them by.
std::vector<std::pair<std::string, std::string>> wholeParameters(const Decoder &model, const AdapterConfig &config);

/// Fills in what a new adapter's config says of its base: names of target_modules, fan_in_fan_out, task_type, sizes.
void describeBase(const Decoder &model, Adapter &adapter);

/// The adapters of a model, with tensors of their own and without gradients, on another model of the same config.
void copyAdapters(const Decoder &from, Decoder &to);

/// A second one of an adapter with its present numbers, on the same model: named "start", without gradients, switched
/// off.
std::shared_ptr<Adapter> keepCopy(Decoder &model, const std::shared_ptr<Adapter> &adapter);

/// Takes a copy that was kept, or what a load that failed has put there, off the model again.
void removeAdapter(Decoder &model, const Adapter &adapter);

/// The base that holds the adapters which this one was trained on, saved inside its folder; empty where it has none.
fs::path ownBaseOf(const fs::path &adapterFolder);
/// adapter.other_base where an adapter with a base of its own is to stand on another model: its numbers would be added
/// to what they were not made for.
Status mustStandOn(const fs::path &adapterFolder, const fs::path &base);

/// Overwrites an attached adapter's tensors with those of a file, which must be exactly the same ones.
Status copyAdapterWeights(Decoder &model, const Adapter &adapter, const fs::path &file);

} // namespace lapidary
