// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include "core/engine/model/model_files.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/worker_run.h"

namespace lapidary {

/// A random model that writes the letters a to d, or others, with its tokenizer: <bos> is 0, <eos> 1, then the letters,
/// then `pairs`. Its logits are spread wide enough that temperature, prompt and weights show in what it writes.
inline void writeTinyPolicy(const fs::path &folder, const std::vector<SymbolPair> &pairs = {},
                            const std::vector<std::string> &letters = {"a", "b", "c", "d"}) {
    const Json json = {{"architectures", Json::array({"LlamaForCausalLM"})},
                       {"model_type", "llama"},
                       {"vocab_size", 2 + letters.size() + pairs.size()},
                       {"hidden_size", 16},
                       {"intermediate_size", 32},
                       {"num_hidden_layers", 2},
                       {"num_attention_heads", 2},
                       {"max_position_embeddings", 64},
                       {"bos_token_id", 0},
                       {"eos_token_id", 1},
                       {"pad_token_id", 0}};
    auto config = parseModelConfig(json, "tiny");
    REQUIRE(config);
    config->initializerRange = 0.4;
    Decoder model(std::move(*config), Placement{});
    model.initialise(7);
    REQUIRE(saveModel(model, folder));
    REQUIRE(writeFileAtomic(folder / "config.json", dumpJson(json)));
    REQUIRE(writeFileAtomic(folder / "tokenizer.json", characterTokenizerJson(letters, {"<bos>", "<eos>"}, pairs)));
}

} // namespace lapidary
