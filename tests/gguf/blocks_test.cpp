// SPDX-License-Identifier: Apache-2.0
// Blocks of every type against the numbers that the package gguf unpacks them to, bit for bit.
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/gguf/blocks.h"
#include "core/gguf/half.h"
#include "core/gguf/numbers.h"
#include "tests/support/capture.h"
#include <cmath>
#include <cstring>
#include <doctest/doctest.h>
#include <limits>
#include <nlohmann/json.hpp>

using namespace lapidary;
using namespace lapidary::gguf;

namespace {

Json recorded(const char *part) {
    const auto text = readFile(LAPIDARY_TEST_DATA "/gguf/blocks.json");
    REQUIRE(text);
    const auto json = parseJson(*text);
    REQUIRE(json);
    return (*json)[part];
}

std::string bytesOf(const Json &hex) {
    const auto text = hex.get<std::string>();
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 2)
        out += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    return out;
}

std::vector<float> numbersOf(const std::string &bytes) {
    std::vector<float> out(bytes.size() / 4);
    std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
}

} // namespace

TEST_CASE("blocks of every type unpack to the numbers of the reference, bit for bit") {
    const Json all = recorded("unpacked");
    CHECK(all.size() == 13);
    for (const auto &[name, blocks] : all.items()) {
        CAPTURE_BOUND(name);
        const BlockKind *kind = blockKind(name);
        REQUIRE(kind);
        CHECK(blockKind(kind->id) == kind);
        const std::string bytes = bytesOf(blocks["bytes"]), wanted = bytesOf(blocks["numbers"]);
        std::vector<float> numbers(bytes.size() / kind->bytes * static_cast<std::size_t>(kind->numbers));
        REQUIRE(numbers.size() * 4 == wanted.size());
        readBlocks(*kind, std::as_bytes(std::span(bytes)), numbers.data());
        std::size_t different = 0;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            different += std::memcmp(&numbers[i], wanted.data() + 4 * i, 4) != 0;
        CHECK(different == 0);
    }
}

TEST_CASE("numbers are packed as the reference packs them") {
    const Json all = recorded("packed");
    for (const auto &[name, blocks] : all.items()) {
        CAPTURE_BOUND(name);
        const auto numbers = numbersOf(bytesOf(blocks["numbers"]));
        CHECK(bytesAs(name, numbers) == bytesOf(blocks["bytes"]));
    }
    CHECK(bytesAs("Q4_K", std::vector<float>(256)).empty());
}

TEST_CASE("every half is a float and comes back from it") {
    for (std::uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float value = floatOfHalf(half);
        if (std::isnan(value))
            CHECK(std::isnan(floatOfHalf(halfOfFloat(value))));
        else if (halfOfFloat(value) != half)
            FAIL("0x" << std::hex << bits << " comes back as 0x" << halfOfFloat(value));
    }
    CHECK(floatOfHalf(0x3555) == 0.333251953125f);
    CHECK(floatOfHalf(0x0001) == std::ldexp(1.0f, -24));
    CHECK(halfOfFloat(65519.0f) == 0x7BFF);
    CHECK(halfOfFloat(65520.0f) == 0x7C00);
    CHECK(halfOfFloat(-1e9f) == 0xFC00);
    CHECK(halfOfFloat(std::ldexp(1.0f, -25)) == 0); // a tie, to even
    CHECK(halfOfFloat(std::ldexp(1.5f, -25)) == 1);
    CHECK(halfOfFloat(1.0f + std::ldexp(1.0f, -11)) == 0x3C00);
    CHECK(halfOfFloat(1.0f + std::ldexp(3.0f, -11)) == 0x3C02);
    CHECK(bfloatOfFloat(1.00390625f) == 0x3F80);
    CHECK(bfloatOfFloat(1.01171875f) == 0x3F82);
    CHECK(std::isnan(floatOfBfloat(bfloatOfFloat(std::numeric_limits<float>::quiet_NaN()))));
}

TEST_CASE("types that are not read have their names") {
    CHECK(typeName(23) == "IQ4_XS");
    CHECK(typeName(39) == "MXFP4");
    CHECK(typeName(12) == "Q4_K");
    CHECK(typeName(99) == "type 99");
    CHECK(blockKind(23) == nullptr);
}
