// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <vector>

namespace lapidary {

/// Columns as wide as their widest cell, for a terminal; the first ones are text, the others numbers.
class TextTable {
public:
    explicit TextTable(std::size_t textColumns = 2) : textColumns_(textColumns) {}
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    std::string text() const {
        std::vector<std::size_t> widths;
        for (const auto &cells : rows_)
            for (std::size_t i = 0; i < cells.size(); ++i) {
                widths.resize(std::max(widths.size(), i + 1));
                widths[i] = std::max(widths[i], width(cells[i]));
            }
        std::string out;
        for (const auto &cells : rows_) {
            std::string line;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const std::string pad(widths[i] - width(cells[i]), ' ');
                line += (i ? "  " : "") + (i < textColumns_ ? cells[i] + pad : pad + cells[i]);
            }
            out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        }
        return out;
    }

private:
    static std::size_t width(const std::string &text) {
        return static_cast<std::size_t>(std::count_if(
            text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    }
    std::size_t textColumns_;
    std::vector<std::vector<std::string>> rows_{};
};

} // namespace lapidary
