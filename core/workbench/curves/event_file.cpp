// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curves/event_file.h"
#include <array>
#include <bit>

namespace lapidary::event_file {
namespace {

constexpr std::array<std::uint32_t, 256> kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (value & 1 ? 0x82F63B78u : 0);
        table[i] = value;
    }
    return table;
}();

template <class Number> std::string littleEndian(Number number) {
    std::string out;
    for (std::size_t i = 0; i < sizeof(Number); ++i) out += static_cast<char>((number >> (8 * i)) & 0xFF);
    return out;
}

/// A checksum of bytes that hold checksums themselves would be weak: it is turned and moved.
std::string checksum(std::string_view bytes) {
    const std::uint32_t crc = crc32c(bytes);
    return littleEndian(static_cast<std::uint32_t>(std::rotr(crc, 15) + 0xA282EAD8u));
}

std::string record(const std::string &message) {
    const std::string length = littleEndian(static_cast<std::uint64_t>(message.size()));
    return length + checksum(length) + message + checksum(message);
}

// Protobuf: a field is its number and wire type in one varint, and then its value.
enum Wire { kVarint = 0, kDouble = 1, kBytes = 2, kFloat = 5 };

std::string varint(std::uint64_t number) {
    std::string out;
    for (; number >= 0x80; number >>= 7) out += static_cast<char>((number & 0x7F) | 0x80);
    return out + static_cast<char>(number);
}
std::string key(int field, Wire wire) {
    return varint(static_cast<std::uint64_t>(field) << 3 | wire);
}
std::string bytesField(int field, const std::string &bytes) {
    return key(field, kBytes) + varint(bytes.size()) + bytes;
}

// Event: wall_time = 1, step = 2, file_version = 3, summary = 5. Summary: value = 1. Value: tag = 1, simple_value = 2.
std::string timeField(double time) {
    return key(1, kDouble) + littleEndian(std::bit_cast<std::uint64_t>(time));
}

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

std::string head(double time) {
    return record(timeField(time) + bytesField(3, "brain.Event:2"));
}

std::string scalars(double time, std::int64_t step, const std::map<std::string, double> &values) {
    std::string summary;
    for (const auto &[tag, value] : values)
        summary += bytesField(1, bytesField(1, tag) + key(2, kFloat) +
                                     littleEndian(std::bit_cast<std::uint32_t>(static_cast<float>(value))));
    return record(timeField(time) + key(2, kVarint) + varint(static_cast<std::uint64_t>(step)) +
                  bytesField(5, summary));
}

} // namespace lapidary::event_file
