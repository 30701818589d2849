// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include "core/gguf/family.h"
#include "core/gguf/writer.h"

namespace lapidary {

/// What GGUF calls a model of this family; export.gguf where there is none.
Result<const gguf::Family *> ggufFamilyOf(const DecoderConfig &config);

/// Puts what a config says into the metadata of a GGUF file, as core/gguf/config.cpp reads it and llama.cpp does.
/// Frequencies of rotary positions that only tensors can hold come back. export.gguf for what cannot be said.
struct RopeTensors {
    std::vector<float> frequencies{}, longFactors{}, shortFactors{}; ///< empty: no such tensor
};
Result<RopeTensors> putConfig(const DecoderConfig &config, const gguf::Family &family, gguf::Sheet &sheet);

} // namespace lapidary
