// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/data/formats/llama2c.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/cli/cli.h"
#include <csignal>
#include <cstring>
#include <thread>

using namespace lapidary;
using namespace lapidary::test;
namespace fs = std::filesystem;

namespace {

const std::string kStories = std::string(LAPIDARY_TEST_DATA) + "/stories260k/";

std::span<const std::byte> bytesOf(const std::string &text) {
    return std::as_bytes(std::span(text));
}
std::string headerCode(const std::string &bytes) {
    const auto header = parseLlama2cHeader(bytesOf(bytes));
    return header ? "" : header.error().code;
}
std::string tokenizerCode(const std::string &bytes, std::int64_t vocab = 512) {
    const auto json = llama2cTokenizer(bytesOf(bytes), vocab);
    return json ? "" : json.error().code;
}
std::string withNumber(std::string bytes, std::size_t at, std::int32_t value) {
    std::memcpy(bytes.data() + at, &value, 4);
    return bytes;
}

/// How llama2.c itself makes tokens of a text: bytes where a character is unknown, then the best-scored join of two
/// neighbours again and again.
class Reference {
public:
    explicit Reference(const std::string &file) {
        for (std::size_t at = 4; at < file.size();) {
            float score;
            std::int32_t length;
            std::memcpy(&score, file.data() + at, 4);
            std::memcpy(&length, file.data() + at + 4, 4);
            pieces_.push_back({file.substr(at + 8, static_cast<std::size_t>(length)), score});
            ids_.emplace(pieces_.back().first, pieces_.size() - 1);
            at += 8 + static_cast<std::size_t>(length);
        }
    }
    std::vector<std::int32_t> encode(const std::string &text) const {
        std::vector<std::size_t> ids{1};
        if (!text.empty()) ids.push_back(ids_.at(" "));
        for (std::size_t at = 0; at < text.size();) {
            std::size_t end = at + 1;
            while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
            const std::string symbol = text.substr(at, end - at);
            if (const auto it = ids_.find(symbol); it != ids_.end())
                ids.push_back(it->second);
            else
                for (unsigned char byte : symbol) ids.push_back(byte + 3u);
            at = end;
        }
        while (joinBest(ids)) {
        }
        return {ids.begin(), ids.end()};
    }
    std::size_t size() const { return pieces_.size(); }
    const std::string &piece(std::size_t id) const { return pieces_[id].first; }

private:
    bool joinBest(std::vector<std::size_t> &ids) const {
        float best = -1e10f;
        std::size_t at = ids.size(), joined = 0;
        for (std::size_t i = 0; i + 1 < ids.size(); ++i) {
            const auto it = ids_.find(pieces_[ids[i]].first + pieces_[ids[i + 1]].first);
            if (it == ids_.end() || pieces_[it->second].second <= best) continue;
            best = pieces_[it->second].second;
            at = i;
            joined = it->second;
        }
        if (at == ids.size()) return false;
        ids[at] = joined;
        ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(at) + 1);
        return true;
    }
    std::vector<std::pair<std::string, float>> pieces_;
    std::map<std::string, std::size_t> ids_;
};

} // namespace

TEST_CASE("the imported tokenizer makes the tokens of llama2.c") {
    const std::string file = textOf(kStories + "tok512.bin");
    const Reference reference(file);
    const auto json = llama2cTokenizer(bytesOf(file), 512);
    REQUIRE(json);
    const auto tokenizer = Tokenizer::parse(*json);
    REQUIRE(tokenizer);
    std::vector<std::string> texts = {"",
                                      " ",
                                      "  two  spaces ",
                                      "Once upon a time, there was a little girl named Lily.",
                                      "line\nbreak\ttab",
                                      "na\u00efve \u732b \U0001F600",
                                      "aaaaaaaaaa",
                                      "thethethe  the"};
    Rng rng(1, "texts");
    for (int i = 0; i < 300; ++i) { // pieces at random, so that joins overlap in every way
        std::string text;
        for (std::uint64_t n = rng.below(12); n > 0; --n)
            text += reference.piece(259 + rng.below(reference.size() - 259));
        texts.push_back(text);
    }
    for (const auto &text : texts) {
        CAPTURE(text);
        const auto encoding = tokenizer->encode(text, true);
        REQUIRE(encoding);
        CHECK(encoding->ids == reference.encode(text));
        CHECK(tokenizer->decode(encoding->ids, true) == text);
    }
}

TEST_CASE("hostile checkpoints get their sentence") {
    const std::string good = textOf(kStories + "stories260K.bin");
    REQUIRE(headerCode(good) == "");
    CHECK(headerCode("") == "llama2c.truncated");
    CHECK(headerCode(good.substr(0, 27)) == "llama2c.truncated");
    CHECK(headerCode(good.substr(0, good.size() - 1)) == "llama2c.truncated");
    CHECK(headerCode(good + "x") == "llama2c.trailing_bytes");
    CHECK(headerCode(withNumber(good, 0, 0x616b3432)) == "llama2c.version");
    for (std::size_t field = 0; field < 7; ++field)
        for (std::int32_t value : {0, -1, INT32_MIN, INT32_MAX}) {
            CAPTURE(field);
            CAPTURE(value);
            CHECK(headerCode(withNumber(good, field * 4, value)) != "");
        }
    CHECK(headerCode(withNumber(good, 12, 7)) == "llama2c.bad_header");   // heads that do not divide dim
    CHECK(headerCode(withNumber(good, 20, -512)) == "llama2c.truncated"); // untied: one matrix more
}

TEST_CASE("hostile tokenizers get their sentence") {
    const std::string good = textOf(kStories + "tok512.bin");
    REQUIRE(tokenizerCode(good) == "");
    CHECK(tokenizerCode("") == "llama2c.tokenizer_truncated");
    CHECK(tokenizerCode(good, 100) == "llama2c.tokenizer_too_small");
    CHECK(tokenizerCode(good, 513) == "llama2c.tokenizer_truncated");
    CHECK(tokenizerCode(good, 511) == "llama2c.tokenizer_trailing_bytes");
    CHECK(tokenizerCode(good + "x") == "llama2c.tokenizer_trailing_bytes");
    CHECK(tokenizerCode(withNumber(good, 8, -1)) == "llama2c.tokenizer_bad_length");
    CHECK(tokenizerCode(withNumber(good, 8, INT32_MAX)) == "llama2c.tokenizer_bad_length");
    CHECK(tokenizerCode(withNumber(good, 4, 0x7fc00000)) == "llama2c.tokenizer_bad_piece"); // a score that is no number
    for (std::size_t size = 0; size < good.size(); size += 97) CHECK(tokenizerCode(good.substr(0, size)) != "");
}

TEST_CASE("the import makes a folder that is known as a model, once") {
    const TemporaryFolder scratch;
    const std::string out = (scratch.path / "model").string();
    const std::vector<std::string> call = {"import",  "model",       kStories + "stories260K.bin", "--format",
                                           "llama2c", "--tokenizer", kStories + "tok512.bin",      "--out",
                                           out};
    const auto made = cli(call);
    CHECK(made.code == 0);
    CHECK(onlyAnswer(made)["layers"] == 5);
    const Json facts = onlyAnswer(cli({"inspect", out, "--validate"}));
    CHECK(facts["kind"] == "model");
    CHECK(facts["valid"] == true);
    CHECK(facts["tokenizer"] == true);
    CHECK(facts["parameters"] == 260'032);
    const auto again = cli(call);
    CHECK(again.code == 1);
    CHECK(again.err.find("not empty") != std::string::npos);
}

TEST_CASE("an import of a model tells how far it is, and one that is stopped leaves nothing and can begin anew") {
    const TemporaryFolder scratch;
    const fs::path model = scratch.path / "model", models = scratch.path / "project" / "models";
    const std::string project = (scratch.path / "project").string();
    fs::copy(kGolden + "/models/llama2_mha", model);
    REQUIRE(cli({"new", project}).code == 0);
    constexpr std::uint64_t size = 2ull << 30;
    const std::string header = R"({"t":{"dtype":"U8","shape":[)" + std::to_string(size) + R"(],"data_offsets":[0,)" +
                               std::to_string(size) + "]}}";
    std::string length(8, '\0');
    length[0] = static_cast<char>(header.size());
    scratch.write("model/large.safetensors", length + header);
    fs::resize_file(model / "large.safetensors",
                    8 + header.size() + size); // zeros that take no room; copying them takes a while
    const std::vector<std::string> call = {"import", "model",      model.string(), "--project",
                                           project,  "--progress", "jsonl"};
    Process import(kProgram, call);
    for (int i = 0; i < 500 && import.errorsSoFar().find("\"done\"") == std::string::npos; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ::kill(import.pid(), SIGINT);
    const auto stopped = import.wait();
    CHECK(stopped.code == 3);
    CHECK(stopped.out.empty());
    std::istringstream lines(stopped.err);
    int told = 0;
    std::uint64_t copied = 0;
    for (std::string line; std::getline(lines, line);)
        if (const auto progress = parseJson(line)) {
            CHECK((*progress)["total"].get<std::uint64_t>() > size);
            CHECK((*progress)["done"].get<std::uint64_t>() <= (*progress)["total"].get<std::uint64_t>());
            CHECK(progress->contains("eta_s"));
            copied = (*progress)["done"].get<std::uint64_t>();
            ++told;
        }
    CHECK(told >= 1);
    CHECK(copied < size); // it did not copy to the end first
    CHECK((!fs::exists(models) || fs::is_empty(models)));
    fs::remove(model / "large.safetensors");
    fs::create_directories(models / ".importing-model"); // as a kill leaves it
    std::ofstream(models / ".importing-model" / "stray.safetensors") << "half";
    const auto again = cli(call);
    CHECK(again.code == 0);
    CHECK(onlyAnswer(again)["name"] == "model");
    CHECK(!fs::exists(models / ".importing-model"));
    CHECK(!fs::exists(models / "model" / "stray.safetensors"));
    CHECK(again.err.find("\"eta_s\":0") != std::string::npos); // the last word
#ifdef LAPIDARY_HAS_WORKER
    CHECK(codeOf(onlyAnswer(cli({"logits", "--project", project, "--model", "model"}, R"({"ids":[5]})"))) == "");
#endif
}
