// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/context_limit.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("a model's context is what its config says, and nothing is made of what it does not say") {
    const TemporaryFolder scratch;
    const auto limitOf = [&](const char *config) {
        scratch.write("config.json", config);
        return contextLimit(scratch.path);
    };
    CHECK(limitOf(R"({"max_position_embeddings": 2048})") == 2048);
    CHECK(limitOf(R"({"model_type": "gpt2", "n_positions": 1024})") == 1024);
    CHECK(limitOf(R"({"n_positions": 512, "max_position_embeddings": 4096})") == 4096);
    for (const char *none : {"{}", "[]", "{", R"({"max_position_embeddings": "2048"})",
                             R"({"max_position_embeddings": -1})", R"({"max_position_embeddings": 0})",
                             R"({"max_position_embeddings": 1000000000000})", R"({"max_position_embeddings": null})"})
        CHECK(limitOf(none) == 0);
    CHECK(contextLimit(scratch.path / "not there") == 0);
}
