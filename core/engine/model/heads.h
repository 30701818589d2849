// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include <string_view>

namespace lapidary {

/// What the architectures of one body begin with: "Llama" of "LlamaForCausalLM".
std::string stemOf(std::string_view causal);

/// The head that the architecture `name` puts on the body of the language model `causal`: "LlamaForTokenClassification"
/// on that of "LlamaForCausalLM". Nothing where it has another body.
std::optional<HeadKind> headOn(std::string_view causal, std::string_view name);

/// num_labels of a classification head, as transformers finds it: the size of id2label, otherwise num_labels,
/// otherwise 2.
Status readHead(const Json &config, const std::string &file, HeadKind kind, DecoderConfig &into);

/// The config of a language model with another head, as transformers writes it down: a reward model (Sequence, 1
/// label), a value or process-reward model (Token).
DecoderConfig withHead(DecoderConfig config, HeadKind kind, std::int64_t labels);

/// model.no_language where a model with a classification head is asked for tokens, and model.no_scores the other way
/// round.
Status mustSpeak(const DecoderConfig &config);
Status mustScore(const DecoderConfig &config);

} // namespace lapidary
