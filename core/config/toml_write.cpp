// SPDX-License-Identifier: Apache-2.0
#include "core/config/toml_text.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace lapidary {
namespace {

std::string quotedText(const std::string &text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            constexpr const char *kHex = "0123456789ABCDEF";
            out += std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15];
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string number(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::array<char, 32> room{};
    const auto end = std::to_chars(room.data(), room.data() + room.size(), value).ptr; // the shortest that comes back
    std::string out(room.data(), end);
    return out.find_first_of(".e") == out.npos ? out + ".0" : out;
}

std::string joined(const std::vector<std::string> &parts) {
    std::string out;
    for (const auto &part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

} // namespace

std::string tomlKey(const std::string &key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
        return c < 128 && (std::isalnum(c) || c == '_' || c == '-');
    });
    return bare ? key : quotedText(key);
}

std::string tomlValue(const Json &value) {
    std::vector<std::string> parts;
    if (value.is_object()) {
        for (const auto &[key, each] : value.items())
            if (!each.is_null()) parts.push_back(tomlKey(key) + " = " + tomlValue(each));
        return parts.empty() ? "{}" : "{ " + joined(parts) + " }";
    }
    if (value.is_array()) {
        for (const auto &each : value)
            if (!each.is_null()) parts.push_back(tomlValue(each));
        return "[" + joined(parts) + "]";
    }
    if (value.is_string()) return quotedText(value.get<std::string>());
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number_integer()) return value.dump();
    return number(value.is_number() ? value.get<double>() : std::nan(""));
}

std::string tomlElement(const std::string &list, const Json &table, const std::vector<std::string> &order) {
    std::vector<std::string> keys;
    for (const auto &key : order)
        if (table.contains(key)) keys.push_back(key);
    for (const auto &[key, value] : table.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    std::string plain = "[[" + list + "]]\n", tables;
    for (const auto &key : keys) {
        const Json &value = table.at(key);
        if (value.is_null() || (value.is_object() && value.empty())) continue;
        if (!value.is_object()) {
            plain += tomlKey(key) + " = " + tomlValue(value) + "\n";
            continue;
        }
        tables += "[" + list + "." + tomlKey(key) + "]\n";
        for (const auto &[name, each] : value.items())
            if (!each.is_null()) tables += tomlKey(name) + " = " + tomlValue(each) + "\n";
    }
    return plain + tables;
}

} // namespace lapidary
