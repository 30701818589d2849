// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "tests/fuzz/targets.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("seeds and past findings keep the promises of each reader") {
    for (const auto &[name, target] : {std::pair{"safetensors", &fuzz::safetensors}, {"jsonl", &fuzz::jsonl}, {"csv", &fuzz::csv}, {"run_log", &fuzz::run_log}, {"tokenizer", &fuzz::tokenizer}, {"tokenizer_model", &fuzz::tokenizer_model}, {"chat_template", &fuzz::chat_template}}) {
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
