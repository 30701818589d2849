// SPDX-License-Identifier: Apache-2.0
// The end token is learnt only of a text that ended: rows of text against the same rows in tokens.
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/worker_run.h"

using namespace lapidary;

namespace {

/// A model of the letters a and b (2 and 3) behind <bos> (0) and <eos> (1).
struct Letters {
    TemporaryFolder folder{};
    Letters() {
        const Json config = {{"architectures", Json::array({"LlamaForCausalLM"})},
                             {"model_type", "llama"},
                             {"vocab_size", 4},
                             {"hidden_size", 16},
                             {"intermediate_size", 32},
                             {"num_hidden_layers", 2},
                             {"num_attention_heads", 2},
                             {"bos_token_id", 0},
                             {"eos_token_id", 1},
                             {"pad_token_id", 0}};
        fs::create_directory(folder.path / "fresh");
        REQUIRE(writeFileAtomic(folder.path / "fresh/config.json", dumpJson(config)));
        REQUIRE(writeFileAtomic(folder.path / "fresh/tokenizer.json",
                                characterTokenizerJson({"a", "b"}, {"<bos>", "<eos>"})));
        train("base", "pretrain", "../fresh", "tokens", {{{"input_ids", {0, 2, 3, 1}}}});
    }

    /// The metrics of the first step.
    Json train(const std::string &name, const std::string &algorithm, const std::string &model,
               const std::string &format, const std::vector<Json> &rows) const {
        const auto run = makeRunFolder(folder.path, name,
                                       {{"kind", "train"},
                                        {"algorithm", algorithm},
                                        {"seed", 1},
                                        {"threads", 1},
                                        {"model", {{"path", model}}},
                                        {"data", {{"train", "train.jsonl"}, {"format", format}}},
                                        {"config", {{"max_steps", 1}, {"learning_rate", 1e-3}}}},
                                       rows);
        REQUIRE_MESSAGE(runWorker(run) == 0, textOf(run / "stderr.txt"));
        for (const auto &event : eventsOf(run))
            if (event.type == "metrics") return event.body["values"];
        FAIL("no metrics");
        return {};
    }
    Json rows(const std::string &name, const std::string &algorithm, const Json &row) const {
        return train(name, algorithm, "../base/model", "rows", {row});
    }
    Json tokens(const std::string &name, const std::string &algorithm, const Json &row) const {
        return train(name, algorithm, "../base/model", "tokens", {row});
    }
};

} // namespace

TEST_CASE("a side of a pair that was cut is compared without an end") {
    const Letters letters;
    const Json row = {{"prompt", "a"}, {"chosen", "ab"}, {"rejected", "b"}};
    Json cut = row;
    cut["rejected_terminated"] = false;
    const auto whole = letters.rows("whole", "dpo", row), without = letters.rows("cut", "dpo", cut);
    const auto wanted =
        letters.tokens("ids", "dpo", {{"prompt_ids", {0, 2}}, {"chosen_ids", {2, 3, 1}}, {"rejected_ids", {3}}});
    for (const char *name : {"logps/chosen", "logps/rejected", "loss"})
        CHECK(without[name].get<double>() == doctest::Approx(wanted[name].get<double>()));
    CHECK(whole["logps/chosen"].get<double>() == doctest::Approx(without["logps/chosen"].get<double>()));
    CHECK(whole["logps/rejected"].get<double>() <
          without["logps/rejected"].get<double>() - 0.1); // the end token costs something
}

TEST_CASE("a demonstration that was cut teaches no end") {
    const Letters letters;
    const auto without = letters.rows("cut", "sft", {{"prompt", "a"}, {"completion", "b"}, {"terminated", false}});
    const auto wanted = letters.tokens("ids", "sft", {{"input_ids", {0, 2, 3}}, {"completion_mask", {0, 0, 1}}});
    CHECK(without["loss"].get<double>() == doctest::Approx(wanted["loss"].get<double>()));
    CHECK(without["num_tokens"] == wanted["num_tokens"]);
    CHECK(letters.rows("whole", "sft", {{"prompt", "a"}, {"completion", "b"}})["loss"] != without["loss"]);
    const auto odd = makeRunFolder(letters.folder.path, "odd",
                                   {{"kind", "train"},
                                    {"algorithm", "sft"},
                                    {"model", {{"path", "../base/model"}}},
                                    {"data", {{"train", "train.jsonl"}, {"format", "rows"}}},
                                    {"config", {{"max_steps", 1}}}},
                                   {{{"prompt", "a"}, {"completion", "b"}, {"terminated", "no"}}});
    CHECK(runWorker(odd) != 0);
    CHECK(eventsOf(odd).back().body["error"]["where"]["field"] == "terminated");
}

TEST_CASE("a conversation is learnt as the chat template writes it, and other layouts as what they say") {
    const Letters letters;
    REQUIRE(writeFileAtomic(letters.folder.path / "base/model/chat_template.jinja",
                            "<bos>{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}"
                            "<eos>{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}"));
    const auto wanted = letters.tokens("ids", "sft", {{"input_ids", {0, 2, 3, 1}}, {"completion_mask", {0, 0, 1, 1}}});
    const Json turns = Json::array({{{"role", "user"}, {"content", "a"}}, {{"role", "assistant"}, {"content", "b"}}});
    const Json shared = Json::array({{{"from", "human"}, {"value", "a"}}, {{"from", "gpt"}, {"value", "b"}}});
    int made = 0;
    for (const Json &row : {Json{{"messages", turns}}, Json{{"conversations", shared}},
                            Json{{"prompt", "a"}, {"completion", "b"}, {"label", "any"}}}) {
        const auto metrics = letters.rows("talk" + std::to_string(made++), "sft", row);
        CHECK(metrics["loss"].get<double>() == doctest::Approx(wanted["loss"].get<double>()));
        CHECK(metrics["num_tokens"] == wanted["num_tokens"]);
    }
}
