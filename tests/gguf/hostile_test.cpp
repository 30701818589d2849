// SPDX-License-Identifier: Apache-2.0
// GGUF files that lie, are cut, or are something else: each is refused with its code and a sentence that names what was
// found, and none makes the reader allocate what only the file claims.
#include "core/gguf/header.h"
#include "core/gguf/model_file.h"
#include "tests/support/gguf_bytes.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;
using namespace lapidary::test;

namespace {

Result<gguf::Header> parse(std::string_view bytes) {
    return gguf::parseHeader(std::as_bytes(std::span(bytes)), "m.gguf");
}
std::string codeOf(std::string_view bytes) {
    const auto header = parse(bytes);
    if (header) return "ok";
    CHECK(describe(header.error()).starts_with("m.gguf"));
    return header.error().code;
}
std::string codeOf(const GgufBytes &file) {
    return codeOf(file.bytes());
}
Error errorOf(const GgufBytes &file) {
    const auto header = parse(file.bytes());
    REQUIRE(!header);
    return header.error();
}

/// Two tensors of F32, four by two and three numbers.
GgufBytes good() {
    return {.pairs = {ggufSays("general.architecture", "llama")},
            .tensors = {ggufTensor("a", {4, 2}, 0, 0), ggufTensor("b", {3}, 0, 32)},
            .data = std::string(44, '\1')};
}
GgufBytes withPair(const std::string &pair) {
    GgufBytes file = good();
    file.pairs.push_back(pair);
    return file;
}
GgufBytes withTensor(const std::string &tensor) {
    GgufBytes file = good();
    file.tensors[1] = tensor;
    return file;
}

} // namespace

TEST_CASE("G1: a file that is right, in both versions") {
    for (const std::uint32_t version : {2u, 3u}) {
        GgufBytes file = good();
        file.version = version;
        const auto header = parse(file.bytes());
        REQUIRE(header);
        CHECK(header->version == version);
        REQUIRE(header->tensors.size() == 2);
        CHECK(header->tensors[0].shape == std::vector<std::int64_t>{2, 4}); // rows first
        CHECK(header->tensors[1].begin - header->tensors[0].begin == 32);
        CHECK(header->tensors[1].end == file.bytes().size());
    }
}

TEST_CASE("G2: another kind of file, another version, the other byte order") {
    CHECK(codeOf("") == "gguf.not_gguf");
    CHECK(codeOf("GGU") == "gguf.not_gguf");
    CHECK(codeOf("PK\x03\x04 and more") == "gguf.not_gguf");
    CHECK(codeOf("GGUF") == "gguf.cut_off");
    GgufBytes file = good();
    for (const std::uint32_t version : {0u, 1u, 4u, 0xFFFFFFFFu}) {
        file.version = version;
        CHECK(codeOf(file) == "gguf.version");
    }
    file.version = 0x03000000;
    CHECK(codeOf(file) == "gguf.version");
    CHECK(errorOf(file).message.str() == "this file is big-endian, which is not read");
}

TEST_CASE("G3: counts that no file of this size can hold") {
    for (const std::uint64_t count : {~0ull, 1ull << 63, 1ull << 40, 1'000'000ull, 100ull}) {
        CHECK(codeOf(good().bytes(count, 1)) == "gguf.bad_count");
        CHECK(codeOf(good().bytes(2, count)) == "gguf.bad_count");
    }
    const std::string more = good().bytes(3, 1); // one more than there are: what follows is read as one
    CHECK(codeOf(more) != "ok");
}

TEST_CASE("G4: texts longer than the file, or than any") {
    for (const std::uint64_t length : {~0ull, 1ull << 62, 65ull << 20})
        CHECK(codeOf(withPair(ggufPair("k", 8, u64(length) + "x"))) == "gguf.bad_text");
    CHECK(codeOf(withPair(ggufPair("k", 8, u64(60ull << 20) + "x"))) == "gguf.cut_off");
    CHECK(codeOf(withPair(u64(70000) + std::string(70000, 'k') + u32(4) + u32(1))) == "gguf.bad_text");
    CHECK(codeOf(withPair(ggufNumber("", 1))) == "gguf.bad_name");
    CHECK(codeOf(withPair(ggufNumber("\xFF\xFE", 1))) == "gguf.bad_name");
    CHECK(codeOf(withTensor(ggufTensor("", {3}, 0, 32))) == "gguf.bad_name");
    CHECK(codeOf(withTensor(ggufTensor(std::string(5000, 'n'), {3}, 0, 32))) == "gguf.bad_text");
}

TEST_CASE("G5: values of no type, truths of no kind, arrays that lie or nest") {
    CHECK(codeOf(withPair(ggufPair("k", 13, u64(0)))) == "gguf.bad_type");
    CHECK(codeOf(withPair(ggufPair("k", 7, "\2"))) == "gguf.bad_value");
    CHECK(codeOf(withPair(ggufPair("k", 9, u32(77) + u64(1)))) == "gguf.bad_type");
    for (const std::uint64_t count : {~0ull, 1ull << 61, 1ull << 30, 1000ull})
        for (const std::uint32_t type : {0u, 4u, 8u, 9u, 12u})
            CHECK(codeOf(withPair(ggufPair("k", 9, u32(type) + u64(count)))) == "gguf.bad_count");
    std::string nested = u32(4) + u64(0);
    for (int depth = 0; depth < 3; ++depth) nested = u32(9) + u64(1) + nested;
    CHECK(codeOf(withPair(ggufPair("k", 9, nested))) == "ok");
    for (int depth = 0; depth < 1000; ++depth) nested.insert(0, u32(9) + u64(1));
    CHECK(codeOf(withPair(ggufPair("k", 9, nested))) == "gguf.too_deep");
}

TEST_CASE("G6: keys and tensors that stand there twice") {
    CHECK(codeOf(withPair(ggufNumber("general.architecture", 1))) == "gguf.duplicate");
    CHECK(codeOf(withTensor(ggufTensor("a", {3}, 0, 32))) == "gguf.duplicate");
}

TEST_CASE("G7: alignments that are none") {
    for (const std::uint32_t alignment : {0u, 3u, 48u, 1u << 20})
        CHECK(codeOf(withPair(ggufNumber("general.alignment", alignment))) == "gguf.bad_alignment");
    CHECK(codeOf(withPair(ggufSays("general.alignment", "32"))) == "gguf.bad_alignment");
    GgufBytes file = withPair(ggufNumber("general.alignment", 64));
    file.alignment = 64;
    CHECK(codeOf(file) == "gguf.bad_offset"); // 32 is no multiple of it
    file.tensors[1] = ggufTensor("b", {3}, 0, 64);
    file.data = std::string(76, '\1');
    CHECK(codeOf(file) == "ok");
}

TEST_CASE("G8: shapes that overflow, are empty, or no whole blocks") {
    CHECK(codeOf(withTensor(ggufTensor("b", {}, 0, 32))) == "gguf.bad_shape");
    CHECK(codeOf(withTensor(ggufTensor("b", {1, 1, 1, 1, 1}, 0, 32))) == "gguf.bad_shape");
    CHECK(codeOf(withTensor(ggufTensor("b", {0}, 0, 32))) == "gguf.bad_shape");
    CHECK(codeOf(withTensor(ggufTensor("b", {~0ull}, 0, 32))) == "gguf.bad_shape");
    CHECK(codeOf(withTensor(ggufTensor("b", {1ull << 40, 1ull << 40}, 0, 32))) == "gguf.size_overflow");
    CHECK(codeOf(withTensor(ggufTensor("b", {1ull << 32, 1ull << 30, 1ull << 2}, 0, 32))) == "gguf.size_overflow");
    CHECK(codeOf(withTensor(ggufTensor("b", {48, 32}, 8, 32))) == "gguf.bad_shape");  // Q8_0 wants 32
    CHECK(codeOf(withTensor(ggufTensor("b", {128, 2}, 12, 32))) == "gguf.bad_shape"); // Q4_K wants 256
}

TEST_CASE("G9: types that are not read are named, with the remedy") {
    const Error error = errorOf(withTensor(ggufTensor("b", {256}, 23, 32)));
    CHECK(error.code == "gguf.unknown_type");
    CHECK(error.found.str() == "IQ4_XS");
    CHECK(error.field == "\"b\"");
    CHECK(error.remedy.str().find("Q4_K_M") != std::string::npos);
    CHECK(errorOf(withTensor(ggufTensor("b", {256}, 4000, 32))).found.str() == "type 4000");
}

TEST_CASE("G10: tensors outside of the file or over each other") {
    CHECK(codeOf(withTensor(ggufTensor("b", {3}, 0, 16))) == "gguf.bad_offset");
    CHECK(codeOf(withTensor(ggufTensor("b", {3}, 0, 0))) == "gguf.overlap");
    CHECK(codeOf(withTensor(ggufTensor("b", {3}, 0, 64))) == "gguf.cut_off");
    CHECK(codeOf(withTensor(ggufTensor("b", {3}, 0, ~31ull))) == "gguf.size_overflow");
    CHECK(codeOf(withTensor(ggufTensor("b", {1ull << 40}, 0, 32))) == "gguf.cut_off");
    GgufBytes file = good();
    file.data.pop_back();
    CHECK(codeOf(file) == "gguf.cut_off");
}

TEST_CASE("G11: a header that is cut anywhere is refused, and not read past its end") {
    const std::string whole = withPair(ggufTexts("tokenizer.ggml.tokens", {"a", "b", "c"})).bytes();
    for (std::size_t length = 0; length + 1 < whole.size(); ++length)
        if (const auto code = codeOf(whole.substr(0, length)); code == "ok") FAIL("cut at " << length);
}

TEST_CASE("G12: shards that are missing, mixed, or each other's copies") {
    const TemporaryFolder folder;
    const auto shard = [](std::uint32_t number, std::uint32_t count, const std::string &tensor, std::int32_t all) {
        GgufBytes file{
            .pairs = {ggufPair("split.no", 2, littleEndian<std::uint16_t>(static_cast<std::uint16_t>(number))),
                      ggufPair("split.count", 2, littleEndian<std::uint16_t>(static_cast<std::uint16_t>(count))),
                      ggufPair("split.tensors.count", 5, littleEndian(all))},
            .tensors = {ggufTensor(tensor, {3}, 0, 0)},
            .data = std::string(12, '\1')};
        if (number == 0) file.pairs.push_back(ggufSays("general.architecture", "llama"));
        return file.bytes();
    };
    const auto first = folder.write("m-00001-of-00002.gguf", shard(0, 2, "output_norm.weight", 2));
    const auto open = [&](const fs::path &file) {
        const auto model = gguf::ModelFile::open(file);
        return model ? "ok" : model.error().code;
    };
    CHECK(open(first) == "gguf.shard_missing");
    const auto second = folder.write("m-00002-of-00002.gguf", shard(1, 2, "token_embd.weight", 2));
    CHECK(open(first) == "ok");
    CHECK(open(second) == "ok"); // any of them names the model
    const auto model = gguf::ModelFile::open(second);
    REQUIRE(model);
    CHECK(model->entries().contains("model.embed_tokens.weight"));
    CHECK(model->files() == std::vector{first, second});
    for (const auto &bytes : {shard(0, 2, "token_embd.weight", 2), shard(1, 3, "token_embd.weight", 2)}) {
        folder.write("m-00002-of-00002.gguf", bytes);
        CHECK(open(first) == "gguf.shards_mixed");
    }
    folder.write("m-00002-of-00002.gguf", shard(1, 2, "output_norm.weight", 2));
    CHECK(open(first) == "gguf.duplicate");
    folder.write("m-00002-of-00002.gguf", shard(1, 2, "token_embd.weight", 2));
    folder.write("m-00001-of-00002.gguf", shard(0, 2, "output_norm.weight", 3));
    CHECK(open(first) == "gguf.shards_mixed"); // a tensor is missing
    const auto alone = folder.write("renamed.gguf", shard(0, 2, "output_norm.weight", 2));
    CHECK(open(alone) == "gguf.shards_mixed"); // one of two, by itself
}

TEST_CASE("G13: an architecture that is not known is named") {
    const TemporaryFolder folder;
    GgufBytes file = good();
    file.pairs = {ggufSays("general.architecture", "mamba")};
    const auto model = gguf::ModelFile::open(folder.write("m.gguf", file.bytes()));
    REQUIRE(!model);
    CHECK(model.error().code == "gguf.unknown_architecture");
    CHECK(model.error().found.str() == "\"mamba\"");
    CHECK(model.error().expected.str().find("qwen3") != std::string::npos);
}
