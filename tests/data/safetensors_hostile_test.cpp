// SPDX-License-Identifier: Apache-2.0
// Safetensors files that lie, are cut, or are something else: each is refused with its code and a sentence that says
// what was found. The good ones come out byte for byte as they went in.
#include "core/base/checked.h"
#include "core/base/json.h"
#include "core/data/formats/safetensors.h"
#include "tests/support/cpu_seconds.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"
#include <chrono>
#include <cstring>
#include <ctime>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

using namespace lapidary;
using namespace lapidary::test;
using namespace std::string_literals;

namespace {

Result<SafetensorsHeader> parse(std::string_view bytes) {
    return parseSafetensors({reinterpret_cast<const std::byte *>(bytes.data()), bytes.size()}, "m.safetensors");
}

/// The error's code; the sentence must name the file.
std::string codeOf(std::string_view bytes) {
    const auto header = parse(bytes);
    if (header) return "ok";
    CHECK(describe(header.error()).starts_with("m.safetensors"));
    return header.error().code;
}
std::string sentenceOf(std::string_view bytes) {
    const auto header = parse(bytes);
    return header ? "ok" : describe(header.error());
}

fs::path golden(const std::string &name) {
    return fs::path(LAPIDARY_TEST_DATA) / "safetensors" / name;
}

} // namespace

TEST_CASE("S1: a file that is too short") {
    CHECK(sentenceOf("") == "m.safetensors: too short for a header; found 0 bytes; expected at least 8.");
    CHECK(sentenceOf("\1") == "m.safetensors: too short for a header; found 1 bytes; expected at least 8.");
    CHECK(sentenceOf("1234567") == "m.safetensors: too short for a header; found 7 bytes; expected at least 8.");
}

TEST_CASE("S2: a header length that cannot be") {
    for (const std::uint64_t length : {~0ull, 1ull << 63, 100'000'001ull})
        CHECK(codeOf(lengthBytes(length) + "{}") == "safetensors.header_too_large");
    CHECK(sentenceOf(lengthBytes(11) + "{}") ==
          "m.safetensors: the header reaches past the end of the file; found 11 bytes; expected 2 are there.");
    CHECK(codeOf(lengthBytes(100'000'000) + "{}") == "safetensors.header_past_end");
}

TEST_CASE("S3: a header that does not begin as one") {
    CHECK(codeOf(lengthBytes(0)) == "safetensors.header_not_json");
    CHECK(codeOf(file("{")) == "safetensors.header_not_json");
    CHECK(codeOf(file("[]")) == "safetensors.header_not_json");
    CHECK(codeOf(file(" {}")) == "safetensors.header_not_json");
}

TEST_CASE("S4: bytes in the header that are no JSON text") {
    const auto utf8 = parse(file("{\"a\xFF\":1}"));
    REQUIRE(!utf8);
    CHECK(utf8.error().code == "safetensors.header_not_utf8");
    CHECK(utf8.error().offset == 11);
    const auto nul = parse(file("{\"a\0\":1}"s));
    REQUIRE(!nul);
    CHECK(nul.error().code == "safetensors.header_not_json");
    CHECK(nul.error().offset == 11);
    CHECK(codeOf(file("{}\n")) == "safetensors.header_not_json");
    CHECK(codeOf(file("{}x}")) == "safetensors.header_not_json");
    CHECK(codeOf(file("{}   ")) == "ok");
    const auto syntax = parse(file("{\"a\": }"));
    REQUIRE(!syntax);
    CHECK(syntax.error().offset == 14);
}

TEST_CASE("S5, S6: the same name twice") {
    const auto twice =
        parse(file(R"({"t":)" + entry("U8", "[4]", "[0,4]") + R"(,"t":)" + entry("F32", "[1]", "[0,4]") + "}", 4));
    REQUIRE(!twice);
    CHECK(twice.error().code == "safetensors.duplicate");
    CHECK(twice.error().message == "the key \"t\" stands twice in one object");
    CHECK(codeOf(file(R"({"t":{"dtype":"U8","dtype":"F32","shape":[4],"data_offsets":[0,4]}})", 4)) ==
          "safetensors.duplicate");
}

TEST_CASE("S7: a product that wraps around 64 bits") {
    CHECK(codeOf(oneTensor("U8", "[4194305,4194305,211106198978564]", "[0,4]", 4)) == "safetensors.size_overflow");
    CHECK(codeOf(oneTensor("F64", "[2305843009213693952]", "[0,0]", 0)) ==
          "safetensors.size_overflow"); // times eight bytes
    CHECK(sentenceOf(oneTensor("U8", "[4294967296,4294967296]", "[0,0]", 0)) ==
          "m.safetensors, \"t\": size overflow: the shape's product does not fit 64 bits; found "
          "[4294967296,4294967296].");
}

TEST_CASE("S8: sizes that are no whole numbers") {
    for (const char *size :
         {"-1", "1.0", "\"4\"", "9223372036854775808", "18446744073709551616", "null", "[4]", "true"}) {
        CAPTURE(size);
        const auto header = parse(oneTensor("U8", "["s + size + "]", "[0,4]", 4));
        REQUIRE(!header);
        CHECK((header.error().code == "safetensors.bad_shape" || header.error().code == "safetensors.header_not_json"));
        if (header.error().code == "safetensors.bad_shape") CHECK(header.error().field == "\"t\"");
    }
    CHECK(codeOf(file(R"({"t":{"dtype":"U8","shape":4,"data_offsets":[0,4]}})", 4)) == "safetensors.bad_shape");
    CHECK(codeOf(file(R"({"t":{"dtype":"U8","data_offsets":[0,4]}})", 4)) == "safetensors.bad_shape");
    CHECK(codeOf(file(R"({"t":[1]})", 4)) == "safetensors.bad_entry");
}

TEST_CASE("S9: many dimensions, none, and sizes of zero") {
    std::string shape = "[1";
    for (int i = 1; i < 70; ++i) shape += ",1";
    CHECK(sentenceOf(oneTensor("U8", shape + "]", "[0,1]", 1)) ==
          "m.safetensors, \"t\": the shape is not a list of at most 8 sizes; found 70 dimensions.");
    CHECK(codeOf(oneTensor("U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]", 1)) == "safetensors.bad_shape");
    CHECK(codeOf(oneTensor("U8", "[1,1,1,1,1,1,1,1]", "[0,1]", 1)) == "ok");
    CHECK(codeOf(oneTensor("F32", "[]", "[0,4]", 4)) == "ok");
    CHECK(codeOf(oneTensor("F32", "[9223372036854775807,9223372036854775807,0]", "[0,0]", 0)) == "ok");
}

TEST_CASE("S10: offsets that leave holes, overlap or run backwards") {
    const auto two = [](const std::string &a, const std::string &b, std::size_t data) {
        return file(R"({"a":)" + entry("U8", "[4]", a) + R"(,"b":)" + entry("U8", "[4]", b) + "}", data);
    };
    CHECK(codeOf(two("[0,4]", "[4,8]", 8)) == "ok");
    CHECK(codeOf(two("[4,8]", "[0,4]", 8)) == "ok"); // the order of the names is free
    CHECK(codeOf(two("[0,4]", "[2,6]", 6)) == "safetensors.overlap");
    CHECK(codeOf(two("[0,4]", "[0,4]", 4)) == "safetensors.overlap");
    CHECK(codeOf(two("[0,4]", "[5,9]", 9)) == "safetensors.hole");
    CHECK(codeOf(two("[1,5]", "[5,9]", 9)) == "safetensors.hole");
    CHECK(codeOf(two("[0,4]", "[4,8]", 9)) == "safetensors.hole");
    CHECK(codeOf(two("[0,4]", "[8,4]", 8)) == "safetensors.bad_offsets");
    CHECK(codeOf(two("[0,4]", "[4,8]", 7)) == "safetensors.bad_offsets");
    CHECK(codeOf(two("[0,4]", "[18446744073709551612,0]", 8)) == "safetensors.bad_offsets");
    for (const char *offsets : {"[-4,0]", "[0]", "[0,4,8]", "[0.0,4.0]", "null", "[\"0\",\"4\"]"})
        CHECK(codeOf(two("[0,4]", offsets, 8)) == "safetensors.bad_offsets");
    CHECK(codeOf(file("{}", 1)) == "safetensors.hole");
}

TEST_CASE("S11: as many bytes as shape and number format say") {
    CHECK(sentenceOf(oneTensor("F32", "[4]", "[0,8]", 8)) ==
          "m.safetensors, \"t\": the data is not as large as shape and dtype say; found 8 bytes; expected 16.");
    CHECK(codeOf(oneTensor("F32", "[0]", "[0,4]", 4)) == "safetensors.size_mismatch");
}

TEST_CASE("S12: number formats that are not known") {
    for (const char *dtype : {"F4", "F6_E2M3", "f32", "F32BE", "", "C64"}) {
        const auto header = parse(oneTensor(dtype, "[3]", "[0,3]", 3));
        REQUIRE(!header);
        CHECK(header.error().code == "safetensors.unknown_dtype");
        CHECK(header.error().expected == "BF16 BOOL F16 F32 F64 F8_E4M3 F8_E5M2 F8_E8M0 I16 I32 I64 I8 U16 U32 U64 U8");
    }
    CHECK(codeOf(file(R"({"t":{"dtype":7,"shape":[],"data_offsets":[0,0]}})")) == "safetensors.unknown_dtype");
    CHECK(codeOf(file(R"({"t":{"shape":[],"data_offsets":[0,0]}})")) == "safetensors.unknown_dtype");
}

TEST_CASE("S13: a header of very many tensors is refused before it is built") {
    std::string header = "{";
    for (int i = 0; header.size() < 90'000'000; ++i)
        header += "\"" + std::to_string(i) + R"(":{"dtype":"U8","shape":[],"data_offsets":[0,1]},)";
    header.back() = '}';
    const std::string bytes = file(header, 1);
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    const std::clock_t begin = std::clock(); // of the processor: other work on the machine is no fault of the reader
    CHECK(codeOf(bytes) == "safetensors.too_many_tensors");
    CHECK(std::clock() - begin < 2 * CLOCKS_PER_SEC);
    ::getrusage(RUSAGE_SELF, &after);
    CHECK(after.ru_maxrss - before.ru_maxrss < 64 * 1024);
}

TEST_CASE("a header of 100,000 tensors takes linear time") {
    std::string header = "{";
    for (int i = 0; i < 100'000; ++i)
        header += "\"" + std::to_string(i) + R"(":)" +
                  entry("U8", "[1]", "[" + std::to_string(i) + "," + std::to_string(i + 1) + "]") + ",";
    header.back() = '}';
    const double begin = test::cpuSeconds();
    const auto parsed = parse(file(header, 100'000));
    REQUIRE(parsed);
    CHECK(parsed->tensors.size() == 100'000);
    CHECK(test::cpuSeconds() - begin < 5);
}

TEST_CASE("S14: metadata that is no list of texts") {
    CHECK(codeOf(file(R"({"__metadata__":{"a":{"b":"c"}}})")) == "safetensors.bad_metadata");
    CHECK(codeOf(file(R"({"__metadata__":{"a":1}})")) == "safetensors.bad_metadata");
    CHECK(codeOf(file(R"({"__metadata__":"a"})")) == "safetensors.bad_metadata");
    CHECK(codeOf(file(R"({"__metadata__":{"a":"b"}})")) == "ok");
    CHECK(codeOf(file(R"({"__metadata__":{"a":)" + std::string(200'000, '[') + "}}")) == "safetensors.header_not_json");
}

TEST_CASE("S15: names are shown without their control characters, and long ones are refused") {
    const auto named = [](const std::string &name) {
        return file("{" + Json(name).dump() + ":" + entry("U8", "[2]", "[0,1]") + "}", 1);
    };
    const auto header = parse(named("../\n\x1B[31m\xE2\x80\xAE.x"));
    REQUIRE(!header);
    CHECK(header.error().field == R"("../\n\u001b[31m\u202e.x")");
    CHECK(codeOf(named(std::string(5000, 'n'))) == "safetensors.bad_name");
    const auto huge = parse(named(std::string(1 << 20, 'n')));
    REQUIRE(!huge);
    CHECK(describe(huge.error()).size() < 400);
    CHECK(parse(file("{\"../../x\":" + entry("U8", "[1]", "[0,1]") + "}", 1))->tensors[0].name ==
          "../../x"); // a name, never a path
}

TEST_CASE("S16: any values are read") {
    const float values[] = {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e-42f};
    const TemporaryFolder folder;
    const TensorBytes tensor{"t", "F32", {3}, std::as_bytes(std::span(values))};
    REQUIRE(writeSafetensors(folder.path / "m.safetensors", {&tensor, 1}, {}));
    const auto bytes = readFile(folder.path / "m.safetensors");
    const auto header = parse(*bytes);
    REQUIRE(header);
    CHECK(std::memcmp(bytes->data() + header->tensors[0].begin, values, sizeof values) == 0);
}

TEST_CASE(
    "S17: a file that is cut, written to or replaced while it is open is an error or the old bytes, never a signal") {
    const TemporaryFolder folder;
    std::string bytes = *readFile(golden("tensor-3d-float32.safetensors"));
    const auto path = folder.write("m.safetensors", bytes);
    const auto reader = FileReader::open(path);
    REQUIRE(reader);
    const auto header = readSafetensorsHeader(*reader);
    REQUIRE(header);
    const auto &info = header->tensors[0];
    std::vector<std::byte> values(info.end - info.begin);
    const auto sentence = [&](const FileReader &file) {
        const auto read = file.readAt(info.begin, values);
        return read ? "ok"s : describe(read.error()).substr(path.string().size());
    };
    const std::string size =
        std::to_string(bytes.size()) + " bytes, as at the beginning. Wait until nobody writes to it and try again.";
    CHECK(sentence(*reader) == "ok");

    fs::resize_file(path, info.begin + 1); // where a mapped page would be gone
    CHECK(sentence(*reader) == ": the file was changed while it was read; found " + std::to_string(info.begin + 1) +
                                   " bytes; expected " + size);
    fs::resize_file(path, 0);
    CHECK(sentence(*reader) == ": the file was changed while it was read; found 0 bytes; expected " + size);
    CHECK(!readSafetensorsHeader(*reader));

    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    folder.write("m.safetensors", bytes);                                           // as long as before
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds(1)); // clocks of file systems are coarse
    CHECK(sentence(*reader) == ": the file was changed while it was read; found " + std::to_string(bytes.size()) +
                                   " bytes; expected " + size);

    const auto second = FileReader::open(path);
    REQUIRE(second);
    fs::rename(folder.write("other", "something else"), path);
    CHECK(sentence(*second) == "ok");
    CHECK(std::memcmp(values.data(), bytes.data() + info.begin, values.size()) == 0);
    CHECK(reader->readAt(bytes.size(), values).error().code == "file.changed");
    CHECK(second->readAt(bytes.size() - 1, values).error().code == "file.past_end");
}

TEST_CASE("S18: saving over a file that is being read leaves the reader its bytes") {
    const TemporaryFolder folder;
    const auto path = folder.path / "m.safetensors";
    fs::copy_file(golden("tensor-3d-float32.safetensors"), path);
    const auto reader = FileReader::open(path);
    REQUIRE(reader);
    const auto header = readSafetensorsHeader(*reader);
    REQUIRE(header);
    const auto &info = header->tensors[0];
    std::vector<std::byte> values(info.end - info.begin), again = values;
    REQUIRE(reader->readAt(info.begin, values));
    const TensorBytes tensor{info.name, info.dtype, info.shape, values};
    REQUIRE(writeSafetensors(path, {&tensor, 1}, {}));
    REQUIRE(reader->readAt(info.begin, again));
    CHECK(again == values);
    CHECK(*readFile(path) == *readFile(golden("tensor-3d-float32.safetensors")));
}

TEST_CASE("S19, S20: an index may name only shards that lie beside it and hold what it promises") {
    const TemporaryFolder folder;
    folder.write("a.safetensors", file(R"({"x":)" + entry("U8", "[1]", "[0,1]") + "}", 1));
    folder.write("b.safetensors", file(R"({"y":)" + entry("U8", "[1]", "[0,1]") + "}", 1));
    folder.write("c.safetensors", file(R"({"x":)" + entry("U8", "[1]", "[0,1]") + "}", 1));
    fs::create_directory(folder.path / "folder.safetensors");
    fs::create_symlink("/dev/zero", folder.path / "zero.safetensors");
    fs::create_symlink("loop.safetensors", folder.path / "loop.safetensors");
    const auto problem = [&](const std::string &map) -> Error {
        const auto index = folder.write("model.safetensors.index.json", R"({"weight_map":)" + map + "}");
        const auto files = readShardIndex(index);
        if (!files) return files.error();
        const auto checked = checkShards(index, *files);
        return checked ? Error{.code = "ok", .message = ""} : checked.error();
    };
    CHECK(problem(R"({"x":"a.safetensors","y":"b.safetensors"})").code == "ok");
    for (const std::string name : {"../a.safetensors", "/etc/passwd", "\\\\\\\\host\\\\share", "file:///etc/passwd",
                                   "..", ".", "", "sub/a.safetensors", "C:a", "a\\u0000b"}) {
        CAPTURE(name);
        const auto error = problem(R"({"x":")" + name + "\"}");
        CHECK(error.code == "safetensors.bad_index");
        CHECK(error.message == "a shard must be a plain file name in the model's folder");
        CHECK(error.field == "/weight_map/\"x\"");
    }
    for (const char *name : {"folder.safetensors", "zero.safetensors"})
        CHECK(problem(R"({"x":")"s + name + "\"}").message == "a shard is not a file");
    for (const auto &name : {"gone.safetensors"s, "loop.safetensors"s, std::string(5000, 'n')})
        CHECK(problem(R"({"x":")" + name + "\"}").message == "the index names a shard that is missing");
    CHECK(problem("{}").code == "safetensors.bad_index");
    CHECK(problem("[]").code == "safetensors.bad_index");
    CHECK(problem(R"({"x":1})").code == "safetensors.bad_index");
    CHECK(problem(R"({"x":"a.safetensors","x":"b.safetensors"})").code == "json.duplicate_key");
    const auto lacking = problem(R"({"x":"a.safetensors","z":"b.safetensors"})");
    CHECK(lacking.code == "safetensors.bad_index");
    CHECK(lacking.expected == "it in \"b.safetensors\"");
    CHECK(problem(R"({"x":"b.safetensors","y":"a.safetensors"})").found == "it in \"a.safetensors\"");
    const auto twice = problem(R"({"x":"a.safetensors","w":"c.safetensors"})");
    CHECK(twice.code == "safetensors.duplicate");
    CHECK(twice.field == "\"x\"");
    CHECK(twice.found == "\"c.safetensors\" and \"a.safetensors\"");
}

TEST_CASE("S21: other kinds of files are called by their name") {
    const auto messageOf = [](std::string_view bytes) {
        const auto header = parse(bytes);
        REQUIRE(!header);
        CHECK(header.error().code == "safetensors.not_safetensors");
        CHECK(!header.error().remedy.empty());
        return header.error().message;
    };
    CHECK(messageOf("version https://git-lfs.github.com/spec/v1\noid sha256:0\n") ==
          "this is a Git LFS pointer, not the model");
    CHECK(messageOf(*readFile(golden("fortran_tensor_3d.pth"))) ==
          "this is a zip archive, probably a PyTorch checkpoint");
    CHECK(messageOf("\x80\x02}q\x00."s) == "this is a Python pickle");
    CHECK(messageOf("<!DOCTYPE html><html><head>") == "this is an HTML page, probably a failed download");
    CHECK(messageOf("GGUF\3\0\0\0"s) == "this is a GGUF file");
    CHECK(messageOf(*readFile(golden("test.npy"))) == "this is a NumPy array");
}

TEST_CASE("a header of any length is a header, also where its length begins as a Python pickle does") {
    const std::string header = R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    for (std::size_t length = 64; length <= 2048; ++length) {
        CAPTURE(length);
        CHECK(codeOf(file(header + std::string(length - header.size(), ' '), 4)) == "ok");
    }
}

TEST_CASE("good files are read and come out byte for byte") {
    const TemporaryFolder folder;
    for (const char *name : {"tensor-1d-int32.safetensors", "tensor-2d-float64.safetensors",
                             "tensor-3d-float32.safetensors", "jfk-codes.safetensors"}) {
        CAPTURE(name);
        const auto bytes = readFile(golden(name));
        REQUIRE(bytes);
        const auto header = parse(*bytes);
        REQUIRE(header);
        std::vector<TensorBytes> tensors;
        for (const auto &info : header->tensors)
            tensors.push_back({info.name, info.dtype, info.shape,
                               std::as_bytes(std::span(*bytes)).subspan(info.begin, info.end - info.begin)});
        REQUIRE(writeSafetensors(folder.path / name, tensors, header->metadata));
        CHECK(*readFile(folder.path / name) == *bytes);
    }
}

TEST_CASE("the values are those of the reference") {
    const auto expected = parseJson(*readFile(golden("expected.json")));
    REQUIRE(expected);
    int seen = 0;
    for (const auto &item : (*expected)["cases"]) {
        const auto name = item["file"].get<std::string>();
        if (!name.ends_with(".safetensors")) continue;
        const auto bytes = readFile(golden(name));
        const auto header = parse(*bytes);
        REQUIRE(header);
        const auto &info = header->tensors.at(0);
        CHECK(info.dtype == item["dtype"].get<std::string>());
        CHECK(info.shape == item["shape"].get<std::vector<std::int64_t>>());
        for (std::size_t i = 0; i < item["values"].size(); ++i) {
            const char *at = bytes->data() + info.begin + i * bitsOf(info.dtype) / 8;
            double value = 0;
            if (info.dtype == "F64")
                std::memcpy(&value, at, 8);
            else if (float f = 0; info.dtype == "F32")
                std::memcpy(&f, at, 4), value = static_cast<double>(f);
            else if (std::int32_t n = 0; info.dtype == "I32")
                std::memcpy(&n, at, 4), value = n;
            CHECK(value == item["values"][i].get<double>());
        }
        ++seen;
    }
    CHECK(seen == 3);
}

TEST_CASE("a good file that is cut anywhere, or has any one bit turned, is read or refused, never more") {
    const auto bytes = *readFile(golden("tensor-2d-float64.safetensors"));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(codeOf(std::string_view(bytes).substr(0, size)) != "ok");
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        std::string turned = bytes;
        turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ 1 << bit % 8);
        if (const auto header = parse(turned))
            for (const auto &info : header->tensors) CHECK(info.end <= turned.size());
    }
}
