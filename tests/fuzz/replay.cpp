// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "tests/fuzz/targets.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

const std::pair<const char *, void (*)(std::string_view)> kTargets[] = {{"safetensors", fuzz::safetensors},
                                                                        {"gguf", fuzz::gguf},
                                                                        {"tensor_names", fuzz::tensor_names},
                                                                        {"shard_index", fuzz::shard_index},
                                                                        {"unpacked", fuzz::unpacked},
                                                                        {"json", fuzz::json},
                                                                        {"jsonl", fuzz::jsonl},
                                                                        {"csv", fuzz::csv},
                                                                        {"json_array", fuzz::json_array},
                                                                        {"json_object", fuzz::json_object},
                                                                        {"text_rows", fuzz::text_rows},
                                                                        {"sessions", fuzz::sessions},
                                                                        {"layouts", fuzz::layouts},
                                                                        {"import_rows", fuzz::import_rows},
                                                                        {"llama2c", fuzz::llama2c},
                                                                        {"run_log", fuzz::run_log},
                                                                        {"channel", fuzz::channel},
                                                                        {"document", fuzz::document},
                                                                        {"toml_text", fuzz::toml_text},
                                                                        {"yaml", fuzz::yaml},
                                                                        {"experiment", fuzz::experiment},
                                                                        {"constitution", fuzz::constitution},
                                                                        {"model_config", fuzz::model_config},
                                                                        {"adapter_config", fuzz::adapter_config},
                                                                        {"tokenizer", fuzz::tokenizer},
                                                                        {"tokenizer_model", fuzz::tokenizer_model},
                                                                        {"tokenizer_config", fuzz::tokenizer_config},
                                                                        {"rank_file", fuzz::rank_file},
                                                                        {"tekken", fuzz::tekken},
                                                                        {"response_template", fuzz::response_template},
                                                                        {"chat_template", fuzz::chat_template},
                                                                        {"chat_messages", fuzz::chat_messages},
                                                                        {"answer", fuzz::answer},
                                                                        {"mathematics", fuzz::mathematics},
                                                                        {"remote_stream", fuzz::remote_stream},
                                                                        {"trace", fuzz::trace},
                                                                        {"trashed_set", fuzz::trashed_set}};

} // namespace

TEST_CASE("seeds and past findings keep the promises of each reader") {
    for (const auto &[name, target] : kTargets) {
        int seen = 0;
        for (const auto &entry : fs::directory_iterator(fs::path(LAPIDARY_FUZZ_CORPUS) / name)) {
            CAPTURE(entry.path().string());
            const auto bytes = readFile(entry.path());
            REQUIRE(bytes);
            target(*bytes);
            ++seen;
        }
        CHECK(seen >= 3);
    }
}
