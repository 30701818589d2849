// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/gguf/blocks.h"
#include <vector>

namespace lapidary::gguf {

/// Metadata in the making: keys in the order in which they were put. A key that is put again takes the place of itself.
class Sheet {
public:
    void whole(const std::string &key, std::int64_t value); ///< as an unsigned number of 32 bits
    void number(const std::string &key, double value);      ///< in 32 bits
    void flag(const std::string &key, bool value);
    void text(const std::string &key, std::string_view value);
    void texts(const std::string &key, std::span<const std::string> values);
    void wholes(const std::string &key, std::span<const std::int32_t> values);
    void numbers(const std::string &key, std::span<const float> values);
    void flags(const std::string &key, const std::vector<bool> &values);

    struct Pair {
        std::string key, bytes; ///< type and value
    };
    const std::vector<Pair> &pairs() const { return pairs_; }

private:
    void put(const std::string &key, std::string bytes);
    std::vector<Pair> pairs_{};
};

struct TensorOut {
    std::string name{};
    const BlockKind *kind = nullptr;
    std::vector<std::int64_t> shape{}; ///< rows first
    std::function<Status(const ByteSink &sink)> fill{};

    std::uint64_t bytes() const;
};

/// Version 3, little-endian, tensors at multiples of 32 bytes; atomically.
Status writeFile(const fs::path &path, const Sheet &sheet, std::span<const TensorOut> tensors);

} // namespace lapidary::gguf
