// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_file.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/workbench/data/import_data.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

ImportPreview preview(const fs::path &file, const ImportOptions &options = {}) {
    auto read = previewImport(file, options);
    if (!read) FAIL(describe(read.error()));
    return std::move(*read);
}

std::string codeOf(const fs::path &project, const fs::path &file, const std::string &name,
                   const ImportOptions &options = {}) {
    const auto written = writeImport(project, file, name, options, {});
    return written ? "" : written.error().code;
}

} // namespace

TEST_CASE("layouts are recognised by their columns, whatever the format") {
    const TemporaryFolder scratch;
    const auto layoutOf = [&](const char *name, const char *text) {
        const auto read = preview(scratch.write(name, text));
        return read.format + " " + read.layout;
    };
    CHECK(layoutOf("a.jsonl", "{\"prompt\":\"p\",\"completion\":\"c\",\"extra\":[1]}\n") == "jsonl prompt_completion");
    CHECK(layoutOf("b.jsonl", "{\"prompt\":\"p\",\"chosen\":\"c\",\"rejected\":\"r\"}\n") == "jsonl preference");
    CHECK(layoutOf("c.csv", "prompt,reference\np,7\n") == "csv prompt");
    CHECK(layoutOf("d.tsv", "text\tid\nwords, more words\t1\n") == "tsv text");
    CHECK(layoutOf("e.data", "question;answer\nHow many?;seven\n") == "csv question_answer");
    CHECK(layoutOf("f.txt", "\xEF\xBB\xBF{\"question\":\"q\",\"answer\":\"2+2=<<2+2=4>>4\\n#### 4\"}\n") ==
          "jsonl gsm8k");
    CHECK(layoutOf("g.csv", "instruction,output\ni,o\n") == "csv alpaca");
    CHECK(layoutOf("h.csv", "query,reply\ni,o\n") == "csv ");
}

TEST_CASE("rows get the fields that trainings read, and bad ones are listed with their lines") {
    const TemporaryFolder scratch;
    const auto gsm = preview(scratch.write(
        "gsm.csv",
        "question,answer\n\"Two, and\ntwo?\",\"It is <<2+2=4>>4.\n#### 4\"\nNo number?,none\nThree?,#### 3\n"));
    CHECK(gsm.layout == "gsm8k");
    REQUIRE(gsm.first.size() == 2);
    CHECK(gsm.first[0] ==
          Json{{"prompt", "Two, and\ntwo?\n"}, {"completion", "It is <<2+2=4>>4.\n#### 4"}, {"reference", "4"}});
    REQUIRE(gsm.problems.size() == 1);
    CHECK(gsm.problems[0].code == "gsm8k.no_answer");
    CHECK(gsm.problems[0].line == 5);

    const auto rows = preview(scratch.write(
        "rows.jsonl",
        "{\"prompt\":\"p\",\"completion\":\"c\",\"reference\":7,\"text\":\"not this\"}\n"
        "{\"prompt\":\"p\"}\n\n{\"prompt\":\"p\",\"completion\":null}\n{\"prompt\":3,\"completion\":\"c\"}\n"
        "{\"prompt\":\"p\",\"completion\":\"  \"}\n{\"prompt\":\"\",\"completion\":\"c\"}\nnot json\n"));
    CHECK(rows.counts.rows == 2);
    CHECK(rows.counts.bad == 5);
    CHECK(rows.counts.blank == 1);
    CHECK(rows.first[0] == *parseJson(R"({"prompt":"p","completion":"c","reference":"7",
        "other_columns":{"text":"not this"},"original_cells":{"prompt_completion":{"reference":7}}})"));
    CHECK(rows.unused() == std::vector<std::string>{"text"});
    std::string told;
    for (const auto &problem : rows.problems) told += problem.code + ":" + std::to_string(problem.line) + " ";
    CHECK(told == "import.missing:2 import.missing:4 import.wrong_type:5 import.empty:6 jsonl.invalid_json:8 ");

    const auto pairs = preview(scratch.write("pairs.csv", "prompt,chosen,rejected\np,a,b\np,a,a\np,a\n"));
    CHECK(pairs.counts.rows == 1);
    REQUIRE(pairs.problems.size() == 2);
    CHECK(pairs.problems[0].code == "import.equal_sides");
    CHECK(pairs.problems[1].code == "csv.ragged");
}

TEST_CASE("a person's mapping makes a layout of any columns") {
    const TemporaryFolder scratch;
    const auto file = scratch.write("alpaca.csv", "instruction,input,output\nAdd,1 2,3\n");
    const auto mapped = preview(file, {.map = {{"instruction", "prompt"}, {"output", "completion"}}});
    CHECK(mapped.layout == "prompt_completion");
    CHECK(mapped.first[0] == *parseJson(R"({"prompt":"Add","completion":"3","other_columns":{"input":"1 2"}})"));
    CHECK(mapped.unused() == std::vector<std::string>{"input"});
    CHECK(previewImport(file, {.map = {{"nothing", "prompt"}}}).error().code == "import.no_column");
    CHECK(previewImport(file, {.map = {{"nothing", "prompt"}}}).error().expected == "instruction, input, output");
    CHECK(previewImport(file, {.map = {{"instruction", "prompt"}, {"input", "prompt"}}}).error().code ==
          "import.two_columns");
    const auto both = scratch.write("both.csv", "prompt,question,completion\nnot this,this,c\n");
    CHECK(preview(both, {.map = {{"question", "prompt"}}}).first.at(0)["prompt"] == "this");
    CHECK(preview(both, {.map = {{"completion", ""}}}).layout == "prompt");
    CHECK(previewImport(file, {.layout = "chat"}).error().code == "import.unknown_layout");
}

namespace {
std::string codesOf(const std::vector<Error> &notes) {
    std::string out;
    for (const auto &note : notes) out += note.code + (note.line > 0 ? ":" + std::to_string(note.line) : "") + " ";
    return out;
}
} // namespace

TEST_CASE("a column whose name has blanks around it or capital letters is that column, and this is said") {
    const TemporaryFolder scratch;
    const auto spaced = preview(scratch.write("a.csv", "prompt, completion\n2+2?, 4\n"));
    CHECK(spaced.layout == "prompt_completion");
    CHECK(spaced.first.at(0) == Json{{"prompt", "2+2?"}, {"completion", "4"}});
    CHECK(codesOf(spaced.notes) == "import.blank_behind_separator import.column_name ");
    CHECK(spaced.notes[1].field == "\" completion\"");
    CHECK(spaced.unused().empty());
    const auto capital = preview(scratch.write("b.jsonl", "{\"Prompt\":\"p\",\"COMPLETION\\u00a0\":\"c\"}\n"));
    CHECK(capital.first.at(0) == Json{{"prompt", "p"}, {"completion", "c"}});
    const auto both =
        preview(scratch.write("c.jsonl", "{\" completion\":\"loose\",\"prompt\":\"p\",\"completion\":\"exact\"}\n"));
    CHECK(both.first.at(0)["completion"] == "exact");
    CHECK(both.unused() == std::vector<std::string>{" completion"});
    CHECK(both.notes.empty());
    const auto left = preview(scratch.path / "a.csv", {.map = {{" completion", ""}}}); // the person says otherwise
    CHECK(left.layout == "prompt");
}

TEST_CASE(
    "answers are not lost without a word: a mapping to no field is refused, and a column that is not read is told") {
    const TemporaryFolder scratch;
    const auto file = scratch.write("a.csv", "asked,said\n2+2?,4\n");
    const auto refused = previewImport(file, {.map = {{"asked", "prompt"}, {"said", "replies"}}});
    REQUIRE(!refused);
    CHECK(refused.error().code == "import.unknown_field");
    CHECK(refused.error().field == "said");
    CHECK(refused.error().found == "replies");
    CHECK(refused.error().expected.str().find("completion") != std::string::npos);
    const auto elsewhere = preview(file, {.map = {{"asked", "prompt"}, {"said", "chosen"}}});
    CHECK(elsewhere.layout == "prompt");
    CHECK(codesOf(elsewhere.notes) == "import.map_unread ");
    CHECK(elsewhere.notes[0].field == "said");
    CHECK(codesOf(preview(file, {.map = {{"asked", "prompt"}, {"said", ""}}}).notes).empty()); // as they wish
    const auto likely = preview(scratch.write("b.csv", "prompt,Response\n2+2?,4\n"));
    CHECK(likely.layout == "prompt");
    CHECK(codesOf(likely.notes) == "import.unread_answer ");
    CHECK(likely.notes[0].remedy.str().find("--map Response=completion") != std::string::npos);
    CHECK(codesOf(preview(scratch.path / "b.csv", {.map = {{"Response", "reference"}}}).notes).empty());
    CHECK(preview(scratch.write("c.csv", "prompt,reference\n2+2?,4\n")).notes.empty());
    const auto empty =
        preview(scratch.write("d.csv", "asked,said\n2+2?,\n"), {.map = {{"asked", "prompt"}, {"said", "completion"}}});
    REQUIRE(empty.problems.size() == 1);
    CHECK(empty.problems[0].field == "said (completion)"); // as the file has it, and as rows do
    CHECK(preview(scratch.write("e.csv", "one,two\n2+2?,4\n")).notes.at(0).remedy.str().find("completion") !=
          std::string::npos);
}

TEST_CASE("what repeats is said with its lines, and every row counts") {
    const TemporaryFolder scratch;
    const auto read = preview(
        scratch.write("a.jsonl", "{\"id\":\"q1\",\"prompt\":\"1+1=\",\"reference\":\"2\"}\n{\"id\":\"q1\",\"prompt\":"
                                 "\"2+2=\",\"reference\":\"4\"}\n"
                                 "{\"prompt\":\"5+5=\",\"reference\":\"10\"}\n\n{\"prompt\":\"5+5=\",\"reference\":"
                                 "\"10\"}\n{\"id\":17,\"prompt\":\"6+6=\"}\n{\"id\":\"17\",\"prompt\":\"6+6=\"}\n"));
    CHECK(read.counts.rows == 6);
    CHECK(read.counts.repeatedIds == 2);
    CHECK(read.counts.repeatedRows == 2);
    CHECK(codesOf(read.notes) == "data.repeated_id:2 data.repeated_row:5 data.missing_id:3 ");
    CHECK(read.notes[0].found == "q1, as in line 1");
    CHECK(read.notes[1].found == "the same as in line 3");
    CHECK(preview(scratch.write("b.jsonl", "{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n")).notes.empty());
}

TEST_CASE("columns of other names: the message says what the file holds and what it probably means") {
    const TemporaryFolder scratch;
    const auto file = scratch.write("a.csv", "query,mood,reply\ni,x,o\n");
    const auto read = preview(file);
    REQUIRE(codesOf(read.notes) == "import.layout ");
    CHECK(read.notes[0].found == "the columns query, mood, reply");
    CHECK(read.notes[0].remedy.find("--map query=prompt --map reply=completion") != std::string::npos);
    CHECK(read.first.at(0) == Json{{"query", "i"}, {"mood", "x"}, {"reply", "o"}}); // as it is, for who maps it
    const auto written = writeImport(scratch.path / "project", file, "x", {}, {});
    REQUIRE(!written);
    CHECK(written.error().remedy == read.notes[0].remedy);
    const auto talk = preview(scratch.write("b.jsonl", "{\"dialogue\":[]}\n"));
    CHECK(talk.notes.at(0).remedy.find("--map dialogue=messages") != std::string::npos);
}

TEST_CASE("an array of objects is read as rows a line are, under any name") {
    const TemporaryFolder scratch;
    for (const char *name : {"c.json", "d.data", "e.jsonl"}) {
        const auto read = preview(scratch.write(name, "[\n{\"prompt\":\"p\",\n\"reference\":1},\n{\"prompt\":3}\n]\n"));
        CHECK(read.format == "json");
        CHECK(read.layout == "prompt");
        CHECK(read.counts.rows == 1);
        CHECK(codesOf(read.problems) == "import.wrong_type:4 ");
        CHECK(read.first.at(0) ==
              *parseJson(R"({"prompt":"p","reference":"1","original_cells":{"prompt":{"reference":1}}})"));
    }
    const auto object = scratch.write("f.json", "{\n\"prompt\":\"p\"\n}\n");
    CHECK(preview(object).format == "object");
    CHECK(preview(object).first == std::vector<Json>{{{"prompt", "p"}}});
    CHECK(previewImport(object, {.format = "jsonl"}).error().message.find("one JSON object over many lines") !=
          std::string::npos);
    CHECK(previewImport(scratch.path / "c.json", {.format = "jsonl"}).error().code == "jsonl.not_jsonl");
    CHECK(previewImport(object, {.format = "xlsx"}).error().code == "import.unknown_format");
}

TEST_CASE("conversations: whoever begins and however many speak in a row; bad ones are listed with their reason") {
    const TemporaryFolder scratch;
    const auto read = preview(scratch.write(
        "a.jsonl",
        "{\"id\":\"a\",\"conversations\":[{\"from\":\"system\",\"value\":\"S\"},{\"from\":\"human\",\"value\":\"q\"},"
        "{\"from\":\"gpt\",\"value\":\"a\"}]}\n"
        "{\"conversations\":[{\"from\":\"gpt\",\"value\":\"w\"},{\"from\":\"human\",\"value\":\"q\"}]}\n"
        "{\"conversations\":[{\"from\":\"human\",\"value\":\"nobody answers\"}]}\n"
        "{\"conversations\":[]}\n"
        "{\"conversations\":[{\"from\":\"hummany\",\"value\":\"x\"},{\"from\":\"gpt\",\"value\":\"y\"}]}\n"
        "{\"conversations\":\"none\"}\n"));
    CHECK(read.layout == "sharegpt");
    CHECK(read.counts.rows == 2);
    CHECK(codesOf(read.problems) == "import.no_answer:3 import.empty:4 import.unknown_speaker:5 import.wrong_type:6 ");
    CHECK(read.problems[2].found == "hummany");
    CHECK(read.first[0] == *parseJson("{\"id\":\"a\",\"messages\":[{\"role\":\"system\",\"content\":\"S\"},"
                                      "{\"role\":\"user\",\"content\":\"q\"},"
                                      "{\"role\":\"assistant\",\"content\":\"a\"}]}"));
    const auto again = preview(scratch.write("b.jsonl", dumpJson(read.first[0]) + "\n")); // what was written is read
    CHECK(again.layout == "messages");
    CHECK(again.first.at(0) == read.first[0]);
}

TEST_CASE("whatever a layout shows of itself is recognised as that layout, in every format that can hold it") {
    const TemporaryFolder scratch;
    for (const Layout *layout : importLayouts()) {
        CAPTURE(layout->name);
        const std::string row = dumpJson(layout->example);
        CHECK(preview(scratch.write("a.jsonl", row + "\n")).layout == layout->name);
        CHECK(preview(scratch.write("a.json", "[" + row + "]")).layout == layout->name);
        const auto read = preview(scratch.path / "a.json");
        CHECK(read.counts.rows == 1);
        CHECK(read.problems.empty());
        CHECK(read.unused().empty());
        std::string header, cells;
        bool texts = true;
        for (const auto &[name, value] : layout->example.items()) {
            header += (header.empty() ? "" : "\t") + name;
            texts &= value.is_string();
            if (value.is_string()) cells += (cells.empty() ? "\"" : "\t\"") + value.get<std::string>() + "\"";
        }
        if (texts) CHECK(preview(scratch.write("a.tsv", header + "\n" + cells + "\n")).first == read.first);
    }
}

TEST_CASE("what the project's tokenizers cannot read as it is written is said before anything is trained") {
    const TemporaryFolder scratch;
    fs::create_directories(scratch.path / "model");
    scratch.write("model/tokenizer.json",
                  characterTokenizerJson({"a", "b", "4", "2"}, {"<pad>", "<eos>"}, {{"b", "4"}}));
    const ImportOptions through{.tokenizers = {{"tiny", scratch.path / "model"}, {"none", scratch.path}}};
    const auto read =
        preview(scratch.write("a.jsonl",
                              "{\"prompt\":\"a\",\"completion\":\"42\"}\n{\"prompt\":\"ab\",\"completion\":\"42?\"}\n"),
                through);
    CHECK(codesOf(read.notes) == "data.tokens data.tokens file.not_found ");
    CHECK(read.notes[0].message.find(
              "for the tokenizer of tiny: in 1 row a token reaches across the end of the prompt (first in line 2") ==
          0);
    CHECK(read.notes[1].message.find("1 character in 1 row, first in line 2") != std::string::npos);
    const auto pairs = preview(scratch.write("b.jsonl", "{\"prompt\":\"a?\",\"chosen\":\"4\",\"rejected\":\"2\"}\n"),
                               {.tokenizers = {{"tiny", scratch.path / "model"}}});
    CHECK(pairs.notes.at(0).message.find("1 character in 1 row") != std::string::npos); // the prompt once
    CHECK(preview(scratch.write("c.jsonl", "{\"prompt\":\"a\",\"completion\":\"42\"}\n"),
                  {.tokenizers = {{"tiny", scratch.path / "model"}}})
              .notes.empty());
}

TEST_CASE("an import is written whole, under a plain name, once; what is no data leaves nothing behind") {
    const TemporaryFolder scratch;
    const auto good = scratch.write("good.csv", "prompt,completion\np,\"c, d\"\nq\n");
    const auto written = writeImport(scratch.path, good, "my rows", {}, {});
    REQUIRE(written);
    CHECK(written->file == fs::path("datasets/imported/my rows.jsonl"));
    CHECK(written->summary.counts.bad == 1);
    CHECK(*readFile(scratch.path / written->file) == "{\"prompt\":\"p\",\"completion\":\"c, d\"}\n");
    CHECK(dataTables(*written)["data"][0]["file"] == "datasets/imported/my rows.jsonl");
    CHECK(codeOf(scratch.path, good, "my rows") == "import.exists");
    for (const char *name : {"", "../x", "a/b", ".hidden", "a\nb", "a'b", "a\"b"})
        CHECK(codeOf(scratch.path, good, name) == "import.bad_name");
    CHECK(codeOf(scratch.path, scratch.write("odd.csv", "a,b\n1,2\n"), "n") == "import.layout");
    CHECK(codeOf(scratch.path, scratch.write("none.csv", "prompt,completion\nonly\n"), "n") == "import.no_rows");
    CHECK(codeOf(scratch.path, scratch.write("zip.csv", "PK\x03\x04"), "n") == "zip.damaged");
    CHECK(codeOf(scratch.path, scratch.path / "not there", "n") == "file.not_found");
    const auto stopped = writeImport(scratch.path, good, "n", {}, [](std::uint64_t) { return false; });
    CHECK(stopped.error().code == kCancelled);
    int files = 0;
    for ([[maybe_unused]] const auto &entry : fs::directory_iterator(scratch.path / "datasets/imported")) ++files;
    CHECK(files == 1);
}

TEST_CASE("rows of a file are read when they are wanted") {
    const TemporaryFolder scratch;
    const auto path = scratch.write(
        "rows.jsonl",
        "\xEF\xBB\xBF{\"prompt\":\"a\"}\n\nbad\n{\"prompt\":\"b\",\"reference\":\"1\"}\r\n{\"prompt\":\"c\"}");
    auto file = RowFile::open(path, [](std::uint64_t) { return true; });
    REQUIRE(file);
    REQUIRE(file->size() == 3);
    CHECK(file->badCount() == 1);
    CHECK(file->bad().at(0).line == 3);
    CHECK(file->fields().at("prompt") == 3);
    CHECK((*file->row(2))["prompt"] == "c");
    CHECK((*file->row(0))["prompt"] == "a");
    CHECK((*file->row(1))["reference"] == "1");
    CHECK(file->lineOf(1) == 4);
    scratch.write("rows.jsonl", "{}\n");
    CHECK(file->row(0).error().code == "file.changed");
}
