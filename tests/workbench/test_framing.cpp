// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/answers.h"
#include "core/workbench/data/datasets.h"
#include "core/workbench/data/framing.h"
#include "core/workbench/data/jsonl.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// A folder with a tokenizer of single characters and a chat template.
void writeChatModel(const fs::path &folder) {
    std::vector<std::string> symbols{"\n"};
    for (char c = ' '; c <= '~'; ++c) symbols.emplace_back(1, c);
    mustWrite(folder / "tokenizer.json", characterTokenizerJson(symbols, {"<pad>", "<s>", "<end>", "<user>", "<bot>"}));
    mustWrite(folder / "chat_template.jinja",
              "{% for m in messages %}{{ '<user>' if m.role == 'user' else '<bot>' if m.role == 'assistant' else '' }}"
              "{{ m.content }}<end>{% endfor %}{% if add_generation_prompt %}<bot>{% endif %}");
}

const Json kRow = {
    {"id", "1"}, {"prompt", "What is 3 + 4?\n"}, {"reference", "7"}, {"completion", "3 + 4 = 7\nAnswer: 7"}};
const Json kExample = {{"id", "2"}, {"prompt", "What is 1 + 1?\n"}, {"completion", "Answer: 2\n"}};

Json framed(const Framing &framing, const fs::path &model, std::vector<Json> examples = {}) {
    const auto row = Framer(framing, model, std::move(examples)).frame(kRow);
    REQUIRE(row.has_value());
    return *row;
}

} // namespace

TEST_CASE("a problem is put to a model by its chat template, and stays known by itself") {
    const TemporaryFolder folder;
    writeChatModel(folder.path);
    const Json row = framed({.chat = "base"}, folder.path);
    CHECK(row["prompt"] == "<user>What is 3 + 4?<end><bot>");
    CHECK(row["question"] == "What is 3 + 4?\n");
    CHECK(row["completion"] == kRow["completion"]);
    CHECK(problemFromJson(row)->question() == "What is 3 + 4?\n");
    CHECK(questionOf(row) == questionOf(kRow));
    CHECK(framed({.chat = "base", .system = "Be brief.", .instruction = "Think.", .examples = "e", .shots = 1},
                 folder.path, {kExample})["prompt"] ==
          "Be brief.<end><user>What is 1 + 1?\nThink.<end><bot>Answer: 2<end><user>What is 3 + 4?\nThink.<end><bot>");
    CHECK(framed({.system = "Be brief.", .instruction = "Think.", .examples = "e", .shots = 1}, {},
                 {kExample})["prompt"] == "Be brief.\n\nWhat is 1 + 1?\nThink.\nAnswer: 2\n\nWhat is 3 + 4?\nThink.\n");
    // Put once more, it is put to the other model, not into a chat within a chat.
    CHECK(*Framer({.chat = "base"}, folder.path, {}).frame(row) == row);
}

TEST_CASE("a conversation is put to a model turn by turn, up to the turn that it is to answer") {
    const TemporaryFolder folder;
    writeChatModel(folder.path);
    const auto put = [&](const Framing &framing, const char *row, std::vector<Json> examples = {}) {
        const auto out = Framer(framing, folder.path, std::move(examples)).frame(*parseJson(row));
        REQUIRE(out.has_value());
        return *out;
    };
    const char *prompt = R"({"id":"1","prompt":[{"role":"user","content":"2+2?"}],"reference":"4"})";
    const char *talk = R"({"messages":[{"role":"user","content":"2+2?"},{"role":"assistant","content":"4"},)"
                       R"({"role":"user","content":"Sure?"},{"role":"assistant","content":"Yes"}]})";
    Json row = put({.chat = "base"}, prompt);
    CHECK(row["prompt"] == "<user>2+2?<end><bot>");
    CHECK(row["question"] == "2+2?");
    CHECK(row["reference"] == "4");
    row = put({.chat = "base"}, talk);
    CHECK(row["prompt"] == "<user>2+2?<end><bot>4<end><user>Sure?<end><bot>");
    CHECK(row["question"] == "user: 2+2?\nassistant: 4\nuser: Sure?");
    CHECK(row["completion"] == "Yes"); // what was said then shows how it can be answered
    CHECK(!row.contains("messages"));
    CHECK(put({.chat = "base", .system = "Be brief.", .instruction = "Think.", .examples = "e", .shots = 1}, talk,
              {kExample})["prompt"] ==
          "Be brief.<end><user>What is 1 + 1?\nThink.<end><bot>Answer: 2<end><user>2+2?<end><bot>4<end>"
          "<user>Sure?\nThink.<end><bot>");
    const char *own = R"({"prompt":[{"role":"system","content":"Own."},{"role":"user","content":"2+2?"}]})";
    CHECK(put({.chat = "base", .system = "Be brief."}, own)["prompt"] == "Own.<end><user>2+2?<end><bot>");
    // The same words are the same problem, however the row holds them.
    CHECK(questionOf(*parseJson(prompt)) == "2+2?");
    CHECK(problemFromJson(*parseJson(prompt))->question() == "2+2?");
    CHECK(problemFromJson(*parseJson(talk))->prompt == "user: 2+2?\nassistant: 4\nuser: Sure?");
    // Without a template nobody knows how to write it.
    const auto plain = Framer({.instruction = "Think."}, {}, {}).frame(*parseJson(prompt));
    CHECK(plain.error().code == "framing.no_question");
    CHECK(problemFromJson(*parseJson(R"({"prompt":[{"role":"system","content":"a"}]})")).error().code ==
          "row.nobody_asks");
    CHECK(problemFromJson(*parseJson(R"({"text":"a"})")).error().field == "prompt");
}

TEST_CASE("what cannot be put to a model as it was meant is told") {
    const TemporaryFolder folder;
    writeChatModel(folder.path);
    const auto code = [&](const Json &row, std::vector<Json> examples = {}) {
        const auto put = Framer({.chat = "base"}, folder.path, std::move(examples)).frame(row);
        return put ? std::string() : put.error().code;
    };
    CHECK(code(kRow).empty());
    CHECK(code({{"messages", Json::array()}}) == "row.nobody_asks");
    CHECK(code({{"prompt", "Is <end> a word?"}}) == "template.not_as_text"); // the template means the text, not its end
    CHECK(code(kRow, {{{"prompt", "no solution"}}}) == "framing.no_solution");
    const auto missing = Framer({.chat = "base"}, folder.path / "nowhere", {}).frame(kRow);
    CHECK_FALSE(missing.has_value());
}

TEST_CASE("the problems of a set put otherwise are the same problems") {
    const TemporaryFolder folder;
    writeTinyModel(folder.path / "blank");
    const std::string was = "name = \"edge\"\ntask = \"chain_mod\"\nseed = 5\ncount = 12\n";
    std::string text = replaced(kSmallExperiment, was,
                                was + "[[data]]\nname = \"edge, told\"\nof = \"edge\"\ninstruction = \"Think.\"\n");
    REQUIRE(text != kSmallExperiment);
    mustWrite(folder.path / "experiment.toml", text);
    const Catalogue catalogue = smallCatalogue(folder.path);
    const auto experiment = readExperiment(folder.path / "experiment.toml", catalogue);
    REQUIRE(experiment.has_value());
    const auto told = std::find_if(experiment->data.begin(), experiment->data.end(),
                                   [](const DataSet &set) { return set.name == "edge, told"; });
    REQUIRE(told != experiment->data.end());
    CHECK(told->bucket() == "edge");
    CHECK(told->task == "chain_mod");
    CHECK(told->seed == 5);

    const auto problem = [&](const std::string &from, const std::string &to) {
        mustWrite(folder.path / "wrong.toml", replaced(text, from, to));
        const auto read = readExperiment(folder.path / "wrong.toml", catalogue);
        REQUIRE_FALSE(read.has_value());
        return read.error().front().field + " " + read.error().front().code;
    };
    CHECK(problem("of = \"edge\"", "of = \"ege\"") == "data.edge, told.of experiment.unknown_data");
    CHECK(problem("of = \"edge\"", "of = \"edge\"\nchat = \"nobody\"") ==
          "data.edge, told.chat experiment.unknown_model");
    CHECK(problem("of = \"edge\"", "of = \"edge\"\nshots = 2") == "data.edge, told.shots config.missing");
    CHECK(problem("of = \"edge\"", "of = \"edge\"\ntask = \"chain_mod\"") == "data.edge, told experiment.data_source");
    CHECK(problem("buckets = [\"edge\"]", "buckets = [\"edge\", \"edge, told\"]").ends_with("experiment.asked_twice"));
}
