// SPDX-License-Identifier: Apache-2.0
// Tokenizers and templates that a GGUF file describes, against encodings that were recorded with the original ones.
#include "core/base/json.h"
#include "core/gguf/place.h"
#include "core/gguf/tokenizer_sheet.h"
#include "core/text/chat_prompt.h"
#include "core/text/tokenizer/sentencepiece/model_file.h"
#include "core/text/tokenizer/tokenizer.h"
#include "core/text/turn_end.h"
#include "tests/support/capture.h"
#include "tests/support/gguf_bytes.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace lapidary;
using namespace lapidary::test;

namespace {

const fs::path kGolden = LAPIDARY_TEST_DATA;
const fs::path kTiny = kGolden / "gguf/tiny.gguf";

std::string wholes(std::string_view key, const std::vector<std::int32_t> &values) {
    std::string bytes = u32(5) + u64(values.size());
    for (const auto value : values) bytes += littleEndian(value);
    return ggufPair(key, 9, bytes);
}
std::string scores(const std::vector<float> &values) {
    std::string bytes = u32(6) + u64(values.size());
    for (const auto value : values) bytes += littleEndian(value);
    return ggufPair("tokenizer.ggml.scores", 9, bytes);
}

std::vector<Json> encodingsOf(const std::string &name) {
    std::vector<Json> out;
    std::istringstream lines(*readFile(kGolden / "real_vocabularies" / name / "expected.jsonl"));
    for (std::string line; std::getline(lines, line);) out.push_back(*parseJson(line));
    return out;
}

/// All texts that were recorded, but for the special tokens around them.
void checkEncodings(const fs::path &file, const std::string &name) {
    const auto tokenizer = Tokenizer::load(file);
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    const auto original = Tokenizer::load(kGolden / "real_vocabularies" / name);
    REQUIRE(original);
    int seen = 0;
    for (const auto &each : encodingsOf(name)) {
        const auto text = each["text"].get<std::string>();
        CAPTURE(each["text"].dump());
        CHECK(tokenizer->encode(text, false)->ids == original->encode(text, false)->ids);
        if (name != "bert") // whose tokenizer_config.json takes blanks back, which a file does not say
            CHECK(tokenizer->decode(original->encode(text, false)->ids, true) ==
                  original->decode(original->encode(text, false)->ids, true));
        ++seen;
    }
    CHECK(seen > 0);
}

/// What putTokenizer() writes of a tokenizer.json, but for that file itself: as other programs read it.
fs::path writeForm(const TemporaryFolder &folder, const std::string &name) {
    gguf::Sheet sheet;
    const fs::path json = kGolden / "real_vocabularies" / name / "tokenizer.json";
    const auto tokenizer = Tokenizer::load(json);
    const auto reason = gguf::putTokenizer(
        {.json = *readFile(json), .idOf = [&](const std::string &text) { return tokenizer->idOf(text); }}, sheet);
    REQUIRE(reason);
    CHECK(!*reason);
    GgufBytes file{.pairs = {ggufSays("general.architecture", "qwen2")}};
    for (const auto &pair : sheet.pairs())
        if (pair.key != "tokenizer.huggingface.json") file.pairs.push_back(ggufText(pair.key) + pair.bytes);
    return folder.write(name + ".gguf", file.bytes());
}

/// Three tokens and what a case says of them.
Result<Tokenizer> small(const std::vector<std::string> &pairs) {
    const TemporaryFolder folder;
    GgufBytes file{.pairs = {ggufSays("general.architecture", "llama")}};
    for (const auto &pair : pairs) file.pairs.push_back(pair);
    return Tokenizer::load(folder.write("m.gguf", file.bytes()));
}
std::string codeOf(const std::vector<std::string> &pairs) {
    const auto tokenizer = small(pairs);
    return tokenizer ? "ok" : tokenizer.error().code;
}

const std::string kGpt2 = ggufSays("tokenizer.ggml.model", "gpt2"), kPre = ggufSays("tokenizer.ggml.pre", "smollm"),
                  kTokens = ggufTexts("tokenizer.ggml.tokens", {"a", "b", "ab"}),
                  kMerges = ggufTexts("tokenizer.ggml.merges", {"a b"});

} // namespace

TEST_CASE("the tiny model's texts encode as the tokenizers library encodes them") {
    const auto tokenizer = Tokenizer::load(kTiny);
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    const auto recorded = parseJson(*readFile(kGolden / "gguf/tiny.json"));
    REQUIRE(recorded);
    for (const auto &each : (*recorded)["encodings"]) {
        CAPTURE(each["text"].dump());
        const auto found = tokenizer->encode(each["text"].get<std::string>(), true);
        REQUIRE(found);
        CHECK(Json(found->ids) == each["ids"]);
        CHECK(tokenizer->decode(found->ids, false) == each["text"].get<std::string>());
    }
    CHECK(tokenizer->bosId() == 1);
    CHECK(tokenizer->eosId() == 2);
    CHECK(tokenizer->padId() == 0);
    CHECK(tokenizer->warnings().empty());
}

TEST_CASE("a chat is written by the file's template, and its turns end where it says") {
    ChatPrompt chat(kTiny);
    const auto text =
        chat.of({{"messages", {{{"role", "user"}, {"content", "the cat"}}}}, {"add_generation_prompt", true}});
    REQUIRE(text);
    CHECK(text->text == "<|im_start|>user\nthe cat<|im_end|>\n<|im_start|>assistant\n");
    CHECK(text->ids.front() == 1);
    const auto tokenizer = Tokenizer::load(kTiny);
    const auto ends = turnEnds(kTiny, &*tokenizer);
    REQUIRE(ends.size() == 1);
    CHECK(ends[0].id == 2);
    CHECK(ends[0].from ==
          std::vector<std::string>{"generation_config.json", "config.json", "tokenizer", "chat template"});
}

TEST_CASE("byte-level vocabularies of well-known models, written to GGUF and read back") {
    const TemporaryFolder folder;
    for (const std::string name : {"gpt2", "qwen2", "tiny_bpe", "tiny_chat"}) {
        CAPTURE(name);
        checkEncodings(writeForm(folder, name), name);
    }
}

TEST_CASE("what GGUF has no form for is told, and the file still holds the tokenizer as it is") {
    const TemporaryFolder folder;
    for (const auto &[name, why] : {std::pair{"cl100k", "the same id"}, {"bert", "WordPiece"}}) {
        CAPTURE_BOUND(name);
        const fs::path json = kGolden / "real_vocabularies" / name / "tokenizer.json";
        const auto tokenizer = Tokenizer::load(json);
        gguf::Sheet sheet;
        const auto reason = gguf::putTokenizer(
            {.json = *readFile(json), .idOf = [&](const std::string &text) { return tokenizer->idOf(text); }}, sheet);
        REQUIRE(reason);
        REQUIRE(*reason);
        CHECK((*reason)->str().find(why) != std::string::npos);
        GgufBytes file{.pairs = {ggufSays("general.architecture", "llama")}};
        for (const auto &pair : sheet.pairs()) file.pairs.push_back(ggufText(pair.key) + pair.bytes);
        checkEncodings(folder.write(std::string(name) + ".gguf", file.bytes()), name);
    }
}

TEST_CASE("SentencePiece pieces and scores: Phi-3's vocabulary") {
    const auto model =
        sentencepiece::parseModelFile(*readFile(kGolden / "real_vocabularies/phi3/tokenizer.model"), "tokenizer.model");
    REQUIRE(model);
    std::vector<std::string> texts;
    std::vector<float> ranks;
    std::vector<std::int32_t> kinds;
    for (const auto &entry : model->entries) {
        texts.push_back(entry.text);
        ranks.push_back(entry.score);
        kinds.push_back(static_cast<std::int32_t>(entry.kind));
    }
    GgufBytes file{.pairs = {ggufSays("general.architecture", "phi3"), ggufSays("tokenizer.ggml.model", "llama"),
                             ggufTexts("tokenizer.ggml.tokens", texts), scores(ranks),
                             wholes("tokenizer.ggml.token_type", kinds), ggufNumber("tokenizer.ggml.bos_token_id", 1)}};
    const TemporaryFolder folder;
    const auto path = folder.write("m.gguf", file.bytes());
    checkEncodings(path, "phi3");
    const auto tokenizer = Tokenizer::load(path);
    CHECK(tokenizer->encode("a", true)->ids.front() == 1); // bos stands before a text where nothing else is said
}

TEST_CASE("WordPiece: a word's beginning is marked in the file") {
    const auto json = *parseJson(*readFile(kGolden / "real_vocabularies/bert/tokenizer.json"));
    std::vector<std::string> texts;
    std::vector<std::int32_t> kinds;
    const auto add = [&](std::size_t id, std::string text, std::int32_t kind) {
        if (id >= texts.size()) {
            texts.resize(id + 1, "[unused]");
            kinds.resize(id + 1, 5);
        }
        texts[id] = std::move(text);
        kinds[id] = kind;
    };
    for (const auto &[text, id] : json["model"]["vocab"].items())
        add(id.get<std::size_t>(),
            text.starts_with("##")                     ? text.substr(2)
            : text.starts_with("[") && text.size() > 1 ? text
                                                       : "\u2581" + text,
            1);
    for (const auto &token : json["added_tokens"])
        add(token["id"].get<std::size_t>(), token["content"].get<std::string>(), 3);
    GgufBytes file{.pairs = {ggufSays("general.architecture", "llama"), ggufSays("tokenizer.ggml.model", "bert"),
                             ggufTexts("tokenizer.ggml.tokens", texts), wholes("tokenizer.ggml.token_type", kinds),
                             ggufNumber("tokenizer.ggml.cls_token_id", 101),
                             ggufNumber("tokenizer.ggml.seperator_token_id", 102),
                             ggufNumber("tokenizer.ggml.unknown_token_id", 100)}};
    const TemporaryFolder folder;
    const auto path = folder.write("m.gguf", file.bytes());
    const auto tokenizer = Tokenizer::load(path), original = Tokenizer::load(kGolden / "real_vocabularies/bert");
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    for (const auto &each : encodingsOf("bert")) {
        CAPTURE(each["text"].dump());
        CHECK(tokenizer->encode(each["text"].get<std::string>(), true)->tokens ==
              original->encode(each["text"].get<std::string>(), true)->tokens);
    }
}

TEST_CASE("every name for how texts are cut makes a tokenizer, and another is refused by name") {
    const auto unknown = small({kGpt2, ggufSays("tokenizer.ggml.pre", "nobody-knows"), kTokens, kMerges});
    REQUIRE(!unknown);
    CHECK(unknown.error().code == "gguf.unknown_pre_tokenizer");
    CHECK(unknown.error().found.str() == "\"nobody-knows\"");
    CHECK(unknown.error().remedy.str().find("tokenizer.json") != std::string::npos);
    std::istringstream names(unknown.error().expected.str());
    int seen = 0;
    for (std::string name; std::getline(names >> std::ws, name, ','); ++seen) {
        CAPTURE(name);
        const auto tokenizer = small({kGpt2, ggufSays("tokenizer.ggml.pre", name), kTokens, kMerges});
        REQUIRE_MESSAGE(tokenizer, (tokenizer ? "" : describe(tokenizer.error())));
        CHECK(tokenizer->encode("ab", false)->ids == std::vector<std::int32_t>{2});
    }
    CHECK(seen > 40);
    CHECK(codeOf({kGpt2, kTokens, kMerges}) == "gguf.unknown_pre_tokenizer");
    CHECK(codeOf({ggufSays("tokenizer.ggml.model", "rwkv"), kTokens}) == "gguf.unknown_tokenizer");
}

TEST_CASE("words of a GGUF file that lie") {
    CHECK(codeOf({kGpt2, kPre, kTokens, kMerges}) == "ok");
    CHECK(codeOf({kGpt2, kPre, kMerges}) == "gguf.no_tokens");
    CHECK(codeOf({kGpt2, kPre, ggufSays("tokenizer.ggml.tokens", "a"), kMerges}) == "gguf.no_tokens");
    CHECK(codeOf({kGpt2, kPre, wholes("tokenizer.ggml.tokens", {1, 2}), kMerges}) == "gguf.bad_token");
    CHECK(codeOf({kGpt2, kPre, ggufTexts("tokenizer.ggml.tokens", {"a", "\xFF"}), kMerges}) == "gguf.bad_token");
    CHECK(codeOf({kGpt2, kPre, ggufTexts("tokenizer.ggml.tokens", {std::string(5000, 'a')}), kMerges}) ==
          "gguf.bad_token");
    CHECK(codeOf({kGpt2, kPre, kTokens, ggufTexts("tokenizer.ggml.merges", {"ab"})}) == "gguf.bad_token");
    CHECK(codeOf({kGpt2, kPre, kTokens, ggufTexts("tokenizer.ggml.merges", {"a c"})}) == "tokenizer.bad_model");
    CHECK(codeOf({kGpt2, kPre, kTokens, kMerges, wholes("tokenizer.ggml.token_type", {1, 1})}) == "gguf.bad_token");
    CHECK(codeOf({kGpt2, kPre, kTokens, kMerges, wholes("tokenizer.ggml.token_type", {1, 1, 9})}) == "gguf.bad_token");
    CHECK(codeOf({kGpt2, kPre, kTokens, kMerges, ggufNumber("tokenizer.ggml.bos_token_id", 3)}) == "gguf.bad_value");
    CHECK(codeOf({kGpt2, kPre, kTokens, kMerges, ggufNumber("tokenizer.ggml.bos_token_id", ~0u)}) == "ok"); // none
    CHECK(codeOf({kGpt2, ggufNumber("tokenizer.ggml.pre", 1), kTokens, kMerges}) == "gguf.unknown_pre_tokenizer");
    // Texts that stand there twice or are empty: ids keep their places.
    const auto twice = small({kGpt2, kPre, ggufTexts("tokenizer.ggml.tokens", {"a", "b", "a", "", "ab"}), kMerges});
    REQUIRE(twice);
    CHECK(twice->encode("a", false)->ids == std::vector<std::int32_t>{2});
    CHECK(twice->tokenOf(0) == "[DUPLICATE_0]");
    CHECK(twice->tokenOf(3) == "[EMPTY_3]");
}

TEST_CASE("a file without a tokenizer says so") {
    const TemporaryFolder folder;
    GgufBytes file{.pairs = {ggufSays("general.architecture", "llama"), ggufSays("tokenizer.ggml.model", "none")}};
    const auto path = folder.write("m.gguf", file.bytes());
    CHECK(!Tokenizer::isIn(path));
    CHECK(Tokenizer::isIn(kTiny));
    CHECK(hasModelFile(path, "config.json"));
    CHECK(!hasModelFile(path, "tokenizer.json"));
}
