// SPDX-License-Identifier: Apache-2.0
// Files as people publish them reach the trainings: read in their layouts, written in the canonical one, learnt from
// for a few steps by a random model that reads bytes.
#include "core/data/formats/registry.h"
#include "core/data/layouts/registry.h"
#include "core/engine/model/model_files.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/quiet_training.h"
#include <cmath>

using namespace lapidary;

namespace {

constexpr const char *kTemplate =
    "{% for m in messages %}<|{{ m.role }}|>{% if m.role == 'assistant' %}{% generation %}{{ m.content }}"
    "{% if m.tool_calls %}{{ m.tool_calls | tojson }}{% endif %}<|end|>{% endgeneration %}{% else %}{{ m.content }}"
    "<|end|>{% endif %}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";

/// The letters by which byte-level tokenizers write the 256 bytes.
std::vector<std::string> byteLetters() {
    std::vector<std::string> letters;
    int next = 256;
    for (int byte = 0; byte < 256; ++byte) {
        const bool shown = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
        const int code = shown ? byte : next++;
        letters.push_back(
            code < 128 ? std::string(1, static_cast<char>(code))
                       : std::string{static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))});
    }
    return letters;
}

Json byteTokenizer() {
    Json vocabulary = Json::object(), added = Json::array();
    for (const auto &letter : byteLetters()) vocabulary[letter] = vocabulary.size();
    for (const char *text : {"<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>"})
        added.push_back({{"id", vocabulary.size() + added.size()},
                         {"content", text},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
    return {
        {"version", "1.0"},
        {"truncation", nullptr},
        {"padding", nullptr},
        {"added_tokens", added},
        {"normalizer", nullptr},
        {"pre_tokenizer",
         {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}}},
        {"post_processor", nullptr},
        {"decoder", {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}}},
        {"model",
         {{"type", "BPE"},
          {"dropout", nullptr},
          {"unk_token", nullptr},
          {"continuing_subword_prefix", nullptr},
          {"end_of_word_suffix", nullptr},
          {"fuse_unk", false},
          {"byte_fallback", false},
          {"vocab", vocabulary},
          {"merges", Json::array()}}}};
}

struct Bench {
    Bench() {
        const fs::path model = folder.path / "model";
        fs::create_directory(model);
        const Json json = {{"architectures", Json::array({"LlamaForCausalLM"})},
                           {"model_type", "llama"},
                           {"vocab_size", 261},
                           {"hidden_size", 16},
                           {"intermediate_size", 32},
                           {"num_hidden_layers", 1},
                           {"num_attention_heads", 2},
                           {"max_position_embeddings", 1024},
                           {"eos_token_id", 256},
                           {"pad_token_id", 256}};
        auto config = parseModelConfig(json, "bytes");
        REQUIRE(config);
        Decoder decoder(std::move(*config), Placement{});
        decoder.initialise(7);
        REQUIRE(saveModel(decoder, model));
        REQUIRE(writeFileAtomic(model / "config.json", dumpJson(json)));
        REQUIRE(writeFileAtomic(model / "tokenizer.json", dumpJson(byteTokenizer())));
        REQUIRE(writeFileAtomic(model / "chat_template.jinja", kTemplate));
        REQUIRE(writeFileAtomic(model / "tokenizer_config.json", dumpJson({{"eos_token", "<|end|>"}})));
    }

    /// A few steps on rows of text; the losses must be numbers.
    QuietJob learns(const std::string &algorithm, const std::vector<Json> &rows, Json config = Json::object()) const {
        config.update({{"max_steps", 2}, {"learning_rate", 1e-3}, {"per_device_train_batch_size", 2}});
        if (!config.contains("num_generations")) config["max_length"] = 1024;
        const Json run = {{"kind", "train"},
                          {"algorithm", algorithm},
                          {"seed", 1},
                          {"threads", 1},
                          {"rule", "exact"},
                          {"model", {{"path", "../model"}}},
                          {"data", {{"train", "train.jsonl"}, {"format", "rows"}}},
                          {"config", config}};
        auto job = trained(folder.path / "run", run, rows);
        for (const auto &values : job.metrics) CHECK(std::isfinite(values["loss"].get<double>()));
        CHECK(job.metrics.size() == 2);
        return job;
    }
    TemporaryFolder folder{};
};

/// The rows of a file as an import writes them: in the first layout that holds the first row.
std::vector<Json> imported(const char *name) {
    const fs::path file = fs::path(LAPIDARY_TEST_DATA "/people_files") / name;
    const auto head = headOf(file);
    REQUIRE(head);
    auto reader = formatOf(file, *head).open(file, *head);
    REQUIRE(reader);
    std::vector<Json> rows;
    const Layout *layout = nullptr;
    for (auto row = (*reader)->next(); row && *row; row = (*reader)->next()) {
        const Json &given = *(*row)->value;
        for (const auto *each : layouts())
            if (!layout && each->imports && fits(*each, given)) layout = each;
        REQUIRE(layout);
        const auto record = layout->read(given);
        REQUIRE_MESSAGE(record, (record ? "" : describe(record.error())));
        rows.push_back(*writeRecord(*record));
    }
    return rows;
}

} // namespace

TEST_CASE("demonstrations and conversations of people's files are learnt") {
    const Bench bench;
    for (const char *file :
         {"seed_tasks.jsonl", "user_oriented_instructions.jsonl", "identity.json", "dummy_conversation.json",
          "glaive_toolcall.json", "reason_tool_use.jsonl", "zh_seed_tasks.json"}) {
        CAPTURE(file);
        const auto rows = imported(file);
        CHECK(bench.learns("sft", rows).metrics.back()["num_tokens"].get<double>() > 0);
    }
}

TEST_CASE("preferences of people's files are learnt, and before the first step nothing is preferred") {
    const Bench bench;
    for (const char *file : {"hh_rlhf.jsonl", "dpo_en.json", "v1_dpo_demo.jsonl"}) {
        CAPTURE(file);
        const auto job = bench.learns("dpo", imported(file), {{"beta", 0.1}});
        CHECK(job.metrics[0]["loss"].get<double>() == doctest::Approx(std::log(2.0)).epsilon(1e-5));
        bench.learns("simpo", imported(file));
    }
}

TEST_CASE("of answers that are good or bad only the good ones are demonstrations, and this is said") {
    const Bench bench;
    const auto rows = imported("kto_en.json");
    const auto job = bench.learns("sft", rows);
    CHECK(job.said("2 rows left out: their answers are marked as bad"));
    CHECK(!job.said("nothing to learn within max_length"));
    const auto good = bench.learns("sft", {rows[0], rows[2]});
    CHECK(good.metrics[0]["loss"] == job.metrics[0]["loss"]);
}

TEST_CASE("questions with references are practised on") {
    const Bench bench;
    bench.learns("grpo", imported("eval_set.json"),
                 {{"num_generations", 2}, {"max_completion_length", 4}, {"reward_funcs", Json::array({"correct"})}});
}

TEST_CASE("a prompt of messages is practised on as the template asks it") {
    const Bench bench;
    const Json asked = {{"prompt", Json::array({{{"role", "user"}, {"content", "2+2?"}}})}, {"reference", "4"}};
    const auto job = bench.learns("grpo", {asked, asked},
                                  {{"num_generations", 2},
                                   {"max_completion_length", 4},
                                   {"completion_prefix", "I"},
                                   {"reward_funcs", Json::array({"correct"})}});
    REQUIRE(!job.samples.empty());
    CHECK(job.samples[0]["prompt"] == "<|user|>2+2?<|end|><|assistant|>");
    CHECK(job.samples[0]["completion"].get<std::string>().starts_with("I"));
}

TEST_CASE("a pair of messages is learnt as the template writes it: the answers alone, each with its end") {
    const Bench bench;
    const auto ids = [](std::string_view text) {
        std::vector<std::int64_t> out;
        for (const char c : text) out.push_back(static_cast<unsigned char>(c));
        return out;
    };
    const auto talk = [](const char *role, const char *text) {
        return Json::array({{{"role", role}, {"content", text}}});
    };
    const Json pair = {
        {"prompt", talk("user", "ab")}, {"chosen", talk("assistant", "c")}, {"rejected", talk("assistant", "dd")}};
    std::vector<std::int64_t> prompt{258}, chosen = ids("c"), rejected = ids("dd");
    for (const auto id : ids("ab")) prompt.push_back(id);
    prompt.insert(prompt.end(), {256, 259});
    chosen.push_back(256);
    rejected.push_back(256);
    const auto texts = bench.learns("dpo", {pair, pair}).metrics[0];
    const Json tokens = {{"prompt_ids", prompt}, {"chosen_ids", chosen}, {"rejected_ids", rejected}};
    Json run = {
        {"kind", "train"},
        {"algorithm", "dpo"},
        {"seed", 1},
        {"threads", 1},
        {"model", {{"path", "../model"}}},
        {"data", {{"train", "train.jsonl"}, {"format", "tokens"}}},
        {"config",
         {{"max_steps", 2}, {"learning_rate", 1e-3}, {"per_device_train_batch_size", 2}, {"max_length", 1024}}}};
    const auto wanted = trained(bench.folder.path / "tokens", run, {tokens, tokens}).metrics[0];
    for (const char *name : {"logps/chosen", "logps/rejected", "loss"}) CHECK(texts[name] == wanted[name]);

    const Json shown = {{"prompt", pair["prompt"]}, {"completion", pair["chosen"]}};
    std::vector<std::int64_t> all = prompt, labels(prompt.size(), -100);
    all.insert(all.end(), chosen.begin(), chosen.end());
    labels.insert(labels.end(), chosen.begin(), chosen.end());
    run["algorithm"] = "sft";
    CHECK(bench.learns("sft", {shown, shown}).metrics[0]["loss"] ==
          trained(bench.folder.path / "tokens", run, std::vector<Json>(2, {{"input_ids", all}, {"labels", labels}}))
              .metrics[0]["loss"]);
}
