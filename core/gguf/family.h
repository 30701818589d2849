// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lapidary::gguf {

/// What a tensor is in a GGUF file, and what it is in a checkpoint of transformers.
enum class Change {
    None,
    Halves,     ///< rows of q and k: a head's pairs stand beside each other here, half a head apart there
    Transposed, ///< matrices that transformers holds as [in, out]
    MinusOne,   ///< norms that transformers multiplies by 1 + weight
    ByHead,     ///< q, k, v of all heads one after the other here, of the first head, then of the second there
};

struct NamePair {
    const char *here, *there; ///< without the layer and without .weight or .bias
};

/// A kind of models in both worlds.
struct Family {
    const char *name;         ///< general.architecture
    const char *modelType;    ///< in config.json
    const char *architecture; ///< in config.json
    const char *body;         ///< what stands before the names of all tensors but the head's
    const char *layers;       ///< …of layer 3: body.layers.3.
    const char *head;
    std::span<const NamePair> outside, inside; ///< names outside of the layers and in one
    bool halves = false, transposed = false, minusOne = false, byHead = false;
};

const Family *familyNamed(std::string_view name);        ///< by general.architecture
const Family *familyOfModel(std::string_view modelType); ///< by model_type
std::string familyNames();                               ///< a list, for messages

/// "blk.3.attn_q.weight" → "model.layers.3.self_attn.q_proj.weight"; nothing for what no checkpoint has.
std::optional<std::string> nameThere(const Family &family, std::string_view here);
std::optional<std::string> nameHere(const Family &family, std::string_view there);

/// How a tensor of this name differs. `here`: its name in the GGUF file.
Change changeOf(const Family &family, std::string_view here, std::size_t dimensions);

} // namespace lapidary::gguf
