// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/data/tasks/chain_mod.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/small_catalogue.h"
#include <stdexcept>

namespace lapidary {

inline void mustWrite(const fs::path &file, const std::string &text) {
    if (!makeFolders(file.parent_path()) || !writeFileAtomic(file, text))
        throw std::runtime_error("cannot write " + file.string());
}

/// A model folder without weights, for pretraining: a decoder of some 5,000 parameters and the task's own alphabet.
inline void writeTinyModel(const fs::path &folder) {
    const auto symbols = chainModSymbols();
    const Json config = {{"architectures", {"LlamaForCausalLM"}},
                         {"model_type", "llama"},
                         {"vocab_size", symbols.size() + 3},
                         {"hidden_size", 16},
                         {"intermediate_size", 32},
                         {"num_hidden_layers", 1},
                         {"num_attention_heads", 2},
                         {"num_key_value_heads", 2},
                         {"max_position_embeddings", 256},
                         {"rms_norm_eps", 1e-5},
                         {"rope_theta", 10000.0},
                         {"tie_word_embeddings", true},
                         {"hidden_act", "silu"},
                         {"bos_token_id", 1},
                         {"eos_token_id", 2},
                         {"pad_token_id", 0}};
    mustWrite(folder / "config.json", dumpJson(config, 2));
    mustWrite(folder / "tokenizer.json", characterTokenizerJson(symbols, {"<pad>", "<bos>", "<eos>"}));
}

/// Every `from` in `text` as `to`: how tests change the experiment below.
inline std::string replaced(std::string text, const std::string &from, const std::string &to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

inline constexpr const char *kSmallExperiment = R"(version = 1
name = "small"
seed = 1
rule = "chain_mod"
threads = 1

[models]
blank = "blank"

[[data]]
name = "edge"
task = "chain_mod"
seed = 5
count = 12

[[data]]
name = "train"
task = "chain_mod"
seed = 7
count = 40
disjoint_from = ["edge"]

[[stage]]
name = "base"
algorithm = "pretrain"
model = "blank"
data = "train"
[stage.config]
max_steps = 12

[[stage]]
name = "sft"
algorithm = "sft"
model = "base"
data = "train"
[stage.config]
max_steps = 12

[[arm]]
name = "sft, greedy"
role = "sft"
model = "sft"
strategy = "greedy"
buckets = ["edge"]
[arm.config]
max_new_tokens = 8
)";

/// A project folder with the experiment above.
inline void writeSmallProject(const fs::path &folder, const std::string &experiment = kSmallExperiment) {
    writeTinyModel(folder / "blank");
    mustWrite(folder / "experiment.toml", experiment);
}

inline Catalogue smallCatalogue(const fs::path &folder) {
    mustWrite(folder / "catalogue.json", dumpJson(smallCatalogueJson()));
    auto catalogue = readCatalogue(folder / "catalogue.json");
    if (!catalogue) throw std::runtime_error(describe(catalogue.error()));
    return std::move(*catalogue);
}

} // namespace lapidary
