// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <string_view>

/// Each takes any bytes, and aborts where a promise of the reader is broken.
namespace lapidary::fuzz {

void safetensors(std::string_view bytes);
void jsonl(std::string_view bytes);
void csv(std::string_view bytes);
void run_log(std::string_view bytes);
void tokenizer(std::string_view bytes);
void tokenizer_model(std::string_view bytes);
void chat_template(std::string_view bytes);

inline void promise(bool kept) {
    if (!kept) std::abort();
}

} // namespace lapidary::fuzz
