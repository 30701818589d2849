// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/architectures/registry.h"
#include "core/engine/model/heads.h"
#include "core/workbench/models/models.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/temporary_folder.h"

using namespace lapidary;

TEST_CASE("what a project counts of a model's numbers is what the engine makes, for every architecture and head") {
    const TemporaryFolder folder;
    const auto check = [&](const Json &config) {
        CAPTURE(config.dump());
        const auto made = parseModelConfig(config, "made");
        REQUIRE(made);
        REQUIRE(writeFileAtomic(folder.path / "config.json", dumpJson(config)));
        const auto size = sizeOfModel(folder.path);
        REQUIRE(size);
        CHECK(size->parameters == made->parameterCount());
        CHECK(size->layers == made->layers);
        CHECK(size->hidden == made->hiddenSize);
        CHECK(size->vocabulary == made->vocabSize);
        CHECK(size->keyValues == 2 * made->kvHeads * made->headDim);
    };
    for (const Architecture &architecture : architectures()) {
        Json config = architecture.tiny();
        check(config);
        for (const bool value : {false, true}) {
            for (const char *key : {"tie_word_embeddings", "attention_bias", "mlp_bias"}) config[key] = value;
            if (config["model_type"] == "gpt_neox") config.erase("attention_bias");
            check(config);
        }
        const auto language = parseModelConfig(architecture.tiny(), "tiny");
        REQUIRE(language);
        for (const HeadKind kind : {HeadKind::Sequence, HeadKind::Token})
            if (const auto headed = withHead(*language, kind, 3); !headed.raw.is_null()) check(headed.raw);
    }
}
