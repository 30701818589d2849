// SPDX-License-Identifier: Apache-2.0
// One rule for the end of a turn: what the tokenizer and the template call one ends what is sampled, whoever asks for
// it, and what training puts behind its texts is among them.
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/text/turn_end.h"
#include "tests/support/worker_run.h"
#include <algorithm>

using namespace lapidary;

namespace {

constexpr int kEos = 1, kEot = 2;
const std::string kTemplate = "{% for m in messages %}{{ m.content }}<eot>{% endfor %}";

/// A model of 96 tokens whose config.json names `eos`, with one character a token and <bos>, <eos>, <eot>.
struct Model : TemporaryFolder {
    explicit Model(const Json &eos = Json()) {
        fs::copy(LAPIDARY_TEST_DATA "/models/llama2_mha", path / "model");
        for (const auto &entry : fs::directory_iterator(path / "model")) fs::permissions(entry, fs::perms::owner_all);
        Json config = jsonOf(path / "model/config.json");
        config["eos_token_id"] = eos;
        write("model/config.json", dumpJson(config));
        write("model/tokenizer.json", tokenizer());
        write("model/tokenizer_config.json", R"({"eos_token": "<eos>"})");
    }
    static std::string tokenizer() {
        std::vector<std::string> symbols;
        for (char c = '!'; symbols.size() < 93; ++c) symbols.push_back(c == 127 ? " " : std::string(1, c));
        return characterTokenizerJson(symbols, {"<bos>", "<eos>", "<eot>"});
    }
    Json reference() const { return {{"path", (path / "model").string()}}; }
};

Json answerOf(const TemporaryFolder &folder, Json request, const Json &model) {
    request["model"] = model;
    request["verb"] = "generate";
    const auto in = folder.write("in.jsonl", dumpJson(request) + "\n"), out = folder.path / "out.jsonl";
    REQUIRE(exitCodeOf(LAPIDARY_BIN "/lapidary-worker serve --stdio < " + in.string() + " > " + out.string()) == 0);
    const Json answer = jsonOf(out);
    REQUIRE_MESSAGE(answer.contains("completions"), dumpJson(answer));
    return answer["completions"];
}

/// How many of 32 long samples go on behind the token, and how many end in it.
struct Counted {
    int behind = 0, ended = 0;
};
Counted count(const TemporaryFolder &folder, const Json &model, int token, const Json &more = Json::object()) {
    Json request = {{"prompt", "a"}, {"n", 32}, {"max_new_tokens", 100}, {"temperature", 3.0}};
    request.update(more);
    Counted out;
    for (const auto &completion : answerOf(folder, request, model)) {
        const auto ids = completion["ids"].get<std::vector<int>>();
        out.behind += std::find(ids.begin(), ids.end() - 1, token) != ids.end() - 1;
        out.ended += ids.back() == token && completion["finish_reason"] == "stop";
    }
    return out;
}

Json trainRun(const std::string &algorithm, const Json &config) {
    return {{"kind", "train"},
            {"algorithm", algorithm},
            {"seed", 1},
            {"threads", 1},
            {"rule", "exact"},
            {"model", {{"path", "../model"}}},
            {"data", {{"train", "train.jsonl"}, {"format", "rows"}}},
            {"config", config}};
}

} // namespace

TEST_CASE("the tokenizer's end and the template's end samples that no config ends, and ignore_eos goes on") {
    const Model model;
    CHECK(count(model, model.reference(), kEos).ended > 0);
    CHECK(count(model, model.reference(), kEos).behind == 0);
    CHECK(count(model, model.reference(), kEot).behind > 0); // nobody calls it an end yet
    model.write("model/chat_template.jinja", kTemplate);
    for (const int end : {kEos, kEot}) {
        CAPTURE(end);
        const auto [behind, ended] = count(model, model.reference(), end);
        CHECK(behind == 0);
        CHECK(ended > 0);
        CHECK(count(model, model.reference(), end, {{"ignore_eos", true}}).behind > 0);
    }
}

TEST_CASE("both configs end samples where they disagree") {
    const Model model(70);
    model.write("model/generation_config.json", R"({"eos_token_id": [80, 81]})");
    for (const int end : {70, 80, 81, kEos}) {
        CAPTURE(end);
        CHECK(count(model, model.reference(), end).behind == 0);
    }
    CHECK(count(model, model.reference(), 82).behind > 0);
}

TEST_CASE("an adapter that brings a tokenizer and a template brings their ends") {
    const Model model;
    Json reference = model.reference();
    fs::copy(LAPIDARY_TEST_DATA "/adapters/lora_qv", model.path / "adapter");
    fs::permissions(model.path / "adapter", fs::perms::owner_all);
    reference["adapters"] = {{{"path", (model.path / "adapter").string()}}};
    CHECK(count(model, reference, kEot).behind > 0);
    model.write("adapter/tokenizer.json", Model::tokenizer());
    model.write("adapter/chat_template.jinja", kTemplate);
    CHECK(count(model, reference, kEot).behind == 0);
}

TEST_CASE("what SFT puts behind its texts ends what the trained model writes, and stands in what is saved") {
    const Model model;
    model.write("model/chat_template.jinja", kTemplate);
    const std::vector<Json> rows(4, Json{{"prompt", "ask"}, {"completion", "Hi!"}});
    const auto run = makeRunFolder(
        model.path, "run",
        trainRun("sft", {{"max_steps", 40}, {"learning_rate", 1e-2}, {"per_device_train_batch_size", 4}}), rows);
    REQUIRE(runWorker(run) == 0);
    CHECK(jsonOf(run / "model/generation_config.json")["eos_token_id"] == Json({kEos, kEot}));
    const Json written = answerOf(model, {{"prompt", "ask"}, {"temperature", 0}, {"max_new_tokens", 20}},
                                  {{"path", (run / "model").string()}});
    CHECK(written[0]["text"] == "Hi!");
    CHECK(written[0]["ids"].back() == kEos);
    CHECK(written[0]["finish_reason"] == "stop");
}

TEST_CASE("texts that get no end are told of") {
    const auto notices = [](bool named) {
        const Model model;
        if (!named) model.write("model/tokenizer_config.json", R"({"eos_token": null})");
        const auto run = makeRunFolder(model.path, "run", trainRun("sft", {{"max_steps", 1}, {"learning_rate", 0.0}}),
                                       {Json{{"text", "Hi!"}}});
        REQUIRE(runWorker(run) == 0);
        const auto events = eventsOf(run);
        return std::count_if(events.begin(), events.end(), [](const auto &event) {
            return event.type == "notice" &&
                   event.body["text"].template get<std::string>().find("eos_token") != std::string::npos;
        });
    };
    CHECK(notices(true) == 0);
    CHECK(notices(false) == 1);
}

TEST_CASE("rollouts end where the tokenizer ends a turn") {
    const Model model;
    const std::vector<Json> rows{{{"id", "1"}, {"prompt", "a"}, {"reference", "b"}}};
    const Json config = {{"max_steps", 1},        {"per_device_train_batch_size", 64},
                         {"num_generations", 64}, {"max_completion_length", 100},
                         {"temperature", 3.0},    {"reward_funcs", {"correct"}}};
    const auto run = makeRunFolder(model.path, "run", trainRun("grpo", config), rows);
    REQUIRE(runWorker(run) == 0);
    double clipped = -1;
    for (const auto &event : eventsOf(run))
        if (event.type == "metrics" && event.body["values"].contains("completions/clipped_ratio"))
            clipped = event.body["values"]["completions/clipped_ratio"].get<double>();
    CHECK(clipped >= 0);
    CHECK(clipped < 0.9); // each of 100 tokens is the end with about one in a hundred
}
