// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace lapidary {

/// contentHash() of bytes that come piece by piece.
class ContentHasher {
public:
    ContentHasher();
    ContentHasher(ContentHasher &&) noexcept;
    ContentHasher &operator=(ContentHasher &&) = delete;
    ~ContentHasher();
    void add(std::string_view bytes);
    std::string hash() const; ///< of all bytes so far

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace lapidary
