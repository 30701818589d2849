// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <string_view>
#include <utility>

/// Each takes any bytes, and aborts where a promise of the reader is broken.
namespace lapidary::fuzz {

void safetensors(std::string_view bytes);
void gguf(std::string_view bytes);
void tensor_names(std::string_view bytes);
void shard_index(std::string_view bytes);
void unpacked(std::string_view bytes);
void json(std::string_view bytes);
void jsonl(std::string_view bytes);
void csv(std::string_view bytes);
void json_array(std::string_view bytes);
void json_object(std::string_view bytes);
void text_rows(std::string_view bytes);
void sessions(std::string_view bytes);
void layouts(std::string_view bytes);
void import_rows(std::string_view bytes);
void llama2c(std::string_view bytes);
void run_log(std::string_view bytes);
void channel(std::string_view bytes);
void document(std::string_view bytes);
void toml_text(std::string_view bytes);
void yaml(std::string_view bytes);
void experiment(std::string_view bytes);
void constitution(std::string_view bytes);
void model_config(std::string_view bytes);
void adapter_config(std::string_view bytes);
void tokenizer(std::string_view bytes);
void tokenizer_model(std::string_view bytes);
void tokenizer_config(std::string_view bytes);
void rank_file(std::string_view bytes);
void tekken(std::string_view bytes);
void response_template(std::string_view bytes);
void chat_template(std::string_view bytes);
void chat_messages(std::string_view bytes);
void answer(std::string_view bytes);
void mathematics(std::string_view bytes);
void trashed_set(std::string_view bytes);
void remote_stream(std::string_view bytes);
void trace(std::string_view bytes);

inline void promise(bool kept) {
    if (!kept) std::abort();
}

/// The bytes before the first NUL and those behind it.
inline std::pair<std::string_view, std::string_view> atNul(std::string_view bytes) {
    const auto nul = bytes.find('\0');
    return {bytes.substr(0, nul), nul == bytes.npos ? std::string_view() : bytes.substr(nul + 1)};
}

} // namespace lapidary::fuzz
